/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The thread that searches in `hiku -i`: whatever is wanted in whatever order,
 * what is wanted last is what comes. */
#include <poll.h>

#include "cli/tui/seeker.h"
#include "tests/unit/lib_fixture.h"
#include "tests/unit/random.h"

#define HITS 10

static struct hk_seeker *seeker;

static int start(void **state)
{
	struct hiku_query_options options = HIKU_QUERY_OPTIONS_INIT;
	const char *place = fixture.db;
	struct hiku_index *index;
	struct hk_error err;

	(void)state;
	assert_int_equal(hiku_open(&index, &place, 1, NULL, &why), HIKU_OK);
	assert_int_equal(hk_seeker_new(&seeker, index, &options, &err), HK_OK);
	return 0;
}

static int end(void **state)
{
	(void)state;
	assert_true(hk_seeker_free(seeker));
	return 0;
}

static unsigned want(enum hk_seeker_kind kind, const char *query,
		     const char *id)
{
	const struct hk_seeker_wish wish = {.query = hk_span_cstr(query),
					    .id = hk_span_cstr(id),
					    .by = HIKU_BY_TYPE,
					    .hits = HITS};
	unsigned number = hk_seeker_want(seeker, kind, &wish);

	assert_true(number);
	return number;
}

/* Wait for the reply of a kind, for a minute at most. */
static struct hk_seeker_reply take(enum hk_seeker_kind kind)
{
	struct pollfd p = {.fd = hk_seeker_descriptor(seeker),
			   .events = POLLIN};
	struct hk_seeker_reply reply;

	while (!hk_seeker_take(&reply, seeker, kind)) {
		assert_int_equal(poll(&p, 1, 60000), 1);
		hk_seeker_heard(seeker);
	}
	assert_int_equal(reply.status, HIKU_OK);
	return reply;
}

static void test_each_kind(void **state)
{
	struct hk_seeker_reply reply;
	unsigned number = want(HK_SEEKER_SEARCH, "橋", "");

	(void)state;
	reply = take(HK_SEEKER_SEARCH);
	assert_int_equal(reply.number, number);
	assert_int_equal(hiku_answer_hits(reply.answer), 1);
	assert_null(reply.instead);
	hk_seeker_drop(&reply);
	want(HK_SEEKER_WORDS, "橋 空", "");
	reply = take(HK_SEEKER_WORDS);
	check_text(hiku_word(reply.words, 0, NULL), "空港");
	hk_seeker_drop(&reply);
	want(HK_SEEKER_ARTICLE, "橋", "tea");
	reply = take(HK_SEEKER_ARTICLE);
	check_text(hiku_hit_text(reply.answer, 0, HIKU_TITLE), "茶");
	hk_seeker_drop(&reply);
	want(HK_SEEKER_FACETS, "空港", "");
	reply = take(HK_SEEKER_FACETS);
	assert_int_equal(hiku_answer_facets(reply.answer, HIKU_BY_TYPE), 1);
	hk_seeker_drop(&reply);
	want(HK_SEEKER_REST, "空港", "");
	reply = take(HK_SEEKER_REST);
	assert_int_equal(hiku_answer_hits(reply.answer), 3);
	hk_seeker_drop(&reply);
}

/* A word that is half typed is searched as what it may become. */
static void test_half_typed(void **state)
{
	struct hk_seeker_reply reply;

	(void)state;
	want(HK_SEEKER_SEARCH, "橋 kens", "");
	reply = take(HK_SEEKER_SEARCH);
	assert_true(hiku_answer_hits(reply.answer));
	hk_seeker_drop(&reply);
	want(HK_SEEKER_SEARCH, "kens", "");
	reply = take(HK_SEEKER_SEARCH);
	assert_string_equal(reply.instead, "(検索)");
	assert_int_equal(hiku_answer_hits(reply.answer), 2);
	hk_seeker_drop(&reply);
}

/* Only the last wish of a kind has a reply. */
static void test_newest(void **state)
{
	struct hk_seeker_reply reply;
	unsigned number = 0;

	(void)state;
	for (int i = 0; i < 200; i++)
		number = want(HK_SEEKER_SEARCH, i % 2 ? "茶" : "空港", "");
	reply = take(HK_SEEKER_SEARCH);
	assert_int_equal(reply.number, number);
	check_text(hiku_hit_text(reply.answer, 0, HIKU_ID), "tea");
	hk_seeker_drop(&reply);
	assert_false(hk_seeker_take(&reply, seeker, HK_SEEKER_SEARCH));
}

/* What a search interrupts is done behind it, if it is still wanted. */
static void test_interrupted(void **state)
{
	struct hk_seeker_reply reply;

	(void)state;
	for (int i = 0; i < 100; i++) {
		want(HK_SEEKER_ARTICLE, "", "bridge");
		want(HK_SEEKER_FACETS, "空港", "");
		want(HK_SEEKER_SEARCH, "茶", "");
		reply = take(HK_SEEKER_FACETS);
		assert_true(hiku_answer_facets(reply.answer, HIKU_BY_TYPE));
		hk_seeker_drop(&reply);
		reply = take(HK_SEEKER_ARTICLE);
		check_text(hiku_hit_text(reply.answer, 0, HIKU_ID), "bridge");
		hk_seeker_drop(&reply);
		reply = take(HK_SEEKER_SEARCH);
		check_text(hiku_hit_text(reply.answer, 0, HIKU_ID), "tea");
		hk_seeker_drop(&reply);
	}
}

/* What is not wanted any more never comes. */
static void test_cancelled(void **state)
{
	struct hk_seeker_reply reply;

	(void)state;
	for (int i = 0; i < 50; i++) {
		want(HK_SEEKER_SEARCH, "空港", "");
		want(HK_SEEKER_REST, "空港", "");
		if (i % 2)
			hk_seeker_forget(seeker);
		else
			hk_seeker_cancel(seeker, HK_SEEKER_REST);
		want(HK_SEEKER_FACETS, "空港", "");
		reply = take(HK_SEEKER_FACETS);
		hk_seeker_drop(&reply);
		assert_false(hk_seeker_take(&reply, seeker, HK_SEEKER_REST));
		/* The search comes first, if it was not forgotten. */
		assert_int_equal(
			hk_seeker_take(&reply, seeker, HK_SEEKER_SEARCH),
			!(i % 2));
		if (!(i % 2))
			hk_seeker_drop(&reply);
	}
}

/* Wishes at random, as of one who types and scrolls, and an end in the midst
 * of them. */
static void test_at_random(void **state)
{
	static const char *const queries[] = {"空",    "空港", "検索 結果",
					      "橋 茶", "kens", "\"空港の検索\"",
					      "ん",    "無い"};
	static const char *const ids[] = {"tea", "copy", "none"};
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < 500; i++) {
		enum hk_seeker_kind kind = (enum hk_seeker_kind)(
			random_next(&seed) % HK_SEEKER_KINDS);
		struct hk_seeker_reply reply;

		want(kind, queries[random_next(&seed) % 8],
		     ids[random_next(&seed) % 3]);
		kind = (enum hk_seeker_kind)(random_next(&seed) %
					     HK_SEEKER_KINDS);
		if (hk_seeker_take(&reply, seeker, kind)) {
			assert_int_not_equal(reply.status, HIKU_EINTERRUPTED);
			hk_seeker_drop(&reply);
		}
	}
}

static void test_word(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},	  {"港", "港"},	    {"港 灯", "灯"},
		{"港　灯", "灯"}, {"港 ", ""},	    {"(港 OR 灯", "灯"},
		{"(港", "港"},	  {"(港)", ""},	    {"+港", "港"},
		{"-港", ""},	  {"title:港", ""}, {"\"港", ""},
		{"港*", ""},	  {"（灯", "灯"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct hk_str word = hk_seeker_word(hk_span_cstr(rows[i][0]));

		assert_true(hk_span_same(word, hk_span_cstr(rows[i][1])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_kind, start, end),
		cmocka_unit_test_setup_teardown(test_half_typed, start, end),
		cmocka_unit_test_setup_teardown(test_newest, start, end),
		cmocka_unit_test_setup_teardown(test_interrupted, start, end),
		cmocka_unit_test_setup_teardown(test_cancelled, start, end),
		cmocka_unit_test_setup_teardown(test_at_random, start, end),
		cmocka_unit_test(test_word),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_index, close_index);
}
