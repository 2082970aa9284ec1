/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Folders that could not be read: told, and remembered like files. */

#include "indexer/feed/private.h"

enum hk_status hk_feed_fault(struct hk_feed *f, struct hk_str path,
			     const char *why, struct hk_error *err)
{
	struct hk_source source = {.path = path, .root = path};
	struct hk_str reason = hk_span_cstr(why);
	enum hk_status status = HK_ENOTFOUND;
	bool again = false;

	hk_arena_reset(&f->arena);
	if (hk_feed_known(f))
		status = hk_source_get(&source, &f->arena, hk_feed_known(f),
				       path, err);
	if (status && status != HK_ENOTFOUND)
		return status;
	if (!status)
		again = source.state == HK_SOURCE_FAILED &&
			hk_span_same(source.reason, reason);
	hk_feed_tell(f, again ? HK_FEED_FAILED_AGAIN : HK_FEED_FAILED, path,
		     why);
	if (again || hk_feed_is_dry(f))
		return HK_OK;
	/* What is known of a file that stood there is known on. */
	source.state = HK_SOURCE_FAILED;
	source.reason = reason;
	status = hk_feed_begin(f, err);
	return status ? status : hk_source_put(hk_feed_engine(f), &source, err);
}
