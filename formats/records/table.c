/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/records/table.h"

#include <stdlib.h>

#include "base/array.h"
#include "formats/lines.h"
#include "formats/plain.h"

/* Lines after the first in which a delimiter is looked for. */
#define LOOK_MAX 10

static bool is_end(const struct hk_table *t, struct hk_str rest)
{
	return !rest.len || rest.data[0] == '\n' || rest.data[0] == '\r' ||
	       rest.data[0] == t->delimiter;
}

static void add_field(struct hk_table *t, struct hk_str field)
{
	if (HK_ARRAY_RESERVE(t->fields, t->capacity, t->count + 1))
		t->fields[t->count++] = field;
	else
		t->nomem = true;
}

/* "a ""b"" c" with its doubled quotes as one. */
static struct hk_str unquote(struct hk_table *t, struct hk_str text)
{
	char *out = hk_arena_copy(&t->cells, text.data, text.len);
	size_t len = 0;

	if (!out) {
		t->nomem = true;
		return hk_span_str(NULL, 0);
	}
	for (size_t i = 0; i < text.len; i++) {
		out[len++] = text.data[i];
		if (text.data[i] == '"')
			i++;
	}
	return hk_span_str(out, len);
}

/* Take a quoted field off `*rest`; false if there is none. */
static bool take_quoted(struct hk_table *t, struct hk_str *rest)
{
	struct hk_str at = *rest, field;
	bool doubled = false;

	while (at.len && at.data[0] == ' ') {
		at.data++;
		at.len--;
	}
	if (!at.len || at.data[0] != '"')
		return false;
	field = hk_span_str(at.data + 1, 0);
	at.data++;
	at.len--;
	for (;;) {
		const char *quote = memchr(at.data, '"', at.len);
		size_t n = quote ? (size_t)(quote - at.data) + 1 : at.len;

		at.data += n;
		at.len -= n;
		if (!quote) {
			if (t->strict)
				t->why = HK_MESSAGE("a quote is not closed");
			return false;
		}
		field.len = (size_t)(quote - field.data);
		if (!at.len || at.data[0] != '"')
			break;
		doubled = true;
		at.data++;
		at.len--;
	}
	while (at.len && at.data[0] == ' ') {
		at.data++;
		at.len--;
	}
	if (!is_end(t, at)) {
		if (t->strict)
			t->why = HK_MESSAGE("text after a closing quote");
		return false;
	}
	add_field(t, doubled ? unquote(t, field) : field);
	*rest = at;
	return true;
}

static void take_plain(struct hk_table *t, struct hk_str *rest)
{
	const char *begin = rest->data;

	while (!is_end(t, *rest)) {
		rest->data++;
		rest->len--;
	}
	add_field(t, hk_span_str(begin, (size_t)(rest->data - begin)));
}

bool hk_table_next(struct hk_table *t, uint32_t *line)
{
	struct hk_str rest = t->rest, behind = t->rest, first;
	bool more = true;

	t->count = 0;
	t->why = NULL;
	hk_arena_reset(&t->cells);
	*line = t->line;
	if (!rest.len)
		return false;
	while (more && !t->why && !t->nomem && t->count < HK_TABLE_FIELDS_MAX) {
		if (!take_quoted(t, &rest) && !t->why)
			take_plain(t, &rest);
		more = rest.len && rest.data[0] == t->delimiter;
		if (more) {
			rest.data++;
			rest.len--;
		}
	}
	if (more && !t->why && !t->nomem)
		t->why = HK_MESSAGE("too many fields");
	if (t->why) {
		hk_plain_line(&first, &behind);
		t->rest = behind;
		t->line++;
		return true;
	}
	if (rest.len) /* the line end */
		hk_plain_line(&first, &rest);
	t->line += hk_lines_count(
		hk_span_str(behind.data, (size_t)(rest.data - behind.data)));
	t->rest = rest;
	return true;
}

bool hk_table_blank(const struct hk_table *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (!hk_plain_is_blank(t->fields[i]))
			return false;
	return true;
}

/* The delimiter is the commonest of the signs in the first line, outside
 * quotes, unless that line is "sep=;" as spreadsheets write it. */
static void find_delimiter(struct hk_table *t)
{
	static const char signs[] = ",;\t";
	size_t counts[3] = {0, 0, 0}, best = 0;
	struct hk_str rest = t->rest, line;
	bool quoted = false;

	if (!hk_plain_line(&line, &rest))
		return;
	if (line.len == 5 && hk_span_starts(line, "sep=")) {
		t->delimiter = line.data[4];
		t->rest = rest;
		t->line++;
		return;
	}
	if (t->delimiter)
		return;
	for (size_t i = 0; i < line.len; i++) {
		const char *sign = memchr(signs, line.data[i], 3);

		if (line.data[i] == '"')
			quoted = !quoted;
		else if (sign && !quoted)
			counts[sign - signs]++;
	}
	/* A line above the table may have none. In the only column of a table
	 * the others are signs of the text. */
	for (unsigned i = 0; i < LOOK_MAX && !counts[0] && !counts[1] &&
			     !counts[2] && hk_plain_line(&line, &rest);
	     i++)
		counts[2] = line.len && memchr(line.data, '\t', line.len);
	for (size_t i = 1; i < 3; i++)
		if (counts[i] > counts[best])
			best = i;
	t->delimiter = signs[best];
}

void hk_table_init(struct hk_table *t, struct hk_str text, uint32_t line,
		   char delimiter)
{
	memset(t, 0, sizeof(*t));
	t->rest = text;
	t->line = line;
	t->delimiter = delimiter;
	t->strict = !delimiter;
	hk_arena_init(&t->cells, HK_BLOCK_TEXT_MAX);
	find_delimiter(t);
}

void hk_table_release(struct hk_table *t)
{
	free(t->fields);
	hk_arena_release(&t->cells);
}

void hk_table_widen(struct hk_table *t, size_t width)
{
	while (t->count < width && !t->nomem)
		add_field(t, hk_span_str(NULL, 0));
}
