/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of terms and values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "shim/xap.h"
#include "store/schema.h"

static struct hk_buf term;

static enum hk_status make(enum hk_schema_prefix prefix, const char *text,
			   size_t len)
{
	hk_buf_reset(&term);
	return hk_schema_term(&term, prefix, hk_span_str(text, len));
}

static void test_prefixes(void **state)
{
	static const struct {
		enum hk_schema_prefix prefix;
		const char *term;
	} rows[] = {
		{HK_SCHEMA_WORD, "\xE9\xDB"},
		{HK_SCHEMA_LITERAL, "L語"},
		{HK_SCHEMA_FOLD, "F\xE9\xDB"},
		{HK_SCHEMA_TITLE, "S\xE9\xDB"},
		{HK_SCHEMA_READING, "R\xE9\xDB"},
		{HK_SCHEMA_BIGRAM, "B\xE9\xDB"},
		{HK_SCHEMA_ID, "Q語"},
		{HK_SCHEMA_PATH, "P語"},
		{HK_SCHEMA_TYPE, "T語"},
		{HK_SCHEMA_ENCODING, "E語"},
		{HK_SCHEMA_TAG, "K語"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(make(rows[i].prefix, "語", 3), HK_OK);
		assert_string_equal(term.data, rows[i].term);
	}
}

/* Two ids must never share a term, or one would replace the other. */
static void test_long_ids(void **state)
{
	char id[300], hex[HK_HASH_HEX];

	(void)state;
	memset(id, 'i', sizeof(id));
	assert_int_equal(make(HK_SCHEMA_ID, id, HK_SCHEMA_TERM_WHOLE), HK_OK);
	assert_int_equal(term.len, 1 + HK_SCHEMA_TERM_WHOLE);
	for (size_t len = HK_SCHEMA_TERM_WHOLE + 1; len <= sizeof(id); len++) {
		assert_int_equal(make(HK_SCHEMA_ID, id, len), HK_OK);
		assert_int_equal(term.len, 1 + HK_SCHEMA_TERM_WHOLE + 32);
		assert_true(term.len <= XAP_TERM_MAX);
		assert_memory_equal(term.data + 1, id, HK_SCHEMA_TERM_WHOLE);
		hk_hash_hex(hex, hk_hash_bytes(id, len));
		assert_string_equal(term.data + 1 + HK_SCHEMA_TERM_WHOLE, hex);
	}
}

static void test_cut_at_a_character(void **state)
{
	char path[300];
	size_t len = 0;

	(void)state;
	while (len + 3 < sizeof(path)) {
		memcpy(path + len, "道", 3);
		len += 3;
	}
	assert_int_equal(make(HK_SCHEMA_PATH, path, len), HK_OK);
	assert_int_equal(term.len, 1 + 198 + 32);
	assert_memory_equal(term.data + 1, path, 198);
}

static void test_nul(void **state)
{
	char hex[HK_HASH_HEX];

	(void)state;
	assert_int_equal(make(HK_SCHEMA_ID, "a\0b", 3), HK_OK);
	assert_int_equal(term.len, 1 + 1 + 32);
	assert_memory_equal(term.data, "Qa", 2);
	hk_hash_hex(hex, hk_hash_bytes("a\0b", 3));
	assert_string_equal(term.data + 2, hex);
	assert_null(memchr(term.data, '\0', term.len));
	assert_int_equal(make(HK_SCHEMA_ID, "\0", 1), HK_OK);
	assert_int_equal(term.len, 1 + 32);
	assert_int_equal(make(HK_SCHEMA_WORD, "a\0b", 3), HK_EFORMAT);
	assert_int_equal(make(HK_SCHEMA_TITLE, "a\0b", 3), HK_EFORMAT);
	assert_int_equal(term.len, 0);
}

static void test_words(void **state)
{
	char word[XAP_TERM_MAX + 1], kana[3 * XAP_TERM_MAX];

	(void)state;
	memset(word, 'w', sizeof(word));
	assert_int_equal(make(HK_SCHEMA_WORD, word, XAP_TERM_MAX), HK_OK);
	assert_int_equal(term.len, XAP_TERM_MAX);
	assert_int_equal(make(HK_SCHEMA_WORD, word, XAP_TERM_MAX + 1),
			 HK_ETOOBIG);
	assert_int_equal(make(HK_SCHEMA_FOLD, word, XAP_TERM_MAX - 1), HK_OK);
	assert_int_equal(make(HK_SCHEMA_FOLD, word, XAP_TERM_MAX), HK_ETOOBIG);
	memcpy(word, "\xFF", 1);
	assert_int_equal(make(HK_SCHEMA_WORD, word, 4), HK_EFORMAT);
	word[0] = 'w';
	/* What counts is the code, which is shorter than the text. */
	for (size_t i = 0; i < XAP_TERM_MAX; i++)
		memcpy(kana + 3 * i, "あ", 3);
	assert_int_equal(make(HK_SCHEMA_WORD, kana, 3 * XAP_TERM_MAX), HK_OK);
	assert_int_equal(term.len, XAP_TERM_MAX);
	assert_int_equal(make(HK_SCHEMA_FOLD, kana, 3 * XAP_TERM_MAX),
			 HK_ETOOBIG);
	assert_int_equal(make(HK_SCHEMA_TITLE, word, XAP_TERM_MAX), HK_ETOOBIG);
	assert_int_equal(make(HK_SCHEMA_WORD, "", 0), HK_EFORMAT);
	assert_int_equal(make(HK_SCHEMA_ID, "", 0), HK_EFORMAT);
	assert_int_equal(term.len, 0);
}

static void test_appends(void **state)
{
	struct hk_buf small;

	(void)state;
	hk_buf_init(&small, 6);
	assert_int_equal(hk_buf_puts(&small, "ab"), HK_OK);
	assert_int_equal(
		hk_schema_term(&small, HK_SCHEMA_ID, hk_span_cstr("cde")),
		HK_OK);
	assert_string_equal(small.data, "abQcde");
	assert_int_equal(
		hk_schema_term(&small, HK_SCHEMA_ID, hk_span_cstr("f")),
		HK_ETOOBIG);
	assert_string_equal(small.data, "abQcde");
	hk_buf_release(&small);
}

static void test_values(void **state)
{
	static const unsigned passages[] = {1,	    2,	     255,     256,
					    0xFFFF, 0x10000, 1u << 31};
	struct hk_str id = hk_span_cstr("記事");
	char article[16], order[20], last[20] = {0};
	char hex[HK_HASH_HEX], again[HK_HASH_HEX];

	(void)state;
	hk_schema_article(article, id);
	for (size_t i = 0; i < 16; i++)
		snprintf(hex + 2 * i, 3, "%02x", (unsigned char)article[i]);
	hk_hash_hex(again, hk_hash_bytes(id.data, id.len));
	assert_string_equal(hex, again);
	for (size_t i = 0; i < sizeof(passages) / sizeof(*passages); i++) {
		hk_schema_order(order, id, passages[i]);
		assert_memory_equal(order, article, 16);
		assert_true(memcmp(last, order, sizeof(order)) < 0 || i == 0);
		memcpy(last, order, sizeof(order));
	}
	assert_memory_equal(order + 16, "\x80\0\0\0", 4);
}

static int release(void **state)
{
	(void)state;
	hk_buf_release(&term);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_long_ids),
		cmocka_unit_test(test_cut_at_a_character),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_values),
	};

	hk_buf_init(&term, HK_BUF_NO_MAX);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release);
}
