/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/charset.h"

/* Bytes; longer than any name below. */
#define NAME_MAX_BYTES 32

struct alias {
	const char *name; /* lower case, letters and digits only */
	enum hk_charset charset;
};

static const char *const names[HK_CHARSET_COUNT] = {
	[HK_CHARSET_NONE] = "",
	[HK_CHARSET_UTF8] = "utf-8",
	[HK_CHARSET_UTF16LE] = "utf-16le",
	[HK_CHARSET_UTF16BE] = "utf-16be",
	[HK_CHARSET_UTF16] = "utf-16",
	[HK_CHARSET_UTF32LE] = "utf-32le",
	[HK_CHARSET_UTF32BE] = "utf-32be",
	[HK_CHARSET_CP932] = "cp932",
	[HK_CHARSET_EUCJP] = "euc-jp",
	[HK_CHARSET_ISO2022JP] = "iso-2022-jp",
	[HK_CHARSET_JIS_MIDWAY] = "iso-2022-jp",
	[HK_CHARSET_SJIS2004] = "shift_jis-2004",
	[HK_CHARSET_EUC2004] = "euc-jis-2004",
};

/*
 * IANA's names and aliases, Microsoft's, nkf's, Emacs' and Vim's. What is
 * called Shift_JIS or EUC-JP is read as the vendors' superset of it, which is
 * what people have: the strict ones refuse ① and change \ and ~.
 */
static const struct alias aliases[] = {
	{"utf8", HK_CHARSET_UTF8},
	{"utf8n", HK_CHARSET_UTF8},
	{"utf8emacs", HK_CHARSET_UTF8},
	{"utf8withsignature", HK_CHARSET_UTF8},
	{"cp65001", HK_CHARSET_UTF8},
	{"usascii", HK_CHARSET_UTF8},
	{"ascii", HK_CHARSET_UTF8},
	{"utf16le", HK_CHARSET_UTF16LE},
	{"ucs2le", HK_CHARSET_UTF16LE},
	{"utf16be", HK_CHARSET_UTF16BE},
	{"ucs2be", HK_CHARSET_UTF16BE},
	{"utf16", HK_CHARSET_UTF16},
	{"ucs2", HK_CHARSET_UTF16},
	{"iso10646ucs2", HK_CHARSET_UTF16},
	{"utf32le", HK_CHARSET_UTF32LE},
	{"utf32be", HK_CHARSET_UTF32BE},
	{"cp932", HK_CHARSET_CP932},
	{"ms932", HK_CHARSET_CP932},
	{"windows31j", HK_CHARSET_CP932},
	{"cswindows31j", HK_CHARSET_CP932},
	{"shiftjis", HK_CHARSET_CP932},
	{"xshiftjis", HK_CHARSET_CP932},
	{"csshiftjis", HK_CHARSET_CP932},
	{"japaneseshiftjis", HK_CHARSET_CP932},
	{"sjis", HK_CHARSET_CP932},
	{"xsjis", HK_CHARSET_CP932},
	{"sjiswin", HK_CHARSET_CP932},
	{"sjisopen", HK_CHARSET_CP932},
	{"mskanji", HK_CHARSET_CP932},
	{"eucjp", HK_CHARSET_EUCJP},
	{"xeucjp", HK_CHARSET_EUCJP},
	{"xeuc", HK_CHARSET_EUCJP},
	{"ujis", HK_CHARSET_EUCJP},
	{"eucjpms", HK_CHARSET_EUCJP},
	{"eucjpwin", HK_CHARSET_EUCJP},
	{"eucjpopen", HK_CHARSET_EUCJP},
	{"eucjapan", HK_CHARSET_EUCJP},
	{"eucjapan1990", HK_CHARSET_EUCJP},
	{"japaneseeuc", HK_CHARSET_EUCJP},
	{"cp51932", HK_CHARSET_EUCJP},
	{"cseucpkdfmtjapanese", HK_CHARSET_EUCJP},
	{"iso2022jp", HK_CHARSET_ISO2022JP},
	{"iso2022jp1", HK_CHARSET_ISO2022JP},
	{"iso2022jp2", HK_CHARSET_ISO2022JP},
	{"iso2022jp3", HK_CHARSET_ISO2022JP},
	{"iso2022jp2004", HK_CHARSET_ISO2022JP},
	{"iso2022jpms", HK_CHARSET_ISO2022JP},
	{"csiso2022jp", HK_CHARSET_ISO2022JP},
	{"cp50220", HK_CHARSET_ISO2022JP},
	{"cp50221", HK_CHARSET_ISO2022JP},
	{"cp50222", HK_CHARSET_ISO2022JP},
	{"jis", HK_CHARSET_ISO2022JP},
	{"jis7", HK_CHARSET_ISO2022JP},
	{"jis8", HK_CHARSET_ISO2022JP},
	{"junet", HK_CHARSET_ISO2022JP},
	{"shiftjis2004", HK_CHARSET_SJIS2004},
	{"shiftjisx0213", HK_CHARSET_SJIS2004},
	{"sjis2004", HK_CHARSET_SJIS2004},
	{"eucjis2004", HK_CHARSET_EUC2004},
	{"eucjisx0213", HK_CHARSET_EUC2004},
};

const char *hk_charset_name(enum hk_charset charset)
{
	return names[charset];
}

/* How Emacs names the line ends, after the encoding. */
static struct hk_str cut_line_ends(struct hk_str name)
{
	static const char *const ends[] = {"-unix", "-dos", "-mac"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i]);

		if (name.len > n &&
		    !memcmp(name.data + name.len - n, ends[i], n))
			name.len -= n;
	}
	return name;
}

enum hk_charset hk_charset_named(struct hk_str name)
{
	char plain[NAME_MAX_BYTES];
	size_t len = 0;

	name = cut_line_ends(name);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '-' || c == '_' || c == ' ')
			continue;
		if (len == sizeof(plain))
			return HK_CHARSET_NONE;
		plain[len++] = c;
	}
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (hk_span_same(hk_span_str(plain, len),
				 hk_span_cstr(aliases[i].name)))
			return aliases[i].charset;
	return HK_CHARSET_NONE;
}
