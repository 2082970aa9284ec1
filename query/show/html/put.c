/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/html/put.h"

#include <ctype.h>
#include <stdio.h>

#include "base/message.h"
#include "base/utf8.h"
#include "query/show/place.h"
#include "query/show/visible.h"

/* Bytes of a language's name, at most, and of one of its parts. */
#define LANG_MAX 35
#define PART_MAX 8

void hk_put_raw(struct hk_put *put, const char *markup)
{
	if (!put->status)
		put->status = hk_buf_puts(put->out, markup);
}

void hk_put_format(struct hk_put *put, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	hk_put_raw(put, text);
}

/* A character as it is shown. */
static enum hk_status put_escaped(struct hk_buf *out, struct hk_str shown)
{
	if (shown.len == 1)
		switch (shown.data[0]) {
		case '&':
			return hk_buf_puts(out, "&amp;");
		case '<':
			return hk_buf_puts(out, "&lt;");
		case '>':
			return hk_buf_puts(out, "&gt;");
		case '"':
			return hk_buf_puts(out, "&quot;");
		case '\'':
			return hk_buf_puts(out, "&#39;");
		default:
			break;
		}
	if (shown.len > 1 && shown.data[0] == '<') /* "<U+202E>" */
		return hk_buf_printf(out, "&lt;%.*s&gt;", (int)shown.len - 2,
				     shown.data + 1);
	return hk_buf_append(out, shown.data, shown.len);
}

void hk_put_text(struct hk_put *put, struct hk_str text)
{
	for (size_t at = 0; at < text.len && !put->status;) {
		char shown[HK_VISIBLE_MAX];
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		put->status = put_escaped(
			put->out,
			hk_span_str(shown, hk_visible_char(shown, c)));
		at += n ? n : 1;
	}
}

void hk_put_said(struct hk_put *put, const char *message)
{
	hk_put_text(put, hk_span_cstr(hk_message_text(message)));
}

void hk_put_layout(struct hk_put *put, const struct hk_layout *layout)
{
	static const struct hk_layout_style style = {
		.indent = "",
		.on = "",
		.off = "",
		.mark_on = "<mark>",
		.mark_off = "</mark>",
		.line = "\n",
		.put = put_escaped,
	};

	if (!put->status)
		put->status = hk_layout_line(put->out, layout, &style);
}

void hk_put_marked(struct hk_put *put, struct hk_str text,
		   const struct hk_span *marks, size_t count)
{
	const struct hk_layout_source source = {
		.text = text, .marks = marks, .mark_count = count};
	struct hk_layout layout;

	hk_layout_init(&layout);
	if (!put->status)
		put->status = hk_layout_text(&layout, &source,
					     (struct hk_span){0, text.len});
	hk_layout_flatten(&layout);
	hk_put_layout(put, &layout);
	hk_layout_release(&layout);
}

void hk_put_url(struct hk_put *put, struct hk_str text)
{
	if (!put->status)
		put->status = hk_place_url(put->out, text);
}

static bool is_lang(struct hk_str lang)
{
	size_t part = 0, first = 0;

	if (lang.len > LANG_MAX)
		return false;
	for (size_t i = 0; i < lang.len; i++) {
		unsigned char c = (unsigned char)lang.data[i];

		if (c == '-' && part) {
			first = first ? first : part;
			part = 0;
		} else if (c < 0x80 &&
			   (first || part > 2 ? isalnum(c) : isalpha(c)) &&
			   part < PART_MAX) {
			part++;
		} else {
			return false;
		}
	}
	first = first ? first : part;
	return part && first >= 2 && first <= 3;
}

void hk_put_lang(struct hk_put *put, struct hk_str lang)
{
	hk_put_raw(put, " lang=\"");
	hk_put_text(put, is_lang(lang) ? lang : hk_span_cstr("ja"));
	hk_put_raw(put, "\"");
}
