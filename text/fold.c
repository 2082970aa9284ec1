/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/fold.h"

#include "text/char.h"
#include "text/utf8.h"
#include "text/variants.h"

#define PROLONGED_MARK 0x30FC
#define VU	       0x30F4
#define HAN_REPEAT     0x3005
#define STEM_FLOOR     4

/* One katakana as its commoner or larger fellow. */
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

/* ヴ and the small vowel behind it, as one of バビブベボ. */
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

bool hk_fold_word(struct hk_str word, char out[HK_FOLD_MAX], size_t *len)
{
	size_t at = 0, to = 0, chars = 0, n;
	bool katakana = true;
	uint32_t c = 0, last = 0, next = 0;
	struct hk_str common;

	*len = 0;
	if (!word.len || word.len > HK_FOLD_MAX)
		return false;
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
			c = hk_variants_kanji(fold_katakana(c));
		}
		to += hk_utf8_encode(out + to, c);
		last = c;
	}
	if (katakana && chars >= STEM_FLOOR && last == PROLONGED_MARK)
		to -= 3;
	if (hk_variants_word(&common, hk_span_str(out, to))) {
		memcpy(out, common.data, common.len);
		to = common.len;
	}
	*len = to;
	return to != word.len || memcmp(out, word.data, to) != 0;
}
