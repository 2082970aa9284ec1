/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_LOCK_H
#define HIKU_STORE_LOCK_H

/*
 * The one writer of an index: an open-file-description lock on `dir`/lock
 * (flock() where the system has none), freed by the kernel however the
 * process ends. The file says who holds it: "pid host\n".
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define HK_LOCK_FILE "lock"

/*
 * Take the lock. `*fd` is for hk_lock_free(), and -1 after a failure. `wait_ms`
 * says how long to wait for another writer, in milliseconds; -1: without end.
 * HK_ELOCKED with a line that names the holder, HK_EINTERRUPTED where a signal
 * ends the wait, HK_EACCES, HK_ENOSPC, HK_EIO, HK_ENOMEM.
 */
enum hk_status hk_lock_take(int *fd, const char *dir, long wait_ms,
			    struct hk_error *err) HK_MUST_USE;
/*
 * Write "pid host" of the process that holds the lock to `out`, of `size`
 * bytes;
 * "" where none does, or nobody can tell. Takes nothing, so that no writer is
 * disturbed.
 */
void hk_lock_holder(char *out, size_t size, const char *dir);
/* Free it; -1: there is none. */
void hk_lock_free(int fd);

/*
 * Lock an open file as a whole, shared or `exclusive` (the file must then be
 * open for writing), without waiting. Returns 0 or an error number: EAGAIN
 * where somebody else holds it. Closing the descriptor and its copies frees
 * it.
 */
int hk_lock_try(int fd, bool exclusive) HK_MUST_USE;

#endif
