/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sound.h"

#include "text/kana.h"
#include "base/utf8.h"

#define HIRAGANA 0x3040 /* less than the code points by their bytes */
#define KATAKANA 0x30A0
#define LAST	 0x56 /* ゖ */

/* Bytes of kana that rules speak of. */
enum {
	A = 0x02,
	I = 0x04,
	U = 0x06,
	E = 0x08,
	O = 0x0A,
	JI = 0x18,
	DI = 0x22,
	DU = 0x25,
	ZU = 0x1A,
};

/* The vowel of each kana from ぁ on; ん and っ have none. */
static const char vowels[] = "aaiiuueeoo"      /* ぁ-お */
			     "aaiiuueeoo"      /* か-ご */
			     "aaiiuueeoo"      /* さ-ぞ */
			     "aaii-uueeoo"     /* た-ど */
			     "aiueo"	       /* な-の */
			     "aaaiiiuuueeeooo" /* は-ぽ */
			     "aiueo"	       /* ま-も */
			     "aauuoo"	       /* ゃ-よ */
			     "aiueo"	       /* ら-ろ */
			     "aaieo-uae";      /* ゎ-ゖ */

uint8_t hk_sound_code(uint32_t c)
{
	if (c == HK_KANA_PROLONGED)
		return HK_SOUND_PROLONGED;
	if (c > HIRAGANA && c <= HIRAGANA + LAST)
		return (uint8_t)(c - HIRAGANA);
	return c > KATAKANA && c <= KATAKANA + LAST ? (uint8_t)(c - KATAKANA)
						    : 0;
}

uint8_t hk_sound_vowel(uint8_t kana)
{
	if (!kana || kana > LAST)
		return 0;
	switch (vowels[kana - 1]) {
	case 'a':
		return A;
	case 'i':
		return I;
	case 'u':
		return U;
	case 'e':
		return E;
	case 'o':
		return O;
	default:
		return 0;
	}
}

bool hk_sound_add(struct hk_sound *sound, uint8_t kana, uint8_t odds)
{
	struct hk_sound_step *step = &sound->steps[sound->count];

	if (sound->count == HK_SOUND_MAX)
		return false;
	sound->count++;
	step->ways[0] = (struct hk_sound_way){kana, odds};
	step->count = 1;
	step->begins = false;
	return true;
}

void hk_sound_or(struct hk_sound *sound, uint8_t kana, uint8_t odds)
{
	struct hk_sound_step *step = &sound->steps[sound->count - 1];

	for (size_t i = 0; i < step->count; i++)
		if (step->ways[i].kana == kana)
			return;
	if (step->count < HK_SOUND_WAYS)
		step->ways[step->count++] = (struct hk_sound_way){kana, odds};
}

void hk_sound_or_vowel(struct hk_sound *sound, uint8_t kana, uint8_t odds)
{
	uint8_t vowel = hk_sound_vowel(kana);

	if (vowel == O)
		hk_sound_or(sound, U, odds);
	if (vowel == E)
		hk_sound_or(sound, I, odds);
	if (vowel)
		hk_sound_or(sound, vowel, odds);
}

/* Does `kana` only make the vowel of the one before it long? */
static bool is_long(uint8_t before, uint8_t kana)
{
	uint8_t vowel = hk_sound_vowel(before);

	return vowel && (kana == vowel || (vowel == O && kana == U) ||
			 (vowel == E && kana == I));
}

bool hk_sound_kana(struct hk_sound *out, struct hk_str text)
{
	uint8_t before = 0;

	out->count = 0;
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;
		uint8_t kana;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		kana = n ? hk_sound_code(c) : 0;
		if (!kana || !hk_sound_add(out, kana, 0))
			return false;
		if (kana == HK_SOUND_PROLONGED)
			hk_sound_or_vowel(out, before, 1);
		else if (is_long(before, kana))
			hk_sound_or(out, HK_SOUND_PROLONGED, 1);
		if (kana == JI || kana == DI)
			hk_sound_or(out, kana == JI ? DI : JI, 1);
		if (kana == ZU || kana == DU)
			hk_sound_or(out, kana == ZU ? DU : ZU, 1);
		before = kana;
	}
	return out->count > 0;
}

size_t hk_sound_text(char out[HK_SOUND_BYTES], const struct hk_sound *sound,
		     bool katakana)
{
	size_t len = 0;

	for (size_t i = 0; i < sound->count; i++) {
		uint32_t c = sound->steps[i].ways[0].kana;
		char bytes[HK_UTF8_MAX];
		size_t n;

		if (!c)
			continue;
		c = c == HK_SOUND_PROLONGED
			    ? HK_KANA_PROLONGED
			    : (katakana ? KATAKANA : HIRAGANA) + c;
		n = hk_utf8_encode(bytes, c);
		memcpy(out + len, bytes, n);
		len += n;
	}
	return len;
}

bool hk_sound_admits(const struct hk_sound *sound, struct hk_str kana)
{
	/* The steps at which what was read so far may end. */
	bool now[HK_SOUND_MAX + 1] = {true}, next[HK_SOUND_MAX + 1];
	size_t at = 0, n = 0;

	for (;; at += n) {
		uint32_t c = 0;
		uint8_t code;

		for (size_t i = 0; i < sound->count; i++)
			for (size_t k = 0; now[i] && k < sound->steps[i].count;
			     k++)
				if (!sound->steps[i].ways[k].kana)
					now[i + 1] = true;
		if (at == kana.len)
			return now[sound->count];
		n = hk_utf8_decode(kana.data + at, kana.len - at, &c);
		code = n ? hk_sound_code(c) : 0;
		if (!code)
			return false;
		memset(next, 0, sizeof(next));
		for (size_t i = 0; i < sound->count; i++)
			for (size_t k = 0; now[i] && k < sound->steps[i].count;
			     k++)
				if (sound->steps[i].ways[k].kana == code)
					next[i + 1] = true;
		memcpy(now, next, sizeof(now));
	}
}
