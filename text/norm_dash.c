/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_dash.h"

#include "text/char.h"
#include "text/kana.h"
#include "text/norm_cluster.h"
#include "text/norm_sign.h"
#include "text/norm_space.h"
#include "base/utf8.h"

#define FULL_WIDTH 0xFF0D /* － */
#define MINUS	   0x2212 /* − */
#define EM_DASH	   0x2014
#define RULED_LINE 0x2500 /* ─ */
#define KATAKANA_N 0x30F3 /* ン */

/* Words of so many characters may have a dash between them. */
#define WORD_MIN 3

/* A letter of full-width katakana. */
static bool is_katakana(uint32_t c)
{
	return hk_kana_letter(c) && hk_char_katakana(c);
}

/* A square of katakana, or コト in one character. */
static bool is_square(uint32_t c)
{
	return (c >= 0x3300 && c <= 0x3357) || c == HK_NORM_SIGN_KOTO;
}

/* Katakana of either width, or a square or circle of them (㌔, ㋐). */
static bool becomes_katakana(uint32_t c)
{
	return is_katakana(c) || hk_kana_half(c) ||
	       (c >= 0x32D0 && c <= 0x32FE) || is_square(c);
}

/* Characters of katakana at the end of the normal form, up to WORD_MIN. */
static unsigned count_before(const struct hk_norm *norm)
{
	size_t at = norm->text.len;
	unsigned count = 0;
	uint32_t c;

	while (count < WORD_MIN && (c = hk_norm_out_before(norm, at, &at)) &&
	       (is_katakana(c) || c == HK_KANA_PROLONGED))
		count++;
	return count;
}

/* Characters of katakana that a square of them stands for (㌔: 2). */
static unsigned count_square(uint32_t c)
{
	int32_t parts[HK_NORM_OUT_PARTS];
	size_t n = hk_norm_cluster_parts(c, parts);
	unsigned count = 0;

	for (size_t i = 0; i < n; i++)
		count += !hk_kana_voicing((uint32_t)parts[i]);
	return count;
}

/* The character behind `*at`, which moves to it over what the normal form
 * leaves out. */
static uint32_t pass(const struct hk_norm_out *s, size_t *at)
{
	*at = hk_norm_space_over(s, HK_KANA_PROLONGED, *at);
	return hk_norm_out_after(s, at);
}

/* Characters of katakana in the text from `at` on, up to WORD_MIN. */
static unsigned count_after(const struct hk_norm_out *s, size_t at)
{
	unsigned count = 0;
	uint32_t c;

	while (count < WORD_MIN && at < s->len) {
		c = pass(s, &at);
		if (is_square(c))
			count += count_square(c);
		else if (becomes_katakana(c) || c == HK_KANA_PROLONGED ||
			 c == HK_KANA_HALF_PROLONGED ||
			 (count && hk_norm_sign_repeat(c) && !hk_char_han(c)))
			count++;
		else if (!hk_kana_voicing(c))
			break;
		at += hk_utf8_decode(s->text + at, s->len - at, &c);
	}
	return count < WORD_MIN ? count : WORD_MIN;
}

/* Is it シ of ション? */
static bool is_shon(const struct hk_norm_out *s, size_t at)
{
	struct hk_str rest = hk_span_str(s->text + at, s->len - at);

	return hk_span_starts(rest, "ション") || hk_span_starts(rest, "ｼｮﾝ");
}

/* Are they the ends of a row of kana, or of all of them? */
static bool is_range(uint32_t first, uint32_t last)
{
	static const char *const ranges[] = {"アン", "アワ", "アオ", "カコ",
					     "サソ", "タト", "ナノ", "ハホ",
					     "マモ", "ヤヨ", "ラロ", "ワン"};
	char both[8];
	size_t len = hk_utf8_encode(both, first);

	len += hk_utf8_encode(both + len, last);
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (hk_span_same(hk_span_str(both, len),
				 hk_span_cstr(ranges[i])))
			return true;
	return false;
}

/* Between katakana: `before`, the dash, and `after` at byte `at`. */
static bool is_inside(const struct hk_norm_out *s, uint32_t dash,
		      uint32_t before, uint32_t after, size_t at)
{
	unsigned left = count_before(s->norm), right = count_after(s, at);

	if (left == 1 && right == 1)
		return !is_range(before, hk_norm_cluster_first(after));
	return left < WORD_MIN || right < WORD_MIN || is_shon(s, at) ||
	       dash == MINUS || dash == FULL_WIDTH;
}

/* At the end of a word, before what is not katakana. */
static bool is_end(const struct hk_norm_out *s, uint32_t dash, uint32_t after)
{
	if (dash == EM_DASH || dash == RULED_LINE || hk_kana_voicing(after) ||
	    count_before(s->norm) < 2)
		return false;
	if (hk_char_han(after))
		return dash == MINUS || dash == FULL_WIDTH;
	return !after || hk_char_space(after) || hk_char_hiragana(after) ||
	       hk_char_sentence_end(after) || hk_char_closing(after) ||
	       after == 0x3001 || after == 0xFF64; /* 、 */
}

enum hk_status hk_norm_dash_put(struct hk_norm_out *s, size_t *at)
{
	const int32_t mark = HK_KANA_PROLONGED;
	size_t begin = *at, end = begin, next, ignored;
	uint32_t dash = 0, before;
	uint32_t behind, after; /* the latter over white space that goes */

	before = hk_norm_out_before(s->norm, s->norm->text.len, &ignored);
	if (!is_katakana(before) || before == KATAKANA_N ||
	    before == 0x30C3) /* ッ */
		return HK_OK;
	end += hk_utf8_decode(s->text + end, s->len - end, &dash);
	dash = hk_norm_sign_plain_dash(dash);
	behind = hk_norm_out_after(s, &end);
	next = end;
	after = pass(s, &next);
	if (becomes_katakana(after) ? !is_inside(s, dash, before, after, next)
				    : !is_end(s, dash, behind))
		return HK_OK;
	*at = end;
	return hk_norm_out_points(s, &mark, 1, begin, end, true);
}
