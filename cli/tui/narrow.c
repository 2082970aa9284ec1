/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/narrow.h"

#include <stdlib.h>

/* Only what certainly is one word stands without quotes. */
static bool is_plain(struct hk_str key)
{
	for (size_t i = 0; i < key.len; i++) {
		unsigned char c = (unsigned char)key.data[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		      (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
		      c == '.' || c == '/'))
			return false;
	}
	return true;
}

static enum hk_status put_field(struct hk_buf *out, const char *field,
				struct hk_str key)
{
	const char *quote = is_plain(key) ? "" : "\"";
	enum hk_status status;

	if (!key.len || memchr(key.data, '"', key.len))
		return HK_EUSAGE;
	for (size_t i = 0; i < key.len; i++)
		if ((unsigned char)key.data[i] < ' ')
			return HK_EUSAGE;
	status = hk_buf_printf(out, "%s:%s", field, quote);
	if (!status)
		status = hk_buf_append(out, key.data, key.len);
	return status ? status : hk_buf_puts(out, quote);
}

enum hk_status hk_narrow_query(struct hk_buf *out, struct hk_str query,
			       const char *field, struct hk_str key)
{
	struct hk_buf part;
	enum hk_status status;
	const char *there;
	size_t begin, end;

	hk_buf_init(&part, HK_BUF_NO_MAX);
	query = hk_span_trim(query);
	status = put_field(&part, field, key);
	there = status || !query.len
			? NULL
			: memmem(query.data, query.len, part.data, part.len);
	begin = there ? (size_t)(there - query.data) : 0;
	end = begin + part.len;
	if (there && (!begin || query.data[begin - 1] == ' ') &&
	    (end == query.len || query.data[end] == ' ')) {
		struct hk_str rest = hk_span_from(query, end);

		rest = hk_span_trim(rest);
		query = hk_span_trim(hk_span_str(query.data, begin));
		if (query.len)
			status = hk_buf_append(out, query.data, query.len);
		if (!status && query.len && rest.len)
			status = hk_buf_putc(out, ' ');
		if (!status && rest.len)
			status = hk_buf_append(out, rest.data, rest.len);
	} else if (!status) {
		if (query.len)
			status = hk_buf_append(out, query.data, query.len);
		if (!status && query.len)
			status = hk_buf_putc(out, ' ');
		if (!status)
			status = hk_buf_append(out, part.data, part.len);
	}
	hk_buf_release(&part);
	return status;
}
