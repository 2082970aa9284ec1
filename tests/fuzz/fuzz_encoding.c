/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes in any encoding become valid UTF-8, or nothing. The first byte
 * chooses: found out, or one of those that are known. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "encoding/convert.h"
#include "encoding/encoding.h"
#include "base/utf8.h"

/* No sequence becomes more than this. */
#define GROWTH 3

static size_t count(struct hk_str text, char byte)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.data[i] == byte;
	return n;
}

/* Where line ends are bytes, each of them is in the text. */
static void check_lines(struct hk_str bytes, struct hk_str text,
			struct hk_str name)
{
	if (hk_span_starts(name, "utf-16") || hk_span_starts(name, "utf-32"))
		return;
	FUZZ_HOLDS(count(bytes, '\n') == count(text, '\n'));
	FUZZ_HOLDS(count(bytes, '\r') == count(text, '\r'));
}

static void decode(struct hk_str bytes, struct hk_str name)
{
	struct hk_encoding_result result;
	struct hk_error err = {0};
	struct hk_buf text;
	enum hk_status status;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	status = hk_encoding_decode(&text, bytes, name, &result, &err);
	FUZZ_HOLDS(status == HK_OK || status == HK_EENCODING ||
		   (status == HK_ENOTTEXT && !name.len));
	if (status) {
		FUZZ_HOLDS(err.message[0] && !text.len);
	} else {
		FUZZ_HOLDS(hk_utf8_valid(hk_buf_str(&text)));
		FUZZ_HOLDS(text.len <= bytes.len * GROWTH);
		FUZZ_HOLDS(result.replaced * 3 <= text.len);
		FUZZ_HOLDS(result.confidence <= 100 && result.name.len);
		check_lines(bytes, hk_buf_str(&text), result.name);
		if (hk_convert_valid(bytes) == bytes.len &&
		    hk_span_same(name, hk_span_cstr("utf-8")))
			FUZZ_HOLDS(!result.replaced);
	}
	hk_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
		"",
		"utf-8",
		"utf-16le",
		"utf-16be",
		"cp932",
		"euc-jp",
		"iso-2022-jp",
		"utf-16",
		"shift_jis-2004",
		"euc-jis-2004",
		"utf-32le",
	};
	struct hk_str bytes;

	if (!size)
		return 0;
	bytes = hk_span_str((const char *)data + 1, size - 1);
	decode(bytes,
	       hk_span_cstr(names[data[0] % (sizeof(names) / sizeof(*names))]));
	return 0;
}
