/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/name.h"

#include <utf8proc.h>

#include "base/utf8.h"

bool hk_name_may_compose(struct hk_str name)
{
	for (size_t i = 0; i + 1 < name.len; i++) {
		unsigned char c = (unsigned char)name.data[i];

		/* U+0300 to U+036F, U+3099 and U+309A, jamo, and the few
		 * others that are not composed. */
		if (c == 0xCC || c == 0xCD || c == 0xE1 || c == 0xE2 ||
		    c >= 0xEF ||
		    (c == 0xE3 && i + 2 < name.len &&
		     name.data[i + 1] == '\x82' &&
		     (name.data[i + 2] == '\x99' ||
		      name.data[i + 2] == '\x9A')))
			return true;
	}
	return false;
}

struct hk_str hk_name_compose(char out[HK_NAME_MAX], struct hk_str name)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_int32_t points[HK_NAME_MAX];
	utf8proc_ssize_t count;
	size_t len = 0;

	if (name.len > HK_NAME_MAX || !hk_name_may_compose(name) ||
	    !hk_utf8_valid(name))
		return name;
	count = utf8proc_decompose((const utf8proc_uint8_t *)name.data,
				   (utf8proc_ssize_t)name.len, points,
				   HK_NAME_MAX, options);
	if (count < 0 || count > HK_NAME_MAX)
		return name;
	count = utf8proc_normalize_utf32(points, count, options);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (len + HK_UTF8_MAX > HK_NAME_MAX)
			return name;
		len += hk_utf8_encode(out + len, (uint32_t)points[i]);
	}
	return count < 0 ? name : hk_span_str(out, len);
}
