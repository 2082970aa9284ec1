/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_OPT_H
#define HIKU_BASE_OPT_H

/*
 * Options are data: one row per option gives its names, its help line and the
 * place of its value in the program's own struct of options. Usage text comes
 * from the same rows.
 *
 * Words may follow options and options words; known long options are
 * recognised anywhere before "--". A single-dash word is an option only while
 * no other word was seen and only if its first letter is a known short option
 * (or always, where HK_OPT_SHORT_ANYWHERE is asked for); otherwise it is a
 * word, so that `hiku 京都 -東京` and `hiku -東京 京都` are queries.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

enum hk_opt_kind {
	HK_OPT_FLAG,   /* bool: set to true */
	HK_OPT_STRING, /* const char *: the last one given wins */
	HK_OPT_LIST,   /* struct hk_opt_list: each one given, in order */
	HK_OPT_UINT,   /* uint64_t: decimal digits only */
	HK_OPT_CHOICE, /* int: the index into choices */
	HK_OPT_GROUP,  /* no option: a heading in the usage text */
};

struct hk_opt_list {
	const char **items; /* borrowed strings, in memory of the list's own */
	size_t count;
};

struct hk_opt {
	enum hk_opt_kind kind;
	char letter;		    /* the short name, or 0 */
	const char *name;	    /* the long name without dashes */
	const char *argument;	    /* what the value is called in the usage */
	const char *help;	    /* one line */
	size_t offset;		    /* of the value in the struct of options */
	const char *const *choices; /* NULL-terminated, for HK_OPT_CHOICE */
	const char *fallback; /* value of a bare `--name`; `=` is then needed */
};

/* The table ends with this row. */
#define HK_OPT_END                                              \
	{                                                       \
		HK_OPT_FLAG, 0, NULL, NULL, NULL, 0, NULL, NULL \
	}

enum hk_opt_mode {
	HK_OPT_QUERY,	       /* the rule for single-dash words above */
	HK_OPT_SHORT_ANYWHERE, /* single-dash words are always options */
};

/*
 * Read argv[1..argc). Values go into the struct at `options`; all other words
 * go to `words`, in order. Strings are borrowed from argv. A lone "-" is a
 * word. HK_EUSAGE with a line that names the option and, where a known one is
 * close (`--limt`), that one. The lists are freed by hk_opt_release(), also
 * after a failure.
 */
enum hk_status hk_opt_parse(const struct hk_opt *table, enum hk_opt_mode mode,
			    int argc, char **argv, void *options,
			    struct hk_opt_list *words,
			    struct hk_error *err) HK_MUST_USE;

/* Free the lists in the struct of options. `words` is freed by the caller
 * with hk_opt_list_release(). */
void hk_opt_release(const struct hk_opt *table, void *options);
void hk_opt_list_release(struct hk_opt_list *list);

/* Print the rows as usage text, aligned, to `out`. */
void hk_opt_usage(const struct hk_opt *table, FILE *out);

#endif
