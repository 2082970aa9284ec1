/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_DOCUMENT_H
#define HIKU_STORE_DOCUMENT_H

/*
 * From an article to the documents that Xapian keeps, one for each of its
 * passages: the terms of the passage, of its title and of the headings around
 * it, the boolean terms and values of its article, and the record.
 *
 * One builder serves one thread.
 */

#include "base/error.h"
#include "shim/xap.h"
#include "store/bag.h"
#include "store/record.h"
#include "store/schema.h"
#include "text/article.h"
#include "text/passage.h"
#include "text/term.h"

/* Where an article comes from; texts are borrowed. */
struct hk_document_origin {
	struct hk_str path;	/* the file; empty: standard input */
	struct hk_str type;	/* the name of its format: "text", "jsonl" */
	struct hk_str encoding; /* "utf-8"; empty: the file is not text */
	unsigned confidence;	/* in the encoding, in percent */
	uint32_t replaced;	/* byte sequences that became U+FFFD */
	struct hk_str date;	/* for an article that gives none itself */
};

struct hk_document;

/* `passage_chars` is the target size of a passage in code points. The
 * dictionary is borrowed for the builder's life. HK_ENOMEM, HK_EDICT. */
enum hk_status hk_document_new(struct hk_document **out,
			       const struct hk_dict *dict,
			       unsigned passage_chars,
			       struct hk_error *err) HK_MUST_USE;
void hk_document_free(struct hk_document *doc);
/* The id of an article: its own, else the path. Borrowed from them. */
struct hk_str hk_document_id(const struct hk_article *article,
			     const struct hk_document_origin *origin);

/* The document of a passage. All is borrowed. */
struct hk_document_made {
	const struct hk_bag *terms;
	struct hk_str values[HK_SCHEMA_SLOTS]; /* empty: none */
	struct hk_str record;
};

/* Takes the document of passage `index`, from 0. */
typedef enum hk_status (*hk_document_fn)(void *ctx, size_t index,
					 const struct hk_document_made *made,
					 struct hk_error *err);

/*
 * Give `fn` a document for each of the passages [first, end) that the article
 * was cut into. Words too long for a term are left out of the index; they stay
 * in the text. What `fn` returns but HK_OK ends it.
 *
 * HK_ETOOBIG, HK_EFORMAT, HK_EENCODING are the article's own fault; HK_ENOMEM
 * is not.
 */
enum hk_status hk_document_each(struct hk_document *doc,
				const struct hk_article *article,
				const struct hk_document_origin *origin,
				const struct hk_passages *cut, size_t first,
				size_t end, hk_document_fn fn, void *ctx,
				struct hk_error *err) HK_MUST_USE;

/*
 * Cut the article into passages and add their documents to `to`. An older
 * version that is there stays. Also fails with what the engine gives.
 */
enum hk_status hk_document_write(struct hk_document *doc,
				 const struct hk_article *article,
				 const struct hk_document_origin *origin,
				 struct xap_writer *to,
				 struct hk_error *err) HK_MUST_USE;

#endif
