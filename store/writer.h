/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_WRITER_H
#define HIKU_STORE_WRITER_H

/*
 * One index open for writing. The writer holds the lock of the index for its
 * whole life and works in transactions. After any failure below it can only be
 * freed, which drops the open batch: the index is as at the last commit.
 */

#include <stdbool.h>

#include "base/error.h"
#include "shim/xap.h"
#include "store/bulk.h"
#include "store/codebooks.h"
#include "store/folder.h"
#include "store/signature.h"

struct hk_writer;

/*
 * Open the index in the folder `dir`, and clean up what writers that died have
 * left there. With `create`, and where there is no index, one is made with that
 * signature, durably, before this returns; the signature of an index that is
 * there stays. `wait_ms` is for hk_lock_take(): milliseconds, -1 without end.
 *
 * HK_ELOCKED, HK_EINTERRUPTED from the lock; HK_ENOTFOUND, HK_ENOTINDEX,
 * HK_EVERSION, HK_ECORRUPT from what the folder holds; HK_EACCES, HK_ENOSPC,
 * HK_EIO, HK_ENOMEM; HK_EINDEX.
 */
enum hk_status hk_writer_open(struct hk_writer **out, const char *dir,
			      const struct hk_signature *create, long wait_ms,
			      struct hk_error *err) HK_MUST_USE;
/* Close; what was not committed is dropped. */
void hk_writer_free(struct hk_writer *writer);

/*
 * What is written to, and what is read, the changes of the open batch
 * included. Both are borrowed until the next call that may move to another
 * generation: hk_writer_commit(), _compact(), _bulk(), _rebuild_publish().
 */
struct xap_writer *hk_writer_xap(struct hk_writer *writer);
const struct xap_db *hk_writer_db(struct hk_writer *writer);
/* Signature and folder of the current generation. Borrowed for the writer's
 * life; what they say changes with the generation. */
/* What unpacks its records, until the next call that changes the index. */
struct hk_codebooks *hk_writer_codebooks(struct hk_writer *writer);
const struct hk_signature *hk_writer_signature(const struct hk_writer *writer);
const struct hk_folder *hk_writer_folder(const struct hk_writer *writer);

/* Begin a batch, and break the seal of the index. Does nothing while one is
 * open. */
enum hk_status hk_writer_begin(struct hk_writer *writer,
			       struct hk_error *err) HK_MUST_USE;
/* Commit the open batch, if there is one. Once this returns HK_OK, it
 * survives a power cut. */
enum hk_status hk_writer_commit(struct hk_writer *writer,
				struct hk_error *err) HK_MUST_USE;
/* Has the engine failed? Then what it said is not the fault of the article at
 * hand. */
bool hk_writer_failed(const struct hk_writer *writer);

/*
 * Copy the index, compacted, into a new generation and move to it. No batch
 * may be open. `before` and `after`, unless NULL, become the bytes on disk.
 */
enum hk_status hk_writer_compact(struct hk_writer *writer, uint64_t *before,
				 uint64_t *after,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Go on in bulk; no batch may be open. From here to the next commit everything
 * is written to a copy of the current generation, articles by threads
 * (store/bulk.h), and the commit merges them into a new generation. What was
 * not committed is lost as a whole. The dictionary is borrowed until then;
 * `refused`, called by the commit, is told of articles that were not written.
 */
enum hk_status hk_writer_bulk(struct hk_writer *writer,
			      const struct hk_dict *dict,
			      hk_bulk_refused_fn refused, void *ctx,
			      struct hk_error *err) HK_MUST_USE;
/* What articles are given to in bulk, also while an index is rebuilt; NULL
 * where they are not. Borrowed until the next commit. */
struct hk_bulk *hk_writer_is_bulk(const struct hk_writer *writer);
/* In bulk: what is written to hk_writer_xap() supersedes what hk_bulk_add()
 * was given under this id's term. HK_ENOMEM. */
enum hk_status hk_writer_supersede(struct hk_writer *writer, struct hk_str term,
				   struct hk_error *err) HK_MUST_USE;

/*
 * Rebuild the index into a new generation, for `hiku-index reindex`. `*out` is
 * an empty database that carries `sig`; documents are added to it, or in bulk
 * after hk_writer_bulk(). It is borrowed until it is published or dropped;
 * meanwhile hk_writer_db() reads the old generation.
 */
enum hk_status hk_writer_rebuild(struct hk_writer *writer,
				 const struct hk_signature *sig,
				 struct xap_writer **out,
				 struct hk_error *err) HK_MUST_USE;
/* Commit what was rebuilt and make it the current generation; where that
 * fails, it is dropped. */
enum hk_status hk_writer_rebuild_publish(struct hk_writer *writer,
					 struct hk_error *err) HK_MUST_USE;
/* Forget what was rebuilt, if anything was. */
void hk_writer_rebuild_drop(struct hk_writer *writer);

#endif
