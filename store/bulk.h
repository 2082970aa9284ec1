/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_BULK_H
#define HIKU_STORE_BULK_H

/*
 * Many articles at once. Threads analyse them and invert what they make
 * (store/pile.h); in the end that becomes one database (shim/load.h). Passages
 * have their numbers from the order in which the articles were given, so that
 * the same articles give the same database, whatever the threads do.
 *
 * Used by one thread, which gives the articles.
 */

#include "base/error.h"
#include "store/document.h"

struct hk_bulk;

/*
 * Start the threads, one for each core. Their scratch files come into the
 * folder `dir`, which is the caller's to remove. `passage_chars` is the target
 * size of a passage in code points. The dictionary is borrowed until the bulk
 * is freed. HK_ENOMEM, HK_EDICT, HK_EIO.
 */
enum hk_status hk_bulk_new(struct hk_bulk **out, const char *dir,
			   const struct hk_dict *dict, unsigned passage_chars,
			   struct hk_error *err) HK_MUST_USE;
/* Stop the threads. What was given and not merged is dropped. */
void hk_bulk_free(struct hk_bulk *bulk);

/*
 * Give an article, which is copied; a large one is borrowed until it is done.
 * Waits while much is under way. A failure may be that of an article given
 * before; then nothing can be merged any more.
 */
enum hk_status hk_bulk_add(struct hk_bulk *bulk,
			   const struct hk_article *article,
			   const struct hk_document_origin *origin,
			   struct hk_error *err) HK_MUST_USE;

/*
 * Wait for the threads, then merge the database in the folder `head` and all
 * that was given into one in the folder `to`, which is empty. Its metadata are
 * those of `head`, whose documents come first; `*numbers` becomes how many of
 * the last numbers may be the others'. If that is 0, there are no others, and
 * nothing is written. Only once.
 */
enum hk_status hk_bulk_merge(struct hk_bulk *bulk, const char *head,
			     const char *to, uint32_t *numbers,
			     struct hk_error *err) HK_MUST_USE;

/* Did a thread end with a failure? */
bool hk_bulk_failed(struct hk_bulk *bulk);

/* Told of an article that could not be written: its id, and why. Both are
 * borrowed. Some of its passages may have been written. */
typedef void (*hk_bulk_refused_fn)(void *ctx, struct hk_str id,
				   const char *why);
/* Tell of all such articles, after the merge. */
void hk_bulk_refused(const struct hk_bulk *bulk, hk_bulk_refused_fn fn,
		     void *ctx);

#endif
