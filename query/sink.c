/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sink.h"

enum hk_status hk_sink_write(struct hk_buf *out,
			     const struct hk_sink_format *format,
			     const struct hk_sink_options *options,
			     const struct hk_result *result)
{
	struct hk_sink sink = {format, options, out, result, NULL};
	enum hk_status status = HK_OK, ended;

	if (format->begin)
		status = format->begin(&sink);
	for (size_t i = 0; format->hit && i < result->count && !status; i++)
		status = format->hit(&sink, &result->hits[i]);
	ended = format->end ? format->end(&sink) : HK_OK;
	return status ? status : ended;
}
