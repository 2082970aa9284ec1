/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SOURCE_H
#define HIKU_STORE_SOURCE_H

/*
 * The bookkeeping of sources: which files were added, in what state, and from
 * which roots. It is kept in the metadata of the database, so that it commits
 * with the documents. Keys are hashes of paths; values hold the whole path.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/span.h"
#include "shim/xap.h"

enum hk_source_state {
	HK_SOURCE_INDEXED = 0, /* the index holds it as described */
	HK_SOURCE_FAILED = 1,  /* could not be read; `reason` says why. The
				* articles of an older version, if any, stay */
	HK_SOURCE_SKIPPED = 2, /* not an article (binary, unknown); `reason` */
};

/* The time of a file that had changed just before it was read. */
#define HK_SOURCE_NO_TIME INT64_MIN

struct hk_source {
	struct hk_str path;  /* real path of its root and the name below it */
	struct hk_str root;  /* the root that it was found under */
	uint64_t size;	     /* bytes */
	int64_t mtime_ns;    /* since 1970, or HK_SOURCE_NO_TIME */
	struct hk_hash hash; /* of the bytes that gave its articles */
	uint32_t articles;   /* that it gave */
	enum hk_source_state state;
	struct hk_str reason; /* why it failed or was skipped, or the first
			       * of its records did; one line, or empty */
	struct hk_str how;    /* the format, encoding, columns and filter that
			       * were forced on it; empty: none */
};

struct hk_root {
	struct hk_str path;	/* real path of a file or folder */
	struct hk_str format;	/* forced with --format; empty: found out */
	struct hk_str encoding; /* forced with --encoding; empty: found out */
	struct hk_str columns;	/* of tables, as --columns has them; or empty */
	struct hk_str rules;	/* how it is walked (indexer/walk/rules.h) */
};

/*
 * Look up what is known of a path. Texts live in `arena`. HK_ENOTFOUND,
 * without a line in `err`, where nothing is; HK_ECORRUPT; HK_ENOMEM; or what
 * the engine gives.
 */
enum hk_status hk_source_get(struct hk_source *out, struct hk_arena *arena,
			     const struct xap_db *db, struct hk_str path,
			     struct hk_error *err) HK_MUST_USE;
/* Remember a source, in place of what was known of its path. HK_ENOMEM, or
 * what the engine gives. */
enum hk_status hk_source_put(struct xap_writer *writer,
			     const struct hk_source *source,
			     struct hk_error *err) HK_MUST_USE;
/* Forget a source; its documents stay. One that is not known is no failure. */
enum hk_status hk_source_remove(struct xap_writer *writer, struct hk_str path,
				struct hk_error *err) HK_MUST_USE;
typedef enum hk_status (*hk_source_fn)(void *ctx,
				       const struct hk_source *source);
/* Give all sources to `fn`, in no particular order. Each is borrowed until
 * `fn` returns, which may not write to the database. What it returns ends the
 * walk, unless it is HK_OK. HK_ECORRUPT, or what the engine gives. */
enum hk_status hk_source_each(const struct xap_db *db, hk_source_fn fn,
			      void *ctx, struct hk_error *err) HK_MUST_USE;

/* The same as above, for roots. */
enum hk_status hk_source_put_root(struct xap_writer *writer,
				  const struct hk_root *root,
				  struct hk_error *err) HK_MUST_USE;
enum hk_status hk_source_remove_root(struct xap_writer *writer,
				     struct hk_str path,
				     struct hk_error *err) HK_MUST_USE;
/* All roots as an array in `arena`, ordered by path. Each of their texts has a
 * NUL behind it. */
enum hk_status hk_source_roots(const struct hk_root **out, size_t *count,
			       struct hk_arena *arena, const struct xap_db *db,
			       struct hk_error *err) HK_MUST_USE;

#endif
