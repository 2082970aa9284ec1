/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tables, sheets and slides of OpenDocument (ODF 1.3 part 3, 9 and 10). */

#include "formats/office/open.h"

#ifdef HK_OFFICE_BUILT

static struct hk_office_flow *flow_of(struct hk_office_open *x)
{
	return &x->office->flow;
}

/* ---- Sheets ---- */

static bool is_hidden(const struct hk_office_open *x,
		      const struct hk_xml_parse_element *e)
{
	const struct hk_open_style *style = hk_open_style_find(
		&x->styles, hk_xml_parse_value(e, "style-name"));

	return style && style->hidden;
}

static void keep_name(struct hk_office_open *x, struct hk_str name, bool hidden)
{
	const char *mark = hidden ? HK_OFFICE_HIDDEN : "";
	size_t len = name.len + strlen(mark);
	char *text = hk_arena_alloc(&x->office->arena, len + 1);

	if (!text) {
		flow_of(x)->status = HK_ENOMEM;
		return;
	}
	if (name.len)
		memcpy(text, name.data, name.len);
	memcpy(text + name.len, mark, strlen(mark));
	x->sheet = hk_span_str(text, len);
}

void hk_open_table(struct hk_office_open *x,
		   const struct hk_xml_parse_element *e)
{
	if (!x->tables++ && x->office->kind == HK_OFFICE_ODS)
		keep_name(x, hk_xml_parse_value(e, "name"), is_hidden(x, e));
}

void hk_open_table_end(struct hk_office_open *x)
{
	x->tables -= x->tables > 0;
}

void hk_open_sheet_name(struct hk_office_open *x)
{
	if (x->sheet.len)
		hk_office_flow_heading(flow_of(x), 1, x->sheet);
	x->sheet.len = 0;
}

void hk_open_row(struct hk_office_open *x, const struct hk_xml_parse_element *e)
{
	if (!x->rows++)
		x->row_times = hk_office_number(
			hk_xml_parse_value(e, "number-rows-repeated"), 1u << 20,
			1);
	hk_office_flow_row(flow_of(x));
}

void hk_open_row_end(struct hk_office_open *x)
{
	if (!hk_office_flow_blank(flow_of(x)) || flow_of(x)->waiting_count)
		hk_open_sheet_name(x);
	x->rows -= x->rows > 0;
	hk_office_flow_row_end(flow_of(x), x->rows ? 1 : x->row_times);
}

/* ---- Cells ---- */

void hk_open_cell(struct hk_office_open *x,
		  const struct hk_xml_parse_element *e)
{
	struct hk_str date = hk_xml_parse_value(e, "date-value");
	struct hk_str raw = hk_xml_parse_value(e, "string-value");

	if (x->rows != 1)
		return;
	x->cell_times = hk_office_number(
		hk_xml_parse_value(e, "number-columns-repeated"), 1u << 20, 1);
	x->cell = hk_office_flow_at(flow_of(x));
	*x->date = '\0';
	if (date.len >= 10 && date.data[4] == '-' && date.data[7] == '-') {
		memcpy(x->date, date.data, 10);
		x->date[10] = '\0';
	}
	if (!raw.data)
		raw = hk_xml_parse_value(e, "value");
	hk_buf_reset(&x->raw);
	if (raw.len && hk_buf_append(&x->raw, raw.data, raw.len) == HK_ENOMEM)
		flow_of(x)->status = HK_ENOMEM;
}

/* A cell shows a date in one of many ways; people look for it in others. */
void hk_open_cell_end(struct hk_office_open *x)
{
	struct hk_office_flow *flow = flow_of(x);
	const struct hk_buf *text = &flow->open[flow->depth].text;
	size_t now = hk_office_flow_at(flow);

	if (x->rows == 1 && x->cell <= now) {
		if (now == x->cell && x->raw.len && !*x->date)
			hk_office_flow_text(flow, hk_buf_str(&x->raw));
		if (*x->date && (now == x->cell ||
				 !memmem(text->data + x->cell, now - x->cell,
					 x->date, strlen(x->date)))) {
			hk_office_flow_go_on(flow);
			hk_office_flow_text(flow, hk_span_cstr(" "));
			hk_office_flow_text(flow, hk_span_cstr(x->date));
		}
		if (x->cell_times > 1)
			hk_office_flow_repeat(flow, x->cell, x->cell_times - 1);
		*x->date = '\0';
	}
	hk_office_flow_tab(flow);
}

/* ---- Slides ---- */

void hk_open_page(struct hk_office_open *x,
		  const struct hk_xml_parse_element *e)
{
	x->page = e->depth;
	x->titled = false;
	x->hidden = is_hidden(x, e);
	flow_of(x)->page++;
	hk_office_flow_hold(flow_of(x));
}

void hk_open_page_end(struct hk_office_open *x)
{
	struct hk_office_flow *flow = flow_of(x);

	hk_office_flow_end(flow);
	if (x->hidden && !x->titled) {
		hk_office_flow_ahead(flow, 1, HK_OFFICE_HIDDEN);
	} else if (!x->titled) {
		hk_office_flow_promote(flow, 1);
	}
	hk_office_flow_give(flow);
	x->page = 0;
}

void hk_open_frame(struct hk_office_open *x,
		   const struct hk_xml_parse_element *e)
{
	struct hk_str class = hk_xml_parse_value(e, "class");

	if (x->frame || !x->page)
		return;
	if (hk_span_same(class, hk_span_cstr("title"))) {
		x->frame = e->depth;
		x->frame_title = true;
	} else if (hk_span_same(class, hk_span_cstr("footer")) ||
		   hk_span_same(class, hk_span_cstr("header"))) {
		x->frame = e->depth;
		flow_of(x)->once = true;
	} else if (hk_span_same(class, hk_span_cstr("page-number")) ||
		   hk_span_same(class, hk_span_cstr("date-time"))) {
		hk_office_skip_it(&x->skip, e);
	}
}

void hk_open_frame_end(struct hk_office_open *x)
{
	struct hk_office_flow *flow = flow_of(x);

	if (x->frame_title && !hk_office_flow_blank(flow)) {
		hk_office_flow_ahead(flow, 1,
				     x->hidden && !x->titled ? HK_OFFICE_HIDDEN
							     : "");
		x->titled = true;
	}
	x->frame = 0;
	x->frame_title = false;
	flow->once = false;
}

#endif
