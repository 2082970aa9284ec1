/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of synonyms: the rows, limits, and what a damaged table gives. */
#include "base/buf.h"
#include "tests/unit/random.h"
#include "tests/unit/rows.h"
#include "text/norm.h"
#include "text/synonyms_read.h"

static void take_fault(void *ctx, uint32_t line, const char *why)
{
	struct hk_buf *out = ctx;

	assert_true(*why);
	assert_int_equal(
		hk_buf_printf(out, "%s%u", out->len ? "|" : "", (unsigned)line),
		HK_OK);
}

/* Compile a table; the caller releases `out`. */
static void make(struct hk_buf *out, struct hk_buf *faults, struct hk_str text)
{
	struct hk_synonyms_maker *maker = hk_synonyms_maker_new();

	hk_buf_init(out, HK_BUF_NO_MAX);
	assert_non_null(maker);
	assert_int_equal(hk_synonyms_read(maker, text, take_fault, faults),
			 HK_OK);
	assert_int_equal(hk_synonyms_maker_write(out, maker), HK_OK);
	hk_synonyms_maker_free(maker);
}

static enum hk_status take(void *ctx, struct hk_str text)
{
	struct hk_buf *out = ctx;

	assert_int_equal(hk_buf_printf(out, "%s%.*s", out->len ? "|" : "",
				       (int)text.len, text.data),
			 HK_OK);
	return HK_OK;
}

static void look_up(struct hk_buf *out, const struct hk_synonyms *table,
		    struct hk_str word)
{
	char key[HK_SYNONYMS_KEY_MAX];

	hk_buf_reset(out);
	assert_int_equal(
		hk_synonyms_find(table, hk_synonyms_key(key, word), take, out),
		HK_OK);
}

static void test_rows(void **state)
{
	struct hk_buf bytes, faults, found;
	struct rows rows;

	(void)state;
	hk_buf_init(&faults, HK_BUF_NO_MAX);
	hk_buf_init(&found, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/synonyms.tsv", 5);
	while (rows_next(&rows)) {
		struct hk_synonyms table;

		hk_buf_reset(&faults);
		make(&bytes, &faults, rows.column[0]);
		assert_int_equal(hk_synonyms_open(&table, hk_buf_str(&bytes)),
				 HK_OK);
		look_up(&found, &table, rows.column[1]);
		rows_expect(&rows, 2, hk_buf_str(&found));
		rows_expect(&rows, 3, hk_buf_str(&faults));
		hk_buf_release(&bytes);
	}
	hk_buf_release(&faults);
	hk_buf_release(&found);
	rows_close(&rows, 39);
}

/* Groups that share words, in random order: every pair is found. */
static void test_many(void **state)
{
	enum {
		GROUPS = 3000,
		WORDS = 2000
	};
	struct hk_buf text, bytes, faults, found;
	uint32_t seed = 29;
	unsigned pairs[GROUPS][2];
	struct hk_synonyms table;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&faults, HK_BUF_NO_MAX);
	hk_buf_init(&found, HK_BUF_NO_MAX);
	for (size_t i = 0; i < GROUPS; i++) {
		pairs[i][0] = random_next(&seed) % WORDS;
		pairs[i][1] = random_next(&seed) % WORDS;
		assert_int_equal(hk_buf_printf(&text, "w%u,w%u\n", pairs[i][0],
					       pairs[i][1]),
				 HK_OK);
	}
	make(&bytes, &faults, hk_buf_str(&text));
	assert_int_equal(hk_synonyms_open(&table, hk_buf_str(&bytes)), HK_OK);
	for (size_t i = 0; i < GROUPS; i++) {
		char word[16], other[16];

		if (pairs[i][0] == pairs[i][1])
			continue;
		snprintf(word, sizeof(word), "w%u", pairs[i][0]);
		snprintf(other, sizeof(other), "w%u", pairs[i][1]);
		look_up(&found, &table, hk_span_cstr(word));
		assert_non_null(strstr(found.data, other));
	}
	hk_buf_release(&text);
	hk_buf_release(&bytes);
	hk_buf_release(&faults);
	hk_buf_release(&found);
}

static void test_limits(void **state)
{
	struct hk_synonyms_maker *maker = hk_synonyms_maker_new();
	char text[HK_SYNONYMS_TEXT_MAX + 2];
	bool says = true;

	(void)state;
	assert_non_null(maker);
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(hk_synonyms_maker_text(maker, hk_span_cstr(text),
						HK_SYNONYMS_BOTH),
			 HK_EUSAGE);
	assert_int_equal(hk_synonyms_maker_text(maker, hk_span_cstr(text + 1),
						HK_SYNONYMS_BOTH),
			 HK_OK);
	assert_int_equal(hk_synonyms_maker_text(maker, hk_span_cstr(" "),
						HK_SYNONYMS_BOTH),
			 HK_EUSAGE);
	assert_int_equal(hk_synonyms_maker_end(maker, &says), HK_OK);
	assert_false(says);
	for (unsigned i = 0; i < 10000; i++) {
		snprintf(text, sizeof(text), "w%u", i);
		assert_int_equal(hk_synonyms_maker_text(maker,
							hk_span_cstr(text),
							HK_SYNONYMS_BOTH),
				 HK_OK);
	}
	assert_int_equal(hk_synonyms_maker_text(maker, hk_span_cstr("more"),
						HK_SYNONYMS_BOTH),
			 HK_ETOOBIG);
	hk_synonyms_maker_free(maker);
}

/* Whatever byte is wrong, it is refused or gives what is in the file. */
static void test_damaged(void **state)
{
	struct hk_buf bytes, faults, found;
	struct hk_synonyms table;

	(void)state;
	hk_buf_init(&faults, HK_BUF_NO_MAX);
	hk_buf_init(&found, HK_BUF_NO_MAX);
	make(&bytes, &faults, hk_span_cstr("甲, 乙, 丙\n丁 => 戊\n己, 庚\n"));
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.data[i] = (char)~bytes.data[i];
		if (!hk_synonyms_open(&table, hk_buf_str(&bytes))) {
			look_up(&found, &table, hk_span_cstr("甲"));
			look_up(&found, &table, hk_span_cstr("丁"));
		}
		bytes.data[i] = (char)~bytes.data[i];
	}
	for (size_t i = 0; i < bytes.len; i++)
		assert_int_equal(
			hk_synonyms_open(&table, hk_span_str(bytes.data, i)),
			HK_EFORMAT);
	hk_buf_release(&bytes);
	hk_buf_release(&faults);
	hk_buf_release(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_damaged),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
