/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which words are offered for a slip: tests/rows/slips.tsv, whose words are one
 * index; and what any bytes bring. */
#include "query/near/complete.h"
#include "query/near/near.h"
#include "tests/unit/query_fixture.h"
#include "tests/unit/random.h"
#include "tests/unit/rows.h"

enum column {
	TYPED,
	MEANT,
	OFFERED,
	WHY,
	COLUMNS
};

static struct query_fixture fixture;
static struct hk_also_ears ears;
static struct rows rows;

static void open_rows(void)
{
	rows_open(&rows, "tests/rows/slips.tsv", COLUMNS);
}

static int set_up(void **state)
{
	char cache[128];

	(void)state;
	query_fixture_open(&fixture);
	snprintf(cache, sizeof(cache), "%s/cache", fixture.dir);
	assert_int_equal(setenv("XDG_CACHE_HOME", cache, 1), 0);
	open_rows();
	while (rows_next(&rows)) {
		char id[32];

		snprintf(id, sizeof(id), "%u", rows.line);
		query_fixture_add(&fixture, id, id, rows.column[MEANT].data);
	}
	rows.wrong = 0; /* test_rows() says it again, and fails */
	rows_close(&rows, 30);
	query_fixture_add(&fixture, "gun", "gun", "検査と検討と検索と県と犬。");
	query_fixture_index(&fixture, 400);
	return hk_also_open(&ears, fixture.dict, NULL) != HK_OK ||
	       !ears.readings;
}

static int tear_down(void **state)
{
	(void)state;
	hk_also_release(&ears);
	query_fixture_close(&fixture);
	return 0;
}

/* What is offered or completed lives in the arena of the vocabulary. */
struct asking {
	struct hk_arena arena;
	struct hk_vocabulary vocabulary;
};

static void begin(struct asking *a)
{
	hk_arena_init(&a->arena, HK_BUF_NO_MAX);
	hk_vocabulary_init(&a->vocabulary, hk_reader_db(fixture.reader),
			   &a->arena, NULL);
}

static void end(struct asking *a)
{
	hk_vocabulary_release(&a->vocabulary);
	hk_arena_release(&a->arena);
}

static void find(struct hk_near_list *out, struct asking *a, struct hk_str word)
{
	char *copy;

	assert_int_equal(hk_norm_query(&fixture.analyser.norm, word), HK_OK);
	word = hk_span_trim(hk_buf_str(&fixture.analyser.norm.text));
	copy = hk_arena_copy(&a->arena, word.data, word.len);
	assert_non_null(copy);
	assert_int_equal(hk_near_find(out, &a->vocabulary, &fixture.analyser,
				      ears.readings,
				      hk_span_str(copy, word.len), NULL),
			 HK_OK);
}

static bool has(const struct hk_near_word *words, size_t count,
		struct hk_str text)
{
	for (size_t i = 0; i < count; i++)
		if (hk_span_same(words[i].text, text))
			return true;
	return false;
}

static void test_rows(void **state)
{
	(void)state;
	open_rows();
	while (rows_next(&rows)) {
		struct hk_near_list list;
		struct asking asking;
		bool offered;

		begin(&asking);
		find(&list, &asking, rows.column[TYPED]);
		offered = has(list.words, list.count, rows.column[MEANT]);
		rows_expect(&rows, OFFERED,
			    hk_span_cstr(offered ? "yes" : "no"));
		end(&asking);
	}
	rows_close(&rows, 30);
}

static void complete(struct hk_complete *out, struct asking *a,
		     const char *prefix, uint64_t limit)
{
	assert_int_equal(hk_complete_run(out, &a->vocabulary, &fixture.analyser,
					 ears.readings, hk_span_cstr(prefix),
					 limit, NULL),
			 HK_OK);
}

static void test_complete(void **state)
{
	static const char *const prefixes[] = {"検",	 "けんさ", "ケンサ",
					       "kens",	 "けんs",  "ｋｅｎｓａ",
					       "kensaku"};
	struct hk_complete list;
	struct asking asking;

	(void)state;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		begin(&asking);
		complete(&list, &asking, prefixes[i], 10);
		assert_true(has(list.words, list.count, hk_span_cstr("検索")));
		assert_false(has(list.words, list.count, hk_span_cstr("犬")));
		/* It is in more passages than any other word of these. */
		assert_true(
			hk_span_same(list.words[0].text, hk_span_cstr("検索")));
		for (size_t k = 1; k < list.count; k++) {
			assert_true(list.words[k].documents <=
				    list.words[k - 1].documents);
			assert_false(hk_span_same(list.words[k].text,
						  list.words[k - 1].text));
		}
		end(&asking);
	}
	begin(&asking);
	complete(&list, &asking, "けん", 10);
	assert_true(has(list.words, list.count, hk_span_cstr("犬")) ||
		    has(list.words, list.count, hk_span_cstr("県")));
	complete(&list, &asking, "けん", 1);
	assert_int_equal(list.count, 1);
	complete(&list, &asking, "シミュ", 10);
	assert_true(
		has(list.words, list.count, hk_span_cstr("シミュレーション")));
	complete(&list, &asking, "しみゅ", 10);
	assert_true(
		has(list.words, list.count, hk_span_cstr("シミュレーション")));
	complete(&list, &asking, "shimy", 10);
	assert_true(
		has(list.words, list.count, hk_span_cstr("シミュレーション")));
	complete(&list, &asking, "Elas", 10);
	assert_true(has(list.words, list.count, hk_span_cstr("elasticsearch")));
	end(&asking);
}

/* Terms with prefixes, of which an index is full, are no words. */
static void test_no_terms(void **state)
{
	static const char *const prefixes[] = {"Q", "B", "T",	"",
					       " ", "%", "\x01"};
	struct hk_complete list;
	struct asking asking;

	(void)state;
	begin(&asking);
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		complete(&list, &asking, prefixes[i], 1000);
		for (size_t k = 0; k < list.count; k++)
			assert_false(list.words[k].text.data[0] >= 'A' &&
				     list.words[k].text.data[0] <= 'Z');
	}
	end(&asking);
}

static void test_any_bytes(void **state)
{
	static const char *const pieces[] = {
		"kens", "けん", "ケー", "検", "\xE3", "\0", "n", "ー",
		" ",	"ｋ",	"𠮷",	"\"", "ッ",   "A",  "1"};
	uint32_t seed = 3;

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct hk_near_list near;
		struct hk_complete list;
		struct asking asking;
		struct hk_buf text;
		size_t count = random_next(&seed) % 12;

		hk_buf_init(&text, 1u << 20);
		for (size_t k = 0; k < count; k++) {
			const char *piece =
				pieces[random_next(&seed) %
				       (sizeof(pieces) / sizeof(*pieces))];

			assert_int_equal(
				hk_buf_append(&text, piece,
					      *piece ? strlen(piece) : 1),
				HK_OK);
		}
		begin(&asking);
		find(&near, &asking, hk_buf_str(&text));
		assert_true(near.count <= HK_NEAR_MAX);
		assert_int_equal(hk_complete_run(&list, &asking.vocabulary,
						 &fixture.analyser,
						 ears.readings,
						 hk_buf_str(&text), 5, NULL),
				 HK_OK);
		assert_true(list.count <= 5);
		end(&asking);
		hk_buf_release(&text);
	}
}

/* Much of one thing, up to 64 KB: nobody's slip, and the beginning of nothing,
 * however many ways there are to read it. */
static void test_long(void **state)
{
	static const char *const pieces[] = {"ka", "か", "カ", "検", "n", "o"};
	static const size_t sizes[] = {90, 280, 64u << 10};

	(void)state;
	for (size_t i = 0; i < 3 * sizeof(pieces) / sizeof(*pieces); i++) {
		struct hk_near_list near;
		struct hk_complete list;
		struct asking asking;
		struct hk_buf text;

		hk_buf_init(&text, 1u << 20);
		while (text.len < sizes[i % 3])
			assert_int_equal(hk_buf_puts(&text, pieces[i / 3]),
					 HK_OK);
		begin(&asking);
		find(&near, &asking, hk_buf_str(&text));
		assert_int_equal(near.count, 0);
		complete(&list, &asking, text.data, 10);
		assert_int_equal(list.count, 0);
		end(&asking);
		hk_buf_release(&text);
	}
}

/* What is asked again, and what is not. */
static void test_queries(void **state)
{
	static const struct {
		const char *query;
		enum hk_near_when when;
		bool all;
		const char *also;  /* NULL: nothing is found */
		const char *offer; /* the first word offered; NULL: none */
	} cases[] = {
		{"検策", HK_NEAR_AUTO, true, "検索", "検索"},
		{"検策", HK_NEAR_NEVER, true, NULL, "検索"},
		{"\"検策\"", HK_NEAR_AUTO, true, NULL, NULL},
		{"検索 -シュミレーション", HK_NEAR_ALWAYS, true, "", NULL},
		{"シュミレーション", HK_NEAR_AUTO, false, "シミュレーション",
		 "シミュレーション"},
		{"シュミレーション 検索", HK_NEAR_AUTO, false, "", NULL},
		{"シュミレーション 検索", HK_NEAR_ALWAYS, false,
		 "シミュレーション", "シミュレーション"},
		{"シュミレーションの方法", HK_NEAR_ALWAYS, false,
		 "シミュレーション", "シミュレーション"},
		{"検索", HK_NEAR_ALWAYS, false, "", NULL},
		{"ふいんき", HK_NEAR_AUTO, false, "雰囲気", "雰囲気"},
		{"ilasticsearch", HK_NEAR_AUTO, false, "elasticsearch",
		 "elasticsearch"},
		{"gum", HK_NEAR_AUTO, false, NULL, "gun"},
		{"gum", HK_NEAR_ALWAYS, false, "gun", "gun"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hk_search_options options =
			query_fixture_options(cases[i].all);
		const struct hk_search_request request = {
			.reader = fixture.reader,
			.analyser = &fixture.analyser,
			.query = hk_span_cstr(cases[i].query),
			.options = &options,
			.ears = &ears,
			.dict = fixture.dict};
		struct hk_result result;

		options.near = cases[i].when;
		assert_int_equal(hk_search_run(&result, &request, NULL), HK_OK);
		assert_int_equal(result.count > 0, cases[i].also != NULL);
		if (cases[i].also && *cases[i].also) {
			assert_int_equal(result.way, HK_SEARCH_SLIP);
			assert_int_equal(result.also_count, 1);
			assert_true(hk_span_same(result.also[0],
						 hk_span_cstr(cases[i].also)));
			assert_true(hk_span_same(result.hits[0].also,
						 hk_span_cstr(cases[i].also)));
			assert_true(result.hits[0].mark_count +
					    result.hits[0].title_mark_count >
				    0);
		} else {
			assert_int_not_equal(result.way, HK_SEARCH_SLIP);
		}
		assert_int_equal(result.doubt_count > 0,
				 cases[i].offer != NULL);
		if (cases[i].offer)
			assert_true(hk_span_same(result.doubts[0].words[0],
						 hk_span_cstr(cases[i].offer)));
		hk_result_release(&result);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_no_terms),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_queries),
	};

	return rows_run(tests, set_up, tear_down);
}
