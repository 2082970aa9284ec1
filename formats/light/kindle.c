/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"
#include "base/utf8.h"

/* "My Clippings.txt" of a Kindle: each clipping is an article. */

#define BOM	"\xEF\xBB\xBF"
#define RULE	"=========="
#define LOOK_AT 4000 /* bytes that tell the format */

struct state {
	unsigned lines;	     /* of the clipping so far */
	unsigned number;     /* of the clipping */
	bool text;	     /* it has text */
	struct hk_str about; /* its second line */
};

static struct hk_str without_bom(struct hk_str line)
{
	while (hk_span_starts(line, BOM))
		line = hk_span_from(line, 3);
	return line;
}

static bool is_about(struct hk_str line)
{
	static const char *const words[] = {
		"位置No", "ハイライト", "メモ",	    "Highlight",
		"Note",	  "Bookmark",	"Location", "ブックマーク"};

	if (!hk_span_starts(line, "- "))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (memmem(line.data, line.len, words[i], strlen(words[i])))
			return true;
	return false;
}

static bool told(struct hk_str text)
{
	struct hk_str line;
	bool rule = text.len &&
		    memmem(text.data, text.len, "\n" RULE, strlen("\n" RULE));

	if (text.len > LOOK_AT)
		text.len = hk_utf8_boundary(text, LOOK_AT);
	return rule && hk_plain_line(&line, &text) &&
	       hk_plain_line(&line, &text) && is_about(line);
}

/* "題 (著者)" */
static void take_book(struct hk_light *l, struct hk_str line)
{
	struct hk_str text = hk_plain_trim(without_bom(line)), author;
	const char *open;
	size_t end = 1;
	bool wide = text.len > 3 && !memcmp(text.data + text.len - 3, "）", 3);

	if (wide)
		end = 3;
	else if (!text.len || text.data[text.len - 1] != ')')
		end = 0;
	open = !end || !text.len ? NULL : memrchr(text.data, '(', text.len);
	if (wide)
		for (size_t i = text.len - 3; i-- > 1 && !open;)
			if (!memcmp(text.data + i, "（", 3))
				open = text.data + i;
	if (open && open > text.data) {
		size_t at = (size_t)(open - text.data);

		author = hk_span_str(open + end, text.len - at - 2 * end);
		hk_light_author(l, hk_plain_trim(author));
		text = hk_plain_trim(hk_span_str(text.data, at));
	}
	hk_light_one(l, HK_BLOCK_TITLE, 0, text);
}

/* "- 位置No. 12-13のハイライト | 作成日: 2024年5月31日金曜日 9:12:34" */
static void take_about(struct hk_light *l, struct hk_str line)
{
	static const char *const words[] = {"作成日:", "Added on ", "追加日:"};
	struct hk_str text = hk_plain_trim(hk_span_from(line, 2)), date;
	const char *comma;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const char *found =
			memmem(text.data, text.len, words[i], strlen(words[i]));

		if (!found)
			continue;
		date = hk_plain_trim(hk_span_from(
			text, (size_t)(found - text.data) + strlen(words[i])));
		/* Friday, May 31, 2024 9:12:34 AM */
		comma = memchr(date.data, ',', date.len);
		if (comma && date.len && (*date.data < '0' || *date.data > '9'))
			date = hk_plain_trim(hk_span_from(
				date, (size_t)(comma - date.data) + 1));
		hk_light_date(l, date);
		text.len = (size_t)(found - text.data);
		break;
	}
	text = hk_plain_trim(text);
	while (text.len && text.data[text.len - 1] == '|')
		text = hk_plain_trim(hk_span_str(text.data, text.len - 1));
	hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, text);
}

/* The clipping ends: it is an article if it has text. */
static enum hk_status end_clipping(struct hk_light *l, struct hk_error *err)
{
	struct state *s = l->state;
	enum hk_status status = HK_OK;

	hk_light_close(l);
	if (s->text)
		status = hk_light_finish(l, err);
	s->lines = 0;
	s->text = false;
	return status;
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	line = without_bom(line);
	if (!s->lines && hk_plain_is_blank(line))
		return;
	if (!s->lines++) {
		hk_light_reset(l);
		hk_light_member(l, ++s->number);
		take_book(l, line);
	} else if (s->lines == 2 && is_about(line)) {
		take_about(l, line);
	} else if (hk_plain_is_blank(line)) {
		hk_light_close(l);
	} else {
		s->text = true;
		hk_light_add(l, HK_BLOCK_PARAGRAPH, line);
	}
}

static enum hk_status read_kindle(const struct hk_format_input *input,
				  struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.state_size = sizeof(struct state),
		.headings_only = true,
	};
	enum hk_status status = HK_OK;
	struct hk_light l;
	struct hk_str line;

	hk_light_init(&l, &syntax, input);
	while (!status && hk_light_next(&l, &line)) {
		if (hk_light_rule(line, '=', strlen(RULE)))
			status = end_clipping(&l, err);
		else
			take(&l, line);
	}
	if (l.status)
		status = hk_light_finish(&l, err);
	else if (!status)
		status = end_clipping(&l, err);
	hk_light_release(&l);
	return status;
}

const struct hk_format hk_format_kindle = {
	.takes = HK_FORMAT_TEXT,
	.told = told,
	.read = read_kindle,
};
