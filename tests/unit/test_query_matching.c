/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is found and marked: tests/rows/matching.tsv, all of it one index. */
#include "tests/unit/query_fixture.h"
#include "tests/unit/rows.h"

enum column {
	DOCUMENT,
	QUERY,
	EXPECTED,
	MARKS,
	WHY,
	COLUMNS
};

static struct query_fixture fixture;
static struct rows rows;
static unsigned documents;

static void open_rows(void)
{
	rows_open(&rows, "tests/rows/matching.tsv", COLUMNS);
}

/* The document of the row at hand has this id. */
static const char *row_id(void)
{
	static char id[16];

	snprintf(id, sizeof(id), "%u", rows.line);
	return id;
}

static int set_up(void **state)
{
	(void)state;
	query_fixture_open(&fixture);
	open_rows();
	while (rows_next(&rows))
		query_fixture_add(&fixture, row_id(), row_id(),
				  rows.column[DOCUMENT].data);
	documents = rows.count;
	rows.wrong = 0; /* test_rows() says it again, and fails */
	rows_close(&rows, 280);
	query_fixture_index(&fixture, 400);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	query_fixture_close(&fixture);
	return 0;
}

/* Ask for every document that has the words. */
static void ask(struct hk_result *result, const char *query, bool all)
{
	struct hk_search_options options = query_fixture_options(all);

	options.limit = documents;
	query_fixture_ask(&fixture, result, query, &options);
}

/* The hit that is the row's document, or NULL. */
static const struct hk_hit *hit_of_row(const struct hk_result *result)
{
	struct hk_str id = hk_span_cstr(row_id());

	for (size_t i = 0; i < result->count; i++)
		if (hk_span_same(result->hits[i].record.id, id))
			return &result->hits[i];
	return NULL;
}

/* The marked texts of a hit, joined by '|'. */
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
	struct hk_buf marks;

	(void)state;
	hk_buf_init(&marks, HK_BUF_NO_MAX);
	open_rows();
	while (rows_next(&rows)) {
		const struct hk_hit *hit;
		struct hk_result result;

		ask(&result, rows.column[QUERY].data, true);
		hit = hit_of_row(&result);
		rows_expect(&rows, EXPECTED,
			    hk_span_cstr(hit ? "hit" : "miss"));
		hk_buf_reset(&marks);
		if (hit)
			join_marks(&marks, hit);
		rows_expect(&rows, MARKS, hk_buf_str(&marks));
		hk_result_release(&result);
	}
	rows_close(&rows, documents);
	hk_buf_release(&marks);
}

/* Every document is found by its own words, in the default mode. */
static void test_rows_find_themselves(void **state)
{
	(void)state;
	open_rows();
	while (rows_next(&rows)) {
		struct hk_result result;

		ask(&result, rows.column[DOCUMENT].data, false);
		if (!hit_of_row(&result))
			rows_wrong(&rows, DOCUMENT,
				   "not found by its own words");
		hk_result_release(&result);
	}
	rows_close(&rows, documents);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_rows_find_themselves),
	};

	return rows_run(tests, set_up, tear_down);
}
