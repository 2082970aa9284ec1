/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The text of an RTF file on its way to the article: characters, paragraphs,
 * rows, markers of lists. */

#include "formats/plain.h"
#include "formats/rtf/private.h"
#include "base/utf8.h"

/* ---- Text ---- */

/* Let the flow be in a row exactly where the text is. */
void hk_rtf_body_row(struct hk_rtf *r, bool in)
{
	if (in && !r->row)
		hk_office_flow_row(&r->flow);
	else if (!in && r->row)
		hk_office_flow_row_end(&r->flow, 1);
	r->row = in;
}

/* Longer texts are cut, between two characters. */
static void keep(struct hk_rtf *r, struct hk_buf *out, struct hk_str text)
{
	if (out->len + text.len > HK_RTF_TEXT_MAX - 1)
		text.len =
			hk_utf8_boundary(text, HK_RTF_TEXT_MAX - 1 - out->len);
	if (text.len)
		hk_rtf_fail(r, hk_buf_append(out, text.data, text.len));
}

/* Bring what was decoded to its place. */
void hk_rtf_body_deliver(struct hk_rtf *r)
{
	const struct hk_rtf_group *g = hk_rtf_top(r);
	struct hk_str text;

	hk_rtf_fail(r, hk_rtf_code_flush(&r->code));
	text = hk_buf_str(&r->code.text);
	if (!text.len || g->deleted || g->hidden) {
		hk_buf_reset(&r->code.text);
		return;
	}
	switch (g->place) {
	case HK_RTF_BODY:
		hk_rtf_body_row(r, g->intbl || r->row_defined);
		hk_office_flow_text(&r->flow, text);
		break;
	case HK_RTF_INST:
		keep(r, &r->inst, text);
		break;
	case HK_RTF_MARKER:
		keep(r, &r->marker, text);
		break;
	case HK_RTF_TITLE:
		keep(r, &r->title, text);
		break;
	case HK_RTF_AUTHOR:
		keep(r, &r->author, text);
		break;
	default:
		break;
	}
	hk_buf_reset(&r->code.text);
}

/* A character that a control word or sign stands for. */
void hk_rtf_body_char(struct hk_rtf *r, uint32_t c)
{
	if (r->skip)
		r->skip--;
	else
		hk_rtf_fail(r, hk_rtf_code_unit(&r->code, (int32_t)c));
}

void hk_rtf_body_byte(struct hk_rtf *r, unsigned char byte)
{
	if (r->skip) {
		r->skip--;
		return;
	}
	hk_rtf_fail(r, hk_rtf_code_byte(&r->code, r->pages[hk_rtf_top(r)->font],
					byte));
	if (r->code.text.len > HK_RTF_TEXT_MAX)
		hk_rtf_body_deliver(r);
}

/* Of a fallback of two bytes some count one. */
void hk_rtf_body_hex(struct hk_rtf *r, unsigned char byte)
{
	unsigned page = r->pages[hk_rtf_top(r)->font];
	bool second = r->skip_second;

	r->skip_second =
		r->skip == 1 && !second && hk_rtf_code_is_first(page, byte);
	if (!second)
		hk_rtf_body_byte(r, byte);
}

void hk_rtf_body_text(struct hk_rtf *r, struct hk_str text)
{
	size_t skipped = r->skip < text.len ? r->skip : text.len;

	r->skip -= (uint32_t)skipped;
	if (hk_rtf_top(r)->place == HK_RTF_NOWHERE)
		return;
	for (size_t i = skipped; i < text.len; i++)
		hk_rtf_body_byte(r, (unsigned char)text.data[i]);
}

/* ---- Paragraphs and rows ---- */

void hk_rtf_body_end_line(struct hk_rtf *r, bool paragraph)
{
	const struct hk_rtf_group *g = hk_rtf_top(r);

	r->skip = 0;
	hk_rtf_body_deliver(r);
	if (g->place != HK_RTF_BODY || g->deleted || g->hidden)
		return;
	hk_rtf_body_row(r, g->intbl || r->row_defined);
	if (!paragraph) {
		hk_office_flow_feed(&r->flow);
		return;
	}
	if (!r->row)
		hk_office_flow_kind(&r->flow,
				    g->level  ? HK_BLOCK_HEADING
				    : r->item ? HK_BLOCK_ITEM
					      : HK_BLOCK_PARAGRAPH,
				    g->level);
	hk_office_flow_end(&r->flow);
	r->item = false;
}

void hk_rtf_body_end_cell(struct hk_rtf *r, bool tab)
{
	hk_rtf_body_deliver(r);
	r->skip = 0;
	if (hk_rtf_top(r)->place != HK_RTF_BODY || hk_rtf_top(r)->deleted ||
	    hk_rtf_top(r)->hidden)
		return;
	hk_rtf_body_row(r, r->row || !tab || hk_rtf_top(r)->intbl ||
				   r->row_defined);
	hk_office_flow_tab(&r->flow);
}

void hk_rtf_body_end_row(struct hk_rtf *r)
{
	hk_rtf_body_deliver(r);
	r->skip = 0;
	if (hk_rtf_top(r)->place != HK_RTF_BODY)
		return;
	hk_rtf_body_row(r, false);
	r->row_defined = r->item = false;
}

/* Is it a letter or a digit, those in circles (U+2460 ff.) and kana too? */
static bool says_something(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c >= 0x2460 && c < 0x2500) ||
	       (c >= 0x3041 && c < 0xE000 && c != 0x30FB) ||
	       (c >= 0xF900 && c < 0xFFE0);
}

/* The number of an item is part of its text, unless it is only a mark. */
void hk_rtf_body_end_marker(struct hk_rtf *r)
{
	struct hk_str text = hk_plain_trim(hk_buf_str(&r->marker));
	bool says = false;

	for (size_t i = 0; i < text.len;) {
		uint32_t c;

		i += hk_utf8_decode(text.data + i, text.len - i, &c);
		says = says || says_something(c);
	}
	r->item = true;
	if (says && !hk_rtf_top(r)->deleted && !hk_rtf_top(r)->hidden) {
		hk_rtf_body_row(r, hk_rtf_top(r)->intbl || r->row_defined);
		hk_office_flow_text(&r->flow, text);
		hk_office_flow_text(&r->flow, hk_span_cstr(" "));
	}
	hk_buf_reset(&r->marker);
}
