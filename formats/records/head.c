/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/records/head.h"

#include <stdlib.h>

#include "base/hash.h"
#include "formats/plain.h"
#include "formats/records/columns.h"
#include "text/char.h"
#include "base/utf8.h"

#define ROWS_MAX    20
#define COLUMNS_MAX 64
/* Bytes of a shape. */
#define SHAPE_MAX 15
/* Code points of a value that is no name. */
#define LONG_VALUE 40
/* Numbers that may be years. */
#define YEAR_MIN 1868
#define YEAR_MAX 2100
/* So many columns with 1, 2, 3, ... are names. */
#define SERIES_MIN 3

struct cell {
	char shape[SHAPE_MAX + 1]; /* digits: 9, letters of ASCII: a */
	uint64_t hash;
	long number; /* if the shape is "9"; else -1 */
	bool filled;
	bool known;    /* a name of a column that is known */
	bool sentence; /* or a long text */
};

struct look {
	struct cell cells[ROWS_MAX][COLUMNS_MAX];
	size_t rows, columns;
};

/* ---- Cells ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Bytes of the digits at the beginning, with their points and commas. */
static size_t digits(struct hk_str text)
{
	size_t at = 0;

	while (at < text.len &&
	       (is_digit(text.data[at]) ||
		(at && (text.data[at] == ',' || text.data[at] == '.') &&
		 at + 1 < text.len && is_digit(text.data[at + 1]))))
		at++;
	return at;
}

static void set_shape(struct cell *cell, struct hk_str text)
{
	size_t len = 0;

	if (text.len && strchr("+-", text.data[0]))
		text = hk_span_from(text, 1);
	while (text.len && len < SHAPE_MAX) {
		size_t n = digits(text);

		if (n) {
			cell->shape[len++] = '9';
		} else {
			n = 1;
			while (is_letter(text.data[0]) && n < text.len &&
			       is_letter(text.data[n]))
				n++;
			cell->shape[len++] =
				is_letter(text.data[0]) ? 'a' : text.data[0];
		}
		text = hk_span_from(text, n);
	}
}

static bool is_sentence(struct hk_str text)
{
	size_t at = hk_utf8_boundary(text, text.len - 1);
	uint32_t c = 0;

	hk_utf8_decode(text.data + at, text.len - at, &c);
	return hk_char_sentence_end(c) || hk_utf8_count(text) > LONG_VALUE;
}

static void set_cell(struct cell *cell, struct hk_str text)
{
	memset(cell, 0, sizeof(*cell));
	text = hk_plain_trim(text);
	cell->number = -1;
	if (!text.len)
		return;
	cell->filled = true;
	cell->hash = hk_hash_bytes(text.data, text.len).low;
	cell->known = hk_columns_guess(text) != HK_COLUMNS_OTHER;
	cell->sentence = is_sentence(text);
	set_shape(cell, text);
	if (!strcmp(cell->shape, "9") && text.len < 10) {
		cell->number = 0;
		for (size_t i = 0; i < text.len; i++)
			if (is_digit(text.data[i]))
				cell->number = cell->number * 10 +
					       (text.data[i] - '0');
	}
}

bool hk_head_is_number(struct hk_str value)
{
	struct cell cell;

	set_cell(&cell, value);
	if (!strchr(cell.shape, '9'))
		return false;
	for (const char *p = cell.shape; *p; p++)
		if (*p & 0x80 || *p == 'a')
			return false;
	return true;
}

/* ---- Columns ---- */

/* The commonest shape below the first row, if it has digits and most of the
 * cells that are filled have it. */
static const char *shape_below(const struct look *look, size_t column)
{
	const char *best = NULL;
	size_t most = 0, filled = 0;

	for (size_t i = 1; i < look->rows; i++) {
		const struct cell *cell = &look->cells[i][column];
		size_t count = 0;

		if (!cell->filled)
			continue;
		filled++;
		for (size_t k = 1; k < look->rows; k++)
			count += !strcmp(look->cells[k][column].shape,
					 cell->shape);
		if (count > most) {
			most = count;
			best = cell->shape;
		}
	}
	return best && strchr(best, '9') && most * 5 >= filled * 3 ? best
								   : NULL;
}

static bool is_year(const struct cell *cell)
{
	return cell->number >= YEAR_MIN && cell->number <= YEAR_MAX;
}

/* Is the number of the first row a year over numbers that are none, or one of
 * a series 1, 2, 3, ...? */
static bool is_counted(const struct look *look, size_t column)
{
	const struct cell *first = look->cells[0];
	size_t begin = column, end = column + 1;

	if (first[column].number < 0)
		return false;
	for (size_t i = 1; i < look->rows && is_year(&first[column]); i++)
		if (look->cells[i][column].filled &&
		    !is_year(&look->cells[i][column]))
			return true;
	while (begin && first[begin - 1].number == first[begin].number - 1 &&
	       first[begin - 1].number >= 0)
		begin--;
	while (end < look->columns &&
	       first[end].number == first[end - 1].number + 1)
		end++;
	return end - begin >= SERIES_MIN;
}

/* Does the first row's value come again in its column? */
static bool comes_again(const struct look *look, size_t column)
{
	const struct cell *first = &look->cells[0][column];

	for (size_t i = 1; i < look->rows && first->filled; i++)
		if (look->cells[i][column].filled &&
		    look->cells[i][column].hash == first->hash)
			return true;
	return false;
}

/* Is the first row written again, as some programs do on each page? */
static bool is_repeated(const struct look *look)
{
	for (size_t i = 1; i < look->rows; i++) {
		size_t c = 0;

		while (c < look->columns &&
		       look->cells[i][c].hash == look->cells[0][c].hash)
			c++;
		if (c == look->columns)
			return true;
	}
	return false;
}

static bool judge(const struct look *look)
{
	size_t over = 0, like = 0, again = 0;

	for (size_t c = 0; c < look->columns; c++) {
		const struct cell *first = &look->cells[0][c];
		const char *below = shape_below(look, c);

		if (first->known)
			return true;
		again += comes_again(look, c) || first->sentence;
		if (!below || !first->filled || is_counted(look, c))
			continue;
		if (strcmp(first->shape, below) != 0)
			over++;
		else
			like++;
	}
	if (is_repeated(look))
		return true;
	if (look->rows == 1) {
		for (size_t c = 0; c < look->columns; c++)
			like += strchr(look->cells[0][c].shape, '9') != NULL;
	}
	if (over || like)
		return over >= like;
	return !again && look->columns > 1;
}

bool hk_head_is_names(struct hk_table *table)
{
	struct look *look = calloc(1, sizeof(*look));
	bool names = true;
	uint32_t line;

	if (!look) {
		table->nomem = true;
		return true;
	}
	while (look->rows < ROWS_MAX && hk_table_next(table, &line) &&
	       !table->nomem && !table->why) {
		if (hk_table_blank(table))
			continue;
		for (size_t c = 0; c < table->count && c < COLUMNS_MAX; c++)
			set_cell(&look->cells[look->rows][c], table->fields[c]);
		if (!look->rows)
			look->columns = table->count < COLUMNS_MAX
						? table->count
						: COLUMNS_MAX;
		look->rows++;
	}
	if (look->rows)
		names = judge(look);
	free(look);
	return names;
}
