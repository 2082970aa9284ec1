/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "query/sink.h"
#include "query/visible.h"

/* Was the file named before? Hits are few; no table is needed. */
static bool is_named(const struct hk_sink *sink, const struct hk_hit *hit)
{
	for (const struct hk_hit *h = sink->result->hits; h != hit; h++)
		if (hk_span_same(h->record.path, hit->record.path))
			return true;
	return false;
}

/* For programs (NUL) the name's own bytes; for people a shown form. */
static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	struct hk_str path = hit->record.path;
	enum hk_status status;

	if (is_named(sink, hit))
		return HK_OK;
	if (!path.len)
		path = hk_span_cstr("-");
	if (sink->options->end == '\0')
		status = hk_buf_append(sink->out, path.data, path.len);
	else
		status = hk_visible_path(sink->out, path, sink->options->here);
	return status ? status : hk_buf_putc(sink->out, sink->options->end);
}

const struct hk_sink_format hk_sink_files = {"files", NULL, hit, NULL};
