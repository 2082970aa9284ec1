/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a dictionary of MeCab. */
#include "tests/unit/morph_fixture.h"

#include <unistd.h>

#include "base/dir.h"

static void test_missing_dictionary(void **state)
{
	struct hk_dict *none = dict;
	char dir[] = "/tmp/hiku-dict-XXXXXX";
	struct hk_error err;

	(void)state;
	assert_int_equal(
		hk_dict_open(&none, "/no/such/folder", NULL, NULL, &err),
		HK_EDICT);
	assert_null(none);
	assert_non_null(strstr(err.message, "/no/such/folder"));
	assert_non_null(strstr(err.message, "install"));
	assert_non_null(mkdtemp(dir));
	assert_int_equal(hk_dict_open(&none, dir, NULL, NULL, &err), HK_EDICT);
	hk_dir_remove(dir);
	assert_int_equal(
		hk_dict_open(&none, NULL, NULL, "/no/such/user.dic", &err),
		HK_EDICT);
	assert_non_null(strstr(err.message, "/no/such/user.dic"));
	assert_null(none);
}

/* MeCab would return garbage without an error. */
static void test_wrong_charset(void **state)
{
	static const char *const dirs[] = {
		"/var/lib/mecab/dic/ipadic",
		"/var/lib/mecab/dic/naist-jdic-eucjp",
	};
	bool seen = false;

	(void)state;
	for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++) {
		struct hk_dict *none;
		struct hk_error err;
		char path[128];

		snprintf(path, sizeof(path), "%s/sys.dic", dirs[i]);
		if (access(path, R_OK) != 0)
			continue;
		seen = true;
		assert_int_equal(hk_dict_open(&none, dirs[i], NULL, NULL, &err),
				 HK_EDICT);
		assert_null(none);
		assert_non_null(strstr(err.message, "UTF-8"));
	}
	if (!seen)
		skip();
}

static void test_named_by_environment(void **state)
{
	struct hk_dict *none;
	struct hk_error err;

	(void)state;
	assert_int_equal(setenv("HIKU_DICDIR", "/no/such/folder", 1), 0);
	assert_int_equal(hk_dict_open(&none, NULL, NULL, NULL, &err), HK_EDICT);
	assert_int_equal(unsetenv("HIKU_DICDIR"), 0);
}

static void test_about(void **state)
{
	const struct hk_dict_info *info = hk_dict_about(dict);
	char first[33], second[33];

	(void)state;
	assert_string_equal(info->charset, "utf-8");
	assert_true(info->lexicon_size > 1000);
	assert_ptr_equal(hk_morph_dictionary(analyser.morph), info);
	assert_int_equal(hk_dict_fingerprint(dict, first, NULL), HK_OK);
	assert_int_equal(hk_dict_fingerprint(dict, second, NULL), HK_OK);
	assert_int_equal(strlen(first), 32);
	assert_string_equal(first, second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_missing_dictionary),
		cmocka_unit_test(test_wrong_charset),
		cmocka_unit_test(test_named_by_environment),
		cmocka_unit_test(test_about),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
