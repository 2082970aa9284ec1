/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/quote.h"

#include <stdbool.h>
#include <string.h>

/* Letters of any script are safe: only ASCII has signs that a shell heeds. */
static bool is_safe(const char *word)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_-+=./:,@%";

	for (const char *c = word; *c; c++)
		if ((unsigned char)*c < 0x80 && !strchr(safe, *c))
			return false;
	/* zsh looks up a word behind a = at the beginning. */
	return *word && *word != '=';
}

enum hk_status hk_quote_word(struct hk_buf *out, const char *word)
{
	enum hk_status status;

	if (is_safe(word))
		return hk_buf_puts(out, word);
	status = hk_buf_putc(out, '\'');
	for (; *word && !status; word++)
		status = *word == '\'' ? hk_buf_puts(out, "'\\''")
				       : hk_buf_putc(out, *word);
	return status ? status : hk_buf_putc(out, '\'');
}
