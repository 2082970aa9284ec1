/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What an element adds to the article: text, gaps, headings, attributes. */

#include "formats/xml/book_private.h"

#ifdef HK_HAVE_EXPAT

#include "formats/join.h"
#include "formats/plain.h"
#include "formats/worth.h"

/* ---- Text and what stands between ---- */

/* Add text that stands on `line`. An entity's line feeds may have led further
 * than that. */
void hk_xml_put_text(struct hk_xml_book *b, struct hk_str text, uint32_t line)
{
	if (b->flow.open && line < b->flow.now)
		line = b->flow.now;
	hk_lines_init(&b->flow.lines, text, line);
	hk_html_ruby_text(&b->ruby, text, true);
}

/* End the heading. One outside of all sections is the title. */
void hk_xml_put_settle(struct hk_xml_book *b)
{
	struct hk_article *a = &b->article;
	size_t before = a->block_count;
	struct hk_block *last;

	if (!b->heading)
		return;
	b->heading = false;
	hk_html_ruby_end(&b->ruby);
	hk_html_flow_end(&b->flow);
	b->flow.heading = 0;
	if (b->level || a->block_count == before)
		return;
	last = &a->blocks[a->block_count - 1];
	last->kind = HK_BLOCK_TITLE;
	last->level = 0;
	b->titled = true;
	b->titled_depth = b->depth;
	if (!a->title.len) {
		struct hk_buf line;
		struct hk_str text =
			hk_span_str(a->text.data + last->span.begin,
				    last->span.end - last->span.begin);

		hk_buf_init(&line, HK_BUF_NO_MAX);
		hk_xml_book_heed(b, hk_html_flow_line(&line, text));
		hk_xml_book_heed(
			b, hk_article_keep(a, &a->title, hk_buf_str(&line)));
		hk_buf_release(&line);
	}
}

/* A block begins or ends. Inside a heading or a cell that is a blank. */
void hk_xml_put_gap(struct hk_xml_book *b)
{
	if (b->pre)
		return;
	if (b->head || b->cell) {
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_SPACE);
		return;
	}
	hk_html_ruby_end(&b->ruby);
	if (!b->notes.count) {
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_BLOCK);
		return;
	}
	hk_html_flow_end(&b->flow);
	hk_xml_book_heed(b, hk_xml_asides_flush(&b->notes, &b->article));
}

/* ---- Attributes ---- */

/* The text of an attribute as a block, or in the line. */
void hk_xml_put_attribute(struct hk_xml_book *b,
			  const struct hk_xml_parse_element *e,
			  struct hk_str value, bool block)
{
	if (block)
		hk_xml_put_gap(b);
	else
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_SPACE);
	hk_xml_put_text(b, value, e->line);
	if (block)
		hk_xml_put_gap(b);
	else
		hk_html_flow_space(&b->flow, HK_HTML_FLOW_SPACE);
}

void hk_xml_put_attributes(struct hk_xml_book *b,
			   const struct hk_xml_parse_element *e,
			   enum hk_xml_role role)
{
	static const char *const never[] = {"style", "class", "id",   "href",
					    "src",   "d",     "font", "lang"};

	for (size_t i = 0; i < e->attribute_count; i++) {
		const struct hk_xml_parse_attribute *a = &e->attributes[i];
		bool good = !a->space.len && hk_worth_reading(a->value);

		for (size_t k = 0; good && k < sizeof(never) / sizeof(*never);
		     k++)
			good = !hk_span_same(a->name, hk_span_cstr(never[k]));
		if (good)
			hk_xml_put_attribute(b, e, a->value,
					     role == HK_XML_BLOCK);
	}
}

/* HTML in an attribute: what stands in a box of a diagram. Lines end there with
 * <br>; a line feed would count as one of the file. */
void hk_xml_put_html(struct hk_xml_book *b,
		     const struct hk_xml_parse_element *e, const char *name)
{
	struct hk_str value = hk_xml_parse_value(e, name);
	struct hk_buf html;

	if (hk_plain_is_blank(value))
		return;
	hk_html_flow_end(&b->flow);
	hk_buf_init(&html, HK_BUF_NO_MAX);
	hk_xml_book_heed(b, hk_buf_append(&html, value.data, value.len));
	for (size_t i = 0; i < html.len; i++)
		if (html.data[i] == '\n' || html.data[i] == '\r')
			html.data[i] = ' ';
	if (!b->status)
		hk_xml_book_heed(b, hk_join_read(&b->article, &b->inner,
						 &hk_format_html, b->input,
						 hk_buf_str(&html), e->line,
						 b->err));
	hk_buf_release(&html);
}

void hk_xml_put_diagram(struct hk_xml_book *b,
			const struct hk_xml_parse_element *e)
{
	struct hk_str name = hk_xml_parse_value(e, "name");

	hk_html_flow_end(&b->flow);
	if (hk_plain_is_blank(name))
		return;
	b->flow.heading = 1;
	hk_xml_put_text(b, name, e->line);
	hk_html_flow_end(&b->flow);
	b->flow.heading = 0;
}

#endif
