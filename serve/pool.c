/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/pool_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "serve/clock.h"

/* A reader that has run for so long has not begun to fail. */
#define SETTLED_MS 60000
/* So many ends in a row cost nothing; later ones a pause, which doubles. */
#define FREE_RESTARTS 3
#define PAUSE_MS      100
#define PAUSE_MAX_MS  5000
/* How often it is looked whether somebody still waits. */
#define LOOK_MS 50
/* A reader that was told to stop has so long. */
#define GRACE_MS 1000

struct question {
	void *asker;
	int64_t born;
	size_t len;
	char *bytes;
};

struct reader {
	pid_t pid; /* 0: it is not running */
	int fd;
	int64_t started; /* or, if it is not running, when to start it */
	unsigned failures;
	bool busy;
	int64_t given;	 /* when it got its question */
	int64_t looked;	 /* when that was last known to be wanted */
	int64_t hurried; /* when it was told to stop, its question being done
			  * with; 0: it was not */
	struct question at_hand;
	/* The answer, as far as it is here. */
	struct hk_pool_head head;
	size_t got; /* bytes of head and answer */
	char *bytes;
};

struct hk_pool {
	struct hk_pool_how how;
	struct reader readers[HK_POOL_READERS_MAX];
	struct question *line; /* a ring of how.waiting */
	size_t first, count;
	uint64_t restarts;
};

/* ---- Questions ---- */

bool hk_pool_ask(struct hk_pool *pool, struct hk_str question, void *asker)
{
	struct question *q;

	if (pool->count == pool->how.waiting ||
	    question.len > HK_POOL_QUESTION_MAX)
		return false;
	q = &pool->line[(pool->first + pool->count) % pool->how.waiting];
	q->bytes = malloc(question.len + 1);
	if (!q->bytes)
		return false;
	memcpy(q->bytes, question.data, question.len);
	q->len = question.len;
	q->asker = asker;
	q->born = hk_clock_now();
	pool->count++;
	return true;
}

static void finish(struct hk_pool *pool, struct question *q,
		   enum hk_pool_end end, struct hk_pool_answer *answer)
{
	struct hk_pool_answer none = {0, 0, NULL, 0};

	free(q->bytes);
	q->bytes = NULL;
	pool->how.done(pool->how.ctx, q->asker, end, answer ? answer : &none);
}

static struct question take_first(struct hk_pool *pool)
{
	struct question q = pool->line[pool->first];

	pool->first = (pool->first + 1) % pool->how.waiting;
	pool->count--;
	return q;
}

/* ---- Readers ---- */

/* The question that it was busy with; it is the caller's now. */
static struct question take_back(struct reader *r)
{
	struct question q = r->at_hand;

	r->at_hand.bytes = NULL;
	r->busy = false;
	r->hurried = 0;
	return q;
}

/* It ended, or is to end: let it start again when it may. */
static void lose(struct hk_pool *pool, struct reader *r, enum hk_pool_end why)
{
	int64_t now = hk_clock_now();
	bool waited_for = r->busy && !r->hurried;
	struct question q = take_back(r);

	hk_pool_stop(r->pid, r->fd);
	free(r->bytes);
	/* One that was killed for being late did nothing wrong, and was slow
	 * enough about it. */
	if (why == HK_POOL_LATE || now - r->started > SETTLED_MS)
		r->failures = 0;
	else
		r->failures++;
	r->pid = 0;
	r->fd = -1;
	r->bytes = NULL;
	r->started = now;
	if (r->failures > FREE_RESTARTS) {
		unsigned doublings = r->failures - FREE_RESTARTS - 1;
		int64_t pause =
			doublings > 6 ? PAUSE_MAX_MS : PAUSE_MS << doublings;

		r->started += pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS;
	}
	if (waited_for)
		finish(pool, &q, why, NULL);
}

static void start(struct hk_pool *pool, struct reader *r)
{
	int64_t now = hk_clock_now();

	if (hk_pool_start(&r->pid, &r->fd, &pool->how, NULL)) {
		r->pid = 0;
		r->started = now + PAUSE_MS;
		return;
	}
	r->started = now;
	pool->restarts++;
}

/* Give a question to a reader that has none. */
static void give(struct hk_pool *pool, struct reader *r, struct question *q)
{
	char message[sizeof(uint32_t) + HK_POOL_QUESTION_MAX];
	uint32_t len = (uint32_t)q->len;
	size_t size = sizeof(len) + q->len;

	memcpy(message, &len, sizeof(len));
	memcpy(message + sizeof(len), q->bytes, q->len);
	r->at_hand = *q;
	r->given = r->looked = hk_clock_now();
	r->busy = true;
	r->got = 0;
	/* A reader that waits has an empty socket, which holds it whole. */
	if (send(r->fd, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) !=
	    (ssize_t)size)
		lose(pool, r, HK_POOL_CRASHED);
}

/* Take what has come of an answer. False: the reader is lost. */
static bool take(struct hk_pool *pool, struct reader *r)
{
	const size_t head = sizeof(r->head);
	char *to = r->got < head ? (char *)&r->head + r->got
				 : r->bytes + (r->got - head);
	size_t want = r->got < head ? head - r->got
				    : (size_t)r->head.len - (r->got - head);
	ssize_t n = recv(r->fd, to, want, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	/* It has nothing to say without a question, but its end. */
	if (n <= 0 || !r->busy)
		return false;
	r->got += (size_t)n;
	if (r->got == head) {
		if (r->head.len > pool->how.answer_max)
			return false;
		r->bytes = malloc((size_t)r->head.len + 1);
		if (!r->bytes)
			return false;
	}
	return true;
}

/* Its answer is whole. */
static void pass_on(struct hk_pool *pool, struct reader *r)
{
	struct hk_pool_answer answer = {r->head.code, r->head.type, r->bytes,
					(size_t)r->head.len};
	bool waited_for = !r->hurried;
	struct question q = take_back(r);

	r->bytes = NULL;
	r->failures = 0;
	if (waited_for)
		finish(pool, &q, HK_POOL_ANSWERED, &answer);
	else
		free(answer.bytes);
}

/* Its answer is not wanted any more. */
static void hurry(struct hk_pool *pool, struct reader *r, int64_t now)
{
	struct question q = r->at_hand;

	r->at_hand.bytes = NULL;
	r->hurried = now;
	hk_pool_hurry(r->pid);
	finish(pool, &q, HK_POOL_LATE, NULL);
}

/* Has it time left, and does somebody wait? */
static void look_after(struct hk_pool *pool, struct reader *r, int64_t now)
{
	if (r->hurried) {
		if (now - r->hurried >= GRACE_MS)
			lose(pool, r, HK_POOL_LATE);
		return;
	}
	if (now - r->given >= pool->how.timeout_ms) {
		hurry(pool, r, now);
		return;
	}
	if (now - r->looked < LOOK_MS)
		return;
	r->looked = now;
	if (!pool->how.wanted(pool->how.ctx, r->at_hand.asker))
		hurry(pool, r, now);
}

/* Take all that has come, and pass on an answer that is whole. */
static void listen_to(struct hk_pool *pool, struct reader *r)
{
	size_t before;

	do {
		before = r->got;
		if (!take(pool, r)) {
			lose(pool, r, HK_POOL_CRASHED);
			return;
		}
		if (r->got >= sizeof(r->head) &&
		    r->got - sizeof(r->head) == r->head.len) {
			pass_on(pool, r);
			return;
		}
	} while (r->got != before);
}

/* ---- The pool ---- */

enum hk_status hk_pool_new(struct hk_pool **out, const struct hk_pool_how *how,
			   struct hk_error *err)
{
	struct hk_pool *pool = calloc(1, sizeof(*pool));
	enum hk_status status = HK_OK;

	*out = NULL;
	if (!pool)
		return hk_error_nomem(err);
	pool->how = *how;
	if (pool->how.readers > HK_POOL_READERS_MAX)
		pool->how.readers = HK_POOL_READERS_MAX;
	pool->line = calloc(how->waiting, sizeof(*pool->line));
	if (!pool->line)
		status = hk_error_nomem(err);
	for (unsigned i = 0; i < pool->how.readers && !status; i++) {
		struct reader *r = &pool->readers[i];

		status = hk_pool_start(&r->pid, &r->fd, &pool->how, err);
		r->started = hk_clock_now();
		if (status)
			r->pid = 0;
	}
	if (status)
		hk_pool_free(pool);
	else
		*out = pool;
	return status;
}

void hk_pool_free(struct hk_pool *pool)
{
	if (!pool)
		return;
	for (unsigned i = 0; i < pool->how.readers; i++) {
		struct reader *r = &pool->readers[i];

		if (r->pid)
			hk_pool_stop(r->pid, r->fd);
		free(r->bytes);
		free(r->at_hand.bytes);
	}
	while (pool->line && pool->count)
		free(take_first(pool).bytes);
	free(pool->line);
	free(pool);
}

size_t hk_pool_wait(const struct hk_pool *pool, struct pollfd *fds,
		    int64_t *until)
{
	size_t n = 0;

	for (unsigned i = 0; i < pool->how.readers; i++) {
		const struct reader *r = &pool->readers[i];

		if (!r->pid) {
			*until = hk_clock_earlier(*until, r->started);
			continue;
		}
		fds[n++] = (struct pollfd){.fd = r->fd, .events = POLLIN};
		if (r->busy && r->hurried)
			*until =
				hk_clock_earlier(*until, r->hurried + GRACE_MS);
		else if (r->busy)
			*until = hk_clock_earlier(
				hk_clock_earlier(*until,
						 r->given +
							 pool->how.timeout_ms),
				r->looked + LOOK_MS);
	}
	if (pool->count)
		*until = hk_clock_earlier(*until, pool->line[pool->first].born +
							  pool->how.timeout_ms);
	return n;
}

static void give_questions(struct hk_pool *pool)
{
	for (unsigned i = 0; i < pool->how.readers && pool->count; i++) {
		struct reader *r = &pool->readers[i];

		while (r->pid && !r->busy && pool->count) {
			struct question q = take_first(pool);

			if (pool->how.wanted(pool->how.ctx, q.asker))
				give(pool, r, &q);
			else
				finish(pool, &q, HK_POOL_LATE, NULL);
		}
	}
}

void hk_pool_step(struct hk_pool *pool, const struct pollfd *fds, size_t count)
{
	int64_t now = hk_clock_now(), timeout = pool->how.timeout_ms;

	for (unsigned i = 0; i < pool->how.readers; i++) {
		struct reader *r = &pool->readers[i];

		for (size_t k = 0; k < count && r->pid; k++)
			if (fds[k].fd == r->fd && fds[k].revents)
				listen_to(pool, r);
		if (r->pid && r->busy)
			look_after(pool, r, now);
		if (!r->pid && now >= r->started)
			start(pool, r);
	}
	while (pool->count && now - pool->line[pool->first].born >= timeout) {
		struct question q = take_first(pool);

		finish(pool, &q, HK_POOL_LATE, NULL);
	}
	give_questions(pool);
}

uint64_t hk_pool_restarts(const struct hk_pool *pool)
{
	return pool->restarts;
}

int hk_pool_pid(const struct hk_pool *pool, unsigned i)
{
	return i < pool->how.readers ? (int)pool->readers[i].pid : 0;
}
