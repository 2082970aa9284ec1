/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/bulk.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/fragments.h"

#define THREADS_MAX 8
/* Bytes of text in one small database (measured: docs/BENCHMARKS.md). */
#define FRAGMENT_BYTES (2400u << 10)
/* Bytes of articles that may wait for a thread; a larger one waits alone. */
#define WAITING_BYTES (4u << 20)
/* Bytes of one article after which its database is committed. */
#define COMMIT_BYTES (4u << 20)
/* What an article takes besides its text, in bytes, about. */
#define JOB_BYTES (8u << 10)
/* The memory of a job of more bytes is not kept for another one. */
#define SPARE_BYTES (256u << 10)

/* An article that waits for a thread, or the memory of one that did. */
struct job {
	struct job *next;
	struct hk_article article;
	struct hk_document_origin origin;
	size_t bytes; /* of memory, about */
};

/* An article that could not be written, and why. */
struct refusal {
	struct refusal *next;
	struct hk_error why;
	size_t id_len;
	char id[];
};

struct worker {
	struct hk_bulk *bulk;
	pthread_t thread;
	struct hk_document *doc;
	struct xap_writer *to; /* the small database at hand, or NULL */
	struct hk_fragment fragment;
	size_t bytes; /* of text in it */
};

struct hk_bulk {
	struct hk_fragments fragments;
	struct worker workers[THREADS_MAX];
	size_t started; /* workers with a thread */

	pthread_mutex_t lock;	   /* of what follows */
	pthread_cond_t come, gone; /* jobs: for workers; for the giver */
	struct job *first, **last; /* those that wait */
	size_t waiting;		   /* bytes of them */
	struct job *spare;
	bool ended; /* no more jobs come */
	struct hk_error failure;
	struct refusal *refused;
};

/* ---- Threads ---- */

static enum hk_status close_fragment(struct worker *w, struct hk_error *err)
{
	enum hk_status status;

	if (!w->to)
		return HK_OK;
	status = xap_writer_commit(w->to, err);
	xap_writer_free(w->to);
	w->to = NULL;
	return status ? status
		      : hk_fragments_keep(&w->bulk->fragments, w->fragment,
					  err);
}

/* Is it the article's own fault, so that the others can go on? */
static bool is_articles(enum hk_status status)
{
	return status == HK_ETOOBIG || status == HK_EFORMAT ||
	       status == HK_EENCODING;
}

static enum hk_status refuse(struct hk_bulk *bulk, struct hk_str id,
			     struct hk_error *err)
{
	struct refusal *refusal = malloc(sizeof(*refusal) + id.len);

	if (!refusal)
		return hk_error_nomem(err);
	refusal->why = *err;
	refusal->id_len = id.len;
	memcpy(refusal->id, id.data, id.len);
	pthread_mutex_lock(&bulk->lock);
	refusal->next = bulk->refused;
	bulk->refused = refusal;
	pthread_mutex_unlock(&bulk->lock);
	err->status = HK_OK;
	return HK_OK;
}

static enum hk_status do_job(struct worker *w, const struct job *job,
			     struct hk_error *err)
{
	struct hk_bulk *bulk = w->bulk;
	enum hk_status status = HK_OK;

	if (!w->to) {
		w->bytes = 0;
		status = hk_fragments_open(&bulk->fragments, &w->fragment,
					   &w->to, err);
	}
	if (!status)
		status = hk_document_write(w->doc, &job->article, &job->origin,
					   w->to, &w->fragment.documents, err);
	if (is_articles(status))
		status = refuse(
			bulk, hk_document_id(&job->article, &job->origin), err);
	w->bytes += job->article.text.len;
	return !status && w->bytes >= FRAGMENT_BYTES ? close_fragment(w, err)
						     : status;
}

/* The next job; NULL at the end. */
static struct job *take(struct hk_bulk *bulk)
{
	struct job *job;

	pthread_mutex_lock(&bulk->lock);
	while (!bulk->first && !bulk->ended)
		pthread_cond_wait(&bulk->come, &bulk->lock);
	job = bulk->first;
	if (job) {
		bulk->first = job->next;
		if (!bulk->first)
			bulk->last = &bulk->first;
		bulk->waiting -= job->bytes;
		pthread_cond_signal(&bulk->gone);
	}
	pthread_mutex_unlock(&bulk->lock);
	return job;
}

static void free_jobs(struct job *job)
{
	while (job) {
		struct job *next = job->next;

		hk_article_release(&job->article);
		free(job);
		job = next;
	}
}

static void finish(struct hk_bulk *bulk, struct job *job,
		   const struct hk_error *failure)
{
	struct job *large = NULL;

	pthread_mutex_lock(&bulk->lock);
	if (job && job->bytes > SPARE_BYTES) {
		large = job;
		large->next = NULL;
	} else if (job) {
		job->next = bulk->spare;
		bulk->spare = job;
	}
	if (failure->status && !bulk->failure.status)
		bulk->failure = *failure;
	pthread_mutex_unlock(&bulk->lock);
	free_jobs(large);
}

/* After a failure jobs are taken and dropped, so that nobody waits for ever. */
static void *work(void *ctx)
{
	struct worker *w = ctx;
	struct hk_error err = {HK_OK, ""};
	enum hk_status status = HK_OK;
	struct job *job;

	while ((job = take(w->bulk))) {
		if (!status)
			status = do_job(w, job, &err);
		finish(w->bulk, job, &err);
	}
	if (status || close_fragment(w, &err))
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

/* ---- Articles ---- */

/* Start a thread a core; one alone where so few files may be open that merges
 * are of two, since each thread has a database open beside them. */
static enum hk_status start(struct hk_bulk *bulk, const struct hk_dict *dict,
			    unsigned passage_chars, struct hk_error *err)
{
	long cores = bulk->fragments.merge_max > 2
			     ? sysconf(_SC_NPROCESSORS_ONLN)
			     : 1;

	for (long i = 0; i < THREADS_MAX && (i < cores || i == 0); i++) {
		struct worker *w = &bulk->workers[i];
		enum hk_status status;
		int failed;

		w->bulk = bulk;
		status = hk_document_new(&w->doc, dict, passage_chars, err);
		if (status)
			return status;
		hk_document_commit_after(w->doc, COMMIT_BYTES);
		failed = pthread_create(&w->thread, NULL, work, w);
		if (failed)
			return hk_error_system(err, failed,
					       "cannot start a thread");
		bulk->started++;
	}
	return HK_OK;
}

enum hk_status hk_bulk_new(struct hk_bulk **out, const char *dir,
			   const struct hk_dict *dict, unsigned passage_chars,
			   struct hk_error *err)
{
	struct hk_bulk *bulk = calloc(1, sizeof(*bulk));
	enum hk_status status;

	*out = NULL;
	if (!bulk)
		return hk_error_nomem(err);
	status = hk_fragments_init(&bulk->fragments, dir, err);
	if (status) {
		free(bulk);
		return status;
	}
	bulk->last = &bulk->first;
	pthread_mutex_init(&bulk->lock, NULL);
	pthread_cond_init(&bulk->come, NULL);
	pthread_cond_init(&bulk->gone, NULL);
	status = start(bulk, dict, passage_chars, err);
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
	free_jobs(bulk->first);
	bulk->first = NULL;
	pthread_mutex_unlock(&bulk->lock);
	join(bulk);
	for (size_t i = 0; i < THREADS_MAX; i++) {
		xap_writer_free(bulk->workers[i].to);
		hk_document_free(bulk->workers[i].doc);
	}
	free_jobs(bulk->spare);
	while (bulk->refused) {
		struct refusal *next = bulk->refused->next;

		free(bulk->refused);
		bulk->refused = next;
	}
	hk_fragments_release(&bulk->fragments);
	pthread_cond_destroy(&bulk->come);
	pthread_cond_destroy(&bulk->gone);
	pthread_mutex_destroy(&bulk->lock);
	free(bulk);
}

/* Memory for a job: a spare one's, if there is one. */
static struct job *new_job(struct hk_bulk *bulk)
{
	struct job *job;

	pthread_mutex_lock(&bulk->lock);
	job = bulk->spare;
	if (job)
		bulk->spare = job->next;
	pthread_mutex_unlock(&bulk->lock);
	if (job)
		return job;
	job = calloc(1, sizeof(*job));
	if (job)
		hk_article_init(&job->article);
	return job;
}

static bool fill_job(struct job *job, const struct hk_article *article,
		     const struct hk_document_origin *origin)
{
	struct hk_str *texts[] = {&job->origin.path, &job->origin.type,
				  &job->origin.encoding, &job->origin.date};

	if (hk_article_copy(&job->article, article))
		return false;
	job->bytes = JOB_BYTES + article->text.len +
		     article->block_count * sizeof(struct hk_block);
	job->origin = *origin;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (!texts[i]->len)
			continue;
		texts[i]->data = hk_arena_copy(&job->article.arena,
					       texts[i]->data, texts[i]->len);
		if (!texts[i]->data)
			return false;
	}
	return true;
}

enum hk_status hk_bulk_add(struct hk_bulk *bulk,
			   const struct hk_article *article,
			   const struct hk_document_origin *origin,
			   struct hk_error *err)
{
	struct job *job = new_job(bulk);
	struct hk_error failure;

	if (!job || !fill_job(job, article, origin)) {
		if (job)
			job->next = NULL;
		free_jobs(job);
		return hk_error_nomem(err);
	}
	job->next = NULL;
	pthread_mutex_lock(&bulk->lock);
	while (bulk->waiting && bulk->waiting + job->bytes > WAITING_BYTES)
		pthread_cond_wait(&bulk->gone, &bulk->lock);
	failure = bulk->failure;
	*bulk->last = job;
	bulk->last = &job->next;
	bulk->waiting += job->bytes;
	pthread_cond_signal(&bulk->come);
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
			     const char *to, uint32_t *documents,
			     struct hk_error *err)
{
	*documents = 0;
	join(bulk);
	if (bulk->failure.status) {
		if (err)
			*err = bulk->failure;
		return bulk->failure.status;
	}
	return hk_fragments_merge(&bulk->fragments, head, to, documents, err);
}
