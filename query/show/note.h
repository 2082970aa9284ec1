/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_NOTE_H
#define HIKU_QUERY_SHOW_NOTE_H

/*
 * What the user should know about an answer, as lines in the user's language.
 */

#include "query/search/result.h"
#include "query/search/session.h"

enum hk_note_kind {
	HK_NOTE_ALWAYS, /* it makes the answer another one than was asked for */
	HK_NOTE_HINT,	/* only if hints are wanted */
	HK_NOTE_EMPTY,	/* that nothing was found; the same */
};

struct hk_note {
	enum hk_note_kind kind;
	const char *line; /* safe to print, without a newline */
};

/* Notes, in an arena that outlives them. Begins as all 0 but for the arena. */
struct hk_notes {
	struct hk_arena *arena;
	struct hk_note *list;
	size_t count, capacity;
	bool failed; /* out of memory: some are missing */
};

/* What was asked; borrowed. */
struct hk_note_ask {
	const char *const *places; /* as the user named them; none: the usual */
	size_t place_count;
	const struct hk_search_options *search;
};

/* Add that the index was made with another table of spellings, or that a table
 * of synonyms is not used, if that is so. HK_ENOMEM. */
enum hk_status hk_note_index(struct hk_notes *notes,
			     const struct hk_note_ask *ask,
			     const struct hk_session *session) HK_MUST_USE;
/* Add what is left out of the answer, how it was found, what was taken for
 * words, with `explain` what the query was understood as, and that nothing was
 * found. HK_ENOMEM. */
enum hk_status hk_note_answer(struct hk_notes *notes,
			      const struct hk_note_ask *ask,
			      const struct hk_session *session,
			      const struct hk_result *result) HK_MUST_USE;
/* Add to an error about a damaged index what says more. */
void hk_note_damage(const struct hk_note_ask *ask, struct hk_error *err);

#endif
