/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_RAW_H
#define HIKU_FORMATS_MARKDOWN_RAW_H

/*
 * The HTML that stands raw in Markdown: its tags are taken out, its text is
 * added to the block under construction. md4c gives it in pieces, so that the
 * marks of quotes and lists before its lines are left out; they are collected
 * and cut into tokens when the HTML ends.
 */

#include "formats/markdown/block.h"

/* Ends that are searched for. */
enum hk_markdown_raw_end {
	HK_MARKDOWN_RAW_COMMENT,
	HK_MARKDOWN_RAW_SCRIPT,
	HK_MARKDOWN_RAW_STYLE,
	HK_MARKDOWN_RAW_ENDS,
};

/* A piece of the HTML that was collected: what was parsed, or a line end,
 * whose `data` is NULL. */
struct hk_markdown_raw_piece {
	size_t begin; /* its offset in `html` */
	struct hk_str text;
};

struct hk_markdown_raw {
	struct hk_markdown_block *block;
	struct hk_buf html;		      /* what was collected, */
	struct hk_markdown_raw_piece *pieces; /* and where it comes from */
	size_t count, capacity;		      /* of `pieces` */
	size_t used, piece; /* offset in `html` of what comes next; its piece */
	const char *behind; /* the byte behind it all in what was parsed */
	bool block_level;   /* tags of blocks end blocks, and not only words */
	const char *skip;   /* the element that is left out up to its end tag,
			     * "script" or "style"; NULL: none */
	/* Offsets in what is parsed of the next ends, as far as was searched.
	 * 0: it was not; the length of what is parsed: there is none. */
	size_t ends[HK_MARKDOWN_RAW_ENDS];
};

void hk_markdown_raw_init(struct hk_markdown_raw *raw,
			  struct hk_markdown_block *block);
void hk_markdown_raw_release(struct hk_markdown_raw *raw);
/* Another text is parsed: the one that the block has now. */
void hk_markdown_raw_source(struct hk_markdown_raw *raw);
/* A block begins, in which no element is open. */
void hk_markdown_raw_begin(struct hk_markdown_raw *raw, bool block_level);
/* Collect a piece of what was parsed, or "\n" for a line end. */
void hk_markdown_raw_take(struct hk_markdown_raw *raw, struct hk_str piece);
/* The HTML ends here, if there was any: add its text to the block. Failures
 * are kept in the block's status. */
void hk_markdown_raw_end(struct hk_markdown_raw *raw);

/* Add the character that `reference` ("&amp;") stands for, or itself if it is
 * not one. */
void hk_markdown_raw_reference(struct hk_markdown_block *block,
			       struct hk_str reference);

#endif
