/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_FRAGMENTS_H
#define HIKU_STORE_FRAGMENTS_H

/*
 * The small databases that the threads of a bulk load write, in a folder of
 * their own, and how they become one: whenever there are many, they are merged
 * into a larger one, and in the end all of them into the index. Only
 * store/bulk.c uses this; threads may call every function but the first and
 * the last two at the same time.
 */

#include <pthread.h>

#include "base/error.h"
#include "shim/xap.h"

/* A database on disk. */
struct hk_fragment {
	uint32_t number; /* its name in the folder */
	uint32_t documents;
};

struct hk_fragments_list {
	struct hk_fragment *items;
	size_t count, capacity;
};

struct hk_fragments {
	char *dir;
	size_t merge_max; /* databases in one merge, at least 2 */
	pthread_mutex_t lock;
	uint32_t names; /* given to databases so far */
	/* As the threads wrote them, and what merges made of them. */
	struct hk_fragments_list small, merged;
};

/* They come below the folder `dir`, which is the caller's to remove. To be
 * released only after HK_OK. HK_ENOMEM. */
enum hk_status hk_fragments_init(struct hk_fragments *fragments,
				 const char *dir,
				 struct hk_error *err) HK_MUST_USE;

/* Make a new one and open it for writing, without syncing. */
enum hk_status hk_fragments_open(struct hk_fragments *fragments,
				 struct hk_fragment *out,
				 struct xap_writer **writer,
				 struct hk_error *err) HK_MUST_USE;
/* Take over one that is committed and closed. May merge many. */
enum hk_status hk_fragments_keep(struct hk_fragments *fragments,
				 struct hk_fragment fragment,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Merge the database in the folder `head` and all that were kept into the
 * folder `to`. Metadata are those of `head`, whose documents come first;
 * `*documents` becomes the number of the others. They are removed. Only once.
 */
enum hk_status hk_fragments_merge(struct hk_fragments *fragments,
				  const char *head, const char *to,
				  uint32_t *documents,
				  struct hk_error *err) HK_MUST_USE;
void hk_fragments_release(struct hk_fragments *fragments);

#endif
