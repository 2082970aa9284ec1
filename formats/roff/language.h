/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ROFF_LANGUAGE_H
#define HIKU_FORMATS_ROFF_LANGUAGE_H

/*
 * The language of manual pages as far as their text needs it: escapes,
 * strings, arguments of macros, and the macros of mdoc(7) inside lines
 * (groff(7), groff_char(7), groff_man(7), mdoc(7)). Nothing is laid out and
 * no file is opened.
 */

#include "base/arena.h"
#include "base/buf.h"

#define HK_ROFF_STRINGS 256 /* that a page may define */
#define HK_ROFF_ARGS	256 /* of a macro; the rest is one with the last */

struct hk_roff_string {
	struct hk_str name, value;
};

struct hk_roff {
	struct hk_arena *arena; /* of the article: strings live there */
	struct hk_roff_string strings[HK_ROFF_STRINGS];
	size_t string_count;
	size_t expanded; /* bytes that strings gave so far */
	size_t most;	 /* that they may give: a page adds its length to it */
	struct hk_buf args; /* those of the macro at hand */
	struct hk_str name; /* mdoc: what .Nm without a name says */
	bool joined;	    /* the line went on behind its end: \c */
};

struct hk_roff_args {
	struct hk_str list[HK_ROFF_ARGS]; /* escapes as they are */
	bool quoted[HK_ROFF_ARGS];
	size_t count;
};

void hk_roff_init(struct hk_roff *roff, struct hk_arena *arena);
void hk_roff_release(struct hk_roff *roff);

/* Write the special character of that name, as "co" of \(co; returns its
 * bytes, 0 for one that is not known. */
size_t hk_roff_character(struct hk_str name, char out[16]);

/* Define the string; what is too long or one too many is left out. */
enum hk_status hk_roff_define(struct hk_roff *roff, struct hk_str name,
			      struct hk_str value) HK_MUST_USE;
bool hk_roff_defined(const struct hk_roff *roff, struct hk_str name);

/* Append the text with its escapes resolved. `joined` is set at \c. */
enum hk_status hk_roff_expand(struct hk_roff *roff, struct hk_buf *out,
			      struct hk_str text) HK_MUST_USE;

/* Cut what follows a macro's name into arguments; they stand until the next
 * call. */
enum hk_status hk_roff_split(struct hk_roff *roff, struct hk_roff_args *args,
			     struct hk_str text) HK_MUST_USE;

/* The text without blanks and tabs before it. */
struct hk_str hk_roff_blanks(struct hk_str text);
/* The word that the text begins with, which is taken off. */
struct hk_str hk_roff_word(struct hk_str *text);
/* Does the condition hold that `*rest` begins with, as .if has it? It is
 * taken off. Arguments that were cut are forgotten. */
bool hk_roff_condition(struct hk_roff *roff, struct hk_str *rest);

/*
 * Append what a line of mdoc says: the macro `name` and its arguments, in
 * which macros may be called.
 */
enum hk_status hk_roff_mdoc(struct hk_roff *roff, struct hk_buf *out,
			    struct hk_str name,
			    const struct hk_roff_args *args) HK_MUST_USE;
/* Is it a macro of mdoc that stands inside lines? */
bool hk_roff_is_mdoc(struct hk_str name);

/* A date as manual pages write it, as YYYY-MM-DD; false: it is none. */
bool hk_roff_date(struct hk_str text, char out[11]);

/*
 * Append a page's title: "ls(1) — what it does". `name` and `section` as
 * .TH or .Dt has them, `line` the text of the section NAME.
 */
enum hk_status hk_roff_title(struct hk_buf *out, struct hk_str name,
			     struct hk_str section,
			     struct hk_str line) HK_MUST_USE;

#endif
