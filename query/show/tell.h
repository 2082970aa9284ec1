/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_TELL_H
#define HIKU_QUERY_SHOW_TELL_H

/*
 * What the user should know about an answer, as lines on standard error. What
 * makes the answer another one than was asked for is always told; the rest only
 * at a terminal, or if it is asked for.
 */

#include "query/options.h"
#include "query/search/result.h"
#include "query/search/session.h"

struct hk_tell {
	const struct hk_query_options *options;
	bool terminal; /* standard error is one */
	int argc;      /* the command line, to tell how to go on */
	char **argv;
};

void hk_tell_init(struct hk_tell *out, const struct hk_query_options *options,
		  int argc, char **argv);

/* That the index was made with another table of spellings, or that a table of
 * synonyms is not used, if that is so. */
void hk_tell_spellings(const struct hk_tell *tell,
		       const struct hk_session *session);
/* Add to an error about a damaged index what says more. */
void hk_tell_damage(const struct hk_tell *tell, struct hk_error *err);
/* Is also told what only somebody at a terminal needs? */
bool hk_tell_is_loud(const struct hk_tell *tell);
/* Before the answer: what is left out of it, how it was found, what was taken
 * for words, and with --explain what the query was understood as. */
void hk_tell_before(const struct hk_tell *tell,
		    const struct hk_session *session,
		    const struct hk_result *result);
/* Behind the answer: that there is more, or nothing. */
void hk_tell_behind(const struct hk_tell *tell,
		    const struct hk_session *session, struct hk_result *result);

#endif
