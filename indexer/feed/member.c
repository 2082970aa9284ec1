/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Files inside files: members of archives, attachments of mail. */

#include <stdio.h>
#include <stdlib.h>

#include "base/clean.h"
#include "formats/child/child.h"
#include "formats/foreign.h"
#include "indexer/feed/private.h"

/* How deep containers may stand in each other. */
#define DEPTH_MAX 4

/* "member: why" */
static const char *name_it(struct hk_clean_buf *line, struct hk_str name,
			   const char *why)
{
	return hk_clean_line(line, "%.*s: %s",
			     (int)(name.len < HK_FEED_NAME_SHOWN
					   ? name.len
					   : HK_FEED_NAME_SHOWN),
			     name.len ? name.data : "", why);
}

static void complain_of(struct hk_feed_input *in, struct hk_str name,
			const char *why)
{
	struct hk_clean_buf line;

	hk_feed_complain(in, 0, name_it(&line, name, why));
}

/* ---- What the reader of a member gives ---- */

struct inside {
	struct hk_feed_input *input;
	const struct hk_format_member *member;
};

/* Write "outer/inner" to `out`, which has a byte more than both. */
static struct hk_str join(char *out, struct hk_str outer, struct hk_str inner)
{
	memcpy(out, outer.data, outer.len);
	out[outer.len] = '/';
	memcpy(out + outer.len + 1, inner.data, inner.len);
	return hk_span_str(out, outer.len + 1 + inner.len);
}

/* An article of the member has the member's name, before its own. */
static enum hk_status take_inside(void *ctx, struct hk_article *article)
{
	const struct inside *inside = ctx;
	struct hk_str name = inside->member->name;

	if (name.len && article->member.len) {
		char *both = hk_arena_alloc(&article->arena,
					    name.len + article->member.len + 1);

		if (!both)
			return hk_error_nomem(inside->input->err);
		article->member = join(both, name, article->member);
	} else if (name.len) {
		article->member = name;
	}
	if (!article->date.len)
		article->date = inside->member->date;
	return hk_feed_take(inside->input, article);
}

static enum hk_status inside_inside(void *ctx,
				    const struct hk_format_member *member)
{
	const struct inside *inside = ctx;
	struct hk_str outer = inside->member->name;
	struct hk_format_member inner = *member;
	enum hk_status status;
	char *both = NULL;

	if (outer.len && inner.name.len) {
		both = malloc(outer.len + inner.name.len + 1);
		if (!both)
			return hk_error_nomem(inside->input->err);
		inner.name = join(both, outer, inner.name);
	} else if (outer.len) {
		inner.name = outer;
	}
	status = hk_feed_inside(inside->input, &inner);
	free(both);
	return status;
}

static void complain_inside(void *ctx, uint32_t line, const char *why)
{
	const struct inside *inside = ctx;
	struct hk_clean_buf text;

	/* Without a line the complaint names what it is about. */
	if (line)
		complain_of(inside->input, inside->member->name,
			    hk_clean_line(&text, "line %u: %s", line, why));
	else
		hk_feed_complain(inside->input, 0, why);
}

/* ---- Reading a member ---- */

static void name_of(char out[256], const struct hk_format_member *m)
{
	snprintf(out, 256, "%.*s", (int)(m->file.len < 255 ? m->file.len : 255),
		 m->file.len ? m->file.data : "");
}

/* Is there a filter that could read it, but for being inside another file? */
static bool is_for_filter(const struct hk_feed_input *in,
			  const struct hk_format_member *m)
{
	const struct hk_filter *filter;
	char file[256];

	name_of(file, m);
	filter = hk_filter_for(in->feed->set.filters, file);
	return filter && !filter->inside;
}

/* The format of a member, or NULL after saying why it is skipped. */
static const struct hk_format *format_inside(struct hk_feed_input *in,
					     const struct hk_format_member *m,
					     struct hk_str shown)
{
	struct hk_str head = m->bytes;
	const struct hk_format *format;
	struct hk_error err;
	const char *why;
	char file[256];

	if (head.len > HK_FORMAT_HEAD)
		head.len = HK_FORMAT_HEAD;
	name_of(file, m);
	if (m->unwanted) {
		hk_feed_unread(in, shown,
			       m->why ? m->why : hk_foreign_reason(file));
		return NULL;
	}
	in->filter = hk_filter_for(in->feed->set.filters, file);
	if (in->filter && in->filter->inside)
		return in->filter->format;
	in->filter = NULL;
	format = hk_format_of(file, head, &why);
	if (hk_feed_readable(format, file, &err)) {
		hk_feed_unread(in, shown,
			       is_for_filter(in, m) ? HK_FILTER_OUTSIDE
						    : err.message);
		return NULL;
	}
	if (format->takes == HK_FORMAT_BYTES && m->depth >= DEPTH_MAX) {
		complain_of(in, shown, "containers nested too deep");
		return NULL;
	}
	return format;
}

/* Give the bytes of the member, or what a filter made of them, to the reader
 * of their format. */
static enum hk_status read_bytes(struct hk_feed_input *in,
				 const struct hk_format *format,
				 const struct hk_format_member *m,
				 struct hk_str bytes)
{
	struct inside inside = {in, m};
	struct hk_format_input input = hk_feed_format_input(in);

	in->origin.type = hk_span_cstr(in->filter ? in->filter->suffix
						  : hk_format_name(format));
	input.member = m->name;
	input.depth = m->depth;
	input.budget = m->budget;
	input.emit = take_inside;
	input.inside = inside_inside;
	input.complain = complain_inside;
	input.ctx = &inside;
	if (format->takes == HK_FORMAT_TEXT)
		return hk_feed_read_text(in, format, bytes, &input);
	input.text = bytes;
	in->origin.encoding = hk_span_str(NULL, 0);
	return hk_child_read(format, &input, in->err);
}

static enum hk_status read_inside(struct hk_feed_input *in,
				  const struct hk_format *format,
				  const struct hk_format_member *m)
{
	enum hk_status status;
	struct hk_buf made;

	if (!in->filter)
		return read_bytes(in, format, m, m->bytes);
	hk_buf_init(&made, HK_FILTER_OUTPUT_MAX);
	status = hk_filter_run_bytes(&made, in->filter, m->bytes,
				     in->feed->set.stop, in->err);
	if (!status)
		status = read_bytes(in, format, m, hk_buf_str(&made));
	hk_buf_release(&made);
	return status;
}

enum hk_status hk_feed_inside(void *ctx, const struct hk_format_member *m)
{
	struct hk_feed_input *in = ctx;
	struct hk_str shown = m->name.len ? m->name : m->file;
	const struct hk_filter *around = in->filter;
	const struct hk_format *format = format_inside(in, m, shown);
	struct hk_document_origin outer = in->origin;
	struct hk_error own = {HK_OK, ""}, *err = in->err;
	enum hk_status status;

	in->err = &own;
	status = format ? read_inside(in, format, m) : HK_OK;
	in->err = err;
	in->origin = outer;
	in->filter = around;
	switch (status) {
	case HK_ENOTTEXT:
		hk_feed_unread(in, shown,
			       is_for_filter(in, m) ? HK_FILTER_OUTSIDE
						    : own.message);
		return HK_OK;
	case HK_EFORMAT:
	case HK_EENCODING:
	case HK_ETOOBIG:
		complain_of(in, shown, own.message);
		return HK_OK;
	default:
		if (status && err)
			*err = own;
		return status;
	}
}
