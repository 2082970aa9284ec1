/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_SAME_H
#define HIKU_QUERY_SEARCH_SAME_H

/*
 * Passages that are nearly the same: of about the same length, and with nearly
 * all of each other's runs of three characters (Broder 1997: resemblance by
 * shingles).
 */

#include "query/plan/runs.h"

/* The share of runs that the other one has, and of the length. */
#define HK_SAME_RUNS   0.8
#define HK_SAME_LENGTH 0.8

/* Passages that others are compared with; further ones are not. */
#define HK_SAME_MAX 100

struct hk_same {
	struct {
		struct hk_runs runs;
		size_t len;
	} list[HK_SAME_MAX];
	size_t count;
};

#define HK_SAME_NONE SIZE_MAX

/* Compare with this text from now on, in normal form; memory is the arena's.
 * HK_ENOMEM. */
enum hk_status hk_same_add(struct hk_same *same, struct hk_arena *arena,
			   struct hk_str norm) HK_MUST_USE;
/* The number, in the order in which they were added, of a text that is nearly
 * this one; HK_SAME_NONE if there is none. */
size_t hk_same_find(struct hk_same *same, struct hk_str norm);

#endif
