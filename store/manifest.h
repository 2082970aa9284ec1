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
 * nobody writes to. Durable only with the folder (hk_dir_sync()). */
enum hk_status hk_manifest_seal(const char *database,
				struct hk_error *err) HK_MUST_USE;
/* Durably, before the first change. Nothing happens where it is unsealed. */
enum hk_status hk_manifest_unseal(const char *database,
				  struct hk_error *err) HK_MUST_USE;

/* Told of each file that is not as it was sealed: its path, and what is wrong.
 * Both are borrowed. */
typedef void (*hk_manifest_fn)(void *ctx, const char *path, const char *what);

/*
 * Compare the files with the seal, if there is one: `*sealed`. A manifest that
 * makes no sense is damage like any other. Fails only where memory does.
 */
enum hk_status hk_manifest_verify(const char *database, bool *sealed,
				  hk_manifest_fn fn, void *ctx,
				  struct hk_error *err) HK_MUST_USE;

#endif
