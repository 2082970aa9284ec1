/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_FEED_FIXTURE_H
#define HIKU_TESTS_UNIT_FEED_FIXTURE_H

/*
 * A listener of the feed that counts failures and prints them.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/feed/feed.h"

/* `ctx` is a size_t. */
static inline void feed_tell(void *ctx, enum hk_feed_news news,
			     struct hk_str path, const char *what)
{
	if (news != HK_FEED_FAILED)
		return;
	++*(size_t *)ctx;
	print_error("%.*s: %s\n", (int)path.len, path.len ? path.data : "",
		    what);
}

static inline void feed_progress(void *ctx, uint64_t bytes, unsigned files)
{
	(void)ctx;
	(void)bytes;
	(void)files;
}

static inline void feed_skipped(void *ctx, struct hk_str path,
				struct hk_str member, struct hk_str why,
				uint64_t count)
{
	(void)ctx;
	(void)path;
	(void)member;
	(void)why;
	(void)count;
}

static inline struct hk_feed_listener feed_listener(size_t *failed)
{
	struct hk_feed_listener listener = {feed_tell, feed_progress,
					    feed_skipped, failed};

	*failed = 0;
	return listener;
}

#endif
