/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/ruby.h"

#include <strings.h>

#include "formats/plain.h"
#include "formats/html/reference.h"
#include "text/char.h"

/* Bytes of a reading in the source; what is longer is text. */
#define READING_MAX 4096
/* Readings that are kept of a page. */
#define READINGS_MAX 500000

void hk_html_ruby_init(struct hk_html_ruby *r, struct hk_html_flow *flow)
{
	memset(r, 0, sizeof(*r));
	r->flow = flow;
	hk_buf_init(&r->reading, READING_MAX);
	hk_buf_init(&r->line, READING_MAX);
}

void hk_html_ruby_release(struct hk_html_ruby *r)
{
	hk_buf_release(&r->reading);
	hk_buf_release(&r->line);
}

static void fail(struct hk_html_ruby *r, enum hk_status status)
{
	if (!r->flow->status)
		r->flow->status = status;
}

/* The text since `begin` is a base, if there is any. */
static void end_base(struct hk_html_ruby *r)
{
	struct hk_buf *text = &r->flow->article->text;
	struct hk_str base;

	if (r->begin > text->len)
		r->begin = text->len;
	if (r->begin == text->len)
		return;
	base = hk_plain_trim(
		hk_span_str(text->data + r->begin, text->len - r->begin));
	r->begin = text->len;
	if (!base.len)
		return;
	if (r->read)
		r->count = r->next = 0;
	r->read = false;
	if (r->count < HK_HTML_RUBY_BASES) {
		struct hk_span *span = &r->bases[r->count++];

		span->begin = (size_t)(base.data - text->data);
		span->end = span->begin + base.len;
	}
}

static void note_reading(struct hk_html_ruby *r)
{
	struct hk_article *a = r->flow->article;
	struct hk_span base = r->bases[r->next];
	enum hk_status status;

	hk_buf_reset(&r->line);
	status = hk_html_flow_line(&r->line, hk_buf_str(&r->reading));
	if (!status && a->reading_count < READINGS_MAX)
		status = hk_article_reading(a, base, hk_buf_str(&r->line));
	fail(r, status);
}

static void end_catch(struct hk_html_ruby *r)
{
	bool reading = r->catch == HK_HTML_RUBY_READING;
	bool blank = hk_plain_is_blank(hk_buf_str(&r->reading));

	r->catch = HK_HTML_RUBY_TEXT;
	if (!reading || (r->outer && blank))
		return;
	r->read = true;
	if (r->next < r->count) {
		note_reading(r);
		r->next++;
	}
}

/* Does what was opened end within reach? If it does not, it is text, so that
 * nothing is lost because a tag is missing. */
static bool ends_soon(struct hk_str rest)
{
	size_t len = rest.len < READING_MAX ? rest.len : READING_MAX;

	for (const char *p = rest.data, *end = p + len; p < end; p++) {
		p = memchr(p, '<', (size_t)(end - p));
		if (!p || end - p < 5)
			return false;
		if (!strncasecmp(p, "</r", 3) || !strncasecmp(p, "<rt", 3) ||
		    !strncasecmp(p, "<rp", 3) || !strncasecmp(p, "<rb", 3))
			return true;
	}
	return false;
}

static void start_catch(struct hk_html_ruby *r, enum hk_html_ruby_catch what,
			struct hk_str rest)
{
	if (!ends_soon(rest))
		return;
	/* Blanks around readings are only layout of the source. */
	if (r->flow->gap == HK_HTML_FLOW_SPACE &&
	    hk_char_japanese(hk_html_flow_last(r->flow)))
		r->flow->gap = HK_HTML_FLOW_NONE;
	hk_buf_reset(&r->reading);
	r->catch = what;
}

void hk_html_ruby_open(struct hk_html_ruby *r, enum hk_html_element_id id,
		       struct hk_str rest)
{
	if (id == HK_HTML_ELEMENT_RUBY) {
		end_catch(r);
		r->depth++;
		r->count = r->next = 0;
		r->read = r->outer = false;
		r->begin = r->flow->article->text.len;
	}
	if (!r->depth || id == HK_HTML_ELEMENT_RUBY)
		return;
	end_catch(r);
	end_base(r);
	r->outer = id == HK_HTML_ELEMENT_RTC;
	if (r->outer && r->read)
		r->next = r->count; /* of a second kind: no reading */
	if (id == HK_HTML_ELEMENT_RP)
		start_catch(r, HK_HTML_RUBY_NOTHING, rest);
	else if (id != HK_HTML_ELEMENT_RB)
		start_catch(r, HK_HTML_RUBY_READING, rest);
}

void hk_html_ruby_close(struct hk_html_ruby *r, enum hk_html_element_id id)
{
	if (!r->depth)
		return;
	end_catch(r);
	if (id == HK_HTML_ELEMENT_RB)
		end_base(r);
	if (id != HK_HTML_ELEMENT_RUBY)
		return;
	/* What an outer <ruby> reads was read already. */
	r->depth--;
	r->count = r->next = 0;
	r->begin = r->flow->article->text.len;
}

void hk_html_ruby_end(struct hk_html_ruby *r)
{
	end_catch(r);
	r->depth = 0;
}

static struct hk_str skip_blanks(struct hk_str text)
{
	while (text.len && strchr(" \t\r\n", *text.data)) {
		text.data++;
		text.len--;
	}
	return text;
}

void hk_html_ruby_text(struct hk_html_ruby *r, struct hk_str text, bool literal)
{
	enum hk_status status;

	switch (r->catch) {
	case HK_HTML_RUBY_TEXT:
		if (r->depth && r->begin == r->flow->article->text.len &&
		    hk_char_japanese(hk_html_flow_last(r->flow)))
			text = skip_blanks(text);
		hk_html_flow_text(r->flow, text, literal);
		break;
	case HK_HTML_RUBY_READING:
		status = literal ? hk_buf_append(&r->reading, text.data,
						 text.len)
				 : hk_html_reference_expand(&r->reading, text,
							    false);
		if (status != HK_ETOOBIG)
			fail(r, status);
		break;
	case HK_HTML_RUBY_NOTHING:
		break;
	}
}
