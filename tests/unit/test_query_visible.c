/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "query/show/visible.h"
#include "base/utf8.h"

#define ROUNDS 2000

static void check_text(const char *text, size_t len, const char *shown)
{
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_visible_text(&out, hk_span_str(text, len)), HK_OK);
	assert_string_equal(out.data ? out.data : "", shown);
	hk_buf_release(&out);
}

#define CHECK(text, shown) check_text(text, sizeof(text) - 1, shown)

static void test_plain(void **state)
{
	(void)state;
	CHECK("", "");
	CHECK("日本語 ASCII ｶﾅ 👨‍👩‍👧 e\u0301",
	      "日本語 ASCII ｶﾅ 👨‍👩‍👧 e\u0301");
	CHECK("U+00A0 \u00A0 stays", "U+00A0 \u00A0 stays");
}

static void test_controls(void **state)
{
	(void)state;
	CHECK("\033[31m", "␛[31m");
	CHECK("a\0b", "a␀b");
	CHECK("a\tb\r\nc", "a␉b␍␊c");
	CHECK("\x1F\x7F", "␟␡");
	CHECK("\xC2\x9B\x33\x31m", "<U+009B>31m"); /* CSI in one character */
	CHECK("\xC2\x80\xC2\x9F", "<U+0080><U+009F>");
}

static void test_direction_and_tags(void **state)
{
	(void)state;
	CHECK("evil\u202Etxt.exe", "evil<U+202E>txt.exe");
	CHECK("\u061C\u200E\u200F", "<U+061C><U+200E><U+200F>");
	CHECK("\u202A\u202B\u202C\u202D", "<U+202A><U+202B><U+202C><U+202D>");
	CHECK("\u2066\u2067\u2068\u2069", "<U+2066><U+2067><U+2068><U+2069>");
	CHECK("\u2028\u2029", "<U+2028><U+2029>");
	CHECK("\U000E0000\U000E0041\U000E007F", "<U+E0000><U+E0041><U+E007F>");
	/* Neighbours are let through. */
	CHECK("\u200D\u2027\u202F\u2065\u206A",
	      "\u200D\u2027\u202F\u2065\u206A");
}

static void test_broken(void **state)
{
	(void)state;
	CHECK("\xFF", "\uFFFD");
	CHECK("\xE3\x81", "\uFFFD\uFFFD");	     /* cut in the middle */
	CHECK("\xC0\xAF", "\uFFFD\uFFFD");	     /* overlong */
	CHECK("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
	CHECK("\x9B\x33\x31m", "\uFFFD31m"); /* CSI of another charset */
}

static void check_path(const char *path, const char *here, const char *shown)
{
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_visible_path(&out, hk_span_cstr(path), here),
			 HK_OK);
	assert_string_equal(out.data, shown);
	hk_buf_release(&out);
}

static void test_paths(void **state)
{
	(void)state;
	check_path("/home/u/a.txt", NULL, "/home/u/a.txt");
	check_path("/home/u/a.txt", "/home/u", "a.txt");
	check_path("/home/u/b/a.txt", "/home/u", "b/a.txt");
	check_path("/home/user/a.txt", "/home/u", "/home/user/a.txt");
	check_path("/home/u", "/home/u", "/home/u");
	check_path("/a.txt", "/", "/a.txt");
	check_path("/home/u/a\nb\033.txt", "/home/u", "a␊b␛.txt");
}

/* Whatever the bytes, nothing that a terminal obeys comes out. */
static void test_any_bytes(void **state)
{
	uint32_t seed = 20240531;
	struct hk_buf out;

	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t round = 0; round < ROUNDS; round++) {
		char bytes[64];

		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (char)(seed >> 24);
			/* Often what begins the characters in question. */
			if (seed % 3 == 0)
				bytes[i] = "\xE2\x80\xC2\xD8\xF3\xA0\x81"
					[seed >> 8 & 7];
		}
		hk_buf_reset(&out);
		assert_int_equal(
			hk_visible_text(&out,
					hk_span_str(bytes, sizeof(bytes))),
			HK_OK);
		for (size_t at = 0; at < out.len;) {
			uint32_t c;
			size_t n =
				hk_utf8_decode(out.data + at, out.len - at, &c);

			assert_true(n > 0);
			assert_true(c >= 0x20 && !(c >= 0x7F && c <= 0x9F));
			assert_true(c != 0x61C && c != 0x200E && c != 0x200F);
			assert_false(c >= 0x2028 && c <= 0x202E);
			assert_false(c >= 0x2066 && c <= 0x2069);
			assert_false(c >= 0xE0000 && c <= 0xE007F);
			at += n;
		}
	}
	hk_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_direction_and_tags),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_any_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
