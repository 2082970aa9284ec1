/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/record.h"

#include <stdio.h>

#include "formats/html/flow.h"
#include "formats/html/strip.h"
#include "formats/join.h"
#include "formats/json/marks.h"
#include "formats/json/reading.h"
#include "formats/plain.h"
#include "formats/tags.h"
#include "formats/worth.h"
#include "text/date.h"

#define FIELD_MAX (64u << 10)

enum hk_status hk_json_record_init(struct hk_json_record *r,
				   const struct hk_format_input *input,
				   struct hk_error *err)
{
	memset(r, 0, sizeof(*r));
	r->input = input;
	r->err = err;
	hk_unique_init(&r->unique);
	hk_article_init(&r->inner);
	return hk_json_role_init(&r->roles, input->columns, err);
}

void hk_json_record_release(struct hk_json_record *r)
{
	hk_unique_release(&r->unique);
	hk_article_release(&r->inner);
	hk_json_role_release(&r->roles);
}

static bool is_string(const struct hk_json_tree *t, uint32_t v)
{
	return v && hk_json_tree_kind(t, v) == HK_JSON_STRING;
}

static bool is_scalar(const struct hk_json_tree *t, uint32_t v)
{
	return v && (hk_json_tree_kind(t, v) == HK_JSON_STRING ||
		     hk_json_tree_kind(t, v) == HK_JSON_NUMBER);
}

static enum hk_json_role role_of(const struct hk_json_record *r,
				 const struct hk_json_tree *t, uint32_t member)
{
	enum hk_json_role role =
		hk_json_role_of(&r->roles, hk_json_tree_key(t, member));

	/* An object is text, a name and so on by what it holds. */
	if (role == HK_JSON_INNER &&
	    hk_json_tree_kind(t, member) != HK_JSON_OBJECT)
		role = HK_JSON_OTHER;
	return role;
}

bool hk_json_record_has_text(const struct hk_json_record *r,
			     const struct hk_json_tree *t, uint32_t object)
{
	for (uint32_t v = hk_json_tree_first(t, object); v;
	     v = hk_json_tree_next(t, v)) {
		enum hk_json_role role = role_of(r, t, v);

		if (role == HK_JSON_TEXT &&
		    hk_json_tree_kind(t, v) != HK_JSON_NUMBER)
			return true;
		if (role == HK_JSON_INNER &&
		    hk_json_tree_kind(t, v) == HK_JSON_OBJECT &&
		    hk_json_role_of(&r->roles, hk_json_tree_key(t, object)) !=
			    HK_JSON_INNER &&
		    hk_json_record_has_text(r, t, v))
			return true;
	}
	return false;
}

/* ---- Text ---- */

void hk_json_record_begin(struct hk_json_record *r, struct hk_article *article,
			  uint32_t line)
{
	r->article = article;
	r->line = line;
	r->ts = hk_span_str(NULL, 0);
	hk_article_reset(article);
	article->lines = HK_BLOCK_LINES_RECORD;
}

static bool is_html(struct hk_str text)
{
	text = hk_span_trim(text);
	return text.len > 6 && text.data[0] == '<' &&
	       ((text.data[1] | 0x20) >= 'a' && (text.data[1] | 0x20) <= 'z') &&
	       memmem(text.data, text.len, "</", 2);
}

enum hk_status hk_json_record_put(struct hk_json_record *r,
				  const struct hk_format *format,
				  struct hk_str text, uint32_t line)
{
	if (hk_plain_is_blank(text))
		return HK_OK;
	if (!format && is_html(text))
		format = &hk_format_html;
	return hk_join_read(r->article, &r->inner, format, r->input, text, line,
			    r->err);
}

enum hk_status hk_json_record_texts(struct hk_json_record *r,
				    const struct hk_json_tree *t,
				    uint32_t value, uint32_t except)
{
	enum hk_status status = HK_OK;

	if (value == except ||
	    hk_json_role_of(&r->roles, hk_json_tree_key(t, value)) ==
		    HK_JSON_NEVER)
		return HK_OK;
	if (is_string(t, value)) {
		struct hk_str text = hk_json_tree_text(t, value);

		return hk_worth_reading(text)
			       ? hk_json_record_put(r, NULL, text,
						    hk_json_tree_line(t, value))
			       : HK_OK;
	}
	for (uint32_t v = hk_json_tree_first(t, value); v && !status;
	     v = hk_json_tree_next(t, v))
		status = hk_json_record_texts(r, t, v, except);
	return status;
}

/* A message of a chat, or a line of a page, without its marks. */
static enum hk_status put_marked(struct hk_json_record *r, struct hk_str text,
				 uint32_t line,
				 enum hk_status (*strip)(struct hk_buf *,
							 struct hk_str))
{
	struct hk_buf plain;
	enum hk_status status;

	hk_buf_init(&plain, HK_BUF_NO_MAX);
	status = strip(&plain, text);
	if (!status)
		status = hk_plain_paragraphs(r->article, hk_buf_str(&plain),
					     line);
	hk_buf_release(&plain);
	return status;
}

/* The words of a line that begin with '#' are tags of the page. */
static enum hk_status take_hashes(struct hk_article *a, struct hk_str line)
{
	enum hk_status status = HK_OK;
	bool begins = true;

	for (size_t i = 0; i < line.len && !status; i++) {
		size_t n = 1;

		if (begins && line.data[i] == '#') {
			while (i + n < line.len &&
			       !strchr(" \t", line.data[i + n]))
				n++;
			status = hk_tags_add(
				a, hk_span_str(line.data + i + 1, n - 1));
			i += n - 1;
		}
		begins = line.data[i] == ' ' || line.data[i] == '\t';
	}
	return status;
}

/* Lines of a page: each is a paragraph. The first is the title once more. */
static enum hk_status put_lines(struct hk_json_record *r,
				const struct hk_json_tree *t, uint32_t lines,
				bool page)
{
	enum hk_status status = HK_OK;
	bool first = true;

	for (uint32_t v = hk_json_tree_first(t, lines); v && !status;
	     v = hk_json_tree_next(t, v), first = false) {
		uint32_t line = hk_json_tree_kind(t, v) == HK_JSON_OBJECT
					? hk_json_tree_member(t, v, "text")
					: v;
		struct hk_str text;

		if (!is_string(t, line)) {
			status = hk_json_record_texts(r, t, v, 0);
			continue;
		}
		text = hk_json_tree_text(t, line);
		if (first &&
		    hk_span_same(hk_plain_trim(text), r->article->title))
			continue;
		if (page)
			status = take_hashes(r->article, text);
		if (page && !status)
			status = put_marked(r, text, hk_json_tree_line(t, line),
					    hk_json_marks_line);
		else if (!page)
			status = hk_json_record_put(r, NULL, text,
						    hk_json_tree_line(t, line));
	}
	return status;
}

/* ---- Fields ---- */

/* The text of a field: its own, or the best in it. */
static struct hk_str text_in(const struct hk_json_tree *t, uint32_t v)
{
	static const char *const best[] = {
		"real_name", "display_name", "displayName", "nickname",
		"name",	     "username",     "rendered",    "ja",
		"text",	     "title"};
	struct hk_str none = {NULL, 0};

	if (is_scalar(t, v))
		return hk_json_tree_text(t, v);
	for (size_t i = 0; i < sizeof(best) / sizeof(*best); i++) {
		uint32_t member = hk_json_tree_kind(t, v) == HK_JSON_OBJECT
					  ? hk_json_tree_member(t, v, best[i])
					  : 0;

		if (is_string(t, member) && hk_json_tree_text(t, member).len)
			return hk_json_tree_text(t, member);
	}
	if (hk_json_tree_kind(t, v) == HK_JSON_ARRAY &&
	    hk_json_tree_first(t, v))
		return text_in(t, hk_json_tree_first(t, v));
	return none;
}

static enum hk_status keep_line(struct hk_article *a, struct hk_str *field,
				struct hk_str text)
{
	struct hk_buf line;
	enum hk_status status;

	hk_buf_init(&line, FIELD_MAX);
	status = memmem(text.data ? text.data : "", text.len, "</", 2)
			 ? hk_html_strip_line(&line, text)
			 : hk_html_flow_line(&line, text);
	if (!status && line.len)
		status = hk_article_keep(a, field, hk_buf_str(&line));
	hk_buf_release(&line);
	return status == HK_ETOOBIG ? HK_OK : status;
}

static enum hk_status take_date(struct hk_article *a, struct hk_str text)
{
	char date[HK_DATE_MAX];

	if (!hk_date_seconds(date, text) && !hk_date_normalise(date, text))
		return HK_OK;
	return hk_article_keep(a, &a->date, hk_span_cstr(date));
}

static enum hk_status take_tags(struct hk_article *a,
				const struct hk_json_tree *t, uint32_t v)
{
	enum hk_status status = HK_OK;

	if (is_string(t, v))
		return hk_tags_split(a, hk_json_tree_text(t, v));
	if (hk_json_tree_kind(t, v) != HK_JSON_ARRAY)
		return HK_OK;
	for (uint32_t tag = hk_json_tree_first(t, v); tag && !status;
	     tag = hk_json_tree_next(t, tag))
		status = hk_tags_add(a, text_in(t, tag));
	return status;
}

static enum hk_status take_field(struct hk_article *a,
				 const struct hk_json_tree *t, uint32_t v,
				 enum hk_json_role role)
{
	switch (role) {
	case HK_JSON_ID:
		return a->id.len || !is_scalar(t, v)
			       ? HK_OK
			       : keep_line(a, &a->id, hk_json_tree_text(t, v));
	case HK_JSON_TITLE:
		return a->title.len ? HK_OK
				    : keep_line(a, &a->title, text_in(t, v));
	case HK_JSON_DATE:
		return a->date.len ? HK_OK : take_date(a, text_in(t, v));
	case HK_JSON_URL:
		return a->url.len || !is_string(t, v)
			       ? HK_OK
			       : keep_line(a, &a->url, hk_json_tree_text(t, v));
	case HK_JSON_AUTHOR:
		/* A name in an object is better than an id beside it. */
		return a->author.len && is_scalar(t, v)
			       ? HK_OK
			       : keep_line(a, &a->author, text_in(t, v));
	case HK_JSON_TAGS:
		return take_tags(a, t, v);
	default:
		return HK_OK;
	}
}

enum hk_status hk_json_record_fields(struct hk_json_record *r,
				     const struct hk_json_tree *t,
				     uint32_t object)
{
	enum hk_status status = HK_OK;

	for (uint32_t v = hk_json_tree_first(t, object); v && !status;
	     v = hk_json_tree_next(t, v)) {
		enum hk_json_role role = role_of(r, t, v);

		if (role == HK_JSON_INNER && object != v &&
		    hk_json_role_of(&r->roles, hk_json_tree_key(t, object)) !=
			    HK_JSON_INNER)
			status = hk_json_record_fields(r, t, v);
		else
			status = take_field(r->article, t, v, role);
	}
	return status;
}

/* ---- Objects ---- */

static enum hk_status fill_member(struct hk_json_record *r,
				  const struct hk_json_tree *t, uint32_t v,
				  bool slack, bool page)
{
	enum hk_json_kind kind = hk_json_tree_kind(t, v);

	if (kind == HK_JSON_STRING && slack)
		return put_marked(r, hk_json_tree_text(t, v),
				  hk_json_tree_line(t, v),
				  hk_json_marks_message);
	if (kind == HK_JSON_STRING)
		return hk_json_record_put(r, NULL, hk_json_tree_text(t, v),
					  hk_json_tree_line(t, v));
	if (kind == HK_JSON_ARRAY)
		return put_lines(r, t, v, page);
	return hk_json_record_texts(r, t, v, 0);
}

enum hk_status hk_json_record_fill(struct hk_json_record *r,
				   const struct hk_json_tree *t,
				   uint32_t object)
{
	bool slack = hk_json_marks_slack(t, object);
	bool page = hk_json_marks_page(t, object);
	enum hk_status status = hk_json_record_fields(r, t, object);

	if (slack)
		r->ts = hk_json_tree_text(t,
					  hk_json_tree_member(t, object, "ts"));
	for (uint32_t v = hk_json_tree_first(t, object); v && !status;
	     v = hk_json_tree_next(t, v))
		if (role_of(r, t, v) == HK_JSON_TEXT)
			status = fill_member(r, t, v, slack, page);
	for (uint32_t v = hk_json_tree_first(t, object); v && !status;
	     v = hk_json_tree_next(t, v)) {
		enum hk_json_role role = role_of(r, t, v);

		if (role == HK_JSON_OTHER || role == HK_JSON_INNER)
			status = hk_json_record_texts(r, t, v, 0);
	}
	return status ? status
		      : hk_json_reading_take(r->article, &r->roles, t, object);
}

/* The first line of the text is the title if nothing else is. */
static enum hk_status take_title(struct hk_article *a)
{
	struct hk_str rest, line;

	if (a->title.len || !a->block_count)
		return HK_OK;
	rest = hk_span_str(a->text.data + a->blocks[0].span.begin,
			   a->blocks[0].span.end - a->blocks[0].span.begin);
	if (hk_plain_line(&line, &rest) && hk_plain_is_title(line))
		return hk_article_keep(a, &a->title, hk_plain_trim(line));
	return HK_OK;
}

/* Records of one file are told apart by their ids there. Only ids that the
 * user names are those of all files. */
static enum hk_status take_name(struct hk_json_record *r, bool member)
{
	struct hk_article *a = r->article;
	struct hk_str id = a->id;

	if (r->roles.count && id.len)
		return HK_OK;
	a->id = hk_span_str(NULL, 0);
	if (!member)
		return HK_OK;
	return hk_unique_name(&r->unique, a,
			      id.len	  ? id
			      : r->ts.len ? r->ts
					  : a->url);
}

enum hk_status hk_json_record_emit(struct hk_json_record *r,
				   const struct hk_json_tree *t, bool member)
{
	struct hk_article *a = r->article;
	struct hk_str id = a->id;
	enum hk_status status = HK_OK;

	for (unsigned i = r->around_count; i-- > 0 && !status;) {
		struct hk_str *tags = a->tags;
		size_t tag_count = a->tag_count;

		status = hk_json_record_fields(r, t, r->around[i]);
		a->id = id;
		a->tags = tags;
		a->tag_count = tag_count;
	}
	if (!status)
		status = take_title(a);
	if (!status && !a->block_count && hk_worth_reading(a->title))
		status =
			hk_plain_block(a, HK_BLOCK_TITLE, 0, a->title, r->line);
	if (status || !a->block_count)
		return status;
	status = take_name(r, member);
	return status ? status : r->input->emit(r->input->ctx, a);
}

void hk_json_record_tell(const struct hk_format_input *input,
			 const struct hk_json_flaw *flaw)
{
	char why[160];

	if (!flaw->why)
		return;
	if (!flaw->resumed)
		snprintf(why, sizeof(why), HK_JSON_TREE_BROKEN, flaw->why);
	else if (flaw->more)
		snprintf(why, sizeof(why),
			 HK_MESSAGE("the JSON is broken: %s; the end of this "
				    "value and of %u more is left out"),
			 flaw->why, flaw->more);
	else
		snprintf(why, sizeof(why),
			 HK_MESSAGE("the JSON is broken: %s; what follows up "
				    "to line %u is left out"),
			 flaw->why, flaw->resumed - 1);
	input->complain(input->ctx, flaw->line, why);
}

enum hk_status hk_json_record_end(enum hk_status status,
				  const struct hk_error *own,
				  struct hk_error *err)
{
	if (status == HK_ETOOBIG)
		return hk_error_set(err, status, "its text is too long");
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status && own->status && err)
		*err = *own;
	return status;
}
