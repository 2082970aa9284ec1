/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An iconv that knows less than glibc's, as musl's does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "encoding/convert.h"

/* Stands before that of libc, which it asks unless the name is Microsoft's. */
iconv_t iconv_open(const char *to, const char *from)
{
	static const char *const missing[] = {
		"CP932",    "MS932",	      "SJIS",	     "EUC-JP-MS",
		"EUCJP-MS", "SHIFT_JISX0213", "EUC-JISX0213"};
	static iconv_t (*next)(const char *, const char *);

	if (!next) {
		void *found = dlsym(RTLD_NEXT, "iconv_open");

		memcpy(&next, &found, sizeof(next));
	}
	for (size_t i = 0; i < sizeof(missing) / sizeof(*missing); i++)
		if (!strcmp(from, missing[i])) {
			errno = EINVAL;
			return (iconv_t)-1;
		}
	return next(to, from);
}

static enum hk_status convert(struct hk_buf *out, const char *bytes,
			      enum hk_charset charset, size_t *replaced,
			      struct hk_error *err)
{
	struct hk_convert_result how;
	enum hk_status status =
		hk_convert_run(out, hk_span_cstr(bytes), charset,
			       hk_charset_name(charset), &how, err);

	*replaced = how.replaced;
	return status;
}

/* What the standards have is read; what Microsoft added is counted. */
static void test_standard(void **state)
{
	static const struct {
		const char *bytes;
		enum hk_charset charset;
	} rows[] = {
		{"\x8C\x8E\x82\xCC\x8E\x52\xB1\xFB\xFC", HK_CHARSET_CP932},
		{"\xB7\xEE\xA4\xCE\xBB\xB3\x8E\xB1\xFC\xE3", HK_CHARSET_EUCJP},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct hk_error err;
		struct hk_buf out;
		size_t replaced;

		hk_buf_init(&out, 100);
		assert_int_equal(convert(&out, rows[i].bytes, rows[i].charset,
					 &replaced, &err),
				 HK_OK);
		assert_memory_equal(out.data, "月の山ｱ\xEF\xBF\xBD", 15);
		assert_true(replaced > 0);
		hk_buf_release(&out);
	}
}

/* Nothing of JIS X 0213 can be read without its table: that is said. */
static void test_missing(void **state)
{
	struct hk_error err;
	struct hk_buf out;
	size_t replaced;

	(void)state;
	hk_buf_init(&out, 100);
	assert_int_equal(
		convert(&out, "\x8C\x8E", HK_CHARSET_SJIS2004, &replaced, &err),
		HK_EUSAGE);
	assert_string_equal(err.message,
			    "iconv on this system does not know "
			    "SHIFT_JISX0213: install its conversion tables");
	hk_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_standard),
		cmocka_unit_test(test_missing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
