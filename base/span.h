/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_SPAN_H
#define HIKU_BASE_SPAN_H

/*
 * Text is pointer and length, ranges are half-open. Both are values: copied
 * freely, owning nothing.
 */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Borrowed bytes; not NUL-terminated. */
struct hk_str {
	const char *data;
	size_t len;
};

/* The bytes [begin, end) of a text that the context names. */
struct hk_span {
	size_t begin;
	size_t end;
};

static inline struct hk_str hk_span_str(const char *data, size_t len)
{
	struct hk_str s = {data, len};
	return s;
}

/* A NUL-terminated string as bytes; NULL is the empty text. */
static inline struct hk_str hk_span_cstr(const char *text)
{
	return hk_span_str(text, text ? strlen(text) : 0);
}

static inline bool hk_span_same(struct hk_str a, struct hk_str b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.data, b.data, a.len));
}

/* Does `text` begin with the NUL-terminated `prefix`? */
static inline bool hk_span_starts(struct hk_str text, const char *prefix)
{
	size_t n = strlen(prefix);
	return text.len >= n && !memcmp(text.data, prefix, n);
}

#ifdef __cplusplus
}
#endif

#endif
