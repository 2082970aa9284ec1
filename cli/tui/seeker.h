/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_SEEKER_H
#define HIKU_CLI_TUI_SEEKER_H

/*
 * The thread that searches, so that keys are answered while it does.
 *
 * It alone uses the index. It is a thread and not a process, since answers are
 * handed over as they are: a process would have to write them down and read
 * them again. There is a place for one wish of each kind: a newer one takes the
 * place of one that has not begun, and interrupts one that has. A search, which
 * is what keys are about, interrupts the others too; what of those is still
 * wanted then begins again behind it. The two threads share nothing but these
 * places, under one lock that is never held for longer than a few pointers are
 * moved.
 */

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"
#include "lib/hiku.h"

/* In the order in which they are granted. */
enum hk_seeker_kind {
	HK_SEEKER_SEARCH,  /* passages for a query */
	HK_SEEKER_WORDS,   /* what its last word may become */
	HK_SEEKER_ARTICLE, /* the text of an article */
	HK_SEEKER_REST,	   /* the passages again, and those behind them */
	HK_SEEKER_FACETS,  /* what its articles have in common */
	HK_SEEKER_KINDS,
};

/* What is wanted. */
struct hk_seeker_wish {
	struct hk_str query; /* borrowed during the call */
	struct hk_str id;    /* HK_SEEKER_ARTICLE: its article */
	uint32_t by;	     /* HK_SEEKER_FACETS: enum hiku_by */
	uint32_t hits;	     /* HK_SEEKER_SEARCH, HK_SEEKER_REST: at most */
	bool patient;	     /* the same: also what may take long, since nothing
			      * is being typed */
};

/* What became of it; the caller frees both with hk_seeker_drop(). */
struct hk_seeker_reply {
	unsigned number; /* that hk_seeker_want() gave */
	enum hiku_status status;
	struct hiku_error error;
	struct hiku_answer *answer; /* NULL for HK_SEEKER_WORDS, and after a
				     * failure */
	struct hiku_words *words;
	char *instead; /* HK_SEEKER_SEARCH: the last word was half typed and
			* found nothing; this was asked in place of the query.
			* Or NULL */
	bool patient;
};

struct hk_seeker;

/*
 * Start it. It takes over `index` and closes it in the end, also after a
 * failure; `options` are copied, what they point to is borrowed. HK_ENOMEM,
 * HK_EIO.
 */
enum hk_status hk_seeker_new(struct hk_seeker **out, struct hiku_index *index,
			     const struct hiku_query_options *options,
			     struct hk_error *err) HK_MUST_USE;
/*
 * End it. Also of NULL. False: the search that runs did not end in half a
 * second; then nothing is freed, and the process can only be ended at once, by
 * _exit(2).
 */
bool hk_seeker_free(struct hk_seeker *seeker) HK_MUST_USE;

/* A descriptor from which can be read when a reply has come. */
int hk_seeker_descriptor(const struct hk_seeker *seeker);
/* Read what is there to read, before the replies are taken. */
void hk_seeker_heard(struct hk_seeker *seeker);
/* Nothing that was wanted is wanted any more. */
void hk_seeker_forget(struct hk_seeker *seeker);
/* The same of one kind. */
void hk_seeker_cancel(struct hk_seeker *seeker, enum hk_seeker_kind kind);
/* Want something in place of what was wanted of this kind; its number. Out of
 * memory it is 0, and nothing is wanted. */
unsigned hk_seeker_want(struct hk_seeker *seeker, enum hk_seeker_kind kind,
			const struct hk_seeker_wish *wish);
/* Take the reply of a kind to what was wanted last; false: there is none. */
bool hk_seeker_take(struct hk_seeker_reply *out, struct hk_seeker *seeker,
		    enum hk_seeker_kind kind);
void hk_seeker_drop(struct hk_seeker_reply *reply);

/* The word of a query that is being typed, its last one: nothing if that cannot
 * be completed. */
struct hk_str hk_seeker_word(struct hk_str query);

#endif
