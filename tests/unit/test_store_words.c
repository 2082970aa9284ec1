/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiled words: as they were sealed, and of a machine like this one. */
#include "tests/unit/shim_fixture.h"

#include "base/file.h"
#include "store/words.h"

#define HASH "0123456789abcdef0123456789abcdef"

/* Bytes of a compiled dictionary that begin with `first`. */
static void save(uint32_t first)
{
	char bytes[64] = {0};

	memcpy(bytes, &first, sizeof(first));
	ok(hk_file_replace(in_scratch("."), "words-" HASH ".dic",
			   hk_span_str(bytes, sizeof(bytes)), &err));
}

static enum hk_status look(void)
{
	struct hk_buf path;
	enum hk_status status;

	hk_buf_init(&path, HK_BUF_NO_MAX);
	status = hk_words_file(&path, in_scratch("."), HASH, &err);
	hk_buf_release(&path);
	return status;
}

/* MeCab's first number is the size of the file, with a constant. */
static void test_byte_order(void **state)
{
	const uint32_t magic = 0xef718f77u ^ 64;

	(void)state;
	save(magic);
	ok(hk_words_seal(in_scratch("."), HASH, &err));
	ok(look());
	save(__builtin_bswap32(magic));
	assert_int_equal(look(), HK_ECORRUPT); /* not what was sealed */
	ok(hk_words_seal(in_scratch("."), HASH, &err));
	assert_int_equal(look(), HK_EDICT);
	assert_non_null(strstr(err.message, "another byte order"));
}

static void test_names(void **state)
{
	struct hk_buf path;

	(void)state;
	hk_buf_init(&path, HK_BUF_NO_MAX);
	ok(hk_words_path(&path, "d", "", &err));
	assert_int_equal(path.len, 0);
	assert_int_equal(hk_words_path(&path, "d", "../../x", &err),
			 HK_ECORRUPT);
	ok(hk_words_path(&path, "d", HASH, &err));
	assert_string_equal(path.data, "d/words-" HASH ".dic");
	hk_buf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_byte_order, scratch_open,
						scratch_close),
		cmocka_unit_test(test_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
