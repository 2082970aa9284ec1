/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/sink.h"

static enum hk_status begin(struct hk_sink *sink)
{
	return hk_buf_printf(sink->out, "%s%llu\n",
			     sink->result->capped ? "at least " : "",
			     (unsigned long long)sink->result->articles);
}

const struct hk_sink_format hk_sink_count = {
	.name = "count", .counts = true, .begin = begin};
