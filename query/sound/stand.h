/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_STAND_H
#define HIKU_QUERY_SOUND_STAND_H

#include "query/sound/node.h"

/*
 * How words stand in the index: whether a passage has all of them, and whether
 * one may have them side by side.
 */

enum hk_stand {
	HK_STAND_APART,	   /* no passage has all of them */
	HK_STAND_TOGETHER, /* one has */
	HK_STAND_TOUCHING, /* one has, and the pairs of characters where they
			    * touch, too */
};

/* The words of a text, from the last one to the first. */
struct hk_stand_words {
	const struct hk_node *nodes[HK_SOUND_MAX];
	size_t count;
};

/* That hk_stand_find() will be asked of these words: what it looks up is then
 * looked up together with what else was announced. */
void hk_stand_announce(const struct hk_nodes *nodes,
		       const struct hk_stand_words *words);
/*
 * Words of which each says little (hk_node.function) are not looked for, only
 * the pairs at their ends; pairs that the index has no terms for are taken to
 * be there (text/literal.h). What the engine gives.
 */
enum hk_status hk_stand_find(enum hk_stand *out, const struct hk_nodes *nodes,
			     const struct hk_stand_words *words,
			     struct hk_error *err) HK_MUST_USE;

#endif
