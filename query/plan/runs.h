/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_RUNS_H
#define HIKU_QUERY_PLAN_RUNS_H

/*
 * Runs of three characters of the query, and which share of them a text has:
 * how far the two say the same to the letter, whatever the words were cut
 * into. Counted on the normal form alone, without analysing it.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

/* Zeroed before the first hk_runs_add(); memory is the arena's. */
struct hk_runs {
	uint64_t *keys; /* a hash table: three code points each; 0: free */
	uint32_t *seen; /* the number of the text that had it last */
	size_t room;	/* a power of two */
	size_t count;
	uint32_t texts; /* looked at so far */
};

/* Add the runs of a text in normal form. Those past a cap are left out.
 * HK_ENOMEM. */
enum hk_status hk_runs_add(struct hk_runs *runs, struct hk_arena *arena,
			   struct hk_str norm) HK_MUST_USE;
/* The share of the runs that stand in the text, 0 to 1; 0 where there are no
 * runs. */
double hk_runs_share(struct hk_runs *runs, struct hk_str norm);

#endif
