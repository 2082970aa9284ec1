/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TELL_H
#define HIKU_CLI_TELL_H

/*
 * What the user should know about an answer, as lines on standard error. What
 * makes the answer another one than was asked for is always told; the rest only
 * at a terminal, or if it is asked for.
 */

#include "cli/options.h"
#include "lib/hiku.h"

struct hk_tell {
	const struct hk_query_options *options;
	bool terminal; /* standard error is one */
	int argc;      /* the command line, to tell how to go on */
	char **argv;
};

void hk_tell_init(struct hk_tell *out, const struct hk_query_options *options,
		  int argc, char **argv);

/* Is also told what only somebody at a terminal needs? */
bool hk_tell_is_loud(const struct hk_tell *tell);
/* Tell what is the matter with the index. */
void hk_tell_index(struct hiku_index *index);
/* Tell the notes of an answer: those of HIKU_NOTE_EMPTY `behind` it, the others
 * before it. */
void hk_tell_notes(const struct hiku_answer *answer, bool behind);
/* Tell how to see the passages behind the last one, if there are any. */
void hk_tell_more(const struct hk_tell *tell, const struct hiku_answer *answer);

#endif
