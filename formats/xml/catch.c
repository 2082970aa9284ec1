/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/catch.h"

#include <stdlib.h>

#include "base/array.h"
#include "formats/plain.h"

void hk_xml_catch_init(struct hk_xml_catch *c, size_t max)
{
	memset(c, 0, sizeof(*c));
	hk_buf_init(&c->text, max);
}

void hk_xml_catch_release(struct hk_xml_catch *c)
{
	hk_buf_release(&c->text);
}

void hk_xml_catch_reset(struct hk_xml_catch *c)
{
	hk_buf_reset(&c->text);
	c->line = c->now = 0;
}

/* Come to `line`. */
static enum hk_status approach(struct hk_xml_catch *c, uint32_t line)
{
	enum hk_status status = HK_OK;

	if (!c->now)
		c->line = c->now = line;
	for (; c->now < line && !status; c->now++)
		status = hk_buf_putc(&c->text, '\n');
	return status;
}

static void count(struct hk_xml_catch *c, struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		c->now += text.data[i] == '\n';
}

enum hk_status hk_xml_catch_put(struct hk_xml_catch *c, struct hk_str text,
				uint32_t line)
{
	enum hk_status status = approach(c, line);

	if (!status)
		status = hk_buf_append(&c->text, text.data, text.len);
	if (!status)
		count(c, text);
	return status;
}

enum hk_status hk_xml_catch_escape(struct hk_xml_catch *c, struct hk_str text,
				   uint32_t line)
{
	enum hk_status status = approach(c, line);

	for (size_t i = 0; i < text.len && !status; i++) {
		char sign = text.data[i];

		status = sign == '<'   ? hk_buf_puts(&c->text, "&lt;")
			 : sign == '&' ? hk_buf_puts(&c->text, "&amp;")
				       : hk_buf_putc(&c->text, sign);
	}
	if (!status)
		count(c, text);
	return status;
}

/* ---- Asides ---- */

void hk_xml_asides_init(struct hk_xml_asides *a, size_t max)
{
	memset(a, 0, sizeof(*a));
	hk_xml_catch_init(&a->text, max);
}

void hk_xml_asides_release(struct hk_xml_asides *a)
{
	hk_xml_catch_release(&a->text);
	free(a->list);
}

void hk_xml_asides_reset(struct hk_xml_asides *a)
{
	hk_xml_catch_reset(&a->text);
	a->count = 0;
}

enum hk_status hk_xml_asides_begin(struct hk_xml_asides *a, uint32_t line)
{
	if (!HK_ARRAY_RESERVE(a->list, a->capacity, a->count + 1))
		return HK_ENOMEM;
	a->list[a->count++] = (struct hk_xml_aside){a->text.text.len, line};
	a->text.now = line;
	return HK_OK;
}

enum hk_status hk_xml_asides_flush(struct hk_xml_asides *a,
				   struct hk_article *article)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < a->count && !status; i++) {
		size_t begin = a->list[i].begin;
		size_t end = i + 1 < a->count ? a->list[i + 1].begin
					      : a->text.text.len;

		if (end > begin)
			status = hk_plain_paragraphs(
				article,
				hk_span_str(a->text.text.data + begin,
					    end - begin),
				a->list[i].line);
	}
	hk_xml_asides_reset(a);
	return status;
}
