/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "tests/unit/query_fixture.h"
#include "tests/unit/random.h"

static struct query_fixture fixture;

static const struct {
	const char *id, *title, *text;
} articles[] = {
	{"tea", "お茶の淹れ方",
	 "緑茶は七十度くらいの湯で淹れる。沸騰した湯では渋みが出る。\n\n"
	 "急須を温めておき、一人分の茶葉を入れる。\n\n"
	 "最後の一滴まで注ぐと、味が濃くなる。"},
	{"coffee", "コーヒーの淹れ方",
	 "豆を挽き、ドリッパーに紙のフィルターを置く。\n\n"
	 "湯を細く注ぎ、三十秒ほど蒸らす。サーバーに落ちるのを待つ。"},
	{"server", "サーバの設定",
	 "サーバの設定を変えたら、必ず再起動する。\n\n"
	 "設定ファイルは起動の時に一度だけ読まれる。"},
	{"station", "駅までの道",
	 "駅まで歩いて十分かかる。川の土手を通る道が好きだ。\n\n"
	 "雨の日は商店街の屋根の下を歩く。"},
	{"river", "川の名前",
	 "この川は昔、土手がなく、雨が降るたびに溢れたという。\n\n"
	 "今は遊歩道があり、朝は走る人が多い。"},
	{"long", "長い記録",
	 "記録を残すことは難しい。\n\n記録は忘れられる。\n\n"
	 "記録を読む人がいる。\n\n記録を書く人がいる。\n\n"
	 "記録とは何か。"},
};

static int set_up(void **state)
{
	(void)state;
	query_fixture_open(&fixture);
	for (size_t i = 0; i < sizeof(articles) / sizeof(*articles); i++)
		query_fixture_add(&fixture, articles[i].id, articles[i].title,
				  articles[i].text);
	/* Small, so that each paragraph is a passage of its own. */
	query_fixture_index(&fixture, 10);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	query_fixture_close(&fixture);
	return 0;
}

static bool is(const struct hk_hit *hit, const char *id)
{
	return hk_span_same(hit->record.id, hk_span_cstr(id));
}

static bool has(const struct hk_result *result, const char *id)
{
	for (size_t i = 0; i < result->count; i++)
		if (is(&result->hits[i], id))
			return true;
	return false;
}

/* Ranks go up by one, scores never do, marks ascend inside the text. */
static void check_shape(const struct hk_result *r, uint64_t offset)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct hk_hit *h = &r->hits[i];
		size_t end = 0;

		assert_int_equal(h->rank, offset + i + 1);
		if (i)
			assert_true(h->score <= r->hits[i - 1].score + 1e-9);
		for (size_t k = 0; k < h->mark_count; k++) {
			assert_true(h->marks[k].begin >= end);
			assert_true(h->marks[k].end > h->marks[k].begin);
			end = h->marks[k].end;
		}
		assert_true(end <= h->record.text.len);
	}
}

static void test_explain_sums(void **state)
{
	static const char *const queries[] = {
		"緑茶を淹れる湯の温度は",
		"川の土手 雨",
		"サーバー設定",
		"「遊歩道」のある川",
		"記録*",
		"+川 雨 -商店街",
		"\"雨の日\"",
	};
	struct hk_search_options o = query_fixture_options(false);

	(void)state;
	o.explain = true;
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		struct hk_result r;

		query_fixture_ask(&fixture, &r, queries[i], &o);
		assert_true(r.count > 0);
		check_shape(&r, 0);
		for (size_t k = 0; k < r.count; k++) {
			double sum = 0;
			for (size_t n = 0; n < r.hits[k].reason_count; n++)
				sum += r.hits[k].reasons[n].score;
			if (fabs(sum - r.hits[k].score) > 1e-6)
				print_error("%s, hit %zu\n", queries[i], k);
			assert_true(fabs(sum - r.hits[k].score) < 1e-6);
		}
		hk_result_release(&r);
	}
}

static void test_exact_first(void **state)
{
	struct hk_search_options o = query_fixture_options(false);
	struct hk_result r;

	(void)state;
	query_fixture_ask(&fixture, &r, "サーバ", &o);
	assert_true(r.count >= 2);
	assert_true(is(&r.hits[0], "server"));
	assert_true(has(&r, "coffee"));
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "サーバー", &o);
	assert_true(is(&r.hits[0], "coffee"));
	assert_true(has(&r, "server"));
	hk_result_release(&r);
}

static void test_pages_join(void **state)
{
	struct hk_search_options o = query_fixture_options(false);
	struct hk_result all, page;

	(void)state;
	o.limit = 100;
	query_fixture_ask(&fixture, &all, "川 雨 人 湯 設定", &o);
	assert_true(all.count > 5);
	check_shape(&all, 0);
	for (o.limit = 2, o.offset = 0; o.offset < all.count; o.offset += 2) {
		query_fixture_ask(&fixture, &page, "川 雨 人 湯 設定", &o);
		check_shape(&page, o.offset);
		for (size_t i = 0; i < page.count; i++) {
			const struct hk_hit *h = &all.hits[o.offset + i];
			assert_true(hk_span_same(page.hits[i].record.id,
						 h->record.id));
			assert_int_equal(page.hits[i].record.number,
					 h->record.number);
		}
		hk_result_release(&page);
	}
	hk_result_release(&all);
}

static void test_max_per_article(void **state)
{
	static const uint64_t max[] = {0, 1, 2, 5};
	static const size_t want[] = {5, 1, 2, 5};
	struct hk_search_options o = query_fixture_options(false);

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct hk_result r;

		o.max_per_article = max[i];
		query_fixture_ask(&fixture, &r, "記録", &o);
		assert_int_equal(r.count, want[i]);
		hk_result_release(&r);
	}
}

static void test_required_and_excluded(void **state)
{
	struct hk_search_options o = query_fixture_options(false);
	struct hk_result r;

	(void)state;
	query_fixture_ask(&fixture, &r, "+川 雨", &o);
	assert_true(r.count > 0);
	for (size_t i = 0; i < r.count; i++)
		assert_non_null(memmem(r.hits[i].record.text.data,
				       r.hits[i].record.text.len, "川", 3) ||
						is(&r.hits[i], "river")
					? ""
					: NULL);
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "雨 -商店街", &o);
	assert_true(has(&r, "river"));
	assert_false(has(&r, "station"));
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "雨 -\"雨の日\"", &o);
	assert_true(has(&r, "river"));
	assert_false(has(&r, "station"));
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "\"雨の日\"", &o);
	assert_int_equal(r.count, 1);
	assert_true(is(&r.hits[0], "station"));
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "title:川 人", &o);
	assert_true(r.count > 0);
	for (size_t i = 0; i < r.count; i++)
		assert_true(is(&r.hits[i], "river"));
	hk_result_release(&r);
}

/* 急須 and 沸騰 stand in two passages of one article. */
static void test_whole_articles(void **state)
{
	struct hk_search_options o = query_fixture_options(true);
	struct hk_result r;

	(void)state;
	query_fixture_ask(&fixture, &r, "急須 沸騰", &o);
	assert_int_equal(r.way, HK_SEARCH_ARTICLES);
	assert_int_equal(r.count, 2);
	assert_true(is(&r.hits[0], "tea") && is(&r.hits[1], "tea"));
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "急須 再起動", &o);
	assert_int_equal(r.count, 0);
	hk_result_release(&r);
	/* The title is part of each of its passages. */
	query_fixture_ask(&fixture, &r, "お茶 急須", &o);
	assert_int_equal(r.way, HK_SEARCH_WORDS);
	assert_int_equal(r.count, 1);
	hk_result_release(&r);
}

static void test_nothing_and_functions(void **state)
{
	struct hk_search_options o = query_fixture_options(false);
	struct hk_result r;

	(void)state;
	query_fixture_ask(&fixture, &r, "！？…", &o);
	assert_int_equal(r.count, 0);
	hk_result_release(&r);
	query_fixture_ask(&fixture, &r, "麒麟", &o);
	assert_int_equal(r.count, 0);
	hk_result_release(&r);
	/* A query of function words only keeps them. */
	query_fixture_ask(&fixture, &r, "いる", &o);
	assert_true(r.count > 0);
	hk_result_release(&r);
}

static void test_count(void **state)
{
	static const char *const queries[] = {"川",	    "湯 設定",
					      "\"雨の日\"", "雨 -\"雨の日\"",
					      "麒麟",	    "記録*"};
	static const uint64_t want[] = {2, 3, 1, 1, 0, 1};
	struct hk_search_options o = query_fixture_options(false);

	(void)state;
	o.count = true;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		struct hk_result r;

		query_fixture_ask(&fixture, &r, queries[i], &o);
		if (r.articles != want[i])
			print_error("%s\n", queries[i]);
		assert_int_equal(r.articles, want[i]);
		assert_int_equal(r.count, 0);
		assert_false(r.capped);
		hk_result_release(&r);
	}
}

/* Xapian 1.4.22 read freed memory for queries of this shape while words were
 * joined by OP_MAX (seen under valgrind and ASan): many of them, over postings
 * that end at different places. */
static void test_many_shapes(void **state)
{
	static const char *const words[] = {
		"川",	  "雨",		"湯",	"サーバー", "サーバ",
		"設定",	  "人",		"記録", "コーヒー", "駅",
		"遊歩道", "フィルター", "朝"};
	struct hk_search_options o = query_fixture_options(false);
	unsigned seed = 3;

	(void)state;
	for (unsigned i = 0; i < 300; i++) {
		struct hk_result r;
		char query[256] = "";

		for (unsigned k = 0; k < 1 + i % 6; k++) {
			strcat(query, words[random_next(&seed) % 13]);
			strcat(query, " ");
		}
		o.limit = 1 + i % 7;
		query_fixture_ask(&fixture, &r, query, &o);
		assert_true(r.count > 0);
		check_shape(&r, 0);
		hk_result_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_explain_sums),
		cmocka_unit_test(test_exact_first),
		cmocka_unit_test(test_pages_join),
		cmocka_unit_test(test_max_per_article),
		cmocka_unit_test(test_required_and_excluded),
		cmocka_unit_test(test_whole_articles),
		cmocka_unit_test(test_nothing_and_functions),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_many_shapes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
