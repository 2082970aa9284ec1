/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_SCALAR_H
#define HIKU_FORMATS_MARKDOWN_SCALAR_H

/* Values of front matter: with quotes of YAML and TOML, or without. What people
 * write counts, where it is no YAML, too: `"引用" の話`. */

#include "base/buf.h"
#include "base/span.h"

/* Bytes of a value at most. */
#define HK_SCALAR_MAX (16u << 10)

struct hk_scalar {
	struct hk_buf value;   /* without its quotes */
	bool too_long;	       /* it exceeds HK_SCALAR_MAX */
	enum hk_status status; /* HK_ENOMEM, the first time */
};

void hk_scalar_init(struct hk_scalar *scalar);
void hk_scalar_release(struct hk_scalar *scalar);
/* Empty the value. */
void hk_scalar_reset(struct hk_scalar *scalar);
void hk_scalar_add(struct hk_scalar *scalar, const char *data, size_t len);

/*
 * Read the value at the beginning of `text`, up to its closing quote or,
 * without quotes, to one of the bytes `ends` or a comment. Returns its length
 * in the text.
 */
size_t hk_scalar_take(struct hk_scalar *scalar, struct hk_str text,
		      const char *ends);
/* Read a value that is all of the text, but for a comment. With text behind its
 * closing quote it is one without quotes. */
void hk_scalar_line(struct hk_scalar *scalar, struct hk_str text);

/* Does nothing follow, but blanks and a comment? */
bool hk_scalar_ends(struct hk_str text);
/* Is the quote that the text begins with closed from the offset `from` on,
 * which is behind it and in no escape? */
bool hk_scalar_is_closed(struct hk_str text, size_t from);
/* Cut "key: value", of TOML "key = value"; false if the line is not of that
 * form. */
bool hk_scalar_cut(struct hk_str line, bool toml, struct hk_str *key,
		   struct hk_str *value);
/* Does the array that begins on the line end on it, with text behind it? Then
 * it is a value that begins with brackets: [告知] 夏の祭. */
bool hk_scalar_is_bracketed(struct hk_str line);
/* Is it the head of a text of indented lines, |, >-, |2+, and nothing else? */
bool hk_scalar_is_block(struct hk_str value);
/* What stands between the braces of an inline map, {name: 山田}; data NULL if
 * the text is not one, to its end. */
struct hk_str hk_scalar_map(struct hk_str text);
/* Take the next pair off the inside of a map; false at its end. The value may
 * be a map or a list in turn. */
bool hk_scalar_pair(struct hk_str *rest, struct hk_str *key,
		    struct hk_str *value);
/* The line behind the anchor "&name" in `text`, for the alias "*name"; data
 * NULL if the value is no alias, or there is no such anchor. */
struct hk_str hk_scalar_anchor(struct hk_str text, struct hk_str alias);
/* The value without an anchor (&name) or type (!!str) before it. */
struct hk_str hk_scalar_bare(struct hk_str text);

#endif
