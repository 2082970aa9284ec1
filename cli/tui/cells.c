/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/cells.h"

#include <stdlib.h>

#include "base/clean.h"
#include "base/utf8.h"
#include "lib/hiku.h"

/* No terminal is larger; it bounds what a false answer of one can cost. */
#define SIDE_MAX 1000
/* Cells of a character, at most. */
#define WIDTH_MAX 32

void hk_cells_init(struct hk_cells *cells, bool wide)
{
	memset(cells, 0, sizeof(*cells));
	cells->wide = wide;
}

void hk_cells_release(struct hk_cells *cells)
{
	free(cells->list);
	cells->list = NULL;
	cells->columns = cells->rows = 0;
}

static void blank(struct hk_cell *cell)
{
	memset(cell, 0, sizeof(*cell));
	cell->text[0] = ' ';
	cell->width = 1;
}

enum hk_status hk_cells_resize(struct hk_cells *cells, unsigned columns,
			       unsigned rows)
{
	size_t count;

	columns = columns < SIDE_MAX ? columns : SIDE_MAX;
	rows = rows < SIDE_MAX ? rows : SIDE_MAX;
	count = (size_t)columns * rows;
	if (columns != cells->columns || rows != cells->rows) {
		struct hk_cell *list = calloc(count + 1, sizeof(*list));

		if (!list)
			return HK_ENOMEM;
		free(cells->list);
		cells->list = list;
		cells->columns = columns;
		cells->rows = rows;
	}
	for (size_t i = 0; i < count; i++)
		blank(&cells->list[i]);
	cells->cursor_row = cells->cursor_column = 0;
	return HK_OK;
}

static struct hk_cell *at(struct hk_cells *cells, unsigned row, unsigned column)
{
	return &cells->list[(size_t)row * cells->columns + column];
}

/* Half of a character cannot stay: blank all of the one that covers a cell. */
static void uncover(struct hk_cells *cells, unsigned row, unsigned column)
{
	unsigned begin = column;

	if (column >= cells->columns || at(cells, row, column)->width)
		return;
	while (begin && !at(cells, row, begin)->width)
		begin--;
	for (unsigned i = begin;
	     i < cells->columns && (i == begin || !at(cells, row, i)->width);
	     i++)
		blank(at(cells, row, i));
}

void hk_cells_wipe(struct hk_cells *cells, unsigned row, unsigned begin,
		   unsigned end)
{
	if (row >= cells->rows)
		return;
	end = end < cells->columns ? end : cells->columns;
	if (begin >= end)
		return;
	uncover(cells, row, begin);
	uncover(cells, row, end);
	for (unsigned i = begin; i < end; i++)
		blank(at(cells, row, i));
}

/* What is being put, and where. */
struct putting {
	struct hk_cells *cells;
	unsigned row, column, end;
	enum hk_cells_style style;
};

static struct putting begin(struct hk_cells *cells, unsigned row,
			    unsigned column, unsigned end,
			    enum hk_cells_style style)
{
	struct putting p = {.cells = cells,
			    .row = row,
			    .column = column,
			    .end = end < cells->columns ? end : cells->columns,
			    .style = style};

	if (row >= cells->rows)
		p.end = 0;
	return p;
}

/* A character about which no terminal is in doubt. */
static bool is_sure(const char *text, size_t len)
{
	uint32_t c;

	return hk_utf8_decode(text, len, &c) == len &&
	       ((c >= 0x20 && c < 0x7F) || (c >= 0x3001 && c <= 0x3029) ||
		(c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
		(c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF01 && c <= 0xFF5E));
}

/* Put one character of `width` cells; false: it does not fit. */
static bool put(struct putting *p, struct hk_str shown, size_t width)
{
	/* What takes no cell stands on a blank where it stands alone. */
	const size_t blank_before = width ? 0 : 1;
	struct hk_cell *cell;

	width = width ? width : 1;
	if (p->column >= p->end || width > p->end - p->column)
		return false;
	hk_cells_wipe(p->cells, p->row, p->column, p->column + (unsigned)width);
	cell = at(p->cells, p->row, p->column);
	cell->width = (unsigned char)width;
	cell->unsure = blank_before || !is_sure(shown.data, shown.len);
	/* Of a heap of accents the rest is not shown. */
	shown.len = hk_utf8_boundary(
		shown, shown.len < HK_CELLS_TEXT - 1 - blank_before
			       ? shown.len
			       : HK_CELLS_TEXT - 1 - blank_before);
	memcpy(cell->text + blank_before, shown.data, shown.len);
	cell->text[blank_before + shown.len] = '\0';
	for (size_t i = 0; i < width; i++) {
		if (i)
			memset(&cell[i], 0, sizeof(*cell));
		cell[i].style = (unsigned char)p->style;
	}
	p->column += (unsigned)width;
	return true;
}

/* The bytes of what must not reach a terminal, if the text begins with that;
 * else 0. */
static size_t unsafe(struct hk_str text)
{
	uint32_t c;

	if (!hk_utf8_decode(text.data, text.len, &c))
		return 1;
	return hk_clean_unsafe(text);
}

/* The bytes of the character that a text begins with; what is unsafe is no part
 * of one. */
static size_t char_length(struct hk_str text, bool wide, size_t *width)
{
	size_t n = hiku_text_char(text.data, text.len, wide, width), end;
	uint32_t c;

	for (end = 0; end < n;) {
		struct hk_str rest = hk_span_from(text, end);

		if (unsafe(rest))
			break;
		end += hk_utf8_decode(rest.data, rest.len, &c);
	}
	if (end < n)
		*width = hiku_text_cells(text.data, end, wide);
	/* No character of a terminal is as wide. */
	*width = *width < WIDTH_MAX ? *width : WIDTH_MAX;
	return end;
}

/* Put as much as fits; false: not all of it did. */
static bool put_text(struct putting *p, struct hk_str text)
{
	while (text.len) {
		size_t width, n = unsafe(text);
		bool fits;

		if (n) {
			fits = put(p, hk_span_str("?", 1), 1);
		} else {
			n = char_length(text, p->cells->wide, &width);
			fits = put(p, hk_span_str(text.data, n), width);
		}
		if (!fits)
			return false;
		text = hk_span_from(text, n);
	}
	return true;
}

unsigned hk_cells_put(struct hk_cells *cells, unsigned row, unsigned column,
		      unsigned end, struct hk_str text,
		      enum hk_cells_style style)
{
	struct putting p = begin(cells, row, column, end, style);

	put_text(&p, text);
	return p.column;
}

unsigned hk_cells_puts(struct hk_cells *cells, unsigned row, unsigned column,
		       unsigned end, const char *text,
		       enum hk_cells_style style)
{
	return hk_cells_put(cells, row, column, end, hk_span_cstr(text), style);
}

unsigned hk_cells_put_cut(struct hk_cells *cells, unsigned row, unsigned column,
			  unsigned end, struct hk_str text,
			  enum hk_cells_style style)
{
	struct putting p = begin(cells, row, column, end, style);
	const struct hk_str sign = hk_span_cstr("…");
	unsigned width = cells->wide ? 2 : 1;

	if (put_text(&p, text) || p.end < column + width)
		return p.column;
	/* It did not fit: make room for the sign, behind a whole character. */
	if (p.column + width > p.end) {
		p.column = p.end - width;
		while (p.column > column && !at(cells, row, p.column)->width)
			p.column--;
		hk_cells_wipe(cells, row, p.column, p.end);
	}
	put_text(&p, sign);
	return p.column;
}

/* The style of an escape, of HK_CELLS_COLORS. */
static enum hk_cells_style style_of(struct hk_str code,
				    enum hk_cells_style plain)
{
	static const struct {
		const char *code;
		enum hk_cells_style style;
	} codes[] = {{"1", HK_CELLS_TITLE},
		     {"34", HK_CELLS_PATH},
		     {"32", HK_CELLS_LINE},
		     {"2", HK_CELLS_DIM},
		     {"7", HK_CELLS_MARK}};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (hk_span_same(code, hk_span_cstr(codes[i].code)))
			return codes[i].style;
	return plain;
}

unsigned hk_cells_put_styled(struct hk_cells *cells, unsigned row,
			     unsigned column, unsigned end, struct hk_str line,
			     enum hk_cells_style style)
{
	struct putting p = begin(cells, row, column, end, style);

	while (line.len) {
		const char *escape = memchr(line.data, '\033', line.len);
		size_t n = escape ? (size_t)(escape - line.data) : line.len;
		size_t behind;

		if (!put_text(&p, hk_span_str(line.data, n)))
			break;
		line = hk_span_from(line, n);
		if (!hk_span_starts(line, "\033["))
			break;
		for (behind = 2; behind < line.len && line.data[behind] != 'm';)
			behind++;
		p.style =
			style_of(hk_span_str(line.data + 2, behind - 2), style);
		line = hk_span_from(line, behind + (behind < line.len));
	}
	return p.column;
}
