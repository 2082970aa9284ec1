/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Special characters of roff: groff_char(7). */

#include "formats/roff/language.h"

#include <stdint.h>

#include "formats/aozora/accent.h"
#include "base/utf8.h"

static const char *const names[][2] = {
	{"bu", "•"},  {"co", "©"},	  {"rg", "®"},	 {"tm", "™"},
	{"aq", "'"},  {"dq", "\""},	  {"lq", "“"},	 {"rq", "”"},
	{"oq", "‘"},  {"cq", "’"},	  {"bq", "‚"},	 {"Bq", "„"},
	{"Fo", "«"},  {"Fc", "»"},	  {"fo", "‹"},	 {"fc", "›"},
	{"em", "—"},  {"en", "–"},	  {"hy", "-"},	 {"mi", "-"},
	{"rs", "\\"}, {"sl", "/"},	  {"ha", "^"},	 {"ti", "~"},
	{"ga", "`"},  {"aa", "´"},	  {"at", "@"},	 {"sh", "#"},
	{"Do", "$"},  {"ct", "¢"},	  {"Po", "£"},	 {"Ye", "¥"},
	{"Eu", "€"},  {"eu", "€"},	  {"Cs", "¤"},	 {"pd", "∂"},
	{"de", "°"},  {"fm", "′"},	  {"sd", "″"},	 {"mc", "µ"},
	{"sc", "§"},  {"ps", "¶"},	  {"dg", "†"},	 {"dd", "‡"},
	{"r!", "¡"},  {"r?", "¿"},	  {"Of", "ª"},	 {"Om", "º"},
	{"S1", "¹"},  {"S2", "²"},	  {"S3", "³"},	 {"12", "½"},
	{"14", "¼"},  {"34", "¾"},	  {"no", "¬"},	 {"or", "|"},
	{"ba", "|"},  {"bb", "¦"},	  {"br", "│"},	 {"bv", "│"},
	{"ul", "_"},  {"ru", "_"},	  {"rn", "‾"},	 {"ci", "○"},
	{"sq", "□"},  {"OK", "✓"},	  {"lh", "☜"},	 {"rh", "☞"},
	{"CR", "↵"},  {"<-", "←"},	  {"->", "→"},	 {"<>", "↔"},
	{"ua", "↑"},  {"da", "↓"},	  {"va", "↕"},	 {"lA", "⇐"},
	{"rA", "⇒"},  {"hA", "⇔"},	  {"uA", "⇑"},	 {"dA", "⇓"},
	{"pl", "+"},  {"+-", "±"},	  {"-+", "∓"},	 {"mu", "×"},
	{"di", "÷"},  {"eq", "="},	  {"==", "≡"},	 {"!=", "≠"},
	{"ne", "≢"},  {"<=", "≤"},	  {">=", "≥"},	 {"<<", "≪"},
	{">>", "≫"},  {"~~", "≈"},	  {"~=", "≅"},	 {"=~", "≅"},
	{"ap", "∼"},  {"pt", "∝"},	  {"if", "∞"},	 {"is", "∫"},
	{"sr", "√"},  {"su", "∑"},	  {"pr", "∏"},	 {"gr", "∇"},
	{"AN", "∧"},  {"OR", "∨"},	  {"fa", "∀"},	 {"te", "∃"},
	{"mo", "∈"},  {"nm", "∉"},	  {"sb", "⊂"},	 {"sp", "⊃"},
	{"ca", "∩"},  {"cu", "∪"},	  {"es", "∅"},	 {"tf", "∴"},
	{"md", "⋅"},  {"pc", "·"},	  {"a.", "·"},	 {"**", "*"},
	{"la", "⟨"},  {"ra", "⟩"},	  {"lB", "["},	 {"rB", "]"},
	{"lC", "{"},  {"rC", "}"},	  {"lc", "⌈"},	 {"rc", "⌉"},
	{"lf", "⌊"},  {"rf", "⌋"},	  {"ss", "ß"},	 {"ae", "æ"},
	{"AE", "Æ"},  {"oe", "œ"},	  {"OE", "Œ"},	 {"/o", "ø"},
	{"/O", "Ø"},  {"/l", "ł"},	  {"/L", "Ł"},	 {"oa", "å"},
	{"oA", "Å"},  {"Sd", "ð"},	  {"-D", "Ð"},	 {"Tp", "þ"},
	{"TP", "Þ"},  {".i", "ı"},	  {"ff", "ff"},	 {"fi", "fi"},
	{"fl", "fl"}, {"Fi", "ffi"},	  {"Fl", "ffl"}, {"ts", "ς"},
	{"vs", "š"},  {"vS", "Š"},	  {"vz", "ž"},	 {"vZ", "Ž"},
	{"vc", "č"},  {"vC", "Č"},	  {"%0", "‰"},	 {"lt", "<"},
	{"gt", ">"},  {"coproduct", "∐"}, {"shc", ""},
};

static size_t put(char out[16], const char *text)
{
	memcpy(out, text, strlen(text));
	return strlen(text);
}

/* \(*a: a letter of Greek, by the letter that it is like. */
static size_t greek(char letter, char out[16])
{
	static const char order[] = "abgdezyhiklmncoprstufxqw";
	char lower = (char)(letter | 0x20);
	const char *found = letter ? strchr(order, lower) : NULL;
	uint32_t at;

	if (!found)
		return 0;
	at = (uint32_t)(found - order);
	at += at > 16; /* there is a second sigma */
	return hk_utf8_encode(out, (letter == lower ? 0x3B1 : 0x391) + at);
}

/* \('e: a letter with an accent. */
static size_t accented(struct hk_str name, char out[16])
{
	char pair[2] = {name.data[1], name.data[0]};
	const char *to;

	if (!strchr("'`^:~,", pair[1]) ||
	    hk_accent_at(hk_span_str(pair, 2), 0, &to) != 2)
		return 0;
	return put(out, to);
}

/* \[u3042], and \[char65]. */
static size_t by_number(struct hk_str name, char out[16])
{
	bool hex = name.data[0] == 'u';
	uint32_t value = 0;

	if (!hex && !hk_span_starts(name, "char"))
		return 0;
	for (size_t i = hex ? 1 : 4; i < name.len; i++) {
		int digit = hk_span_hex(name.data[i]);

		if (hex && name.data[i] == '_')
			break; /* combining marks follow */
		if (digit < 0 || (digit > 9 && !hex))
			return 0;
		value = value * (hex ? 16 : 10) + (uint32_t)digit;
		if (value > 0x10FFFF)
			return 0;
	}
	/* No controls from names. */
	if (value < 0x20 || (value >= 0x7F && value < 0xA0) ||
	    (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	return hk_utf8_encode(out, value);
}

size_t hk_roff_character(struct hk_str name, char out[16])
{
	size_t n = 0;

	if (!name.len)
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (hk_span_same(name, hk_span_cstr(names[i][0])))
			return put(out, names[i][1]);
	if (name.len == 2 && name.data[0] == '*')
		n = greek(name.data[1], out);
	else if (name.len == 2)
		n = accented(name, out);
	return n ? n : name.len > 2 ? by_number(name, out) : 0;
}
