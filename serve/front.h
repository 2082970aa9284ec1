/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_FRONT_H
#define HIKU_SERVE_FRONT_H

/*
 * The side that clients see: HTTP, by libmicrohttpd, in one thread that never
 * waits for one of them. A request that is well formed and comes from where it
 * may (serve/guard.h) becomes a question of the pool; the rest is refused here.
 *
 * Clients are many, slow and broken. A connection that has sent no whole
 * request, or taken no whole answer, within some seconds is closed. Where there
 * are as many as there may be, the one that has kept us waiting longest makes
 * room for the new one. So those who want only to hold connections push out
 * each other, and one that asks at once is answered.
 */

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "serve/guard.h"
#include "serve/listen.h"
#include "serve/pool.h"

/* Told of each answer, for a log: its status, bytes and milliseconds. `target`
 * is what the client sent, NUL-terminated, and may hold anything. */
typedef void (*hk_front_log_fn)(const char *method, const char *target,
				unsigned code, uint64_t bytes, int64_t ms);

struct hk_front_how {
	unsigned connections; /* at once, at most */
	struct hk_guard_names names;
	hk_front_log_fn log;	 /* NULL: none is kept */
	struct hk_pool_how pool; /* but for ctx, wanted and done */
	const volatile sig_atomic_t *stop;
	int stop_fd; /* readable once `*stop` is set */
};

/* What an answer is; the type in struct hk_pool_answer. */
enum hk_front_type {
	HK_FRONT_JSON,
	HK_FRONT_HTML,
	HK_FRONT_TEXT,
};

/*
 * Serve at `listen` until `*stop` is set; then take no new request, answer
 * those that are there, for some seconds at most, and return. HK_EIO, HK_ENOMEM
 * where it cannot begin.
 */
enum hk_status hk_front_run(const struct hk_listen *listen,
			    const struct hk_front_how *how,
			    struct hk_error *err) HK_MUST_USE;

#endif
