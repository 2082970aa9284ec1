/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/slip.h"

#include <stdlib.h>
#include <string.h>

#include "text/sound.h"
#include "base/utf8.h"

/* What steps cost. All are between one half and the whole of a step, so that
 * no way round over a third letter is shorter. */
#define LIKELY	 5
#define ALIKE	 6
#define NEAR_KEY 7
#define ONE_KEY	 8
#define WHOLE	 HK_SLIP_STEP

#define HIRAGANA  0x3040
#define PROLONGED 0x30FC
#define SMALL_TSU 0x3063
#define ASCII	  0x60 /* its place among the costs that are listed */

/* ---- Letters ---- */

/* The two keys of each kana, by its byte (text/sound.h): consonant and vowel.
 */
static const char keys[HK_SOUND_PROLONGED + 1][3] = {
	"  ", "xa", " a", "xi", " i", "xu", " u", "xe", " e", "xo", " o", "ka",
	"ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa", "za", "si",
	"zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti", "di", "xt",
	"tu", "du", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha",
	"ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho",
	"bo", "po", "ma", "mi", "mu", "me", "mo", "ja", "ya", "ju", "yu", "jo",
	"yo", "ra", "ri", "ru", "re", "ro", "xw", "wa", "wi", "we", "wo", "n ",
	"vu", "xk", "xk", "  ", "  ", "  ", "  ", "  ", "- ",
};

/* Consonants of which one is the other's voiced form. */
static const char voiced[][2] = {{'k', 'g'}, {'s', 'z'}, {'t', 'd'},
				 {'h', 'b'}, {'h', 'p'}, {'b', 'p'},
				 {'b', 'v'}, {'h', 'v'}};

/* Letters of one sound, and those that look alike. */
static const struct {
	uint32_t a, b;
	unsigned cost;
} pairs[] = {
	{0x3058, 0x3062, LIKELY}, /* じ ぢ */
	{0x305A, 0x3065, LIKELY}, /* ず づ */
	{0x304A, 0x3092, LIKELY}, /* お を */
	{0x308F, 0x306F, LIKELY}, /* わ は */
	{0x3048, 0x3078, LIKELY}, /* え へ */
	{0x3044, 0x3090, LIKELY}, /* い ゐ */
	{0x3048, 0x3091, LIKELY}, /* え ゑ */
	{0x3063, 0x304F, LIKELY}, /* っ く (せんたっき) */
	{0x3063, 0x3061, LIKELY}, /* っ ち (はっけん, はちけん) */
	{0x3063, 0x304D, LIKELY}, /* っ き */
	{0x3057, 0x3064, ALIKE},  /* シ ツ */
	{0x305D, 0x3093, ALIKE},  /* ソ ン */
	{0x306C, 0x3081, ALIKE},  /* ぬ め */
	{0x308F, 0x306D, ALIKE},  /* わ ね */
	{0x3055, 0x304D, ALIKE},  /* さ き */
	{0x308B, 0x308D, ALIKE},  /* る ろ */
	{0x30FC, 0x4E00, LIKELY}, /* ー 一 */
	{0x30FC, '-', LIKELY},	  {0x4E00, '-', ALIKE},
	{0x304B, 0x529B, LIKELY}, /* カ 力 */
	{0x306B, 0x4E8C, LIKELY}, /* ニ 二 */
	{0x308D, 0x53E3, LIKELY}, /* ロ 口 */
	{0x306F, 0x516B, LIKELY}, /* ハ 八 */
	{0x3048, 0x5DE5, LIKELY}, /* エ 工 */
	{0x305F, 0x5915, LIKELY}, /* タ 夕 */
	{0x3068, 0x535C, LIKELY}, /* ト 卜 */
	{'o', '0', ALIKE},	  {'l', '1', ALIKE},
	{'i', '1', ALIKE},
};

/* What loan words have two kana for, and others one. */
static const struct {
	uint32_t two[2], one;
} loans[] = {
	{{0x3094, 0x3041}, 0x3070}, /* ヴァ バ */
	{{0x3094, 0x3043}, 0x3073}, /* ヴィ ビ */
	{{0x3094, 0x3047}, 0x3079}, /* ヴェ ベ */
	{{0x3094, 0x3049}, 0x307C}, /* ヴォ ボ */
	{{0x3075, 0x3041}, 0x306F}, /* ファ ハ */
	{{0x3075, 0x3043}, 0x3072}, /* フィ ヒ */
	{{0x3075, 0x3047}, 0x3078}, /* フェ ヘ */
	{{0x3075, 0x3049}, 0x307B}, /* フォ ホ */
	{{0x3066, 0x3043}, 0x3061}, /* ティ チ */
	{{0x3066, 0x3043}, 0x3066}, /* ティ テ */
	{{0x3067, 0x3043}, 0x3058}, /* ディ ジ */
	{{0x3067, 0x3043}, 0x3067}, /* ディ デ */
	{{0x3068, 0x3045}, 0x3064}, /* トゥ ツ */
	{{0x3068, 0x3045}, 0x3068}, /* トゥ ト */
	{{0x3069, 0x3045}, 0x3069}, /* ドゥ ド */
	{{0x3069, 0x3045}, 0x305A}, /* ドゥ ズ */
	{{0x3057, 0x3047}, 0x305B}, /* シェ セ */
	{{0x3058, 0x3047}, 0x305C}, /* ジェ ゼ */
	{{0x3046, 0x3043}, 0x3044}, /* ウィ イ */
	{{0x3046, 0x3047}, 0x3048}, /* ウェ エ */
	{{0x3046, 0x3049}, 0x304A}, /* ウォ オ */
	{{0x3061, 0x3085}, 0x3064}, /* チュ ツ */
	{{0x3057, 0x3085}, 0x3057}, /* シュ シ */
	{{0x3058, 0x3085}, 0x3058}, /* ジュ ジ */
};

static bool is_kana(uint32_t c)
{
	return (c > HIRAGANA && c <= 0x3096) || c == PROLONGED;
}

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static const char *keys_of(uint32_t kana)
{
	return keys[kana == PROLONGED ? HK_SOUND_PROLONGED : kana - HIRAGANA];
}

/* Are the keys beside each other? Places are quarters of a key. */
static bool are_neighbours(uint32_t a, uint32_t b)
{
	static const char *const rows[] = {"1234567890", "qwertyuiop",
					   "asdfghjkl", "zxcvbnm"};
	static const int indents[] = {-2, 0, 1, 3};
	int x[2] = {-100, 100}, y[2] = {0, 0};
	uint32_t c[2] = {a, b};

	if (!is_letter(a) || !is_letter(b))
		return false;
	for (int i = 0; i < 2; i++)
		for (int row = 0; row < 4; row++) {
			const char *at = strchr(rows[row], (int)c[i]);

			if (at) {
				x[i] = 4 * (int)(at - rows[row]) + indents[row];
				y[i] = row;
			}
		}
	return abs(x[0] - x[1]) <= 4 && abs(y[0] - y[1]) <= 1;
}

static bool is_small_of(uint32_t small, uint32_t large)
{
	const char *k = keys_of(small);

	if (small == 0x3095 || small == 0x3096) /* ヵ ヶ */
		return large == (small == 0x3095 ? 0x304Bu : 0x3051u);
	return large == small + 1 && (*k == 'x' || *k == 'j');
}

static bool are_voiced(const char *a, const char *b)
{
	if (a[1] != b[1])
		return false;
	for (size_t i = 0; i < sizeof(voiced) / sizeof(*voiced); i++)
		if ((voiced[i][0] == a[0] && voiced[i][1] == b[0]) ||
		    (voiced[i][0] == b[0] && voiced[i][1] == a[0]))
			return true;
	return false;
}

static unsigned kana_cost(uint32_t a, uint32_t b)
{
	const char *x = keys_of(a), *y = keys_of(b);

	if (is_small_of(a, b) || is_small_of(b, a) || are_voiced(x, y))
		return LIKELY;
	if ((a == PROLONGED && y[0] == ' ') || (b == PROLONGED && x[0] == ' '))
		return ALIKE;
	if (x[0] != y[0] && x[1] != y[1])
		return WHOLE;
	return are_neighbours((uint32_t)x[0], (uint32_t)y[0]) ||
			       are_neighbours((uint32_t)x[1], (uint32_t)y[1])
		       ? NEAR_KEY
		       : ONE_KEY;
}

unsigned hk_slip_letter(uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if ((pairs[i].a == a && pairs[i].b == b) ||
		    (pairs[i].a == b && pairs[i].b == a))
			return pairs[i].cost;
	if (is_kana(a) && is_kana(b))
		return kana_cost(a, b);
	return are_neighbours(a, b) ? NEAR_KEY : WHOLE;
}

/* Does the kana make the vowel of the one before it long? */
static bool lengthens(uint32_t before, uint32_t c)
{
	char vowel = is_kana(before) ? keys_of(before)[1] : ' ';

	switch (c) {
	case 0x3042:
		return vowel == 'a';
	case 0x3044:
		return vowel == 'i' || vowel == 'e';
	case 0x3046:
		return vowel == 'u' || vowel == 'o';
	case 0x3048:
		return vowel == 'e';
	case 0x304A:
		return vowel == 'o';
	default:
		return false;
	}
}

/* A letter that one of the words has not, behind `before` (0: none). */
static unsigned gap(uint32_t before, uint32_t c)
{
	if (c == PROLONGED || c == SMALL_TSU || lengthens(before, c))
		return LIKELY;
	if (c == before)
		return ALIKE;
	if (is_kana(c) && (keys_of(c)[0] == 'j' || keys_of(c)[0] == 'x'))
		return NEAR_KEY; /* a small one */
	return is_kana(c) ? ONE_KEY : WHOLE;
}

static unsigned swap(uint32_t a, uint32_t b)
{
	return is_kana(a) && is_kana(b) ? LIKELY
	       : a < 0x80 && b < 0x80	? ALIKE
					: ONE_KEY;
}

/* May it be the second kana of two that loan words have for one? */
static bool is_small(uint32_t c)
{
	return is_kana(c) && (keys_of(c)[0] == 'x' || keys_of(c)[0] == 'j');
}

/* `two` ends in a small one. */
static bool is_loan(const uint32_t two[2], uint32_t one)
{
	for (size_t i = 0; i < sizeof(loans) / sizeof(*loans); i++)
		if (loans[i].one == one && loans[i].two[0] == two[0] &&
		    loans[i].two[1] == two[1])
			return true;
	return false;
}

/* ---- Words ---- */

bool hk_slip_read(struct hk_slip_word *out, struct hk_str text)
{
	out->count = 0;
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;
		uint8_t kana;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || out->count == HK_SLIP_MAX)
			return false;
		kana = hk_sound_code(c);
		out->letters[out->count++] =
			!kana ? c
			: kana == HK_SOUND_PROLONGED
				? PROLONGED
				: (uint32_t)HIRAGANA + kana;
	}
	return out->count > 0;
}

/* Where the costs of a letter are listed; HK_SLIP_LISTED: they are not. */
static unsigned place(uint32_t c)
{
	if (is_kana(c))
		return c == PROLONGED ? HK_SOUND_PROLONGED : c - HIRAGANA;
	return c < 0x80 ? ASCII + c : HK_SLIP_LISTED;
}

static void list_costs(struct hk_slip *s)
{
	for (unsigned i = 0; i < s->word.count; i++)
		for (uint32_t c = 0; c < HK_SLIP_LISTED; c++) {
			uint32_t letter = c >= ASCII ? c - ASCII
					  : c == HK_SOUND_PROLONGED
						  ? PROLONGED
						  : HIRAGANA + c;

			s->costs[i][c] = (uint8_t)hk_slip_letter(
				s->word.letters[i], letter);
		}
}

void hk_slip_begin(struct hk_slip *out, const struct hk_slip_word *word,
		   unsigned limit)
{
	out->word = *word;
	/* A letter more or less costs half a step, at least. */
	out->band = limit / LIKELY;
	list_costs(out);
	out->rows[0][0] = out->least[0] = 0;
	for (unsigned i = 0; i < word->count; i++) {
		uint32_t c = word->letters[i];

		out->gaps[i] = (uint8_t)gap(i ? word->letters[i - 1] : 0, c);
		out->small[i] = i && is_small(c);
		out->rows[0][i + 1] =
			(uint16_t)(out->rows[0][i] + out->gaps[i]);
	}
}

static unsigned lesser(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The steps that take two letters of one word or of both; `small`: the last
 * letter of the other one may be half of a loan's. */
static unsigned take_two(const struct hk_slip *s, unsigned at, unsigned i,
			 bool small, unsigned best)
{
	const uint32_t *word = s->word.letters + i, *other = s->other + at;

	if (at && i && word[-1] == other[0] && word[0] == other[-1] &&
	    word[0] != word[-1])
		best = lesser(best,
			      s->rows[at - 1][i - 1] + swap(word[0], word[-1]));
	if (small && is_loan(other - 1, word[0]))
		best = lesser(best, s->rows[at - 1][i] + LIKELY);
	if (s->small[i] && is_loan(word - 1, other[0]))
		best = lesser(best, s->rows[at][i - 1] + LIKELY);
	return best;
}

unsigned hk_slip_push(struct hk_slip *s, unsigned at, uint32_t letter)
{
	const uint16_t *last = s->rows[at];
	uint16_t *row = s->rows[at + 1];
	unsigned extra = gap(at ? s->other[at - 1] : 0, letter);
	unsigned least = HK_SLIP_FAR, listed = place(letter);
	unsigned begin = at + 1 > s->band ? at + 1 - s->band : 0;
	unsigned end = lesser(at + 1 + s->band, s->word.count);
	bool small = at && is_small(letter);

	s->other[at] = letter;
	if (begin) {
		/* Beside the band nothing is near. */
		row[lesser(begin, s->word.count + 1) - 1] = HK_SLIP_FAR;
	} else {
		row[0] = (uint16_t)(last[0] + extra);
		least = row[0];
		begin = 1;
	}
	for (unsigned i = begin - 1; i < end; i++) {
		uint32_t c = s->word.letters[i];
		unsigned best = last[i] + (listed < HK_SLIP_LISTED
						   ? s->costs[i][listed]
						   : hk_slip_letter(c, letter));

		best = lesser(best, last[i + 1] + extra);
		best = lesser(best, row[i] + s->gaps[i]);
		row[i + 1] = (uint16_t)take_two(s, at, i, small, best);
		least = lesser(least, row[i + 1]);
	}
	if (end < s->word.count)
		row[end + 1] = HK_SLIP_FAR;
	s->least[at + 1] = (uint16_t)least;
	/* A step of two letters goes on from the row before. */
	return lesser(least, s->least[at] + LIKELY);
}

unsigned hk_slip_get(const struct hk_slip *slip, unsigned count)
{
	unsigned own = slip->word.count;

	return (count > own ? count - own : own - count) > slip->band
		       ? HK_SLIP_FAR
		       : slip->rows[count][own];
}

unsigned hk_slip_from(struct hk_slip *slip, const struct hk_slip_word *other,
		      unsigned limit)
{
	for (unsigned i = 0; i < other->count; i++)
		if (hk_slip_push(slip, i, other->letters[i]) > limit)
			return limit + 1;
	return hk_slip_get(slip, other->count);
}

unsigned hk_slip_distance(struct hk_str a, struct hk_str b)
{
	struct hk_slip_word x, y;
	struct hk_slip slip;
	unsigned distance;

	if (hk_span_same(a, b))
		return 0;
	if (!hk_slip_read(&x, a) || !hk_slip_read(&y, b))
		return HK_SLIP_FAR;
	hk_slip_begin(&slip, &x, HK_SLIP_FAR);
	distance = hk_slip_from(&slip, &y, HK_SLIP_FAR);
	/* The same kana, of the other kind. */
	return distance ? distance : 1;
}

unsigned hk_slip_limit(unsigned count)
{
	if (count <= 2)
		return ONE_KEY;
	return count < 6 ? WHOLE : count < 10 ? WHOLE + LIKELY : 2 * WHOLE;
}
