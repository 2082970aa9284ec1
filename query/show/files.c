/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "query/show/sink.h"
#include "query/show/visible.h"

static enum hk_status begin(struct hk_sink *sink)
{
	struct hk_sink_group *groups;
	enum hk_status status = hk_sink_group(&groups, sink->result, true);

	sink->state = groups;
	return status;
}

/* With NUL, for programs, the bytes of the path; else a form that is safe to
 * print. */
static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	const struct hk_sink_group *groups = sink->state;
	struct hk_str path = hit->record.path;
	enum hk_status status;

	if (!groups[hit - sink->result->hits].first)
		return HK_OK;
	if (!path.len)
		path = hk_span_cstr("-");
	if (sink->options->null)
		status = hk_buf_append(sink->out, path.data, path.len);
	else
		status = hk_visible_path(sink->out, path, sink->options->here);
	return status ? status
		      : hk_buf_putc(sink->out,
				    sink->options->null ? '\0' : '\n');
}

static enum hk_status end(struct hk_sink *sink)
{
	free(sink->state);
	return HK_OK;
}

const struct hk_sink_format hk_sink_files = {.name = "files",
					     .nulls = true,
					     .paged = true,
					     .begin = begin,
					     .hit = hit,
					     .end = end};
