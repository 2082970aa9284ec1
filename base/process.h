/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_PROCESS_H
#define HIKU_BASE_PROCESS_H

/*
 * Running another program without a shell, within limits: of time, and of
 * what it may write. It has a process group of its own, and nothing of that
 * group is left behind.
 */

#include <signal.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"

struct hk_process {
	char *const *argv;     /* ends with NULL; argv[0] is looked up in PATH
				* unless it has a '/' */
	int input;	       /* its standard input, from where the file
				* stands; -1: /dev/null */
	unsigned milliseconds; /* the longest that it may take */
	const volatile sig_atomic_t *stop; /* true: end it. May be NULL */
};

/*
 * Run it to its end and append what it writes to `out`, up to the buffer's
 * cap. A program that closes its output and goes on is waited for; what it
 * leaves running in its group when it ends is killed. On any failure it is
 * killed and `out` is as far as it came.
 *
 * HK_ENOTFOUND, HK_EACCES: there is no such program, or it may not be run.
 * HK_EFORMAT: it ended with another status than 0 or by a signal; the line
 * has the first that it wrote to its standard error. HK_ETIMEOUT, HK_ETOOBIG:
 * a limit. HK_EINTERRUPTED: `stop`. HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_process_run(struct hk_buf *out,
			      const struct hk_process *process,
			      struct hk_error *err) HK_MUST_USE;

/* Bytes of a path by hk_process_beside() at most, its NUL included. */
#define HK_PROCESS_PATH_MAX 4096

/*
 * Find a program of ours: where the one that runs is, as in a folder of a build
 * or in bin/, else in libexec/hiku/ beside bin/. Else it is `name` itself,
 * which PATH may know. False: it is that.
 */
bool hk_process_beside(char out[HK_PROCESS_PATH_MAX], const char *name);

#endif
