/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_RUNS_H
#define HIKU_QUERY_PLAN_RUNS_H

/*
 * Runs of three characters of the query, and the share of them that a text has:
 * how well the two agree character by character, however they are split into
 * words. Counted on the normal form, without analysing it. The number of runs
 * is capped.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

/* Zeroed before the first hk_runs_add(); memory is the arena's. */
struct hk_runs {
	uint64_t *keys;	 /* a hash table: three code points each; 0: free */
	uint32_t *seen;	 /* the number of the last text that had the run */
	size_t capacity; /* slots: a power of two, or 0 */
	size_t count;	 /* runs */
	uint32_t texts;	 /* texts compared so far */
};

/* Add the runs of a text in normal form, up to a cap for all texts.
 * HK_ENOMEM. */
enum hk_status hk_runs_add(struct hk_runs *runs, struct hk_arena *arena,
			   struct hk_str norm) HK_MUST_USE;
/* The share of the runs that the text has, 0 to 1; 0 if there are no runs. */
double hk_runs_share(struct hk_runs *runs, struct hk_str norm);

#endif
