/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The library as a program sees it: hiku.h alone asks. */
#include <pthread.h>

#include "tests/unit/lib_fixture.h"

static void test_hits(void **state)
{
	struct hiku_answer *answer = ask("橋", NULL);
	struct hiku_range mark;

	(void)state;
	assert_int_equal(hiku_answer_hits(answer), 1);
	check_text(hiku_hit_text(answer, 0, HIKU_ID), "bridge");
	check_text(hiku_hit_text(answer, 0, HIKU_TITLE), "橋の話");
	check_text(hiku_hit_text(answer, 0, HIKU_TYPE), "jsonl");
	check_text(hiku_hit_text(answer, 0, HIKU_WAY), "words");
	check_text(hiku_hit_text(answer, 0, HIKU_BY_SOUND), "");
	assert_int_equal(hiku_hit_number(answer, 0, HIKU_RANK), 1);
	assert_int_equal(hiku_hit_number(answer, 0, HIKU_NUMBER), 1);
	assert_int_equal(hiku_hit_number(answer, 0, HIKU_LINE_BEGIN), 1);
	assert_true(hiku_hit_score(answer, 0) > 0);
	assert_int_equal(hiku_hit_marks(answer, 0, HIKU_PASSAGE), 1);
	mark = hiku_hit_mark(answer, 0, HIKU_PASSAGE, 0);
	assert_memory_equal(hiku_hit_text(answer, 0, HIKU_PASSAGE).data +
				    mark.begin,
			    "橋", mark.end - mark.begin);
	assert_int_equal(hiku_hit_marks(answer, 0, HIKU_TITLE), 1);
	/* Behind the ends there is nothing. */
	check_text(hiku_hit_text(answer, 1, HIKU_ID), "");
	check_text(hiku_hit_item(answer, 0, HIKU_TAGS, 0), "");
	assert_int_equal(hiku_hit_mark(answer, 0, HIKU_PASSAGE, 9).end, 0);
	assert_int_equal(hiku_hit_number(answer, 7, HIKU_RANK), 0);
	assert_null(hiku_answer_note(answer, 0, NULL));
	hiku_answer_free(answer);
}

/* An answer lives on when its index is gone. */
static void test_answer_alone(void **state)
{
	const char *place = fixture.db;
	struct hiku_index *other;
	struct hiku_answer *answer;
	struct written w = {.len = 0};

	(void)state;
	assert_int_equal(hiku_open(&other, &place, 1, NULL, &why), HIKU_OK);
	assert_string_equal(hiku_index_place(other, 0), place);
	assert_null(hiku_index_place(other, 1));
	assert_null(hiku_index_note(other, 0));
	assert_int_equal(hiku_search(&answer, other, "茶", 3, NULL, &why),
			 HIKU_OK);
	hiku_close(other);
	check_text(hiku_hit_text(answer, 0, HIKU_TITLE), "茶");
	assert_int_equal(
		hiku_answer_write(answer, "tsv", NULL, collect, &w, &why),
		HIKU_OK);
	assert_non_null(strstr(w.text, "お茶を飲む。"));
	hiku_answer_free(answer);
}

static void test_options(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_answer *answer;
	/* A later version with a member that is used. */
	struct {
		struct hiku_query_options known;
		size_t later;
	} newer = {HIKU_QUERY_OPTIONS_INIT, 0};

	(void)state;
	o.flags = HIKU_ALL | HIKU_ONCE;
	answer = ask("空港 検索", &o);
	assert_int_equal(hiku_answer_hits(answer), 1);
	assert_int_equal(hiku_hit_number(answer, 0, HIKU_COPIES), 1);
	check_text(hiku_copy_text(answer, 0, 1, HIKU_ID), "");
	assert_int_equal(hiku_copy_number(answer, 0, 0, HIKU_NUMBER), 1);
	hiku_answer_free(answer);

	o.flags = 0;
	o.limit = 1;
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_hits(answer), 1);
	assert_int_equal(hiku_answer_number(answer, HIKU_MORE), 1);
	hiku_answer_free(answer);

	/* A program that knew of the first members only. */
	o.size = offsetof(struct hiku_query_options, max_per_article);
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_hits(answer), 1);
	hiku_answer_free(answer);

	newer.known.size = sizeof(newer);
	answer = ask("茶", &newer.known);
	hiku_answer_free(answer);
	newer.later = 1;
	assert_int_equal(
		hiku_search(&answer, hiku, "茶", 3, &newer.known, &why),
		HIKU_EUSAGE);
	assert_null(answer);
	o = (struct hiku_query_options)HIKU_QUERY_OPTIONS_INIT;
	o.sort = 99;
	assert_int_equal(hiku_search(&answer, hiku, "茶", 3, &o, &why),
			 HIKU_EUSAGE);
	assert_non_null(strstr(why.message, "sort"));
	o.sort = 0;
	o.size = 0;
	assert_int_equal(hiku_search(&answer, hiku, "茶", 3, &o, NULL),
			 HIKU_EUSAGE);
}

static void test_counts(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_answer *answer;
	uint64_t articles;

	(void)state;
	o.flags = HIKU_COUNT;
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_hits(answer), 0);
	assert_int_equal(hiku_answer_number(answer, HIKU_ARTICLES), 3);
	hiku_answer_free(answer);
	o.flags = 0;
	o.count_by = HIKU_BY_TYPE;
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_facets(answer, HIKU_BY_TYPE), 1);
	check_text(hiku_facet(answer, HIKU_BY_TYPE, 0, &articles), "jsonl");
	assert_int_equal(articles, 3);
	check_text(hiku_facet(answer, HIKU_BY_TYPE, 1, &articles), "");
	assert_int_equal(articles, 0);
	hiku_answer_free(answer);
	/* Beside the passages, of which there are fewer than are counted. */
	o.count_by = HIKU_BY_NOTHING;
	o.facets = HIKU_BY_ALL;
	o.limit = 1;
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_hits(answer), 1);
	assert_int_equal(hiku_answer_number(answer, HIKU_ARTICLES), 3);
	assert_int_equal(hiku_answer_facets(answer, HIKU_BY_TYPE), 1);
	check_text(hiku_facet(answer, HIKU_BY_TYPE, 0, &articles), "jsonl");
	assert_int_equal(articles, 3);
	assert_int_equal(hiku_answer_facets(answer, HIKU_BY_NOTHING), 0);
	hiku_answer_free(answer);
}

static void test_notes(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	enum hiku_note kind = HIKU_NOTE_ALWAYS;
	struct hiku_answer *answer;
	size_t count = 0;

	(void)state;
	answer = ask("存在しない語彙", NULL);
	assert_int_equal(hiku_answer_hits(answer), 0);
	assert_null(hiku_answer_note(answer, 0, NULL));
	hiku_answer_free(answer);
	o.flags = HIKU_HINTS;
	answer = ask("存在しない語彙", &o);
	/* Where it depends on the machine, what it lacks is told first. */
	while (hiku_answer_note(answer, count, &kind))
		count++;
	assert_true(count >= 1);
	assert_int_equal(kind, HIKU_NOTE_EMPTY);
	hiku_answer_free(answer);
}

/* What is still being typed is no slip; that it may be one is for later. */
static void test_typing(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_answer *answer;

	(void)state;
	o.flags = HIKU_HINTS;
	answer = ask("空港 検策", &o);
	assert_int_equal(hiku_answer_hits(answer), 3);
	check_text(hiku_answer_slip(answer, 0), "検策");
	assert_int_equal(hiku_answer_number(answer, HIKU_UNTRIED), 0);
	hiku_answer_free(answer);
	o.flags = HIKU_HINTS | HIKU_TYPING;
	answer = ask("空港 検策", &o);
	assert_int_equal(hiku_answer_hits(answer), 3);
	check_text(hiku_answer_slip(answer, 0), "");
	assert_int_equal(hiku_answer_number(answer, HIKU_UNTRIED), 1);
	hiku_answer_free(answer);
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_number(answer, HIKU_UNTRIED), 0);
	hiku_answer_free(answer);
}

static void test_reasons(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_answer *answer;
	struct hiku_reason reason;
	double sum = 0;
	size_t i;

	(void)state;
	o.flags = HIKU_EXPLAIN;
	answer = ask("検索 空港", &o);
	for (i = 0; hiku_hit_reason(answer, 0, i, &reason, sizeof(reason)); i++)
		sum += reason.score;
	assert_true(i >= 2);
	assert_true(sum - hiku_hit_score(answer, 0) < 0.001);
	assert_true(hiku_hit_score(answer, 0) - sum < 0.001);
	hiku_answer_free(answer);
}

/* ---- Whole articles ---- */

static void test_show(void **state)
{
	struct hiku_format_options f = HIKU_FORMAT_OPTIONS_INIT;
	struct hiku_answer *answer, *similar;
	struct written w = {.len = 0};
	size_t row;

	(void)state;
	assert_int_equal(
		hiku_show(&answer, hiku, "bridge", 6, "灯り", 6, NULL, &why),
		HIKU_OK);
	assert_int_equal(hiku_answer_hits(answer), 1);
	assert_int_equal(hiku_hit_marks(answer, 0, HIKU_PASSAGE), 1);
	f.open = "[";
	f.close = "]";
	f.target_line = 1;
	f.target_row = &row;
	assert_int_equal(
		hiku_answer_write(answer, "text", &f, collect, &w, &why),
		HIKU_OK);
	assert_non_null(strstr(w.text, "夜は[灯り]がきれいだ。"));
	hiku_answer_free(answer);

	assert_int_equal(hiku_show(&answer, hiku, "none", 4, "", 0, NULL, &why),
			 HIKU_OK);
	assert_int_equal(hiku_answer_hits(answer), 0);
	hiku_answer_free(answer);

	assert_int_equal(
		hiku_show(&answer, hiku, "airport", 7, NULL, 0, NULL, &why),
		HIKU_OK);
	assert_int_equal(hiku_similar(&similar, hiku, answer, NULL, &why),
			 HIKU_OK);
	hiku_answer_free(answer);
	check_text(hiku_hit_text(similar, 0, HIKU_ID), "copy");
	hiku_answer_free(similar);
}

/* ---- Writing ---- */

static void test_formats(void **state)
{
	struct hiku_format_options f = HIKU_FORMAT_OPTIONS_INIT;
	struct hiku_answer *answer = ask("橋", NULL);
	uint32_t lines[1] = {0}, traits;
	struct written w = {.len = 0};
	const char *name;
	bool json = false;

	(void)state;
	for (size_t i = 0; (name = hiku_format(i, &traits)); i++) {
		w.len = 0;
		assert_int_equal(
			hiku_answer_write(answer, name, &f, collect, &w, &why),
			HIKU_OK);
		json = json ||
		       (!strcmp(name, "json") && traits & HIKU_FORMAT_CHOSEN);
	}
	assert_true(json);
	f.shown_lines = lines;
	assert_int_equal(
		hiku_answer_write(answer, "page", &f, collect, &w, &why),
		HIKU_OK);
	assert_int_equal(lines[0], 1);
	w.len = 0;
	assert_int_equal(
		hiku_answer_write(answer, "object", NULL, collect, &w, &why),
		HIKU_OK);
	assert_memory_equal(w.text, "{\"query\":\"橋\",\"hits\":[{\"rank\":1",
			    strlen("{\"query\":\"橋\",\"hits\":[{\"rank\":1"));
	assert_int_equal(w.text[w.len - 1], '\n');
	assert_int_equal(
		hiku_answer_write(answer, "object", NULL, refuse, &w, &why),
		HIKU_EIO);
	assert_int_equal(
		hiku_answer_write(answer, "none", NULL, collect, &w, &why),
		HIKU_EUSAGE);
	hiku_answer_free(answer);
	f.flags = HIKU_COLOR;
	f.colors = "title=nonsense";
	assert_int_equal(hiku_format_check(&f, &why), HIKU_EUSAGE);
	f.colors = "title=1";
	assert_int_equal(hiku_format_check(&f, &why), HIKU_OK);
}

/* ---- Words ---- */

static void test_failures(void **state)
{
	const char *place = "/nonexistent/index";
	struct hiku_open_options o = HIKU_OPEN_OPTIONS_INIT;
	struct hiku_index *other;
	struct hiku_answer *answer;

	(void)state;
	assert_int_equal(hiku_open(&other, &place, 1, NULL, &why),
			 HIKU_ENOTFOUND);
	assert_null(other);
	assert_int_equal(why.status, HIKU_ENOTFOUND);
	assert_non_null(strstr(why.message, place));
	o.flags = 1u << 30;
	assert_int_equal(hiku_open(&other, &place, 1, &o, NULL), HIKU_EUSAGE);
	assert_int_equal(hiku_search(&answer, hiku, "\xFF", 1, NULL, &why),
			 HIKU_EUSAGE);
	assert_null(answer);
	/* The index can be asked again. */
	answer = ask("茶", NULL);
	assert_int_equal(hiku_answer_hits(answer), 1);
	hiku_answer_free(answer);
	hiku_answer_free(NULL);
	hiku_words_free(NULL);
	hiku_close(NULL);
}

/* ---- Writers and threads ---- */

/* What a thread found with an index of its own; it leaves the answer. */
struct asker {
	const char *place;
	struct hiku_answer *answer;
};

static void *ask_apart(void *ctx)
{
	struct asker *a = ctx;
	struct hiku_index *own;

	if (hiku_open(&own, &a->place, 1, NULL, NULL))
		return NULL;
	if (hiku_search(&a->answer, own, "空港", 6, NULL, NULL))
		a->answer = NULL;
	hiku_close(own);
	return NULL;
}

static void test_threads(void **state)
{
	struct asker askers[3] = {
		{fixture.db, NULL}, {fixture.db, NULL}, {fixture.db, NULL}};
	pthread_t threads[3];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_apart,
						&askers[i]),
				 0);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_non_null(askers[i].answer);
		assert_int_equal(hiku_answer_hits(askers[i].answer), 3);
		hiku_answer_free(askers[i].answer);
	}
}

/* ---- Pages ---- */

/* A page has what the user is told, escaped. */
static void test_page_notes(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct written w = {.len = 0};
	struct hiku_answer *answer;

	(void)state;
	o.flags = HIKU_EXPLAIN;
	answer = ask("空港 -\"a<b\"", &o);
	assert_int_equal(
		hiku_answer_write(answer, "html", NULL, collect, &w, &why),
		HIKU_OK);
	assert_non_null(strstr(w.text, "<p class=\"note told\">query: 空港 "));
	assert_non_null(strstr(w.text, "a&lt;b"));
	w.len = 0;
	assert_int_equal(
		hiku_page_write(answer, "空港", 6, NULL, 1, collect, &w, &why),
		HIKU_OK);
	assert_non_null(strstr(w.text, "<p class=\"note told\">words: 空港"));
	hiku_answer_free(answer);
}

/* An open index has what was added since. */
static void test_newest(void **state)
{
	struct hiku_answer *answer = ask("灯台", NULL);

	(void)state;
	assert_int_equal(hiku_answer_hits(answer), 0);
	hiku_answer_free(answer);
	hk_reader_free(fixture.reader);
	query_fixture_add(&fixture, "light", "岬", "灯台が見える。");
	query_fixture_index(&fixture, 1000);
	answer = ask("灯台", NULL);
	assert_int_equal(hiku_answer_hits(answer), 1);
	check_text(hiku_hit_text(answer, 0, HIKU_ID), "light");
	hiku_answer_free(answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hits),
		cmocka_unit_test(test_answer_alone),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_page_notes),
		cmocka_unit_test(test_newest),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_index, close_index);
}
