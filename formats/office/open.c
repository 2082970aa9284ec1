/* SPDX-License-Identifier: GPL-2.0-or-later */

/* OpenDocument (ODF 1.3 part 3), and OpenOffice.org's format before it, which
 * has the same names. Text is what stands in paragraphs and headings. */

#include "formats/office/open.h"

#include "formats/office/manifest.h"

#ifdef HK_OFFICE_BUILT

#include <stdlib.h>

/* Bytes of a value. */
#define VALUE_MAX 65536

/* ---- Elements ---- */

enum element {
	OTHER,
	ALT,   /* what is said of a picture */
	BOX,   /* text that stands apart */
	BREAK, /* a line ends */
	CELL,
	CHART,
	COVERED, /* and all else that is left out */
	FRAME,
	HEADING,
	ITEM,
	META,
	PAGE,
	PARAGRAPH,
	ROW,
	RUBY,
	RUBY_BASE,
	RUBY_TEXT,
	SPACE,
	TAB,
	TABLE,
};

static const struct {
	const char *name;
	enum element element;
} elements[] = {
	{"annotation", BOX},
	{"binary-data", COVERED},
	{"chart", CHART},
	{"content-validations", COVERED},
	{"covered-table-cell", COVERED},
	{"custom-shape", FRAME},
	{"dde-links", COVERED},
	{"endnote-body", BOX},
	{"footer-decl", PARAGRAPH},
	{"footnote-body", BOX},
	{"forms", COVERED},
	{"frame", FRAME},
	{"h", HEADING},
	{"header-decl", PARAGRAPH},
	{"line-break", BREAK},
	{"list-item", ITEM},
	{"meta", META},
	{"note-body", BOX},
	{"note-citation", COVERED},
	{"footnote-citation", COVERED},
	{"p", PARAGRAPH},
	{"page", PAGE},
	{"ruby", RUBY},
	{"ruby-base", RUBY_BASE},
	{"ruby-text", RUBY_TEXT},
	{"s", SPACE},
	{"scripts", COVERED},
	{"tab", TAB},
	{"tab-stop", TAB},
	{"table", TABLE},
	{"table-cell", CELL},
	{"table-row", ROW},
	{"text-box", BOX},
	{"tracked-changes", COVERED},
};

static bool ends(struct hk_str text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && !memcmp(text.data + text.len - len, end, len);
}

/* Title and description of a picture. */
static bool is_alt(const struct hk_xml_parse_element *e)
{
	return (hk_xml_parse_is(e, "title") || hk_xml_parse_is(e, "desc")) &&
	       e->space.len && memmem(e->space.data, e->space.len, "svg", 3);
}

/* Dublin Core, in comments; templates of indexes. */
static bool is_about(const struct hk_xml_parse_element *e)
{
	return (e->space.len &&
		memmem(e->space.data, e->space.len, "purl.org/dc/", 12)) ||
	       (ends(e->name, "-source") &&
		!hk_xml_parse_is(e, "dde-source")) ||
	       hk_xml_parse_is(e, "date-string");
}

static enum element element_of(const struct hk_xml_parse_element *e)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (hk_xml_parse_is(e, elements[i].name))
			return elements[i].element;
	if (is_alt(e))
		return ALT;
	return is_about(e) ? COVERED : OTHER;
}

/* ---- Paragraphs ---- */

static void open_paragraph(struct hk_office_open *x, enum element what,
			   const struct hk_xml_parse_element *e)
{
	struct hk_str style = hk_xml_parse_value(e, "style-name");
	const struct hk_open_style *known;

	if (x->paragraphs++)
		hk_office_flow_aside(&x->office->flow); /* in a shape */
	if (what == HEADING) {
		struct hk_str level = hk_xml_parse_value(e, "outline-level");

		if (!level.len)
			level = hk_xml_parse_value(e, "level");
		hk_office_flow_kind(&x->office->flow, HK_BLOCK_HEADING,
				    hk_office_number(level, 10, 1));
		return;
	}
	known = hk_open_style_find(&x->styles, style);
	if (x->frame_title)
		hk_office_flow_kind(&x->office->flow, HK_BLOCK_HEADING, 1);
	else if (!x->title_seen &&
		 (hk_span_same(style, hk_span_cstr("Title")) ||
		  (known && known->title)))
		hk_office_flow_kind(&x->office->flow, HK_BLOCK_TITLE, 0);
	else if (x->items)
		hk_office_flow_kind(&x->office->flow, HK_BLOCK_ITEM, 0);
}

static void close_paragraph(struct hk_office_open *x)
{
	struct hk_office_flow *flow = &x->office->flow;

	x->paragraphs -= x->paragraphs > 0;
	if (x->frame_title && !x->paragraphs && !x->box_count) {
		hk_office_flow_feed(flow);
		return;
	}
	if (hk_office_flow_kind_of(flow) == HK_BLOCK_TITLE)
		x->title_seen = !hk_office_flow_blank(flow);
	if (x->paragraphs) {
		hk_office_flow_aside_end(flow);
		return;
	}
	if (!hk_office_flow_in_row(flow) && !hk_office_flow_blank(flow))
		hk_open_sheet_name(x);
	hk_office_flow_end(flow);
}

/* A text box, note or comment in a paragraph or cell. */
static void open_box(struct hk_office_open *x,
		     const struct hk_xml_parse_element *e)
{
	if ((!x->paragraphs && !x->rows) || x->box_count == HK_OPEN_DEPTH)
		return;
	x->boxes[x->box_count].depth = e->depth;
	x->boxes[x->box_count++].paragraphs = x->paragraphs;
	x->paragraphs = 0;
	hk_office_flow_aside(&x->office->flow);
}

static void close_box(struct hk_office_open *x,
		      const struct hk_xml_parse_element *e)
{
	if (!x->box_count || x->boxes[x->box_count - 1].depth != e->depth)
		return;
	x->paragraphs = x->boxes[--x->box_count].paragraphs;
	hk_office_flow_aside_end(&x->office->flow);
}

/* ---- Events ---- */

static void open_text(struct hk_office_open *x, enum element what)
{
	struct hk_office_flow *flow = &x->office->flow;

	switch (what) {
	case BREAK:
		hk_office_flow_feed(flow);
		break;
	case SPACE:
		hk_office_flow_text(flow, hk_span_cstr(" "));
		break;
	case TAB:
		hk_office_flow_tab(flow);
		break;
	case RUBY_BASE:
		hk_office_flow_base(flow);
		break;
	case RUBY_TEXT:
		hk_office_flow_reading(flow);
		break;
	default:
		break;
	}
}

static void open_element(struct hk_office_open *x, enum element what,
			 const struct hk_xml_parse_element *e)
{
	switch (what) {
	case COVERED:
		hk_office_skip_it(&x->skip, e);
		break;
	case PARAGRAPH:
	case HEADING:
		open_paragraph(x, what, e);
		break;
	case BOX:
		open_box(x, e);
		break;
	case ITEM:
		x->items++;
		break;
	case TABLE:
		if (x->chart)
			hk_office_skip_it(&x->skip, e);
		else
			hk_open_table(x, e);
		break;
	case ROW:
		hk_open_row(x, e);
		break;
	case CELL:
		hk_open_cell(x, e);
		break;
	case PAGE:
		if (!x->page)
			hk_open_page(x, e);
		break;
	case FRAME:
		hk_open_frame(x, e);
		break;
	case CHART:
		x->chart = true;
		break;
	case ALT:
		x->alt = true;
		hk_buf_reset(&x->value);
		break;
	default:
		open_text(x, what);
		break;
	}
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_office_open *x = ctx;
	enum element what;

	if (x->meta) {
		hk_buf_reset(&x->value);
		return HK_OK;
	}
	if (hk_office_skip_open(&x->skip, e))
		return HK_OK;
	what = element_of(e);
	if (what == META && e->depth == 2) {
		x->meta = e->depth;
		return HK_OK;
	}
	open_element(x, what, e);
	if (x->office->flow.status)
		return x->office->flow.status;
	return hk_open_style_take(&x->styles, &x->office->arena, e);
}

static void close_element(struct hk_office_open *x, enum element what,
			  const struct hk_xml_parse_element *e)
{
	struct hk_office_flow *flow = &x->office->flow;

	switch (what) {
	case PARAGRAPH:
	case HEADING:
		close_paragraph(x);
		break;
	case BOX:
		close_box(x, e);
		break;
	case ITEM:
		x->items -= x->items > 0;
		break;
	case TABLE:
		hk_open_table_end(x);
		break;
	case ROW:
		hk_open_row_end(x);
		break;
	case CELL:
		hk_open_cell_end(x);
		break;
	case ALT:
		x->alt = false;
		hk_office_alt(flow, hk_buf_str(&x->value));
		break;
	case RUBY:
		hk_office_flow_ruby_end(flow);
		break;
	case RUBY_BASE:
		hk_office_flow_base_end(flow);
		break;
	case RUBY_TEXT:
		hk_office_flow_reading_end(flow);
		break;
	case PAGE:
		if (x->page == e->depth)
			hk_open_page_end(x);
		break;
	case FRAME:
		if (x->frame == e->depth)
			hk_open_frame_end(x);
		break;
	default:
		break;
	}
}

static enum hk_status close_meta(struct hk_office_open *x,
				 const struct hk_xml_parse_element *e)
{
	enum hk_status status = HK_OK;

	if (x->meta == e->depth)
		x->meta = 0;
	else
		status = hk_office_facts_take(x->office->flow.article, e->name,
					      hk_buf_str(&x->value));
	hk_buf_reset(&x->value);
	return status;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_office_open *x = ctx;

	if (x->meta)
		return close_meta(x, e);
	if (!hk_office_skip_close(&x->skip, e))
		close_element(x, element_of(e), e);
	return x->office->flow.status;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct hk_office_open *x = ctx;
	enum hk_status status = HK_OK;

	(void)line;
	if (x->meta)
		status = hk_buf_append(&x->value, text.data, text.len);
	else if (x->alt)
		status = hk_buf_append(&x->value, text.data, text.len);
	else if (x->paragraphs && !x->skip.from)
		hk_office_flow_text(&x->office->flow, text);
	return status == HK_ENOMEM ? status : x->office->flow.status;
}

const struct hk_xml_parse_events hk_office_open_events = {on_open, on_close,
							  on_text};

/* ---- The file ---- */

struct hk_office_open *hk_office_open_new(struct hk_office *o)
{
	struct hk_office_open *x = calloc(1, sizeof(*x));

	if (!x)
		return NULL;
	x->office = o;
	hk_open_style_init(&x->styles);
	hk_buf_init(&x->value, VALUE_MAX);
	hk_buf_init(&x->raw, VALUE_MAX);
	if (o->kind == HK_OFFICE_ODP)
		o->flow.article->lines = HK_BLOCK_LINES_PAGE;
	return x;
}

void hk_office_open_free(struct hk_office_open *x)
{
	if (!x)
		return;
	hk_open_style_release(&x->styles);
	hk_buf_release(&x->value);
	hk_buf_release(&x->raw);
	free(x);
}

static enum hk_status read_part(struct hk_office_open *x,
				struct hk_office_part *part)
{
	enum hk_status status;

	if (!part || !hk_office_package_once(part))
		return HK_OK;
	memset(&x->skip, 0, sizeof(x->skip));
	x->paragraphs = x->items = x->box_count = x->tables = x->rows = 0;
	x->page = x->frame = x->meta = 0;
	x->chart = x->frame_title = x->alt = false;
	status = hk_office_package_parse(&x->office->package, part,
					 &hk_office_open_events, x,
					 x->office->err);
	hk_office_flow_end(&x->office->flow);
	hk_office_flow_give(&x->office->flow);
	return status;
}

/* Charts, formulas and documents inside of it. */
static enum hk_status read_objects(struct hk_office_open *x)
{
	struct hk_office_package *package = &x->office->package;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < package->count && !status; i++) {
		struct hk_str name = package->parts[i].name;

		if (hk_span_starts(name, "Object ") &&
		    ends(name, "/content.xml"))
			status = read_part(x, &package->parts[i]);
	}
	return status;
}

enum hk_status hk_office_open(struct hk_office *o)
{
	struct hk_office_package *package = &o->package;
	struct hk_office_open *x = hk_office_open_new(o);
	enum hk_status status;
	bool encrypted;

	if (!x)
		return hk_error_nomem(o->err);
	status = hk_manifest_encrypted(&encrypted, o);
	if (!status && encrypted)
		status = hk_error_set(o->err, HK_ENOTTEXT,
				      "encrypted: needs a password");
	if (!status)
		status = read_part(x, hk_office_package_find(package, o->main));
	if (!status)
		status = read_objects(x);
	/* Heads and feet of pages; sheets and slides have none of their own. */
	o->flow.once = true;
	if (!status && o->kind == HK_OFFICE_ODT)
		status = read_part(
			x, hk_office_package_find(package,
						  hk_span_cstr("styles.xml")));
	o->flow.once = false;
	hk_office_open_free(x);
	return status;
}

#endif
