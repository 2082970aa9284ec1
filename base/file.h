/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_FILE_H
#define HIKU_BASE_FILE_H

/*
 * Whole files, read under a cap and replaced so that a power cut leaves the
 * old one or the new one, never a mixture.
 */

#include "base/buf.h"
#include "base/error.h"

/*
 * Append all bytes of the open file to `out`, up to the buffer's cap
 * (HK_ETOOBIG). `name` is for the message only. Interrupted reads go on.
 */
enum hk_status hk_file_read_fd(struct hk_buf *out, int fd, const char *name,
			       struct hk_error *err) HK_MUST_USE;

/* Append all bytes of a regular file (nothing else is opened). */
enum hk_status hk_file_read(struct hk_buf *out, const char *path,
			    struct hk_error *err) HK_MUST_USE;

/*
 * Make `dir`/`name` hold exactly these bytes: written to a new file beside
 * it (O_EXCL), fsynced, renamed over it, the folder fsynced. The rights are
 * the umask's.
 */
enum hk_status hk_file_replace(const char *dir, const char *name,
			       struct hk_str bytes,
			       struct hk_error *err) HK_MUST_USE;

/* fsync a folder, so that names created in it survive a power cut. */
enum hk_status hk_file_sync_dir(const char *dir,
				struct hk_error *err) HK_MUST_USE;

/* Write all of the bytes, going on after interruptions and short writes. */
enum hk_status hk_file_write_all(int fd, struct hk_str bytes, const char *name,
				 struct hk_error *err) HK_MUST_USE;

#endif
