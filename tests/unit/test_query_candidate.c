/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Long articles leave room for others, and equal scores have one order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/query_fixture.h"

/* Two books of 80 passages that all have the word twice, and notes that are all
 * the same and have it once. */
#define BOOKS	   2
#define PARAGRAPHS 80
#define NOTES	   700
#define MOST	   3

static struct query_fixture fixture;

static int set_up(void **state)
{
	char text[PARAGRAPHS * 64] = "", id[16];

	(void)state;
	query_fixture_open(&fixture);
	for (unsigned i = 0; i < PARAGRAPHS; i++)
		strcat(text, "雲は雲を呼んで流れる。\n\n");
	query_fixture_add(&fixture, "book-a", "本", text);
	for (unsigned i = 0; i < NOTES; i++) {
		snprintf(id, sizeof(id), "note-%u", i * 7919 % 1009);
		query_fixture_add(&fixture, id, "覚え書き",
				  "遠くの山に細い雲が見えた。");
	}
	query_fixture_add(&fixture, "book-b", "本", text);
	query_fixture_index(&fixture, 10);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	query_fixture_close(&fixture);
	return 0;
}

static bool is_note(const struct hk_hit *hit)
{
	return hit->record.id.data[0] == 'n';
}

static void order_of(char out[20], const struct hk_hit *hit)
{
	hk_schema_order(out, hit->record.id, hit->record.number);
}

static void test_room_for_others(void **state)
{
	struct hk_search_options o = query_fixture_options(false);
	struct hk_result r;
	size_t notes = 0;

	(void)state;
	o.limit = 1000;
	query_fixture_ask(&fixture, &r, "雲", &o);
	assert_int_equal(r.count, BOOKS * MOST + NOTES);
	for (size_t i = 0; i < r.count; i++)
		notes += is_note(&r.hits[i]);
	assert_int_equal(notes, NOTES);
	hk_result_release(&r);
	o.max_per_article = 0;
	o.limit = 1000;
	query_fixture_ask(&fixture, &r, "雲", &o);
	assert_int_equal(r.count, BOOKS * PARAGRAPHS + NOTES);
	hk_result_release(&r);
}

/* By score, by date and by path, all of them are found in pages, once each. */
static void test_pages(void **state)
{
	static const enum hk_search_sort sorts[] = {
		HK_SEARCH_BY_SCORE, HK_SEARCH_BY_DATE, HK_SEARCH_BY_PATH};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct hk_search_options o = query_fixture_options(false);
		struct hk_result all, page;

		o.sort = sorts[i];
		o.limit = 1000;
		query_fixture_ask(&fixture, &all, "雲", &o);
		assert_int_equal(all.count, BOOKS * MOST + NOTES);
		for (o.limit = 90; o.offset < all.count; o.offset += 90) {
			query_fixture_ask(&fixture, &page, "雲", &o);
			for (size_t k = 0; k < page.count; k++) {
				char a[20], b[20];

				order_of(a, &page.hits[k]);
				order_of(b, &all.hits[o.offset + k]);
				assert_memory_equal(a, b, sizeof(a));
			}
			hk_result_release(&page);
		}
		hk_result_release(&all);
	}
}

/* Not by document numbers, which differ from index to index, although far more
 * than are ever ranked again have the same score. */
static void test_equal_ones(void **state)
{
	struct hk_search_options o = query_fixture_options(false);
	struct hk_result all, page;
	char a[20], b[20];

	(void)state;
	o.limit = NOTES;
	query_fixture_ask(&fixture, &all, "遠くの山", &o);
	assert_int_equal(all.count, NOTES);
	o.limit = 10;
	query_fixture_ask(&fixture, &page, "遠くの山", &o);
	assert_int_equal(page.count, 10);
	for (size_t i = 0; i < page.count; i++) {
		order_of(a, &all.hits[i]);
		order_of(b, &page.hits[i]);
		assert_memory_equal(a, b, sizeof(a));
	}
	for (size_t i = 1; i < all.count; i++) {
		order_of(a, &all.hits[i - 1]);
		order_of(b, &all.hits[i]);
		assert_true(memcmp(a, b, sizeof(a)) < 0);
	}
	hk_result_release(&page);
	hk_result_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_room_for_others),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_equal_ones),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
