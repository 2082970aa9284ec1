/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose pages may ask, and by which name of this machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "serve/guard.h"

static const char *const names[] = {"search.example", "Box"};

static unsigned check(const struct hk_guard_head *head)
{
	const struct hk_guard_names allowed = {names, 2};
	struct hk_error err;

	return hk_guard_check(head, &allowed, &err);
}

static unsigned check_host(const char *host)
{
	const struct hk_guard_head head = {.method = "GET", .host = host};

	return check(&head);
}

static unsigned check_origin(const char *host, const char *origin)
{
	const struct hk_guard_head head = {
		.method = "GET", .host = host, .origin = origin};

	return check(&head);
}

static unsigned check_site(const char *site, const char *mode)
{
	const struct hk_guard_head head = {.method = "GET",
					   .host = "localhost",
					   .site = site,
					   .mode = mode};

	return check(&head);
}

/* A name that somebody else made to point here is not ours. */
static void test_hosts(void **state)
{
	static const char *const good[] = {
		"localhost",   "LOCALHOST:8190", "127.0.0.1",
		"127.0.0.1:1", "[::1]",		 "[::1]:8190",
		"10.1.2.3:80", "box:1",		 "search.EXAMPLE:8080"};
	static const char *const bad[] = {"",
					  ":80",
					  "evil.example",
					  "evil.example:8190",
					  "localhost.evil.example",
					  "127.0.0.1.evil.example",
					  "127.1",
					  "localhost:8190:1",
					  "localhost@evil.example",
					  "::1",
					  "[::1",
					  "::1]:80",
					  "[]",
					  "localhost ",
					  "localhost:x",
					  "search.example.",
					  "x.search.example"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (check_host(good[i]))
			fail_msg("'%s' is refused", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (check_host(bad[i]) != 421)
			fail_msg("'%s' is taken", bad[i]);
	assert_int_equal(check_host(NULL), 400);
}

static void test_origins(void **state)
{
	(void)state;
	assert_int_equal(check_origin("localhost:1", "http://localhost:1"), 0);
	assert_int_equal(check_origin("box", "https://box"), 0);
	assert_int_equal(check_origin("[::1]:1", "http://[::1]:1"), 0);
	assert_int_equal(check_origin("localhost:1", "http://localhost:2"),
			 403);
	assert_int_equal(check_origin("localhost:1", "http://127.0.0.1:1"),
			 403);
	assert_int_equal(check_origin("localhost", "http://evil.example"), 403);
	assert_int_equal(check_origin("localhost", "null"), 403);
	assert_int_equal(check_origin("localhost", ""), 403);
	assert_int_equal(check_origin("localhost", "localhost"), 403);
	assert_int_equal(check_origin("localhost", "ftp://localhost"), 403);
}

static void test_sites(void **state)
{
	(void)state;
	assert_int_equal(check_site("same-origin", "cors"), 0);
	assert_int_equal(check_site("none", "navigate"), 0);
	assert_int_equal(check_site("cross-site", "navigate"), 0);
	assert_int_equal(check_site("cross-site", "no-cors"), 403);
	assert_int_equal(check_site("same-site", "cors"), 403);
	assert_int_equal(check_site("cross-site", NULL), 403);
}

static void test_methods(void **state)
{
	static const char *const bad[] = {"POST",    "PUT", "DELETE",
					  "OPTIONS", "get", "CONNECT",
					  "TRACE",   ""};
	struct hk_guard_head head = {.method = "HEAD", .host = "localhost"};

	(void)state;
	assert_int_equal(check(&head), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		head.method = bad[i];
		assert_int_equal(check(&head), 405);
	}
	head.method = "GET";
	head.body = true;
	assert_int_equal(check(&head), 413);
	head.body = false;
	head.again = true;
	assert_int_equal(check(&head), 400);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(hk_guard_is_name("a-b.example"));
	assert_false(hk_guard_is_name(""));
	assert_false(hk_guard_is_name("a:80"));
	assert_false(hk_guard_is_name("a b"));
	assert_false(hk_guard_is_name("*"));
	assert_false(hk_guard_is_name("http://a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts), cmocka_unit_test(test_origins),
		cmocka_unit_test(test_sites), cmocka_unit_test(test_methods),
		cmocka_unit_test(test_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
