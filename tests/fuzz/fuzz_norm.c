/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The normal form: valid, mapped into the text, and stable. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "text/norm.h"
#include "text/norm_reading.h"
#include "text/norm_sign.h"
#include "base/utf8.h"

/* Bytes that one character came from, if it is taken in pieces, at least. */
#define MANY_MARKS 32

/* Every byte leads back into the text, and in the text itself never behind the
 * one before it. */
static void check_map(const struct hk_norm *norm, size_t size)
{
	struct hk_span all = {0, norm->body}, last = {0, 0};

	for (size_t at = 0; at < norm->text.len; at++) {
		struct hk_span one = {at, at + 1};

		one = hk_norm_source(norm, one);
		FUZZ_HOLDS(one.begin < one.end && one.end <= size);
		if (at >= norm->body)
			continue;
		FUZZ_HOLDS(one.begin >= last.begin && one.end >= last.end);
		last = one;
	}
	FUZZ_HOLDS(hk_norm_source(norm, all).end == last.end);
}

/* U+1100 to U+11FF. */
static bool is_jamo(uint32_t c)
{
	return c >= 0x1100 && c <= 0x11FF;
}

static bool has(struct hk_str text, bool is(uint32_t c))
{
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c = 0;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		n = n ? n : 1;
		if (is(c))
			return true;
	}
	return false;
}

/* May a second time change the text? Lines may be joined, and are judged as
 * one then; so may one without the readings that are in it, and with what 〳〵
 * repeats; jamo that were none before may meet, and a character of very many
 * marks is taken in pieces. */
static bool may_change(const struct hk_norm *norm, struct hk_str source)
{
	struct hk_str text = hk_buf_str(&norm->text);

	for (size_t i = 0; i < norm->run_count; i++)
		if (norm->runs[i].whole &&
		    norm->runs[i].source_len >= MANY_MARKS)
			return true;
	return text.len &&
	       (has(source, hk_norm_reading_is) ||
		has(source, hk_norm_sign_kunoji) ||
		memchr(source.data, '\n', source.len) ||
		memchr(text.data, '\n', text.len) || has(text, is_jamo));
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
	once.text.len = once.body;
	FUZZ_HOLDS(hk_norm_run(&twice, hk_buf_str(&once.text)) == HK_OK);
	twice.text.len = twice.body;
	if (!may_change(&once, text))
		FUZZ_HOLDS(hk_span_same(hk_buf_str(&once.text),
					hk_buf_str(&twice.text)));
	hk_norm_release(&twice);
	hk_norm_release(&once);
	return 0;
}
