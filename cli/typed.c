/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/typed.h"

#include <langinfo.h>

#include "encoding/convert.h"
#include "text/char.h"
#include "base/utf8.h"

/* Append a word that is not UTF-8. */
static enum hk_status convert(struct hk_buf *out, struct hk_str word,
			      struct hk_error *err)
{
	const char *codeset = nl_langinfo(CODESET);
	enum hk_charset charset = hk_charset_named(hk_span_cstr(codeset));
	struct hk_convert_result result = {0, 0, false};

	if (charset == HK_CHARSET_UTF8 ||
	    hk_convert_run(out, word, charset, codeset, &result, NULL) ||
	    result.replaced)
		return hk_error_set(err, HK_EUSAGE,
				    "the query is neither UTF-8 nor in the "
				    "locale's encoding, %s: set LC_ALL to what "
				    "the terminal sends",
				    codeset);
	return HK_OK;
}

static bool is_blank(struct hk_str text)
{
	while (text.len) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data, text.len, &c);

		if (!n || !hk_char_space(c))
			return false;
		text = hk_span_str(text.data + n, text.len - n);
	}
	return true;
}

enum hk_status hk_typed_query(struct hk_buf *out,
			      const struct hk_opt_list *words,
			      struct hk_error *err)
{
	for (size_t i = 0; i < words->count; i++) {
		struct hk_str word = hk_span_cstr(words->items[i]);
		enum hk_status status = HK_OK;

		if (i && hk_buf_putc(out, ' '))
			return hk_error_nomem(err);
		if (!hk_utf8_valid(word))
			status = convert(out, word, err);
		else if (hk_buf_append(out, word.data, word.len))
			status = hk_error_nomem(err);
		if (status)
			return status;
	}
	if (is_blank(hk_buf_str(out)))
		return hk_error_set(err, HK_EUSAGE,
				    "no query given; usage: hiku [OPTION...] "
				    "QUERY... (--help has more)");
	return HK_OK;
}
