/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/filter.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/schema.h"
#include "text/name.h"
#include "base/utf8.h"
#include "text/when.h"

/* Words of one title: filter. */
#define TITLE_WORDS_MAX 64

static struct xap_query *boolean(struct xap_pool *pool,
				 enum hk_schema_prefix prefix,
				 struct hk_str text, struct hk_error *err)
{
	struct hk_buf name;
	struct xap_query *q = NULL;
	enum hk_status status;

	hk_buf_init(&name, 1u << 16);
	status = hk_schema_term(&name, prefix, text);
	if (status == HK_ENOMEM)
		hk_error_nomem(err);
	else if (status)
		q = xap_query_none(pool);
	else
		q = xap_query_term(pool, hk_buf_str(&name));
	hk_buf_release(&name);
	return q;
}

/* ---- Titles ---- */

struct title {
	struct xap_pool *pool;
	struct hk_error *err;
	struct xap_query *words[TITLE_WORDS_MAX];
	size_t count;
};

static enum hk_status take_title_word(void *ctx, const struct hk_term *term)
{
	struct title *t = ctx;

	if (term->kind != HK_TERM_WORD || t->count == TITLE_WORDS_MAX)
		return HK_OK;
	t->words[t->count++] =
		boolean(t->pool, HK_SCHEMA_TITLE, term->text, t->err);
	return HK_OK;
}

static struct xap_query *title_query(struct hk_str value, struct xap_pool *pool,
				     struct hk_analyser *analyser,
				     struct hk_error *err)
{
	struct title t = {.pool = pool, .err = err};

	if (hk_term_analyse_query(analyser, value, err) ||
	    hk_term_each(analyser, take_title_word, &t) || !t.count)
		return NULL;
	return xap_query_join(pool, XAP_AND, t.words, t.count);
}

/* ---- Authors and headings ---- */

/* Whatever the name was cut into here and there, one of these is in both. */
static enum hk_status take_any_term(void *ctx, const struct hk_term *term)
{
	struct title *t = ctx;

	if (t->count + 2 > TITLE_WORDS_MAX)
		return HK_OK;
	t->words[t->count++] =
		boolean(t->pool, HK_SCHEMA_WORD, term->text, t->err);
	if (term->kind == HK_TERM_BIGRAM || term->kind == HK_TERM_FOLD)
		t->words[t->count++] =
			boolean(t->pool,
				term->kind == HK_TERM_FOLD ? HK_SCHEMA_FOLD
							   : HK_SCHEMA_BIGRAM,
				term->text, t->err);
	return HK_OK;
}

/* Passages with any word of the value: the words of authors and of headings are
 * among those of each passage. The plan's checks see to the rest. */
static struct xap_query *any_query(struct hk_str value, struct xap_pool *pool,
				   struct hk_analyser *analyser,
				   struct hk_error *err)
{
	struct title t = {.pool = pool, .err = err};

	if (hk_term_analyse_query(analyser, value, err) ||
	    hk_term_each(analyser, take_any_term, &t))
		return NULL;
	/* A character alone may stand inside any word. */
	return t.count && hk_utf8_count(value) > 1
		       ? xap_query_join(pool, XAP_OR, t.words, t.count)
		       : xap_query_all(pool);
}

/* ---- Paths ---- */

/* Append the composed form of a path, as terms have it. */
static enum hk_status add_composed(struct hk_buf *out, struct hk_str path)
{
	char composed[HK_NAME_MAX];
	struct hk_str name = hk_name_compose(composed, path);

	return hk_buf_append(out, name.data, name.len);
}

enum hk_status hk_filter_path(struct hk_buf *out, struct hk_str value,
			      struct hk_error *err)
{
	char given[PATH_MAX], real[PATH_MAX], here[PATH_MAX];
	size_t len = value.len;
	struct hk_buf path;
	enum hk_status status = HK_OK;

	if (len >= sizeof(given))
		return hk_error_set(err, HK_EUSAGE,
				    "the value of path: is too long for the "
				    "path of a file");
	memcpy(given, value.data, len);
	given[len] = '\0';
	if (realpath(given, real))
		return add_composed(out, hk_span_cstr(real))
			       ? hk_error_nomem(err)
			       : HK_OK;
	while (len > 1 && given[len - 1] == '/')
		given[--len] = '\0';
	hk_buf_init(&path, 2 * PATH_MAX);
	if (given[0] != '/' && getcwd(here, sizeof(here)))
		status = hk_buf_printf(&path, "%s/", here);
	if (!status)
		status = hk_buf_puts(&path, given);
	if (!status)
		status = add_composed(out, hk_buf_str(&path));
	hk_buf_release(&path);
	return status ? hk_error_nomem(err) : HK_OK;
}

static struct xap_query *path_query(struct hk_str value, struct xap_pool *pool,
				    struct hk_error *err)
{
	struct xap_query *q = NULL;
	struct hk_buf path;

	hk_buf_init(&path, 2 * PATH_MAX);
	if (!hk_filter_path(&path, value, err))
		q = boolean(pool, HK_SCHEMA_PATH, hk_buf_str(&path), err);
	hk_buf_release(&path);
	return q;
}

/* ---- Dates ---- */

/* The beginning of `low` to the end of `high`; "": open. */
static struct xap_query *date_range(const char *low, const char *high,
				    struct xap_pool *pool)
{
	char until[HK_DATE_MAX + 1];
	size_t len = strlen(high);

	/* "2024-05" includes every day of that month: DEL follows all digits.
	 */
	memcpy(until, high, len);
	until[len] = '\x7f';
	/* Passages without a date match no range, not even an open one. */
	return xap_query_range(pool, HK_SCHEMA_SLOT_DATE,
			       hk_span_cstr(*low ? low : "0"),
			       hk_span_str(until, len ? len + 1 : 0));
}

/* Read a date or a stretch of time; an empty text is an open one. */
static bool read_when(struct hk_when *out, struct hk_str text,
		      struct hk_error *err)
{
	time_t now = time(NULL);
	struct tm today;

	memset(out, 0, sizeof(*out));
	if (!text.len ||
	    (localtime_r(&now, &today) && hk_when_read(out, text, &today)))
		return true;
	hk_error_set(
		err, HK_EUSAGE,
		"'%.*s' is not a date; write 2024, 2024-05 or "
		"2024-05-31, 令和6年5月, 先月 or 7d, or a range A..B",
		(int)(text.len > 40 ? hk_utf8_boundary(text, 40) : text.len),
		text.data);
	return false;
}

static enum hk_status no_date(struct hk_str value, struct hk_error *err)
{
	return hk_error_set(err, HK_EUSAGE,
			    "'%.*s' is not a date; write 2024, 2024-05 or "
			    "2024-05-31, or a range A..B",
			    (int)value.len, value.data);
}

/* The value of date:, A..B or a date. */
static enum hk_status read_range(struct hk_when *out, struct hk_str value,
				 struct hk_error *err)
{
	const char *dots =
		value.len ? memmem(value.data, value.len, "..", 2) : NULL;
	size_t at = dots ? (size_t)(dots - value.data) : value.len;
	struct hk_when last;

	if (!read_when(out, hk_span_str(value.data, at), err))
		return HK_EUSAGE;
	last = *out;
	if (dots && !read_when(&last, hk_span_from(value, at + 2), err))
		return HK_EUSAGE;
	memcpy(out->high, last.high, sizeof(out->high));
	if (!out->low[0] && !out->high[0])
		return no_date(value, err);
	if (out->low[0] && out->high[0] &&
	    strncmp(out->low, out->high, strlen(out->high)) > 0)
		return hk_error_set(
			err, HK_EUSAGE,
			"'%.*s' ends before it begins; write the earlier "
			"date first",
			(int)(value.len > 80 ? hk_utf8_boundary(value, 80)
					     : value.len),
			value.data);
	return HK_OK;
}

enum hk_status hk_filter_range(struct hk_when *out, enum hk_filter_side side,
			       struct hk_str value, struct hk_error *err)
{
	if (side == HK_FILTER_DATE)
		return read_range(out, value, err);
	if (!value.len)
		return no_date(value, err);
	if (!read_when(out, value, err))
		return HK_EUSAGE;
	if (side == HK_FILTER_SINCE) {
		out->high[0] = '\0';
	} else {
		/* "7d" has no end of its own: up to that day. */
		if (!out->high[0])
			memcpy(out->high, out->low, sizeof(out->high));
		out->low[0] = '\0';
	}
	return HK_OK;
}

static struct xap_query *date_query(enum hk_filter_side side,
				    struct hk_str value, struct xap_pool *pool,
				    struct hk_error *err)
{
	struct hk_when when;

	return hk_filter_range(&when, side, value, err)
		       ? NULL
		       : date_range(when.low, when.high, pool);
}

struct xap_query *hk_filter_query(enum hk_field_kind kind, struct hk_str value,
				  struct xap_pool *pool,
				  struct hk_analyser *analyser,
				  struct hk_error *err)
{
	switch (kind) {
	case HK_FIELD_TITLE:
		return title_query(value, pool, analyser, err);
	case HK_FIELD_AUTHOR:
	case HK_FIELD_HEADING:
		return any_query(value, pool, analyser, err);
	case HK_FIELD_PATH:
		return path_query(value, pool, err);
	case HK_FIELD_TYPE:
	case HK_FIELD_TAG:
		if (hk_norm_run(&analyser->norm, value)) {
			hk_error_nomem(err);
			return NULL;
		}
		return boolean(pool,
			       kind == HK_FIELD_TYPE ? HK_SCHEMA_TYPE
						     : HK_SCHEMA_TAG,
			       hk_buf_str(&analyser->norm.text), err);
	case HK_FIELD_DATE:
		return date_query(HK_FILTER_DATE, value, pool, err);
	}
	return NULL;
}

bool hk_filter_options(struct xap_query **out, const struct hk_plan_input *in,
		       struct hk_error *err)
{
	const struct hk_plan_options *o = in->options;
	struct xap_query *list[3];
	size_t count = 0;

	*out = NULL;
	if (o->path)
		list[count++] =
			hk_filter_query(HK_FIELD_PATH, hk_span_cstr(o->path),
					in->pool, in->analyser, err);
	if (o->since)
		list[count++] = date_query(
			HK_FILTER_SINCE, hk_span_cstr(o->since), in->pool, err);
	if (o->until)
		list[count++] = date_query(
			HK_FILTER_UNTIL, hk_span_cstr(o->until), in->pool, err);
	for (size_t i = 0; i < count; i++)
		if (!list[i])
			return false;
	if (count)
		*out = xap_query_join(in->pool, XAP_AND, list, count);
	return true;
}
