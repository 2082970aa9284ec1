/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/entry.h"

#ifdef HK_HAVE_EXPAT

#include "formats/html/flow.h"
#include "formats/html/strip.h"
#include "formats/plain.h"
#include "formats/tags.h"
#include "formats/worth.h"
#include "text/date.h"

#define FIELD_MAX (64u << 10)

void hk_xml_entry_init(struct hk_xml_entry *e,
		       const struct hk_format_input *input,
		       const struct hk_xml_vocabulary *vocabulary,
		       struct hk_error *err)
{
	memset(e, 0, sizeof(*e));
	e->input = input;
	e->vocabulary = vocabulary;
	e->err = err;
	hk_unique_init(&e->unique);
	hk_arena_init(&e->arena, HK_BLOCK_TEXT_MAX);
	hk_xml_catch_init(&e->text, HK_BLOCK_TEXT_MAX);
	hk_xml_catch_init(&e->caught, HK_BLOCK_TEXT_MAX);
	hk_xml_asides_init(&e->others, HK_BLOCK_TEXT_MAX);
}

void hk_xml_entry_release(struct hk_xml_entry *e)
{
	hk_unique_release(&e->unique);
	hk_arena_release(&e->arena);
	hk_xml_catch_release(&e->text);
	hk_xml_catch_release(&e->caught);
	hk_xml_asides_release(&e->others);
}

static void heed(struct hk_xml_entry *e, enum hk_status status)
{
	if (!e->status)
		e->status = status;
}

void hk_xml_entry_begin(struct hk_xml_entry *e)
{
	struct hk_str none = {NULL, 0};

	hk_arena_reset(&e->arena);
	hk_xml_catch_reset(&e->text);
	hk_xml_asides_reset(&e->others);
	e->title = e->author = e->date = e->url = e->id = none;
	memset(e->ranks, 0, sizeof(e->ranks));
	e->tags = NULL;
	e->tag_count = e->tag_capacity = 0;
	e->kind = e->field = HK_XML_UNKNOWN;
	e->drop = 0;
}

/* ---- Fields ---- */

/* A copy of the text as one line; its tags are gone if it may have some. */
static struct hk_str keep_line(struct hk_xml_entry *e, struct hk_str text,
			       bool strip)
{
	struct hk_str none = {NULL, 0};
	struct hk_buf line;
	enum hk_status status;
	char *copy = NULL;
	size_t len;

	hk_buf_init(&line, FIELD_MAX);
	status = strip ? hk_html_strip_line(&line, text)
		       : hk_html_flow_line(&line, text);
	len = line.len;
	if (!status && len)
		copy = hk_arena_copy(&e->arena, line.data, len);
	hk_buf_release(&line);
	if (status == HK_ETOOBIG || (!status && !len))
		return none; /* not a field that anybody meant */
	if (!copy)
		heed(e, HK_ENOMEM);
	return hk_span_str(copy, copy ? len : 0);
}

static void add_tag(struct hk_xml_entry *e, struct hk_str tag)
{
	tag = keep_line(e, tag, false);
	if (!tag.len || e->tag_count >= HK_TAGS_MAX)
		return;
	for (size_t i = 0; i < e->tag_count; i++)
		if (hk_span_same(e->tags[i], tag))
			return;
	if (HK_ARENA_RESERVE(&e->arena, e->tags, e->tag_capacity,
			     e->tag_count + 1))
		e->tags[e->tag_count++] = tag;
	else
		heed(e, HK_ENOMEM);
}

static void take_date(struct hk_xml_entry *e, struct hk_str text)
{
	char date[HK_DATE_MAX];

	if (!hk_date_normalise(date, hk_plain_trim(text)))
		return;
	e->date = keep_line(e, hk_span_cstr(date), false);
}

/* The field has this value; false: a better one is known, or it is blank. */
static bool is_better(struct hk_xml_entry *e, enum hk_xml_role field,
		      unsigned rank, struct hk_str value)
{
	if (rank < e->ranks[field] || hk_plain_is_blank(value))
		return false;
	e->ranks[field] = rank;
	return true;
}

static void take_field(struct hk_xml_entry *e)
{
	struct hk_str value = hk_buf_str(&e->caught.text);
	enum hk_xml_role field = e->field;
	struct hk_xml_catch swap;

	e->field = HK_XML_UNKNOWN;
	if (field == HK_XML_TAG)
		add_tag(e, value);
	if (field == HK_XML_TAG ||
	    !is_better(e, field == HK_XML_WIKI ? HK_XML_HTML : field, e->rank,
		       value))
		return;
	switch (field) {
	case HK_XML_TITLE:
		e->title = keep_line(e, value, e->strip);
		break;
	case HK_XML_AUTHOR:
		e->author = keep_line(e, value, false);
		break;
	case HK_XML_URL:
		e->url = keep_line(e, value, false);
		break;
	case HK_XML_ID:
		e->id = keep_line(e, value, false);
		break;
	case HK_XML_DATE:
		take_date(e, value);
		break;
	default:
		swap = e->text;
		e->text = e->caught;
		e->caught = swap;
		e->kind = field;
		break;
	}
}

/* ---- Elements ---- */

static bool is_atom(const struct hk_xml_entry *e)
{
	return e->vocabulary == &hk_xml_atom;
}

/* What an attribute says, the field has: links and categories of Atom. */
static bool take_attribute(struct hk_xml_entry *e,
			   const struct hk_xml_parse_element *x,
			   const struct hk_xml_row *row)
{
	struct hk_str value, rel;

	if (row->role == HK_XML_TAG) {
		value = hk_xml_parse_value(x, "label");
		if (!value.len)
			value = hk_xml_parse_value(x, "term");
		if (value.len)
			add_tag(e, value);
		return value.len > 0;
	}
	if (row->role != HK_XML_URL)
		return false;
	value = hk_xml_parse_value(x, "href");
	rel = hk_xml_parse_value(x, "rel");
	if (!value.len)
		return is_atom(e);
	if ((!rel.len || hk_span_same(rel, hk_span_cstr("alternate"))) &&
	    is_better(e, HK_XML_URL, row->rank, value))
		e->url = keep_line(e, value, false);
	return true;
}

static void begin_field(struct hk_xml_entry *e,
			const struct hk_xml_parse_element *x,
			const struct hk_xml_row *row)
{
	struct hk_str type = hk_xml_parse_value(x, "type");
	bool html = hk_span_same(type, hk_span_cstr("html")) ||
		    hk_span_same(type, hk_span_cstr("text/html"));

	e->field = row->role;
	e->rank = row->rank;
	e->depth = x->depth;
	e->strip = e->vocabulary == &hk_xml_rss || (is_atom(e) && html);
	e->escape = is_atom(e) && !html;
	/* WordPress has the text and an excerpt of it by the same name. */
	if (row->role == HK_XML_HTML && x->space.len > 8 &&
	    memmem(x->space.data, x->space.len, "excerpt", 7))
		e->rank = 0;
	hk_xml_catch_reset(&e->caught);
}

/* A tag inside of HTML, as a tag. Its attributes are not needed. */
static void put_tag(struct hk_xml_entry *e,
		    const struct hk_xml_parse_element *x, const char *begin)
{
	heed(e, hk_xml_catch_put(&e->caught, hk_span_cstr(begin), x->line));
	heed(e, hk_xml_catch_put(&e->caught, x->name, x->line));
	heed(e, hk_xml_catch_put(&e->caught, hk_span_cstr(">"), x->line));
}

static void put_other(struct hk_xml_entry *e, struct hk_str text, uint32_t line)
{
	if (e->apart)
		heed(e, hk_xml_asides_begin(&e->others, line));
	e->apart = false;
	heed(e, hk_xml_catch_put(&e->others.text, text, line));
}

void hk_xml_entry_open(struct hk_xml_entry *e,
		       const struct hk_xml_parse_element *x)
{
	const struct hk_xml_row *row;
	struct hk_str name;

	if (e->drop)
		return;
	if (e->field == HK_XML_HTML)
		put_tag(e, x, "<");
	if (e->field)
		return;
	row = hk_xml_vocabulary_row(e->vocabulary->entry, x->name);
	if (row && row->role == HK_XML_SPACED)
		return; /* it goes on with the name before it */
	e->apart = true;
	if (!row)
		return;
	if (row->role == HK_XML_DROP) {
		e->drop = x->depth;
	} else if (row->role == HK_XML_NAMED) {
		name = hk_xml_parse_value(x, "name");
		if (name.len) {
			put_other(e, name, x->line);
			put_other(e, hk_span_cstr(": "), x->line);
		}
	} else if (!take_attribute(e, x, row)) {
		begin_field(e, x, row);
	}
}

void hk_xml_entry_close(struct hk_xml_entry *e,
			const struct hk_xml_parse_element *x)
{
	if (e->drop) {
		if (e->drop == x->depth)
			e->drop = 0;
	} else if (e->field && e->depth == x->depth) {
		take_field(e);
	} else if (e->field == HK_XML_HTML) {
		put_tag(e, x, "</");
	} else if (!e->field) {
		e->apart = true;
	}
}

void hk_xml_entry_text(struct hk_xml_entry *e, struct hk_str text,
		       uint32_t line)
{
	if (e->drop)
		return;
	if (e->field && e->escape && e->field == HK_XML_HTML)
		heed(e, hk_xml_catch_escape(&e->caught, text, line));
	else if (e->field)
		heed(e, hk_xml_catch_put(&e->caught, text, line));
	else if (!hk_plain_is_blank(text) &&
		 (!e->apart || hk_worth_reading(text)))
		put_other(e, text, line);
}

/* ---- The article ---- */

/* Give the article, which has the text of the entry, all the rest. */
static enum hk_status finish(void *ctx, struct hk_article *a)
{
	struct hk_xml_entry *e = ctx;
	struct hk_str name = e->id.len ? e->id : e->url.len ? e->url : e->title;
	enum hk_status status = hk_xml_asides_flush(&e->others, a);

	a->lines = HK_BLOCK_LINES_PHYSICAL;
	if (e->title.len)
		a->title = e->title;
	a->author = e->author;
	if (e->date.len)
		a->date = e->date;
	a->url = e->url;
	a->tags = e->tags;
	a->tag_count = e->tag_count;
	/* What has a title and nothing else can be found by that. */
	if (!status && !a->block_count && a->title.len)
		status = hk_plain_block(a, HK_BLOCK_TITLE, 0, a->title,
					e->text.line);
	if (!status)
		status = hk_unique_name(&e->unique, a, name);
	return status ? status : e->input->emit(e->input->ctx, a);
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	const struct hk_xml_entry *e = ctx;

	e->input->complain(e->input->ctx, line, why);
}

void hk_xml_entry_end(struct hk_xml_entry *e, uint32_t line)
{
	struct hk_article *a = e->input->article;
	const struct hk_format *format =
		e->kind == HK_XML_HTML	 ? &hk_format_html
		: e->kind == HK_XML_WIKI ? hk_format_named("mediawiki")
					 : NULL;
	struct hk_format_input part = {.text = hk_buf_str(&e->text.text),
				       .fd = -1,
				       .first_line = e->text.line,
				       .path = e->input->path,
				       .article = a,
				       .emit = finish,
				       .complain = complain,
				       .ctx = e};

	if (e->status)
		return;
	if (!e->kind)
		e->text.line = line;
	if (format && format->read) {
		heed(e, format->read(&part, e->err));
		return;
	}
	hk_article_reset(a);
	a->lines = HK_BLOCK_LINES_PHYSICAL;
	if (e->kind)
		heed(e, hk_plain_paragraphs(a, part.text, part.first_line));
	if (!e->status)
		heed(e, finish(e, a));
}

#endif
