/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sure.h"

#include "text/char.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/variants.h"

/* Katakana that folding neither changes nor makes. */
static bool is_stable(uint32_t c)
{
	static const uint32_t made[] = {
		0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, /* アイウエオ */
		0x30AB, 0x30B1, 0x30B8, 0x30BA,		/* カケジズ */
		0x30D0, 0x30D3, 0x30D6, 0x30D9, 0x30DC, /* バビブベボ */
		0x30EF,					/* ワ */
	};
	char text[4], folded[HK_FOLD_MAX];
	size_t len;

	if (!hk_char_katakana(c) || c == 0x30FC)
		return false;
	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
		if (made[i] == c)
			return false;
	return !hk_fold_word(hk_span_str(text, hk_utf8_encode(text, c)), folded,
			     &len);
}

/* The longest run of the word's characters that every spelling of it has. */
static struct hk_str stable_run(struct hk_str word)
{
	struct hk_str best = {NULL, 0}, run = {word.data, 0};

	for (size_t at = 0, n; at < word.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		if (!n)
			return hk_span_str(NULL, 0);
		if (is_stable(c)) {
			run.len += n;
			if (run.len > best.len)
				best = run;
		} else {
			run = hk_span_str(word.data + at + n, 0);
		}
	}
	return best;
}

/* May the kanji stand there in another form? */
static bool has_forms(uint32_t c)
{
	return hk_variants_kanji(c) != c || hk_variants_in_use(c);
}

struct hk_str hk_sure_part(const struct hk_unit *unit, bool own_lemmas)
{
	struct hk_str word = unit->lemma;
	bool all = unit->cls <= HK_MORPH_SUFFIX;
	uint32_t first, c, last = 0;
	struct hk_str common;
	size_t len = hk_utf8_decode(word.data, word.len, &first);

	if (unit->part_count || unit->cls == HK_MORPH_NUMBER)
		return hk_span_str(NULL, 0);
	if (unit->cls == HK_MORPH_WORD || (word.data[0] & 0x80) == 0)
		return word;
	if (!own_lemmas || hk_variants_word(&common, unit->fold))
		return hk_span_str(NULL, 0);
	if (hk_char_katakana(first))
		return stable_run(word);
	if (!hk_char_han(first))
		return hk_span_str(NULL, 0);
	/* 々 and a kanji twice are one when folded, and so are old and new. */
	if (has_forms(first))
		return hk_span_str(NULL, 0);
	for (size_t at = 0, n; at < word.len && all; at += n, last = c) {
		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		all = n && c != last && hk_char_han(c) && !has_forms(c) &&
		      !(c >= 0x3005 && c <= 0x3007);
	}
	return all ? word : hk_span_str(word.data, len);
}
