/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_STATE_H
#define HIKU_CLI_STATE_H

/*
 * The last answer of a terminal, which `hiku show N` and `hiku open N` mean.
 *
 * It is a file $XDG_STATE_HOME/hiku/answer-SESSION (else below ~/.local/state),
 * by the session of the process, so that each terminal has its own; only the
 * user may read it. One that another user owns or could have written is
 * refused. What it holds is a version and fields, each ended by a NUL.
 */

#include "cli/options.h"
#include "base/buf.h"
#include "lib/hiku.h"

/* Hits that are kept of an answer. */
#define HK_STATE_HITS 1000

struct hk_state_hit {
	uint64_t rank;
	const char *id, *path, *member; /* empty: none */
	const char *encoding;
	uint32_t line; /* or page; 0: none */
	bool page;
};

struct hk_state {
	struct hk_buf bytes; /* what all texts are in */
	const char **places; /* of the indexes */
	size_t place_count;
	const char *query;
	bool all, exact, literal; /* how it was read */
	struct hk_state_hit *hits;
	size_t hit_count;
};

/* Keep an answer of the index, in which `lines` were shown of the hits. That it
 * could not be kept does no harm, so nothing is told.
 */
void hk_state_save(const struct hk_query_options *options,
		   const struct hiku_index *index, const char *query,
		   const struct hiku_answer *answer, const uint32_t *lines);

/*
 * Read the last answer of this terminal. HK_ENOTFOUND if there is none,
 * HK_EACCES if the file is not the user's own, HK_EFORMAT if it is damaged, and
 * what hk_file_read_fd() gives. hk_state_release() frees it, also then.
 */
enum hk_status hk_state_load(struct hk_state *out,
			     struct hk_error *err) HK_MUST_USE;
void hk_state_release(struct hk_state *state);

/* The hit of this rank, or NULL. */
const struct hk_state_hit *hk_state_hit(const struct hk_state *state,
					uint64_t rank);

#endif
