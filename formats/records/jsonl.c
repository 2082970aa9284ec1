/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/date.h"
#include "formats/format.h"
#include "formats/plain.h"
#include "formats/json/mend.h"
#include "formats/tags.h"
#include "formats/yomi.h"

#include <yajl/yajl_parse.h>

#include "encoding/convert.h"

/* Depth of objects and arrays inside a record, which are skipped. */
#define DEPTH_MAX 1000

enum field {
	FIELD_NONE,
	FIELD_ID,
	FIELD_TITLE,
	FIELD_TEXT,
	FIELD_DATE,
	FIELD_URL,
	FIELD_TAGS,
	FIELD_READING, /* of the title */
};

/* One record while it is read. */
struct record {
	struct hk_article *article;
	struct hk_str text;
	bool has_text, object, nomem;
	unsigned depth;
	enum field field; /* of the top object whose value comes next */
	const char *why;  /* what is wrong with it */
};

static struct hk_str keep(struct record *r, const void *data, size_t len)
{
	char *copy = hk_arena_copy(&r->article->arena, data, len);

	if (!copy)
		r->nomem = true;
	else
		hk_json_mend_decoded(copy, len);
	return hk_span_str(copy, copy ? len : 0);
}

/* Is it a date in the form that the index keeps? Then it stays as it is. */
static bool is_date(struct hk_str s)
{
	for (size_t i = 0; i < s.len && i < 10; i++)
		if (i == 4 || i == 7 ? s.data[i] != '-'
				     : s.data[i] < '0' || s.data[i] > '9')
			return false;
	return s.len >= 10 && (s.len == 10 || s.data[10] == 'T');
}

static struct hk_str keep_date(struct record *r, struct hk_str value)
{
	char date[HK_DATE_MAX];

	if (!is_date(value) &&
	    (hk_date_normalise(date, value) || hk_date_seconds(date, value)))
		return keep(r, date, strlen(date));
	return keep(r, value.data, value.len);
}

/* A string or a number, as it is written. */
static int take_value(struct record *r, const void *data, size_t len,
		      bool string)
{
	struct hk_article *a = r->article;
	struct hk_str value;

	if (r->depth == 0) {
		r->why = HK_MESSAGE("not an object");
		return 0;
	}
	if (r->depth > 1 && !(r->depth == 2 && r->field == FIELD_TAGS))
		return 1;
	if (r->field == FIELD_NONE)
		return 1;
	if (r->field == FIELD_READING) {
		if (string &&
		    hk_yomi_keep(a, &a->title_reading, hk_span_str(data, len)))
			r->nomem = true;
		return !r->nomem;
	}
	if (!string && r->field != FIELD_ID && r->field != FIELD_DATE &&
	    r->field != FIELD_TAGS) {
		r->why = r->field == FIELD_TEXT
				 ? HK_MESSAGE("\"text\" is not a string")
			 : r->field == FIELD_URL
				 ? HK_MESSAGE("\"url\" is not a string")
				 : HK_MESSAGE("\"title\" is not a string");
		return 0;
	}
	value = r->field == FIELD_DATE ? keep_date(r, hk_span_str(data, len))
				       : keep(r, data, len);
	switch (r->field) {
	case FIELD_ID:
		a->id = value;
		break;
	case FIELD_TITLE:
		a->title = value;
		break;
	case FIELD_TEXT:
		r->text = value;
		r->has_text = true;
		break;
	case FIELD_DATE:
		a->date = value;
		break;
	case FIELD_URL:
		a->url = value;
		break;
	default:
		if (!r->nomem && hk_tags_keep(a, value))
			r->nomem = true;
		break;
	}
	return !r->nomem;
}

static int on_string(void *ctx, const unsigned char *data, size_t len)
{
	return take_value(ctx, data, len, true);
}

static int on_number(void *ctx, const char *data, size_t len)
{
	return take_value(ctx, data, len, false);
}

static int on_bool(void *ctx, int value)
{
	return value ? take_value(ctx, "true", 4, false)
		     : take_value(ctx, "false", 5, false);
}

static int on_null(void *ctx)
{
	struct record *r = ctx;

	if (r->depth == 0)
		r->why = HK_MESSAGE("not an object");
	return r->depth != 0;
}

static int on_key(void *ctx, const unsigned char *data, size_t len)
{
	static const char *const names[] = {"",	    "id",  "title", "text",
					    "date", "url", "tags"};
	struct record *r = ctx;

	if (r->depth != 1)
		return 1;
	r->field = FIELD_NONE;
	for (size_t i = 1; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i]) == len && !memcmp(names[i], data, len))
			r->field = (enum field)i;
	if (r->field == FIELD_NONE &&
	    hk_yomi_is_title(hk_span_str((const char *)data, len)))
		r->field = FIELD_READING;
	return 1;
}

static int on_open(struct record *r, bool object)
{
	if (r->depth == 0 && !object)
		r->why = HK_MESSAGE("not an object");
	else if (r->depth == 0)
		r->object = true;
	else if (r->depth == 1 && r->field != FIELD_NONE &&
		 r->field != FIELD_READING &&
		 !(r->field == FIELD_TAGS && !object))
		r->why = HK_MESSAGE(
			"expected a string, not an object or an array");
	else if (r->depth >= DEPTH_MAX)
		r->why = HK_MESSAGE("nested too deep");
	r->depth++;
	return r->why == NULL;
}

static int on_map(void *ctx)
{
	return on_open(ctx, true);
}

static int on_array(void *ctx)
{
	return on_open(ctx, false);
}

static int on_close(void *ctx)
{
	((struct record *)ctx)->depth--;
	return 1;
}

/* Read a line into the record; false and `why` if it is broken. */
static bool parse(struct record *r, struct hk_str line)
{
	static const yajl_callbacks callbacks = {
		on_null, on_bool, NULL,	    NULL,     on_number, on_string,
		on_map,	 on_key,  on_close, on_array, on_close};
	yajl_handle handle = yajl_alloc(&callbacks, NULL, r);
	yajl_status status;

	if (!handle) {
		r->nomem = true;
		return false;
	}
	status = yajl_parse(handle, (const unsigned char *)line.data, line.len);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(handle);
	yajl_free(handle);
	if (r->nomem || r->why)
		return false;
	if (status != yajl_status_ok)
		r->why =
			hk_convert_valid(line) == line.len
				? HK_MESSAGE("not JSON")
				: HK_MESSAGE(
					  "not UTF-8; --encoding names another "
					  "encoding");
	else if (!r->object)
		r->why = HK_MESSAGE("not an object");
	else if (!r->has_text)
		r->why = HK_MESSAGE("\"text\" is missing");
	return r->why == NULL;
}

/* Give a record without an id one: its path and line. */
static bool name_by_place(struct record *r, struct hk_str path, uint32_t line)
{
	struct hk_buf name;

	hk_buf_init(&name, 1u << 20);
	if (hk_buf_append(&name, path.data, path.len) ||
	    hk_buf_printf(&name, ":%u", line))
		r->nomem = true;
	else
		r->article->id = keep(r, name.data, name.len);
	hk_buf_release(&name);
	return !r->nomem;
}

static enum hk_status read_record(const struct hk_format_input *input,
				  struct hk_str line, uint32_t number,
				  struct hk_error *err)
{
	struct record r = {.article = input->article};
	struct hk_str first, rest;

	hk_article_reset(input->article);
	input->article->lines = HK_BLOCK_LINES_RECORD;
	if (!parse(&r, line)) {
		if (r.nomem)
			return hk_error_nomem(err);
		input->complain(input->ctx, number, r.why);
		return HK_OK;
	}
	if (!r.article->id.len && !name_by_place(&r, input->path, number))
		return hk_error_nomem(err);
	rest = r.text;
	if (!r.article->title.len && hk_plain_line(&first, &rest) &&
	    hk_plain_is_title(first))
		r.article->title = hk_plain_trim(first);
	if (hk_plain_paragraphs(r.article, r.text, number))
		return hk_error_nomem(err);
	return input->emit(input->ctx, input->article);
}

static enum hk_status read_jsonl(const struct hk_format_input *input,
				 struct hk_error *err)
{
	struct hk_str rest = input->text;
	uint32_t number = input->first_line;
	enum hk_status status = HK_OK;

	while (rest.len && !status) {
		const char *end = memchr(rest.data, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.data) : rest.len;
		struct hk_str line = hk_span_str(rest.data, len);

		if (!hk_plain_is_blank(line))
			status = read_record(input, line, number, err);
		number++;
		rest.data += end ? len + 1 : len;
		rest.len -= end ? len + 1 : len;
	}
	return status;
}

const struct hk_format hk_format_jsonl = {
	.takes = HK_FORMAT_RECORDS,
	.read = read_jsonl,
};
