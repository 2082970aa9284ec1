/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/aozora/accent.h"

#include <stdint.h>

#include "base/utf8.h"

/* Letters before a sign and what they become: compositions of Unicode (the
 * sign's combining mark behind the letter, in NFC) and letters with a stroke.
 */
struct row {
	char sign;
	const char *letters;
	const char *composed[24];
};

static const struct row rows[] = {
	{'`',
	 "AEIOUNaeioun",
	 {"À", "È", "Ì", "Ò", "Ù", "Ǹ", "à", "è", "ì", "ò", "ù", "ǹ"}},
	{'\'',
	 "AEIOUYCLNRSZaeiouyclnrsz",
	 {"Á", "É", "Í", "Ó", "Ú", "Ý", "Ć", "Ĺ", "Ń", "Ŕ", "Ś", "Ź",
	  "á", "é", "í", "ó", "ú", "ý", "ć", "ĺ", "ń", "ŕ", "ś", "ź"}},
	{'^',
	 "AEIOUCGHJSWYaeioucghjswy",
	 {"Â", "Ê", "Î", "Ô", "Û", "Ĉ", "Ĝ", "Ĥ", "Ĵ", "Ŝ", "Ŵ", "Ŷ",
	  "â", "ê", "î", "ô", "û", "ĉ", "ĝ", "ĥ", "ĵ", "ŝ", "ŵ", "ŷ"}},
	{'~',
	 "AEINOUaeinou",
	 {"Ã", "Ẽ", "Ĩ", "Ñ", "Õ", "Ũ", "ã", "ẽ", "ĩ", "ñ", "õ", "ũ"}},
	{':',
	 "AEIOUYaeiouy",
	 {"Ä", "Ë", "Ï", "Ö", "Ü", "Ÿ", "ä", "ë", "ï", "ö", "ü", "ÿ"}},
	{'&', "AUaus", {"Å", "Ů", "å", "ů", "ß"}},
	{',',
	 "CGKLNRSTcgklnrst",
	 {"Ç", "Ģ", "Ķ", "Ļ", "Ņ", "Ŗ", "Ş", "Ţ", "ç", "ģ", "ķ", "ļ", "ņ", "ŗ",
	  "ş", "ţ"}},
	{'/', "DHLOTdhlot", {"Đ", "Ħ", "Ł", "Ø", "Ŧ", "đ", "ħ", "ł", "ø", "ŧ"}},
	{'_',
	 "AEIOUYaeiouy",
	 {"Ā", "Ē", "Ī", "Ō", "Ū", "Ȳ", "ā", "ē", "ī", "ō", "ū", "ȳ"}},
	{'@', "!?", {"¡", "¿"}},
};
#define ROWS (sizeof(rows) / sizeof(*rows))

static const char *const joined[][2] = {
	{"AE&", "Æ"},
	{"ae&", "æ"},
	{"OE&", "Œ"},
	{"oe&", "œ"},
};

static char at_byte(struct hk_str text, size_t at)
{
	return at < text.len ? text.data[at] : '\0';
}

static bool is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (unsigned char)c >= 0x80;
}

static bool is_vowel(char c)
{
	return c && strchr("aeiouyhAEIOUYH", c);
}

/* Does the apostrophe after text[at] stand for letters left out, or is it for
 * another reason not an accent? */
static bool is_apostrophe(struct hk_str text, size_t at)
{
	char letter = text.data[at], after = at_byte(text, at + 2);
	char before = at ? text.data[at - 1] : '\0';

	if (strchr("uU", letter) && strchr("qQ", before) && before)
		return is_vowel(after); /* qu'on */
	if (is_vowel(letter))
		return false;
	if (!is_letter(before))
		return is_vowel(after); /* l'air, c'est */
	return strchr("nN", letter) && after && strchr("tT", after) &&
	       !is_letter(at_byte(text, at + 3)); /* don't */
}

size_t hk_accent_at(struct hk_str text, size_t at, const char **to)
{
	char letter = at_byte(text, at), sign = at_byte(text, at + 1);

	for (size_t i = 0; i < sizeof(joined) / sizeof(*joined); i++)
		if (text.len - at >= 3 &&
		    !memcmp(text.data + at, joined[i][0], 3)) {
			*to = joined[i][1];
			return 3;
		}
	for (size_t i = 0; i < ROWS && letter; i++) {
		const char *found = strchr(rows[i].letters, letter);

		if (rows[i].sign != sign || !found)
			continue;
		if (sign == '\'' && is_apostrophe(text, at))
			return 0;
		/* Before a blank it is punctuation. */
		if ((sign == ',' || sign == ':') &&
		    (at_byte(text, at + 2) == ' ' ||
		     (sign == ',' && !is_letter(at_byte(text, at + 2)))))
			return 0;
		*to = rows[i].composed[found - rows[i].letters];
		return 2;
	}
	return 0;
}

/* Latin letters, their punctuation, and what begins a note on a character. */
static bool may_stand(uint32_t c)
{
	return (c >= 0x20 && c < 0x250 && c != 0x7F) ||
	       (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c <= 0x2044);
}

/* The length in bytes of a note on a character, ※［＃…］, that begins there, or
 * 0. */
static size_t note_at(struct hk_str rest)
{
	size_t at = strlen("※［＃");

	if (!hk_span_starts(rest, "※［＃"))
		return 0;
	while (at < rest.len) {
		struct hk_str here = hk_span_str(rest.data + at, rest.len - at);

		if (hk_span_starts(here, "］"))
			return at + strlen("］");
		if (hk_span_starts(here, "〔") || hk_span_starts(here, "※"))
			return 0;
		at++;
	}
	return 0;
}

size_t hk_accent_group(struct hk_str line, size_t begin)
{
	bool accented = false;
	size_t at = begin, n;
	const char *to;
	uint32_t c;

	while (at < line.len) {
		struct hk_str rest = hk_span_str(line.data + at, line.len - at);

		if (hk_span_starts(rest, "〕"))
			return accented ? at : 0;
		n = hk_accent_at(line, at, &to);
		accented = accented || n;
		if (!n)
			n = note_at(rest);
		if (!n) {
			n = hk_utf8_decode(rest.data, rest.len, &c);
			if (!n || !may_stand(c))
				return 0;
		}
		at += n;
	}
	return 0;
}
