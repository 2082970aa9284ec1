/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/typed.h"

#include <langinfo.h>

#include "cli/ask.h"

/* Append a word as UTF-8. */
static enum hk_status convert(struct hk_buf *out, const char *word,
			      struct hk_error *err)
{
	const char *codeset = nl_langinfo(CODESET);
	struct hiku_error why;

	switch (hiku_text_decode(word, strlen(word), codeset, hk_ask_collect,
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
		enum hk_status status;

		if (i && hk_buf_putc(out, ' '))
			return hk_error_nomem(err);
		status = convert(out, words->items[i], err);
		if (status)
			return status;
	}
	if (hiku_text_is_blank(out->data, out->len))
		return hk_error_set(err, HK_EUSAGE,
				    "no query given; usage: hiku [OPTION...] "
				    "QUERY... (--help has more)");
	return HK_OK;
}
