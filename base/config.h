/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_CONFIG_H
#define HIKU_BASE_CONFIG_H

/*
 * The user's own files in $XDG_CONFIG_HOME/hiku, else ~/.config/hiku. What is
 * in them may run commands and open connections, so that they count only if
 * nobody but the user and root can have written them.
 */

#include <stdbool.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/error.h"

/* Append the path of the file `name` there; nothing where no home is known.
 * HK_ENOMEM. */
enum hk_status hk_config_path(struct hk_buf *out, const char *name,
			      struct hk_error *err) HK_MUST_USE;
/*
 * Append the file `name` to `text`, up to its cap, and its path to `path`.
 * Where there is none, `text` is as it was and `*there` false. HK_EACCES if it,
 * or the folder, belongs to another user or can be written by others; `purpose`
 * begins that message: "cannot run the commands in". HK_EFORMAT if it is not a
 * regular file; HK_ETOOBIG, HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_config_read(struct hk_buf *text, struct hk_buf *path,
			      bool *there, const char *name,
			      const char *purpose,
			      struct hk_error *err) HK_MUST_USE;
/* HK_EACCES unless the file, of which `st` is known, is only the user's. The
 * group may write it if it is the user's own, with nobody else in it. */
enum hk_status hk_config_check(const struct stat *st, const char *path,
			       const char *purpose,
			       struct hk_error *err) HK_MUST_USE;

#endif
