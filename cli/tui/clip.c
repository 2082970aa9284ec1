/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/clip.h"

enum hk_status hk_clip_put(struct hk_buf *out, struct hk_str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	enum hk_status status = hk_buf_puts(out, "\033]52;c;");

	for (size_t i = 0; i < bytes.len && !status; i += 3) {
		size_t n = bytes.len - i < 3 ? bytes.len - i : 3;
		unsigned long bits = 0;
		char four[4];

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 |
			       (k < n ? (unsigned char)bytes.data[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			four[k] = k <= n ? digits[bits >> (18 - 6 * k) & 63]
					 : '=';
		status = hk_buf_append(out, four, 4);
	}
	return status ? status : hk_buf_puts(out, "\033\\");
}
