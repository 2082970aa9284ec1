/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What clients may ask for, and what is refused by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lib/hiku.h"
#include "serve/request.h"

static struct hk_request request;
static struct hk_error err;

static enum hk_status read_target(const char *target)
{
	err.message[0] = '\0';
	return hk_request_read(&request, hk_span_cstr(target), &err);
}

static void refuses(const char *target, enum hk_status status, const char *name)
{
	assert_int_equal(read_target(target), status);
	if (!strstr(err.message, name))
		fail_msg("%s: '%s' lacks '%s'", target, err.message, name);
}

static void test_search(void **state)
{
	(void)state;
	assert_false(read_target("/api/v1/search?q=%E6%9D%B1%E4%BA%AC+%2B"
				 "%E6%A9%8B&limit=7&offset=20&all=1&exact=0&"
				 "sort=-date&path=%2Fa%20b&since=2024&until="));
	assert_int_equal(request.kind, HK_REQUEST_SEARCH);
	assert_string_equal(request.query, "東京 +橋");
	assert_string_equal(request.path, "/a b");
	assert_string_equal(request.since, "2024");
	assert_null(request.until); /* a form sends what was left empty */
	assert_int_equal(request.limit, 7);
	assert_int_equal(request.offset, 20);
	assert_int_equal(request.flags, HIKU_ALL);
	assert_int_equal(request.sort, HIKU_SORT_DATE_DOWN);
}

static void test_presets(void **state)
{
	(void)state;
	assert_false(read_target("/api/v1/search?q=x"));
	assert_int_equal(request.limit, 10);
	assert_int_equal(request.max_per_article, 3);
	assert_int_equal(request.flags | request.sort | request.by, 0);
	assert_false(read_target("/"));
	assert_int_equal(request.kind, HK_REQUEST_PAGE);
	assert_null(request.query);
	assert_false(read_target("/?q=x&part=answer"));
	assert_true(request.part);
	assert_false(read_target("/show?id=a&line=3"));
	assert_int_equal(request.kind, HK_REQUEST_ARTICLE);
	assert_int_equal(request.line, 3);
}

static void test_others(void **state)
{
	(void)state;
	assert_false(read_target("/api/v1/facets?q=x&by=folder"));
	assert_int_equal(request.by, HIKU_BY_FOLDER);
	assert_false(read_target("/api/v1/facets?q=x&by=author"));
	assert_int_equal(request.by, HIKU_BY_AUTHOR);
	assert_false(read_target("/api/v1/complete?q=%E7%A9%BA"));
	assert_string_equal(request.query, "空");
	/* Names are any bytes. */
	assert_false(read_target("/api/v1/show?id=%2F%FF"));
	assert_string_equal(request.id, "/\xFF");
}

static void test_refused(void **state)
{
	(void)state;
	refuses("/api/v1/search", HK_EUSAGE, "'q' is missing");
	refuses("/api/v1/search?q=", HK_EUSAGE, "'q' is missing");
	refuses("/api/v1/show?q=x", HK_EUSAGE, "'id' is missing");
	refuses("/api/v1/facets?q=x", HK_EUSAGE, "'by' is missing");
	refuses("/api/v1/search?q=x&q=y", HK_EUSAGE, "'q' is given twice");
	refuses("/api/v1/search?q=x&colour=1", HK_EUSAGE, "'colour'");
	refuses("/api/v1/search?q=x&by=folder", HK_EUSAGE, "'by'");
	refuses("/api/v1/search?q=x&=1", HK_EUSAGE, "''");
	refuses("/api/v1/search?q=%E6%9D", HK_EUSAGE, "'q' is not UTF-8");
	refuses("/api/v1/search?q=%", HK_EUSAGE, "'q' has a %");
	refuses("/api/v1/search?q=%4", HK_EUSAGE, "'q' has a %");
	refuses("/api/v1/search?q=%G1", HK_EUSAGE, "'q' has a %");
	refuses("/api/v1/search?q=a%00b", HK_EUSAGE, "NUL");
	refuses("/api/v1/show?id=a%00b", HK_EUSAGE, "NUL");
	refuses("/api/v1/search?q=x&limit=101", HK_EUSAGE, "'limit'");
	refuses("/api/v1/search?q=x&limit=-1", HK_EUSAGE, "'limit'");
	refuses("/api/v1/search?q=x&limit=1e9", HK_EUSAGE, "'1e9'");
	refuses("/api/v1/search?q=x&limit=18446744073709551617", HK_EUSAGE,
		"'limit'");
	refuses("/api/v1/search?q=x&all=yes", HK_EUSAGE, "'all' is 0 or 1");
	refuses("/api/v1/search?q=x&sort=size", HK_EUSAGE, "score, date");
	refuses("/api/v1/facets?q=x&by=none", HK_EUSAGE, "folder, month");
	refuses("/?part=all", HK_EUSAGE, "'part'");
}

/* Paths are words of a table, and nothing is resolved. */
static void test_paths(void **state)
{
	static const char *const bad[] = {"",
					  "*",
					  "/api",
					  "/api/v1/",
					  "/api/v1/search/",
					  "/api/v2/search?q=x",
					  "//api/v1/search?q=x",
					  "/API/v1/search?q=x",
					  "/../etc/passwd",
					  "/api/v1/../../../etc/passwd",
					  "/%2e%2e/etc/passwd",
					  "/..%2fetc%2fpasswd",
					  "/\\..\\",
					  "http://127.0.0.1/",
					  "/ ",
					  "/#x"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (read_target(bad[i]) != HK_ENOTFOUND)
			fail_msg("'%s' is found", bad[i]);
}

static void test_long(void **state)
{
	static char target[HK_REQUEST_TARGET_MAX * 2] = "/api/v1/search?q=";
	size_t len = strlen(target);

	(void)state;
	memset(target + len, 'a', HK_REQUEST_TEXT_MAX);
	assert_false(read_target(target));
	assert_int_equal(strlen(request.query), HK_REQUEST_TEXT_MAX);
	target[len + HK_REQUEST_TEXT_MAX] = 'a';
	refuses(target, HK_ETOOBIG, "'q'");
	memset(target + len, '&', sizeof(target) - len - 1);
	target[HK_REQUEST_TARGET_MAX] = '\0';
	refuses(target, HK_EUSAGE, "missing");
	target[HK_REQUEST_TARGET_MAX] = '&';
	refuses(target, HK_ETOOBIG, "address");
	assert_int_equal(hk_request_code(HK_ETOOBIG), 414);
	assert_int_equal(hk_request_code(HK_ENOTFOUND), 404);
	assert_int_equal(hk_request_code(HK_EUSAGE), 400);
	assert_int_equal(hk_request_code(HK_OK), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search), cmocka_unit_test(test_presets),
		cmocka_unit_test(test_others), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_paths),  cmocka_unit_test(test_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
