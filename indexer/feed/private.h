/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_FEED_PRIVATE_H
#define HIKU_INDEXER_FEED_PRIVATE_H

/*
 * What the files of the feed share: feed.c writes articles and batches,
 * feed_text.c brings text to the readers of formats, feed_file.c looks at
 * files. Nobody else includes this.
 */

#include "indexer/feed/feed.h"
#include "base/keyset.h"

/* The largest file that is one article. */
#define HK_FEED_FILE_MAX (256u << 20)

struct hk_feed {
	struct hk_feed_setup set;
	struct hk_document *doc;
	struct hk_article article;
	struct hk_passages passages;
	struct hk_buf bytes, text; /* text formats: the file, decoded */
	bool held;		   /* `bytes` is the whole file */
	struct hk_keyset ids;	   /* articles written in this run */
	struct hk_keyset of_file;  /* those of the file at hand */
	struct hk_arena arena;	   /* of the file at hand */
	bool was_empty;		   /* the index, when the run began */
	uint64_t batch;		   /* bytes fed since the last commit */
	uint64_t fed;		   /* and since the run began */

	/* The file at hand: */
	struct hk_document_origin origin;
	struct hk_str encoding; /* named by the user, for what is inside */
	struct hk_str columns;	/* the same of tables */
	const struct hk_filter *filter; /* `bytes` are its output, or NULL */
	char date[11];
	struct hk_str given_id, given_title; /* for standard input */
	uint32_t articles, broken;
	struct hk_str complaint; /* about its first broken record */
	struct hk_error *err;
};

/* The engine that is written to; not in a dry run. */
struct xap_writer *hk_feed_engine(const struct hk_feed *feed);
/* What is in the index now, this run's own changes included; NULL: nothing. */
const struct xap_db *hk_feed_known(const struct hk_feed *feed);
/* Begin a batch, unless nothing is to be written. */
enum hk_status hk_feed_begin(struct hk_feed *feed,
			     struct hk_error *err) HK_MUST_USE;
/* So many bytes of text were fed: a batch that is full is committed. */
enum hk_status hk_feed_fed(struct hk_feed *feed, uint64_t bytes,
			   struct hk_error *err) HK_MUST_USE;
/* HK_ENOTTEXT and why where there is no reader; `format` may be NULL, then
 * `foreign` is what hk_format_of() said. */
enum hk_status hk_feed_readable(const struct hk_format *format,
				const char *foreign,
				struct hk_error *err) HK_MUST_USE;
/* Take out the articles of a file that are not in `of_file`. */
enum hk_status hk_feed_sweep(struct hk_feed *feed,
			     struct hk_str path) HK_MUST_USE;
/* The callbacks of readers of formats: write an article; note a record that
 * could not be read. `ctx` is the feed. */
enum hk_status hk_feed_take(void *ctx, struct hk_article *article);
void hk_feed_complain(void *ctx, uint32_t line, const char *why);
/* The same for a file inside the file at hand. */
enum hk_status hk_feed_inside(void *ctx, const struct hk_format_member *member);
/*
 * Read the open file: records piece by piece, whatever its size; text decoded
 * as a whole, from `bytes` if it was read already; bytes as the reader wants
 * them. HK_ENOTTEXT where it is to be passed over.
 */
enum hk_status hk_feed_read(struct hk_feed *feed,
			    const struct hk_format *format, int fd,
			    const char *name,
			    struct hk_str encoding) HK_MUST_USE;

#endif
