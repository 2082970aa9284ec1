/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_ARTICLE_H
#define HIKU_TEXT_ARTICLE_H

/*
 * An article as a reader of a format gives it: one UTF-8 text and its blocks.
 *
 * Blocks are ascending, disjoint ranges of the text; only white space lies
 * between them. A reader appends to the text and adds blocks. All later steps
 * (passages, records) work on ranges of that one text, so that nothing is
 * copied and every offset leads back to a line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/span.h"

enum hk_block_kind {
	HK_BLOCK_PARAGRAPH = 0,
	HK_BLOCK_HEADING = 1, /* level 1 to 6 */
	HK_BLOCK_ITEM = 2,    /* of a list */
	HK_BLOCK_CODE = 3,    /* line ends are kept as they are */
	HK_BLOCK_TITLE = 4,   /* the line that is the title of the text */
	/* Lines that each mean something (a log, settings, rows of a table):
	 * their ends are kept, too, but it is text like a paragraph. */
	HK_BLOCK_VERBATIM = 5,
};

/* Are the line ends of such a block shown as they are? */
static inline bool hk_block_keeps_lines(enum hk_block_kind kind)
{
	return kind == HK_BLOCK_CODE || kind == HK_BLOCK_VERBATIM;
}

/* What the line numbers of an article mean. */
enum hk_block_lines {
	HK_BLOCK_LINES_NONE = 0,     /* the format has no lines */
	HK_BLOCK_LINES_PHYSICAL = 1, /* each '\n' in a block adds one */
	HK_BLOCK_LINES_RECORD = 2,   /* all text of a block is on its line */
	HK_BLOCK_LINES_PAGE = 3,     /* a block's line is the number of its
				      * page */
};

/* What stands before an item of a list; it is not part of the text. */
enum hk_item_mark {
	HK_ITEM_PLAIN = 0, /* a bullet, or the text has it */
	HK_ITEM_OPEN = 1,  /* a check box: to be done */
	HK_ITEM_DONE = 2,
	HK_ITEM_NUMBER = 3,
};

/* The deepest list that an item is known to be in. */
#define HK_ITEM_DEPTH_MAX 15
/* The last column that is known. */
#define HK_BLOCK_COLUMN_MAX 0xFFFF

struct hk_item {
	enum hk_item_mark mark;
	unsigned depth;	 /* lists around its list */
	uint32_t number; /* with HK_ITEM_NUMBER */
};

struct hk_block {
	enum hk_block_kind kind;
	unsigned level;	     /* of a heading, from 1; else 0 */
	struct hk_span span; /* bytes of the text */
	uint32_t line;	 /* of its first byte in the source, from 1; 0: none */
	uint32_t column; /* bytes of UTF-8 before it on that line, if the
			  * text has not all that stands there; else 0 */
	struct hk_item item; /* of HK_BLOCK_ITEM, else all 0 */
};

/* Are column and item such as a reader may give? */
bool hk_article_block_sound(const struct hk_block *block);

/* How a stretch of the text is read: furigana, ruby. */
struct hk_reading {
	struct hk_span span;   /* bytes of the text: the base */
	struct hk_str reading; /* as written there; in the arena */
};

struct hk_article {
	struct hk_buf text;	 /* UTF-8, valid */
	struct hk_block *blocks; /* owned */
	size_t block_count, block_capacity;
	enum hk_block_lines lines;
	struct hk_arena arena; /* the texts below live here */
	struct hk_str id;      /* empty: the path is the id */
	struct hk_str title;   /* empty: the file's name serves */
	struct hk_str date;    /* YYYY-MM-DD[Thh:mm:ss]; empty: none given */
	struct hk_str url;
	struct hk_str author; /* empty: none given */
	/* How title and author are read, in kana; empty: that is not told. */
	struct hk_str title_reading, author_reading;
	struct hk_str lang;   /* BCP 47, as declared; empty: none */
	struct hk_str note;   /* what the source says about itself, not part of
			       * the text, such as Aozora Bunko's colophon */
	struct hk_str member; /* name of this member in its container; empty:
			       * the article is the whole file */
	struct hk_str *tags;  /* in the arena */
	size_t tag_count;
	struct hk_reading *readings; /* owned; ascending, disjoint */
	size_t reading_count, reading_capacity;
};

/* Bytes of the text of an article, and of the texts in its arena. */
#define HK_BLOCK_TEXT_MAX (256u << 20)

void hk_article_init(struct hk_article *article);
void hk_article_release(struct hk_article *article);
/* Empty the article for the next one. Its memory is kept. */
void hk_article_reset(struct hk_article *article);
/* Empty `to` and make it a copy of `from` with memory of its own. HK_ENOMEM. */
enum hk_status hk_article_copy(struct hk_article *to,
			       const struct hk_article *from) HK_MUST_USE;
/* The fields that are one text each: id, title, date, url, author, lang, note,
 * member, title_reading, author_reading, by a number below HK_ARTICLE_FIELDS.
 */
#define HK_ARTICLE_FIELDS 10
struct hk_str *hk_article_field(struct hk_article *article, unsigned number);
/* Copy `value` into the article's arena, as the field `*field`. HK_ENOMEM: the
 * field is empty. */
enum hk_status hk_article_keep(struct hk_article *article, struct hk_str *field,
			       struct hk_str value) HK_MUST_USE;
/* Add a block after all others. A very long one with physical lines becomes
 * several. HK_ENOMEM. */
enum hk_status hk_article_add(struct hk_article *article,
			      struct hk_block block) HK_MUST_USE;

/* Add how the bytes `span` of the text are read, after all other readings. An
 * empty span or reading, or one that overlaps, is ignored. HK_ENOMEM. */
enum hk_status hk_article_reading(struct hk_article *article,
				  struct hk_span span,
				  struct hk_str reading) HK_MUST_USE;

/* What lies of a block of the article in `span`, with ranges that count from
 * there. */
struct hk_block hk_article_piece(const struct hk_article *article,
				 const struct hk_block *block,
				 struct hk_span span);

/*
 * The source line of byte `offset` of `text`, which has these blocks; 0 if it
 * has no lines. White space between two blocks belongs to the first.
 */
uint32_t hk_article_line(const char *text, const struct hk_block *blocks,
			 size_t count, enum hk_block_lines lines,
			 size_t offset);

#endif
