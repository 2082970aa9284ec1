/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/book_private.h"

#ifdef HK_HAVE_EXPAT

#include "formats/plain.h"
#include "formats/worth.h"

#define NOTE_MAX (64u << 10)

/* What hk_html_ruby_open() looks for: in XML every element is closed. */
#define CLOSED "</rt>"

void hk_xml_book_init(struct hk_xml_book *b,
		      const struct hk_format_input *input,
		      const struct hk_xml_survey *survey, struct hk_error *err)
{
	memset(b, 0, sizeof(*b));
	b->input = input;
	b->survey = survey;
	b->err = err;
	hk_article_init(&b->article);
	hk_article_init(&b->inner);
	b->article.lines = HK_BLOCK_LINES_PHYSICAL;
	hk_html_flow_begin(&b->flow, &b->article, hk_span_str(NULL, 0), 1);
	hk_html_ruby_init(&b->ruby, &b->flow);
	hk_xml_entry_init(&b->entry, input, survey->vocabulary, err);
	hk_xml_catch_init(&b->caught, HK_XML_FIELD_MAX);
	hk_xml_catch_init(&b->about, NOTE_MAX);
	hk_xml_diagram_init(&b->diagram);
	hk_xml_asides_init(&b->notes, HK_BLOCK_TEXT_MAX);
}

void hk_xml_book_release(struct hk_xml_book *b)
{
	hk_html_ruby_release(&b->ruby);
	hk_xml_entry_release(&b->entry);
	hk_xml_catch_release(&b->caught);
	hk_xml_catch_release(&b->about);
	hk_xml_diagram_release(&b->diagram);
	hk_xml_asides_release(&b->notes);
	hk_article_release(&b->article);
	hk_article_release(&b->inner);
}

/* ---- Elements ---- */

/* Is it a heading of the text, or the title of a figure or the like? */
static bool is_heading(const struct hk_xml_book *b)
{
	unsigned parent = b->roles[b->depth - 1];
	const struct hk_xml_vocabulary *v = b->survey->vocabulary;

	if (b->contents)
		return false;
	return parent == HK_XML_SECTION || parent == HK_XML_ENVELOPE ||
	       (v != &hk_xml_docbook && v != &hk_xml_tei);
}

static void begin_heading(struct hk_xml_book *b)
{
	bool generic = b->survey->vocabulary == &hk_xml_generic;
	unsigned level = b->sections;

	hk_xml_put_gap(b);
	hk_html_flow_end(&b->flow);
	if (generic && b->titled && b->depth > b->titled_depth)
		level = b->depth - b->titled_depth;
	if (!level && b->titled)
		level = 1;
	b->level = level;
	b->flow.heading = level < 1 ? 1 : level > 6 ? 6 : level;
	b->heading = true;
	b->head = b->depth;
}

static void begin_cell(struct hk_xml_book *b)
{
	if (b->flow.open && b->article.text.len > b->row)
		b->flow.gap = HK_HTML_FLOW_CELL;
	else
		hk_xml_put_gap(b);
	b->cell = b->depth;
}

static void open_ruby(struct hk_xml_book *b, enum hk_xml_role role)
{
	static const enum hk_html_element_id ids[] = {
		HK_HTML_ELEMENT_RUBY, HK_HTML_ELEMENT_RB, HK_HTML_ELEMENT_RT,
		HK_HTML_ELEMENT_RP};

	hk_html_ruby_open(&b->ruby, ids[role - HK_XML_RUBY],
			  hk_span_cstr(CLOSED));
}

static void close_ruby(struct hk_xml_book *b, enum hk_xml_role role)
{
	static const enum hk_html_element_id ids[] = {
		HK_HTML_ELEMENT_RUBY, HK_HTML_ELEMENT_RB, HK_HTML_ELEMENT_RT,
		HK_HTML_ELEMENT_RP};

	hk_html_ruby_close(&b->ruby, ids[role - HK_XML_RUBY]);
}

/* Begin what the element is for the text. */
static void begin(struct hk_xml_book *b, const struct hk_xml_parse_element *e,
		  enum hk_xml_role role)
{
	switch (role) {
	case HK_XML_SPACED:
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_SPACE);
		break;
	case HK_XML_BREAK:
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_BREAK);
		break;
	case HK_XML_SECTION:
		hk_xml_put_gap(b);
		b->sections += b->depth > 1;
		break;
	case HK_XML_ENVELOPE:
		hk_xml_put_gap(b);
		b->envelopes++;
		break;
	case HK_XML_CONTENTS:
		hk_xml_put_gap(b);
		b->contents++;
		break;
	case HK_XML_HEAD:
	case HK_XML_JOIN:
		begin_heading(b);
		break;
	case HK_XML_ITEM:
		hk_xml_put_gap(b);
		b->flow.item = !b->head && !b->cell;
		break;
	case HK_XML_ROW:
		hk_xml_put_gap(b);
		b->row = b->article.text.len;
		break;
	case HK_XML_CELL:
		begin_cell(b);
		break;
	case HK_XML_PRE:
		hk_xml_put_gap(b);
		b->pre++;
		b->flow.pre = true;
		break;
	case HK_XML_RUBY:
	case HK_XML_RB:
	case HK_XML_RT:
	case HK_XML_RP:
		open_ruby(b, role);
		break;
	case HK_XML_OUTLINE:
		hk_xml_put_gap(b);
		b->flow.item = true;
		hk_xml_put_attribute(b, e, hk_xml_parse_value(e, "text"), true);
		hk_xml_put_attribute(b, e, hk_xml_parse_value(e, "_note"),
				     true);
		break;
	case HK_XML_DIAGRAM:
		hk_xml_put_diagram(b, e);
		break;
	case HK_XML_CELL_HTML:
		hk_xml_put_html(b, e, "value");
		hk_xml_put_html(b, e, "label");
		break;
	case HK_XML_BLOCK:
		hk_xml_put_gap(b);
		break;
	default:
		break;
	}
}

/* The role of the element where it stands. */
static enum hk_xml_role role_here(const struct hk_xml_book *b,
				  const struct hk_xml_parse_element *e)
{
	const struct hk_xml_vocabulary *v = b->survey->vocabulary;
	enum hk_xml_role role = hk_xml_survey_role(b->survey, e->name);
	const struct hk_xml_row *row;

	if (b->meta) {
		row = hk_xml_vocabulary_row(v->meta, e->name);
		role = row ? row->role : HK_XML_UNKNOWN;
	}
	switch (role) {
	case HK_XML_TITLE:
	case HK_XML_AUTHOR:
	case HK_XML_DATE:
	case HK_XML_TAG:
		if (!hk_xml_field_wanted(b, role))
			role = b->envelopes ? HK_XML_BLOCK : HK_XML_INLINE;
		break;
	case HK_XML_ALTERNATIVE:
		role = b->roles[b->depth - 1] == HK_XML_CHOICE ? HK_XML_DROP
							       : HK_XML_INLINE;
		break;
	case HK_XML_HEAD:
		if (!is_heading(b))
			role = HK_XML_BLOCK;
		break;
	case HK_XML_JOIN:
		role = b->heading && !b->head ? role : HK_XML_HEAD;
		break;
	default:
		break;
	}
	/* A block inside a heading is part of it. */
	if (b->head && role != HK_XML_DROP &&
	    (role < HK_XML_RUBY || role > HK_XML_NOTE))
		role = role == HK_XML_INLINE ? role : HK_XML_SPACED;
	return role;
}

/* Begin what does not become part of the text; false: it does. */
static bool begin_aside(struct hk_xml_book *b,
			const struct hk_xml_parse_element *e,
			enum hk_xml_role role)
{
	switch (role) {
	case HK_XML_DROP:
		b->drop = b->depth;
		return true;
	case HK_XML_ENTRY:
		b->in_entry = b->depth;
		b->entry_line = e->line;
		hk_xml_entry_begin(&b->entry);
		return true;
	case HK_XML_META:
		b->meta = b->depth;
		return true;
	case HK_XML_NOTE:
		b->note = b->depth;
		hk_xml_book_heed(b, hk_xml_asides_begin(&b->notes, e->line));
		return true;
	case HK_XML_TITLE:
	case HK_XML_AUTHOR:
	case HK_XML_DATE:
	case HK_XML_TAG:
		b->field = b->depth;
		b->field_role = role;
		hk_xml_catch_reset(&b->caught);
		return true;
	default:
		return b->meta > 0;
	}
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_xml_book *b = ctx;
	enum hk_xml_role role;

	b->depth = e->depth;
	if (b->in_entry) {
		hk_xml_entry_open(&b->entry, e);
		return b->entry.status;
	}
	if (b->drop || b->field || b->note)
		return b->status;
	if (b->survey->vocabulary == &hk_xml_law && hk_xml_parse_is(e, "Law"))
		hk_xml_field_law(b, e);
	role = role_here(b, e);
	if (role != HK_XML_JOIN && !b->head)
		hk_xml_put_settle(b);
	b->roles[b->depth] = (unsigned char)role;
	if (begin_aside(b, e, role))
		return b->status;
	if (role == HK_XML_JOIN) {
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_SPACE);
		b->head = b->depth;
	} else {
		begin(b, e, role);
	}
	if (b->survey->vocabulary == &hk_xml_generic)
		hk_xml_put_attributes(b, e, role);
	hk_xml_book_heed(b, b->flow.status);
	return b->status;
}

static void end(struct hk_xml_book *b, enum hk_xml_role role)
{
	switch (role) {
	case HK_XML_SPACED:
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_SPACE);
		break;
	case HK_XML_SECTION:
		b->sections -= b->depth > 1;
		hk_xml_put_gap(b);
		break;
	case HK_XML_ENVELOPE:
		b->envelopes--;
		hk_xml_put_gap(b);
		break;
	case HK_XML_CONTENTS:
		b->contents--;
		hk_xml_put_gap(b);
		break;
	case HK_XML_HEAD:
	case HK_XML_JOIN:
		if (b->head == b->depth)
			b->head = 0;
		break;
	case HK_XML_CELL:
		if (b->cell == b->depth)
			b->cell = 0;
		break;
	case HK_XML_PRE:
		b->pre--;
		b->flow.pre = b->pre > 0;
		hk_xml_put_gap(b);
		break;
	case HK_XML_ITEM:
		b->flow.item = false;
		hk_xml_put_gap(b);
		break;
	case HK_XML_RUBY:
	case HK_XML_RB:
	case HK_XML_RT:
	case HK_XML_RP:
		close_ruby(b, role);
		break;
	case HK_XML_BLOCK:
	case HK_XML_ROW:
	case HK_XML_OUTLINE:
		hk_xml_put_gap(b);
		break;
	case HK_XML_DIAGRAM:
		hk_xml_put_gap(b);
		hk_xml_diagram_end(b);
		break;
	default:
		break;
	}
}

/* End what is not part of the text; false: it is. */
static bool end_aside(struct hk_xml_book *b)
{
	if (b->drop || b->field || b->note) {
		if (b->drop == b->depth)
			b->drop = 0;
		if (b->field == b->depth) {
			hk_xml_field_take(b);
			b->field = 0;
		}
		if (b->note == b->depth)
			b->note = 0;
		return true;
	}
	if (!b->meta)
		return false;
	if (b->meta == b->depth)
		b->meta = 0;
	return true;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct hk_xml_book *b = ctx;
	enum hk_xml_role role;

	b->depth = e->depth;
	if (b->in_entry == b->depth) {
		hk_xml_entry_end(&b->entry, b->entry_line);
		b->in_entry = 0;
		return b->entry.status;
	}
	if (b->in_entry) {
		hk_xml_entry_close(&b->entry, e);
		return b->entry.status;
	}
	if (end_aside(b))
		return b->status;
	role = (enum hk_xml_role)b->roles[b->depth];
	if (role != HK_XML_HEAD && role != HK_XML_JOIN && !b->head)
		hk_xml_put_settle(b);
	end(b, role);
	hk_xml_book_heed(b, b->flow.status);
	return b->status;
}

/* ---- Text ---- */

static void put_about(struct hk_xml_book *b, struct hk_str text)
{
	enum hk_status status;

	if (!b->survey->vocabulary->note)
		return;
	status = hk_buf_append(&b->about.text, text.data, text.len);
	if (!status && hk_plain_is_blank(text))
		status = hk_buf_putc(&b->about.text, ' ');
	if (status != HK_ETOOBIG) /* it is long enough */
		hk_xml_book_heed(b, status);
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct hk_xml_book *b = ctx;
	enum hk_status status;

	if (b->in_entry) {
		hk_xml_entry_text(&b->entry, text, line);
		return b->entry.status;
	}
	if (b->drop) {
		/* nothing */
	} else if (b->field) {
		status = hk_xml_catch_put(&b->caught, text, line);
		if (status != HK_ETOOBIG)
			hk_xml_book_heed(b, status);
	} else if (b->note) {
		hk_xml_book_heed(b,
				 hk_xml_catch_put(&b->notes.text, text, line));
	} else if (b->meta) {
		put_about(b, text);
	} else if (hk_plain_is_blank(text)) {
		hk_xml_put_text(b, text, line);
	} else if (b->roles[b->depth] == HK_XML_DIAGRAM) {
		hk_xml_diagram_put(b, text, line);
	} else if (!hk_worth_is_blob(text)) {
		if (!b->head)
			hk_xml_put_settle(b);
		hk_xml_put_text(b, text, line);
	}
	hk_xml_book_heed(b, b->flow.status);
	return b->status;
}

const struct hk_xml_parse_events hk_xml_book_events = {on_open, on_close,
						       on_text};

enum hk_status hk_xml_book_end(struct hk_xml_book *b)
{
	struct hk_article *a = &b->article;
	struct hk_buf note;

	hk_xml_put_settle(b);
	hk_html_ruby_end(&b->ruby);
	hk_html_flow_end(&b->flow);
	hk_xml_book_heed(b, b->flow.status);
	hk_xml_book_heed(b, hk_xml_asides_flush(&b->notes, a));
	hk_buf_init(&note, HK_BUF_NO_MAX);
	hk_xml_book_heed(b,
			 hk_html_flow_line(&note, hk_buf_str(&b->about.text)));
	if (note.len)
		hk_xml_book_heed(
			b, hk_article_keep(a, &a->note, hk_buf_str(&note)));
	hk_buf_release(&note);
	return b->status ? b->status : b->entry.status;
}

#endif
