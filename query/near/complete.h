/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_COMPLETE_H
#define HIKU_QUERY_NEAR_COMPLETE_H

/*
 * While typing: the words of the index that begin with what was typed so far,
 * as it stands (検, プリ, elas), or are read so, in kana and in romaji, whose
 * last syllable may have begun only (けん, けんs, kens).
 */

#include "query/near/candidates.h"
#include "query/sound/vocabulary.h"
#include "text/readings.h"
#include "text/term.h"

struct hk_complete {
	struct hk_near_word *words; /* in the vocabulary's arena; those that the
				     * most passages have first */
	size_t count, capacity;
};

/*
 * Complete `prefix`, UTF-8 of any kind, with at most `limit` words. Without
 * `readings` (NULL) only as it stands; and only by readings in indexes on
 * other machines. Of very many words with a reading, those are looked up that
 * the dictionary has as the most frequent ones. HK_ENOMEM, and what the engine
 * gives.
 */
enum hk_status hk_complete_run(struct hk_complete *out,
			       struct hk_vocabulary *vocabulary,
			       struct hk_analyser *analyser,
			       const struct hk_readings *readings,
			       struct hk_str prefix, uint64_t limit,
			       struct hk_error *err) HK_MUST_USE;

#endif
