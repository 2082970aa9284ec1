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

static inline bool hk_span_ends(struct hk_str text, const char *suffix)
{
	size_t n = strlen(suffix);
	return text.len >= n && !memcmp(text.data + text.len - n, suffix, n);
}

/* The order of bytes, as memcmp() gives it; a prefix comes first. */
static inline int hk_span_compare(struct hk_str a, struct hk_str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.data, b.data, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* `text` without its first `n` bytes, which it must have. */
static inline struct hk_str hk_span_from(struct hk_str text, size_t n)
{
	/* Nothing may be added to the NULL of an empty text, not even zero. */
	return hk_span_str(n ? text.data + n : text.data, text.len - n);
}

/* `text` without the white space of ASCII at both ends. */
static inline struct hk_str hk_span_trim(struct hk_str text)
{
	static const char space[] = " \t\n\v\f\r";

	while (text.len && memchr(space, text.data[0], sizeof(space) - 1))
		text = hk_span_from(text, 1);
	while (text.len &&
	       memchr(space, text.data[text.len - 1], sizeof(space) - 1))
		text.len--;
	return text;
}

/* What stands behind the last '/' of a path; all of it if there is none. */
static inline struct hk_str hk_span_basename(struct hk_str path)
{
	size_t at = path.len;

	while (at && path.data[at - 1] != '/')
		at--;
	return hk_span_from(path, at);
}

/* The value of a hexadecimal digit, or -1. */
static inline int hk_span_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the first two characters spell, as in %E3 or =E3, or -1. */
static inline int hk_span_hex_byte(struct hk_str text)
{
	int high = text.len > 1 ? hk_span_hex(text.data[0]) : -1;
	int low = high < 0 ? -1 : hk_span_hex(text.data[1]);

	return low < 0 ? -1 : high * 16 + low;
}

#ifdef __cplusplus
}
#endif

#endif
