/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/lines.h"

void hk_lines_init(struct hk_lines *l, struct hk_str source, uint32_t line)
{
	l->source = source;
	l->at = 0;
	l->line = line;
	l->returns = source.len && memchr(source.data, '\r', source.len);
}

/* The line ends in source[begin, end). A CRLF ends at its LF. */
static uint32_t count(const struct hk_lines *l, size_t begin, size_t end)
{
	const char *s = l->source.data;
	uint32_t n = 0;

	while (!l->returns && begin < end) {
		const char *p = memchr(s + begin, '\n', end - begin);

		n += p != NULL;
		begin = p ? (size_t)(p - s) + 1 : end;
	}
	for (; begin < end; begin++)
		n += s[begin] == '\n' ||
		     (s[begin] == '\r' &&
		      (begin + 1 == l->source.len || s[begin + 1] != '\n'));
	return n;
}

uint32_t hk_lines_at(struct hk_lines *l, size_t offset)
{
	if (offset < l->at)
		l->line -= count(l, offset, l->at);
	else
		l->line += count(l, l->at, offset);
	l->at = offset;
	return l->line;
}

uint32_t hk_lines_count(struct hk_str text)
{
	struct hk_lines l;

	if (!text.len)
		return 0;
	hk_lines_init(&l, text, 1);
	return hk_lines_at(&l, text.len - 1);
}
