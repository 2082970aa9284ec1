/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_BULK_JOB_H
#define HIKU_STORE_BULK_JOB_H

/* What a thread of a bulk load does at once: some passages of an article. Only
 * store/bulk.c uses this. */

#include "store/document.h"

/* A large article whose parts are under way. */
struct hk_bulk_large {
	size_t left; /* jobs */
	bool refused;
};

/* Passages of an article that wait for a thread, or the memory of such a job.
 */
struct hk_bulk_job {
	struct hk_bulk_job *next;
	struct hk_article article; /* a copy; or of a large one nothing */
	struct hk_passages passages;
	const struct hk_article *from;
	const struct hk_passages *cut;
	struct hk_document_origin origin;
	size_t first, end; /* passages */
	uint32_t number;   /* of the first passage of the article */
	struct hk_bulk_large *large;
	size_t bytes; /* of memory, about */
};

/* An empty job; NULL: no memory. */
struct hk_bulk_job *hk_bulk_job_new(void);
/* Free the job and all that follow it. May be NULL. */
void hk_bulk_job_free(struct hk_bulk_job *job);
/* Make it a job of a copy of the article, uncut. False: no memory. */
bool hk_bulk_job_fill(struct hk_bulk_job *job, const struct hk_article *article,
		      const struct hk_document_origin *origin);
/*
 * Make a row of jobs of the parts of a large article, which is borrowed; `like`
 * has what they share, and `like->large` counts them. NULL: no memory. There is
 * at least one passage.
 */
struct hk_bulk_job *hk_bulk_job_share(const struct hk_bulk_job *like);

#endif
