/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_MANIFEST_H
#define HIKU_STORE_MANIFEST_H

/*
 * The seal of a generation: a file `manifest` in its folder with size and hash
 * of each file of the database, since Xapian has no checksums. It is written
 * when a database is complete (bulk load, compact, reindex, `check --seal`),
 * and replaced by the word "unsealed" before anything is changed in place: so
 * a seal that is there must hold to the byte. docs/SCHEMA.md has the format.
 */

#include <stdbool.h>

#include "base/error.h"

/* Seal the database in the folder `database`, which is complete and which
 * nobody writes to. The seal is durable only once the folder is synced
 * (hk_dir_sync()). HK_ENOTINDEX, HK_ECORRUPT where a file of it is not one;
 * HK_EACCES, HK_ENOSPC, HK_EIO, HK_ENOMEM. */
enum hk_status hk_manifest_seal(const char *database,
				struct hk_error *err) HK_MUST_USE;
/* Break the seal, durably, before the first change; it may be broken already.
 * HK_EACCES, HK_ENOSPC, HK_EIO, HK_ENOMEM. */
enum hk_status hk_manifest_unseal(const char *database,
				  struct hk_error *err) HK_MUST_USE;

/* Told of each file that is not as it was sealed: its path, and what is wrong,
 * both borrowed. */
typedef void (*hk_manifest_fn)(void *ctx, const char *path, const char *what);

/*
 * Compare the files with the seal; `*sealed` says whether there is one. A
 * manifest that makes no sense is damage like any other. HK_ENOMEM only.
 */
enum hk_status hk_manifest_verify(const char *database, bool *sealed,
				  hk_manifest_fn fn, void *ctx,
				  struct hk_error *err) HK_MUST_USE;

#endif
