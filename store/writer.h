/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_WRITER_H
#define HIKU_STORE_WRITER_H

/*
 * One index open for writing: holds the lock for its whole life and works in
 * transactions. After any failure below, other than of opening, the caller
 * either frees the writer or goes on with hk_writer_recover().
 */

#include <stdbool.h>

#include "base/error.h"
#include "shim/xap.h"
#include "store/bulk.h"
#include "store/folder.h"
#include "store/signature.h"

struct hk_writer;

/*
 * Open the index in `dir`. With `create` and no index there, a new one is
 * made with it as signature, durably, before this returns; the current one's
 * signature is never changed here. `wait_ms` as for hk_lock_take(). Cleans up
 * what dead writers left.
 */
enum hk_status hk_writer_open(struct hk_writer **out, const char *dir,
			      const struct hk_signature *create, long wait_ms,
			      struct hk_error *err) HK_MUST_USE;
/* Close; what was not committed is dropped. */
void hk_writer_free(struct hk_writer *writer);

struct xap_writer *hk_writer_xap(struct hk_writer *writer);
const struct xap_db *hk_writer_db(struct hk_writer *writer);
const struct hk_signature *hk_writer_signature(const struct hk_writer *writer);
const struct hk_folder *hk_writer_folder(const struct hk_writer *writer);

/* A batch. hk_writer_begin() while one is open does nothing. */
enum hk_status hk_writer_begin(struct hk_writer *writer,
			       struct hk_error *err) HK_MUST_USE;
/* Commit and fsync the folder: what is reported as done afterwards is
 * durable. Without an open batch it does nothing. */
enum hk_status hk_writer_commit(struct hk_writer *writer,
				struct hk_error *err) HK_MUST_USE;
/* Drop the open batch, and after a failure the engine's handle too; go on
 * from the last commit. Where this fails, the writer can only be freed. */
enum hk_status hk_writer_recover(struct hk_writer *writer,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Copy the index, compacted, into a new generation and move to it. No batch
 * may be open. `before` and `after`, unless NULL, become the bytes on disk.
 */
enum hk_status hk_writer_compact(struct hk_writer *writer, uint64_t *before,
				 uint64_t *after,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Go on in bulk, after a commit: from here to the next commit everything is
 * written to a copy of the current generation, articles by threads
 * (store/bulk.h), and the commit merges them into a new generation. What was
 * not committed is lost as a whole. The dictionary is borrowed until then;
 * `refused`, called by the commit, is told of articles that were not written.
 */
enum hk_status hk_writer_bulk(struct hk_writer *writer,
			      const struct hk_dict *dict,
			      hk_bulk_refused_fn refused, void *ctx,
			      struct hk_error *err) HK_MUST_USE;
/* Where articles are given in bulk, also in a rebuilding; NULL where they
 * are not. */
struct hk_bulk *hk_writer_is_bulk(const struct hk_writer *writer);
/* Has the engine failed? Then nothing can be written before
 * hk_writer_recover(), and what it said is no fault of the article at hand. */
bool hk_writer_failed(const struct hk_writer *writer);
/* In bulk: what hk_bulk_add() was given under this id's term is superseded by
 * what is written to hk_writer_xap(). */
enum hk_status hk_writer_supersede(struct hk_writer *writer, struct hk_str term,
				   struct hk_error *err) HK_MUST_USE;

/*
 * Build a fresh generation: documents go to `*out` (a new database that
 * carries `sig` and nothing else; borrowed), readable from hk_writer_db()
 * meanwhile is the old one. hk_writer_rebuild_publish() commits what it was
 * given and makes it the current generation, or drops it where it fails;
 * hk_writer_rebuild_drop() forgets it. For `hiku-index reindex`.
 */
enum hk_status hk_writer_rebuild(struct hk_writer *writer,
				 const struct hk_signature *sig,
				 struct xap_writer **out,
				 struct hk_error *err) HK_MUST_USE;
enum hk_status hk_writer_rebuild_publish(struct hk_writer *writer,
					 struct hk_error *err) HK_MUST_USE;
void hk_writer_rebuild_drop(struct hk_writer *writer);

#endif
