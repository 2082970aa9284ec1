/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What the lines of light markup have in common. */

#include "formats/light/light.h"
#include "formats/plain.h"

size_t hk_light_run(struct hk_str line, char c)
{
	size_t n = 0;

	while (n < line.len && line.data[n] == c)
		n++;
	return n;
}

bool hk_light_rule(struct hk_str line, char c, size_t least)
{
	size_t n;

	while (line.len && (line.data[line.len - 1] == ' ' ||
			    line.data[line.len - 1] == '\t'))
		line.len--;
	n = hk_light_run(line, c);
	return n >= least && n == line.len;
}

size_t hk_light_indent(struct hk_str line)
{
	size_t n = 0;

	while (n < line.len && (line.data[n] == ' ' || line.data[n] == '\t'))
		n++;
	return n;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool hk_light_starts(struct hk_str text, const char *word)
{
	for (size_t i = 0; word[i]; i++)
		if (i >= text.len || lower(text.data[i]) != word[i])
			return false;
	return true;
}

bool hk_light_is(struct hk_str text, const char *word)
{
	return text.len == strlen(word) && hk_light_starts(text, word);
}

bool hk_light_pair(struct hk_str line, const char *prefix, const char *colon,
		   struct hk_str *key, struct hk_str *value)
{
	const char *found;
	size_t at;

	if (!hk_span_starts(line, prefix))
		return false;
	line = hk_span_from(line, strlen(prefix));
	found = line.len ? memmem(line.data, line.len, colon, strlen(colon))
			 : NULL;
	at = found ? (size_t)(found - line.data) : 0;
	if (!at || line.data[0] == ' ' || line.data[0] == '\t')
		return false;
	*key = hk_plain_trim(hk_span_str(line.data, at));
	*value = hk_plain_trim(hk_span_from(line, at + strlen(colon)));
	return key->len > 0;
}

struct hk_str hk_light_cells(struct hk_light *l, struct hk_str row,
			     const char *between)
{
	size_t len = strlen(between);

	hk_buf_reset(&l->cells);
	while (row.len && !l->status) {
		const char *end = memmem(row.data, row.len, between, len);
		size_t n = end ? (size_t)(end - row.data) : row.len;
		struct hk_str cell = hk_plain_trim(hk_span_str(row.data, n));

		if (cell.len && l->cells.len)
			l->status = hk_buf_puts(&l->cells, "\t");
		if (cell.len && !l->status)
			l->status =
				hk_buf_append(&l->cells, cell.data, cell.len);
		row = hk_span_from(row, end ? n + len : n);
	}
	return hk_buf_str(&l->cells);
}
