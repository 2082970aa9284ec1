/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How texts are written in terms, and the walk over those of an index. */
#include "tests/unit/shim_fixture.h"

#include "base/utf8.h"
#include "store/term_walk.h"
#include "tests/unit/random.h"

static struct hk_str encode(char *out, const char *text, size_t len)
{
	return hk_span_str(out,
			   hk_term_code_write(out, hk_span_str(text, len)));
}

static size_t write_char(char out[HK_UTF8_MAX], uint32_t c)
{
	return c >= 0xD800 && c < 0xE000 ? 0 : hk_utf8_encode(out, c);
}

static bool is_prefix(uint32_t c)
{
	return c >= 'A' && c <= 'Z';
}

/* Each character comes back, begins with no prefix and has no NUL; and the
 * first byte says what it is. */
static void test_characters(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		char text[HK_UTF8_MAX], code[2 * HK_UTF8_MAX];
		char back[HK_TERM_TEXT_MAX];
		size_t len = write_char(text, c), again;
		struct hk_str term = encode(code, text, len);

		if (!len)
			continue;
		assert_true(term.len > 0 && term.len <= 2 * len);
		assert_false(is_prefix((unsigned char)code[0]));
		assert_null(memchr(code, 0, term.len));
		assert_true(hk_term_code_read(back, &again, term));
		assert_int_equal(again, len);
		assert_memory_equal(back, text, len);
		assert_true(hk_term_code_first((unsigned char)code[0]) != 0);
	}
}

static void test_lengths(void **state)
{
	static const struct {
		const char *text;
		size_t bytes;
		enum hk_term_letter letter;
	} rows[] = {
		{"あ", 1, HK_TERM_KANA},
		{"ン", 1, HK_TERM_KANA},
		{"ー", 1, HK_TERM_KANA},
		{"々", 1, HK_TERM_KANA},
		{"ヴ", 2, HK_TERM_KANA},
		{"ゐ", 2, HK_TERM_KANA},
		{"一", 2, HK_TERM_HAN},
		{"龠", 2, HK_TERM_HAN},
		{"㐂", 4, HK_TERM_OTHER},
		{"𠮷", 5, HK_TERM_OTHER},
		{"z", 1, HK_TERM_ASCII},
		{"0", 1, HK_TERM_ASCII},
		{"-", 1, HK_TERM_ASCII},
		{"&", 2, HK_TERM_OTHER},
		{"A", 2, HK_TERM_OTHER},
		{"é", 3, HK_TERM_OTHER},
		{"データベース", 7, HK_TERM_KANA},
		{"検索する", 6, HK_TERM_HAN},
	};
	char code[64];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct hk_str term =
			encode(code, rows[i].text, strlen(rows[i].text));

		if (term.len != rows[i].bytes)
			fail_msg("%s: %zu bytes", rows[i].text, term.len);
		assert_int_equal(hk_term_code_first((unsigned char)code[0]),
				 rows[i].letter);
	}
}

/* One text begins another exactly if its code does. */
static void test_beginnings(void **state)
{
	static const uint32_t letters[] = {0x3042, 0x30F4, 0x3090, 0x4E00,
					   0x4EFF, 0x9FA0, 'a',	   '&',
					   0x3400, 0x20BB7};
	const size_t count = sizeof(letters) / sizeof(*letters);
	char texts[2][32], codes[2][64];
	uint32_t seed = 5, met[2] = {0, 0};

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		struct hk_str text[2], code[2];
		bool begins[2];

		for (int k = 0; k < 2; k++) {
			size_t chars = 1 + random_next(&seed) % 4, len = 0;

			for (size_t i = 0; i < chars; i++)
				len += hk_utf8_encode(
					texts[k] + len,
					letters[random_next(&seed) % count]);
			text[k] = hk_span_str(texts[k], len);
			code[k] = encode(codes[k], texts[k], len);
		}
		begins[0] = text[0].len <= text[1].len &&
			    !memcmp(texts[0], texts[1], text[0].len);
		begins[1] = code[0].len <= code[1].len &&
			    !memcmp(codes[0], codes[1], code[0].len);
		assert_int_equal(begins[0], begins[1]);
		met[begins[0]]++;
	}
	assert_true(met[0] > 100 && met[1] > 100);
}

static void test_no_texts(void **state)
{
	char code[64];

	(void)state;
	assert_int_equal(encode(code, "", 0).len, 0);
	assert_int_equal(encode(code, "a\0b", 3).len, 0);
	assert_int_equal(encode(code, "\xE3\x81", 2).len, 0);
	assert_int_equal(encode(code, "あ\xFF", 4).len, 0);
}

/* Any bytes: what they are read as is UTF-8, and fits. */
static void test_any_bytes(void **state)
{
	char code[XAP_TERM_MAX + 1], text[HK_TERM_TEXT_MAX];
	uint32_t seed = 7, met[2] = {0, 0};
	size_t len;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		size_t bytes = random_next(&seed) % (round % 2 ? 6 : 241);
		bool is;

		for (size_t i = 0; i < bytes; i++)
			code[i] = (char)(random_next(&seed) >> 3);
		is = hk_term_code_read(text, &len, hk_span_str(code, bytes));
		met[is]++;
		if (is)
			assert_true(hk_utf8_valid(hk_span_str(text, len)));
	}
	assert_true(met[0] > 100 && met[1] > 100);
	memset(code, 0x02, sizeof(code));
	assert_true(
		hk_term_code_read(text, &len, hk_span_str(code, XAP_TERM_MAX)));
	assert_int_equal(len, sizeof(text));
	assert_false(
		hk_term_code_read(text, &len, hk_span_str(code, sizeof(code))));
}

/* ---- The walk ---- */

static void put(struct xap_doc *doc, enum hk_schema_prefix prefix,
		const char *text)
{
	struct hk_buf term;

	hk_buf_init(&term, XAP_TERM_MAX);
	assert_int_equal(hk_schema_term(&term, prefix, str(text)), HK_OK);
	ok(xap_doc_add_term(doc, hk_buf_str(&term), 1, &err));
	hk_buf_release(&term);
}

static struct xap_db *make_db(void)
{
	static const char *const words[] = {"検索", "検",   "検査", "験",
					    "けん", "ケヴ", "ken",  "㐂"};
	struct xap_writer *w = writer_at(in_scratch("walk"), XAP_OPEN_CREATE);
	struct xap_doc *doc;
	struct xap_db *db;

	ok(xap_doc_new(&doc, &err));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		put(doc, HK_SCHEMA_WORD, words[i]);
	put(doc, HK_SCHEMA_FOLD, "検");
	put(doc, HK_SCHEMA_READING, "けん 県");
	put(doc, HK_SCHEMA_READING, "けい 系");
	/* Damage: a byte that wants another one. */
	ok(xap_doc_add_term(doc, str("\xE9\xDB\xAC"), 1, &err));
	ok(xap_writer_add(w, doc, NULL, &err));
	ok(xap_writer_commit(w, &err));
	xap_doc_free(doc);
	xap_writer_free(w);
	ok(xap_db_open(&db, in_scratch("walk"), &err));
	return db;
}

/* Words in the order of their bytes, which the walk need not have. */
static char seen[16][32];
static size_t seen_count;

static int by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

static enum hk_status see(void *ctx, struct hk_str text, uint32_t documents)
{
	(void)ctx;
	assert_int_equal(documents, 1);
	assert_true(seen_count < 16 && text.len < sizeof(seen[0]));
	memcpy(seen[seen_count], text.data, text.len);
	seen[seen_count++][text.len] = '\0';
	qsort(seen, seen_count, sizeof(seen[0]), by_bytes);
	return HK_OK;
}

static void saw(const char *wanted)
{
	char all[256] = "";

	for (size_t i = 0; i < seen_count; i++) {
		strcat(all, i ? "|" : "");
		strcat(all, seen[i]);
	}
	assert_string_equal(all, wanted);
	seen_count = 0;
}

static bool is_longer(void *ctx, struct hk_str text)
{
	(void)ctx;
	return text.len > 3;
}

static enum hk_status stop_at_once(void *ctx, struct hk_str text,
				   uint32_t documents)
{
	(void)text;
	(void)documents;
	++*(int *)ctx;
	return HK_ENOTFOUND;
}

static void test_walk(void **state)
{
	struct xap_db *db = make_db();
	int calls = 0;

	(void)state;
	ok(hk_term_walk(db, HK_SCHEMA_WORD, str("検"), see, NULL, &err));
	saw("検|検査|検索");
	ok(hk_term_walk(db, HK_SCHEMA_READING, str("けん"), see, NULL, &err));
	saw("けん 県");
	ok(hk_term_walk(db, HK_SCHEMA_READING, str(""), see, NULL, &err));
	saw("けい 系|けん 県");
	ok(hk_term_walk(db, HK_SCHEMA_WORD, str("ケ\xFF"), see, NULL, &err));
	saw("");
	ok(hk_term_walk_words(db, HK_TERM_HAN, is_longer, see, NULL, &err));
	saw("検査|検索");
	ok(hk_term_walk_words(db, HK_TERM_KANA | HK_TERM_ASCII, NULL, see, NULL,
			      &err));
	saw("ken|けん|ケヴ");
	ok(hk_term_walk_words(db, HK_TERM_OTHER, NULL, see, NULL, &err));
	saw("㐂");
	fails(hk_term_walk_words(db, HK_TERM_KANA, NULL, stop_at_once, &calls,
				 &err),
	      HK_ENOTFOUND);
	assert_int_equal(calls, 1);
	xap_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_beginnings),
		cmocka_unit_test(test_no_texts),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_walk),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
