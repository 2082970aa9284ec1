/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/visible.h"

#include <stdio.h>

#include "text/utf8.h"

#define PICTURES       0x2400
#define PICTURE_DELETE 0x2421

static bool is_dangerous(uint32_t c)
{
	return (c >= 0x80 && c <= 0x9F) || /* C1 */
	       c == 0x61C || c == 0x200E || c == 0x200F ||
	       (c >= 0x202A && c <= 0x202E) || /* bidi embeddings */
	       (c >= 0x2066 && c <= 0x2069) || /* bidi isolates */
	       c == 0x2028 || c == 0x2029 || (c >= 0xE0000 && c <= 0xE007F);
}

size_t hk_visible_char(char out[HK_VISIBLE_MAX], uint32_t c)
{
	if (c < 0x20)
		return hk_utf8_encode(out, PICTURES + c);
	if (c == 0x7F)
		return hk_utf8_encode(out, PICTURE_DELETE);
	if (is_dangerous(c))
		return (size_t)snprintf(out, HK_VISIBLE_MAX, "<U+%04X>",
					(unsigned)c);
	return hk_utf8_encode(out, c);
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
