/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/tree.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "base/array.h"
#include "formats/json/mend.h"
#include "formats/lines.h"

/* How often the reading goes on behind a fault. */
#define RESUMES_MAX 100

/* A container that is open. */
struct open {
	uint32_t value;
	uint32_t last; /* of its children */
};

struct reader {
	struct hk_json_tree tree;
	yajl_handle yajl;
	struct hk_lines lines;
	hk_json_tree_take take;
	void *ctx;
	struct open open[HK_JSON_TREE_DEPTH];
	unsigned depth;
	uint32_t key, key_len; /* of the next value */
	bool given;	       /* a value was */
	size_t base;	       /* where in the source yajl began */
	bool lined;	       /* the elements of the file begin on lines of */
	size_t indent;	       /* their own, with so many blanks before them */
	struct hk_json_flaw *flaw;
	enum hk_status status;
};

/* ---- Values ---- */

static int refuse(struct reader *r, const char *why)
{
	r->flaw->why = why;
	return 0;
}

static int fail(struct reader *r, enum hk_status status)
{
	r->status = status;
	return 0;
}

/* Note a text that yajl gives: in the source, or decoded. False: no memory. */
static bool note(struct reader *r, const void *data, size_t len, uint32_t *at)
{
	const char *text = data, *source = r->tree.source.data;

	if (len && text >= source &&
	    text + len <= source + r->tree.source.len) {
		*at = (uint32_t)(text - source);
		return true;
	}
	*at = (uint32_t)(r->tree.source.len + r->tree.strings.len);
	if (hk_buf_append(&r->tree.strings, text, len))
		return false;
	if (!len)
		return true;
	text = r->tree.strings.data + r->tree.strings.len - len;
	hk_json_mend_decoded((char *)(uintptr_t)text, len);
	return true;
}

/* How much of the source was read. */
static size_t consumed(const struct reader *r)
{
	return r->base + yajl_get_bytes_consumed(r->yajl);
}

static uint32_t line_now(struct reader *r)
{
	size_t at = consumed(r);

	return hk_lines_at(&r->lines, at ? at - 1 : 0);
}

/* Is the container that is open the array that the file is? */
static bool in_file_array(const struct reader *r)
{
	return r->depth == 1 &&
	       r->tree.values[r->open[0].value].kind == HK_JSON_ARRAY;
}

/* The values were taken: forget them, but not the array that they are in. */
static void forget(struct reader *r, bool element)
{
	r->tree.count = element ? 2 : 1;
	r->tree.strings.len = 0;
	if (element) {
		r->tree.values[1].first = 0;
		r->open[0].last = 0;
	}
}

/* Does another value follow the one that was read? */
static bool follows(const struct reader *r)
{
	size_t at = consumed(r);

	return at < r->tree.source.len &&
	       hk_span_trim(hk_span_from(r->tree.source, at)).len > 0;
}

/* A value is whole. Give it away if nothing is around it. */
static int whole(struct reader *r, uint32_t value)
{
	bool element = in_file_array(r);

	if (r->depth && !element)
		return 1;
	if (!element && r->tree.values[value].kind == HK_JSON_ARRAY) {
		forget(r, false); /* its elements were given */
		return 1;
	}
	r->status = r->take(r->ctx, &r->tree, value,
			    element || r->given || follows(r));
	r->given = true;
	forget(r, element);
	return !r->status;
}

static uint32_t add(struct reader *r, enum hk_json_kind kind)
{
	struct hk_json_tree *t = &r->tree;
	struct hk_json_value v = {.line = line_now(r), .kind = kind};
	uint32_t number = (uint32_t)t->count;

	if (t->count >= HK_JSON_TREE_VALUES) {
		refuse(r, "it has too many values");
		return 0;
	}
	if (!HK_ARRAY_RESERVE(t->values, t->capacity, t->count + 1)) {
		fail(r, HK_ENOMEM);
		return 0;
	}
	if (r->depth) {
		struct open *o = &r->open[r->depth - 1];

		if (t->values[o->value].kind == HK_JSON_OBJECT) {
			v.key = r->key;
			v.key_len = r->key_len;
		}
		if (o->last)
			t->values[o->last].next = number;
		else
			t->values[o->value].first = number;
		o->last = number;
	}
	t->values[t->count++] = v;
	return number;
}

/* ---- What yajl calls ---- */

static int scalar(struct reader *r, enum hk_json_kind kind, const void *data,
		  size_t len)
{
	uint32_t number = add(r, kind);

	if (!number)
		return 0;
	if (!note(r, data, len, &r->tree.values[number].text))
		return fail(r, HK_ENOMEM);
	r->tree.values[number].text_len = (uint32_t)len;
	/* Where it begins: a string may hold line ends by mistake. */
	if (r->tree.values[number].text < r->tree.source.len)
		r->tree.values[number].line =
			hk_lines_at(&r->lines, r->tree.values[number].text);
	return whole(r, number);
}

static int on_string(void *ctx, const unsigned char *data, size_t len)
{
	return scalar(ctx, HK_JSON_STRING, data, len);
}

static int on_number(void *ctx, const char *data, size_t len)
{
	return scalar(ctx, HK_JSON_NUMBER, data, len);
}

static int on_key(void *ctx, const unsigned char *data, size_t len)
{
	struct reader *r = ctx;

	r->key_len = (uint32_t)len;
	return note(r, data, len, &r->key) ? 1 : fail(r, HK_ENOMEM);
}

static int on_open(struct reader *r, enum hk_json_kind kind)
{
	uint32_t number;

	if (r->depth == HK_JSON_TREE_DEPTH)
		return refuse(r, "its values are nested too deep");
	number = add(r, kind);
	if (!number)
		return 0;
	r->open[r->depth++] = (struct open){number, 0};
	return 1;
}

/* Does the first element of the file begin on a line of its own? */
static void look_at_first(struct reader *r)
{
	const char *source = r->tree.source.data;
	size_t at = consumed(r), begin;

	at -= at > 0;
	begin = at;
	while (begin && (source[begin - 1] == ' ' || source[begin - 1] == '\t'))
		begin--;
	r->lined = begin && source[begin - 1] == '\n';
	r->indent = at - begin;
}

static int on_map(void *ctx)
{
	struct reader *r = ctx;

	if (in_file_array(r) && !r->given && !r->open[0].last)
		look_at_first(r);
	return on_open(ctx, HK_JSON_OBJECT);
}

static int on_array(void *ctx)
{
	return on_open(ctx, HK_JSON_ARRAY);
}

static int on_close(void *ctx)
{
	struct reader *r = ctx;

	return whole(r, r->open[--r->depth].value);
}

/* ---- The whole ---- */

/* The text is broken. What is open is given as far as it was read. */
static void give_rest(struct reader *r)
{
	while (r->depth && !r->status)
		on_close(r);
}

/* Where the next element of the file begins, behind the offset `at`; SIZE_MAX:
 * that cannot be told. */
static size_t next_element(const struct reader *r, size_t at)
{
	struct hk_str s = r->tree.source;

	while (r->lined && at < s.len) {
		const char *end = memchr(s.data + at, '\n', s.len - at);
		size_t from, begin;

		if (!end)
			break;
		begin = from = (size_t)(end - s.data) + 1;
		while (from < s.len &&
		       (s.data[from] == ' ' || s.data[from] == '\t'))
			from++;
		if (from < s.len && s.data[from] == '{' &&
		    from - begin == r->indent)
			return from;
		at = begin;
	}
	return SIZE_MAX;
}

static bool begin_yajl(struct reader *r)
{
	static const yajl_callbacks callbacks = {
		NULL,	NULL,	NULL,	  NULL,	    on_number, on_string,
		on_map, on_key, on_close, on_array, on_close};

	if (r->yajl)
		yajl_free(r->yajl);
	r->yajl = yajl_alloc(&callbacks, NULL, r);
	return r->yajl && yajl_config(r->yajl, yajl_allow_comments, 1) &&
	       yajl_config(r->yajl, yajl_dont_validate_strings, 1) &&
	       yajl_config(r->yajl, yajl_allow_multiple_values, 1);
}

/* Read on from the offset `at`, in an array if it is `inside` one; returns what
 * is wrong, or NULL. */
static const char *parse_from(struct reader *r, size_t at, bool inside,
			      uint32_t *line)
{
	struct hk_str s = hk_span_from(r->tree.source, at);
	yajl_status status = yajl_status_ok;

	/* As if a bracket stood before it. */
	r->base = at - inside;
	if (inside)
		status = yajl_parse(r->yajl, (const unsigned char *)"[", 1);
	r->base = at;
	if (status == yajl_status_ok)
		status = yajl_parse(r->yajl, (const unsigned char *)s.data,
				    s.len);
	if (r->status)
		return NULL;
	*line = line_now(r);
	if (status != yajl_status_ok)
		return r->flaw->why ? r->flaw->why
				    : HK_MESSAGE("it is not well-formed");
	if (yajl_complete_parse(r->yajl) == yajl_status_ok)
		return NULL;
	*line = hk_lines_at(&r->lines, r->tree.source.len - 1);
	return HK_MESSAGE("it ends too early");
}

/* Behind a fault in one element of the array that the file is, its others are
 * read. */
static void parse(struct reader *r)
{
	struct hk_json_flaw *flaw = r->flaw, first = {.why = NULL};
	uint32_t line = 0;
	const char *why = parse_from(r, 0, false, &line);

	while (why && !r->status) {
		bool inside =
			r->depth &&
			r->tree.values[r->open[0].value].kind == HK_JSON_ARRAY;
		size_t at = inside && first.more < RESUMES_MAX
				    ? next_element(r, consumed(r))
				    : SIZE_MAX;

		if (!first.why) {
			first.why = why;
			first.line = line;
		} else {
			first.more++;
		}
		first.resumed = 0;
		give_rest(r);
		if (at == SIZE_MAX || r->status)
			break;
		r->depth = 0;
		forget(r, false);
		flaw->why = NULL;
		first.resumed = hk_lines_at(&r->lines, at);
		if (!begin_yajl(r)) {
			r->status = HK_ENOMEM;
			break;
		}
		why = parse_from(r, at, true, &line);
	}
	*flaw = first;
}

static bool prepare(struct reader *r)
{
	/* Number 0 stands for none. */
	if (!HK_ARRAY_RESERVE(r->tree.values, r->tree.capacity, 64))
		return false;
	memset(r->tree.values, 0, sizeof(*r->tree.values));
	r->tree.count = 1;
	return begin_yajl(r);
}

enum hk_status hk_json_tree_read(struct hk_str text, uint32_t line,
				 hk_json_tree_take take, void *ctx,
				 struct hk_json_flaw *flaw)
{
	struct reader *r = calloc(1, sizeof(*r));
	enum hk_status status = HK_OK;
	struct hk_buf mended;

	memset(flaw, 0, sizeof(*flaw));
	if (!r)
		return HK_ENOMEM;
	hk_buf_init(&mended, HK_BUF_NO_MAX);
	hk_buf_init(&r->tree.strings, HK_BUF_NO_MAX);
	r->tree.source = hk_json_mend(&mended, text, &status);
	hk_lines_init(&r->lines, text, line);
	r->take = take;
	r->ctx = ctx;
	r->flaw = flaw;
	if (!status && !prepare(r))
		status = HK_ENOMEM;
	if (!status && !hk_span_trim(text).len) {
		flaw->why = HK_MESSAGE("it is empty");
		flaw->line = line;
	} else if (!status) {
		parse(r);
		status = r->status;
	}
	if (r->yajl)
		yajl_free(r->yajl);
	free(r->tree.values);
	hk_buf_release(&r->tree.strings);
	hk_buf_release(&mended);
	free(r);
	return status;
}

/* ---- Looking at it ---- */

static struct hk_str range(const struct hk_json_tree *t, uint32_t at,
			   uint32_t len)
{
	if (!len)
		return hk_span_str(NULL, 0);
	if (at < t->source.len)
		return hk_span_str(t->source.data + at, len);
	return hk_span_str(t->strings.data + (at - t->source.len), len);
}

struct hk_str hk_json_tree_text(const struct hk_json_tree *t, uint32_t value)
{
	return range(t, t->values[value].text, t->values[value].text_len);
}

struct hk_str hk_json_tree_key(const struct hk_json_tree *t, uint32_t value)
{
	return range(t, t->values[value].key, t->values[value].key_len);
}

uint32_t hk_json_tree_member(const struct hk_json_tree *t, uint32_t object,
			     const char *key)
{
	struct hk_str wanted = hk_span_cstr(key);
	uint32_t found = 0;

	for (uint32_t v = hk_json_tree_first(t, object); v;
	     v = hk_json_tree_next(t, v))
		if (hk_span_same(hk_json_tree_key(t, v), wanted))
			found = v;
	return found;
}
