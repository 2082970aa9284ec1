/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_ALSO_H
#define HIKU_QUERY_SOUND_ALSO_H

/*
 * Searching by sound: where words of a query bring nothing or little as they
 * are typed, the query is also asked with what they may be written as, and the
 * answers take turns.
 */

#include "query/search/task.h"
#include "text/readings.h"

/* What a session keeps for it: opened when it is first needed. Zeroed, it is
 * unused. */
struct hk_also_ears {
	struct hk_readings *readings;
	bool tried;
	enum hk_readings_from from;
	struct hk_error why; /* that there are none; status HK_OK: there are */
};

/* Answer the query, as one of the words it asks for. */
typedef enum hk_status (*hk_also_ask)(const struct hk_search_task *task,
				      struct hk_str query,
				      struct hk_error *err);

/* Open the readings, unless that was tried before. HK_ENOMEM; any other
 * failure is kept in `ears`, which then has none. */
enum hk_status hk_also_open(struct hk_also_ears *ears,
			    const struct hk_dict *dict,
			    struct hk_error *err) HK_MUST_USE;
void hk_also_release(struct hk_also_ears *ears);

/*
 * Add to the result of `task`, which answers `query` as it was typed, what is
 * found by sound. `dict` is that of the analyser. What `ask` and the engine
 * give; that there are no readings is kept in `ears`, and is no failure.
 */
enum hk_status hk_also_search(const struct hk_search_task *task,
			      struct hk_str query, struct hk_also_ears *ears,
			      const struct hk_dict *dict, hk_also_ask ask,
			      struct hk_error *err) HK_MUST_USE;

#endif
