/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Lines of columns on a terminal. */

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "indexer/commands/output.h"

#define COLUMNS_MAX 8
/* Cells between two columns, and of one that was cut to fit, at least. */
#define GAP   2
#define LEAST 6

/* The character at `text` and its cells; of bytes that are none, one. */
static size_t take_char(struct hk_str text, size_t *cells)
{
	mbstate_t state;
	wchar_t c;
	size_t len;
	int width;

	memset(&state, 0, sizeof(state));
	len = mbrtowc(&c, text.data, text.len, &state);
	if (len == 0 || len > text.len) {
		*cells = 1;
		return 1;
	}
	width = wcwidth(c);
	*cells = width < 0 ? 1 : (size_t)width;
	return len;
}

static size_t cells_of(struct hk_str text)
{
	size_t cells = 0;

	while (text.len) {
		size_t width;

		text = hk_span_from(text, take_char(text, &width));
		cells += width;
	}
	return cells;
}

/* Append the text, cut to `width` cells: of a path its beginning goes. */
static enum hk_status put_cut(struct hk_buf *out, struct hk_str text,
			      size_t width)
{
	size_t used = 0, all = cells_of(text);
	struct hk_str rest = text;

	if (all <= width)
		return hk_buf_append(out, text.data, text.len);
	if (*text.data == '/') {
		while (all + 1 > width && rest.len) {
			size_t cells, len = take_char(rest, &cells);

			all -= cells;
			rest = hk_span_from(rest, len);
		}
		return hk_buf_puts(out, "…")
			       ? HK_ENOMEM
			       : hk_buf_append(out, rest.data, rest.len);
	}
	while (rest.len) {
		size_t cells, len = take_char(rest, &cells);

		if (used + cells + 1 > width)
			break;
		used += cells;
		rest = hk_span_from(rest, len);
	}
	if (hk_buf_append(out, text.data, text.len - rest.len))
		return HK_ENOMEM;
	return hk_buf_puts(out, "…");
}

/* Cut the next column off the line. */
static struct hk_str take_column(struct hk_str *line)
{
	const char *tab =
		line->len ? memchr(line->data, '\t', line->len) : NULL;
	struct hk_str column = *line;

	if (!tab) {
		*line = hk_span_str("", 0);
		return column;
	}
	column.len = (size_t)(tab - line->data);
	*line = hk_span_from(*line, column.len + 1);
	return column;
}

static struct hk_str take_line(struct hk_str *text)
{
	const char *end = memchr(text->data, '\n', text->len);
	struct hk_str line = *text;

	line.len = end ? (size_t)(end - text->data) : text->len;
	*text = hk_span_from(*text, line.len + (end ? 1 : 0));
	return line;
}

/* The cells of each column, so that they fit into `width`. */
static size_t measure(size_t widths[COLUMNS_MAX], struct hk_str text,
		      size_t width)
{
	size_t count = 0, sum = 0;

	memset(widths, 0, COLUMNS_MAX * sizeof(*widths));
	while (text.len) {
		struct hk_str line = take_line(&text);

		for (size_t i = 0; i < COLUMNS_MAX && line.len; i++) {
			size_t cells = cells_of(take_column(&line));

			widths[i] = cells > widths[i] ? cells : widths[i];
			count = i + 1 > count ? i + 1 : count;
		}
	}
	for (size_t i = 0; i < count; i++)
		sum += widths[i] + GAP;
	while (count && sum > width + GAP) {
		size_t widest = 0;

		for (size_t i = 1; i < count; i++)
			if (widths[i] > widths[widest])
				widest = i;
		if (widths[widest] <= LEAST)
			break;
		widths[widest]--;
		sum--;
	}
	return count;
}

static enum hk_status put_line(struct hk_buf *out, struct hk_str line,
			       const size_t widths[COLUMNS_MAX], size_t count)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < count && !status; i++) {
		size_t before = out->len, cells;

		status = put_cut(out, take_column(&line), widths[i]);
		cells = cells_of(hk_span_from(hk_buf_str(out), before));
		for (; i + 1 < count && cells < widths[i] + GAP && !status;
		     cells++)
			status = hk_buf_putc(out, ' ');
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->len--;
	return status ? status : hk_buf_putc(out, '\n');
}

enum hk_status hk_output_table(struct hk_buf *lines, bool align,
			       struct hk_error *err)
{
	struct hk_str text = hk_buf_str(lines);
	size_t widths[COLUMNS_MAX], count;
	struct winsize size;
	struct hk_buf out;
	enum hk_status status = HK_OK;

	if (!align || !isatty(STDOUT_FILENO))
		return hk_output_flush(lines, err);
	count = measure(widths, text,
			!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col
				? size.ws_col
				: 80);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	while (text.len && !status)
		status = put_line(&out, take_line(&text), widths, count);
	status = status ? hk_error_nomem(err) : hk_output_flush(&out, err);
	hk_buf_release(&out);
	hk_buf_reset(lines);
	return status;
}
