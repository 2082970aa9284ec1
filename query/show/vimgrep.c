/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "query/show/place.h"
#include "query/show/shown.h"
#include "query/show/sink.h"

/* Bytes of a file that is looked into. */
#define FILE_MAX (16u << 20)

/* The column, in bytes of UTF-8 from 1, of byte `at` of the passage in its
 * line, as far as the text tells it. */
static size_t column_of(const struct hk_record *r, size_t at)
{
	size_t begin = 0, i = at, before = 0;

	if (r->lines != HK_BLOCK_LINES_PHYSICAL)
		return 1;
	for (size_t k = 0; k < r->block_count; k++)
		if (r->blocks[k].span.begin <= at) {
			begin = r->blocks[k].span.begin;
			before = r->blocks[k].column;
		}
	while (i > begin && r->text.data[i - 1] != '\n')
		i--;
	return at - i + 1 + (i == begin ? before : 0);
}

/* Cut the line of that number, from 1, out of the text; empty: there is none.
 */
static struct hk_str line_of(struct hk_str text, uint32_t number)
{
	const char *end;

	for (; text.len; number--) {
		end = memchr(text.data, '\n', text.len);
		if (number == 1)
			return end ? hk_span_str(text.data,
						 (size_t)(end - text.data))
				   : text;
		if (!end)
			break;
		text.len -= (size_t)(end + 1 - text.data);
		text.data = end + 1;
	}
	return hk_span_str("", 0);
}

/* The column of the word in the line: not before `guess`, since a text lacks
 * signs that its source has (`**`, marks of lists), but has none of its own;
 * else where it first stands; `guess` if it stands nowhere. */
static size_t find_column(struct hk_str line, struct hk_str word, size_t guess)
{
	size_t first = 0;

	for (size_t i = 0; word.len && i + word.len <= line.len; i++) {
		if (memcmp(line.data + i, word.data, word.len) != 0)
			continue;
		if (i + 1 >= guess)
			return i + 1;
		first = first ? first : i + 1;
	}
	return first ? first : guess;
}

/* The file that was looked into last: many hits may be of one. */
struct last_file {
	struct hk_str path; /* of a record of the result */
	struct hk_buf bytes;
};

static enum hk_status begin(struct hk_sink *sink)
{
	struct last_file *last = calloc(1, sizeof(*last));

	if (!last)
		return HK_ENOMEM;
	hk_buf_init(&last->bytes, FILE_MAX);
	sink->state = last;
	return HK_OK;
}

static enum hk_status end(struct hk_sink *sink)
{
	struct last_file *last = sink->state;

	if (last)
		hk_buf_release(&last->bytes);
	free(last);
	return HK_OK;
}

/* The bytes of the file; empty where it cannot be read. */
static struct hk_str read_file(struct last_file *last, struct hk_str path)
{
	char name[PATH_MAX];

	if (hk_span_same(last->path, path))
		return hk_buf_str(&last->bytes);
	last->path = path;
	hk_buf_reset(&last->bytes);
	if (path.len >= sizeof(name))
		return hk_buf_str(&last->bytes);
	memcpy(name, path.data, path.len);
	name[path.len] = '\0';
	if (hk_file_read(&last->bytes, name, NULL))
		hk_buf_reset(&last->bytes);
	return hk_buf_str(&last->bytes);
}

/* The column in the file itself, where that is UTF-8 and still there. */
static size_t column_in_file(struct last_file *last,
			     const struct hk_shown *shown, uint32_t line,
			     size_t guess)
{
	const struct hk_record *r = &shown->hit->record;
	struct hk_span mark = hk_shown_mark(shown);
	struct hk_str word =
		hk_span_str(r->text.data + mark.begin, mark.end - mark.begin);
	const char *end = word.len ? memchr(word.data, '\n', word.len) : NULL;

	if (!word.len || r->lines != HK_BLOCK_LINES_PHYSICAL || r->member.len ||
	    !r->path.len || !hk_span_same(r->encoding, hk_span_cstr("utf-8")))
		return guess;
	if (end)
		word.len = (size_t)(end - word.data);
	return find_column(line_of(read_file(last, r->path), line), word,
			   guess);
}

/* Append "path:line:column: excerpt". Editors want both numbers, so what has no
 * lines is at 1:1, and its page or heading is told behind. */
static enum hk_status put(struct hk_sink *sink, const struct hk_shown *shown)
{
	const struct hk_hit *hit = shown->hit;
	size_t at = hk_shown_at(shown);
	uint32_t line = hk_shown_line(hit, at);
	bool page = hit->record.lines == HK_BLOCK_LINES_PAGE;
	struct hk_style_lines style;
	struct hk_buf *out = sink->out;
	enum hk_status status = hk_place_path(out, hit, sink->options);

	if (!status)
		status = hk_buf_printf(
			out, ":%u:%zu: ", line && !page ? (unsigned)line : 1,
			column_in_file(sink->state, shown, line,
				       column_of(&hit->record, at)));
	if (!status && page)
		status = hk_buf_printf(out, "(p.%u) ", (unsigned)line);
	hk_style_lines(&style, hk_sink_style(sink), "", "");
	if (!status)
		status = hk_layout_line(out, &shown->layout, &style.layout);
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	return hk_shown_write(sink, hit, put);
}

const struct hk_sink_format hk_sink_vimgrep = {.name = "vimgrep",
					       .chosen = true,
					       .paged = true,
					       .begin = begin,
					       .hit = hit,
					       .end = end};
