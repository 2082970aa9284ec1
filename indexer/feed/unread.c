/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Files inside a file that were not read: told, and remembered. */

#include "formats/pdf/data.h"
#include "indexer/feed/private.h"

/* Copy a text into the arena of the input; empty: out of memory. */
static struct hk_str keep(struct hk_feed *f, struct hk_str text)
{
	const char *copy = hk_arena_copy(&f->arena, text.data, text.len);

	return copy ? hk_span_str(copy, text.len) : hk_span_str("", 0);
}

void hk_feed_unread(struct hk_feed_input *in, struct hk_str member,
		    const char *why)
{
	struct hk_feed *f = in->feed;
	struct hk_unread *one;

	hk_feed_skipped(f, in->origin.path, member, hk_span_cstr(why));
	if (f->unread_count++ >= HK_UNREAD_NAMES_MAX)
		return;
	one = &f->unread[f->unread_count - 1];
	one->member = keep(f, member);
	one->reason = keep(f, hk_span_cstr(why));
}

bool hk_feed_may_be_read(struct hk_str reason)
{
	return hk_span_starts(reason, "no reader") ||
	       hk_span_starts(reason, "filters are off") ||
	       hk_span_starts(reason, "not built in") ||
	       hk_pdf_data_came(reason);
}

struct reader_now {
	const struct hk_filters *filters;
	bool has;
};

static enum hk_status is_known(void *ctx, struct hk_str path,
			       const struct hk_unread *one, uint64_t count)
{
	(void)path;
	(void)one;
	(void)count;
	*(bool *)ctx = true;
	return HK_OK;
}

enum hk_status hk_feed_keep_unread(struct hk_feed_input *in, struct hk_str path,
				   bool known)
{
	struct hk_feed *f = in->feed;
	enum hk_status status = HK_OK;
	bool is = false;

	if (hk_feed_is_dry(f))
		return HK_OK;
	/* What is not there need not be taken away. */
	if (known && !f->unread_count)
		status = hk_unread_of(hk_feed_known(f), path, is_known, &is,
				      in->err);
	if (status || (!f->unread_count && !is))
		return status;
	return hk_unread_put(hk_feed_engine(f), path, f->unread,
			     f->unread_count, in->err);
}

static enum hk_status tell_one(void *ctx, struct hk_str path,
			       const struct hk_unread *one, uint64_t count)
{
	const struct hk_feed *f = ctx;

	f->set.listener.skipped(f->set.listener.ctx, path, one->member,
				one->reason, count);
	return HK_OK;
}

/* Can a file of this name have files inside it? A message of a Maildir has no
 * suffix that tells. */
static bool may_contain(struct hk_str path)
{
	static const char *const never[] = {".txt", ".md", ".html", ".htm",
					    ".csv", ".c",  ".h",    ".xml"};

	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++) {
		size_t len = strlen(never[i]);

		if (path.len > len &&
		    !memcmp(path.data + path.len - len, never[i], len))
			return false;
	}
	return true;
}

/* Was a member skipped since nothing could read it, and does something now? */
static enum hk_status find_reader(void *ctx, struct hk_str path,
				  const struct hk_unread *one, uint64_t count)
{
	struct reader_now *now = ctx;
	const struct hk_filter *filter;
	const struct hk_format *format;
	const char *why;
	char name[256];
	size_t len = one->member.len;

	(void)path;
	(void)count;
	if (now->has || !hk_feed_may_be_read(one->reason))
		return HK_OK;
	len = len < sizeof(name) ? len : sizeof(name) - 1;
	if (len)
		memcpy(name, one->member.data + one->member.len - len, len);
	name[len] = '\0';
	filter = hk_filter_for(now->filters, name);
	format = hk_format_of(name, hk_span_str("", 0), &why);
	now->has = (filter && filter->inside) ||
		   (format && format->read && format != &hk_format_text);
	return HK_OK;
}

bool hk_feed_members_have_reader(const struct hk_feed *f, struct hk_str path)
{
	struct reader_now now = {f->set.filters, false};

	return may_contain(path) && hk_feed_known(f) &&
	       !hk_unread_of(hk_feed_known(f), path, find_reader, &now, NULL) &&
	       now.has;
}

enum hk_status hk_feed_tell_unread(struct hk_feed *f, struct hk_str path,
				   struct hk_error *err)
{
	return may_contain(path) && hk_feed_known(f)
		       ? hk_unread_of(hk_feed_known(f), path, tell_one, f, err)
		       : HK_OK;
}
