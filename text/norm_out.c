/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_out.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/array.h"
#include "base/utf8.h"

/* The last `norm_len` bytes of the normal form came from there. */
static enum hk_status add_run(struct hk_norm *n, size_t norm_len, size_t source,
			      size_t source_len, bool whole)
{
	struct hk_norm_run *last =
		n->run_count ? &n->runs[n->run_count - 1] : NULL;
	uint32_t at = (uint32_t)(n->text.len - norm_len);

	assert(n->runs || !n->run_count);
	if (last && !whole && !last->whole &&
	    last->source + last->source_len == source) {
		last->norm_len += (uint32_t)norm_len;
		last->source_len += (uint32_t)source_len;
		return HK_OK;
	}
	if (!HK_ARRAY_RESERVE(n->runs, n->run_capacity, n->run_count + 1))
		return HK_ENOMEM;
	n->runs[n->run_count++] =
		(struct hk_norm_run){at, (uint32_t)norm_len, (uint32_t)source,
				     (uint32_t)source_len, whole};
	return HK_OK;
}

enum hk_status hk_norm_out_copy(struct hk_norm_out *s, const char *bytes,
				size_t len, size_t source)
{
	enum hk_status status = hk_buf_append(&s->norm->text, bytes, len);

	return status ? status : add_run(s->norm, len, source, len, false);
}

enum hk_status hk_norm_out_whole(struct hk_norm_out *s, const char *bytes,
				 size_t len, size_t begin, size_t end)
{
	enum hk_status status = hk_buf_append(&s->norm->text, bytes, len);
	if (status)
		return status;
	return add_run(s->norm, len, begin, end - begin, true);
}

enum hk_status hk_norm_out_points(struct hk_norm_out *s, const int32_t *points,
				  size_t count, size_t begin, size_t end,
				  bool single)
{
	char bytes[HK_NORM_OUT_POINTS * 4];
	size_t len = 0;

	for (size_t i = 0; i < count; i++)
		len += hk_utf8_encode(bytes + len, (uint32_t)points[i]);
	if (single && count == 1 && len == end - begin)
		return hk_norm_out_copy(s, bytes, len, begin);
	return hk_norm_out_whole(s, bytes, len, begin, end);
}

enum hk_status hk_norm_out_extend(struct hk_norm_out *s, size_t end)
{
	struct hk_norm *n = s->norm;
	struct hk_norm_run *last;
	size_t at, char_len;
	uint32_t source;

	if (!n->run_count)
		return HK_OK;
	last = &n->runs[n->run_count - 1];
	if (last->whole) {
		last->source_len = (uint32_t)end - last->source;
		return HK_OK;
	}
	/* Cut the last character off its run: it alone is extended. */
	at = n->text.len - 1;
	while (at > last->norm &&
	       ((unsigned char)n->text.data[at] & 0xC0) == 0x80)
		at--;
	char_len = n->text.len - at;
	source = last->source + last->source_len - (uint32_t)char_len;
	last->norm_len -= (uint32_t)char_len;
	last->source_len -= (uint32_t)char_len;
	if (!last->norm_len)
		n->run_count--;
	return add_run(n, char_len, source, end - source, true);
}

enum hk_status hk_norm_out_replace(struct hk_norm_out *s, size_t at,
				   const char *bytes, size_t len)
{
	struct hk_norm *n = s->norm;
	struct hk_norm_run *last = &n->runs[n->run_count - 1];
	enum hk_status status;

	n->text.len = at;
	status = hk_buf_append(&n->text, bytes, len);
	last->norm_len = (uint32_t)n->text.len - last->norm;
	return status;
}

uint32_t hk_norm_out_before(const struct hk_norm *n, size_t end, size_t *begin)
{
	uint32_t c = 0;
	size_t at = end;

	if (!end)
		return 0;
	do
		at--;
	while (at > 0 && ((unsigned char)n->text.data[at] & 0xC0) == 0x80);
	if (!hk_utf8_decode(n->text.data + at, end - at, &c))
		return 0;
	*begin = at;
	return c;
}

uint32_t hk_norm_out_after(const struct hk_norm_out *s, size_t *at)
{
	while (*at < s->len) {
		uint32_t c;
		size_t n = hk_utf8_decode(s->text + *at, s->len - *at, &c);

		if (!n || !utf8proc_get_property((int32_t)c)->ignorable)
			return c;
		*at += n;
	}
	return 0;
}
