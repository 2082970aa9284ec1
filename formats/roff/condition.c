/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Conditions of roff, as they hold for a terminal: groff(7). */

#include "formats/roff/language.h"

struct hk_str hk_roff_blanks(struct hk_str text)
{
	while (text.len && (*text.data == ' ' || *text.data == '\t'))
		text = hk_span_from(text, 1);
	return text;
}

/* The word that the text begins with, which is taken off. */
struct hk_str hk_roff_word(struct hk_str *text)
{
	struct hk_str word;
	size_t n = 0;

	*text = hk_roff_blanks(*text);
	while (n < text->len && text->data[n] != ' ' && text->data[n] != '\t')
		n++;
	word = hk_span_str(text->data, n);
	*text = hk_span_from(*text, n);
	return word;
}

/* 'a'b': are they the same? */
static bool same_strings(struct hk_roff *roff, struct hk_str *rest)
{
	struct hk_str quote = hk_span_str(rest->data, 1), sides[2];
	struct hk_buf *line = &roff->args;
	size_t middle;

	*rest = hk_span_from(*rest, 1);
	for (int i = 0; i < 2; i++) {
		const char *end = memchr(rest->data, *quote.data, rest->len);

		if (!end)
			return false;
		sides[i] = hk_span_str(rest->data, (size_t)(end - rest->data));
		*rest = hk_span_from(*rest, sides[i].len + 1);
	}
	hk_buf_reset(line);
	if (hk_roff_expand(roff, line, sides[0]))
		return false;
	middle = line->len;
	if (hk_roff_expand(roff, line, sides[1]))
		return false;
	return line->len == 2 * middle &&
	       (!middle || !memcmp(line->data, line->data + middle, middle));
}

/* Does the condition hold that `*rest` begins with? It is taken off. */
bool hk_roff_condition(struct hk_roff *roff, struct hk_str *rest)
{
	bool negated = false, held;
	struct hk_str word;

	*rest = hk_roff_blanks(*rest);
	while (rest->len && (*rest->data == '!' || *rest->data == ' ')) {
		negated = negated != (*rest->data == '!');
		*rest = hk_span_from(*rest, 1);
	}
	if (!rest->len)
		return false;
	if (strchr("notevc", *rest->data) && *rest->data) {
		held = *rest->data == 'n' || *rest->data == 'o' ||
		       *rest->data == 'c';
		*rest = hk_span_from(*rest, 1);
		return held != negated;
	}
	if (*rest->data == '\'' || *rest->data == '"')
		return same_strings(roff, rest) != negated;
	word = hk_roff_word(rest);
	if (hk_span_same(word, hk_span_cstr("d")) ||
	    hk_span_same(word, hk_span_cstr("r")))
		held = hk_roff_defined(roff, hk_roff_word(rest));
	else /* that this is groff is all we know of registers */
		held = hk_span_starts(word, "\\n(.g") ||
		       hk_span_starts(word, "\\n[.g]") ||
		       hk_span_same(word, hk_span_cstr("1"));
	return held != negated;
}
