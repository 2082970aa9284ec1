/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What a document says about itself: title, author, date, tags. */

#include "formats/xml/book_private.h"

#ifdef HK_HAVE_EXPAT

#include <stdio.h>
#include <stdlib.h>

#include "formats/tags.h"
#include "text/date.h"

/* An element that says something about the text: is it the one that the article
 * takes? */
bool hk_xml_field_wanted(const struct hk_xml_book *b, enum hk_xml_role role)
{
	const struct hk_article *a = &b->article;

	if (!b->meta && !b->envelopes && !b->survey->vocabulary->otherwise)
		return false;
	return role == HK_XML_TITLE    ? !a->title.len
	       : role == HK_XML_AUTHOR ? !a->author.len
	       : role == HK_XML_DATE   ? !a->date.len
				       : role == HK_XML_TAG;
}

void hk_xml_field_take(struct hk_xml_book *b)
{
	struct hk_article *a = &b->article;
	char date[HK_DATE_MAX];
	struct hk_buf line;
	struct hk_str value;

	hk_buf_init(&line, HK_XML_FIELD_MAX);
	hk_xml_book_heed(b,
			 hk_html_flow_line(&line, hk_buf_str(&b->caught.text)));
	value = hk_buf_str(&line);
	if (b->status || !value.len)
		; /* nothing */
	else if (b->field_role == HK_XML_TITLE)
		hk_xml_book_heed(b, hk_article_keep(a, &a->title, value));
	else if (b->field_role == HK_XML_AUTHOR)
		hk_xml_book_heed(b, hk_article_keep(a, &a->author, value));
	else if (b->field_role == HK_XML_TAG)
		hk_xml_book_heed(b, hk_tags_add(a, value));
	else if (hk_date_normalise(date, value))
		hk_xml_book_heed(
			b, hk_article_keep(a, &a->date, hk_span_cstr(date)));
	hk_buf_release(&line);
}

/* A number in an attribute, without zeros before it. */
static unsigned number(const struct hk_xml_parse_element *e, const char *name)
{
	struct hk_str value = hk_xml_parse_value(e, name);
	char digits[8];

	snprintf(digits, sizeof(digits), "%.*s", (int)value.len,
		 value.len ? value.data : "");
	return (unsigned)strtoul(digits, NULL, 10);
}

void hk_xml_field_law(struct hk_xml_book *b,
		      const struct hk_xml_parse_element *e)
{
	static const char *const eras[][2] = {{"Meiji", "明治"},
					      {"Taisho", "大正"},
					      {"Showa", "昭和"},
					      {"Heisei", "平成"},
					      {"Reiwa", "令和"}};
	struct hk_str era = hk_xml_parse_value(e, "Era");
	char said[64], date[HK_DATE_MAX];

	for (size_t i = 0; i < sizeof(eras) / sizeof(*eras); i++) {
		if (!hk_span_same(era, hk_span_cstr(eras[i][0])))
			continue;
		snprintf(said, sizeof(said), "%s%u年%u月%u日", eras[i][1],
			 number(e, "Year"), number(e, "PromulgateMonth"),
			 number(e, "PromulgateDay"));
		if (hk_date_normalise(date, hk_span_cstr(said)))
			hk_xml_book_heed(b,
					 hk_article_keep(&b->article,
							 &b->article.date,
							 hk_span_cstr(date)));
	}
}

#endif
