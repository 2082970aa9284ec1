/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/word_field.h"

#include <strings.h>

/* Bytes of a code that are kept. */
#define CODE_MAX 4096

void hk_word_field_init(struct hk_word_field *f)
{
	f->depth = 0;
	f->codes = 0;
	hk_buf_init(&f->code, CODE_MAX);
}

void hk_word_field_release(struct hk_word_field *f)
{
	hk_buf_release(&f->code);
}

void hk_word_field_reset(struct hk_word_field *f)
{
	f->depth = 0;
	f->codes = 0;
	hk_buf_reset(&f->code);
}

static uint32_t bit(const struct hk_word_field *f)
{
	unsigned n =
		f->depth < HK_WORD_FIELD_DEPTH ? f->depth : HK_WORD_FIELD_DEPTH;

	return n ? 1u << (n - 1) : 0;
}

bool hk_word_field_hides(const struct hk_word_field *f)
{
	return f->codes != 0;
}

void hk_word_field_code(struct hk_word_field *f, struct hk_str text)
{
	if (hk_buf_append(&f->code, text.data, text.len))
		hk_buf_reset(&f->code); /* it is no ruby */
}

/* ---- EQ ---- */

/* The argument in brackets at `*rest`, up to a separator or the end of the list
 * of arguments at this depth; false: there is none. */
static bool argument(struct hk_str *arg, struct hk_str *rest)
{
	int depth = 0;

	for (size_t i = 0; i < rest->len; i++) {
		char c = rest->data[i];

		if (c == '(')
			depth++;
		if (!depth && (c == ')' || c == ',' || c == ';')) {
			*arg = hk_span_trim(hk_span_str(rest->data, i));
			*rest = hk_span_from(*rest, i + 1);
			return true;
		}
		if (c == ')')
			depth--;
	}
	return false;
}

/* `EQ \o\ad(\s\up 9(reading),base)`: the base, with its reading. Of other signs
 * that are put on each other (`\o\ac(○,秘)`) the last one. */
static void show_code(struct hk_office_flow *flow, struct hk_str code)
{
	const char *open, *up;
	struct hk_str rest, first, base, reading = {NULL, 0};

	code = hk_span_trim(code);
	if (code.len < 4 || strncasecmp(code.data, "eq ", 3) != 0)
		return;
	open = memmem(code.data, code.len, "\\o", 2);
	open = open ? memchr(open, '(', code.len - (size_t)(open - code.data))
		    : NULL;
	if (!open)
		return;
	rest = hk_span_from(code, (size_t)(open - code.data) + 1);
	if (!argument(&first, &rest) || !argument(&base, &rest))
		return;
	up = memchr(first.data, '(', first.len);
	if (up && *first.data == '\\') {
		rest = hk_span_from(first, (size_t)(up - first.data) + 1);
		if (!argument(&reading, &rest))
			reading.len = 0;
	}
	hk_office_flow_base(flow);
	hk_office_flow_text(flow, base);
	hk_office_flow_base_end(flow);
	if (reading.len) {
		hk_office_flow_reading(flow);
		hk_office_flow_text(flow, reading);
	}
	hk_office_flow_ruby_end(flow);
}

/* ---- Marks ---- */

void hk_word_field_take(struct hk_word_field *f, struct hk_office_flow *flow,
			struct hk_str type)
{
	if (hk_span_same(type, hk_span_cstr("begin"))) {
		f->depth++;
		f->codes |= bit(f);
		hk_buf_reset(&f->code);
	} else if (hk_span_same(type, hk_span_cstr("separate"))) {
		f->codes &= ~bit(f);
		hk_buf_reset(&f->code);
	} else if (hk_span_same(type, hk_span_cstr("end")) && f->depth) {
		bool shown = f->codes & bit(f);

		f->codes &= ~bit(f);
		f->depth--;
		if (shown && !f->codes)
			show_code(flow, hk_buf_str(&f->code));
		hk_buf_reset(&f->code);
	}
}
