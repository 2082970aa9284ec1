/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Strings of Excel: shared ones, and those in cells and comments. */

#include "formats/office/sheet.h"

#ifdef HK_OFFICE_BUILT

#include <stdlib.h>

#include "base/array.h"
#include "base/utf8.h"

/* Bytes of all strings, and their number. */
#define TEXT_MAX    (40u << 20)
#define STRINGS_MAX 2000000
/* Readings that are kept. */
#define READINGS_MAX 500000

void hk_sheet_strings_init(struct hk_sheet_strings *s)
{
	memset(s, 0, sizeof(*s));
	hk_buf_init(&s->text, TEXT_MAX);
}

void hk_sheet_strings_release(struct hk_sheet_strings *s)
{
	hk_buf_release(&s->text);
	free(s->begins);
	free(s->ends);
	free(s->readings);
}

void hk_sheet_strings_reset(struct hk_sheet_strings *s)
{
	hk_buf_reset(&s->text);
	s->count = s->reading_count = 0;
}

/* ---- One string ---- */

void hk_sheet_rich_begin(struct hk_sheet_rich *r, struct hk_sheet_strings *s)
{
	memset(r, 0, sizeof(*r));
	r->strings = s;
	if (s->count >= STRINGS_MAX) {
		s->full = true;
		r->strings = NULL;
		return;
	}
	if (!HK_ARRAY_RESERVE(s->begins, s->begins_capacity, s->count + 1) ||
	    !HK_ARRAY_RESERVE(s->ends, s->capacity, s->count + 1)) {
		r->status = HK_ENOMEM;
		r->strings = NULL;
		return;
	}
	s->begins[s->count] = s->ends[s->count] = s->text.len;
	s->count++;
}

void hk_sheet_rich_open(struct hk_sheet_rich *r,
			const struct hk_xml_parse_element *e)
{
	if (hk_xml_parse_is(e, "t"))
		r->in_text = true;
	if (!hk_xml_parse_is(e, "rPh") || !r->strings)
		return;
	r->phonetic = e->depth;
	r->now.string = r->strings->count - 1;
	r->now.begin =
		hk_office_number(hk_xml_parse_value(e, "sb"), 1u << 20, 0);
	r->now.end = hk_office_number(hk_xml_parse_value(e, "eb"), 1u << 20, 0);
	r->now.at = r->strings->text.len;
	r->now.len = 0;
}

static void end_phonetic(struct hk_sheet_rich *r)
{
	struct hk_sheet_strings *s = r->strings;

	r->phonetic = 0;
	r->now.len = s->text.len - r->now.at;
	if (!r->now.len || s->reading_count >= READINGS_MAX)
		return;
	if (HK_ARRAY_RESERVE(s->readings, s->reading_capacity,
			     s->reading_count + 1))
		s->readings[s->reading_count++] = r->now;
	else
		r->status = HK_ENOMEM;
}

void hk_sheet_rich_close(struct hk_sheet_rich *r,
			 const struct hk_xml_parse_element *e)
{
	if (hk_xml_parse_is(e, "t"))
		r->in_text = false;
	if (r->strings && r->phonetic == e->depth)
		end_phonetic(r);
}

/* The text of a string comes before its readings. */
void hk_sheet_rich_text(struct hk_sheet_rich *r, struct hk_str text)
{
	struct hk_sheet_strings *s = r->strings;
	enum hk_status status;

	if (!s || !r->in_text)
		return;
	status = hk_buf_append(&s->text, text.data, text.len);
	if (status == HK_ETOOBIG)
		s->full = true;
	else if (status)
		r->status = status;
	else if (!r->phonetic &&
		 s->ends[s->count - 1] + text.len == s->text.len)
		s->ends[s->count - 1] = s->text.len;
}

void hk_sheet_rich_end(struct hk_sheet_rich *r)
{
	r->strings = NULL;
}

/* ---- Putting it ---- */

/* The value of `_xHHHH_`, which stands for a character that XML forbids; 0: it
 * is no such. */
static uint32_t escape(struct hk_str text)
{
	uint32_t c = 0;

	if (text.len < 7 || text.data[0] != '_' || text.data[1] != 'x' ||
	    text.data[6] != '_')
		return 0;
	for (size_t i = 2; i < 6; i++) {
		int digit = hk_span_hex(text.data[i]);

		if (digit < 0)
			return 0;
		c = c * 16 + (uint32_t)digit;
	}
	return c;
}

static void put_text(struct hk_office_flow *flow, struct hk_str text)
{
	size_t begin = 0;

	for (size_t i = 0; i < text.len;) {
		uint32_t c =
			text.data[i] == '_' ? escape(hk_span_from(text, i)) : 0;
		char out[HK_UTF8_MAX];
		bool feed = text.data[i] == '\n' || c == '\n' || c == '\r';

		if (!feed && !c) {
			i++;
			continue;
		}
		hk_office_flow_text(flow,
				    hk_span_str(text.data + begin, i - begin));
		if (feed)
			hk_office_flow_feed(flow);
		else
			hk_office_flow_text(
				flow, hk_span_str(out, hk_utf8_encode(out, c)));
		i += c ? 7 : 1;
		begin = i;
	}
	hk_office_flow_text(flow, hk_span_from(text, begin));
}

/* The first reading of a string, in those that are sorted. */
static size_t first_reading(const struct hk_sheet_strings *s, size_t string)
{
	size_t low = 0, high = s->reading_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->readings[middle].string < string)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Bytes of the first `units` UTF-16 units of the text, from `*units_at` and
 * byte `from` on. */
static size_t bytes_of(struct hk_str text, size_t from, uint32_t *units_at,
		       uint32_t units)
{
	while (from < text.len && *units_at < units) {
		uint32_t c;
		size_t n =
			hk_utf8_decode(text.data + from, text.len - from, &c);

		*units_at += c >= 0x10000 ? 2 : 1;
		from += n ? n : 1;
	}
	return from;
}

static void put_readings(const struct hk_sheet_strings *s,
			 struct hk_office_flow *flow, size_t number,
			 struct hk_str text, size_t at)
{
	uint32_t units = 0;
	size_t byte = 0;

	for (size_t i = first_reading(s, number);
	     i < s->reading_count && s->readings[i].string == number; i++) {
		const struct hk_sheet_phonetic *r = &s->readings[i];
		struct hk_span base;

		if (r->begin < units)
			continue; /* they come in order */
		byte = bytes_of(text, byte, &units, r->begin);
		base.begin = at + byte;
		byte = bytes_of(text, byte, &units, r->end);
		base.end = at + byte;
		hk_office_flow_read(flow, base,
				    hk_span_str(s->text.data + r->at, r->len));
	}
}

void hk_sheet_strings_put(const struct hk_sheet_strings *s,
			  struct hk_office_flow *flow, size_t number)
{
	struct hk_str text;
	size_t at;

	if (number >= s->count || s->ends[number] == s->begins[number] ||
	    flow->full)
		return;
	text = hk_span_str(s->text.data + s->begins[number],
			   s->ends[number] - s->begins[number]);
	hk_office_flow_base(flow); /* the gap before it is written */
	at = hk_office_flow_at(flow);
	put_text(flow, text);
	/* Where blanks were dropped, nobody knows what is read how. */
	if (s->reading_count && hk_office_flow_at(flow) == at + text.len)
		put_readings(s, flow, number, text, at);
}

/* ---- The shared ones ---- */

struct reading {
	struct hk_sheet_strings *strings;
	struct hk_sheet_rich rich;
};

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct reading *r = ctx;

	if (hk_xml_parse_is(e, "si"))
		hk_sheet_rich_begin(&r->rich, r->strings);
	else
		hk_sheet_rich_open(&r->rich, e);
	return r->rich.status;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct reading *r = ctx;

	hk_sheet_rich_close(&r->rich, e);
	if (hk_xml_parse_is(e, "si"))
		hk_sheet_rich_end(&r->rich);
	return r->rich.status;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct reading *r = ctx;

	(void)line;
	hk_sheet_rich_text(&r->rich, text);
	return r->rich.status;
}

enum hk_status hk_sheet_strings_read(struct hk_sheet_strings *s,
				     struct hk_office *o,
				     struct hk_office_part *part)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  on_text};
	struct reading r = {.strings = s};
	enum hk_status status;

	if (!part)
		return HK_OK;
	status =
		hk_office_package_parse(&o->package, part, &events, &r, o->err);
	if (s->full)
		hk_container_complain(o->input, part->name,
				      "too many strings: the last are left "
				      "out");
	return status;
}

#endif
