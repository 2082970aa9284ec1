/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where to listen, and who can reach it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "serve/address.h"

static void reads(const char *text, const char *shown, bool here)
{
	struct hk_address address;
	struct hk_error err = {HK_OK, ""};
	char put[HK_ADDRESS_TEXT];

	if (hk_address_read(&address, text, &err))
		fail_msg("'%s': %s", text, err.message);
	hk_address_put(put, &address);
	assert_string_equal(put, shown);
	if (hk_address_is_here(&address) != here)
		fail_msg("'%s' is %shere", text, here ? "not " : "");
}

static void test_reads(void **state)
{
	(void)state;
	reads("8190", "http://127.0.0.1:8190/", true);
	reads("localhost:0", "http://127.0.0.1:0/", true);
	reads("127.0.0.1:65535", "http://127.0.0.1:65535/", true);
	reads("127.9.9.9:1", "http://127.9.9.9:1/", true);
	reads("[::1]:1", "http://[::1]:1/", true);
	reads("[::ffff:127.0.0.1]:1", "http://[::ffff:127.0.0.1]:1/", true);
	reads("/run/hiku.sock", "/run/hiku.sock", true);
	reads("./a:80", "./a:80", true);
	reads("0.0.0.0:80", "http://0.0.0.0:80/", false);
	reads("192.0.2.1:80", "http://192.0.2.1:80/", false);
	reads("[::]:80", "http://[::]:80/", false);
	reads("[::ffff:192.0.2.1]:1", "http://[::ffff:192.0.2.1]:1/", false);
	reads("128.0.0.1:1", "http://128.0.0.1:1/", false);
	reads("./\x1B[31m", "./?[31m", true);
}

static void test_refuses(void **state)
{
	static const char *const bad[] = {"",
					  ":",
					  ":80",
					  "65536",
					  "-1",
					  "80x",
					  "host",
					  "host:80",
					  "127.0.0.1",
					  "127.0.0.1:",
					  "::1:80",
					  "[::1]",
					  "[::1]:65536",
					  "[::1:80",
					  "1.2.3.4.5:1",
					  "127.1:80",
					  "0x7f.1:80",
					  "127.0.0.1:8 "};
	char text[400] = "/";
	struct hk_address address;
	struct hk_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (hk_address_read(&address, bad[i], &err) != HK_EUSAGE)
			fail_msg("'%s' is taken", bad[i]);
	memset(text + 1, 'a', sizeof(text) - 2);
	assert_int_equal(hk_address_read(&address, text, &err), HK_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_refuses),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
