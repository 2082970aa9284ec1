/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_FILE_H
#define HIKU_BASE_FILE_H

/*
 * Whole files, read under a cap and replaced such that a power cut leaves
 * either the old one or the new one.
 */

#include "base/buf.h"
#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Append all bytes of the open file, from where it stands, to `out`, up to
 * the buffer's cap: HK_ETOOBIG. `name` is for messages only. HK_EIO, HK_ENOMEM.
 */
enum hk_status hk_file_read_fd(struct hk_buf *out, int fd, const char *name,
			       struct hk_error *err) HK_MUST_USE;

/* The same for the file `path`. Also HK_ENOTFOUND, HK_EACCES, and HK_EFORMAT
 * where it is not a regular file; opening waits for nothing. */
enum hk_status hk_file_read(struct hk_buf *out, const char *path,
			    struct hk_error *err) HK_MUST_USE;

/*
 * Make `dir`/`name` hold exactly these bytes, durably: they are written to a
 * new file beside it (O_EXCL), which is fsynced and renamed over it, and the
 * folder is fsynced. The rights are those of the umask. HK_ENOSPC, HK_EACCES,
 * HK_EIO, HK_ENOTFOUND, HK_ENOMEM; then the old file is as it was.
 */
enum hk_status hk_file_replace(const char *dir, const char *name,
			       struct hk_str bytes,
			       struct hk_error *err) HK_MUST_USE;

/* fsync a folder, so that names created in it survive a power cut. */
enum hk_status hk_file_sync_dir(const char *dir,
				struct hk_error *err) HK_MUST_USE;

/* Write all of the bytes, going on after interruptions and short writes.
 * `name` is for messages only. */
enum hk_status hk_file_write_all(int fd, struct hk_str bytes, const char *name,
				 struct hk_error *err) HK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
