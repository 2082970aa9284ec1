/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/bulk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/dir.h"

#define THREADS_MAX 8
/* Text in one small database (measured: docs/BENCHMARKS.md). */
#define SMALL_BYTES (2400u << 10)
/* Databases in one merge. Each takes four file descriptors, two merges may be
 * at work at once, and so many are for all else. */
#define MERGE_MAX   128
#define MERGE_FILES (2 * 4)
#define OTHER_FILES 64
/* Articles that wait for a thread: as many bytes, or one. */
#define WAITING_BYTES (4u << 20)
/* What an article takes besides its text, about. */
#define JOB_BYTES (8u << 10)
/* The memory of a job that is larger is not kept for another. */
#define SPARE_BYTES (256u << 10)
/* Where a path of ours ends: "/" and a number. */
#define NAME_ROOM 24

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

/* A database on disk. */
struct small {
	struct small *next;
	uint32_t number; /* its name */
	uint32_t documents;
};

struct list {
	struct small *first;
	size_t count;
};

struct worker {
	struct hk_bulk *bulk;
	pthread_t thread;
	struct hk_document *doc;
	struct xap_writer *to; /* the small database at hand, or NULL */
	struct small *small;   /* what is known of it */
	size_t bytes;	       /* of text in it */
};

struct hk_bulk {
	char *dir;
	unsigned passage_chars;
	pthread_mutex_t lock;
	pthread_cond_t come, gone; /* of jobs */
	struct job *first, **last; /* that wait */
	struct job *spare;
	size_t waiting; /* their bytes */
	bool ended;	/* no more jobs come */
	struct hk_error failure;
	struct refusal *refused;
	struct list smalls, merged;
	size_t merge_max; /* databases in one merge, at least 2 */
	uint32_t names;	  /* given to databases so far */
	struct worker workers[THREADS_MAX];
	size_t started; /* workers with a thread */
};

/* ---- Databases ---- */

static char *path_of(const struct hk_bulk *bulk, uint32_t number)
{
	char name[NAME_ROOM];

	snprintf(name, sizeof(name), "%u", number);
	return hk_dir_join(bulk->dir, name);
}

static void push(struct list *list, struct small *small)
{
	small->next = list->first;
	list->first = small;
	list->count++;
}

static struct small *pop(struct list *list)
{
	struct small *small = list->first;

	if (small) {
		list->first = small->next;
		list->count--;
	}
	return small;
}

static void clear(struct list *list)
{
	for (struct small *small; (small = pop(list));)
		free(small);
}

/* A database that is yet to be made. */
static struct small *name_small(struct hk_bulk *bulk)
{
	struct small *small = calloc(1, sizeof(*small));

	if (!small)
		return NULL;
	pthread_mutex_lock(&bulk->lock);
	small->number = ++bulk->names;
	pthread_mutex_unlock(&bulk->lock);
	return small;
}

/* Merge databases, behind `head` unless it is NULL, and remove them. */
static enum hk_status merge(const struct hk_bulk *bulk, const char *head,
			    const struct list *list, const char *to,
			    uint32_t *documents, struct hk_error *err)
{
	char **paths = calloc(list->count + 1, sizeof(*paths));
	enum hk_status status = paths ? HK_OK : hk_error_nomem(err);
	size_t count = 0, own;

	*documents = 0;
	if (!status && head)
		paths[count++] = strdup(head);
	own = count;
	for (const struct small *s = list->first; s && !status; s = s->next) {
		*documents += s->documents;
		paths[count++] = path_of(bulk, s->number);
	}
	for (size_t i = 0; i < count && !status; i++)
		if (!paths[i])
			status = hk_error_nomem(err);
	if (!status)
		status =
			xap_compact((const char *const *)paths, count, to, err);
	for (size_t i = 0; i < count; i++) {
		if (i >= own && !status)
			hk_dir_remove(paths[i]);
		free(paths[i]);
	}
	free(paths);
	return status;
}

/* Merge `list` into one database more of `bulk->merged`. */
static enum hk_status merge_some(struct hk_bulk *bulk, struct list *list,
				 struct hk_error *err)
{
	struct small *into = name_small(bulk);
	char *to = into ? path_of(bulk, into->number) : NULL;
	enum hk_status status =
		to ? merge(bulk, NULL, list, to, &into->documents, err)
		   : hk_error_nomem(err);

	free(to);
	clear(list);
	if (status) {
		free(into);
		return status;
	}
	pthread_mutex_lock(&bulk->lock);
	push(&bulk->merged, into);
	pthread_mutex_unlock(&bulk->lock);
	return HK_OK;
}

/* ---- Threads ---- */

/* Take over a database; where there are many, merge them. */
static enum hk_status keep_small(struct hk_bulk *bulk, struct small *small,
				 struct hk_error *err)
{
	struct list full = {NULL, 0};

	pthread_mutex_lock(&bulk->lock);
	push(&bulk->smalls, small);
	if (bulk->smalls.count == bulk->merge_max) {
		full = bulk->smalls;
		bulk->smalls = (struct list){NULL, 0};
	}
	pthread_mutex_unlock(&bulk->lock);
	return full.count ? merge_some(bulk, &full, err) : HK_OK;
}

static enum hk_status open_small(struct worker *w, struct hk_error *err)
{
	enum hk_status status;
	char *path;

	w->small = name_small(w->bulk);
	path = w->small ? path_of(w->bulk, w->small->number) : NULL;
	if (!path)
		return hk_error_nomem(err);
	status = xap_writer_open(
		&w->to, path,
		XAP_OPEN_CREATE | XAP_OPEN_NO_SYNC | XAP_OPEN_DANGEROUS, err);
	free(path);
	w->bytes = 0;
	return status;
}

static enum hk_status close_small(struct worker *w, struct hk_error *err)
{
	struct small *small = w->small;
	enum hk_status status;

	if (!w->to)
		return HK_OK;
	status = xap_writer_commit(w->to, err);
	xap_writer_free(w->to);
	w->to = NULL;
	if (status)
		return status;
	w->small = NULL;
	return keep_small(w->bulk, small, err);
}

/* Is it the article's own fault, so that the others go on? */
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

static enum hk_status do_job(struct worker *w, struct job *job,
			     struct hk_error *err)
{
	enum hk_status status = w->to ? HK_OK : open_small(w, err);

	if (!status)
		status = hk_document_write(w->doc, &job->article, &job->origin,
					   w->to, &w->small->documents, err);
	if (is_articles(status))
		status = refuse(w->bulk,
				hk_document_id(&job->article, &job->origin),
				err);
	w->bytes += job->article.text.len;
	if (!status && w->bytes >= SMALL_BYTES)
		status = close_small(w, err);
	return status;
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

/* After a failure the jobs are taken and dropped, so that nobody waits. */
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
	if (status || close_small(w, &err))
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

/* ---- Giving ---- */

static enum hk_status start(struct hk_bulk *bulk, const struct hk_dict *dict,
			    size_t threads, struct hk_error *err)
{
	for (size_t i = 0; i < threads; i++) {
		struct worker *w = &bulk->workers[i];
		enum hk_status status;
		int failed;

		w->bulk = bulk;
		status = hk_document_new(&w->doc, dict, bulk->passage_chars,
					 err);
		if (status)
			return status;
		failed = pthread_create(&w->thread, NULL, work, w);
		if (failed)
			return hk_error_system(err, failed,
					       "cannot start a thread");
		bulk->started++;
	}
	return HK_OK;
}

/* So many that the files we may open are enough. */
static size_t merge_max(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) ||
	    files.rlim_cur >= OTHER_FILES + MERGE_FILES * MERGE_MAX)
		return MERGE_MAX;
	if (files.rlim_cur < OTHER_FILES + MERGE_FILES * 2)
		return 2;
	return (files.rlim_cur - OTHER_FILES) / MERGE_FILES;
}

enum hk_status hk_bulk_new(struct hk_bulk **out, const char *dir,
			   const struct hk_dict *dict, unsigned passage_chars,
			   struct hk_error *err)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct hk_bulk *bulk = calloc(1, sizeof(*bulk));
	enum hk_status status;

	*out = NULL;
	if (!bulk)
		return hk_error_nomem(err);
	bulk->dir = strdup(dir);
	bulk->passage_chars = passage_chars;
	bulk->last = &bulk->first;
	bulk->merge_max = merge_max();
	pthread_mutex_init(&bulk->lock, NULL);
	pthread_cond_init(&bulk->come, NULL);
	pthread_cond_init(&bulk->gone, NULL);
	status = bulk->dir ? start(bulk, dict,
				   cores < 1		 ? 1
				   : cores > THREADS_MAX ? THREADS_MAX
							 : (size_t)cores,
				   err)
			   : hk_error_nomem(err);
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
		struct worker *w = &bulk->workers[i];

		xap_writer_free(w->to);
		free(w->small);
		hk_document_free(w->doc);
	}
	free_jobs(bulk->spare);
	while (bulk->refused) {
		struct refusal *next = bulk->refused->next;

		free(bulk->refused);
		bulk->refused = next;
	}
	clear(&bulk->smalls);
	clear(&bulk->merged);
	pthread_cond_destroy(&bulk->come);
	pthread_cond_destroy(&bulk->gone);
	pthread_mutex_destroy(&bulk->lock);
	free(bulk->dir);
	free(bulk);
}

/* Memory for a job, used before if there is some. */
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
	enum hk_status status = HK_OK;

	*documents = 0;
	join(bulk);
	if (bulk->failure.status) {
		*err = bulk->failure;
		return err->status;
	}
	/* Many merged ones and the rest of the small ones, all in one. */
	while (bulk->smalls.count + bulk->merged.count > bulk->merge_max &&
	       !status) {
		struct list *from =
			bulk->smalls.count ? &bulk->smalls : &bulk->merged;
		struct list some = {NULL, 0};

		while (from->first && some.count < bulk->merge_max)
			push(&some, pop(from));
		status = merge_some(bulk, &some, err);
	}
	while (bulk->smalls.first)
		push(&bulk->merged, pop(&bulk->smalls));
	return status ? status
		      : merge(bulk, head, &bulk->merged, to, documents, err);
}
