/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"

/* Talks of LINE, as its programs save them: each day is an article. */

struct state {
	struct hk_str name; /* of the talk, in the source */
	unsigned number;    /* of the day */
};

static struct hk_str without_bom(struct hk_str text)
{
	return hk_span_starts(text, "\xEF\xBB\xBF") ? hk_span_from(text, 3)
						    : text;
}

static bool told(struct hk_str text)
{
	struct hk_str line;

	text = without_bom(text);
	return hk_plain_line(&line, &text) && hk_span_starts(line, "[LINE]");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2024/05/31(金)", "2024.05.31 金曜日", "2024/5/31 Fri": a line of its own. */
static bool is_day(struct hk_str line)
{
	size_t n = 4;

	line = hk_plain_trim(line);
	if (line.len < 8 || line.len > 30)
		return false;
	for (size_t i = 0; i < 4; i++)
		if (!is_digit(line.data[i]))
			return false;
	if (!strchr("/.-", line.data[n]))
		return false;
	for (n++; n < line.len &&
		  (is_digit(line.data[n]) || line.data[n] == line.data[4]);)
		n++;
	return n >= 8 &&
	       (n == line.len || line.data[n] == '(' || line.data[n] == ' ' ||
		line.data[n] == ',' || (line.data[n] & 0x80)) &&
	       !memchr(line.data + n, ':', line.len - n) &&
	       !memchr(line.data, '\t', line.len);
}

/* The title is the name of the talk and the day. */
static void begin_day(struct hk_light *l, struct hk_str day)
{
	struct state *s = l->state;
	struct hk_article *a = l->article;
	char *title;

	day = hk_plain_trim(day);
	hk_light_reset(l);
	hk_light_member(l, ++s->number);
	hk_light_date(l, day);
	title = hk_arena_alloc(&a->arena, s->name.len + 1 + day.len + 1);
	if (!title) {
		l->status = HK_ENOMEM;
		return;
	}
	memcpy(title, s->name.data, s->name.len);
	title[s->name.len] = ' ';
	memcpy(title + s->name.len + 1, day.data, day.len);
	a->title = hk_span_str(title, s->name.len + 1 + day.len);
	hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, day);
}

static enum hk_status read_line(const struct hk_format_input *input,
				struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.state_size = sizeof(struct state),
		.headings_only = true,
	};
	enum hk_status status = HK_OK;
	struct hk_light l;
	struct hk_str line;
	struct state *s;

	hk_light_init(&l, &syntax, input);
	s = l.state;
	if (hk_light_next(&l, &line)) {
		line = without_bom(line);
		if (hk_span_starts(line, "[LINE]"))
			line = hk_span_from(line, 6);
		s->name = hk_plain_trim(line);
		hk_light_title(&l, s->name);
	}
	while (!status && hk_light_next(&l, &line)) {
		if (is_day(line)) {
			hk_light_close(&l);
			/* What stands above the first day says when it was
			 * saved. */
			if (s->number)
				status = hk_light_finish(&l, err);
			if (!status)
				begin_day(&l, line);
		} else if (hk_plain_is_blank(line)) {
			hk_light_close(&l);
		} else {
			hk_light_add(&l, HK_BLOCK_VERBATIM, line);
		}
	}
	if (!status)
		status = hk_light_finish(&l, err);
	hk_light_release(&l);
	return status;
}

const struct hk_format hk_format_line = {
	.takes = HK_FORMAT_TEXT,
	.told = told,
	.read = read_line,
};
