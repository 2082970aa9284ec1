/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_POOL_H
#define HIKU_SERVE_POOL_H

/*
 * Reader processes, which answer questions. Each has one question at a time;
 * the others wait in a line of limited length, first come, first served. One
 * that takes too long, or works for somebody who has gone, is told to stop, and
 * killed if it does not; one that ends is started again: at once, but later and
 * later, up to some seconds, if it keeps ending. The question at hand fails
 * then, and no other one does.
 *
 * They are forked, and hold nothing of ours open but their socket. They never
 * see a client; the pool never sees an index.
 */

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* Bytes of a question at most. */
#define HK_POOL_QUESTION_MAX 8192
#define HK_POOL_READERS_MAX  64
/* What a reader gets whose answer is not wanted any more: it is to answer at
 * once, whatever. It comes only between hk_pool_next() and the call after it,
 * and does nothing unless the reader catches it. */
#define HK_POOL_STOP SIGUSR1

/* What a reader says: a number of the caller's, and bytes. */
struct hk_pool_answer {
	uint32_t code, type;
	char *bytes; /* from malloc(); NULL if there are none */
	size_t len;
};

/* Why there is no answer. */
enum hk_pool_end {
	HK_POOL_ANSWERED,
	HK_POOL_LATE,	 /* it waited or took too long */
	HK_POOL_CRASHED, /* the reader ended */
};

struct hk_pool_how {
	unsigned readers;    /* processes */
	unsigned waiting;    /* questions in line at most */
	unsigned timeout_ms; /* a question waits, and then takes, at most */
	size_t answer_max;   /* bytes */
	/* In a reader: answer questions from hk_pool_next() until there are
	 * none. What it returns is the status with which the process exits. */
	int (*read)(const void *reader, int fd);
	const void *reader;
	/* In the process that asks. */
	void *ctx;
	/* Is the question still wanted? Asked before a reader gets it, and now
	 * and then while it works. */
	bool (*wanted)(void *ctx, void *asker);
	/* Every question that was taken ends with one call of this, not from
	 * within hk_pool_ask(). The callee owns the bytes of the answer. */
	void (*done)(void *ctx, void *asker, enum hk_pool_end end,
		     struct hk_pool_answer *answer);
};

struct hk_pool;

/* Start the readers. `how` is copied. HK_ENOMEM, HK_EIO. */
enum hk_status hk_pool_new(struct hk_pool **out, const struct hk_pool_how *how,
			   struct hk_error *err) HK_MUST_USE;
/* End the readers. Questions that are under way get no `done`. */
void hk_pool_free(struct hk_pool *pool);

/* Take a question, of which the bytes are copied. False: the line is full, or
 * there is no memory. */
bool hk_pool_ask(struct hk_pool *pool, struct hk_str question,
		 void *asker) HK_MUST_USE;

/* Fill in what to wait for, at most HK_POOL_READERS_MAX, and return how many;
 * `*until` becomes the moment (hk_clock_now()) at which something is due, if
 * that is earlier. */
size_t hk_pool_wait(const struct hk_pool *pool, struct pollfd *fds,
		    int64_t *until);
/* Do what can be done now. `fds` is as poll(2) left it. */
void hk_pool_step(struct hk_pool *pool, const struct pollfd *fds, size_t count);

/* Readers that were started in place of others, since the beginning. */
uint64_t hk_pool_restarts(const struct hk_pool *pool);
/* The process number `i`; 0: it is not running now. */
int hk_pool_pid(const struct hk_pool *pool, unsigned i);

/* ---- In a reader ---- */

/* Wait for the next question and put it into `out`, whose cap is at least
 * HK_POOL_QUESTION_MAX. False: there will be none. */
bool hk_pool_next(struct hk_buf *out, int fd) HK_MUST_USE;
/* Answer it. False: nobody listens any more. */
bool hk_pool_tell(int fd, uint32_t code, uint32_t type,
		  struct hk_str bytes) HK_MUST_USE;

#endif
