/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_FLOW_H
#define HIKU_FORMATS_MARKDOWN_FLOW_H

/*
 * The block that is open while marked-up text is read: pieces of the source
 * come in, without their marks, and each keeps the source line that it stands
 * on; furigana go aside. Closing the block gives it to the article.
 *
 * The first failure sticks in `status`; what comes then does nothing.
 */

#include "formats/format.h"

enum hk_flow_ruby {
	HK_FLOW_PLAIN,
	HK_FLOW_BASE,	 /* inside <ruby> */
	HK_FLOW_READING, /* inside <rt>: it goes aside */
	HK_FLOW_DROP,	 /* inside <rp>: it is left out */
};

/* `parsed` has so many bytes more than the source from this one of it on. */
struct hk_flow_shift {
	size_t from, by;
};

struct hk_flow {
	struct hk_article *article;
	enum hk_status status;
	enum hk_block_kind kind; /* of the block that is open or comes next */
	unsigned level;
	struct hk_buf text;   /* of the block that is open */
	struct hk_str source; /* what text is taken from */
	struct hk_str parsed; /* where pieces point into: the same, but for
			       * marks that were changed for the parser */
	const struct hk_flow_shift *shifts; /* bytes that were put in there */
	size_t shift_count;
	size_t at;	   /* in `source`: */
	uint32_t line;	   /* the line of that byte */
	uint32_t first;	   /* of the open block; 0: not known yet */
	uint32_t breaks;   /* line ends in `text` */
	bool heading_seen; /* of the first level */
	enum hk_flow_ruby ruby;
	size_t base, reading;	/* where they begin in their buffers */
	struct hk_buf readings; /* all of the block, end to end */
	struct hk_buf marks;	/* and where they stand */
};

void hk_flow_init(struct hk_flow *flow, struct hk_article *article);
void hk_flow_release(struct hk_flow *flow);
/* Pieces come from `parsed` now, and text from `source`, whose first byte is
 * on `line`. All of it is borrowed; `shifts` ascend. */
void hk_flow_source(struct hk_flow *flow, struct hk_str source,
		    struct hk_str parsed, uint32_t line);
/* Where in the source this byte of what was parsed stands. */
size_t hk_flow_place(const struct hk_flow *flow, const char *byte);

/* Add a piece of what was parsed. One that is none is added as it is. */
void hk_flow_put(struct hk_flow *flow, struct hk_str piece);
/* What is added next stands where this piece does. */
void hk_flow_stand(struct hk_flow *flow, struct hk_str piece);
/* Add what does not stand in the source. */
void hk_flow_add(struct hk_flow *flow, const char *text, size_t len);
/* Add a line end of the source. */
void hk_flow_break(struct hk_flow *flow);
/*
 * End the block and give it to the article, unless it is blank; the next one
 * has this kind. The first heading of the first level is the title where
 * there is none yet, or where it is the same.
 */
void hk_flow_close(struct hk_flow *flow, enum hk_block_kind next,
		   unsigned level);

/* <ruby>, <rt>, <rp> or their ends; `name` in lower case. False: another. */
bool hk_flow_ruby(struct hk_flow *flow, const char *name, bool end);

#endif
