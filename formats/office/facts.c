/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Title, author, date and keywords: the core properties of OOXML, meta.xml of
 * ODF. Both use the names of the Dublin Core. */

#include "formats/office/office.h"

#include "formats/plain.h"
#include "formats/tags.h"
#include "text/date.h"
#include "base/utf8.h"

/* Bytes of a value; what is longer is cut. */
#define VALUE_MAX 4096

/* The value as one line, in the arena. */
static enum hk_status keep(struct hk_article *a, struct hk_str *field,
			   struct hk_str value)
{
	enum hk_status status;

	value = hk_plain_trim(value);
	status = hk_article_keep(a, field, value);
	for (size_t i = 0; !status && i < field->len; i++)
		if ((unsigned char)field->data[i] < ' ')
			((char *)field->data)[i] = ' ';
	return status;
}

static enum hk_status keep_date(struct hk_article *a, struct hk_str value)
{
	char date[HK_DATE_MAX];

	return hk_date_normalise(date, hk_span_trim(value))
		       ? hk_article_keep(a, &a->date, hk_span_cstr(date))
		       : HK_OK;
}

/* Is the article's field empty, or its value from a weaker name? */
static bool is_free(const struct hk_str *field)
{
	return !field->len;
}

/*
 * The author is who made the document: creator in OOXML; in ODF that is
 * initial-creator, and creator is who changed it last. The date is when it was
 * made, as for other formats, else when it was changed. The language is that of
 * the program, and not taken.
 */
enum hk_status hk_office_facts_take(struct hk_article *a, struct hk_str name,
				    struct hk_str value)
{
	if (hk_plain_is_blank(value))
		return HK_OK;
	if (hk_span_same(name, hk_span_cstr("title")) && is_free(&a->title))
		return keep(a, &a->title, value);
	if (hk_span_same(name, hk_span_cstr("initial-creator")) ||
	    (hk_span_same(name, hk_span_cstr("creator")) &&
	     is_free(&a->author)))
		return keep(a, &a->author, value);
	if (hk_span_same(name, hk_span_cstr("created")) ||
	    hk_span_same(name, hk_span_cstr("creation-date")) ||
	    ((hk_span_same(name, hk_span_cstr("modified")) ||
	      hk_span_same(name, hk_span_cstr("date"))) &&
	     is_free(&a->date)))
		return keep_date(a, value);
	if (hk_span_same(name, hk_span_cstr("keywords")))
		return hk_tags_split(a, value);
	if (hk_span_same(name, hk_span_cstr("keyword")))
		return hk_tags_add(a, value);
	return HK_OK;
}

#ifdef HK_OFFICE_BUILT

struct facts {
	struct hk_article *article;
	struct hk_buf value;
};

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct facts *f = ctx;

	(void)e;
	hk_buf_reset(&f->value);
	return HK_OK;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct facts *f = ctx;

	(void)line;
	if (text.len > VALUE_MAX - f->value.len)
		text.len = hk_utf8_boundary(text, VALUE_MAX - f->value.len);
	return hk_buf_append(&f->value, text.data, text.len);
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct facts *f = ctx;
	enum hk_status status = hk_office_facts_take(f->article, e->name,
						     hk_buf_str(&f->value));

	hk_buf_reset(&f->value);
	return status;
}

enum hk_status hk_office_facts(struct hk_office *o, struct hk_office_part *part)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  on_text};
	struct facts f = {.article = o->flow.article};
	enum hk_status status;

	if (!part)
		return HK_OK;
	hk_buf_init(&f.value, VALUE_MAX);
	status =
		hk_office_package_parse(&o->package, part, &events, &f, o->err);
	hk_buf_release(&f.value);
	return status;
}

#endif
