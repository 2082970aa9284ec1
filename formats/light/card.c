/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/card.h"

#include <stdio.h>
#include <strings.h>

#include "formats/light/light.h"
#include "formats/light/property.h"
#include "formats/plain.h"
#include "formats/tags.h"
#include "formats/yomi.h"
#include "text/date.h"

struct reader {
	struct hk_light light; /* names members; no marks */
	struct hk_property property;
	const struct hk_card_field *fields;
	struct hk_buf text; /* of a field */
	unsigned number;    /* of the entry */
	bool parts_read;    /* its name is read in parts */
	unsigned inside;    /* how deep in it; 0: between two entries */
};

bool hk_card_looks(struct hk_str text, const char *line)
{
	struct hk_str first;

	while (text.len && hk_span_starts(text, "\xEF\xBB\xBF"))
		text = hk_span_from(text, 3);
	if (!hk_plain_line(&first, &text))
		return false;
	first = hk_plain_trim(first);
	return first.len == strlen(line) &&
	       !strncasecmp(first.data, line, first.len);
}

/* 20240531 and 20240531T090000Z, as other dates are written. */
static void set_date(struct hk_light *l, struct hk_str value)
{
	char text[32], date[HK_DATE_MAX];
	const char *d = value.data;
	bool compact = value.len >= 8;

	for (size_t i = 0; i < 8 && compact; i++)
		compact = d[i] >= '0' && d[i] <= '9';
	if (l->article->date.len || l->status)
		return;
	if (compact && value.len >= 15 && d[8] == 'T') {
		snprintf(text, sizeof(text), "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", d,
			 d + 4, d + 6, d + 9, d + 11, d + 13);
		value = hk_span_cstr(text);
	} else if (compact) {
		value.len = 8;
	}
	if (hk_date_normalise(date, value))
		l->status = hk_article_keep(l->article, &l->article->date,
					    hk_span_cstr(date));
}

static void add_block(struct reader *r, enum hk_block_kind kind)
{
	struct hk_light *l = &r->light;
	struct hk_str text = hk_buf_str(&r->text);

	if (kind == HK_BLOCK_PARAGRAPH && hk_plain_keeps_lines(text))
		kind = HK_BLOCK_VERBATIM;
	if (!l->status)
		l->status = hk_plain_block(l->article, kind, 0, text,
					   r->property.line);
}

static void keep(struct reader *r, struct hk_str *field, struct hk_str value)
{
	value = hk_plain_trim(value);
	if (!field->len && value.len && !r->light.status)
		r->light.status =
			hk_article_keep(r->light.article, field, value);
}

/* How the name is read. Of one that is read in parts, what comes is put behind
 * what came, the family name before it. */
static void take_reading(struct reader *r, struct hk_str value,
			 enum hk_card_use use)
{
	struct hk_article *a = r->light.article;
	struct hk_str more = {NULL, 0}, old = a->title_reading;
	bool family = use == HK_CARD_FAMILY;
	enum hk_status status = HK_OK;
	struct hk_buf both;

	if (!old.len)
		r->parts_read = use != HK_CARD_READING;
	if (!old.len || (r->parts_read && use != HK_CARD_READING))
		status = hk_yomi_keep(a, &more, value);

	hk_buf_init(&both, HK_BUF_NO_MAX);
	if (!status && more.len && old.len)
		status = hk_buf_printf(&both, "%.*s %.*s",
				       (int)(family ? more.len : old.len),
				       family ? more.data : old.data,
				       (int)(family ? old.len : more.len),
				       family ? old.data : more.data);
	if (!status && more.len)
		status = hk_article_keep(a, &a->title_reading,
					 old.len ? hk_buf_str(&both) : more);
	hk_buf_release(&both);
	if (!r->light.status)
		r->light.status = status;
}

static void take_field(struct reader *r, const struct hk_card_field *field)
{
	struct hk_light *l = &r->light;
	struct hk_article *a = l->article;
	struct hk_str value = hk_buf_str(&r->property.value);
	struct hk_str sorted = hk_property_parameter(&r->property, "SORT-AS");
	bool titled = a->title.len > 0;

	hk_buf_reset(&r->text);
	if (!l->status)
		l->status = hk_property_text(&r->text, value, field->between);
	value = hk_buf_str(&r->text);
	switch (field->use) {
	case HK_CARD_TITLE:
	case HK_CARD_PERSON:
		keep(r, &a->title, value);
		take_reading(r, sorted, HK_CARD_READING);
		/* The name in parts says nothing new beside the whole one. */
		if (!titled)
			add_block(r, HK_BLOCK_TITLE);
		break;
	case HK_CARD_READING:
	case HK_CARD_GIVEN:
	case HK_CARD_FAMILY:
		take_reading(r, value, field->use);
		add_block(r, HK_BLOCK_PARAGRAPH);
		break;
	case HK_CARD_DATE:
		set_date(l, value);
		break;
	case HK_CARD_TAGS:
		if (!l->status)
			l->status = hk_tags_split(a, value);
		break;
	case HK_CARD_URL:
		keep(r, &a->url, value);
		break;
	case HK_CARD_NAME:
		hk_buf_reset(&r->text);
		value = hk_property_parameter(&r->property, "CN");
		if (hk_property_is(&r->property, "ORGANIZER"))
			keep(r, &a->author, value);
		if (!l->status)
			l->status =
				hk_buf_append(&r->text, value.data, value.len);
		add_block(r, HK_BLOCK_PARAGRAPH);
		break;
	default:
		add_block(r, HK_BLOCK_PARAGRAPH);
	}
}

/* A name of a card that gives only its parts: 姓 and 名 with a blank between.
 */
static bool is_entry(const char *const *entries, struct hk_str name)
{
	name = hk_plain_trim(name);
	for (; *entries; entries++)
		if (name.len == strlen(*entries) &&
		    !strncasecmp(name.data, *entries, name.len))
			return true;
	return false;
}

static enum hk_status take(struct reader *r, const char *const *entries,
			   struct hk_error *err)
{
	struct hk_light *l = &r->light;
	const struct hk_property *p = &r->property;
	struct hk_str value = hk_buf_str(&r->property.value);

	if (hk_property_is(p, "BEGIN")) {
		if (r->inside || is_entry(entries, value))
			r->inside++;
		if (r->inside == 1) {
			hk_light_reset(l);
			l->article->lines = HK_BLOCK_LINES_RECORD;
			hk_light_member(l, ++r->number);
		}
	} else if (hk_property_is(p, "END")) {
		if (!r->inside)
			return HK_OK;
		r->inside--;
		if (!r->inside)
			return hk_light_finish(l, err);
	} else if (r->inside == 1) {
		for (const struct hk_card_field *f = r->fields; f->name; f++)
			if (hk_property_is(p, f->name) && p->value.len) {
				take_field(r, f);
				break;
			}
	}
	return HK_OK;
}

enum hk_status hk_card_read(const struct hk_format_input *input,
			    const char *const *entries,
			    const struct hk_card_field *fields,
			    struct hk_error *err)
{
	static const struct hk_light_syntax none = {.headings_only = true};
	struct reader r = {.fields = fields};
	enum hk_status status = HK_OK;

	hk_light_init(&r.light, &none, input);
	hk_property_init(&r.property, input->text, input->first_line);
	hk_buf_init(&r.text, HK_BLOCK_TEXT_MAX);
	while (!status && !(status = hk_property_next(&r.property))) {
		status = take(&r, entries, err);
		if (!status)
			status = r.light.status;
	}
	if (status == HK_ENOTFOUND) {
		/* What is cut off in the middle of an entry. */
		status = r.inside ? hk_light_finish(&r.light, err) : HK_OK;
	} else if (status == HK_ENOMEM) {
		hk_error_nomem(err);
	} else if (status == HK_ETOOBIG) {
		hk_error_set(err, HK_ETOOBIG, "a field of it is too long");
	}
	hk_buf_release(&r.text);
	hk_property_release(&r.property);
	hk_light_release(&r.light);
	return status;
}
