/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_TURNS_H
#define HIKU_QUERY_SOUND_TURNS_H

/*
 * One list of hits out of the answers to several queries, which take turns: by
 * weight, and so that each has a place on the first page.
 */

#include "query/search/task.h"

#define HK_TURNS_MAX 12

struct hk_turn {
	struct hk_result *result; /* owned, until the hits are taken; or the
				   * task's own, whose hits have their marks */
	struct hk_str also;	  /* what was searched; empty: as typed */
	double weight;
	bool typed;
	bool first;	    /* before all others, but for some places of a
			     * page */
	size_t next, given; /* hits looked at, and taken */
};

struct hk_turns {
	struct hk_turn list[HK_TURNS_MAX];
	size_t count;
	const struct hk_result *own; /* the task's, which is not released */
};

/* The weight of a text whose rarest word `documents` passages have, and that
 * is so much dearer than the best one in MeCab's costs. */
double hk_turns_weight(uint32_t documents, long dearer);
/* Add a turn, whose result is the list's from now on. */
void hk_turns_add(struct hk_turns *turns, const struct hk_turn *turn);
/*
 * Make the hits those of the task's result, unless all were found as typed;
 * each passage once, and of each article as many as the task allows. Those that
 * are shown get their marks; what hk_page_mark() gives.
 */
enum hk_status hk_turns_take(struct hk_turns *turns,
			     const struct hk_search_task *task,
			     struct hk_error *err) HK_MUST_USE;
void hk_turns_release(struct hk_turns *turns);

#endif
