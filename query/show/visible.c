/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/visible.h"

#include <stdio.h>

#include "base/clean.h"
#include "base/utf8.h"

/* Unicode's pictures of the ASCII control characters. */
#define PICTURES       0x2400
#define PICTURE_DELETE 0x2421

size_t hk_visible_char(char out[HK_VISIBLE_MAX], uint32_t c)
{
	size_t len = hk_utf8_encode(out, c);

	if (!hk_clean_unsafe(hk_span_str(out, len)))
		return len;
	if (c < 0x20)
		return hk_utf8_encode(out, PICTURES + c);
	if (c == 0x7F)
		return hk_utf8_encode(out, PICTURE_DELETE);
	return (size_t)snprintf(out, HK_VISIBLE_MAX, "<U+%04X>", (unsigned)c);
}

enum hk_status hk_visible_text(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;

	for (size_t at = 0; at < text.len && !status;) {
		char shown[HK_VISIBLE_MAX];
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		status = hk_buf_append(out, shown, hk_visible_char(shown, c));
		at += n ? n : 1;
	}
	return status;
}

enum hk_status hk_visible_path(struct hk_buf *out, struct hk_str path,
			       const char *here)
{
	size_t len = here ? strlen(here) : 0;

	if (len > 1 && path.len > len + 1 && !memcmp(path.data, here, len) &&
	    path.data[len] == '/')
		path = hk_span_str(path.data + len + 1, path.len - len - 1);
	return hk_visible_text(out, path);
}
