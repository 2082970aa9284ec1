/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/query_fixture.h"

#define ROWS_MAX 500

/* One row of tests/rows/matching.tsv. */
struct row {
	char *document, *query, *marks, *why;
	char id[16];
	bool hit;
};

static struct row rows[ROWS_MAX];
static size_t row_count;
static struct query_room room;

/* "\n" in a row is a line feed. */
static char *unescape(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		if (from[0] == '\\' && from[1] == 'n') {
			*to++ = '\n';
			from++;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
	return strdup(text);
}

static void read_rows(void)
{
	FILE *in = fopen("tests/rows/matching.tsv", "r");
	char line[2048];

	assert_non_null(in);
	while (fgets(line, sizeof(line), in) && row_count < ROWS_MAX) {
		char *field[5], *at = line;
		struct row *row = &rows[row_count];

		if (line[0] == '#')
			continue;
		for (size_t i = 0; i < 5; i++) {
			field[i] = at;
			at += strcspn(at, "\t\n");
			if (i < 4)
				assert_int_equal(*at, '\t');
			*at++ = '\0';
		}
		row->document = unescape(field[0]);
		row->query = unescape(field[1]);
		row->hit = strcmp(field[2], "hit") == 0;
		if (!row->hit)
			assert_string_equal(field[2], "miss");
		row->marks = unescape(field[3]);
		row->why = unescape(field[4]);
		snprintf(row->id, sizeof(row->id), "%zu", row_count);
		row_count++;
	}
	fclose(in);
	assert_true(row_count > 20);
}

static int set_up(void **state)
{
	(void)state;
	read_rows();
	query_room_open(&room);
	for (size_t i = 0; i < row_count; i++)
		query_room_add(&room, rows[i].id, rows[i].id, rows[i].document);
	query_room_index(&room, 400);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	query_room_close(&room);
	for (size_t i = 0; i < row_count; i++) {
		free(rows[i].document);
		free(rows[i].query);
		free(rows[i].marks);
		free(rows[i].why);
	}
	return 0;
}

/* The marked texts of a hit, joined by '|'. */
static void join_marks(struct hk_buf *out, const struct hk_hit *hit)
{
	hk_buf_reset(out);
	assert_int_equal(hk_buf_puts(out, ""), HK_OK);
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
	struct hk_search_options options = query_room_options(true);
	size_t failed = 0;
	struct hk_buf marks;

	(void)state;
	hk_buf_init(&marks, HK_BUF_NO_MAX);
	options.limit = 1000;
	for (size_t i = 0; i < row_count; i++) {
		const struct hk_hit *hit = NULL;
		struct hk_result result;
		const char *wrong = NULL;

		query_room_ask(&room, &result, rows[i].query, &options);
		for (size_t k = 0; k < result.count; k++)
			if (hk_span_same(result.hits[k].record.id,
					 hk_span_cstr(rows[i].id)))
				hit = &result.hits[k];
		if (hit)
			join_marks(&marks, hit);
		if (rows[i].hit != (hit != NULL))
			wrong = hit ? "found" : "not found";
		else if (hit && strcmp(marks.data, rows[i].marks) != 0)
			wrong = marks.data;
		if (wrong) {
			print_error("%s in %s (%s): %s\n", rows[i].query,
				    rows[i].document, rows[i].why, wrong);
			failed++;
		}
		hk_search_release(&result);
	}
	hk_buf_release(&marks);
	assert_int_equal(failed, 0);
}

/* Every document is found by its own words, in the default mode. */
static void test_itself(void **state)
{
	struct hk_search_options options = query_room_options(false);

	(void)state;
	options.limit = 1000;
	for (size_t i = 0; i < row_count; i++) {
		struct hk_result result;
		bool found = false;

		query_room_ask(&room, &result, rows[i].document, &options);
		for (size_t k = 0; k < result.count; k++)
			found = found || hk_span_same(result.hits[k].record.id,
						      hk_span_cstr(rows[i].id));
		if (!found)
			print_error("%s\n", rows[i].document);
		assert_true(found);
		hk_search_release(&result);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_itself),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
