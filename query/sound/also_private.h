/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_ALSO_PRIVATE_H
#define HIKU_QUERY_SOUND_ALSO_PRIVATE_H

/* What finding the texts that a query is read as, and asking for them, share.
 */

#include "query/sound/also.h"
#include "query/sound/turns.h"
#include "query/sound/writing.h"

/* Passages with a word of kana as it stands: it is meant so. */
#define HK_ALSO_ENOUGH 10
/* Passages with kana as they are typed, that MeCab cuts: they are meant so. One
 * or two may have them as the reading of a word. */
#define HK_ALSO_STANDS 3

struct hk_also {
	const struct hk_search_task *task;
	struct hk_str query;
	hk_also_ask ask;
	struct hk_arena arena; /* of what the search does not outlive */
	struct hk_vocabulary vocabulary;
	struct hk_spoken_list spoken;
	struct hk_writing converted[HK_SPOKEN_MAX];
	struct hk_turns turns;
	struct hk_error *err;
};

/* Is the text frequent enough beside the word as it was typed? */
bool hk_also_frequent(const struct hk_writing_text *text,
		      const struct hk_spoken *spoken, bool alone);
/* Ask for each of the texts; the hits take turns. What the question gives. */
enum hk_status hk_also_ask_all(struct hk_also *also) HK_MUST_USE;
/* Ask one query with all that each word may be, for counting and sorting. */
enum hk_status hk_also_ask_at_once(struct hk_also *also) HK_MUST_USE;

#endif
