/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_EACH_H
#define HIKU_INDEXER_COMMANDS_EACH_H

/*
 * Walking the articles of an index, each with all its passages.
 */

#include "base/arena.h"
#include "shim/xap.h"
#include "store/record.h"

struct hk_each_article {
	const struct hk_record *records; /* by passage number */
	size_t count;
};

typedef enum hk_status (*hk_each_fn)(void *ctx,
				     const struct hk_each_article *article);

/*
 * Give every article to `fn`, its records unpacked by `books`, in the byte
 * order of their id terms. The records are borrowed until `fn` returns. With
 * `first_only` only the first passage of each article is read, but `count` is
 * still the number of its passages. The walk ends when `fn` does not return
 * HK_OK, and returns what it did.
 */
enum hk_status hk_each_article(const struct xap_db *db,
			       struct hk_codebooks *books, bool first_only,
			       hk_each_fn fn, void *ctx,
			       struct hk_error *err) HK_MUST_USE;

#endif
