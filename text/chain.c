/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/chain.h"

#include "text/char.h"
#include "text/number.h"
#include "base/utf8.h"

/* Words of a chain at most. */
#define WORDS_MAX    4
#define KATAKANA_LEN 3 /* bytes of a letter of katakana, and of ・ */
#define MIDDLE_DOT   0x30FB
/* Bytes of a chain of letters at most, with its signs. */
#define LETTERS_MAX 30

static struct hk_str span_text(struct hk_str text, struct hk_span span)
{
	return hk_span_str(text.data + span.begin, span.end - span.begin);
}

/* ---- Katakana ---- */

/* The number of morphemes from one word of a chain to the next; 0: the chain
 * ends here. */
static size_t katakana_step(struct hk_str text, const struct hk_morpheme *m,
			    size_t left)
{
	size_t gap;

	if (left < 2)
		return 0;
	gap = m[1].span.begin - m[0].span.end;
	if (gap == 1 && text.data[m[0].span.end] == ' ')
		return 1;
	/* ・ is a morpheme of its own. */
	if (left > 2 && !gap && m[1].span.end == m[2].span.begin &&
	    m[1].span.end - m[1].span.begin == 3 &&
	    !memcmp(text.data + m[1].span.begin, "\xE3\x83\xBB", 3))
		return 2;
	return 0;
}

/* Append a morpheme of katakana to a chain; a ・ inside it is left out. Returns
 * how many words it has, 0 for other morphemes. */
static size_t add_link(char joined[HK_FOLD_MAX], size_t *len,
		       struct hk_str link)
{
	size_t words = 1;

	for (size_t at = 0; at < link.len; at += KATAKANA_LEN) {
		uint32_t c;

		if (hk_utf8_decode(link.data + at, link.len - at, &c) !=
			    KATAKANA_LEN ||
		    *len + KATAKANA_LEN > HK_FOLD_MAX)
			return 0;
		if (c == MIDDLE_DOT && at && at + KATAKANA_LEN < link.len) {
			words++;
			continue;
		}
		if (!hk_char_katakana(c))
			return 0;
		memcpy(joined + *len, link.data + at, KATAKANA_LEN);
		*len += KATAKANA_LEN;
	}
	return words;
}

static size_t find_katakana(char out[HK_FOLD_MAX], size_t *len,
			    struct hk_str text, const struct hk_morpheme *m,
			    size_t count)
{
	char joined[HK_FOLD_MAX];
	size_t end = 0, at = 0, step, words = 0;

	*len = 0;
	do {
		size_t before = *len;
		size_t more =
			add_link(joined, len, span_text(text, m[at].span));

		if (!more) {
			*len = before;
			break;
		}
		words += more;
		end = at + 1;
		step = katakana_step(text, m + at, count - at);
		at += step;
	} while (words < WORDS_MAX && step);
	if (words < 2)
		return 0;
	if (!hk_fold_word(hk_span_str(joined, *len), out, len))
		memcpy(out, joined, *len);
	return end;
}

/* ---- Letters ---- */

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What is known of a row of words with one sign between each two. */
struct row {
	size_t words, morphemes;
	size_t singles; /* words of one letter */
	size_t numbers; /* words of digits alone */
	bool letters;	/* does the first word have a letter? */
	struct hk_span span;
	struct hk_str last;
};

/* Add a word to the row; false if it is not one of letters and digits. */
static bool add_word(struct row *row, struct hk_str text,
		     const struct hk_morpheme *m)
{
	struct hk_str word = span_text(text, m->span);
	size_t letters = 0;

	for (size_t i = 0; i < word.len; i++) {
		if (!is_letter(word.data[i]) && !is_digit(word.data[i]))
			return false;
		letters += is_letter(word.data[i]);
	}
	if (!row->words)
		row->letters = letters > 0;
	row->words++;
	row->singles += word.len == 1 && letters;
	row->numbers += !letters;
	row->span.end = m->span.end;
	row->last = word;
	return true;
}

/* Does the word stand for a site, a program or a language behind a dot? */
static bool is_suffix(struct hk_str word)
{
	static const char *const suffixes[] = {"js", "ts", "net", "io", "ai"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (hk_span_same(word, hk_span_cstr(suffixes[i])))
			return true;
	return false;
}

/* Does the row say the same without its signs? */
static bool is_word(const struct row *row, char sign)
{
	if (row->words < 2 || row->span.end - row->span.begin > LETTERS_MAX)
		return false;
	if (sign == '.')
		return row->singles == row->words ||
		       (row->words == 2 && row->letters &&
			is_suffix(row->last));
	if (sign == '&')
		return !row->numbers;
	/* covid-19, but not 2024-07-03; and a-z is a range. */
	return row->singles < row->words && row->numbers < row->words &&
	       (row->letters || row->words == 2);
}

/* May a word begin behind, or end before, this byte? */
static bool is_outside(char c)
{
	return !strchr("-./@:_&=+~\\?%#", c);
}

static size_t find_letters(char out[HK_FOLD_MAX], size_t *len,
			   struct hk_str text, const struct hk_morpheme *m,
			   size_t count)
{
	struct row row = {.span = m->span};
	size_t begin = m->span.begin, end = m->span.end, at = 0;
	char sign = end < text.len ? text.data[end] : 0, joined[LETTERS_MAX];

	if ((sign != '-' && sign != '.' && sign != '&') ||
	    (begin && !is_outside(text.data[begin - 1])) ||
	    !add_word(&row, text, m))
		return 0;
	while (at + 2 < count && m[at + 1].span.begin == end &&
	       text.data[end] == sign && m[at + 2].span.begin == end + 1 &&
	       add_word(&row, text, &m[at + 2])) {
		at += 2;
		end = m[at].span.end;
		if (row.words > WORDS_MAX)
			return 0;
	}
	if (!is_word(&row, sign) ||
	    (end < text.len && !is_outside(text.data[end]) &&
	     (text.data[end] != '.' ||
	      (end + 1 < text.len && (is_letter(text.data[end + 1]) ||
				      is_digit(text.data[end + 1]))))))
		return 0;
	*len = 0;
	for (size_t i = begin; i < end; i++)
		if (text.data[i] != sign)
			joined[(*len)++] = text.data[i];
	if (!hk_fold_word(hk_span_str(joined, *len), out, len))
		memcpy(out, joined, *len);
	return at + 1;
}

/* ---- Numbers ---- */

static size_t find_counted(char out[HK_FOLD_MAX], size_t *len,
			   struct hk_str text, const struct hk_morpheme *list,
			   size_t count, size_t first)
{
	char value[HK_NUMBER_MAX];
	size_t n = hk_number_at(text, list, count, first, value, len);
	struct hk_str counter;

	if (!n || first + n == count ||
	    list[first + n].span.begin != list[first + n - 1].span.end)
		return 0;
	counter = span_text(text, list[first + n].span);
	if (!hk_number_counter(counter, hk_span_str(value, *len)))
		return 0;
	memcpy(out, value, *len);
	memcpy(out + *len, counter.data, counter.len);
	*len += counter.len;
	return n + 1;
}

size_t hk_chain_find(char out[HK_FOLD_MAX], size_t *len, struct hk_str text,
		     const struct hk_morpheme *list, size_t count, size_t first)
{
	const struct hk_morpheme *m = &list[first];
	char lead = text.data[m->span.begin];
	size_t n = 0;

	*len = 0;
	if (!hk_chain_may_begin(text, m))
		return 0;
	if (m->cls == HK_MORPH_NUMBER)
		n = find_counted(out, len, text, list, count, first);
	if (!n && (is_letter(lead) || is_digit(lead)))
		n = find_letters(out, len, text, m, count - first);
	else if (!n)
		n = find_katakana(out, len, text, m, count - first);
	if (!n)
		*len = 0;
	return n;
}
