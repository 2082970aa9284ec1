/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures: what they say, and when two agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "store/schema.h"
#include "store/signature.h"
#include "text/term.h"

static const struct hk_signature whole = {
	.schema = HK_SCHEMA_VERSION,
	.normaliser = 3,
	.terms = 7,
	.kanji = "0123456789abcdef",
	.spellings = "fedcba9876543210",
	.pairs = "0011223344556677",
	.passage_chars = 400,
	.dictionary = "ipadic",
	.charset = "utf-8",
	.dictionary_version = 102,
	.lexicon_size = 392126,
	.dictionary_hash = "0123456789abcdef0123456789abcdef",
	.user_hash = "",
};

static struct hk_buf lines;
static struct hk_error err;

static void encode(const struct hk_signature *sig)
{
	hk_buf_reset(&lines);
	assert_int_equal(hk_signature_encode(&lines, sig), HK_OK);
}

static enum hk_status decode(struct hk_signature *out, const char *text)
{
	return hk_signature_decode(out, hk_span_cstr(text), &err);
}

static enum hk_status compare(const struct hk_signature *a,
			      const struct hk_signature *b)
{
	return hk_signature_compare(a, "this program", b, "the index X", &err);
}

static void test_round_trip(void **state)
{
	struct hk_signature again, user = whole;

	(void)state;
	encode(&whole);
	assert_int_equal(decode(&again, lines.data), HK_OK);
	assert_memory_equal(&again, &whole, sizeof(whole));
	strcpy(user.user_hash, "fedcba9876543210fedcba9876543210");
	encode(&user);
	assert_int_equal(decode(&again, lines.data), HK_OK);
	assert_memory_equal(&again, &user, sizeof(user));
	assert_non_null(
		strstr(lines.data, "schema 8\nnormaliser 3\nterms 7\n"));
	assert_non_null(strstr(lines.data, "dictionary ipadic\n"));
}

static void test_share(void **state)
{
	struct hk_signature again, shard = whole;

	(void)state;
	encode(&whole);
	assert_null(strstr(lines.data, "shard"));
	shard.shards = 5;
	encode(&shard);
	assert_non_null(strstr(lines.data, "shard 0\nshards 5\n"));
	assert_int_equal(decode(&again, lines.data), HK_OK);
	assert_memory_equal(&again, &shard, sizeof(shard));
	assert_int_equal(compare(&shard, &whole), HK_OK);
	shard.shard = 5;
	encode(&shard);
	assert_int_equal(decode(&again, lines.data), HK_ECORRUPT);
	encode(&whole);
	assert_int_equal(hk_buf_puts(&lines, "shard 1\n"), HK_OK);
	assert_int_equal(decode(&again, lines.data), HK_ECORRUPT);
}

/* Of indexes that are otherwise alike, engines need not be; older ones have no
 * such line. */
static void test_engine(void **state)
{
	struct hk_signature again, told = whole, now = whole;

	(void)state;
	encode(&whole);
	assert_null(strstr(lines.data, "engine"));
	strcpy(told.engine, "1.4");
	encode(&told);
	assert_non_null(strstr(lines.data, "engine 1.4\n"));
	assert_int_equal(decode(&again, lines.data), HK_OK);
	assert_memory_equal(&again, &told, sizeof(told));
	assert_int_equal(compare(&told, &whole), HK_OK);
	strcpy(again.engine, "2.0");
	assert_int_equal(compare(&told, &again), HK_OK);
	hk_signature_set_rules(&now);
	assert_int_equal(strncmp(now.engine, xap_version(), strlen(now.engine)),
			 0);
	assert_true(strlen(now.engine) >= 3);
}

static void test_other_lines_are_passed_over(void **state)
{
	struct hk_signature again;

	(void)state;
	encode(&whole);
	assert_int_equal(hk_buf_puts(&lines, "synonyms 7 of them\n"), HK_OK);
	assert_int_equal(decode(&again, lines.data), HK_OK);
	assert_memory_equal(&again, &whole, sizeof(whole));
}

/* Leave out each line in turn, or give it twice. */
static void test_lines_missing_and_double(void **state)
{
	struct hk_signature again;
	struct hk_buf some;
	size_t begin = 0, count = 0;

	(void)state;
	encode(&whole);
	hk_buf_init(&some, HK_BUF_NO_MAX);
	while (begin < lines.len) {
		size_t end = begin + strcspn(lines.data + begin, "\n") + 1;

		hk_buf_reset(&some);
		assert_int_equal(hk_buf_append(&some, lines.data, begin),
				 HK_OK);
		assert_int_equal(hk_buf_puts(&some, lines.data + end), HK_OK);
		assert_int_equal(decode(&again, some.data), HK_ECORRUPT);
		hk_buf_reset(&some);
		assert_int_equal(hk_buf_append(&some, lines.data, lines.len),
				 HK_OK);
		assert_int_equal(
			hk_buf_append(&some, lines.data + begin, end - begin),
			HK_OK);
		assert_int_equal(decode(&again, some.data), HK_ECORRUPT);
		begin = end;
		count++;
	}
	assert_int_equal(count, 13);
	assert_int_equal(decode(&again, ""), HK_ECORRUPT);
	/* Cut anywhere: the last line feed is part of it. */
	for (size_t len = 0; len < lines.len; len++)
		assert_int_equal(
			hk_signature_decode(&again,
					    hk_span_str(lines.data, len), NULL),
			HK_ECORRUPT);
	hk_buf_release(&some);
}

/* Replace the value of `name` by `value`. */
static enum hk_status decode_with(const char *name, const char *value)
{
	struct hk_signature again;
	struct hk_buf some;
	enum hk_status status;
	const char *at, *end;

	encode(&whole);
	at = strstr(lines.data, name);
	assert_non_null(at);
	at += strlen(name);
	end = strchr(at, '\n');
	hk_buf_init(&some, HK_BUF_NO_MAX);
	assert_int_equal(
		hk_buf_append(&some, lines.data, (size_t)(at - lines.data)),
		HK_OK);
	assert_int_equal(hk_buf_puts(&some, value), HK_OK);
	assert_int_equal(hk_buf_puts(&some, end), HK_OK);
	status = decode(&again, some.data);
	hk_buf_release(&some);
	return status;
}

static void test_senseless_values(void **state)
{
	static const char *const numbers[] = {
		"",    "-1",	     "+1",
		" 1",  "1 ",	     "0x10",
		"1.5", "4294967296", "99999999999999999999",
		"1\r"};
	static const char *const words[] = {
		"",	    "a b",
		"a\r",	    "\xE8\xBE\x9E\xE6\x9B\xB8",
		"a\033[2J", "this-name-is-far-too-long-for-a-dictionary"};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		assert_int_equal(decode_with("lexicon-size ", numbers[i]),
				 HK_ECORRUPT);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_int_equal(decode_with("dictionary ", words[i]),
				 HK_ECORRUPT);
	assert_int_equal(decode_with("lexicon-size ", "4294967295"), HK_OK);
	assert_int_equal(decode_with("dictionary-hash ", ""), HK_OK);
}

/* Unknown lines are those of a newer program, not damage. */
static void test_another_schema(void **state)
{
	struct hk_signature again;

	(void)state;
	assert_int_equal(decode(&again, "schema 99\nsomething else\n"), HK_OK);
	assert_int_equal(compare(&whole, &again), HK_EVERSION);
	assert_non_null(strstr(err.message, "99"));
	assert_non_null(strstr(err.message, "hiku-index reindex"));
}

static void test_compare(void **state)
{
	struct hk_signature other = whole;

	(void)state;
	assert_int_equal(compare(&whole, &whole), HK_OK);
	strcpy(other.dictionary, "unidic");
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	assert_non_null(strstr(err.message, "this program"));
	assert_non_null(strstr(err.message, "the index X"));
	assert_non_null(strstr(err.message, "dictionary"));
	assert_non_null(strstr(err.message, "ipadic"));
	assert_non_null(strstr(err.message, "unidic"));
	assert_non_null(strstr(err.message, "hiku-index reindex"));
	other = whole;
	other.normaliser++;
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	other.terms++;
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	other.kanji[0] = 'f';
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	other.spellings[0] = '0';
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	other.passage_chars++;
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	other.lexicon_size++;
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	other.schema++;
	assert_int_equal(compare(&whole, &other), HK_EVERSION);
}

/* This program's rules are set, and nothing else. */
static void test_rules(void **state)
{
	struct hk_signature now = whole;
	const int one = 1;

	(void)state;
	hk_signature_set_rules(&now);
	assert_string_equal(now.byte_order, *(const char *)&one ? "" : "big");
	assert_int_equal(now.schema, HK_SCHEMA_VERSION);
	assert_int_equal(now.terms, HK_TERM_VERSION);
	assert_int_equal(strlen(now.kanji), 16);
	assert_int_equal(strlen(now.spellings), 16);
	assert_string_not_equal(now.kanji, now.spellings);
	assert_int_equal(now.lexicon_size, whole.lexicon_size);
	assert_true(hk_signature_same_spellings(&now));
	assert_false(hk_signature_same_spellings(&whole));
}

static void test_compare_hashes(void **state)
{
	struct hk_signature other = whole;

	(void)state;
	other.dictionary_hash[0] = 'f';
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other.dictionary_hash[0] = '\0'; /* never computed */
	assert_int_equal(compare(&whole, &other), HK_OK);
	assert_int_equal(compare(&other, &whole), HK_OK);
	/* Of a machine whose dictionary has its bytes in another order. */
	other.dictionary_hash[0] = 'f';
	strcpy(other.byte_order, "big");
	assert_int_equal(compare(&whole, &other), HK_OK);
	assert_int_equal(compare(&other, &whole), HK_OK);
	encode(&other);
	assert_int_equal(decode(&other, lines.data), HK_OK);
	assert_string_equal(other.byte_order, "big");
	assert_int_equal(compare(&whole, &other), HK_OK);
	other.lexicon_size++;
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	other = whole;
	/* A user dictionary on one side only cuts words in another way. */
	strcpy(other.user_hash, "fedcba9876543210fedcba9876543210");
	assert_int_equal(compare(&whole, &other), HK_ESIGNATURE);
	assert_non_null(strstr(err.message, "none"));
}

static int release(void **state)
{
	(void)state;
	hk_buf_release(&lines);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_engine),
		cmocka_unit_test(test_other_lines_are_passed_over),
		cmocka_unit_test(test_lines_missing_and_double),
		cmocka_unit_test(test_senseless_values),
		cmocka_unit_test(test_another_schema),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_compare_hashes),
	};

	hk_buf_init(&lines, HK_BUF_NO_MAX);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release);
}
