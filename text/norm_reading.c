/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_reading.h"

#include "base/array.h"
#include "text/char.h"
#include "text/kana.h"
#include "text/norm_sign.h"
#include "base/utf8.h"

/* Kana of one kanji at most, kanji that are counted, and kana of a reading. */
#define KANA_PER_KANJI 4
#define KANJI_MAX      8
#define KANA_MAX       32

/* The ASCII form of a bracket or bar of full width. */
static uint32_t narrow(uint32_t c)
{
	return c > 0xFF00 && c < 0xFF5F ? c - 0xFEE0 : c;
}

bool hk_norm_reading_is(uint32_t c)
{
	c = narrow(c);
	return c == '[' || c == '(' || c == '{' || c == '|';
}

/* Is it kana in the normal form: of either width, squares (㌔) and the like? */
static bool is_kana(uint32_t c)
{
	return hk_char_hiragana(c) || hk_char_katakana(c) ||
	       hk_kana_letter(c) || hk_kana_voicing(c) ||
	       c == HK_KANA_HALF_PROLONGED || (c >= 0x3031 && c <= 0x3035) ||
	       (c >= 0x32D0 && c <= 0x32FE) || (c >= 0x3300 && c <= 0x3357);
}

/* Is it a kanji there: also radicals and those in circles? */
static bool is_kanji(uint32_t c)
{
	return hk_char_han(c) || (c >= 0x2E80 && c <= 0x2FDF) ||
	       (c >= 0x3280 && c <= 0x32B0) || (c >= 0x337B && c <= 0x337F);
}

/* The character at `*at` of the text, which moves behind it; 0 at the end. */
static uint32_t next(const struct hk_norm_out *s, size_t *at)
{
	uint32_t c = hk_norm_out_after(s, at);

	if (*at < s->len)
		*at += hk_utf8_decode(s->text + *at, s->len - *at, &c);
	return c == HK_UTF8_REPLACEMENT ? 0 : c;
}

/* Kana from `*at` on up to the sign `end`, which `*at` moves behind; 0: there
 * is something else. With `bars`, | may stand between them. */
static unsigned take_kana(const struct hk_norm_out *s, size_t *at, uint32_t end,
			  bool bars)
{
	size_t to = *at;
	unsigned count = 0;
	uint32_t c;

	while (count <= KANA_MAX) {
		c = next(s, &to);
		if (is_kana(c)) {
			count++;
		} else if (narrow(c) == end) {
			*at = to;
			return count;
		} else if (!(bars && count && narrow(c) == '|')) {
			break;
		}
	}
	return 0;
}

/* Kanji at the end of the normal form, up to KANJI_MAX. */
static unsigned count_kanji(const struct hk_norm *norm)
{
	size_t at = norm->text.len;
	unsigned count = 0;

	while (count < KANJI_MAX &&
	       hk_char_han(hk_norm_out_before(norm, at, &at)))
		count++;
	return count;
}

/* Does the word of `kanji` kanji go on at `at`, behind the bracket? */
static bool goes_on(const struct hk_norm_out *s, unsigned kanji, size_t at)
{
	static const char particles[] = "はがをにのともでへやかよね";
	size_t begin = at;
	uint32_t c = next(s, &at);

	if (is_kanji(c))
		return !hk_norm_sign_repeat(c);
	return kanji == 1 && hk_char_hiragana(c) && !hk_kana_voicing(c) &&
	       !memmem(particles, sizeof(particles) - 1, s->text + begin,
		       at - begin);
}

/* {東京| at `at`, with its reading and } behind it. */
static bool is_braced(const struct hk_norm_out *s, size_t at)
{
	unsigned kanji = 0, chars = 0;
	uint32_t c;

	next(s, &at);
	while (chars++ < KANA_MAX && (c = next(s, &at))) {
		if (narrow(c) == '|')
			return kanji && take_kana(s, &at, '}', true);
		if (!is_kanji(c) && !is_kana(c))
			return false;
		kanji += is_kanji(c);
	}
	return false;
}

/* Does a { that is_braced() stand before `at`, where a | is? */
static bool in_braces(const struct hk_norm_out *s, size_t at)
{
	struct hk_str text = hk_span_str(s->text, at);
	unsigned chars = 0;

	while (at && chars++ < KANA_MAX) {
		uint32_t c = 0;

		at = hk_utf8_boundary(text, at - 1);
		hk_utf8_decode(s->text + at, s->len - at, &c);
		if (narrow(c) == '{')
			return is_braced(s, at);
		if (!is_kanji(c) && !is_kana(c))
			return false;
	}
	return false;
}

/* Note the kana from `begin` to the sign that ends at `end`. */
static enum hk_status note(struct hk_norm_out *s, size_t begin, size_t end)
{
	struct hk_norm *norm = s->norm;

	if (!HK_ARRAY_RESERVE(norm->readings, norm->reading_capacity,
			      norm->reading_count + 1))
		return HK_ENOMEM;
	end = hk_utf8_boundary(hk_span_str(s->text, end), end - 1);
	norm->readings[norm->reading_count++] = (struct hk_span){begin, end};
	return HK_OK;
}

enum hk_status hk_norm_reading_skip(struct hk_norm_out *s, size_t *at)
{
	size_t begin = *at, end;
	uint32_t sign = narrow(next(s, &begin));
	unsigned kanji, kana;

	end = begin;
	if (sign == '{') {
		if (is_braced(s, *at))
			*at = end;
		return HK_OK;
	}
	if (sign == '|') {
		kana = in_braces(s, *at) ? take_kana(s, &end, '}', true) : 0;
	} else {
		kanji = count_kanji(s->norm);
		kana = kanji ? take_kana(s, &end, sign == '[' ? ']' : ')',
					 false)
			     : 0;
		if (kana > KANA_PER_KANJI * kanji ||
		    (sign != '[' && !goes_on(s, kanji, end)))
			kana = 0;
	}
	if (kana)
		*at = end;
	return kana > 1 && !s->typed ? note(s, begin, end) : HK_OK;
}

bool hk_norm_reading_follows(const struct hk_norm_out *s, size_t at)
{
	unsigned kanji = 0, kana;
	uint32_t c;

	while (is_kanji(c = next(s, &at)) && kanji < KANJI_MAX)
		kanji++;
	kana = kanji && c == '[' ? take_kana(s, &at, ']', false) : 0;
	return kana && kana <= KANA_PER_KANJI * kanji;
}
