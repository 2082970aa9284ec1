/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/glob.h"

#include <ctype.h>
#include <stdint.h>

#include "base/utf8.h"

/* A byte that is not UTF-8 is a character of its own, beyond Unicode. */
#define LONE_BYTE 0x110000u
/* Bytes of the longest class, "[:xdigit:]". */
#define CLASS_MAX 10

static size_t read_char(struct hk_str text, size_t at, uint32_t *c)
{
	size_t n = hk_utf8_decode(text.data + at, text.len - at, c);

	if (n)
		return n;
	*c = LONE_BYTE + (unsigned char)text.data[at];
	return 1;
}

/* ---- [...] ---- */

static bool is_class(struct hk_str name, uint32_t c)
{
	static const struct {
		const char *name;
		int (*is)(int);
	} classes[] = {
		{"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank},
		{"cntrl", iscntrl}, {"digit", isdigit}, {"graph", isgraph},
		{"lower", islower}, {"print", isprint}, {"punct", ispunct},
		{"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (hk_span_same(name, hk_span_cstr(classes[i].name)))
			return c < 0x80 && classes[i].is((int)c);
	return false;
}

/* The length of the "[:name:]" at `at`; 0: there is none. */
static size_t class_length(struct hk_str p, size_t at)
{
	if (at + 1 >= p.len || p.data[at] != '[' || p.data[at + 1] != ':')
		return 0;
	if (p.len - at > CLASS_MAX)
		p.len = at + CLASS_MAX;
	for (size_t i = at + 2; i + 1 < p.len && p.data[i] != ']'; i++)
		if (p.data[i] == ':' && p.data[i + 1] == ']')
			return i + 2 - at;
	return 0;
}

/* Read one end of a range; `*at` moves behind it. */
static bool read_end(struct hk_str p, size_t *at, uint32_t *c)
{
	if (*at < p.len && p.data[*at] == '\\')
		++*at;
	if (*at >= p.len)
		return false;
	*at += read_char(p, *at, c);
	return true;
}

/*
 * The length of the bracket expression at `at`, 0 if it is not closed. `*has`
 * says whether `c` is in it.
 */
static size_t bracket(struct hk_str p, size_t at, uint32_t c, bool *has)
{
	size_t i = at + 1;
	bool negated = i < p.len && (p.data[i] == '!' || p.data[i] == '^');

	*has = false;
	i += negated;
	for (size_t first = i; i < p.len && (i == first || p.data[i] != ']');) {
		size_t n = class_length(p, i);
		uint32_t low, high;

		if (n) {
			struct hk_str name = hk_span_str(p.data + i + 2, n - 4);
			*has = *has || is_class(name, c);
			i += n;
			continue;
		}
		if (!read_end(p, &i, &low))
			return 0;
		high = low;
		if (i + 1 < p.len && p.data[i] == '-' && p.data[i + 1] != ']') {
			i++;
			if (!read_end(p, &i, &high))
				return 0;
		}
		*has = *has || (low <= c && c <= high);
	}
	if (i >= p.len)
		return 0;
	*has = *has != negated;
	return i + 1 - at;
}

/* ---- One name ---- */

/* Does the pattern at `*p` match the character at `*s`? Then both move behind
 * it. */
static bool match_one(struct hk_str pattern, size_t *p, struct hk_str name,
		      size_t *s)
{
	uint32_t c, wanted;
	size_t taken = read_char(name, *s, &c), n;
	bool has;

	if (*p >= pattern.len)
		return false;
	switch (pattern.data[*p]) {
	case '?':
		++*p;
		break;
	case '[':
		n = bracket(pattern, *p, c, &has);
		if (!n || !has)
			return false;
		*p += n;
		break;
	default:
		n = *p;
		if (!read_end(pattern, &n, &wanted) || wanted != c)
			return false;
		*p = n;
	}
	*s += taken;
	return true;
}

/* Only the last star is ever gone back to: whatever more an earlier one could
 * take, the last one can take as well. */
bool hk_glob_name(struct hk_str pattern, struct hk_str name)
{
	size_t p = 0, s = 0, star = 0, behind = 0;
	bool starred = false;

	while (s < name.len) {
		uint32_t c;

		if (p < pattern.len && pattern.data[p] == '*') {
			star = ++p;
			behind = s;
			starred = true;
		} else if (match_one(pattern, &p, name, &s)) {
			continue;
		} else if (starred) {
			behind += read_char(name, behind, &c);
			p = star;
			s = behind;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.data[p] == '*')
		p++;
	return p == pattern.len;
}

/* ---- Paths ---- */

/* The end of the name in a pattern that begins at `at`: the next '/' that is
 * not inside brackets, or the end. A bracket that is not closed matches
 * nothing, so everything behind it counts as one name. */
static size_t part_end(struct hk_str p, size_t at)
{
	while (at < p.len && p.data[at] != '/') {
		size_t n = 1;
		bool has;

		if (p.data[at] == '[')
			n = bracket(p, at, 0, &has);
		else if (p.data[at] == '\\' && at + 1 < p.len &&
			 p.data[at + 1] != '/')
			n = 2;
		if (!n)
			return p.len;
		at += n;
	}
	return at;
}

static size_t name_end(struct hk_str path, size_t at)
{
	const char *slash = memchr(path.data + at, '/', path.len - at);

	return slash ? (size_t)(slash - path.data) : path.len;
}

/* "**", or more stars: any number of folders. */
static bool is_any(struct hk_str part)
{
	size_t stars = 0;

	while (stars < part.len && part.data[stars] == '*')
		stars++;
	return stars > 1 && stars == part.len;
}

/* As hk_glob_name(), with names in place of characters and "**" in place of
 * the star. */
bool hk_glob_path(struct hk_str pattern, struct hk_str path)
{
	size_t p = 0, s = 0, any = 0, behind = 0;
	bool starred = false;

	while (s < path.len) {
		bool more = p <= pattern.len;
		size_t end = more ? part_end(pattern, p) : p;
		size_t next = name_end(path, s);
		struct hk_str name = hk_span_str(path.data + s, next - s);
		struct hk_str part = {NULL, 0};

		if (more)
			part = hk_span_str(pattern.data + p, end - p);
		if (more && is_any(part)) {
			if (end == pattern.len)
				return true;
			p = any = end + 1;
			behind = s;
			starred = true;
		} else if (more && hk_glob_name(part, name)) {
			p = end + 1;
			s = next + 1;
		} else if (starred && name_end(path, behind) < path.len) {
			s = behind = name_end(path, behind) + 1;
			p = any;
		} else {
			return false;
		}
	}
	return p == pattern.len + 1;
}
