/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/strip.h"

#include "formats/html/flow.h"
#include "formats/html/reference.h"
#include "formats/html/token.h"

enum hk_status hk_html_strip_line(struct hk_buf *out, struct hk_str html)
{
	struct hk_html_tokens tokens;
	struct hk_html_token token;
	enum hk_status status = HK_OK;
	struct hk_buf text;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_html_token_begin(&tokens, html);
	while (!status && hk_html_token_next(&tokens, &token)) {
		if (token.kind != HK_HTML_TOKEN_TEXT)
			continue;
		status = token.literal ? hk_buf_append(&text, token.text.data,
						       token.text.len)
				       : hk_html_reference_expand(
						 &text, token.text, false);
	}
	if (!status)
		status = hk_html_flow_line(out, hk_buf_str(&text));
	hk_buf_release(&text);
	return status;
}
