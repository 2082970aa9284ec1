/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PLAIN_H
#define HIKU_FORMATS_PLAIN_H

/* Plain text, which all formats come down to: its lines, and the blocks that it
 * becomes. Texts are valid UTF-8. */

#include "text/article.h"

/* A line break inside a line of the source, such as <br>: U+2028, and a blank,
 * since words are joined over the end of a line. */
#define HK_PLAIN_BREAK	   "\xE2\x80\xA8 "
#define HK_PLAIN_BREAK_LEN 4

/* Take the next line off `*rest`, without its end (LF, CRLF or CR). False at
 * the end. */
bool hk_plain_line(struct hk_str *line, struct hk_str *rest);
/* The text without white space at both ends, ideographic spaces included. */
struct hk_str hk_plain_trim(struct hk_str text);
/* Does the text consist of white space? */
bool hk_plain_is_blank(struct hk_str text);
/* May the line be a title? It has 1 to 40 code points and no ã */
bool hk_plain_is_title(struct hk_str line);

/* Do the lines of a paragraph mean something each? So do half of them or more,
 * of two at least (formats/verbatim.h). */
bool hk_plain_keeps_lines(struct hk_str text);

/*
 * Append a text to the article's text, line ends as '\n', with a blank line
 * before it, and add it as a block that begins on `line`. A blank text is left
 * out. HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_plain_block(struct hk_article *article,
			      enum hk_block_kind kind, unsigned level,
			      struct hk_str text, uint32_t line) HK_MUST_USE;
/*
 * Add a text as paragraphs: they end at blank lines, before a line indented by
 * an ideographic space, and at the end of a line too long to have been wrapped.
 * Those whose lines mean something each become blocks of HK_BLOCK_VERBATIM.
 * It begins on `line`; if the article's lines are of HK_BLOCK_LINES_RECORD, all
 * of it stands there. HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_plain_paragraphs(struct hk_article *article,
				   struct hk_str text,
				   uint32_t line) HK_MUST_USE;

#endif
