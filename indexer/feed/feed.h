/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_FEED_FEED_H
#define HIKU_INDEXER_FEED_FEED_H

/*
 * Bringing files into the index. Of each file the feed finds out whether it is
 * known and unchanged, which format it has and which articles it gives. It
 * writes these batch by batch, and the bookkeeping of their sources with the
 * same commit.
 */

#include <signal.h>

#include "formats/filter.h"
#include "formats/format.h"
#include "indexer/walk/walk.h"
#include "store/document.h"
#include "store/source.h"
#include "store/writer.h"

struct hk_feed;

/* What a run did to the articles of the index, or, as a dry run, would do. */
struct hk_feed_result {
	uint64_t fresh, changed, unchanged, removed;
	uint64_t rebuilt;    /* from the index's own records */
	uint64_t duplicates; /* came more than once in this run */
};

enum hk_feed_news {
	HK_FEED_FAILED, /* a file, or a record of it, that cannot be read */
	HK_FEED_FAILED_AGAIN, /* the same, unchanged since it failed before */
	HK_FEED_WARNING,      /* the index does not hold it quite as it is */
	HK_FEED_NOTE, /* what happened to a file, for who wants to know */
	HK_FEED_SAME, /* that nothing did */
};

/* Hears what happens; all functions are called by the feed's own thread. */
struct hk_feed_listener {
	/* `path` is empty for standard input. It and the line `what` are
	 * borrowed and may hold any characters of the file. */
	void (*tell)(void *ctx, enum hk_feed_news news, struct hk_str path,
		     const char *what);
	/* `bytes` and `files` more are done. */
	void (*progress)(void *ctx, uint64_t bytes, unsigned files);
	/* A file was not read, now or in an earlier run; or, where `member` is
	 * not empty, a file inside it; or, where `count` is not 1, so many
	 * inside it whose names are not known any more. */
	void (*skipped)(void *ctx, struct hk_str path, struct hk_str member,
			struct hk_str why, uint64_t count);
	void *ctx;
};

/* Everything is borrowed and must outlive the feed. */
struct hk_feed_setup {
	struct hk_writer *writer;   /* NULL: a dry run, which writes nothing */
	const struct xap_db *known; /* the index of a dry run; NULL: none yet */
	struct hk_codebooks *books; /* unpack its records */
	const struct hk_dict *dict;
	struct hk_feed_listener listener;
	struct hk_feed_result *result; /* is added to */
	unsigned passage_chars; /* target size of a passage, code points */
	unsigned shard, shards; /* takes only this share; 0, 0: all */
	const struct hk_filters *filters; /* of the user; NULL: none */
	bool bulk;	       /* write in bulk where there is much to write */
	double commit_seconds; /* the longest time between commits, unless they
				* are slow; 0: a minute */
	const volatile sig_atomic_t *stop; /* once true, a long file ends at
					    * its next article; or NULL */
};

/* HK_ENOMEM, HK_EDICT, or what reading the index gives. */
enum hk_status hk_feed_new(struct hk_feed **out,
			   const struct hk_feed_setup *setup,
			   struct hk_error *err) HK_MUST_USE;
void hk_feed_free(struct hk_feed *feed);

/* Say that files of this many bytes in all are about to come. */
void hk_feed_expect(struct hk_feed *feed, uint64_t bytes);

/*
 * Bring in one file found under `root`. What is wrong with the file is told
 * to the listener and remembered in the index, and is not a failure here. A
 * failure is one of the index or the machine, and ends the run:
 * HK_EINTERRUPTED where `stop` became true, or what writing gives.
 */
enum hk_status hk_feed_file(struct hk_feed *feed,
			    const struct hk_walk_file *file,
			    const struct hk_root *root,
			    struct hk_error *err) HK_MUST_USE;

/*
 * Bring in standard input: as records, or as one article, which then needs an
 * `id`. A `title` takes the place of the article's own; `columns` are those
 * of a table; an empty `encoding` is found out. Any failure ends the run, also
 * one of the text: HK_EENCODING, HK_EFORMAT, HK_ETOOBIG, HK_ENOTTEXT.
 */
enum hk_status hk_feed_stdin(struct hk_feed *feed,
			     const struct hk_format *format,
			     struct hk_str encoding, struct hk_str columns,
			     struct hk_str id, struct hk_str title,
			     struct hk_error *err) HK_MUST_USE;

/* A folder, or what was added, cannot be read: tell, and remember it until it
 * can. What is in the index of it stays. Failures are those of the index. */
enum hk_status hk_feed_fault(struct hk_feed *feed, struct hk_str path,
			     const char *why, struct hk_error *err) HK_MUST_USE;

/* Take a file and its articles out of the index. */
enum hk_status hk_feed_remove(struct hk_feed *feed, struct hk_str path,
			      struct hk_error *err) HK_MUST_USE;
/* Take one article out of the index; `*found` says whether it was there. */
enum hk_status hk_feed_remove_article(struct hk_feed *feed, struct hk_str id,
				      bool *found,
				      struct hk_error *err) HK_MUST_USE;

/* Commit what was fed. Does nothing in a dry run. */
enum hk_status hk_feed_commit(struct hk_feed *feed,
			      struct hk_error *err) HK_MUST_USE;

#endif
