/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The library as a program sees it: hiku.h alone asks. */
#include <pthread.h>

#include "lib/hiku.h"
#include "tests/unit/query_fixture.h"

static struct query_fixture fixture;
static struct hiku_index *hiku;
static struct hiku_error why;

static int open_index(void **state)
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

static int close_index(void **state)
{
	(void)state;
	hiku_close(hiku);
	query_fixture_close(&fixture);
	return 0;
}

static struct hiku_answer *ask(const char *query,
			       const struct hiku_query_options *options)
{
	struct hiku_answer *answer;

	if (hiku_search(&answer, hiku, query, strlen(query), options, &why))
		print_error("%s\n", why.message);
	assert_non_null(answer);
	return answer;
}

static void check_text(struct hiku_text text, const char *expected)
{
	assert_int_equal(text.len, strlen(expected));
	assert_memory_equal(text.len ? text.data : "", expected, text.len);
}

/* A buffer that hiku_write_fn fills. */
struct written {
	char text[1 << 17];
	size_t len;
};

static int collect(void *ctx, const char *data, size_t len)
{
	struct written *w = ctx;

	assert_true(w->len + len < sizeof(w->text));
	memcpy(w->text + w->len, data, len);
	w->len += len;
	w->text[w->len] = '\0';
	return 0;
}

static int refuse(void *ctx, const char *data, size_t len)
{
	(void)ctx, (void)data, (void)len;
	return 1;
}

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
	assert_int_equal(hiku_answer_facets(answer), 1);
	check_text(hiku_facet(answer, 0, &articles), "jsonl");
	assert_int_equal(articles, 3);
	check_text(hiku_facet(answer, 1, &articles), "");
	assert_int_equal(articles, 0);
	hiku_answer_free(answer);
	/* Beside the passages, of which there are fewer than are counted. */
	o.count_by = HIKU_BY_NOTHING;
	o.facets = HIKU_BY_ALL;
	o.limit = 1;
	answer = ask("空港", &o);
	assert_int_equal(hiku_answer_hits(answer), 1);
	assert_int_equal(hiku_answer_number(answer, HIKU_ARTICLES), 3);
	assert_int_equal(hiku_answer_facets_by(answer, HIKU_BY_TYPE), 1);
	check_text(hiku_facet_by(answer, HIKU_BY_TYPE, 0, &articles), "jsonl");
	assert_int_equal(articles, 3);
	assert_int_equal(hiku_answer_facets_by(answer, HIKU_BY_NOTHING), 0);
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

static void test_excerpt(void **state)
{
	struct hiku_format_options f = HIKU_FORMAT_OPTIONS_INIT;
	struct hiku_answer *answer = ask("灯り", NULL);
	struct hiku_range marks[2] = {{3, 6}, {6, 9}};
	struct hiku_excerpt excerpt;
	struct written w = {.len = 0};
	struct hiku_text text = hiku_hit_text(answer, 0, HIKU_PASSAGE);

	(void)state;
	f.open = "<";
	f.close = ">";
	f.columns = 24;
	f.lines = 1;
	assert_int_equal(hiku_hit_excerpt(answer, 0, &f, &excerpt,
					  sizeof(excerpt), collect, &w, &why),
			 HIKU_OK);
	assert_non_null(strstr(w.text, "<灯り>"));
	assert_int_equal(w.text[w.len - 1], '\n');
	assert_true(excerpt.range.end <= text.len);
	assert_memory_equal(text.data + excerpt.at, "灯り", strlen("灯り"));
	assert_int_equal(excerpt.line, 1);
	assert_int_equal(hiku_hit_excerpt(answer, 1, &f, &excerpt,
					  sizeof(excerpt), NULL, NULL, &why),
			 HIKU_EUSAGE);
	hiku_answer_free(answer);

	w.len = 0;
	f.lines = 0;
	f.columns = 4;
	assert_int_equal(hiku_text_wrap("あい\033う", strlen("あい\033う"),
					marks, 1, &f, collect, &w, &why),
			 HIKU_OK);
	assert_null(strchr(w.text, '\033'));
	assert_non_null(strstr(w.text, "<い>"));
	marks[1].begin = 5;
	assert_int_equal(
		hiku_text_wrap("あい", 6, marks, 2, &f, collect, &w, &why),
		HIKU_EUSAGE);
	assert_int_equal(hiku_text_cells("あa", 4, 0), 3);
}

static void test_characters(void **state)
{
	static const char family[] = "\U0001F468\u200D\U0001F469x";
	char escape[32];
	size_t cells;

	(void)state;
	assert_int_equal(hiku_text_char("か\u3099き", 9, 0, &cells), 6);
	assert_int_equal(cells, 2);
	assert_int_equal(hiku_text_char("○a", 4, 1, &cells), 3);
	assert_int_equal(cells, 2);
	assert_int_equal(hiku_text_char(family, sizeof(family) - 1, 0, NULL),
			 sizeof(family) - 2);
	assert_int_equal(hiku_text_char("\xFF\xFF", 2, 0, NULL), 1);
	assert_int_equal(hiku_text_char("", 0, 0, &cells), 0);
	hiku_format_color(escape, sizeof(escape), "path=4", "path");
	assert_string_equal(escape, "\033[4m");
	hiku_format_color(escape, sizeof(escape), NULL, "mark");
	assert_memory_equal(escape, "\033[", 2);
	hiku_format_color(escape, sizeof(escape), NULL, "rest");
	assert_string_equal(escape, "");
}

static void test_texts(void **state)
{
	static const char sjis[] = "\x8b\xf3\x8d\x60"; /* 空港 */
	struct written w = {.len = 0};
	const char *value = NULL, *help = NULL;

	(void)state;
	assert_int_equal(hiku_text_safe("a\033b", 3, collect, &w, &why),
			 HIKU_OK);
	assert_string_equal(w.text, "a\u241bb");
	w.len = 0;
	assert_int_equal(
		hiku_text_decode(sjis, 4, "Shift_JIS", collect, &w, &why),
		HIKU_OK);
	assert_string_equal(w.text, "空港");
	assert_int_equal(hiku_text_decode(sjis, 4, "UTF-8", collect, &w, &why),
			 HIKU_EENCODING);
	assert_true(hiku_text_is_blank(" \t　", 5));
	assert_false(hiku_text_is_blank(" あ", 4));
	assert_string_equal(hiku_field(0, &value, &help), "title");
	assert_true(value && help);
	assert_null(hiku_field(99, &value, &help));
	w.len = 0;
	assert_int_equal(hiku_about("x", collect, &w, &why), HIKU_OK);
	assert_memory_equal(w.text, "x ", 2);
	assert_memory_equal(w.text + 2, hiku_version(), strlen(hiku_version()));
}

/* ---- Words ---- */

static void test_words(void **state)
{
	struct hiku_words *words;
	uint64_t passages;

	(void)state;
	assert_int_equal(hiku_complete(&words, hiku, "kens", 4, NULL, &why),
			 HIKU_OK);
	check_text(hiku_word(words, 0, &passages), "検索");
	assert_int_equal(passages, 2);
	check_text(hiku_word(words, 99, &passages), "");
	assert_null(hiku_words_note(words));
	hiku_words_free(words);
	assert_int_equal(hiku_suggest(&words, hiku, "検察", 6, NULL, &why),
			 HIKU_OK);
	hiku_words_free(words);
	assert_int_equal(hiku_complete(&words, hiku, " ", 1, NULL, &why),
			 HIKU_EUSAGE);
	assert_null(words);
	assert_int_equal(hiku_suggest(&words, hiku, "\xFF", 1, NULL, NULL),
			 HIKU_EUSAGE);
}

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
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_excerpt),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_newest),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_index, close_index);
}
