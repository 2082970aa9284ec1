/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Texts: shown, measured and read. */

#include <stdlib.h>

#include "base/utf8.h"
#include "encoding/convert.h"
#include "encoding/encoding.h"
#include "lib/handle.h"
#include "lib/pieces.h"
#include "query/field.h"
#include "query/show/excerpt.h"
#include "query/show/visible.h"
#include "store/about.h"
#include "text/char.h"

/* Bytes that are decoded, at most. */
#define DECODED_MAX (64u << 20)

/* Lay out a text whose marks are `spans`, and append it. */
static enum hk_status put_wrapped(struct hk_buf *out, struct hk_str text,
				  const struct hk_span *spans, size_t count,
				  const struct hiku_format_options *o)
{
	struct hk_layout_source source = {
		.text = text, .marks = spans, .mark_count = count};
	struct hk_layout layout;
	struct hk_style style;
	enum hk_status status;

	hk_options_style(&style, o, NULL);
	hk_style_source(&source, &style);
	hk_layout_init(&layout);
	status =
		hk_layout_text(&layout, &source, (struct hk_span){0, text.len});
	if (!status && o->flags & HIKU_ONE_LINE)
		hk_layout_flatten(&layout);
	if (!status && o->lines)
		hk_excerpt_choose(&layout, &source, hk_pieces_columns(o),
				  o->lines);
	if (!status)
		status = hk_pieces_wrap(out, &layout, o);
	hk_layout_release(&layout);
	return status;
}

/* The marks as the house has them, allocated. */
static enum hk_status take_marks(struct hk_span **out,
				 const struct hiku_range *marks, size_t count,
				 size_t len, struct hk_error *why)
{
	size_t end = 0;

	*out = calloc(count + 1, sizeof(**out));
	if (!*out)
		return hk_error_nomem(why);
	for (size_t i = 0; i < count; i++) {
		if (marks[i].begin < end || marks[i].begin >= marks[i].end ||
		    marks[i].end > len)
			return hk_error_set(why, HK_EUSAGE,
					    "mark %zu is out of order or "
					    "outside of the text",
					    i);
		end = marks[i].end;
		(*out)[i] = (struct hk_span){marks[i].begin, end};
	}
	return HK_OK;
}

enum hiku_status hiku_text_wrap(const char *text, size_t len,
				const struct hiku_range *marks,
				size_t mark_count,
				const struct hiku_format_options *options,
				hiku_write_fn write, void *ctx,
				struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hk_span *spans = NULL;
	struct hiku_format_options o;
	struct hk_buf out;
	enum hk_status status = hk_options_format(&o, options, &why);

	hk_buf_init(&out, HK_BUF_NO_MAX);
	if (!status)
		status = take_marks(&spans, marks, mark_count, len, &why);
	if (!status)
		status =
			hk_pieces_give(&out,
				       put_wrapped(&out, hk_span_str(text, len),
						   spans, mark_count, &o),
				       write, ctx, &why);
	free(spans);
	hk_buf_release(&out);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}

enum hiku_status hiku_text_safe(const char *text, size_t len,
				hiku_write_fn write, void *ctx,
				struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hk_buf out;
	enum hk_status status;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_pieces_give(&out,
				hk_visible_text(&out, hk_span_str(text, len)),
				write, ctx, &why);
	hk_buf_release(&out);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}

size_t hiku_text_cells(const char *text, size_t len, int wide)
{
	return hk_layout_cells(hk_span_str(text, len), wide != 0);
}

size_t hiku_text_char(const char *text, size_t len, int wide, size_t *cells)
{
	uint32_t before = 0, c;
	size_t end = 0;

	while (end < len) {
		size_t n = hk_utf8_decode(text + end, len - end, &c);

		if (end && !hk_layout_joins(before, c))
			break;
		before = c;
		end += n ? n : 1;
	}
	if (cells)
		*cells = hiku_text_cells(text, end, wide);
	return end;
}

enum hiku_status hiku_text_decode(const char *text, size_t len,
				  const char *encoding, hiku_write_fn write,
				  void *ctx, struct hiku_error *err)
{
	const struct hk_str bytes = {text, len};
	enum hk_charset charset =
		encoding ? hk_charset_named(hk_span_cstr(encoding))
			 : HK_CHARSET_UTF8;
	struct hk_convert_result result = {0, 0, false};
	struct hk_error why = {HK_OK, ""};
	struct hk_buf out;
	enum hk_status status = HK_OK;

	hk_buf_init(&out, DECODED_MAX);
	if (!encoding) {
		status = hk_encoding_decode(&out, bytes, hk_span_str("", 0),
					    NULL, &why);
	} else if (!hk_utf8_valid(bytes)) {
		if (charset == HK_CHARSET_UTF8 ||
		    hk_convert_run(&out, bytes, charset, encoding, &result,
				   NULL) ||
		    result.replaced)
			status = hk_error_set(&why, HK_EENCODING,
					      "the text is neither UTF-8 nor "
					      "in %s",
					      encoding);
	} else if (hk_buf_append(&out, text, len)) {
		status = hk_error_nomem(&why);
	}
	if (!status)
		status = hk_pieces_give(&out, HK_OK, write, ctx, &why);
	hk_buf_release(&out);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}

int hiku_text_is_blank(const char *text, size_t len)
{
	while (len) {
		uint32_t c;
		size_t n = hk_utf8_decode(text, len, &c);

		if (!n || !hk_char_space(c))
			return 0;
		text += n;
		len -= n;
	}
	return 1;
}

/* ---- What the library knows ---- */

const char *hiku_field(size_t i, const char **value, const char **help)
{
	const struct hk_field *f = hk_field_table;

	while (f->name && i) {
		f++;
		i--;
	}
	if (f->name && value)
		*value = f->value;
	if (f->name && help)
		*help = f->help;
	return f->name;
}

enum hiku_status hiku_about(const char *program, hiku_write_fn write, void *ctx,
			    struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hk_buf out;
	enum hk_status status;

	hk_buf_init(&out, 1u << 16);
	status = hk_pieces_give(&out, hk_about_put(&out, program), write, ctx,
				&why);
	hk_buf_release(&out);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}
