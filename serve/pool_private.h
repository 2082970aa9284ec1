/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_POOL_PRIVATE_H
#define HIKU_SERVE_POOL_PRIVATE_H

/*
 * What the files of pool.h share:
 *
 *   pool.c        the line of questions, and the readers as their parent sees
 *                 them
 *   pool_child.c  starting one, and what it does
 */

#include <sys/types.h>

#include "serve/pool.h"

/* What stands before the bytes of an answer. Both ends are one program. */
struct hk_pool_head {
	uint32_t code, type;
	uint64_t len;
};

/* Fork a reader: `*pid`, and `*fd` that does not block. HK_EIO. */
enum hk_status hk_pool_start(pid_t *pid, int *fd, const struct hk_pool_how *how,
			     struct hk_error *err) HK_MUST_USE;
/* Tell it to answer at once. */
void hk_pool_hurry(pid_t pid);
/* Kill it and wait for its end. */
void hk_pool_stop(pid_t pid, int fd);

#endif
