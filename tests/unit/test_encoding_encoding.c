/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door that texts come through: tests/rows/encoding.tsv, decode.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <iconv.h>
#include <string.h>

#include "tests/unit/rows.h"
#include "encoding/encoding.h"
#include "base/utf8.h"

static struct hk_buf out;
static struct hk_error err;
static struct hk_encoding_result result;

static int set_up(void **state)
{
	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	memset(&err, 0, sizeof(err));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_buf_release(&out);
	return 0;
}

static enum hk_status decode(struct hk_str bytes, const char *name)
{
	hk_buf_reset(&out);
	return hk_encoding_decode(&out, bytes, hk_span_cstr(name), &result,
				  &err);
}

/* What the rows call the outcome. */
static struct hk_str outcome(enum hk_status status)
{
	switch (status) {
	case HK_OK:
		return result.name;
	case HK_ENOTTEXT:
		return hk_span_cstr("binary");
	case HK_EENCODING:
		return hk_span_cstr("other");
	case HK_EUSAGE:
		return hk_span_cstr("unknown");
	default:
		return hk_span_cstr(err.message);
	}
}

/* `text` in the encoding that iconv calls `name`; false if it cannot be. */
static bool encode(struct hk_str *encoded, struct hk_str text, const char *name,
		   char *to, size_t capacity)
{
	char *in = (char *)(uintptr_t)text.data, *at = to;
	size_t left = text.len;
	iconv_t converter = iconv_open(name, "UTF-8");
	bool whole;

	if (converter == (iconv_t)-1)
		return false;
	whole = !iconv(converter, &in, &left, &at, &capacity) &&
		!iconv(converter, NULL, NULL, &at, &capacity);
	iconv_close(converter);
	*encoded = hk_span_str(to, (size_t)(at - to));
	return whole;
}

static void test_rows_found(void **state)
{
	struct rows rows;
	char bytes[8192];

	(void)state;
	rows_open(&rows, "tests/rows/encoding.tsv", 4);
	while (rows_next(&rows)) {
		struct hk_str encoded;
		enum hk_status status;

		if (!encode(&encoded, rows.column[0], rows.column[1].data,
			    bytes, sizeof(bytes))) {
			rows_wrong(&rows, 1, "iconv cannot write it so");
			continue;
		}
		status = decode(encoded, "");
		rows_expect(&rows, 2, outcome(status));
		if (status)
			continue;
		assert_true(result.confidence > 0 && result.confidence <= 100);
		assert_int_equal(result.replaced, 0);
		rows_expect(&rows, 0, hk_buf_str(&out));
	}
	rows_close(&rows, 90);
}

static void test_rows_decoded(void **state)
{
	struct rows rows;
	char replaced[32];

	(void)state;
	rows_open(&rows, "tests/rows/decode.tsv", 6);
	while (rows_next(&rows)) {
		enum hk_status status;

		status = decode(rows.column[0], rows.column[1].data);
		rows_expect(&rows, 2, outcome(status));
		rows_expect(&rows, 3, hk_buf_str(&out));
		snprintf(replaced, sizeof(replaced), "%zu", result.replaced);
		if (!status)
			rows_expect(&rows, 4, hk_span_cstr(replaced));
		assert_true(hk_utf8_valid(hk_buf_str(&out)));
	}
	rows_close(&rows, 60);
}

/* Behind what is there already, and nothing of what went wrong. */
static void test_appended(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("前"), ""), HK_OK);
	assert_int_equal(hk_encoding_decode(&out, hk_span_cstr("後"),
					    hk_span_cstr(""), NULL, NULL),
			 HK_OK);
	assert_int_equal(hk_encoding_decode(&out, hk_span_cstr("\xB8\xE5"),
					    hk_span_cstr("EUC-JP"), NULL, NULL),
			 HK_OK);
	assert_int_equal(hk_encoding_decode(&out,
					    hk_span_cstr("\xFF\xFF\xFF\xFF"),
					    hk_span_cstr("UTF-8"), NULL, NULL),
			 HK_EENCODING);
	assert_true(hk_span_same(hk_buf_str(&out), hk_span_cstr("前後後")));
}

/* The message leads to the line and byte, counted from 1. */
static void test_mostly_bad(void **state)
{
	(void)state;
	assert_int_equal(
		decode(hk_span_cstr("ab\nc\n\x93\xFA\x96\x7B\x8C\xEA\x82\xCC"
				    "\x95\xB6\x8F\xCD\x82\xC5\x82\xB7\x81\x42"),
		       "utf8"),
		HK_EENCODING);
	assert_non_null(strstr(err.message, "utf-8"));
	assert_non_null(strstr(err.message, "line 3, byte 6"));
	assert_non_null(strstr(err.message, "--encoding"));
}

/* What a page says that it is in helps to name it. */
static void test_says(void **state)
{
	(void)state;
	assert_int_equal(
		decode(hk_span_cstr("<meta charset=iso-8859-2><p>Sch\xF6ne "
				    "Gr\xFC\xDF"
				    "e aus K\xF6ln"),
		       ""),
		HK_EENCODING);
	assert_non_null(strstr(err.message, "iso-8859-2"));
}

/* Lines in three encodings, as logs have them. */
static void test_mixed(void **state)
{
	static const char *const lines[][2] = {
		{"UTF-8", "サーバーを起動しました。"},
		{"CP932", "接続が切れたのでやり直します。"},
		{"EUC-JP", "ディスクの残りが少なくなっています。"},
		{"CP932", "再び接続できました。"},
		{"ISO-2022-JP", "これで終わります。"},
		{"UTF-8", "started"},
	};
	struct hk_buf bytes, all;

	(void)state;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	hk_buf_init(&all, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		char encoded[256];
		struct hk_str line;

		assert_true(encode(&line, hk_span_cstr(lines[i][1]),
				   lines[i][0], encoded, sizeof(encoded)));
		assert_int_equal(hk_buf_printf(&bytes, "%.*s\r\n",
					       (int)line.len, line.data),
				 HK_OK);
		assert_int_equal(hk_buf_printf(&all, "%s\r\n", lines[i][1]),
				 HK_OK);
	}
	assert_int_equal(decode(hk_buf_str(&bytes), ""), HK_OK);
	assert_true(hk_span_same(result.name, hk_span_cstr("mixed")));
	assert_int_equal(result.replaced, 0);
	assert_true(hk_span_same(hk_buf_str(&out), hk_buf_str(&all)));
	hk_buf_release(&bytes);
	hk_buf_release(&all);
}

/* Lines of Russian and French are no mixture of Japanese encodings. */
static void test_not_mixed(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("\xD0\xD2\xC9\xD7\xC5\xD4, "
					     "\xCD\xC9\xD2!\n\xD0\xBC\xD0\xB8"
					     "\xD1\x80\n\xCB\xC1\xCB "
					     "\xC4\xC5\xCC\xC1\n"),
				""),
			 HK_EENCODING);
	assert_int_equal(decode(hk_span_cstr("d\xE9j\xE0 vu\nl'\xE9t\xE9\n"
					     "\xC3\xA9t\xC3\xA9\n"),
				""),
			 HK_EENCODING);
}

static void test_names(void **state)
{
	char name[200];

	(void)state;
	memset(name, 'x', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(decode(hk_span_cstr("a"), name), HK_EUSAGE);
	assert_int_equal(decode(hk_span_cstr("\xC6\xFC"), "eucJP-win"), HK_OK);
	assert_true(hk_span_same(result.name, hk_span_cstr("euc-jp")));
	assert_int_equal(decode(hk_span_cstr("\x93\xFA"), "Windows-31J"),
			 HK_OK);
	assert_true(hk_span_same(result.name, hk_span_cstr("cp932")));
	assert_int_equal(result.confidence, 100);
}

/* Longer than any piece that is converted at once, at every alignment. */
static void test_long(void **state)
{
	static const char *const names[] = {"CP932", ""};
	struct hk_buf bytes;

	(void)state;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 40001; i++)
		assert_int_equal(hk_buf_puts(&bytes, "\x93\xFA\x82\xCD"),
				 HK_OK);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(decode(hk_buf_str(&bytes), names[i]), HK_OK);
		assert_int_equal(out.len, 40001 * 6);
		assert_int_equal(result.replaced, 0);
		for (size_t at = 0; at < out.len; at += 6)
			assert_memory_equal(out.data + at, "日は", 6);
		/* An ASCII byte before it shifts every piece. */
		assert_int_equal(hk_buf_puts(&bytes, "a"), HK_OK);
		bytes.len--;
		memmove(bytes.data + 1, bytes.data, bytes.len - 4);
		bytes.data[0] = 'a';
		bytes.len -= 3;
		assert_int_equal(decode(hk_buf_str(&bytes), names[i]), HK_OK);
		assert_int_equal(out.len, 40000 * 6 + 1);
		memmove(bytes.data, bytes.data + 1, bytes.len - 1);
		bytes.len--;
		assert_int_equal(hk_buf_puts(&bytes, "\x93\xFA\x82\xCD"),
				 HK_OK);
	}
	hk_buf_release(&bytes);
}

/* What stands far behind the sample is decoded, counted, and not looked at. */
static void test_behind_sample(void **state)
{
	struct hk_buf bytes;

	(void)state;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 30000; i++)
		assert_int_equal(hk_buf_puts(&bytes, "ascii only\n"), HK_OK);
	assert_int_equal(hk_buf_puts(&bytes, "\x8C\x9F\x8D\xF5\x82\xCC\x8C\x8B"
					     "\x89\xCA\x81\x42\n"),
			 HK_OK);
	assert_int_equal(decode(hk_buf_str(&bytes), ""), HK_OK);
	assert_true(hk_span_same(result.name, hk_span_cstr("cp932")));
	for (unsigned i = 0; i < 30000; i++)
		assert_int_equal(hk_buf_puts(&bytes, "\x8C\x9F\x8D\xF5\n"),
				 HK_OK);
	assert_int_equal(hk_buf_puts(&bytes, "\xFF\n"), HK_OK);
	assert_int_equal(decode(hk_buf_str(&bytes), ""), HK_OK);
	assert_true(hk_span_same(result.name, hk_span_cstr("cp932")));
	assert_int_equal(result.replaced, 1);
	/* ISO-2022-JP after much ASCII */
	bytes.len = 30000 * strlen("ascii only\n");
	assert_int_equal(hk_buf_puts(&bytes, "\x1B$B8!:w\x1B(B\n"), HK_OK);
	assert_int_equal(decode(hk_buf_str(&bytes), ""), HK_OK);
	assert_true(hk_span_same(result.name, hk_span_cstr("iso-2022-jp")));
	hk_buf_release(&bytes);
}

static void test_cap(void **state)
{
	static const char *const names[] = {"", "CP932", "UTF-16LE",
					    "ISO-2022-JP", "KOI8-R"};
	struct hk_buf small;

	(void)state;
	hk_buf_init(&small, 5);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		assert_int_equal(
			hk_encoding_decode(&small, hk_span_cstr("abcdefghijkl"),
					   hk_span_cstr(names[i]), NULL, &err),
			HK_ETOOBIG);
		assert_int_equal(small.len, 0);
		assert_non_null(strstr(err.message, "5 bytes"));
	}
	hk_buf_release(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_found),
		cmocka_unit_test(test_rows_decoded),
		cmocka_unit_test(test_appended),
		cmocka_unit_test(test_mostly_bad),
		cmocka_unit_test(test_says),
		cmocka_unit_test(test_mixed),
		cmocka_unit_test(test_not_mixed),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_behind_sample),
		cmocka_unit_test(test_cap),
	};

	return rows_run(tests, set_up, tear_down);
}
