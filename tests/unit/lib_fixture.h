/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_LIB_FIXTURE_H
#define HIKU_TESTS_UNIT_LIB_FIXTURE_H

/* An index that is open through hiku.h, and what tests of it ask with. */

#include "lib/hiku.h"
#include "tests/unit/query_fixture.h"

static struct query_fixture fixture;
static struct hiku_index *hiku;
static struct hiku_error why;

static inline int open_index(void **state)
{
	const char *places[1] = {fixture.db};

	(void)state;
	query_fixture_open(&fixture);
	places[0] = fixture.db;
	query_fixture_add(&fixture, "bridge", "橋の話",
			  "空港へ行く橋を渡った。\n夜は灯りがきれいだ。");
	query_fixture_add(&fixture, "airport", "空港",
			  "空港の検索は難しい。検索の結果を見る。");
	query_fixture_add(&fixture, "copy", "写し",
			  "空港の検索は難しい。検索の結果を見る。");
	query_fixture_add(&fixture, "tea", "茶", "お茶を飲む。");
	query_fixture_index(&fixture, 1000);
	assert_int_equal(hiku_open(&hiku, places, 1, NULL, &why), HIKU_OK);
	return 0;
}

static inline int close_index(void **state)
{
	(void)state;
	hiku_close(hiku);
	query_fixture_close(&fixture);
	return 0;
}

static inline struct hiku_answer *ask(const char *query,
				      const struct hiku_query_options *options)
{
	struct hiku_answer *answer;

	if (hiku_search(&answer, hiku, query, strlen(query), options, &why))
		print_error("%s\n", why.message);
	assert_non_null(answer);
	return answer;
}

static inline void check_text(struct hiku_text text, const char *expected)
{
	assert_int_equal(text.len, strlen(expected));
	assert_memory_equal(text.len ? text.data : "", expected, text.len);
}

/* A buffer that hiku_write_fn fills. */
struct written {
	char text[1 << 17];
	size_t len;
};

static inline int collect(void *ctx, const char *data, size_t len)
{
	struct written *w = ctx;

	assert_true(w->len + len < sizeof(w->text));
	memcpy(w->text + w->len, data, len);
	w->len += len;
	w->text[w->len] = '\0';
	return 0;
}

static inline int refuse(void *ctx, const char *data, size_t len)
{
	(void)ctx, (void)data, (void)len;
	return 1;
}

#endif
