/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_CHARSET_H
#define HIKU_ENCODING_CHARSET_H

/* The encodings that hiku knows, and the many names that they go by. */

#include "base/span.h"

enum hk_charset {
	HK_CHARSET_NONE, /* none of these */
	HK_CHARSET_UTF8,
	HK_CHARSET_UTF16LE,
	HK_CHARSET_UTF16BE,
	HK_CHARSET_UTF16, /* in either byte order */
	HK_CHARSET_UTF32LE,
	HK_CHARSET_UTF32BE,
	HK_CHARSET_CP932,
	HK_CHARSET_EUCJP,
	HK_CHARSET_ISO2022JP,
	HK_CHARSET_JIS_MIDWAY, /* the same, beginning after its first escape */
	HK_CHARSET_SJIS2004,
	HK_CHARSET_EUC2004,
	HK_CHARSET_COUNT
};

/* "cp932", "utf-8"; a constant. "" for HK_CHARSET_NONE. */
const char *hk_charset_name(enum hk_charset charset);

/*
 * The encoding of a name as people, mail, HTML, Emacs and Vim write it:
 * capitals, '-', '_' and blanks do not matter, nor does Emacs' "-unix".
 * HK_CHARSET_NONE for encodings that are neither Japanese nor Unicode.
 */
enum hk_charset hk_charset_named(struct hk_str name);

#endif
