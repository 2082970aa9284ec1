/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inverting in several piles, each with too little memory, gives the same
 * database as inverting in one. */
#include "store/pile.h"
#include "tests/unit/random.h"
#include "tests/unit/shim_fixture.h"

#define DOCUMENTS 700
#define PILES	  3

/* Asan: see test_shim_load.c. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

/* A document of words, some in all of them and some in one. */
static void make(struct hk_document_made *made, struct hk_bag *bag,
		 unsigned document)
{
	static char record[64];
	uint32_t seed = document + 1;

	hk_bag_reset(bag);
	for (unsigned i = 0; i < 60; i++) {
		uint32_t range = i % 4 == 0 ? 4 : i % 4 == 1 ? 90 : 5000;
		char word[80];

		snprintf(word, sizeof(word), "語%u%s",
			 random_next(&seed) % range,
			 i % 20 == 3 ? "とても長い言葉の終わり" : "");
		ok(hk_bag_add(bag, hk_span_cstr(word),
			      random_next(&seed) % (i % 7 == 0 ? 900 : 5)));
	}
	snprintf(record, sizeof(record), "record %u", document);
	memset(made, 0, sizeof(*made));
	made->terms = bag;
	made->record = hk_span_cstr(record);
	made->values[1] = hk_span_str(record + 7, strlen(record) - 7);
}

/* Make the database `name` in so many piles of so much memory. */
static const char *invert(const char *name, unsigned pile_count, size_t memory,
			  size_t *runs)
{
	const char *path = in_scratch(name);
	char dir[600];
	struct hk_pile *piles[PILES];
	struct hk_document_made made;
	struct hk_codebook_packer *packer;
	struct xap_load *load;
	struct hk_bag bag;
	uint32_t seed = 5, first, last;

	snprintf(dir, sizeof(dir), "%s-files", path);
	assert_int_equal(mkdir(dir, 0777), 0);
	assert_int_equal(mkdir(path, 0777), 0);
	hk_bag_init(&bag);
	for (unsigned i = 0; i < pile_count; i++)
		ok(hk_pile_new(&piles[i], dir, i, memory, &err));
	for (unsigned d = 0; d < DOCUMENTS; d++) {
		make(&made, &bag, d);
		/* Numbers with gaps, as articles that are refused leave. */
		ok(hk_pile_add(piles[random_next(&seed) % pile_count],
			       d + d / 9 + 2, &made, &err));
	}
	*runs = 0;
	for (unsigned i = 0; i < pile_count; i++) {
		size_t count;

		ok(hk_pile_end(piles[i], &err));
		hk_pile_runs(piles[i], &count);
		*runs += count;
	}
	ok(xap_load_new(&load, path, 1, XAP_LOAD_BEST, &err));
	ok(hk_codebook_packer_new(&packer, str(""), &err));
	ok(hk_pile_merge(piles, pile_count, packer, load, &first, &last, &err));
	hk_codebook_packer_free(packer);
	ok(xap_load_finish(load, &err));
	xap_load_free(load);
	assert_int_equal(first, 2);
	assert_int_equal(last, DOCUMENTS - 1 + (DOCUMENTS - 1) / 9 + 2);
	for (unsigned i = 0; i < pile_count; i++)
		hk_pile_free(piles[i]);
	hk_bag_release(&bag);
	return path;
}

static void test_piles(void **state)
{
	size_t few, many;
	const char *one = invert("one", 1, 64u << 20, &few);
	const char *three = invert("three", PILES, 90000, &many);
	char line[1200];
	struct xap_db *db;

	(void)state;
	assert_int_equal(few, 1);
	assert_true(many > 4 * PILES);
	snprintf(line, sizeof(line), "diff -r '%s' '%s' >&2", one, three);
	assert_int_equal(system(line), 0);
	/* And it is what was put in. */
	db = db_at(three);
	for (unsigned d = 0; d < DOCUMENTS; d += 9) {
		struct hk_document_made made;
		struct hk_bag bag;
		struct hk_buf text;

		hk_bag_init(&bag);
		hk_buf_init(&text, 1000);
		make(&made, &bag, d);
		ok(xap_db_record(db, d + d / 9 + 2, &text, &err));
		assert_true(hk_span_same(hk_buf_str(&text), made.record));
		for (size_t i = 0; i < bag.count; i++) {
			uint32_t number = 0;

			ok(xap_db_term_freq(db, bag.terms[i].text, &number,
					    &err));
			assert_true(number > 0);
		}
		hk_buf_release(&text);
		hk_bag_release(&bag);
	}
	xap_db_free(db);
}

/* Nothing came: the database that there is stays the whole. */
static void test_nothing(void **state)
{
	struct hk_pile *pile;
	uint32_t numbers = 1;

	(void)state;
	ok(hk_pile_new(&pile, scratch, 7, 1000, &err));
	ok(hk_pile_end(pile, &err));
	ok(hk_pile_load(&pile, 1, scratch, "/nowhere", "/nowhere", &numbers,
			&err));
	assert_int_equal(numbers, 0);
	hk_pile_free(pile);
}

/* What cannot be indexed is refused before anything of it is kept. */
static void test_refused(void **state)
{
	struct hk_document_made made = {NULL};
	struct hk_pile *pile;
	struct hk_bag bag;
	char *record = calloc(1, XAP_RECORD_MAX + 1);

	(void)state;
	assert_non_null(record);
	hk_bag_init(&bag);
	ok(hk_bag_add(&bag, str("a"), 1));
	made.terms = &bag;
	made.record = hk_span_str(record, XAP_RECORD_MAX + 1);
	ok(hk_pile_new(&pile, scratch, 8, 1000, &err));
	fails(hk_pile_add(pile, 1, &made, &err), HK_ETOOBIG);
	made.record = str("r");
	ok(hk_bag_add(&bag, hk_span_str(record, 1), 1));
	fails(hk_pile_add(pile, 1, &made, &err), HK_EFORMAT);
	ok(hk_pile_end(pile, &err));
	assert_int_equal(hk_pile_documents(pile), 0);
	hk_pile_free(pile);
	hk_bag_release(&bag);
	free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_piles),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
