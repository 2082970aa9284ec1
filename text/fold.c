/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/fold.h"

#include <utf8proc.h>

#include "text/char.h"
#include "text/number.h"
#include "base/utf8.h"
#include "text/variants.h"

#define PROLONGED_MARK 0x30FC
#define VU	       0x30F4
#define HAN_REPEAT     0x3005
#define STEM_FLOOR     4 /* characters of a word that loses its last ー */

/* A katakana as the more common or the larger one of a pair. */
static uint32_t fold_katakana(uint32_t c)
{
	switch (c) {
	case 0x30A1: /* ァ */
	case 0x30A3: /* ィ */
	case 0x30A5: /* ゥ */
	case 0x30A7: /* ェ */
	case 0x30A9: /* ォ */
	case 0x30EE: /* ヮ */
		return c + 1;
	case 0x30F0: /* ヰ */
		return 0x30A4;
	case 0x30F1: /* ヱ */
		return 0x30A8;
	case 0x30F2: /* ヲ */
		return 0x30AA;
	case 0x30F5: /* ヵ */
		return 0x30AB;
	case 0x30F6: /* ヶ */
		return 0x30B1;
	case 0x30C2: /* ヂ */
		return 0x30B8;
	case 0x30C5: /* ヅ */
		return 0x30BA;
	default:
		return c;
	}
}

/* ヴ and the small vowel after it, as one of バビベボ; 0 for anything else. */
static uint32_t fold_vu(uint32_t vowel)
{
	switch (vowel) {
	case 0x30A1:
		return 0x30D0;
	case 0x30A3:
		return 0x30D3;
	case 0x30A7:
		return 0x30D9;
	case 0x30A9:
		return 0x30DC;
	default:
		return 0;
	}
}

/* An accented Latin letter without its accent (é: e); others unchanged. */
static uint32_t fold_latin(uint32_t c)
{
	utf8proc_int32_t parts[4];

	if (c < 0xC0 || c > 0x1EFF || (c > 0x24F && c < 0x1E00))
		return c;
	if (utf8proc_decompose_char((utf8proc_int32_t)c, parts, 4,
				    UTF8PROC_DECOMPOSE, NULL) < 2)
		return c;
	return parts[0] < 0x80 ? (uint32_t)parts[0] : c;
}

bool hk_fold_swap(struct hk_str word, char out[HK_FOLD_MAX], size_t *len)
{
	bool hiragana = false, katakana = false;
	size_t n, chars = 0;

	*len = 0;
	if (word.len > HK_FOLD_MAX)
		return false;
	for (size_t at = 0; at < word.len; at += n, chars++) {
		uint32_t c;

		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		if (n && c >= 0x3041 && c <= 0x3096) {
			hiragana = true;
			c += 0x60;
		} else if (n && c >= 0x30A1 && c <= 0x30F6) {
			katakana = true;
			c -= 0x60;
		} else if (!n || c != PROLONGED_MARK) {
			return false;
		}
		*len += hk_utf8_encode(out + *len, c);
	}
	return hiragana != katakana && chars >= 2;
}

/* Is it one of ヤユヨツ? Their small forms come just before them in Unicode. */
static bool has_small(uint32_t c)
{
	return c == 0x30E4 || c == 0x30E6 || c == 0x30E8 || c == 0x30C4;
}

/* May the small form stand there: ャ after キシチニヒミリギジビピ, ッ inside a
 * word? */
static bool can_be_small(uint32_t c, uint32_t before, bool last)
{
	static const uint32_t row[] = {0x30AD, 0x30B7, 0x30C1, 0x30CB,
				       0x30D2, 0x30DF, 0x30EA, 0x30AE,
				       0x30B8, 0x30D3, 0x30D4};

	if (c == 0x30C4)
		return before && !last;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		if (has_small(c) && row[i] == before)
			return true;
	return false;
}

bool hk_fold_resize(struct hk_str word, char out[HK_FOLD_MAX], size_t *len)
{
	uint32_t c = 0, before = 0;
	bool small = false, changed = false;
	size_t n;

	*len = 0;
	if (word.len > HK_FOLD_MAX)
		return false;
	for (size_t at = 0; at < word.len; at += n) {
		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		if (!n || !hk_char_katakana(c))
			return false;
		small = small || has_small(c + 1);
	}
	for (size_t at = 0; at < word.len; at += n, before = c) {
		uint32_t to;

		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		to = c;
		if (small && has_small(c + 1))
			to = c + 1;
		else if (!small && can_be_small(c, before, at + n == word.len))
			to = c - 1;
		changed = changed || to != c;
		*len += hk_utf8_encode(out + *len, to);
	}
	return changed;
}

static bool is_han(const char *text)
{
	uint32_t c;

	return hk_utf8_decode(text, 3, &c) == 3 && hk_char_han(c);
}

/* Is it one of those that fold_ke() may change? */
static bool may_be_ke(uint32_t c)
{
	return c == 0x304B || c == 0x304C || c == 0x30AB || c == 0x7B87;
}

/* Is it ケ, か, カ or 箇, as in 三ケ月? (ヶ has become ケ already.) */
static bool is_counter(uint32_t c)
{
	return c == 0x30B1 || c == 0x304B || c == 0x30AB || c == 0x7B87;
}

/*
 * Write ケ for か, カ and 箇 before kanji, as in counters (か月, カ所, 箇条),
 * and for が between the kanji of a word (霞が関). In place: all of these take
 * three bytes.
 */
static void fold_ke(char *text, size_t len)
{
	bool kanji = true; /* all but the first character */
	uint32_t first = 0, c;

	for (size_t at = 0; at + 3 <= len; at += 3) {
		if (hk_utf8_decode(text + at, 3, &c) != 3)
			return;
		if (at == 0)
			first = c;
		else if (c == 0x304C && at + 3 < len && is_han(text + at - 3) &&
			 is_han(text + at + 3))
			memcpy(text + at, "ケ", 3);
		else if (!hk_char_han(c))
			kanji = false;
	}
	if (kanji && len > 3 && len % 3 == 0 && is_counter(first))
		memcpy(text, "ケ", 3);
}

/* Native numerals for things, which are words in the dictionary. */
static void fold_count(char out[HK_FOLD_MAX], size_t *len)
{
	static const char last[] = "つ";
	static const char *const kana[] = {"ひとつ", "ふたつ", "みっつ",
					   "よっつ", "いつつ", "むっつ",
					   "ななつ", "やっつ", "ここのつ"};
	static const char *const kanji[] = {"一つ", "二つ", "三つ",
					    "四つ", "五つ", "六つ",
					    "七つ", "八つ", "九つ"};

	if (*len > strlen("ここのつ") || *len < strlen("ひとつ") ||
	    memcmp(out + *len - strlen(last), last, strlen(last)) != 0)
		return;
	for (size_t i = 0; i < sizeof(kana) / sizeof(*kana); i++)
		if (*len == strlen(kana[i]) && !memcmp(out, kana[i], *len)) {
			*len = strlen(kanji[i]);
			memcpy(out, kanji[i], *len);
			return;
		}
}

/* The common spelling of a word in the table, where the word may be as it is
 * or, of kana, in the other ones. */
static bool find_common(struct hk_str *common, struct hk_str word, bool kana)
{
	char other[HK_FOLD_MAX];
	size_t len;

	return hk_variants_word(common, word) ||
	       (kana && hk_fold_swap(word, other, &len) &&
		hk_variants_word(common, hk_span_str(other, len)));
}

/* Is it a word of hiragana and kanji none of which fold_letters() would change?
 * Most are. `*kana`: it has no kanji. */
static bool has_common_letters(struct hk_str word, bool *kana)
{
	*kana = true;
	for (size_t at = 0; at < word.len; at += 3) {
		uint32_t c;

		if (hk_utf8_decode(word.data + at, word.len - at, &c) != 3 ||
		    may_be_ke(c))
			return false;
		if (hk_char_hiragana(c))
			continue;
		if (c < 0x4E00 || c > 0x9FFF || hk_variants_kanji(c) != c)
			return false;
		*kana = false;
	}
	return true;
}

/* Fold a word letter by letter. False if it is not UTF-8. */
static bool fold_letters(struct hk_str word, char out[HK_FOLD_MAX], size_t *len,
			 bool *kana)
{
	size_t at = 0, to = 0, chars = 0, n;
	bool katakana = true, ke = false;
	uint32_t c = 0, last = 0, next = 0;

	*kana = true;
	for (; at < word.len; at += n, chars++) {
		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		if (!n)
			return false;
		katakana = katakana && hk_char_katakana(c);
		if (c == VU) {
			size_t more = hk_utf8_decode(word.data + at + n,
						     word.len - at - n, &next);
			c = more ? fold_vu(next) : 0;
			if (c)
				n += more;
			else
				c = 0x30D6; /* ブ */
		} else if (c == HAN_REPEAT && hk_char_han(last)) {
			c = last;
		} else {
			c = hk_variants_kanji(fold_katakana(fold_latin(c)));
		}
		to += hk_utf8_encode(out + to, c);
		*kana = *kana && (hk_char_hiragana(c) || hk_char_katakana(c));
		ke = ke || may_be_ke(c);
		last = c;
	}
	if (katakana && chars >= STEM_FLOOR && last == PROLONGED_MARK)
		to -= 3;
	if (ke)
		fold_ke(out, to);
	*len = to;
	return true;
}

bool hk_fold_word(struct hk_str word, char out[HK_FOLD_MAX], size_t *len)
{
	char counted[HK_NUMBER_MAX];
	struct hk_str common;
	size_t to = word.len, n;
	bool kana;

	*len = 0;
	if (!word.len || word.len > HK_FOLD_MAX)
		return false;
	if (has_common_letters(word, &kana))
		memcpy(out, word.data, word.len);
	else if (!fold_letters(word, out, &to, &kana))
		return false;
	if (kana)
		fold_count(out, &to);
	if (find_common(&common, hk_span_str(out, to), kana)) {
		memcpy(out, common.data, common.len);
		to = common.len;
	}
	if (hk_number_counted(hk_span_str(out, to), counted, &n)) {
		memcpy(out, counted, n);
		to = n;
	}
	*len = to;
	return to != word.len || memcmp(out, word.data, to) != 0;
}

bool hk_fold_nominal(struct hk_str surface, char out[HK_FOLD_MAX], size_t *len)
{
	struct hk_str common, word = surface;
	size_t kanji = 0, n;
	uint32_t c = 0;

	for (size_t at = 0; at < surface.len; at += n ? n : 1) {
		n = hk_utf8_decode(surface.data + at, surface.len - at, &c);
		kanji += n && hk_char_han(c);
	}
	if (kanji < 2 || !hk_char_hiragana(c))
		return false;
	if (hk_fold_word(surface, out, len))
		word = hk_span_str(out, *len);
	if (!hk_variants_word(&common, word))
		return false;
	memmove(out, common.data, common.len);
	*len = common.len;
	return true;
}
