/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/bulk.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/bulk_job.h"
#include "store/pile.h"

#define THREADS_MAX 8
/* Bytes of the lists of a thread (measured: docs/BENCHMARKS.md). */
#define PILE_BYTES (24u << 20)
/* Bytes of articles that may wait for a thread; a larger one waits alone. Who
 * gives them is woken when half of that is taken, not for each. */
#define WAITING_BYTES (4u << 20)
/* The memory of a job of more bytes is not kept for another one. */
#define SPARE_BYTES (256u << 10)
/* An article of more bytes is shared out among the threads. It is not copied:
 * who gives it waits until it is done. */
#define LARGE_BYTES (1u << 20)

/* An article that could not be written, and why. */
struct refusal {
	struct refusal *next;
	struct hk_error why;
	uint32_t number; /* of its first passage */
	size_t id_len;
	char id[];
};

struct worker {
	struct hk_bulk *bulk;
	pthread_t thread;
	struct hk_document *doc;
	struct hk_pile *pile;
	const struct hk_bulk_job *job; /* at hand */
};

struct hk_bulk {
	char *dir;
	unsigned passage_chars;
	uint32_t numbers; /* given to passages, in the order of the articles */
	struct worker workers[THREADS_MAX];
	size_t started; /* workers with a thread */
	size_t piles;	/* workers with a pile */

	pthread_mutex_t lock;	   /* of what follows */
	pthread_cond_t come, gone; /* jobs: for workers; for the giver */
	struct hk_bulk_job *first, **last; /* those that wait */
	size_t waiting;			   /* bytes of them */
	struct hk_bulk_job *spare;
	bool ended; /* no more jobs come */
	struct hk_error failure;
	struct refusal *refused; /* in the order of the articles */
};

/* ---- Threads ---- */

/* Is it the article's own fault, so that the others can go on? */
static bool is_articles(enum hk_status status)
{
	return status == HK_ETOOBIG || status == HK_EFORMAT ||
	       status == HK_EENCODING;
}

/* Note the refusal of an article, once. */
static enum hk_status refuse(struct hk_bulk *bulk,
			     const struct hk_bulk_job *job,
			     struct hk_error *err)
{
	struct hk_str id = hk_document_id(job->from, &job->origin);
	struct refusal *refusal = malloc(sizeof(*refusal) + id.len);
	struct refusal **at = &bulk->refused;
	bool again;

	if (!refusal)
		return hk_error_nomem(err);
	refusal->why = *err;
	refusal->number = job->number;
	refusal->id_len = id.len;
	memcpy(refusal->id, id.data, id.len);
	pthread_mutex_lock(&bulk->lock);
	again = job->large && job->large->refused;
	if (job->large)
		job->large->refused = true;
	if (!again) {
		while (*at && (*at)->number < refusal->number)
			at = &(*at)->next;
		refusal->next = *at;
		*at = refusal;
	}
	pthread_mutex_unlock(&bulk->lock);
	if (again)
		free(refusal);
	err->status = HK_OK;
	return HK_OK;
}

/* A hk_document_fn. */
static enum hk_status add_to_pile(void *ctx, size_t index,
				  const struct hk_document_made *made,
				  struct hk_error *err)
{
	const struct worker *w = ctx;

	return hk_pile_add(w->pile, w->job->number + (uint32_t)index, made,
			   err);
}

static enum hk_status do_job(struct worker *w, const struct hk_bulk_job *job,
			     struct hk_error *err)
{
	enum hk_status status;

	w->job = job;
	status = hk_document_each(w->doc, job->from, &job->origin, job->cut,
				  job->first, job->end, add_to_pile, w, err);
	return is_articles(status) ? refuse(w->bulk, job, err) : status;
}

/* The next job; NULL at the end. */
static struct hk_bulk_job *take(struct hk_bulk *bulk)
{
	struct hk_bulk_job *job;

	pthread_mutex_lock(&bulk->lock);
	while (!bulk->first && !bulk->ended)
		pthread_cond_wait(&bulk->come, &bulk->lock);
	job = bulk->first;
	if (job) {
		bulk->first = job->next;
		if (!bulk->first)
			bulk->last = &bulk->first;
		bulk->waiting -= job->bytes;
		if (bulk->waiting <= WAITING_BYTES / 2)
			pthread_cond_signal(&bulk->gone);
	}
	pthread_mutex_unlock(&bulk->lock);
	return job;
}

static void finish(struct hk_bulk *bulk, struct hk_bulk_job *job,
		   const struct hk_error *failure)
{
	struct hk_bulk_job *large = NULL;

	pthread_mutex_lock(&bulk->lock);
	if (failure->status && !bulk->failure.status)
		bulk->failure = *failure;
	if (job && job->large && --job->large->left == 0)
		pthread_cond_signal(&bulk->gone);
	if (job && job->bytes > SPARE_BYTES) {
		large = job;
		large->next = NULL;
	} else if (job) {
		job->next = bulk->spare;
		bulk->spare = job;
	}
	pthread_mutex_unlock(&bulk->lock);
	hk_bulk_job_free(large);
}

/* After a failure jobs are taken and dropped, so that nobody waits for ever. */
static void *work(void *ctx)
{
	struct worker *w = ctx;
	struct hk_error err = {HK_OK, ""};
	enum hk_status status = HK_OK;
	struct hk_bulk_job *job;

	while ((job = take(w->bulk))) {
		if (!status)
			status = do_job(w, job, &err);
		finish(w->bulk, job, &err);
	}
	if (status || hk_pile_end(w->pile, &err))
		finish(w->bulk, NULL, &err);
	return NULL;
}

static void join(struct hk_bulk *bulk)
{
	pthread_mutex_lock(&bulk->lock);
	bulk->ended = true;
	pthread_cond_broadcast(&bulk->come);
	pthread_mutex_unlock(&bulk->lock);
	for (; bulk->started; bulk->started--)
		pthread_join(bulk->workers[bulk->started - 1].thread, NULL);
}

/* How many threads: one a core, or what the environment says, for tests. */
static long thread_count(void)
{
	const char *said = getenv("HIKU_THREADS");
	long count =
		said ? strtol(said, NULL, 10) : sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : count;
}

static enum hk_status start(struct hk_bulk *bulk, const struct hk_dict *dict,
			    struct hk_error *err)
{
	const long count = thread_count();

	for (long i = 0; i < count; i++) {
		struct worker *w = &bulk->workers[i];
		enum hk_status status;
		int failed;

		w->bulk = bulk;
		status = hk_document_new(&w->doc, dict, bulk->passage_chars,
					 err);
		if (!status)
			status = hk_pile_new(&w->pile, bulk->dir, (unsigned)i,
					     PILE_BYTES, err);
		if (status)
			return status;
		bulk->piles++;
		failed = pthread_create(&w->thread, NULL, work, w);
		if (failed)
			return hk_error_system(err, failed,
					       "cannot start a thread");
		bulk->started++;
	}
	return HK_OK;
}

/* ---- Articles ---- */

enum hk_status hk_bulk_new(struct hk_bulk **out, const char *dir,
			   const struct hk_dict *dict, unsigned passage_chars,
			   struct hk_error *err)
{
	struct hk_bulk *bulk = calloc(1, sizeof(*bulk));
	enum hk_status status;

	*out = NULL;
	if (!bulk)
		return hk_error_nomem(err);
	bulk->dir = strdup(dir);
	bulk->passage_chars = passage_chars;
	bulk->last = &bulk->first;
	pthread_mutex_init(&bulk->lock, NULL);
	pthread_cond_init(&bulk->come, NULL);
	pthread_cond_init(&bulk->gone, NULL);
	status = bulk->dir ? start(bulk, dict, err) : hk_error_nomem(err);
	if (status)
		hk_bulk_free(bulk);
	else
		*out = bulk;
	return status;
}

void hk_bulk_free(struct hk_bulk *bulk)
{
	if (!bulk)
		return;
	pthread_mutex_lock(&bulk->lock);
	hk_bulk_job_free(bulk->first);
	bulk->first = NULL;
	pthread_mutex_unlock(&bulk->lock);
	join(bulk);
	for (size_t i = 0; i < THREADS_MAX; i++) {
		hk_pile_free(bulk->workers[i].pile);
		hk_document_free(bulk->workers[i].doc);
	}
	hk_bulk_job_free(bulk->spare);
	while (bulk->refused) {
		struct refusal *next = bulk->refused->next;

		free(bulk->refused);
		bulk->refused = next;
	}
	pthread_cond_destroy(&bulk->come);
	pthread_cond_destroy(&bulk->gone);
	pthread_mutex_destroy(&bulk->lock);
	free(bulk->dir);
	free(bulk);
}

/* A job: a spare one's memory, if there is one. */
static struct hk_bulk_job *new_job(struct hk_bulk *bulk)
{
	struct hk_bulk_job *job;

	pthread_mutex_lock(&bulk->lock);
	job = bulk->spare;
	if (job)
		bulk->spare = job->next;
	pthread_mutex_unlock(&bulk->lock);
	if (!job)
		return hk_bulk_job_new();
	job->next = NULL;
	job->large = NULL;
	return job;
}

/* Give numbers to the passages, so that their order is that of the articles
 * whichever thread writes them. */
static enum hk_status give_numbers(struct hk_bulk *bulk, uint32_t *first,
				   size_t count, struct hk_error *err)
{
	if (count > UINT32_MAX - 1 - bulk->numbers)
		return hk_error_set(err, HK_ETOOBIG,
				    "there are too many passages in one run");
	*first = bulk->numbers + 1;
	bulk->numbers += (uint32_t)count;
	return HK_OK;
}

/* Under the lock. */
static void push(struct hk_bulk *bulk, struct hk_bulk_job *job)
{
	*bulk->last = job;
	bulk->last = &job->next;
	bulk->waiting += job->bytes;
	pthread_cond_signal(&bulk->come);
}

static enum hk_status add_small(struct hk_bulk *bulk,
				const struct hk_article *article,
				const struct hk_document_origin *origin,
				struct hk_error *err)
{
	struct hk_bulk_job *job = new_job(bulk);
	enum hk_status status = job && hk_bulk_job_fill(job, article, origin)
					? HK_OK
					: hk_error_nomem(err);

	if (!status &&
	    hk_passage_cut(&job->passages, job->from, bulk->passage_chars))
		status = hk_error_nomem(err);
	if (!status)
		status = give_numbers(bulk, &job->number, job->passages.count,
				      err);
	if (status) {
		hk_bulk_job_free(job);
		return status;
	}
	job->first = 0;
	job->end = job->passages.count;
	pthread_mutex_lock(&bulk->lock);
	while (bulk->waiting && bulk->waiting + job->bytes > WAITING_BYTES)
		pthread_cond_wait(&bulk->gone, &bulk->lock);
	push(bulk, job);
	pthread_mutex_unlock(&bulk->lock);
	return HK_OK;
}

static enum hk_status add_large(struct hk_bulk *bulk,
				const struct hk_article *article,
				const struct hk_document_origin *origin,
				struct hk_error *err)
{
	struct hk_passages passages;
	struct hk_bulk_large large = {0, false};
	struct hk_bulk_job like = {.from = article,
				   .cut = &passages,
				   .origin = *origin,
				   .large = &large};
	struct hk_bulk_job *jobs = NULL;
	enum hk_status status = HK_OK;

	hk_passage_init(&passages);
	if (hk_passage_cut(&passages, article, bulk->passage_chars))
		status = hk_error_nomem(err);
	if (!status)
		status = give_numbers(bulk, &like.number, passages.count, err);
	if (!status && passages.count) {
		jobs = hk_bulk_job_share(&like);
		if (!jobs)
			status = hk_error_nomem(err);
	}
	if (jobs) {
		pthread_mutex_lock(&bulk->lock);
		while (jobs) {
			struct hk_bulk_job *job = jobs;

			jobs = job->next;
			job->next = NULL;
			push(bulk, job);
		}
		while (large.left)
			pthread_cond_wait(&bulk->gone, &bulk->lock);
		pthread_mutex_unlock(&bulk->lock);
	}
	hk_passage_release(&passages);
	return status;
}

enum hk_status hk_bulk_add(struct hk_bulk *bulk,
			   const struct hk_article *article,
			   const struct hk_document_origin *origin,
			   struct hk_error *err)
{
	struct hk_error failure;
	enum hk_status status = article->text.len > LARGE_BYTES
					? add_large(bulk, article, origin, err)
					: add_small(bulk, article, origin, err);

	if (status)
		return status;
	pthread_mutex_lock(&bulk->lock);
	failure = bulk->failure;
	pthread_mutex_unlock(&bulk->lock);
	if (failure.status && err)
		*err = failure;
	return failure.status;
}

bool hk_bulk_failed(struct hk_bulk *bulk)
{
	bool failed;

	pthread_mutex_lock(&bulk->lock);
	failed = bulk->failure.status != HK_OK;
	pthread_mutex_unlock(&bulk->lock);
	return failed;
}

void hk_bulk_refused(const struct hk_bulk *bulk, hk_bulk_refused_fn fn,
		     void *ctx)
{
	for (const struct refusal *r = bulk->refused; r; r = r->next)
		fn(ctx, hk_span_str(r->id, r->id_len), r->why.message);
}

enum hk_status hk_bulk_merge(struct hk_bulk *bulk, const char *head,
			     const char *to, uint32_t *numbers,
			     struct hk_error *err)
{
	struct hk_pile *piles[THREADS_MAX];

	*numbers = 0;
	join(bulk);
	if (bulk->failure.status) {
		if (err)
			*err = bulk->failure;
		return bulk->failure.status;
	}
	for (size_t i = 0; i < bulk->piles; i++)
		piles[i] = bulk->workers[i].pile;
	return hk_pile_load(piles, bulk->piles, bulk->dir, head, to, numbers,
			    err);
}
