/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_DIR_H
#define HIKU_BASE_DIR_H

/*
 * Whole folders: making, listing, copying, syncing, measuring and removing
 * them. Failures are HK_ENOTFOUND, HK_EACCES, HK_ENOSPC, HK_EIO or HK_ENOMEM.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* The path of `name` in `dir`, which the caller frees; NULL: out of memory. */
char *hk_dir_join(const char *dir, const char *name) HK_MUST_USE;
/* Is there anything of this name in `dir`, a dangling link included? */
bool hk_dir_has(const char *dir, const char *name);

/* Make a folder and those above it, durably, unless they exist. */
enum hk_status hk_dir_make(const char *path, struct hk_error *err) HK_MUST_USE;

/* Anything but HK_OK ends the walk, which returns it. */
typedef enum hk_status (*hk_dir_fn)(void *ctx, const char *name,
				    struct hk_error *err);
/* All names in a folder but "." and "..", in no particular order. */
enum hk_status hk_dir_each(const char *path, hk_dir_fn fn, void *ctx,
			   struct hk_error *err) HK_MUST_USE;

/* Make the folder `to` and copy the regular files of `from` into it, not those
 * of folders below it. */
enum hk_status hk_dir_copy(const char *from, const char *to,
			   struct hk_error *err) HK_MUST_USE;
/* fsync each file in a folder, then the folder itself. */
enum hk_status hk_dir_sync(const char *path, struct hk_error *err) HK_MUST_USE;
/* The bytes of the files in a folder, not of those in folders below it. */
enum hk_status hk_dir_size(uint64_t *out, const char *path,
			   struct hk_error *err) HK_MUST_USE;
/* Remove a folder, or a file, and all below it, as far as possible. Links are
 * removed, not followed. */
void hk_dir_remove(const char *path);

#endif
