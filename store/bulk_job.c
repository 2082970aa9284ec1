/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/bulk_job.h"

#include <stdlib.h>

/* What an article takes besides its text, in bytes, about. */
#define JOB_BYTES (8u << 10)
/* Bytes of text of a part of a large article, about. */
#define PART_BYTES (256u << 10)

struct hk_bulk_job *hk_bulk_job_new(void)
{
	struct hk_bulk_job *job = calloc(1, sizeof(*job));

	if (!job)
		return NULL;
	hk_article_init(&job->article);
	hk_passage_init(&job->passages);
	return job;
}

void hk_bulk_job_free(struct hk_bulk_job *job)
{
	while (job) {
		struct hk_bulk_job *next = job->next;

		hk_article_release(&job->article);
		hk_passage_release(&job->passages);
		free(job);
		job = next;
	}
}

bool hk_bulk_job_fill(struct hk_bulk_job *job, const struct hk_article *article,
		      const struct hk_document_origin *origin)
{
	struct hk_str *texts[] = {&job->origin.path, &job->origin.type,
				  &job->origin.encoding, &job->origin.date};

	if (hk_article_copy(&job->article, article))
		return false;
	job->from = &job->article;
	job->cut = &job->passages;
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

struct hk_bulk_job *hk_bulk_job_share(const struct hk_bulk_job *like)
{
	const struct hk_passages *cut = like->cut;
	struct hk_bulk_job *jobs = NULL, **last = &jobs;

	for (size_t at = 0; at < cut->count;) {
		struct hk_bulk_job *job = hk_bulk_job_new();
		size_t begin = cut->list[at].span.begin;

		if (!job) {
			hk_bulk_job_free(jobs);
			return NULL;
		}
		job->from = like->from;
		job->cut = cut;
		job->origin = like->origin;
		job->number = like->number;
		job->large = like->large;
		job->bytes = JOB_BYTES;
		job->first = at;
		while (at < cut->count &&
		       cut->list[at].span.end - begin < PART_BYTES)
			at++;
		at += at == job->first;
		job->end = at;
		job->large->left++;
		*last = job;
		last = &job->next;
	}
	return jobs;
}
