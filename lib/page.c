/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Pages that are served. */

#include "lib/handle.h"
#include "lib/pieces.h"
#include "query/show/html/page.h"

const char *hiku_page_policy(void)
{
	return hk_html_policy(true);
}

static enum hk_status put(struct hk_buf *out, const struct hk_html_page *page,
			  const struct hiku_answer *answer,
			  const struct hiku_error *failure, bool part)
{
	enum hk_status status = part ? HK_OK : hk_html_begin(out, page);

	if (!status && answer)
		status = hk_html_answer(out, page, &answer->result);
	else if (!status && failure)
		status = hk_html_failure(out, failure->message);
	/* The script puts an answer in the place of this. */
	else if (!status)
		status = hk_buf_puts(out, "<div id=\"answer\"></div>\n");
	if (!status && !part)
		status = hk_html_end(out, page);
	return status;
}

enum hiku_status hiku_page_write(const struct hiku_answer *answer,
				 const char *query, size_t len,
				 const struct hiku_error *failure, int part,
				 hiku_write_fn write, void *ctx,
				 struct hiku_error *err)
{
	const struct hk_sink_options options = {
		.query = hk_span_str(query, len),
		.whole = answer && !len,
		.notes = answer ? &answer->notes : NULL};
	struct hk_html_page page = {
		.title = options.query, .options = &options, .live = true};
	struct hk_error why = {HK_OK, ""};
	struct hk_buf out;
	enum hk_status status;

	if (options.whole && answer->result.count)
		page.title = answer->result.hits[0].record.title;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_pieces_give(&out,
				put(&out, &page, answer, failure, part != 0),
				write, ctx, &why);
	hk_buf_release(&out);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}
