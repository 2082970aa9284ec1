/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/html/page.h"

/* The page knows all of its articles before it shows the first one. */
static enum hk_status begin(struct hk_sink *sink)
{
	const struct hk_html_page page = {.title = sink->options->query,
					  .options = sink->options};
	enum hk_status status = hk_html_begin(sink->out, &page);

	if (!status)
		status = hk_html_answer(sink->out, &page, sink->result);
	return status ? status : hk_html_end(sink->out, &page);
}

const struct hk_sink_format hk_sink_html = {
	.name = "html",
	.chosen = true,
	.facets = 1u << HK_FACET_FOLDER | 1u << HK_FACET_MONTH |
		  1u << HK_FACET_YEAR | 1u << HK_FACET_TYPE |
		  1u << HK_FACET_TAG | 1u << HK_FACET_AUTHOR,
	.begin = begin};
