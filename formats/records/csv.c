/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/keyset.h"
#include "formats/plain.h"
#include "formats/records/columns.h"
#include "formats/records/head.h"
#include "formats/records/preamble.h"
#include "formats/records/units.h"
#include "formats/tags.h"
#include "formats/yomi.h"
#include "text/date.h"

/*
 * Tables as text: the first row of the table names the columns, unless it is a
 * row like the others; each row is an article, and so is what stands above the
 * table. A broken row is complained about and skipped.
 */

/* Names of columns that a message lists at most. */
#define TOLD_MAX 12

struct table {
	const struct hk_format_input *input;
	struct hk_table rows;
	struct hk_arena arena; /* of the head */
	struct hk_str *names;  /* of the columns */
	size_t width;
	enum hk_columns_role *roles;
	size_t *texts; /* columns that are text, in this order */
	size_t text_count;
	size_t *readers;      /* of each column: the one that reads it */
	bool headless;	      /* there is no row of names */
	bool named;	      /* they are told apart by their names */
	bool id_given;	      /* by the user: it names an article in any file */
	struct hk_keyset ids; /* of rows, unless they are given so */
	bool number_titled;   /* the title of the row at hand is a number */
	const char *why;      /* what is wrong with the row */
	bool nomem;
};

/* ---- The head ---- */

static void add_text(struct table *t, size_t column)
{
	if (t->text_count < t->width)
		t->texts[t->text_count++] = column;
}

static enum hk_status no_column(const struct table *t, struct hk_str name,
				struct hk_error *err)
{
	struct hk_buf told;
	enum hk_status status = HK_OK;

	hk_buf_init(&told, 800);
	for (size_t i = 0; i < t->width && i < TOLD_MAX && !status; i++) {
		status = hk_buf_puts(&told, i ? ", " : "");
		if (!status)
			status = hk_buf_append(&told, t->names[i].data,
					       t->names[i].len);
	}
	status = hk_error_set(err, HK_EFORMAT,
			      "unknown column '%.*s'; the table has %s",
			      (int)(name.len < 200 ? name.len : 200), name.data,
			      told.data ? told.data : "none");
	hk_buf_release(&told);
	return status;
}

/* Give columns the roles that the user names. */
static enum hk_status roles_named(struct table *t, struct hk_error *err)
{
	struct hk_str spec = t->input->columns, name;
	enum hk_columns_role role;
	enum hk_status status;

	hk_columns_none(&spec);
	while (hk_columns_next(&spec, &role, &name, &t->arena, &status, err)) {
		size_t i = 0;

		while (i < t->width && !hk_span_same(t->names[i], name))
			i++;
		if (i == t->width)
			return no_column(t, name, err);
		if (role == HK_COLUMNS_TEXT)
			add_text(t, i);
		else
			t->roles[i] = role;
		t->id_given = t->id_given || role == HK_COLUMNS_ID;
	}
	return status;
}

/* Give columns the roles that their names tell; each role once, but text. */
static void roles_guessed(struct table *t)
{
	for (size_t i = 0; i < t->width; i++) {
		enum hk_columns_role role = hk_columns_guess(t->names[i]);
		bool taken = false;

		for (size_t k = 0; k < i; k++)
			taken = taken || t->roles[k] == role;
		if (role == HK_COLUMNS_TEXT)
			add_text(t, i);
		else if (!taken)
			t->roles[i] = role;
	}
}

/* Is there a row of names? What the user says counts; else its cells tell. */
static bool has_names(struct table *t)
{
	const struct hk_str rest = t->rows.rest;
	const uint32_t line = t->rows.line;
	struct hk_str spec = t->input->columns;
	bool names;

	if (spec.len)
		return !hk_columns_none(&spec);
	names = hk_head_is_names(&t->rows);
	t->rows.rest = rest;
	t->rows.line = line;
	return names;
}

/* The name of a column: that of the row at hand, or its number. */
static enum hk_status name_column(struct table *t, size_t column)
{
	struct hk_str name = hk_plain_trim(t->rows.fields[column]);
	char number[24], *copy;

	if (t->headless) {
		snprintf(number, sizeof(number), "%zu", column + 1);
		name = hk_span_cstr(number);
	}
	copy = hk_arena_copy(&t->arena, name.len ? name.data : "", name.len);
	if (!copy)
		return HK_ENOMEM;
	t->names[column] = hk_span_str(copy, name.len);
	return HK_OK;
}

/* Read the row of names, or of a table without one, how many columns it has.
 * An empty table has no such row, which is not an error. */
static enum hk_status read_head(struct table *t, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_str rest;
	uint32_t line, begin;

	t->headless = !has_names(t);
	do {
		rest = t->rows.rest;
		begin = t->rows.line;
		if (!hk_table_next(&t->rows, &line))
			return HK_OK;
		if (t->rows.why)
			return hk_error_set(err, HK_EFORMAT,
					    "line %u, the names of the "
					    "columns: %s",
					    line, t->rows.why);
	} while (hk_table_blank(&t->rows) && !t->rows.nomem);
	t->width = t->rows.count;
	t->names = hk_arena_array(&t->arena, t->width, sizeof(*t->names));
	t->roles = hk_arena_array(&t->arena, t->width, sizeof(*t->roles));
	t->texts = hk_arena_array(&t->arena, t->width, sizeof(*t->texts));
	t->readers = hk_arena_array(&t->arena, t->width, sizeof(size_t));
	if (t->rows.nomem || !t->names || !t->roles || !t->texts || !t->readers)
		return hk_error_nomem(err);
	for (size_t i = 0; i < t->width; i++)
		if (name_column(t, i))
			return hk_error_nomem(err);
	if (t->input->columns.len)
		status = roles_named(t, err);
	else if (!t->headless)
		roles_guessed(t);
	hk_yomi_columns(t->readers, t->names, t->width);
	t->named = t->text_count == 0;
	for (size_t i = 0; i < t->width && t->named; i++)
		if (t->roles[i] == HK_COLUMNS_OTHER)
			add_text(t, i);
	if (t->headless) {
		t->named = false;
		t->rows.rest = rest;
		t->rows.line = begin;
	}
	return status;
}

/* A row of units below the names belongs to these. */
static enum hk_status take_units(struct table *t)
{
	const struct hk_str rest = t->rows.rest;
	const uint32_t begin = t->rows.line;
	uint32_t line;
	bool is = !t->headless && hk_table_next(&t->rows, &line) &&
		  !t->rows.why && hk_units_is_row(&t->rows);

	t->rows.rest = rest;
	t->rows.line = begin;
	if (!is || !hk_table_next(&t->rows, &line))
		return t->rows.nomem ? HK_ENOMEM : HK_OK;
	for (size_t i = 0; i < t->rows.count && i < t->width; i++) {
		struct hk_str unit = hk_units_of(t->rows.fields[i]);

		if (unit.len && hk_units_name(&t->names[i], &t->arena, unit))
			return HK_ENOMEM;
	}
	return HK_OK;
}

/* ---- Articles ---- */

static enum hk_status keep(struct hk_article *a, struct hk_str *field,
			   struct hk_str value)
{
	char *copy;

	value = hk_plain_trim(value);
	if (!value.len)
		return HK_OK;
	copy = hk_arena_copy(&a->arena, value.data, value.len);
	if (!copy)
		return HK_ENOMEM;
	for (size_t i = 0; i < value.len; i++)
		if (copy[i] == '\n' || copy[i] == '\r')
			copy[i] = ' ';
	*field = hk_span_str(copy, value.len);
	return HK_OK;
}

static enum hk_status take_role(struct hk_article *a, enum hk_columns_role role,
				struct hk_str value)
{
	char date[HK_DATE_MAX];

	switch (role) {
	case HK_COLUMNS_ID:
		return keep(a, &a->id, value);
	case HK_COLUMNS_TITLE:
		return keep(a, &a->title, value);
	case HK_COLUMNS_DATE:
		return hk_date_normalise(date, value)
			       ? keep(a, &a->date, hk_span_cstr(date))
			       : HK_OK;
	case HK_COLUMNS_TAGS:
		return hk_tags_split(a, value);
	case HK_COLUMNS_URL:
		return keep(a, &a->url, value);
	case HK_COLUMNS_AUTHOR:
		return keep(a, &a->author, value);
	default:
		return HK_OK;
	}
}

/* The text of one column; of those that nobody named, with its name. */
static enum hk_status take_text(struct table *t, size_t column, uint32_t line)
{
	struct hk_article *a = t->input->article;
	struct hk_str value = t->rows.fields[column], first, rest;
	struct hk_str name = t->names[column];
	char *both;

	rest = value = hk_plain_trim(value);
	if (!value.len)
		return HK_OK;
	/* A number is a title only where nothing else is one. */
	if ((!a->title.len || t->number_titled) &&
	    hk_plain_line(&first, &rest) && hk_plain_is_title(first)) {
		bool number = hk_head_is_number(first);

		if ((!a->title.len || !number) && keep(a, &a->title, first))
			return HK_ENOMEM;
		t->number_titled = number;
	}
	if (!t->named || !name.len)
		return hk_plain_paragraphs(a, value, line);
	both = hk_arena_alloc(&t->rows.cells, name.len + 2 + value.len);
	if (!both)
		return HK_ENOMEM;
	memcpy(both, name.data, name.len);
	memcpy(both + name.len, ": ", 2);
	memcpy(both + name.len + 2, value.data, value.len);
	return hk_plain_paragraphs(
		a, hk_span_str(both, name.len + 2 + value.len), line);
}

/* How a column is read that another one reads: the value in the text, behind
 * its byte `from`, or the title or author. */
static enum hk_status take_reading(struct table *t, size_t column, size_t from)
{
	struct hk_article *a = t->input->article;
	struct hk_str reading = {NULL, 0};

	if (t->readers[column] != SIZE_MAX)
		reading = t->rows.fields[t->readers[column]];
	if (!reading.len)
		return HK_OK;
	if (t->roles[column] == HK_COLUMNS_TITLE)
		return hk_yomi_keep(a, &a->title_reading, reading);
	if (t->roles[column] == HK_COLUMNS_AUTHOR)
		return hk_yomi_keep(a, &a->author_reading, reading);
	return hk_yomi_place(a, from, t->rows.fields[column], reading);
}

/* Append the path of the file, and of the member in it. */
static enum hk_status put_path(struct hk_buf *name,
			       const struct hk_format_input *input)
{
	enum hk_status status =
		hk_buf_append(name, input->path.data, input->path.len);

	if (!status && input->member.len)
		status = hk_buf_putc(name, '/');
	return status ? status
		      : hk_buf_append(name, input->member.data,
				      input->member.len);
}

/* Was the id in the file before? */
static enum hk_status see_id(struct table *t, struct hk_str id, bool *there)
{
	struct hk_hash hash = hk_hash_bytes(id.data, id.len);
	char key[16];

	memcpy(key, &hash, sizeof(key));
	return hk_keyset_add(&t->ids, key, there);
}

/*
 * The id of a row. What a column that is only called id has is the number of a
 * row in its file, PATH#ID; a row without one, or with one that came before,
 * has its place, PATH:LINE. What the user says is an id is one in any file.
 */
static enum hk_status name_row(struct table *t, uint32_t line)
{
	struct hk_article *a = t->input->article;
	enum hk_status status = HK_OK;
	bool there = true;
	struct hk_buf name;

	if (a->id.len && t->id_given)
		return HK_OK;
	if (a->id.len)
		status = see_id(t, a->id, &there);
	hk_buf_init(&name, 1u << 20);
	if (!status)
		status = put_path(&name, t->input);
	if (!status && there)
		status = hk_buf_printf(&name, ":%u", line);
	else if (!status)
		status = hk_buf_putc(&name, '#');
	if (!status && !there)
		status = hk_buf_append(&name, a->id.data, a->id.len);
	if (!status)
		status = keep(a, &a->id, hk_buf_str(&name));
	hk_buf_release(&name);
	return status;
}

static enum hk_status take_row(struct table *t, uint32_t line,
			       struct hk_error *err)
{
	struct hk_article *a = t->input->article;
	enum hk_status status = HK_OK;

	for (size_t i = t->rows.count; i-- > t->width;)
		if (!hk_plain_is_blank(t->rows.fields[i])) {
			t->input->complain(t->input->ctx, line,
					   "more fields than columns "
					   "are named");
			return HK_OK;
		}
	hk_table_widen(&t->rows, t->width);
	if (t->rows.nomem)
		return hk_error_nomem(err);
	hk_article_reset(a);
	a->lines = HK_BLOCK_LINES_RECORD;
	t->number_titled = false;
	for (size_t i = 0; i < t->width && !status; i++)
		status = take_role(a, t->roles[i], t->rows.fields[i]);
	if (!status)
		status = name_row(t, line);
	for (size_t i = 0; i < t->width && !status; i++)
		if (t->roles[i])
			status = take_reading(t, i, 0);
	for (size_t i = 0; i < t->text_count && !status; i++) {
		size_t from = a->text.len;

		status = take_text(t, t->texts[i], line);
		if (!status)
			status = take_reading(t, t->texts[i], from);
	}
	/* A row of nothing but a title is found by it. */
	if (!status && !a->block_count)
		status = hk_plain_block(a, HK_BLOCK_TITLE, 0, a->title, line);
	return status ? hk_error_nomem(err) : t->input->emit(t->input->ctx, a);
}

/* Without the signs of the cells that are empty at its ends. */
static struct hk_str trim_row(struct hk_str row)
{
	static const char signs[] = " ,;\t\r";

	while (row.len && strchr(signs, row.data[row.len - 1]))
		row.len--;
	while (row.len && strchr(signs, row.data[0]))
		row = hk_span_from(row, 1);
	return row;
}

/* What stands above the table is an article of its own. */
static enum hk_status take_preamble(struct table *t, struct hk_error *err)
{
	struct hk_article *a = t->input->article;
	uint32_t line = t->rows.line;
	struct hk_str rest = hk_preamble_skip(&t->rows), row;
	enum hk_status status = HK_OK;

	if (t->rows.nomem)
		return hk_error_nomem(err);
	hk_article_reset(a);
	a->lines = HK_BLOCK_LINES_PHYSICAL;
	for (; hk_plain_line(&row, &rest) && !status; line++) {
		row = trim_row(row);
		if (!row.len)
			continue;
		if (!a->block_count)
			status = keep(a, &a->title, row);
		if (!a->block_count && !status)
			status = name_row(t, line);
		if (!status)
			status = hk_plain_block(a, HK_BLOCK_PARAGRAPH, 0, row,
						line);
	}
	if (status)
		return hk_error_nomem(err);
	return a->block_count ? t->input->emit(t->input->ctx, a) : HK_OK;
}

static enum hk_status read_table(const struct hk_format_input *input,
				 char delimiter, struct hk_error *err)
{
	struct table t = {.input = input};
	enum hk_status status;
	uint32_t line;

	hk_arena_init(&t.arena, HK_BLOCK_TEXT_MAX);
	hk_keyset_init(&t.ids);
	hk_table_init(&t.rows, input->text, input->first_line, delimiter);
	status = take_preamble(&t, err);
	if (!status)
		status = read_head(&t, err);
	if (!status && take_units(&t))
		status = hk_error_nomem(err);
	while (!status && t.width && hk_table_next(&t.rows, &line)) {
		if (t.rows.nomem)
			status = hk_error_nomem(err);
		else if (t.rows.why)
			input->complain(input->ctx, line, t.rows.why);
		else if (!hk_table_blank(&t.rows))
			status = take_row(&t, line, err);
	}
	hk_arena_release(&t.arena);
	hk_keyset_release(&t.ids);
	hk_table_release(&t.rows);
	return status;
}

static enum hk_status read_csv(const struct hk_format_input *input,
			       struct hk_error *err)
{
	return read_table(input, '\0', err);
}

static enum hk_status read_tsv(const struct hk_format_input *input,
			       struct hk_error *err)
{
	return read_table(input, '\t', err);
}

const struct hk_format hk_format_csv = {
	.takes = HK_FORMAT_TEXT,
	.read = read_csv,
};

const struct hk_format hk_format_tsv = {
	.takes = HK_FORMAT_TEXT,
	.read = read_tsv,
};
