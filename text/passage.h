/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_PASSAGE_H
#define HIKU_TEXT_PASSAGE_H

/*
 * Passages: what is indexed, ranked and shown.
 *
 * Blocks are merged up to a target size, but never across a heading; a block
 * longer than the target is cut at the ends of sentences. The target is an
 * option of the index. The default ranked articles of all kinds best
 * (docs/BENCHMARKS.md); what is shown of a passage is chosen by sentences.
 * Every passage is a range of its article's text.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"
#include "text/article.h"

/* Target sizes of a passage in code points: the default, and the limits. */
#define HK_PASSAGE_CHARS     1000
#define HK_PASSAGE_CHARS_MIN 50
#define HK_PASSAGE_CHARS_MAX 100000

#define HK_PASSAGE_NONE ((size_t)-1)

struct hk_passage {
	struct hk_span span; /* bytes of the article's text */
	bool continues;	     /* begins inside a block */
	size_t first_block;  /* it overlaps the blocks */
	size_t end_block;    /* [first_block, end_block) */
	size_t heading;	     /* block of the innermost heading above its body,
			      * or HK_PASSAGE_NONE */
};

struct hk_passages {
	struct hk_passage *list;
	size_t count, capacity;
	size_t *outer; /* per heading block: the heading above it, or
			* HK_PASSAGE_NONE */
	size_t outer_capacity;
};

void hk_passage_init(struct hk_passages *passages);
void hk_passage_release(struct hk_passages *passages);

/*
 * Cut an article into passages of about `target` code points, replacing what
 * `passages` held. They ascend, are disjoint, and together hold every byte of
 * every block. An article without blocks has no passages. HK_ENOMEM.
 */
enum hk_status hk_passage_cut(struct hk_passages *passages,
			      const struct hk_article *article,
			      unsigned target) HK_MUST_USE;

/*
 * The end of the sentence that begins at `begin` of text[0, end): after its
 * 。！？ and the brackets that close there. A 。 inside open brackets does not
 * end it (a line feed closes all brackets). At most `end`.
 */
size_t hk_passage_sentence(const char *text, size_t begin, size_t end);

#endif
