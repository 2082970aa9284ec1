/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is found by sound: tests/rows/sound.tsv, all of it one index; and how
 * answers take turns. */
#include "tests/unit/query_fixture.h"
#include "tests/unit/rows.h"

enum column {
	DOCUMENT,
	QUERY,
	BY,
	MARKS,
	WHY,
	COLUMNS
};

static struct query_fixture fixture;
static struct hk_also_ears ears;
static struct rows rows;
static unsigned documents;

static void open_rows(void)
{
	rows_open(&rows, "tests/rows/sound.tsv", COLUMNS);
}

/* The id of the document of the row at hand: the first row that has it. */
static const char *row_id(void)
{
	static char id[32], text[512];
	static unsigned line;

	if (strcmp(text, rows.column[DOCUMENT].data) || rows.line < line) {
		snprintf(text, sizeof(text), "%s", rows.column[DOCUMENT].data);
		line = rows.line;
	}
	snprintf(id, sizeof(id), "%u", line);
	return id;
}

static int set_up(void **state)
{
	char cache[128], last[32] = "";

	(void)state;
	query_fixture_open(&fixture);
	snprintf(cache, sizeof(cache), "%s/cache", fixture.dir);
	assert_int_equal(setenv("XDG_CACHE_HOME", cache, 1), 0);
	open_rows();
	while (rows_next(&rows)) {
		if (strcmp(last, row_id()) != 0)
			query_fixture_add(&fixture, row_id(), row_id(),
					  rows.column[DOCUMENT].data);
		snprintf(last, sizeof(last), "%s", row_id());
	}
	documents = rows.count;
	rows.wrong = 0; /* test_rows() says it again, and fails */
	rows_close(&rows, 30);
	for (unsigned i = 0; i < 25; i++) {
		char id[32];

		snprintf(id, sizeof(id), "kami-%u", i);
		query_fixture_add(&fixture, id, id,
				  i < 22 ? "白い紙を折る。" : "長い髪を切る。");
	}
	for (unsigned i = 0; i < 30; i++) {
		char id[32];

		snprintf(id, sizeof(id), "kishi-%u", i);
		query_fixture_add(&fixture, id, id,
				  i < 20 ? "みずぎわの「きし」を歩く。"
					 : "白馬の騎士が来た。");
	}
	query_fixture_index(&fixture, 400);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_also_release(&ears);
	query_fixture_close(&fixture);
	return 0;
}

/* Ask as hiku does; the caller releases `out`. */
static void ask(struct hk_result *out, const char *query,
		const struct hk_search_options *options)
{
	const struct hk_search_request request = {.reader = fixture.reader,
						  .analyser = &fixture.analyser,
						  .query = hk_span_cstr(query),
						  .options = options,
						  .ears = &ears,
						  .dict = fixture.dict};
	struct hk_error err = {HK_OK, ""};

	if (hk_search_run(out, &request, &err))
		print_error("%s: %s\n", query, err.message);
	assert_int_equal(err.status, HK_OK);
	assert_int_equal(ears.why.status, HK_OK);
}

static const struct hk_hit *hit_of(const struct hk_result *result,
				   const char *id)
{
	for (size_t i = 0; i < result->count; i++)
		if (hk_span_same(result->hits[i].record.id, hk_span_cstr(id)))
			return &result->hits[i];
	return NULL;
}

static void join_marks(struct hk_buf *out, const struct hk_hit *hit)
{
	hk_buf_reset(out);
	for (size_t i = 0; i < hit->mark_count; i++) {
		struct hk_span s = hit->marks[i];

		if (i)
			assert_int_equal(hk_buf_putc(out, '|'), HK_OK);
		assert_int_equal(hk_buf_append(out,
					       hit->record.text.data + s.begin,
					       s.end - s.begin),
				 HK_OK);
	}
}

static void test_rows(void **state)
{
	struct hk_search_options options = query_fixture_options(false);
	struct hk_buf marks;

	(void)state;
	hk_buf_init(&marks, HK_BUF_NO_MAX);
	open_rows();
	while (rows_next(&rows)) {
		const struct hk_hit *hit;
		struct hk_result result;

		ask(&result, rows.column[QUERY].data, &options);
		hit = hit_of(&result, row_id());
		hk_buf_reset(&marks);
		rows_expect(&rows, BY,
			    !hit	    ? hk_span_cstr("miss")
			    : hit->also.len ? hit->also
					    : hk_span_cstr("typed"));
		if (hit)
			join_marks(&marks, hit);
		rows_expect(&rows, MARKS, hk_buf_str(&marks));
		hk_result_release(&result);
	}
	rows_close(&rows, documents);
	hk_buf_release(&marks);
}

/* The rare homophone is on the first page, too; pages join without a gap. */
static void test_turns(void **state)
{
	struct hk_search_options options = query_fixture_options(false);
	struct hk_result all, page;
	size_t rare = 0;

	(void)state;
	options.limit = 20;
	ask(&all, "かみ", &options);
	assert_int_equal(all.count, 20);
	assert_true(all.also_count >= 2);
	for (size_t i = 0; i < 10; i++)
		rare += hk_span_same(all.hits[i].also, hk_span_cstr("髪"));
	assert_within(rare, 1, 5);
	options.limit = 5;
	for (options.offset = 0; options.offset < 20; options.offset += 5) {
		ask(&page, "かみ", &options);
		assert_int_equal(page.count, 5);
		assert_true(page.more);
		for (size_t i = 0; i < 5; i++) {
			const struct hk_hit *hit =
				&all.hits[options.offset + i];

			assert_int_equal(page.hits[i].rank, hit->rank);
			assert_true(hk_span_same(page.hits[i].record.id,
						 hit->record.id));
		}
		hk_result_release(&page);
	}
	hk_result_release(&all);
}

/* What stands as it was typed comes first; a word that is read so has a place
 * on the page. */
static void test_typed_first(void **state)
{
	struct hk_search_options options = query_fixture_options(false);
	struct hk_result result;
	size_t read_so = 0;

	(void)state;
	ask(&result, "きし", &options);
	assert_int_equal(result.count, 10);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(result.hits[i].also.len, 0);
	for (size_t i = 6; i < 10; i++)
		read_so +=
			hk_span_same(result.hits[i].also, hk_span_cstr("騎士"));
	assert_int_equal(read_so, 1);
	hk_result_release(&result);
}

/* Each passage once, and counted once. */
static void test_once(void **state)
{
	struct hk_search_options options = query_fixture_options(false);
	struct hk_result result;

	(void)state;
	options.limit = 100;
	ask(&result, "かみ", &options);
	assert_int_equal(result.count, 25);
	for (size_t i = 0; i < result.count; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(hk_span_same(result.hits[i].record.id,
						  result.hits[k].record.id));
	hk_result_release(&result);
	options.count = true;
	ask(&result, "かみ", &options);
	assert_int_equal(result.articles, 25);
	hk_result_release(&result);
}

/* It is asked for, or not wanted. */
static void test_when(void **state)
{
	struct hk_search_options options = query_fixture_options(false);
	struct hk_result result;

	(void)state;
	options.spoken = HK_SPOKEN_NEVER;
	ask(&result, "kensaku", &options);
	assert_int_equal(result.count, 0);
	hk_result_release(&result);
	options.spoken = HK_SPOKEN_ALWAYS;
	ask(&result, "make", &options);
	assert_int_equal(result.also_count, 0); /* 負け is not in the index */
	assert_int_equal(result.count, 1);
	hk_result_release(&result);
	options = query_fixture_options(true);
	ask(&result, "けんさく しくみ", &options);
	assert_int_equal(result.count, 1);
	hk_result_release(&result);
}

/* Whatever is asked, it ends. */
static void test_any(void **state)
{
	static const char *const parts[] = {"ka",	"n'",  "か",  "ー",
					    "kensaku ", "+a ", "(o ", "xtu漢"};
	struct hk_search_options options = query_fixture_options(false);
	struct hk_buf query;

	(void)state;
	hk_buf_init(&query, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		static const size_t sizes[] = {60, 200, 2000, 70000};

		for (size_t k = 0; k < 4; k++) {
			struct hk_result result;

			hk_buf_reset(&query);
			while (query.len < sizes[k])
				assert_int_equal(hk_buf_puts(&query, parts[i]),
						 HK_OK);
			ask(&result, query.data, &options);
			hk_result_release(&result);
		}
	}
	hk_buf_release(&query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_turns),
		cmocka_unit_test(test_typed_first),
		cmocka_unit_test(test_once),
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_any),
	};

	return rows_run(tests, set_up, tear_down);
}
