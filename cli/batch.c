/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"

#define THREADS_MAX 8
/* The most queries in progress; a power of two. */
#define SLOTS 64
/* In bytes. A longer line is cut; queries are limited to less. */
#define LINE_MAX_BYTES (1u << 20)

enum state {
	FREE,  /* the slot is empty */
	ASKED, /* a query, not yet taken */
	TAKEN, /* a thread is working on it */
	ANSWERED,
};

struct slot {
	enum state state;
	struct hk_buf query, answer;
};

struct batch {
	const struct hk_query_options *options;
	struct hiku_query_options how;
	FILE *out;
	pthread_mutex_t lock;
	pthread_cond_t change;
	struct slot slots[SLOTS]; /* a ring: query n is in slot n % SLOTS */
	uint64_t asked, taken, written;
	bool ended; /* there are no more queries */
	bool found;
	struct hk_error failure; /* of the run as a whole */
};

struct worker {
	struct batch *batch;
	struct hiku_index *index;
	pthread_t thread;
};

/* ---- One query ---- */

static enum hk_status put_failure(struct hk_buf *out, struct hk_str query,
				  const struct hiku_error *why)
{
	struct hk_json json;

	hk_json_init(&json, out);
	hk_json_object_begin(&json);
	hk_json_key(&json, "query");
	hk_json_name(&json, query);
	hk_json_key(&json, "error");
	hk_json_string(&json, hk_span_cstr(why->message));
	hk_json_object_end(&json);
	return hk_json_status(&json) ? hk_json_status(&json)
				     : hk_buf_putc(out, '\n');
}

/* Answer a query. If the query is not valid, the answer says so. */
static enum hk_status answer(struct batch *b, struct hiku_index *index,
			     struct slot *slot, bool *found)
{
	struct hk_str query = hk_buf_str(&slot->query);
	struct hiku_answer *answer;
	struct hiku_error why;
	enum hk_status status;

	*found = false;
	hk_buf_reset(&slot->answer);
	if (hiku_search(&answer, index, query.data, query.len, &b->how, &why))
		return put_failure(&slot->answer, query, &why);
	*found = hiku_answer_hits(answer) > 0;
	status = hiku_answer_write(answer, "object", NULL, hk_buf_collect,
				   &slot->answer, NULL)
			 ? HK_ENOMEM
			 : HK_OK;
	hiku_answer_free(answer);
	return status;
}

/* ---- Threads ---- */

static void fail(struct batch *b, enum hk_status status, const char *why)
{
	if (!b->failure.status)
		hk_error_set(&b->failure, status, "%s", why);
	b->ended = true;
	pthread_cond_broadcast(&b->change);
}

/* Write the answers that are next in order, as far as they are known. */
static void write_answers(struct batch *b)
{
	bool any = false;

	while (b->written < b->taken) {
		struct slot *slot = &b->slots[b->written % SLOTS];

		if (slot->state != ANSWERED)
			break;
		if (hk_buf_write(&slot->answer, b->out))
			fail(b, HK_EIO, "cannot write standard output");
		slot->state = FREE;
		b->written++;
		any = true;
	}
	if (any && fflush(b->out) != 0)
		fail(b, HK_EIO, "cannot write standard output");
	if (any)
		pthread_cond_broadcast(&b->change);
}

static void *work(void *ctx)
{
	struct worker *w = ctx;
	struct batch *b = w->batch;

	pthread_mutex_lock(&b->lock);
	while (!b->failure.status) {
		enum hk_status status;
		struct slot *slot;
		bool found;

		if (b->taken == b->asked) {
			if (b->ended)
				break;
			pthread_cond_wait(&b->change, &b->lock);
			continue;
		}
		slot = &b->slots[b->taken++ % SLOTS];
		slot->state = TAKEN;
		pthread_mutex_unlock(&b->lock);
		status = answer(b, w->index, slot, &found);
		pthread_mutex_lock(&b->lock);
		b->found = b->found || found;
		if (status) {
			/* The slot stays taken, so that no other thread writes
			 * half an answer. */
			fail(b, status, "out of memory");
			continue;
		}
		slot->state = ANSWERED;
		write_answers(b);
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

/* Read the queries, no further ahead than there are slots. */
static void read_queries(struct batch *b, FILE *in)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t len;

	while ((len = getline(&line, &capacity, in)) >= 0) {
		struct slot *slot;

		while (len > 0 &&
		       (line[len - 1] == '\n' || line[len - 1] == '\r'))
			len--;
		if (len > (ssize_t)LINE_MAX_BYTES)
			len = LINE_MAX_BYTES;
		pthread_mutex_lock(&b->lock);
		while (b->asked - b->written == SLOTS && !b->failure.status)
			pthread_cond_wait(&b->change, &b->lock);
		slot = &b->slots[b->asked % SLOTS];
		hk_buf_reset(&slot->query);
		if (b->failure.status) {
			pthread_mutex_unlock(&b->lock);
			break;
		}
		if (hk_buf_append(&slot->query, line, (size_t)len)) {
			fail(b, HK_ENOMEM, "out of memory");
		} else {
			slot->state = ASKED;
			b->asked++;
			pthread_cond_broadcast(&b->change);
		}
		pthread_mutex_unlock(&b->lock);
	}
	free(line);
	pthread_mutex_lock(&b->lock);
	/* getline() also fails for want of memory. */
	if (!feof(in))
		fail(b, HK_EIO, "cannot read standard input");
	b->ended = true;
	pthread_cond_broadcast(&b->change);
	pthread_mutex_unlock(&b->lock);
}

static unsigned thread_count(const struct hk_query_options *options)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned n =
		options->threads > 1000 ? 1000 : (unsigned)options->threads;

	if (!n)
		n = online > 0 ? (unsigned)online : 1;
	return n > THREADS_MAX ? THREADS_MAX : n;
}

/* Start up to `count` threads, fewer if the machine allows no more. */
static unsigned start_threads(struct batch *b, struct worker *workers,
			      unsigned count, struct hiku_index *first)
{
	const struct hk_opt_list *dbs = &b->options->places.dbs;
	unsigned n = 0;

	for (; n < count; n++) {
		struct worker *w = &workers[n];

		w->batch = b;
		w->index = first;
		if (n && hk_ask_open(&w->index, b->options, dbs->items,
				     dbs->count, NULL))
			break;
		if (pthread_create(&w->thread, NULL, work, w)) {
			if (n)
				hiku_close(w->index);
			break;
		}
	}
	return n;
}

enum hk_status hk_batch_run(FILE *in, FILE *out, struct hiku_index *first,
			    const struct hk_query_options *options, bool *found,
			    struct hk_error *err)
{
	struct worker workers[THREADS_MAX];
	struct batch *b = calloc(1, sizeof(*b));
	enum hk_status status;
	unsigned n;

	*found = false;
	if (!b)
		return hk_error_nomem(err);
	b->options = options;
	b->how = hk_ask_query(options);
	b->out = out;
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->change, NULL);
	for (size_t i = 0; i < SLOTS; i++) {
		hk_buf_init(&b->slots[i].query, LINE_MAX_BYTES);
		hk_buf_init(&b->slots[i].answer, HK_BUF_NO_MAX);
	}
	n = start_threads(b, workers, thread_count(options), first);
	if (n)
		read_queries(b, in);
	else
		fail(b, HK_ENOMEM, "cannot start a thread");
	for (unsigned i = 0; i < n; i++) {
		pthread_join(workers[i].thread, NULL);
		if (i)
			hiku_close(workers[i].index);
	}
	*found = b->found;
	status = b->failure.status;
	if (status && err)
		*err = b->failure;
	for (size_t i = 0; i < SLOTS; i++) {
		hk_buf_release(&b->slots[i].query);
		hk_buf_release(&b->slots[i].answer);
	}
	pthread_cond_destroy(&b->change);
	pthread_mutex_destroy(&b->lock);
	free(b);
	return status;
}
