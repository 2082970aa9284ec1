/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/records/preamble.h"

#include "formats/plain.h"
#include "formats/records/head.h"

/* Rows among which the names of the columns are looked for. */
#define LOOK_MAX 20

/* A row, as it is looked at before the names are read. */
struct look {
	struct hk_str rest;    /* where it begins, */
	size_t fields, filled; /* filled: those that are not blank */
	uint32_t line;
	bool number; /* one of them is a number, no title */
};

/* Read up to LOOK_MAX rows; returns how many there are. */
static size_t look_ahead(struct hk_table *t, struct look looks[LOOK_MAX])
{
	size_t count = 0;
	uint32_t line;

	while (count < LOOK_MAX) {
		struct look *look = &looks[count];

		*look = (struct look){t->rest, 0, 0, t->line, false};
		if (!hk_table_next(t, &line) || t->nomem || t->why)
			break;
		look->fields = t->count;
		for (size_t i = 0; i < t->count; i++) {
			look->filled += !hk_plain_is_blank(t->fields[i]);
			look->number =
				look->number || hk_head_is_number(t->fields[i]);
		}
		count++;
	}
	return count;
}

/* Is the row a title or a note above a table of `width` columns? It is alone
 * in its row, or narrower and a blank line follows. */
static bool is_above(const struct look *look, size_t width, bool blank_follows)
{
	return !look->filled ||
	       (look->filled == 1 && !look->number &&
		(look->fields == 1 || width > 2)) ||
	       (look->fields < width && blank_follows);
}

static void go_to(struct hk_table *t, const struct look *row)
{
	t->rest = row->rest;
	t->line = row->line;
}

/* Do the cells from this row on begin with names? */
static bool is_head(struct hk_table *t, const struct look *row)
{
	go_to(t, row);
	return hk_head_is_names(t);
}

/* The first row that may be the table's. */
static size_t find_head(const struct look *looks, size_t count, size_t width)
{
	size_t head = 0;

	while (head < count &&
	       (looks[head].filled < 2 || looks[head].filled * 2 <= width))
		head++;
	/* Narrow rows may be filled, too, until a blank line ends them. */
	for (size_t i = head; i < count && looks[i].fields < width; i++)
		if (!looks[i].filled)
			head = i + 1;
	return head;
}

struct hk_str hk_preamble_skip(struct hk_table *t)
{
	struct look looks[LOOK_MAX], start = {t->rest, 0, 0, t->line, false};
	struct hk_str text = t->rest;
	size_t count = look_ahead(t, looks), width = 0, head, blank = 0;
	bool above = true, sparse = false;

	for (size_t i = 0; i < count; i++)
		if (looks[i].fields > width)
			width = looks[i].fields;
	head = find_head(looks, count, width);
	for (size_t i = 0; i < head; i++)
		if (!looks[i].filled)
			blank = i;
	for (size_t i = 0; i < head; i++) {
		bool alone = is_above(&looks[i], width, i < blank);

		above = above && (alone || looks[i].fields == width);
		sparse = sparse || !alone;
	}
	if (head && head + 1 < count && looks[head + 1].fields == width &&
	    width > 1 && above && looks[0].filled &&
	    (!sparse || is_head(t, &looks[head])))
		start = looks[head];
	go_to(t, &start);
	return hk_span_str(text.data, text.len - t->rest.len);
}
