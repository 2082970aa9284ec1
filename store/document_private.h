/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_DOCUMENT_PRIVATE_H
#define HIKU_STORE_DOCUMENT_PRIVATE_H

/* What document.c, which makes documents of articles, and document_record.c
 * share. Nobody else includes this. */

#include "store/bag.h"
#include "store/document.h"
#include "store/record.h"
#include "text/passage.h"
#include "text/term.h"

struct hk_document {
	unsigned passage_chars;
	struct hk_analyser analyser;
	struct hk_passages passages; /* of hk_document_write() */
	struct hk_arena arena;	     /* of the article */
	struct hk_arena passage;     /* arrays of one record */
	struct hk_bag head, body;    /* terms of the article; of a passage */
	struct hk_buf term, record;
	struct hk_buf words, title_words; /* what they were cut into */
	struct xap_doc *xap;		  /* of hk_document_write() */

	/* The article at hand: */
	const struct hk_article *article;
	const struct hk_passages *cut;
	struct hk_document_origin origin;
	struct hk_str title;
	char id[16], order[20]; /* values of the passage at hand */

	/* While terms are collected: */
	struct hk_bag *to;
	uint32_t wdf;
	bool title_field;
};

static inline struct hk_str hk_document_text(const struct hk_article *article,
					     struct hk_span span)
{
	return hk_span_str(article->text.data + span.begin,
			   span.end - span.begin);
}

/* Fill in the record of passage `index`, from 0; its arrays live in
 * `doc->passage`. HK_ENOMEM. */
enum hk_status hk_document_record(struct hk_document *doc, size_t index,
				  const size_t *headings, size_t heading_count,
				  struct hk_record *record) HK_MUST_USE;

#endif
