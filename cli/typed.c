/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/typed.h"

#include <langinfo.h>
#include <locale.h>

#include "cli/ask.h"
#include "base/utf8.h"

/* Append a word that is not UTF-8. */
static enum hk_status convert(struct hk_buf *out, struct hk_str word,
			      struct hk_error *err)
{
	struct hiku_error why;
	const char *codeset;

	/* Here, and not at the start: it opens files, and what is typed is
	 * nearly always UTF-8. */
	setlocale(LC_CTYPE, "");
	codeset = nl_langinfo(CODESET);
	switch (hiku_text_decode(word.data, word.len, codeset, hk_buf_collect,
				 out, &why)) {
	case HIKU_OK:
		return HK_OK;
	case HIKU_EENCODING:
		return hk_error_set(err, HK_EUSAGE,
				    "the query is neither UTF-8 nor in the "
				    "locale's encoding, %s: set LC_ALL to what "
				    "the terminal sends",
				    codeset);
	default:
		return hk_error_nomem(err);
	}
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
	if (hiku_text_is_blank(out->data, out->len))
		return hk_error_set(err, HK_EUSAGE,
				    "no query given; usage: hiku [OPTION...] "
				    "QUERY... (--help has more)");
	return HK_OK;
}
