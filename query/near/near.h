/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_NEAR_H
#define HIKU_QUERY_NEAR_NEAR_H

/*
 * Did you mean: words of the index that a word may be a slip of. Everything
 * that offers such words is behind this call.
 */

#include "query/near/heard.h"

#define HK_NEAR_MAX 3

struct hk_near_list {
	struct hk_near_word words[HK_NEAR_MAX]; /* the likeliest first; in the
						 * vocabulary's arena */
	size_t count;
};

/*
 * Find the words near `word`, which is in normal form; not the word itself.
 * Without `readings` (NULL) those are not found that are near by their sound.
 * HK_ENOMEM, and what the analyser, whose text is overwritten, and the engine
 * give.
 */
enum hk_status hk_near_find(struct hk_near_list *out,
			    struct hk_vocabulary *vocabulary,
			    struct hk_analyser *analyser,
			    const struct hk_readings *readings,
			    struct hk_str word,
			    struct hk_error *err) HK_MUST_USE;

#endif
