/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Word: the document (ECMA-376 part 1, 17), then what stands apart from it:
 * notes, comments, heads and feet of pages, charts and diagrams. */

#include "formats/office/word.h"

#ifdef HK_OFFICE_BUILT

/* ---- Elements ---- */

enum element {
	OTHER,
	BREAK, /* a line ends */
	CELL,
	DELETED, /* a change that took text away */
	FIELD,
	HYPHEN,
	INSTRUCTION,

	NOTE, /* or a comment */
	PARAGRAPH,
	PICTURE,
	PICTURE_VML,
	PLACEHOLDER,
	PROPERTIES,
	OLD, /* properties before a change */
	ROW,
	RUBY,
	RUBY_BASE,
	RUBY_TEXT,
	RUN_PROPERTIES,
	STYLE,
	TAB,
	TEXT,
	TEXT_BOX,
	WORD_ART,
};

static const struct {
	const char *name;
	enum element element;
} elements[] = {
	{"br", BREAK},
	{"comment", NOTE},
	{"cr", BREAK},
	{"del", DELETED},
	{"delInstrText", OLD},
	{"delText", OLD},
	{"docPr", PICTURE},
	{"endnote", NOTE},
	{"fldChar", FIELD},
	{"footnote", NOTE},
	{"instrText", INSTRUCTION},
	{"moveFrom", DELETED},
	{"noBreakHyphen", HYPHEN},
	{"p", PARAGRAPH},
	{"pPr", PROPERTIES},
	{"pPrChange", OLD},
	{"pStyle", STYLE},
	{"ptab", TAB},
	{"rPr", RUN_PROPERTIES},
	{"rPrChange", OLD},
	{"rt", RUBY_TEXT},
	{"ruby", RUBY},
	{"rubyBase", RUBY_BASE},
	{"sectPrChange", OLD},
	{"shape", PICTURE_VML},
	{"showingPlcHdr", PLACEHOLDER},
	{"t", TEXT},
	{"tab", TAB},
	{"tblPrChange", OLD},
	{"tc", CELL},
	{"textpath", WORD_ART},
	{"tr", ROW},
	{"txbxContent", TEXT_BOX},
};

static enum element element_of(const struct hk_xml_parse_element *e)
{
	size_t low = 0, high = sizeof(elements) / sizeof(*elements);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = hk_span_compare(hk_span_cstr(elements[middle].name),
					    e->name);

		if (!order)
			return elements[middle].element;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return OTHER;
}

/* ---- Paragraphs ---- */

static struct hk_word_paragraph *paragraph(struct hk_word *w)
{
	return &w->paragraphs[w->depth < HK_WORD_DEPTH ? w->depth
						       : HK_WORD_DEPTH - 1];
}

static void open_paragraph(struct hk_word *w)
{
	struct hk_word_paragraph *p;

	w->depth++;
	p = paragraph(w);
	memset(p, 0, sizeof(*p));
	p->format.list = -1;
}

/* What the paragraph is, by itself and by its style. */
static void settle_paragraph(struct hk_word *w)
{
	struct hk_word_paragraph *p = paragraph(w);
	struct hk_office_flow *flow = &w->office->flow;
	unsigned outline =
		p->format.outline ? p->format.outline : p->style.outline;
	int list = p->format.list >= 0 ? p->format.list : p->style.list;

	if (p->style.title && !w->title_seen)
		hk_office_flow_kind(flow, HK_BLOCK_TITLE, 0);
	else if (outline && outline < 10)
		hk_office_flow_kind(flow, HK_BLOCK_HEADING, outline);
	else if (list > 0)
		hk_office_flow_kind(flow, HK_BLOCK_ITEM, 0);
}

static void close_paragraph(struct hk_word *w)
{
	struct hk_office_flow *flow = &w->office->flow;
	bool joined = paragraph(w)->joined;

	if (w->depth)
		w->depth--;
	if (joined)
		return; /* the next one goes on with it */
	if (hk_office_flow_kind_of(flow) == HK_BLOCK_TITLE)
		w->title_seen = !hk_office_flow_blank(flow);
	hk_office_flow_end(flow);
}

static void take_property(struct hk_word *w, enum element what,
			  const struct hk_xml_parse_element *e)
{
	struct hk_word_paragraph *p = paragraph(w);

	if (what == STYLE)
		p->style = hk_word_style_find(&w->styles,
					      hk_xml_parse_value(e, "val"));
	else if (what == RUN_PROPERTIES)
		w->mark = e->depth;
	else if (what == DELETED && w->mark)
		p->joined = true;
	else
		hk_word_style_format(&p->format, e);
}

/* ---- Events ---- */

/* A note or comment; some stand for the lines between text and notes. */
static void open_note(struct hk_word *w, const struct hk_xml_parse_element *e)
{
	struct hk_str type = hk_xml_parse_value(e, "type");

	if (type.len && !hk_span_same(type, hk_span_cstr("normal")))
		hk_office_skip_it(&w->skip, e);
}

static void open_text(struct hk_word *w, enum element what,
		      const struct hk_xml_parse_element *e)
{
	struct hk_office_flow *flow = &w->office->flow;

	switch (what) {
	case TEXT:
		w->in_text = !hk_word_field_hides(&w->field);
		break;
	case INSTRUCTION:
		w->in_code = true;
		break;
	case FIELD:
		hk_word_field_take(&w->field, flow,
				   hk_xml_parse_value(e, "fldCharType"));
		break;
	case TAB:
		hk_office_flow_tab(flow);
		break;
	case BREAK:
		hk_office_flow_feed(flow);
		break;
	case HYPHEN:
		hk_office_flow_text(flow, hk_span_cstr("-"));
		break;
	case RUBY_TEXT:
		hk_office_flow_reading(flow);
		break;
	case RUBY_BASE:
		hk_office_flow_base(flow);
		break;
	case PICTURE:
		hk_office_alt_of(flow, e);
		break;
	case PICTURE_VML:
		hk_office_alt(flow, hk_xml_parse_value(e, "alt"));
		break;
	case WORD_ART:
		hk_office_flow_aside(flow);
		hk_office_flow_text(flow, hk_xml_parse_value(e, "string"));
		hk_office_flow_aside_end(flow);
		break;
	default:
		break;
	}
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_word *w = ctx;
	enum element what = element_of(e);

	if (hk_office_skip_open(&w->skip, e))
		return HK_OK;
	if (what == OLD || (what == DELETED && !w->properties)) {
		hk_office_skip_it(&w->skip, e);
	} else if (what == PROPERTIES) {
		w->properties = e->depth;
	} else if (w->properties) {
		take_property(w, what, e);
	} else if (what == PLACEHOLDER) {
		w->placeholder =
			hk_office_is_on(hk_xml_parse_value(e, "val")) ||
			!e->attribute_count;
	} else if (what == OTHER && w->placeholder &&
		   hk_xml_parse_is(e, "sdtContent")) {
		w->placeholder = false;
		hk_office_skip_it(&w->skip, e);
	} else if (what == PARAGRAPH) {
		open_paragraph(w);
	} else if (what == NOTE) {
		open_note(w, e);
	} else if (what == ROW) {
		hk_office_flow_row(&w->office->flow);
	} else if (what == TEXT_BOX) {
		hk_office_flow_aside(&w->office->flow);
	} else {
		open_text(w, what, e);
	}
	return w->office->flow.status;
}

static void close(struct hk_word *w, enum element what)
{
	struct hk_office_flow *flow = &w->office->flow;

	switch (what) {
	case PARAGRAPH:
		close_paragraph(w);
		break;
	case CELL:
		hk_office_flow_tab(flow);
		break;
	case ROW:
		hk_office_flow_row_end(flow, 1);
		break;
	case TEXT_BOX:
		hk_office_flow_aside_end(flow);
		break;
	case RUBY_TEXT:
		hk_office_flow_reading_end(flow);
		break;
	case RUBY_BASE:
		hk_office_flow_base_end(flow);
		break;
	case RUBY:
		hk_office_flow_ruby_end(flow);
		break;
	case NOTE:
		hk_office_flow_end(flow);
		break;
	default:
		break;
	}
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_word *w = ctx;
	enum element what = element_of(e);

	if (hk_office_skip_close(&w->skip, e))
		return HK_OK;
	if (w->mark == e->depth)
		w->mark = 0;
	if (w->properties == e->depth) {
		w->properties = 0;
		settle_paragraph(w);
		return HK_OK;
	}
	if (what == TEXT)
		w->in_text = false;
	else if (what == INSTRUCTION)
		w->in_code = false;
	else if (!w->properties)
		close(w, what);
	return w->office->flow.status;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct hk_word *w = ctx;

	(void)line;
	if (w->skip.from)
		return HK_OK;
	if (w->in_text)
		hk_office_flow_text(&w->office->flow, text);
	else if (w->in_code)
		hk_word_field_code(&w->field, text);
	return w->office->flow.status;
}

/* ---- Parts ---- */

static enum hk_status read_part(struct hk_word *w, struct hk_office_part *part)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  on_text};
	enum hk_status status;

	memset(&w->skip, 0, sizeof(w->skip));
	hk_word_field_reset(&w->field);
	w->depth = w->properties = w->mark = 0;
	w->in_text = w->in_code = w->placeholder = false;
	status = hk_office_package_parse(&w->office->package, part, &events, w,
					 w->office->err);
	hk_office_flow_end(&w->office->flow);
	return status;
}

/* Those that relations of this type lead to. */
static enum hk_status read_parts(struct hk_word *w, const char *type)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < w->relations.count && !status; i++) {
		const struct hk_office_relation *r = &w->relations.list[i];

		if (r->part && hk_span_same(r->type, hk_span_cstr(type)) &&
		    hk_office_package_once(r->part))
			status = read_part(w, r->part);
	}
	return status;
}

static enum hk_status read_apart(struct hk_word *w)
{
	static const char *const notes[] = {"footnotes", "endnotes",
					    "comments"};
	static const char *const drawings[] = {"chart", "diagramData"};
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < 3 && !status; i++)
		status = read_parts(w, notes[i]);
	for (size_t i = 0; i < 2 && !status; i++)
		status = hk_office_drawings(w->office, &w->relations,
					    drawings[i]);
	/* Each page has them; here they come once. */
	w->office->flow.once = true;
	if (!status)
		status = read_parts(w, "header");
	if (!status)
		status = read_parts(w, "footer");
	w->office->flow.once = false;
	return status;
}

static enum hk_status read_styles(struct hk_word *w)
{
	for (size_t i = 0; i < w->relations.count; i++) {
		const struct hk_office_relation *r = &w->relations.list[i];

		if (r->part && hk_span_same(r->type, hk_span_cstr("styles")))
			return hk_word_style_read(&w->styles, w->office,
						  r->part);
	}
	return hk_word_style_read(
		&w->styles, w->office,
		hk_office_package_find(&w->office->package,
				       hk_span_cstr("word/styles.xml")));
}

enum hk_status hk_office_word(struct hk_office *o)
{
	struct hk_office_part *main =
		hk_office_package_find(&o->package, o->main);
	struct hk_word w = {.office = o};
	enum hk_status status;

	hk_word_style_init(&w.styles);
	hk_word_field_init(&w.field);
	status = hk_office_package_relations(&o->package, &w.relations, main,
					     o->err);
	if (!status)
		status = read_styles(&w);
	if (!status && hk_office_package_once(main))
		status = read_part(&w, main);
	if (!status)
		status = read_apart(&w);
	hk_word_field_release(&w.field);
	hk_word_style_release(&w.styles);
	return status;
}

#endif
