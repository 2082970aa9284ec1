/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/likely.h"

#include "text/char.h"
#include "base/utf8.h"

/* Kinds of characters, by their neighbours. */
enum kind {
	ALPHA, /* Latin letters, digits, signs */
	BLANK,
	HIRAGANA,
	KATAKANA,
	KANJI,
	MARK,	/* 。、「」 and the like */
	FULL,	/* full-width letters and digits */
	NARROW, /* half-width katakana */
	FOREIGN,
	OTHER,
	KINDS
};

/* The cost of a character of one kind after one of another. Here and below,
 * costs are in quarters of a bit. */
static const uint8_t step[KINDS][KINDS] = {
	/* to: A   S   H   K   J   P   F   N   Y   O */
	{1, 10, 22, 24, 22, 22, 28, 52, 28, 32}, /* from ALPHA */
	{5, 6, 16, 16, 12, 14, 20, 48, 22, 20},	 /* BLANK */
	{22, 20, 4, 17, 8, 13, 28, 40, 48, 36},	 /* HIRAGANA */
	{24, 20, 13, 2, 16, 15, 28, 40, 48, 36}, /* KATAKANA */
	{24, 20, 5, 24, 6, 14, 24, 44, 48, 36},	 /* KANJI */
	{16, 8, 10, 12, 7, 12, 20, 32, 40, 28},	 /* MARK */
	{24, 16, 14, 20, 12, 14, 4, 40, 48, 32}, /* FULL */
	{20, 16, 24, 28, 26, 20, 28, 1, 40, 36}, /* NARROW */
	{20, 10, 48, 48, 44, 40, 48, 40, 1, 32}, /* FOREIGN */
	{20, 10, 20, 20, 18, 20, 24, 36, 28, 4}, /* OTHER */
};

/* At most, for the same character once more: a sign, as in a rule of dashes;
 * any other. */
#define AGAIN_SIGN 6
#define AGAIN	   32
/* Penalty for a voiced mark after a half-width kana that cannot be voiced. */
#define MISPLACED 48
/* How much less it costs to begin a word with letters of the language. */
#define AT_HOME 10
/* Penalty for one character of a kind that does not occur singly there. */
#define ALONE 40
/* Half-width kana after a blank: such texts have blanks between words. */
#define NARROW_AGAIN 12
/* Penalty for a second accented letter in a row. */
#define ACCENTS 20
/* A byte in an unknown encoding, and characters that the table lacks. */
#define UNKNOWN_BYTE 26
#define BEYOND	     84 /* past U+FFFF */
#define EMOJI	     48

struct range {
	uint16_t first, last;
	uint8_t cost;
};

/* Costs by code point; later ranges override earlier ones. */
static const struct range ranges[] = {
	{0x0000, 0xFFFF, 80}, {0x0000, 0x001F, 56}, /* controls */
	{0x0008, 0x0008, 40}, /* struck over, as in manuals */
	{0x0009, 0x000A, 4},  {0x000C, 0x000D, 8},
	{0x001B, 0x001B, 40}, {0x0020, 0x0020, 4},
	{0x0021, 0x007E, 28}, {'0', '9', 24},
	{'A', 'Z', 26},	      {'a', 'z', 17},
	{0x007F, 0x007F, 56}, {0x0080, 0x009F, 72},
	{0x00A0, 0x00BF, 48}, {0x00C0, 0x00FF, 30},
	{0x0100, 0x017F, 40}, {0x0300, 0x036F, 60},
	{0x0391, 0x03C9, 40}, /* Greek */
	{0x0400, 0x045F, 40}, /* Cyrillic */
	{0x2010, 0x203B, 34}, {0x2018, 0x2019, 30},
	{0x201C, 0x201D, 26}, {0x2026, 0x2026, 22},
	{0x203B, 0x203B, 28}, {0x2100, 0x218F, 48},
	{0x2160, 0x217F, 38}, {0x2190, 0x22FF, 38},
	{0x2460, 0x24FF, 32}, {0x2500, 0x257F, 34},
	{0x25A0, 0x266F, 34}, {0x3000, 0x303F, 44},
	{0x3000, 0x3000, 14}, {0x3001, 0x3002, 6},
	{0x3005, 0x3005, 28}, /* the repetition mark */
	{0x3006, 0x3007, 44}, {0x3008, 0x300B, 30},
	{0x300C, 0x300D, 14}, {0x300E, 0x3011, 26},
	{0x3041, 0x3096, 27}, {0x3099, 0x309A, 16},
	{0x309B, 0x309C, 48}, {0x309D, 0x309E, 40},
	{0x30A1, 0x30FA, 26}, {0x30FB, 0x30FB, 20},
	{0x30FD, 0x30FF, 44}, {0x3200, 0x33FF, 42},
	{0x3400, 0x4DBF, 80}, {0x4E00, 0x9FFF, 70},
	{0xAC00, 0xD7A3, 64}, {0xE000, 0xF8FF, 88},
	{0xF900, 0xFA2D, 64}, {0xFE0F, 0xFE0F, 48},
	{0xFEFF, 0xFEFF, 48}, {0xFF01, 0xFF5E, 34},
	{0xFF01, 0xFF01, 24}, {0xFF08, 0xFF09, 18},
	{0xFF0C, 0xFF0C, 30}, {0xFF10, 0xFF19, 18},
	{0xFF1F, 0xFF1F, 24}, {0xFF21, 0xFF3A, 26},
	{0xFF41, 0xFF5A, 28}, {0xFF5E, 0xFF5E, 26},
	{0xFF61, 0xFF65, 24}, {0xFF66, 0xFF9F, 24},
	{0xFFE0, 0xFFE6, 48}, {0xFFFD, 0xFFFD, 72},
};

/* Letters of the scripts with encodings of one byte a letter. */
static const struct range alphabets[] = {
	{0x00A0, 0x00BF, 40}, {0x00AB, 0x00AB, 26}, {0x00BB, 0x00BB, 26},
	{0x00C0, 0x00FF, 26}, {0x0100, 0x017F, 30}, {0x0391, 0x03A9, 32},
	{0x03AC, 0x03CE, 20}, {0x0400, 0x042F, 32}, {0x0430, 0x045F, 24},
	{0x05D0, 0x05EA, 20}, {0x0621, 0x064A, 20}, {0x0E01, 0x0E5B, 23},
};

/* Kana, which Chinese and Korean encodings have, but texts seldom use. */
static const struct range strangers[] = {
	{0x3041, 0x3096, 64},
	{0x30A1, 0x30FF, 64},
};

static void set_ranges(struct hk_likely *likely, const struct range *list,
		       size_t count)
{
	for (size_t i = 0; i < count; i++)
		memset(likely->cost + list[i].first, list[i].cost,
		       (size_t)(list[i].last - list[i].first) + 1);
}

void hk_likely_set(struct hk_likely *likely, struct hk_str text, unsigned cost)
{
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		at += n ? n : 1;
		if (c <= 0xFFFF && likely->cost[c] > cost)
			likely->cost[c] = (uint8_t)cost;
	}
}

static void set_each(struct hk_likely *likely,
		     const struct hk_likely_common *common)
{
	struct hk_str text = hk_span_cstr(common->text);
	uint32_t c;

	for (size_t at = 0; at < text.len;) {
		at += hk_utf8_decode(text.data + at, text.len - at, &c);
		likely->cost[c & 0xFFFF] = common->cost;
	}
}

void hk_likely_init(struct hk_likely *likely, enum hk_likely_language language)
{
	const struct hk_likely_common *list = hk_likely_table[language];

	likely->at_home = 0;
	if (language == HK_LIKELY_KOREAN || language == HK_LIKELY_ALPHABET)
		likely->at_home = AT_HOME;
	set_ranges(likely, ranges, sizeof(ranges) / sizeof(*ranges));
	if (language == HK_LIKELY_ALPHABET)
		set_ranges(likely, alphabets,
			   sizeof(alphabets) / sizeof(*alphabets));
	if (language != HK_LIKELY_JAPANESE && language != HK_LIKELY_ALPHABET)
		set_ranges(likely, strangers,
			   sizeof(strangers) / sizeof(*strangers));
	for (; list->text; list++)
		set_each(likely, list);
}

static enum kind kind_of_symbol(uint32_t c)
{
	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return BLANK;
	if (c < 0x80 || (c >= 0xC0 && c <= 0x17F))
		return ALPHA;
	if ((c >= 0x370 && c < 0x2000) || hk_char_hangul(c))
		return FOREIGN;
	if (c == 0x3000)
		return MARK;
	if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
	    (c >= 0xFF41 && c <= 0xFF5A))
		return FULL;
	if (c >= 0xFF61 && c <= 0xFF9F)
		return NARROW;
	if ((c >= 0x3001 && c <= 0x303F) || c == 0x30FB ||
	    (c >= 0xFF01 && c <= 0xFF60) || c == 0x2026 || c == 0x2015)
		return MARK;
	return OTHER;
}

static enum kind kind_of(uint32_t c)
{
	if (hk_char_hiragana(c))
		return HIRAGANA;
	if (hk_char_katakana(c))
		return KATAKANA;
	if (hk_char_han(c))
		return KANJI;
	return kind_of_symbol(c);
}

/* May a half-width kana be followed by a voiced mark? */
static bool has_voice(uint32_t c)
{
	return c == 0xFF73 || (c >= 0xFF76 && c <= 0xFF84) ||
	       (c >= 0xFF8A && c <= 0xFF8E);
}

static bool is_accented(uint32_t c)
{
	return c >= 0xC0 && c <= 0x17F;
}

/* Is it a sign that rules and leaders are made of? */
static bool is_rule(uint32_t c)
{
	return (c >= 0x2500 && c <= 0x25FF) || c == 0x2015 || c == 0x2026 ||
	       c == 0xFF0D || c == 0xFF1D || c == '-' || c == '=' || c == '*';
}

static unsigned cost_of(const struct hk_likely *likely, uint32_t c,
			uint32_t last)
{
	unsigned cost = c > 0xFFFF ? BEYOND : likely->cost[c];

	if (c >= 0x1F000 && c < 0x20000)
		return EMOJI;
	if ((c == 0xFF9E || c == 0xFF9F) && !has_voice(last))
		return cost + MISPLACED;
	/* Nor does a word begin with ｰ or a small kana. */
	if (c >= 0xFF65 && c <= 0xFF70 && last < 0x80 && c != 0xFF66)
		return cost + MISPLACED / 2;
	if (is_accented(c) && is_accented(last))
		return cost + ACCENTS;
	if (c == last && c != HK_UTF8_REPLACEMENT && !hk_char_han(c)) {
		unsigned again = is_rule(c) ? AGAIN_SIGN : AGAIN;

		return cost < again ? cost : again;
	}
	return cost;
}

/* Is it one half-width kana among other kinds, or one kanji inside a word of
 * letters? That is more likely an accented letter. */
static bool is_misfit(enum kind kind, enum kind next, uint32_t before)
{
	if (kind == NARROW)
		return true;
	return kind == KANJI && (next == ALPHA || next == BLANK) &&
	       before >= 'a' && before <= 'z';
}

static unsigned step_of(enum kind kind, enum kind next, enum kind word)
{
	if (kind == BLANK && next == NARROW && word == NARROW)
		return NARROW_AGAIN;
	return step[kind][next];
}

static bool is_control(uint32_t c)
{
	return c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1B;
}

void hk_likely_add(const struct hk_likely *likely, struct hk_str text,
		   struct hk_likely_text *sum)
{
	enum kind kind = BLANK;
	enum kind word = BLANK; /* the kind before the blanks */
	uint32_t last = ' ';
	uint32_t before = ' '; /* of the run of one kind */
	size_t run = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t c;
		enum kind next;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		at += n ? n : 1;
		next = kind_of(c);
		sum->cost +=
			step_of(kind, next, word) + cost_of(likely, c, last);
		if (next != BLANK)
			word = next;
		if (next != kind) {
			if (run == 1 && is_misfit(kind, next, before))
				sum->cost += ALONE;
			before = last;
			run = 0;
		}
		run++;
		if (next == FOREIGN && kind != FOREIGN)
			sum->cost -= likely->at_home;
		sum->words += c >= 0x80 && last < 0x80;
		sum->hiragana += next == HIRAGANA;
		sum->wide += c >= 0x80;
		sum->broken += c == HK_UTF8_REPLACEMENT;
		sum->controls += is_control(c);
		sum->chars++;
		kind = next;
		last = c;
	}
}

void hk_likely_add_unknown(const struct hk_likely *likely, struct hk_str bytes,
			   struct hk_likely_text *sum)
{
	enum kind kind = BLANK;
	uint32_t last = ' ';

	for (size_t at = 0; at < bytes.len; at++) {
		unsigned char c = (unsigned char)bytes.data[at];
		enum kind next = c < 0x80 ? kind_of(c) : FOREIGN;

		sum->cost +=
			step[kind][next] +
			(c < 0x80 ? cost_of(likely, c, last) : UNKNOWN_BYTE);
		sum->wide += c >= 0x80;
		sum->controls += is_control(c);
		sum->chars++;
		kind = next;
		last = c;
	}
}
