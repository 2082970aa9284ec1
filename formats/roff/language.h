/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ROFF_LANGUAGE_H
#define HIKU_FORMATS_ROFF_LANGUAGE_H

/*
 * The language of manual pages, as far as their text needs it: escapes,
 * strings, arguments of macros, conditions, and the macros of mdoc(7) inside
 * lines (groff(7), groff_char(7), groff_man(7), mdoc(7)). Nothing is laid out,
 * and no file is opened.
 */

#include "base/arena.h"
#include "base/buf.h"

#define HK_ROFF_STRINGS 256 /* strings that a page may define */
#define HK_ROFF_ARGS	256 /* arguments of a macro; the last takes the rest */

struct hk_roff_string {
	struct hk_str name, value;
};

struct hk_roff {
	struct hk_arena *arena; /* of the article: strings live there */
	struct hk_roff_string strings[HK_ROFF_STRINGS];
	size_t string_count;
	size_t expanded;    /* bytes that strings expanded to so far */
	size_t most;	    /* their limit, to which a page adds its length */
	struct hk_buf args; /* those of the current macro */
	struct hk_str name; /* mdoc: the text of .Nm without a name */
	bool joined;	    /* \c: the next line continues this one */
};

struct hk_roff_args {
	struct hk_str list[HK_ROFF_ARGS]; /* escapes are not resolved */
	bool quoted[HK_ROFF_ARGS];
	size_t count;
};

void hk_roff_init(struct hk_roff *roff, struct hk_arena *arena);
void hk_roff_release(struct hk_roff *roff);

/* Write the special character of that name, such as "co" for \(co. Returns its
 * length in bytes, 0 if it is unknown. */
size_t hk_roff_character(struct hk_str name, char out[16]);

/* Define a string; one that is too long, or one too many, is ignored. */
enum hk_status hk_roff_define(struct hk_roff *roff, struct hk_str name,
			      struct hk_str value) HK_MUST_USE;
bool hk_roff_defined(const struct hk_roff *roff, struct hk_str name);

/* Append the text with its escapes resolved. `joined` is set at \c. */
enum hk_status hk_roff_expand(struct hk_roff *roff, struct hk_buf *out,
			      struct hk_str text) HK_MUST_USE;

/* Cut what follows a macro's name into arguments, which are valid until the
 * next call. */
enum hk_status hk_roff_split(struct hk_roff *roff, struct hk_roff_args *args,
			     struct hk_str text) HK_MUST_USE;

/* The text without blanks and tabs at its beginning. */
struct hk_str hk_roff_blanks(struct hk_str text);
/* Take the first word off the text. */
struct hk_str hk_roff_word(struct hk_str *text);
/* Take a condition of .if off `*rest`: does it hold? This invalidates the
 * arguments that were cut. */
bool hk_roff_condition(struct hk_roff *roff, struct hk_str *rest);

/*
 * Append the text of a line of mdoc: the macro `name` and its arguments, among
 * which there may be macros.
 */
enum hk_status hk_roff_mdoc(struct hk_roff *roff, struct hk_buf *out,
			    struct hk_str name,
			    const struct hk_roff_args *args) HK_MUST_USE;
/* Is it a macro of mdoc that is used inside lines? */
bool hk_roff_is_mdoc(struct hk_str name);

/* Convert a date of a manual page to YYYY-MM-DD; false if it is not a date. */
bool hk_roff_date(struct hk_str text, char out[11]);

/*
 * Append a page's title: "ls(1) — what it does". `name` and `section` as
 * .TH or .Dt has them, `line` the text of the section NAME.
 */
enum hk_status hk_roff_title(struct hk_buf *out, struct hk_str name,
			     struct hk_str section,
			     struct hk_str line) HK_MUST_USE;

#endif
