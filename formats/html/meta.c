/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/meta.h"

#include "text/date.h"
#include "formats/plain.h"
#include "formats/tags.h"
#include "formats/yomi.h"
#include "formats/html/flow.h"
#include "formats/html/reference.h"

#define VALUE_MAX (1u << 20)
#define LANG_MAX  35 /* RFC 5646, 4.4.1 */

void hk_html_meta_init(struct hk_html_meta *m, struct hk_article *article)
{
	memset(m, 0, sizeof(*m));
	m->article = article;
	hk_buf_init(&m->value, VALUE_MAX);
}

void hk_html_meta_release(struct hk_html_meta *m)
{
	hk_buf_release(&m->value);
}

/* The attribute of that name; empty: there is none. */
static struct hk_str attribute(struct hk_str attributes, const char *wanted)
{
	return hk_plain_trim(hk_html_attribute_value(attributes, wanted));
}

/* A copy in the arena, as one line and with references resolved; empty if it is
 * longer than VALUE_MAX. */
static struct hk_str keep(struct hk_html_meta *m, struct hk_str raw, bool value)
{
	struct hk_str none = {NULL, 0}, line;
	struct hk_buf expanded;
	enum hk_status status;
	char *copy;

	hk_buf_init(&expanded, VALUE_MAX);
	hk_buf_reset(&m->value);
	status = hk_html_reference_expand(&expanded, raw, value);
	if (!status)
		status = hk_html_flow_line(&m->value, hk_buf_str(&expanded));
	hk_buf_release(&expanded);
	line = hk_buf_str(&m->value);
	if (status == HK_ETOOBIG || (!status && !line.len))
		return none;
	copy = status ? NULL
		      : hk_arena_copy(&m->article->arena, line.data, line.len);
	if (!copy)
		m->status = HK_ENOMEM;
	return hk_span_str(copy, copy ? line.len : 0);
}

static void keep_first(struct hk_html_meta *m, struct hk_str *field,
		       struct hk_str raw, bool value)
{
	if (!field->len)
		*field = keep(m, raw, value);
}

void hk_html_meta_title(struct hk_html_meta *m, struct hk_str text)
{
	keep_first(m, &m->article->title, text, false);
}

bool hk_html_meta_heading(struct hk_html_meta *m, struct hk_str text)
{
	struct hk_article *a = m->article;
	struct hk_str line;

	hk_buf_reset(&m->value);
	if (hk_html_flow_line(&m->value, text) || !m->value.len)
		return false;
	line = hk_buf_str(&m->value);
	if (a->title.len)
		return memmem(a->title.data, a->title.len, line.data,
			      line.len) != NULL;
	if (hk_article_keep(a, &a->title, line))
		m->status = HK_ENOMEM;
	return true;
}

/* ---- Dates ---- */

/* A date from a better place replaces another; among equals the first stays. */
static void take_date(struct hk_html_meta *m, struct hk_str raw, unsigned rank)
{
	char date[HK_DATE_MAX];

	if (rank <= m->date_rank || !hk_date_normalise(date, raw))
		return;
	if (hk_article_keep(m->article, &m->article->date, hk_span_cstr(date)))
		m->status = HK_ENOMEM;
	m->date_rank = rank;
}

void hk_html_meta_time(struct hk_html_meta *m, struct hk_str attributes,
		       bool head)
{
	struct hk_str value = attribute(attributes, "datetime");
	struct hk_str role = attribute(attributes, "itemprop");

	if (hk_html_token_is(role, "datepublished"))
		take_date(m, value, 4);
	else if (head)
		take_date(m, value, 2);
}

void hk_html_meta_script(struct hk_html_meta *m, struct hk_str attributes,
			 struct hk_str content)
{
	static const char key[] = "\"datePublished\"";
	const char *at, *end = content.data + content.len;

	if (m->date_rank >= 4 ||
	    !hk_html_token_is(attribute(attributes, "type"),
			      "application/ld+json"))
		return;
	at = memmem(content.data, content.len, key, sizeof(key) - 1);
	if (!at)
		return;
	for (at += sizeof(key) - 1; at < end && strchr(" \t\r\n:", *at);)
		at++;
	if (at == end || *at != '"')
		return;
	at++;
	end = memchr(at, '"', (size_t)(end - at));
	if (end)
		take_date(m, hk_span_str(at, (size_t)(end - at)), 4);
}

/* ---- Tags ---- */

static void add_tag(struct hk_html_meta *m, struct hk_str tag)
{
	struct hk_article *a = m->article;

	tag = hk_plain_trim(tag);
	if (!tag.len || a->tag_count == HK_TAGS_MAX)
		return;
	for (size_t i = 0; i < a->tag_count; i++)
		if (hk_span_same(a->tags[i], tag))
			return;
	if (hk_tags_keep(a, tag))
		m->status = HK_ENOMEM;
}

/* Where the next separator begins, its length in `*len`. */
static size_t separator(struct hk_str s, size_t *len)
{
	static const char *const marks[] = {",", "、", "，"};

	for (size_t at = 0; at < s.len; at++)
		for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
			*len = strlen(marks[i]);
			if (hk_span_starts(hk_span_str(s.data + at, s.len - at),
					   marks[i]))
				return at;
		}
	*len = 0;
	return s.len;
}

static void take_tags(struct hk_html_meta *m, struct hk_str raw)
{
	struct hk_str rest = keep(m, raw, true);

	while (rest.len) {
		size_t len, end = separator(rest, &len);

		add_tag(m, hk_span_str(rest.data, end));
		rest.data += end + len;
		rest.len -= end + len;
	}
}

/* ---- Tags of the head ---- */

enum use {
	USE_DATE,      /* published, by a meta of the page */
	USE_WEAK_DATE, /* written, or changed */
	USE_AUTHOR,
	USE_TAGS,
	USE_URL,
};

static const struct {
	const char *name;
	enum use use;
} names[] = {
	{"article:published_time", USE_DATE},
	{"datepublished", USE_DATE},
	{"date", USE_DATE},
	{"pubdate", USE_DATE},
	{"publishdate", USE_DATE},
	{"dc.date", USE_DATE},
	{"dc.date.issued", USE_DATE},
	{"dc.date.created", USE_DATE},
	{"dcterms.date", USE_DATE},
	{"dcterms.issued", USE_DATE},
	{"dcterms.created", USE_DATE},
	{"citation_publication_date", USE_DATE},
	{"creation_date", USE_DATE},
	{"last-modified", USE_WEAK_DATE},
	{"lastmod", USE_WEAK_DATE},
	{"og:updated_time", USE_WEAK_DATE},
	{"dcterms.modified", USE_WEAK_DATE},
	{"article:modified_time", USE_WEAK_DATE},
	{"author", USE_AUTHOR},
	{"dc.creator", USE_AUTHOR},
	{"dcterms.creator", USE_AUTHOR},
	{"keywords", USE_TAGS},
	{"article:tag", USE_TAGS},
	{"og:url", USE_URL},
};

static bool is_address(struct hk_str url)
{
	return url.len && memmem(url.data, url.len, "://", 3) != NULL;
}

static void take_value(struct hk_html_meta *m, enum use use,
		       struct hk_str value)
{
	switch (use) {
	case USE_DATE:
		take_date(m, value, 3);
		break;
	case USE_WEAK_DATE:
		take_date(m, value, 1);
		break;
	case USE_AUTHOR:
		keep_first(m, &m->article->author, value, true);
		break;
	case USE_TAGS:
		take_tags(m, value);
		break;
	case USE_URL:
		if (is_address(value))
			keep_first(m, &m->article->url, value, true);
		break;
	}
}

/* How title and author are read. */
static void take_reading(struct hk_html_meta *m, struct hk_str name,
			 struct hk_str value)
{
	struct hk_str base, text = {NULL, 0};

	if (hk_yomi_of(&base, name))
		text = keep(m, value, true);
	if (text.len)
		hk_yomi_field(m->article, name, text, &m->status);
}

void hk_html_meta_tag(struct hk_html_meta *m, struct hk_str attributes)
{
	static const char *const keys[] = {"name", "property", "itemprop",
					   "http-equiv"};
	struct hk_str value = attribute(attributes, "content");

	for (size_t k = 0; value.len && k < 4; k++) {
		struct hk_str name = attribute(attributes, keys[k]);

		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			if (hk_html_token_is(name, names[i].name)) {
				take_value(m, names[i].use, value);
				return;
			}
		take_reading(m, name, value);
	}
}

void hk_html_meta_link(struct hk_html_meta *m, struct hk_str attributes)
{
	struct hk_str url = attribute(attributes, "href");
	struct hk_str none = {NULL, 0};

	if (!hk_html_token_is(attribute(attributes, "rel"), "canonical") ||
	    !is_address(url))
		return;
	m->article->url = none; /* better than og:url */
	m->article->url = keep(m, url, true);
}

void hk_html_meta_root(struct hk_html_meta *m, struct hk_str attributes)
{
	struct hk_str lang = attribute(attributes, "lang");

	if (!lang.len)
		lang = attribute(attributes, "xml:lang");
	if (lang.len > LANG_MAX)
		return;
	for (size_t i = 0; i < lang.len; i++) {
		char c = lang.data[i];

		if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
		    !(c >= '0' && c <= '9') && c != '-')
			return;
	}
	keep_first(m, &m->article->lang, lang, true);
}
