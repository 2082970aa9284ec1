/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_FEED_PRIVATE_H
#define HIKU_INDEXER_FEED_PRIVATE_H

/*
 * What the files of the feed share. The way of a file is
 *
 *   file.c     known and unchanged? of which format?
 *   read.c     its bytes, decoded, to the reader of the format
 *   member.c   the same for files inside it
 *   unread.c   those of them that are not read
 *   article.c  the articles that the reader gives, into the index
 *   remove.c   articles that its new version does not have, out of it
 *
 * feed.c has batches, which all of them write into. Nobody else includes
 * this.
 */

#include "base/keyset.h"
#include "indexer/feed/feed.h"
#include "store/schema.h"
#include "store/unread.h"

/* The largest file that is one article, in bytes. */
#define HK_FEED_FILE_MAX (256u << 20)
/* Bytes of a member's name that a message shows. */
#define HK_FEED_NAME_SHOWN 200

struct hk_feed {
	struct hk_feed_setup set;
	bool was_empty;		   /* the index, when the run began */
	uint64_t batch;		   /* bytes fed since the last commit */
	uint64_t fed;		   /* and since the run began */
	uint64_t done, expected;   /* bytes told as progress, and to come */
	double committed;	   /* when; seconds of the monotonic clock */
	double commit_took;	   /* seconds */
	struct hk_keyset articles; /* those of this run, by article slot */

	/* Memory that is used again for each file: */
	struct hk_child *child; /* where hostile files are read */
	struct hk_document *doc;
	struct hk_article article;
	struct hk_buf bytes, text; /* the file as it is, and decoded */
	struct hk_keyset of_file;  /* its articles */
	struct hk_unread *unread;  /* its first HK_UNREAD_NAMES_MAX members
				    * that were not read */
	uint64_t unread_count;	   /* all of them */
	struct hk_arena arena;
};

/* What is being read: a file or standard input. */
struct hk_feed_input {
	struct hk_feed *feed;
	struct hk_document_origin origin; /* its path; empty: standard input */
	char date[11];			  /* of the file, for the origin */
	/* Given by the user; empty: nothing is. */
	struct hk_str encoding, columns; /* also for files inside it */
	struct hk_str id, title;	 /* of standard input */
	const struct hk_filter *filter; /* feed->bytes is its output; or NULL */
	bool held;			/* feed->bytes is the whole of it */
	struct hk_str failed_before;	/* why, where it did and is unchanged
					 * since; else empty */

	/* What came of it: */
	uint32_t articles, broken; /* articles; records that are not one */
	struct hk_str complaint;   /* about the first of these */
	bool again;		   /* that is the one of an earlier run */
	struct hk_error *err;	   /* of a failure that ends it */
};

static inline bool hk_feed_is_dry(const struct hk_feed *feed)
{
	return !feed->set.writer;
}

/* ---- feed.c ---- */

/* The engine that is written to; not in a dry run. Borrowed until the next
 * hk_feed_begin() or commit. */
struct xap_writer *hk_feed_engine(const struct hk_feed *feed);
/* What the index holds now, the changes of this run included; NULL: nothing.
 * Borrowed until the next hk_feed_begin() or commit. */
const struct xap_db *hk_feed_known(const struct hk_feed *feed);
/* What unpacks its records. */
struct hk_codebooks *hk_feed_codebooks(const struct hk_feed *feed);
/* Tell the listener. */
void hk_feed_tell(const struct hk_feed *feed, enum hk_feed_news news,
		  struct hk_str path, const char *what);
void hk_feed_progress(struct hk_feed *feed, uint64_t bytes, unsigned files);
/* Tell it that a file, or with `member` a file inside it, was not read. */
void hk_feed_skipped(const struct hk_feed *feed, struct hk_str path,
		     struct hk_str member, struct hk_str why);
/* Begin a batch, unless one is open or nothing is to be written. */
enum hk_status hk_feed_begin(struct hk_feed *feed,
			     struct hk_error *err) HK_MUST_USE;
/* Count `bytes` of text that were fed; commit a batch that is full. */
enum hk_status hk_feed_fed(struct hk_feed *feed, uint64_t bytes,
			   struct hk_error *err) HK_MUST_USE;
/* Make `out` the term of a name. HK_EFORMAT where the name is empty. To be
 * released only after HK_OK. */
enum hk_status hk_feed_term(struct hk_buf *out, enum hk_schema_prefix prefix,
			    struct hk_str text,
			    struct hk_error *err) HK_MUST_USE;
/* How many passages the article with this id has. */
enum hk_status hk_feed_count(const struct hk_feed *feed, struct hk_str id,
			     uint32_t *passages,
			     struct hk_error *err) HK_MUST_USE;
/* Delete the documents of the article with this id. */
enum hk_status hk_feed_delete(const struct hk_feed *feed, struct hk_str id,
			      struct hk_error *err) HK_MUST_USE;

/* ---- read.c ---- */

/* Begin with nothing read; `err` is for a failure that ends the input. */
void hk_feed_input_init(struct hk_feed_input *in, struct hk_feed *feed,
			struct hk_error *err);
/* What a reader of formats is given for it, without text or descriptor. */
struct hk_format_input hk_feed_format_input(struct hk_feed_input *in);
/* HK_ENOTTEXT and why where there is no reader. `format` may be NULL; `file`
 * is the name of the file. */
enum hk_status hk_feed_readable(const struct hk_format *format,
				const char *file,
				struct hk_error *err) HK_MUST_USE;
/*
 * Read the open file: records piece by piece, whatever its size; text decoded
 * as a whole, from feed->bytes if it is held already; bytes as the reader
 * wants them. `name` is for messages. HK_ENOTTEXT where it is to be skipped.
 */
enum hk_status hk_feed_read(struct hk_feed_input *in,
			    const struct hk_format *format, int fd,
			    const char *name) HK_MUST_USE;
/* Decode bytes and read them as articles. */
enum hk_status hk_feed_read_text(struct hk_feed_input *in,
				 const struct hk_format *format,
				 struct hk_str bytes,
				 struct hk_format_input *input) HK_MUST_USE;

/* ---- Callbacks of the readers of formats; `ctx` is the input ---- */

/* Write an article (article.c). */
enum hk_status hk_feed_take(void *ctx, struct hk_article *article);
/* Note a record that cannot be read (article.c); line 0: it has none. */
void hk_feed_complain(void *ctx, uint32_t line, const char *why);
/* Read a file inside it (member.c). */
enum hk_status hk_feed_inside(void *ctx, const struct hk_format_member *member);

/* ---- unread.c ---- */

/* Tell that a file inside the input was not read, and note it. */
void hk_feed_unread(struct hk_feed_input *in, struct hk_str member,
		    const char *why);
/* Write down what was noted, in place of what the index knows, if it may know
 * anything. */
enum hk_status hk_feed_keep_unread(struct hk_feed_input *in, struct hk_str path,
				   bool known) HK_MUST_USE;
/* Could what was not read for this reason be read now, by its reason alone?
 * What has no reader: if there is one by now. */
bool hk_feed_may_be_read(struct hk_str reason);
/* Was a file inside it skipped that could be read now? */
bool hk_feed_members_have_reader(const struct hk_feed *feed,
				 struct hk_str path);
/* Tell what the index knows of an unchanged file that may be a container. */
enum hk_status hk_feed_tell_unread(struct hk_feed *feed, struct hk_str path,
				   struct hk_error *err) HK_MUST_USE;

/* ---- remove.c ---- */

/* Take out the articles of a file that are not in feed->of_file. */
enum hk_status hk_feed_sweep(struct hk_feed *feed, struct hk_str path,
			     struct hk_error *err) HK_MUST_USE;

#endif
