/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_BLOCK_H
#define HIKU_FORMATS_MARKDOWN_BLOCK_H

/*
 * The block under construction: pieces of the source come in without their
 * markup, each keeps the source line that it stands on, and furigana go aside.
 * Closing the block adds it to the article.
 *
 * The first failure sticks in `status`; calls after it do nothing.
 */

#include "formats/lines.h"
#include "text/article.h"

enum hk_markdown_ruby {
	HK_MARKDOWN_PLAIN,
	HK_MARKDOWN_BASE,    /* inside <ruby> */
	HK_MARKDOWN_READING, /* inside <rt>: the text is a reading */
	HK_MARKDOWN_DROP,    /* inside <rp>: the text is left out */
};

/* From offset `from` of the parsed text on, the parsed text is `by` bytes
 * longer than the source. */
struct hk_markdown_shift {
	size_t from, by;
};

/* A base and its reading. */
struct hk_markdown_reading {
	struct hk_span base;	/* in `text` */
	struct hk_span reading; /* in `readings` */
};

struct hk_markdown_block {
	struct hk_article *article;
	enum hk_status status;
	enum hk_block_kind kind; /* of the block that is open or comes next */
	unsigned level;
	struct hk_item item;   /* if it is one; cleared when it is closed */
	uint32_t column;       /* as in struct hk_block */
	struct hk_buf text;    /* of the block that is open */
	struct hk_lines lines; /* of the source, which text is taken from */
	struct hk_str parsed;  /* what pieces point into: the source, in which
				* some marks were changed for the parser */
	const struct hk_markdown_shift *shifts; /* ascending; borrowed */
	size_t shift_count;
	uint32_t first;	   /* line of the open block; 0: not known yet */
	uint32_t breaks;   /* line ends in `text` */
	uint32_t meant;	   /* those of them that are marked as line breaks */
	bool heading_seen; /* one of level 1 */
	enum hk_markdown_ruby ruby;
	size_t base, reading;	/* where the open ones begin in their buffers */
	struct hk_buf readings; /* all of the block, end to end */
	struct hk_markdown_reading *marks; /* and their bases */
	size_t count, capacity;		   /* of `marks` */
};

void hk_markdown_block_init(struct hk_markdown_block *block,
			    struct hk_article *article);
void hk_markdown_block_release(struct hk_markdown_block *block);
/* From now on pieces point into `parsed`, and text is taken from `source`,
 * whose first byte is on `line`. All of it is borrowed. */
void hk_markdown_block_source(struct hk_markdown_block *block,
			      struct hk_str source, struct hk_str parsed,
			      const struct hk_markdown_shift *shifts,
			      size_t shift_count, uint32_t line);

/* Does the piece lie in `parsed`? */
bool hk_markdown_block_owns(const struct hk_markdown_block *block,
			    struct hk_str piece);
/* Add a piece of `parsed`. Bytes from elsewhere are added as they are. */
void hk_markdown_block_put(struct hk_markdown_block *block,
			   struct hk_str piece);
/* What is added next stands on the line of this piece. */
void hk_markdown_block_go_to(struct hk_markdown_block *block,
			     struct hk_str piece);
/* Add text that does not stand in the source. */
void hk_markdown_block_add(struct hk_markdown_block *block, const char *text,
			   size_t len);
/* Add a line break that is none of the source: <br>. */
void hk_markdown_block_turn(struct hk_markdown_block *block);
/* Add a line end of the source; is it marked as a line break? */
void hk_markdown_block_break(struct hk_markdown_block *block, bool meant);
/*
 * End the block and add it to the article, unless it is blank; the next one is
 * of kind `next`. The first heading of level 1 is the title if there is none
 * yet, or if it says the same.
 */
void hk_markdown_block_close(struct hk_markdown_block *block,
			     enum hk_block_kind next, unsigned level);

/* Take <ruby>, <rt> or <rp>, or an end tag of these; `name` is in lower case.
 * False: it is another tag. */
bool hk_markdown_block_ruby(struct hk_markdown_block *block, struct hk_str name,
			    bool end);

#endif
