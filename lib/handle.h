/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_LIB_HANDLE_H
#define HIKU_LIB_HANDLE_H

/*
 * What is behind the handles of hiku.h.
 */

#include "lib/hiku.h"
#include "query/search/session.h"
#include "query/show/note.h"

struct hiku_index {
	struct hk_locations locations;
	struct hk_session session;
	struct hk_stop stop;   /* of hiku_interrupt() */
	struct hk_arena arena; /* of the places */
	const char **places;
	size_t place_count;
	bool no_synonyms;
	bool usual;	       /* no place was given */
	struct hk_arena noted; /* of the notes */
	struct hk_notes notes;
};

struct hiku_answer {
	struct hk_result result;
	struct hk_arena arena; /* of all below */
	struct hk_str query;
	struct hk_notes notes;
	struct hk_str *missing; /* places that did not answer */
	size_t missing_count;
	bool explained;
};

/* Give the caller of the library what failed, and the status. */
enum hiku_status hk_handle_fail(struct hiku_error *err,
				const struct hk_error *why);

/* What the notes of the index are made of. */
struct hk_note_ask hk_handle_asked(const struct hiku_index *index,
				   const struct hk_search_options *search);

/* An answer to `query`, without a result; NULL: out of memory. */
struct hiku_answer *hk_handle_answer(const char *query, size_t len);

#endif
