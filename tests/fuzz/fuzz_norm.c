/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The normal form: valid, mapped into the text, and stable. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "text/norm.h"
#include "text/utf8.h"

/* Every byte leads back into the text, and never behind the one before it. */
static void check_map(const struct hk_norm *norm, size_t size)
{
	struct hk_span all = {0, norm->text.len}, last = {0, 0};

	for (size_t at = 0; at < norm->text.len; at++) {
		struct hk_span one = {at, at + 1};

		one = hk_norm_source(norm, one);
		FUZZ_HOLDS(one.begin < one.end && one.end <= size);
		FUZZ_HOLDS(one.begin >= last.begin && one.end >= last.end);
		last = one;
	}
	FUZZ_HOLDS(hk_norm_source(norm, all).end == last.end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_norm once, twice;
	struct hk_str text = hk_span_str((const char *)data, size);

	hk_norm_init(&once);
	hk_norm_init(&twice);
	FUZZ_HOLDS(hk_norm_run(&once, text) == HK_OK);
	FUZZ_HOLDS(hk_utf8_valid(hk_buf_str(&once.text)));
	check_map(&once, size);
	FUZZ_HOLDS(hk_norm_run(&twice, hk_buf_str(&once.text)) == HK_OK);
	/* The second time a line end may be joined. */
	if (once.text.len && !memchr(once.text.data, '\n', once.text.len))
		FUZZ_HOLDS(hk_span_same(hk_buf_str(&once.text),
					hk_buf_str(&twice.text)));
	hk_norm_release(&twice);
	hk_norm_release(&once);
	return 0;
}
