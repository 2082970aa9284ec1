/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From bytes to keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "cli/tui/keys.h"
#include "tests/unit/random.h"

static const char *const names[] = {
	"char", "up",	"down",	    "left",	  "right", "home", "end",
	"pgup", "pgdn", "delete",   "bs",	  "enter", "tab",  "backtab",
	"esc",	"help", "wheel-up", "wheel-down", "click"};

/* Write down the keys, apart by blanks. */
static void write_keys(char *out, size_t size, struct hk_keys *keys, bool whole)
{
	struct hk_key k;
	size_t n = strlen(out);

	while (hk_keys_next(&k, keys, whole)) {
		n += (size_t)snprintf(out + n, size - n, "%s%s%s%s%s",
				      n ? " " : "", k.pasted ? "p:" : "",
				      k.control ? "C-" : "", k.alt ? "M-" : "",
				      k.shift ? "S-" : "");
		if (k.kind == HK_KEY_CHAR)
			n += (size_t)snprintf(out + n, size - n, "%X", k.c);
		else
			n += (size_t)snprintf(out + n, size - n, "%s",
					      names[k.kind]);
		if (k.kind >= HK_KEY_WHEEL_UP)
			n += (size_t)snprintf(out + n, size - n, "@%u,%u",
					      k.row, k.column);
		assert_true(n + 64 < size);
	}
}

/* The same keys come of the bytes at once and one by one. */
static void are(const char *bytes, size_t len, const char *wanted)
{
	for (size_t step = 1; step <= len; step += len > 1 ? len - 1 : 1) {
		struct hk_keys keys;
		char got[4096] = "";

		memset(&keys, 0, sizeof(keys));
		for (size_t at = 0; at < len;) {
			size_t n = step < len - at ? step : len - at;

			for (size_t k = 0; k < n;) {
				k += hk_keys_take(&keys, bytes + at + k, n - k);
				write_keys(got, sizeof(got), &keys, false);
			}
			at += n;
		}
		write_keys(got, sizeof(got), &keys, true);
		assert_string_equal(got, wanted);
		assert_false(hk_keys_pending(&keys) && !keys.pasting);
	}
}

#define ARE(bytes, wanted) are(bytes, sizeof(bytes) - 1, wanted)

static void test_characters(void **state)
{
	(void)state;
	ARE("aあ𠮷", "61 3042 20BB7");
	ARE("\001\r\t\b\177\033\000", "C-61 enter tab bs bs C-M-20");
	ARE("\x1F\x1A", "C-5F C-7A");
	/* Bytes that are no character are none that is typed. */
	ARE("a\xE3\x81z\xFF\x80z", "61 7A 7A");
	ARE("\xE3\x81", "");
}

static void test_sequences(void **state)
{
	(void)state;
	ARE("\033[A\033OB\033[1;2A\033[1;5C\033[D",
	    "up down S-up C-right left");
	ARE("\033[H\033[4~\033[7~\033[8~\033OF", "home end home end end");
	ARE("\033[5~\033[6;2~\033[3~\033[Z", "pgup S-pgdn delete backtab");
	ARE("\033OP\033[11~\033[[A", "help help help");
	ARE("\033b\033\177\033あ", "M-62 M-bs M-3042");
	ARE("\033[97;5ua", "C-61 61");
	ARE("\033", "esc");
	ARE("\033\033[A", "esc up");
	ARE("\033[", "M-5B");
}

static void test_unknown(void **state)
{
	static char longest[300];

	(void)state;
	/* No letter of what is not known is typed. */
	ARE("\033[?1;2cx\033[99~x\033[1;2;3;4;5;6;7Qx", "78 78 78");
	ARE("\033[99999999999999999999Ax", "up 78");
	memset(longest, ';', sizeof(longest));
	memcpy(longest, "\033[", 2);
	memcpy(longest + sizeof(longest) - 3, "Ax", 2);
	are(longest, sizeof(longest) - 1, "78");
}

static void test_mouse(void **state)
{
	(void)state;
	ARE("\033[<64;10;3M\033[<65;1;1M", "wheel-up@2,9 wheel-down@0,0");
	ARE("\033[<0;200;5M\033[<0;200;5m\033[<2;1;1Mx", "click@4,199 78");
	ARE("\033[<0;0;0Mx\033[<0Mx", "78 78");
}

static void test_paste(void **state)
{
	struct hk_keys keys;
	struct hk_key key;

	(void)state;
	ARE("\033[200~a\r\003\033[Ab\033[201~\003", "p:61 p:20 p:20 p:62 C-63");
	/* One that never ends does not keep keys from commanding. */
	memset(&keys, 0, sizeof(keys));
	hk_keys_take(&keys, "\033[200~", 6);
	assert_false(hk_keys_next(&key, &keys, false));
	assert_true(keys.pasting);
	hk_keys_calm(&keys);
	hk_keys_take(&keys, "\003", 1);
	assert_true(hk_keys_next(&key, &keys, false));
	assert_true(key.control && !key.pasted);
}

static void test_anything(void **state)
{
	struct hk_keys keys;
	uint32_t seed = 3;

	(void)state;
	memset(&keys, 0, sizeof(keys));
	for (int i = 0; i < 20000; i++) {
		static const char common[] = "\033[O<;0123~AMmu\xE3\x81\x82";
		char byte = (char)(random_next(&seed) % 2
					   ? common[random_next(&seed) %
						    (sizeof(common) - 1)]
					   : (char)random_next(&seed));
		struct hk_key key;

		assert_int_equal(hk_keys_take(&keys, &byte, 1), 1);
		while (hk_keys_next(&key, &keys, i % 7 == 0))
			assert_true(key.kind != HK_KEY_CHAR || key.c);
		assert_true(keys.len < HK_KEYS_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_sequences),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_mouse),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_anything),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
