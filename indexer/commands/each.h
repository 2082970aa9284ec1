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
 * Give every article to `fn`, in the byte order of their id terms. Records
 * live until it returns. With `first_only` just the first passage of each is
 * read, and `count` is the number of its passages all the same. The walk ends
 * with what `fn` returns unless it is HK_OK.
 */
enum hk_status hk_each_article(const struct xap_db *db, bool first_only,
			       hk_each_fn fn, void *ctx,
			       struct hk_error *err) HK_MUST_USE;

#endif
