/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_OPT_H
#define HIKU_BASE_OPT_H

/*
 * The command line of a program as data. One row per option gives its names,
 * its help and the place of its value in the program's own struct of options;
 * one row per command gives the words that follow it. Parsing, checking, help
 * and the manual pages all read the same rows.
 *
 * Options and words may come in any order before "--". In HK_OPT_QUERY a word
 * with a single dash is options only if each of its letters is one, the last of
 * which may take a value: the next word, or what touches it if that is digits
 * (`-n5`) or looks like a path (`-d../x`). A dash and one ASCII character that
 * is no option (`-z`), and a dash with the long name of an option (`-json`),
 * are refused. Any other is a word, so that `hiku 京都 -東京` and `hiku -linux
 * 京都` are queries.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

enum hk_opt_kind {
	HK_OPT_FLAG,   /* bool: set to true */
	HK_OPT_COUNT,  /* uint64_t: how often it was given, as -vv */
	HK_OPT_STRING, /* const char *: the last one given wins */
	HK_OPT_LIST,   /* struct hk_opt_list: each one given, in order */
	HK_OPT_UINT,   /* uint64_t: decimal digits only */
	HK_OPT_CHOICE, /* int: the index of one of the choices */
	HK_OPT_GROUP,  /* not an option: `help` is a heading for those below */
};

/* What a value names, for shells that complete it. */
enum hk_opt_value {
	HK_OPT_TEXT, /* nothing that could be listed */
	HK_OPT_FILE,
	HK_OPT_DIR,
	HK_OPT_DATE,
	HK_OPT_COLLECTION, /* a name that `hiku-index collections` lists */
	HK_OPT_ENCODING,   /* a name that iconv(1) knows */
};

struct hk_opt_list {
	const char **items; /* an array of the list's own; strings borrowed */
	size_t count, capacity;
};

struct hk_opt {
	enum hk_opt_kind kind;
	enum hk_opt_value value;
	/* HK_OPT_OF() of each command that takes it; 0: all do. */
	uint32_t commands;
	char letter;	  /* the short name, or 0 */
	const char *name; /* the long name without dashes */
	/* What the value is called in the help; NULL: there is none. */
	const char *argument;
	const char *help; /* one line */
	/* The entry of the manual page; NULL: the help is enough. Sentences
	 * with `bold` and <italic> words; "\n\n" begins a paragraph. */
	const char *manual;
	/* Of HK_OPT_LIST: how many words one value is, each an item of the
	 * list; 0 for one. The first may touch the name, as others do. */
	unsigned words;
	size_t offset; /* of the value in the struct of options */
	/* The i-th of the names that a value may be, from 0; NULL after the
	 * last one. Itself NULL if a value may be anything. */
	const char *(*choice)(size_t i);
	/* Value of a bare `--name`, which takes another one only behind `=`, or
	 * as the next word if that is one of its choices. */
	const char *fallback;
	const char *preset; /* value if it is not given; NULL: all zero */
};

#define HK_OPT_OF(command) (UINT32_C(1) << (command))

/* A table ends with this row. */
/* clang-format off */
#define HK_OPT_END           \
	{                    \
		.name = NULL \
	}
/* clang-format on */

struct hk_opt_command {
	const char *name;   /* one word, or two: "dict add" */
	const char *words;  /* what may follow, as the usage line says it */
	const char *help;   /* one line */
	const char *manual; /* as that of an option */
	size_t min, max;    /* words that may follow; HK_OPT_MANY: any number */
};

#define HK_OPT_MANY SIZE_MAX

/* An option, by its long name, and what it excludes or needs: the long name of
 * another one, HK_OPT_STDIN or (only excluded) HK_OPT_WORD. */
struct hk_opt_pair {
	const char *option, *other;
};

#define HK_OPT_STDIN "-" /* the word "-" */
#define HK_OPT_WORD  ""	 /* any word */

enum hk_opt_mode {
	HK_OPT_QUERY,	       /* the rule for single dashes above */
	HK_OPT_SHORT_ANYWHERE, /* single-dash words are always options */
};

struct hk_opt_program {
	const char *name;
	enum hk_opt_mode mode;
	const struct hk_opt *options;
	/* In the order of their numbers, ended by a row without a name; NULL
	 * for a program that has none. */
	const struct hk_opt_command *commands;
	/* Both end with a pair of NULL. */
	const struct hk_opt_pair *excludes, *needs;
};

/* An option as it was given. */
struct hk_opt_given {
	const struct hk_opt *option;
	bool by_letter;
};

/* A command line that was read. */
struct hk_opt_line {
	struct hk_opt_list words; /* all that are not options, in order */
	bool only_words;	  /* there was a "--" */
	struct hk_opt_given *given;
	size_t count, capacity; /* of `given` */
};

/*
 * Read argv[1..argc). Values go into the struct at `options`, which the caller
 * has zeroed, all other words into the line. Strings are borrowed from argv. A
 * lone "-" is a word. HK_EUSAGE with a line that names the option and, where
 * a known one is close (`--limt`), that one; HK_ENOMEM. hk_opt_release() frees
 * what was read, also after a failure.
 */
enum hk_status hk_opt_parse(struct hk_opt_line *line, void *options,
			    const struct hk_opt_program *program, int argc,
			    char **argv, struct hk_error *err) HK_MUST_USE;
/* Count an option, whose value the caller has set, as given, so that
 * hk_opt_check() sees it. HK_ENOMEM. */
enum hk_status hk_opt_imply(struct hk_opt_line *line,
			    const struct hk_opt_program *program,
			    const char *name, struct hk_error *err) HK_MUST_USE;
void hk_opt_release(struct hk_opt_line *line, void *options,
		    const struct hk_opt_program *program);

/*
 * Find the command that words[0..count) begin with. `*used` is how many words
 * name it. HK_EUSAGE with a line that names a command that is close.
 */
enum hk_status hk_opt_find(const struct hk_opt_command **command, size_t *used,
			   const struct hk_opt_program *program,
			   const struct hk_opt_list *words,
			   struct hk_error *err) HK_MUST_USE;

/*
 * Check that the options that were given may be used together, and that the
 * command takes them and the words after the first `used`, which name it.
 * `command` is NULL for a program without commands. HK_EUSAGE with a line that
 * names what is wrong.
 */
enum hk_status hk_opt_check(const struct hk_opt_line *line,
			    const struct hk_opt_program *program,
			    const struct hk_opt_command *command, size_t used,
			    struct hk_error *err) HK_MUST_USE;

/* Does the command take the option? NULL: does every command? */
bool hk_opt_takes(const struct hk_opt_program *program,
		  const struct hk_opt_command *command,
		  const struct hk_opt *option);

/*
 * Print the help of the command that the words name, or of all that begin with
 * that word; without words an overview: the commands and the options that all
 * of them take. No line is longer than 79 columns. HK_EUSAGE as hk_opt_find().
 */
enum hk_status hk_opt_help(const struct hk_opt_program *program,
			   const struct hk_opt_list *words, FILE *out,
			   struct hk_error *err) HK_MUST_USE;

/* Print the options that the command takes below their headings; NULL: those
 * that every command takes. */
void hk_opt_help_options(const struct hk_opt_program *program,
			 const struct hk_opt_command *command, FILE *out);

#endif
