/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_DOCUMENT_H
#define HIKU_STORE_DOCUMENT_H

/*
 * From an article and a passage of it to the document that Xapian keeps: the
 * terms of the passage, of its title and of the headings around it, the
 * boolean terms and values of its article, and the record.
 *
 * One builder serves one thread.
 */

#include "base/error.h"
#include "shim/xap.h"
#include "store/record.h"
#include "text/article.h"
#include "text/passage.h"
#include "text/term.h"

/* Where an article comes from; texts are borrowed. */
struct hk_document_origin {
	struct hk_str path;	/* the file; empty: standard input */
	struct hk_str type;	/* "text", "markdown", "jsonl" */
	struct hk_str encoding; /* "utf-8"; empty: the file is no text */
	unsigned confidence;	/* of the guess of it, 0 to 100 */
	uint32_t replaced;	/* sequences that became U+FFFD */
	struct hk_str date;	/* where the article itself gives none */
};

struct hk_document;

enum hk_status hk_document_new(struct hk_document **out,
			       const struct hk_dict *dict,
			       struct hk_error *err) HK_MUST_USE;
void hk_document_free(struct hk_document *doc);

/*
 * Begin an article: its title and boolean terms are made once for all its
 * passages. Article, passages and origin are borrowed until the next one.
 */
enum hk_status hk_document_article(struct hk_document *doc,
				   const struct hk_article *article,
				   const struct hk_passages *passages,
				   const struct hk_document_origin *origin,
				   struct hk_error *err) HK_MUST_USE;
/* The id of that article: its own, else the path. Borrowed. */
struct hk_str hk_document_id(const struct hk_document *doc);

/*
 * Make the document of passage `index` (from 0) of that article. Borrowed,
 * until the next call. Words too long for a term are left out of the index
 * (they stay in the text).
 */
enum hk_status hk_document_passage(struct hk_document *doc, size_t index,
				   const struct xap_doc **out,
				   struct hk_error *err) HK_MUST_USE;

#endif
