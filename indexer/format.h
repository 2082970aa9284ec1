/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_FORMAT_H
#define HIKU_INDEXER_FORMAT_H

/*
 * Formats: which there are, which one a file has, and the face of those that
 * read them. A reader of a format gets UTF-8 and gives articles: title, date,
 * headings and blocks with line numbers.
 */

#include "base/error.h"
#include "text/block.h"

/* Takes one article; what it returns ends the reading unless it is HK_OK. */
typedef enum hk_status (*hk_format_emit)(void *ctx, struct hk_article *article);
/* Hears of a record that could not be read; the reading goes on. */
typedef void (*hk_format_complain)(void *ctx, uint32_t line, const char *why);

struct hk_format_input {
	struct hk_str text;	    /* valid UTF-8; any line ends */
	uint32_t first_line;	    /* of the text in its file, from 1 */
	struct hk_str path;	    /* of the file; empty: standard input */
	struct hk_article *article; /* to be reset, filled and given to emit */
	hk_format_emit emit;
	hk_format_complain complain;
	void *ctx;
};

struct hk_format {
	const char *name;	     /* for --format, type: and the record */
	const char *const *suffixes; /* without the dot, NULL-terminated */
	bool records; /* one article a line: a file may be read in pieces
		       * that end at line feeds */
	/* HK_ENOMEM, or what emit returned. */
	enum hk_status (*read)(const struct hk_format_input *input,
			       struct hk_error *err);
};

extern const struct hk_format hk_format_text;
extern const struct hk_format hk_format_markdown;
extern const struct hk_format hk_format_jsonl;

/* The format of that name, or NULL. */
const struct hk_format *hk_format_named(const char *name);
/* The format that the name of a file tells: plain text where it tells none;
 * NULL, and the reason in `*why`, where it tells one that is not read. */
const struct hk_format *hk_format_of(const char *path, const char **why);
/* All names, with blanks between, for messages. */
const char *hk_format_names(void);

/*
 * Add plain text to an article as paragraphs: they end at blank lines, before
 * a line indented by an ideographic blank, and at the end of a line too long
 * to have been wrapped. Line ends become '\n'. With `lines` RECORD all of it
 * stands on `line`. Shared by the readers. HK_ENOMEM.
 */
enum hk_status hk_format_paragraphs(struct hk_article *article,
				    struct hk_str text,
				    uint32_t line) HK_MUST_USE;

/* Append the text of one block, line ends as '\n', to the article's text and
 * the block to its blocks. Blank lines are put between blocks. */
enum hk_status hk_format_block(struct hk_article *article,
			       enum hk_block_kind kind, unsigned level,
			       struct hk_str text, uint32_t line) HK_MUST_USE;

/* The next line of `*rest`, without its end (LF, CRLF or CR), which is taken
 * off. False at the end. */
bool hk_format_line(struct hk_str *line, struct hk_str *rest);
/* Is there nothing but white space, ideographic blanks included? */
bool hk_format_blank(struct hk_str line);
/* The text without white space at both ends. */
struct hk_str hk_format_trim(struct hk_str text);
/* May the line be a title? At most 40 characters, no 。 */
bool hk_format_is_title(struct hk_str line);

#endif
