/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_FEED_FEED_H
#define HIKU_INDEXER_FEED_FEED_H

/*
 * Bringing files into the index: is it known and unchanged, what format has
 * it, which articles does it give; and writing these, batch by batch, with
 * the bookkeeping of the same commit.
 */

#include <signal.h>

#include "formats/filter.h"
#include "formats/format.h"
#include "indexer/feed/report.h"
#include "indexer/walk/walk.h"
#include "store/document.h"
#include "store/source.h"
#include "store/writer.h"

struct hk_feed;

/*
 * `writer` may be NULL for a dry run, in which `known` is the index read, or
 * NULL where there is none yet. Everything is borrowed. `stop`, when it
 * becomes true, ends a long file at a record.
 */
struct hk_feed_setup {
	struct hk_writer *writer;
	const struct xap_db *known;
	const struct hk_dict *dict;
	struct hk_report *report;
	unsigned passage_chars;
	unsigned shard, shards; /* only its share of the articles; 0: all */
	const struct hk_filters *filters; /* of the user; NULL: none */
	bool bulk; /* where there is much to write, write it in bulk */
	const volatile sig_atomic_t *stop;
};

enum hk_status hk_feed_new(struct hk_feed **out,
			   const struct hk_feed_setup *setup,
			   struct hk_error *err) HK_MUST_USE;
void hk_feed_free(struct hk_feed *feed);

/*
 * Bring in one file found under `root`. What is wrong with the file is
 * reported and remembered, and is no failure here; a failure is of the index
 * or the machine, and ends the run.
 */
enum hk_status hk_feed_file(struct hk_feed *feed,
			    const struct hk_walk_file *file,
			    const struct hk_root *root,
			    struct hk_error *err) HK_MUST_USE;

/* Bring in standard input, as records or as one article with this id. The
 * `columns` are those of a table. */
enum hk_status hk_feed_stdin(struct hk_feed *feed,
			     const struct hk_format *format,
			     struct hk_str encoding, struct hk_str columns,
			     struct hk_str id, struct hk_str title,
			     struct hk_error *err) HK_MUST_USE;

/* Take a file and its articles out of the index. */
enum hk_status hk_feed_remove(struct hk_feed *feed, struct hk_str path,
			      struct hk_error *err) HK_MUST_USE;
/* Take one article out of the index; `*found` says whether it was there. */
enum hk_status hk_feed_remove_article(struct hk_feed *feed, struct hk_str id,
				      bool *found,
				      struct hk_error *err) HK_MUST_USE;

/* Commit what was fed. */
enum hk_status hk_feed_commit(struct hk_feed *feed,
			      struct hk_error *err) HK_MUST_USE;

#endif
