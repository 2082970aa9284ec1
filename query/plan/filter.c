/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/filter.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/schema.h"

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

/* ---- Paths ---- */

/* The real path if there is such a file; else the name made absolute, since the
 * index may hold files that are gone from here. */
static struct xap_query *path_query(struct hk_str value, struct xap_pool *pool,
				    struct hk_error *err)
{
	char given[PATH_MAX], real[PATH_MAX], here[PATH_MAX];
	size_t len = value.len;
	struct hk_buf path;
	struct xap_query *q = NULL;

	if (len >= sizeof(given)) {
		hk_error_set(err, HK_EUSAGE,
			     "the value of path: is too long for the path of "
			     "a file");
		return NULL;
	}
	memcpy(given, value.data, len);
	given[len] = '\0';
	if (realpath(given, real))
		return boolean(pool, HK_SCHEMA_PATH, hk_span_cstr(real), err);
	while (len > 1 && given[len - 1] == '/')
		given[--len] = '\0';
	hk_buf_init(&path, 2 * PATH_MAX);
	if (given[0] != '/' && getcwd(here, sizeof(here)) &&
	    hk_buf_printf(&path, "%s/", here))
		hk_error_nomem(err);
	else if (hk_buf_puts(&path, given))
		hk_error_nomem(err);
	else
		q = boolean(pool, HK_SCHEMA_PATH, hk_buf_str(&path), err);
	hk_buf_release(&path);
	return q;
}

/* ---- Dates ---- */

/* YYYY, YYYY-MM or YYYY-MM-DD, with or without a time after it. */
static bool is_date(struct hk_str date)
{
	static const char form[] = "dddd-dd-dd";

	if (date.len != 4 && date.len != 7 && date.len < 10)
		return false;
	for (size_t i = 0; i < date.len && i < sizeof(form) - 1; i++) {
		bool digit = date.data[i] >= '0' && date.data[i] <= '9';
		if (form[i] == 'd' ? !digit : date.data[i] != '-')
			return false;
	}
	return date.len <= 10 || date.data[10] == 'T';
}

static struct xap_query *date_range(struct hk_str low, struct hk_str high,
				    struct xap_pool *pool, struct hk_error *err)
{
	char until[32];
	struct hk_str bad = low.len && !is_date(low) ? low : high;

	if ((!low.len && !high.len) || (low.len && !is_date(low)) ||
	    (high.len && (!is_date(high) || high.len > 20))) {
		hk_error_set(err, HK_EUSAGE,
			     "'%.*s' is not a date; write 2024, 2024-05 or "
			     "2024-05-31, or a range A..B",
			     (int)(bad.len > 40 ? 40 : bad.len), bad.data);
		return NULL;
	}
	/* Passages without a date match no range, not even an open one. */
	if (!low.len)
		low = hk_span_cstr("0");
	/* "2024-05" includes every day of that month: DEL follows all digits.
	 */
	memcpy(until, high.data, high.len);
	until[high.len] = '\x7f';
	return xap_query_range(pool, HK_SCHEMA_SLOT_DATE, low,
			       hk_span_str(until, high.len ? high.len + 1 : 0));
}

static struct xap_query *date_query(struct hk_str value, struct xap_pool *pool,
				    struct hk_error *err)
{
	for (size_t i = 0; i + 1 < value.len; i++)
		if (value.data[i] == '.' && value.data[i + 1] == '.')
			return date_range(hk_span_str(value.data, i),
					  hk_span_str(value.data + i + 2,
						      value.len - i - 2),
					  pool, err);
	return date_range(value, value, pool, err);
}

struct xap_query *hk_filter_since(struct hk_str date, struct xap_pool *pool,
				  struct hk_error *err)
{
	return date_range(date, hk_span_str("", 0), pool, err);
}

struct xap_query *hk_filter_query(enum hk_field_kind kind, struct hk_str value,
				  struct xap_pool *pool,
				  struct hk_analyser *analyser,
				  struct hk_error *err)
{
	switch (kind) {
	case HK_FIELD_TITLE:
		return title_query(value, pool, analyser, err);
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
		return date_query(value, pool, err);
	}
	return NULL;
}
