/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/romaji.h"

#include "base/utf8.h"

#define KANA	  0x80 /* in the input: a kana, its byte added */
#define INPUT_MAX (3 * HK_SOUND_MAX)
#define ONSET_MAX 3
/* Kana by their bytes. */
#define U 0x06
#define O 0x0A

/* The kana of the letters before a vowel, with a, i, u, e, o. "" where there is
 * no such syllable. */
static const struct onset {
	const char *letters;
	const char *kana[5];
} onsets[] = {
	{"", {"あ", "い", "う", "え", "お"}},
	{"k", {"か", "き", "く", "け", "こ"}},
	{"ky", {"きゃ", "きぃ", "きゅ", "きぇ", "きょ"}},
	{"kw", {"くぁ", "くぃ", "く", "くぇ", "くぉ"}},
	{"g", {"が", "ぎ", "ぐ", "げ", "ご"}},
	{"gy", {"ぎゃ", "ぎぃ", "ぎゅ", "ぎぇ", "ぎょ"}},
	{"gw", {"ぐぁ", "ぐぃ", "ぐ", "ぐぇ", "ぐぉ"}},
	{"s", {"さ", "し", "す", "せ", "そ"}},
	{"sh", {"しゃ", "し", "しゅ", "しぇ", "しょ"}},
	{"sy", {"しゃ", "しぃ", "しゅ", "しぇ", "しょ"}},
	{"z", {"ざ", "じ", "ず", "ぜ", "ぞ"}},
	{"j", {"じゃ", "じ", "じゅ", "じぇ", "じょ"}},
	{"jy", {"じゃ", "じぃ", "じゅ", "じぇ", "じょ"}},
	{"zy", {"じゃ", "じぃ", "じゅ", "じぇ", "じょ"}},
	{"t", {"た", "ち", "つ", "て", "と"}},
	{"ch", {"ちゃ", "ち", "ちゅ", "ちぇ", "ちょ"}},
	{"ty", {"ちゃ", "ちぃ", "ちゅ", "ちぇ", "ちょ"}},
	{"cy", {"ちゃ", "ちぃ", "ちゅ", "ちぇ", "ちょ"}},
	{"ts", {"つぁ", "つぃ", "つ", "つぇ", "つぉ"}},
	{"th", {"てゃ", "てぃ", "てゅ", "てぇ", "てょ"}},
	{"tw", {"とぁ", "とぃ", "とぅ", "とぇ", "とぉ"}},
	{"d", {"だ", "ぢ", "づ", "で", "ど"}},
	{"dy", {"ぢゃ", "ぢぃ", "ぢゅ", "ぢぇ", "ぢょ"}},
	{"dz", {"", "ぢ", "づ", "", ""}},
	{"dh", {"でゃ", "でぃ", "でゅ", "でぇ", "でょ"}},
	{"dw", {"どぁ", "どぃ", "どぅ", "どぇ", "どぉ"}},
	{"n", {"な", "に", "ぬ", "ね", "の"}},
	{"ny", {"にゃ", "にぃ", "にゅ", "にぇ", "にょ"}},
	{"h", {"は", "ひ", "ふ", "へ", "ほ"}},
	{"hy", {"ひゃ", "ひぃ", "ひゅ", "ひぇ", "ひょ"}},
	{"f", {"ふぁ", "ふぃ", "ふ", "ふぇ", "ふぉ"}},
	{"fy", {"ふゃ", "ふぃ", "ふゅ", "ふぇ", "ふょ"}},
	{"b", {"ば", "び", "ぶ", "べ", "ぼ"}},
	{"by", {"びゃ", "びぃ", "びゅ", "びぇ", "びょ"}},
	{"p", {"ぱ", "ぴ", "ぷ", "ぺ", "ぽ"}},
	{"py", {"ぴゃ", "ぴぃ", "ぴゅ", "ぴぇ", "ぴょ"}},
	{"m", {"ま", "み", "む", "め", "も"}},
	{"my", {"みゃ", "みぃ", "みゅ", "みぇ", "みょ"}},
	{"y", {"や", "い", "ゆ", "いぇ", "よ"}},
	{"r", {"ら", "り", "る", "れ", "ろ"}},
	{"ry", {"りゃ", "りぃ", "りゅ", "りぇ", "りょ"}},
	{"w", {"わ", "うぃ", "う", "うぇ", "を"}},
	{"wh", {"うぁ", "うぃ", "う", "うぇ", "うぉ"}},
	{"v", {"ゔぁ", "ゔぃ", "ゔ", "ゔぇ", "ゔぉ"}},
	{"vy", {"ゔゃ", "ゔぃ", "ゔゅ", "ゔぇ", "ゔょ"}},
	{"x", {"ぁ", "ぃ", "ぅ", "ぇ", "ぉ"}},
	{"xy", {"ゃ", "", "ゅ", "", "ょ"}},
	{"xt", {"", "", "っ", "", ""}},
	{"xts", {"", "", "っ", "", ""}},
	{"xw", {"ゎ", "", "", "", ""}},
	{"xk", {"ゕ", "", "", "ゖ", ""}},
};

/* Vowels with a macron or a circumflex, in normal form. */
static const struct {
	uint32_t c;
	char vowel;
} long_vowels[] = {
	{0x101, 'a'}, {0x12B, 'i'}, {0x16B, 'u'}, {0x113, 'e'}, {0x14D, 'o'},
	{0xE2, 'a'},  {0xEE, 'i'},  {0xFB, 'u'},  {0xEA, 'e'},	{0xF4, 'o'},
};

struct reader {
	struct hk_sound *out;
	uint8_t in[INPUT_MAX + ONSET_MAX + 1]; /* letters, kana, ' - and
						* ^ behind a long vowel; then
						* NUL */
	size_t count, at;
	uint8_t last;  /* the kana before; 0: at the beginning */
	bool double_n; /* behind nn: its second may belong to the first only */
};

static int vowel_of(uint8_t c)
{
	static const char list[] = "aiueo";
	const char *at = c ? strchr(list, c) : NULL;

	return at ? (int)(at - list) : -1;
}

static bool is_consonant(uint8_t c)
{
	return c >= 'a' && c <= 'z' && vowel_of(c) < 0;
}

/* The letter that a hiragana vowel stands for, behind a consonant. */
static uint8_t vowel_letter(uint8_t kana)
{
	static const uint8_t list[] = {0x02, 0x04, 0x06, 0x08, 0x0A};

	for (size_t i = 0; i < sizeof(list); i++)
		if (list[i] == kana)
			return (uint8_t)("aiueo"[i]);
	return 0;
}

/* Put one character into the input. */
static bool take(struct reader *r, uint32_t c)
{
	uint8_t kana = hk_sound_code(c);
	uint8_t before = r->count ? r->in[r->count - 1] : 0;
	bool is_kana = kana && kana != HK_SOUND_PROLONGED && c < 0x30A0;

	if (r->count + 2 > INPUT_MAX)
		return false;
	if (kana == HK_SOUND_PROLONGED)
		c = '-';
	else if (is_kana)
		c = is_consonant(before) && vowel_letter(kana)
			    ? vowel_letter(kana)
			    : (uint32_t)kana | KANA;
	if (c == 0x2019)
		c = '\'';
	for (size_t i = 0; i < sizeof(long_vowels) / sizeof(*long_vowels); i++)
		if (long_vowels[i].c == c) {
			r->in[r->count++] = (uint8_t)long_vowels[i].vowel;
			c = '^';
		}
	if (c == 'l')
		c = 'x';
	r->in[r->count++] = (uint8_t)c;
	return is_kana || (c >= 'a' && c <= 'z') || c == '-' || c == '\'' ||
	       c == '^';
}

static bool add(struct reader *r, uint8_t kana)
{
	r->last = kana;
	return hk_sound_add(r->out, kana, 0);
}

/* The vowel before is long. */
static bool add_long(struct reader *r)
{
	uint8_t before = r->last, vowel = hk_sound_vowel(before);

	if (!vowel || !add(r, vowel == O ? 0x06 : vowel))
		return false;
	hk_sound_or_vowel(r->out, before, 0);
	hk_sound_or(r->out, HK_SOUND_PROLONGED, 1);
	return true;
}

/* The vowel before may be long. */
static bool add_perhaps_long(struct reader *r)
{
	if (!hk_sound_add(r->out, HK_SOUND_NOTHING, 0))
		return false;
	hk_sound_or_vowel(r->out, r->last, 2);
	hk_sound_or(r->out, HK_SOUND_PROLONGED, 2);
	return true;
}

/* A vowel by itself, behind another one, may only make that one long. */
static void or_prolonged(struct reader *r, uint8_t before)
{
	uint8_t vowel = hk_sound_vowel(before), kana = r->last;

	if (!vowel || (kana != vowel && !(vowel == O && kana == 0x06) &&
		       !(vowel == 0x08 && kana == 0x04)))
		return;
	hk_sound_or(r->out, HK_SOUND_PROLONGED, 1);
	hk_sound_or_vowel(r->out, before, 1);
}

/* Other kana of the same sound; and what loan words have (ti: ティ). */
static bool add_others(struct reader *r, const char *letters, uint8_t before)
{
	static const struct {
		uint8_t kana, other, odds;
	} same[] = {
		{0x18, 0x22, 1},			 /* じ ぢ */
		{0x22, 0x18, 1}, {0x1A, 0x25, 1},	 /* ず づ */
		{0x25, 0x1A, 1}, {0x4F, 0x6F - 0x40, 2}, /* わ は */
		{0x52, 0x0A, 1},			 /* を お */
	};
	uint8_t kana = r->last;

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		if (same[i].kana == kana)
			hk_sound_or(r->out, same[i].other, same[i].odds);
	if (!*letters) {
		or_prolonged(r, before);
		if (kana == 0x0A)
			hk_sound_or(r->out, 0x52, 2);
	}
	if ((!strcmp(letters, "t") && kana == 0x21) ||
	    (!strcmp(letters, "d") && kana == 0x22)) {
		hk_sound_or(r->out, kana == 0x21 ? 0x66 - 0x40 : 0x67 - 0x40,
			    1);
		if (!hk_sound_add(r->out, HK_SOUND_NOTHING, 0))
			return false;
		hk_sound_or(r->out, 0x03, 1);
	}
	return true;
}

/* nyu: にゅ, but also んゆ; with nn before it, ゆ. */
static void or_large(struct reader *r, const char *letters)
{
	struct hk_sound_step *step = &r->out->steps[r->out->count - 2];
	uint8_t large = (uint8_t)(r->last + 1);

	if (strcmp(letters, "ny") != 0 || !hk_sound_vowel(large))
		return;
	if (r->double_n) {
		step->ways[step->count++] = (struct hk_sound_way){large, 1};
		hk_sound_or(r->out, HK_SOUND_NOTHING, 1);
	} else {
		step->ways[step->count++] = (struct hk_sound_way){0x53, 1};
		hk_sound_or(r->out, large, 1);
	}
}

/* Add the kana of a syllable. */
static bool add_syllable(struct reader *r, const struct onset *onset, int vowel)
{
	const char *kana = onset->kana[vowel];
	uint8_t before = r->last;
	size_t len = strlen(kana);

	for (size_t at = 0, n; at < len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(kana + at, len - at, &c);
		if (!add(r, hk_sound_code(c)))
			return false;
		if (at) {
			or_large(r, onset->letters);
			continue;
		}
		if (!add_others(r, onset->letters, before))
			return false;
		/* nna: な, or あ behind what an input method takes for ん. */
		if (r->double_n && onset->letters[0] == 'n' &&
		    !onset->letters[1])
			hk_sound_or(r->out, hk_sound_vowel(r->last), 2);
	}
	r->double_n = false;
	return len > 0;
}

/* How long the vowel behind which the reader stands is. */
static bool add_length(struct reader *r)
{
	uint8_t next = r->in[r->at], after = next ? r->in[r->at + 1] : 0;
	uint8_t vowel = hk_sound_vowel(r->last);

	if (next == '^') {
		r->at++;
		return add_long(r);
	}
	/* Satoh, Ohno. */
	if (next == 'h' && vowel == O && after != 'y' && vowel_of(after) < 0 &&
	    after != '\'') {
		r->at++;
		return add_long(r);
	}
	if (next == '-' || !vowel)
		return true;
	/* chuo: ちゅうお. */
	if (vowel_of(next) >= 0 && ((vowel != U && vowel != O) || next == 'u' ||
				    (next == 'o' && vowel == O)))
		return true;
	return add_perhaps_long(r);
}

static bool read_syllable(struct reader *r)
{
	size_t len = 0;
	int vowel;

	while (len < ONSET_MAX && is_consonant(r->in[r->at + len]))
		len++;
	vowel = vowel_of(r->in[r->at + len]);
	for (size_t i = 0; vowel >= 0 && i < sizeof(onsets) / sizeof(*onsets);
	     i++)
		if (strlen(onsets[i].letters) == len &&
		    !memcmp(onsets[i].letters, r->in + r->at, len)) {
			r->at += len + 1;
			return add_syllable(r, &onsets[i], vowel) &&
			       add_length(r);
		}
	return false;
}

/* ん: n, nn, n', and m before b, m and p. False: it is none. */
static bool is_n(struct reader *r)
{
	uint8_t c = r->in[r->at], next = r->in[r->at + 1];
	uint8_t after = next ? r->in[r->at + 2] : 0;

	if (c == 'm' && (next == 'b' || next == 'm' || next == 'p')) {
		r->at++;
		return true;
	}
	if (c != 'n' || next == 'y' || vowel_of(next) >= 0)
		return false;
	r->double_n = next == 'n' && (after == 'y' || vowel_of(after) >= 0);
	r->at += (next == 'n' && !r->double_n) || next == '\'' || next == '-'
			 ? 2
			 : 1;
	return true;
}

static bool is_double(const struct reader *r)
{
	uint8_t c = r->in[r->at], next = r->in[r->at + 1];

	return is_consonant(c) && c != 'n' &&
	       (c == next ||
		(c == 't' && next == 'c' && r->in[r->at + 2] == 'h'));
}

static bool read_next(struct reader *r)
{
	uint8_t c = r->in[r->at];

	if (c & KANA) {
		r->at++;
		return add(r, c & 0x7F);
	}
	if (c == '-') {
		uint8_t before = r->last;

		r->at++;
		if (!hk_sound_vowel(before) || !add(r, HK_SOUND_PROLONGED))
			return false;
		hk_sound_or_vowel(r->out, before, 1);
		return true;
	}
	if (is_n(r))
		return add(r, 0x53);
	if (is_double(r)) {
		r->at++;
		return add(r, 0x23);
	}
	return read_syllable(r);
}

bool hk_romaji_read(struct hk_sound *out, struct hk_str text)
{
	struct reader r = {.out = out};
	bool letters = false;

	out->count = 0;
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || !take(&r, c))
			return false;
		letters = letters || c < 0x250;
	}
	memset(r.in + r.count, 0, ONSET_MAX + 1);
	while (r.at < r.count)
		if (!read_next(&r))
			return false;
	return letters && out->count;
}
