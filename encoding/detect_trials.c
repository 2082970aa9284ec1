/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/detect_private.h"

#include <stdlib.h>

#include "encoding/hint.h"
#include "encoding/jis.h"
#include "encoding/trial.h"

#define BIT HK_LIKELY_BIT

/* Bytes that are decoded on trial in each encoding: first SAMPLE of them, then
 * SAMPLE_LONG if the best reading leads by less than SETTLED. */
#define SAMPLE	    4096
#define SAMPLE_LONG 49152
#define SETTLED	    (120 * BIT)

/* A text that is Japanese beyond doubt may have one control character in
 * CONTROL_MAX characters. */
#define CONTROL_MAX 8
/* A text in no known encoding is taken for UTF-8 if at most one in STRAY_SHARE
 * of its bytes is not ASCII. */
#define STRAY_SHARE 2000

/* Bonuses of a reading before a byte is read. */
#define FOR_JAPANESE (12 * BIT) /* over bytes in an unknown encoding */
#define FOR_BINARY   (8 * BIT)
/* All text that is not ASCII is one word of at most WORD kanji; a second bonus
 * if the text is longer than LONE bytes. */
#define FOR_WORD     (9 * BIT)
#define WORD	     4
#define FOR_LONE     (12 * BIT)
#define LONE	     40
#define FOR_UTF8     (4 * BIT)
#define FOR_ESCAPES  (10 * BIT)
#define FOR_DECLARED (20 * BIT)
/* Penalty of UTF-16 without a mark and of JIS without an escape. */
#define AGAINST_BARE (30 * BIT)
/* What a character of such a text may cost on average. */
#define UNIT_MAX (13 * BIT)
/* Cost of a kanji of the first level of a standard, in quarters of a bit. */
#define LEVEL_COST 54
/* At least one in HIRAGANA_SHARE characters of Japanese is hiragana. */
#define HIRAGANA_SHARE 8
/* Cost of a byte of binary data. */
#define BINARY_BYTE (8 * BIT)

struct detect {
	struct hk_str bytes;
	struct hk_trial_sample sample;
	struct hk_likely likely;
	struct hk_buf buf;
	enum hk_charset declared;
	bool declared_other; /* an encoding that hiku does not read */
	bool escapes;	     /* of ISO-2022-JP */
	bool ended;	     /* the first of them goes back to ASCII */
	bool midway;	     /* the text may begin after an escape */
	size_t high;	     /* offset of the first byte that is not ASCII */
	struct hk_trial best, second, unknown;
	struct hk_trial other; /* the best in another language */
	enum hk_status status;
};

/* Does the first escape end kanji, so that the text begins with them? */
static bool is_ended(struct hk_str bytes)
{
	const char *escape = memchr(bytes.data, 0x1B, bytes.len);
	size_t at;

	if (!escape)
		return false;
	at = (size_t)(escape - bytes.data);
	bytes.data += at;
	bytes.len -= at;
	return hk_span_starts(bytes, "\x1B(B") ||
	       hk_span_starts(bytes, "\x1B(J");
}

static bool is_bare(enum hk_charset charset)
{
	return charset == HK_CHARSET_UTF16LE || charset == HK_CHARSET_UTF16BE ||
	       charset == HK_CHARSET_JIS_MIDWAY;
}

/* What is known about a reading besides the sample. */
static int64_t prior(const struct detect *d, enum hk_charset charset,
		     bool whole)
{
	int64_t cost = 0;

	if (is_bare(charset) && !(charset == HK_CHARSET_JIS_MIDWAY && d->ended))
		cost += AGAINST_BARE;
	/* Undecodable bytes alone do not speak for it. */
	if (charset == HK_CHARSET_UTF8)
		cost += whole ? -FOR_UTF8 : AGAINST_BARE;
	if (charset == HK_CHARSET_ISO2022JP)
		cost -= FOR_ESCAPES;
	if (charset != HK_CHARSET_NONE && charset == d->declared)
		cost -= FOR_DECLARED;
	return cost;
}

/* Kanji that are not among the commonest but in the first level of their
 * standard, which is the rows [first, last] of it. */
static void set_level(struct detect *d, enum hk_charset charset,
		      const char *name, unsigned first, unsigned last)
{
	bool big5 = first < 0xB0; /* it has trails among ASCII, too */
	char rows[16384];
	size_t len = 0;
	struct hk_convert_result result;

	for (unsigned lead = first; lead <= last; lead++) {
		for (unsigned trail = big5 ? 0x40 : 0xA1; trail < 0xFF;
		     trail++) {
			if (trail > 0x7E && trail < 0xA1)
				continue;
			rows[len++] = (char)lead;
			rows[len++] = (char)trail;
		}
	}
	hk_buf_reset(&d->buf);
	if (!hk_convert_run(&d->buf, hk_span_str(rows, len), charset, name,
			    &result, NULL))
		hk_likely_set(&d->likely, hk_buf_str(&d->buf), LEVEL_COST);
}

static void set_language(struct detect *d, enum hk_likely_language language)
{
	hk_likely_init(&d->likely, language);
	if (language == HK_LIKELY_JAPANESE)
		set_level(d, HK_CHARSET_EUCJP, NULL, 0xB0, 0xCF);
	if (language == HK_LIKELY_SIMPLIFIED)
		set_level(d, HK_CHARSET_NONE, "GB18030", 0xB0, 0xD7);
	if (language == HK_LIKELY_KOREAN)
		set_level(d, HK_CHARSET_NONE, "EUC-KR", 0xB0, 0xC8);
	if (language == HK_LIKELY_TRADITIONAL)
		set_level(d, HK_CHARSET_NONE, "BIG5", 0xA4, 0xC5);
}

static void try_charset(struct detect *d, enum hk_charset charset)
{
	struct hk_trial trial;
	enum hk_status status = hk_trial_read(&trial, &d->sample, charset, NULL,
					      &d->likely, &d->buf);

	if (status == HK_ENOMEM)
		d->status = status;
	if (status)
		return;
	trial.cost += prior(d, charset,
			    trial.text.wide > trial.text.broken * 3 ||
				    d->high == d->bytes.len);
	if (d->best.charset && trial.cost >= d->best.cost) {
		if (!d->second.charset || trial.cost < d->second.cost)
			d->second = trial;
		return;
	}
	d->second = d->best;
	d->best = trial;
}

/* Other languages. Which of them it is does not matter. */
static void try_others(struct detect *d)
{
	static const struct {
		const char *name; /* iconv's */
		enum hk_likely_language language;
		int bits; /* penalty before a byte is read */
	} others[] = {
		{"GB18030", HK_LIKELY_SIMPLIFIED, 1},
		{"BIG5", HK_LIKELY_TRADITIONAL, 1},
		{"CP949", HK_LIKELY_KOREAN, 1},
		{"CP1252", HK_LIKELY_ALPHABET, 6},
		{"KOI8-R", HK_LIKELY_ALPHABET, 10},
		{"CP1251", HK_LIKELY_ALPHABET, 12},
		{"CP1250", HK_LIKELY_ALPHABET, 12},
		{"ISO-8859-7", HK_LIKELY_ALPHABET, 16},
		{"TIS-620", HK_LIKELY_ALPHABET, 16},
		{"CP1255", HK_LIKELY_ALPHABET, 16},
		{"CP1256", HK_LIKELY_ALPHABET, 16},
	};
	enum hk_likely_language language = HK_LIKELY_JAPANESE;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		struct hk_trial trial;
		enum hk_status status;

		if (language != others[i].language)
			set_language(d, others[i].language);
		language = others[i].language;
		status = hk_trial_read(&trial, &d->sample, HK_CHARSET_NONE,
				       others[i].name, &d->likely, &d->buf);
		if (status == HK_ENOMEM)
			d->status = status;
		trial.cost += others[i].bits * BIT;
		/* One word does not tell Chinese from Japanese. */
		if (language != HK_LIKELY_ALPHABET && d->best.text.wide <= WORD)
			trial.cost += FOR_WORD;
		if (!status && (!d->other.cost || trial.cost < d->other.cost))
			d->other = trial;
	}
	set_language(d, HK_LIKELY_JAPANESE);
}

/* Is it one word of kanji in a text of ASCII? Russian is not written so. */
static bool is_lone_word(const struct detect *d)
{
	return d->best.charset == HK_CHARSET_EUCJP && !d->best.text.broken &&
	       d->best.text.wide <= WORD && d->best.text.words == 1 &&
	       d->bytes.len > LONE;
}

/* Bits by which the best reading leads all that were tried. */
static int64_t lead(const struct detect *d)
{
	int64_t next = d->unknown.cost + FOR_JAPANESE;

	if (d->other.cost && d->other.cost < next)
		next = d->other.cost;
	if (is_lone_word(d))
		next += FOR_LONE;
	if (d->second.charset && d->second.cost < next)
		next = d->second.cost;
	return next - d->best.cost;
}

static void try_all(struct detect *d, size_t size)
{
	bool ascii = d->high == d->bytes.len;

	size_t from = d->high;

	if (ascii)
		from = d->escapes && !d->midway ? hk_jis_find_escape(d->bytes)
						: 0;
	hk_trial_choose(&d->sample, d->bytes, from, size);
	memset(&d->best, 0, sizeof(d->best));
	d->second = d->other = d->best;
	hk_trial_unknown(&d->unknown, &d->sample, &d->likely);
	if (d->declared_other)
		d->unknown.cost -= FOR_DECLARED;
	try_charset(d, HK_CHARSET_UTF8);
	if (d->escapes)
		try_charset(d, HK_CHARSET_ISO2022JP);
	if (d->midway)
		try_charset(d, HK_CHARSET_JIS_MIDWAY);
	try_charset(d, HK_CHARSET_UTF16LE);
	try_charset(d, HK_CHARSET_UTF16BE);
	if (!ascii) {
		try_charset(d, HK_CHARSET_CP932);
		try_charset(d, HK_CHARSET_EUCJP);
		/* Other languages have no hiragana in any reading. */
		if (lead(d) < SETTLED ||
		    d->best.text.hiragana < d->best.text.wide / HIRAGANA_SHARE)
			try_others(d);
	}
}

/* Is the best reading text at all? */
static bool is_text(const struct detect *d, const struct hk_detect_glance *g)
{
	const struct hk_trial *t = &d->best;
	uint64_t controls = t->text.controls;

	if (is_bare(t->charset) && t->charset != HK_CHARSET_JIS_MIDWAY)
		return controls <= t->text.chars / HK_DETECT_CONTROL_SHARE &&
		       t->cost - AGAINST_BARE <=
			       (int64_t)t->text.chars * UNIT_MAX;
	if (g->nuls)
		return false;
	if (t->text.broken > t->text.wide / 2)
		return false;
	return controls <= 1 + t->text.chars / HK_DETECT_CONTROL_SHARE ||
	       (lead(d) > SETTLED && controls <= t->text.chars / CONTROL_MAX);
}

/* Is it partly Japanese, such as lines in several encodings? */
static bool is_in_part(const struct detect *d)
{
	return d->best.text.hiragana > 16 &&
	       d->best.text.hiragana > d->best.text.wide / HIRAGANA_SHARE &&
	       lead(d) > -d->best.cost / 8;
}

static bool is_binary(const struct detect *d, const struct hk_detect_glance *g)
{
	int64_t bytes = (int64_t)(d->sample.head.len + d->sample.tail.len);
	int64_t text = d->unknown.cost;

	if (d->other.cost && d->other.cost < text)
		text = d->other.cost;
	return g->nuls ||
	       (int64_t)g->controls > bytes / HK_DETECT_CONTROL_SHARE ||
	       text > bytes * BINARY_BYTE + FOR_BINARY;
}

static void decide(struct detect *d, const struct hk_detect_glance *g,
		   struct hk_detect_result *result)
{
	int64_t bits = lead(d) / BIT;
	size_t strays = 0;

	if (is_text(d, g) && (lead(d) >= 0 || is_in_part(d))) {
		result->charset = d->best.charset;
		result->cut = d->best.cut;
		if (lead(d) < 0)
			bits = -20;
		result->confidence = bits < 49 ? (unsigned)(50 + bits) : 99;
		return;
	}
	result->binary = is_binary(d, g);
	/* Few bytes that are not UTF-8 come out as UTF-8 by chance. What no
	 * language explains may be bytes that were decoded wrongly before they
	 * were encoded; the rest of such a page can be read. */
	if (!g->nuls && d->declared == HK_CHARSET_UTF8 &&
	    hk_convert_valid(d->bytes) == d->bytes.len) {
		result->binary = false;
		result->charset = HK_CHARSET_UTF8;
		result->confidence = 40;
	}
	if (result->binary || result->charset)
		return;
	for (size_t i = d->high; i < d->bytes.len; i++)
		strays += (unsigned char)d->bytes.data[i] >= 0x80;
	if (strays > d->bytes.len / STRAY_SHARE)
		return;
	result->charset = HK_CHARSET_UTF8;
	result->confidence = 30;
}

enum hk_status hk_detect_try(struct hk_detect_result *result,
			     struct hk_str bytes,
			     const struct hk_detect_glance *g)
{
	struct detect *d = malloc(sizeof(*d));
	enum hk_status status;

	if (!d)
		return HK_ENOMEM;
	memset(d, 0, sizeof(*d));
	hk_buf_init(&d->buf, HK_BUF_NO_MAX);
	set_language(d, HK_LIKELY_JAPANESE);
	d->bytes = bytes;
	d->high = g->high;
	d->escapes = hk_jis_find_escape(bytes) < bytes.len;
	d->ended = is_ended(bytes);
	d->midway = g->high == bytes.len && !g->nuls && !g->controls &&
		    (d->ended || g->regular);
	result->declared = hk_hint_find(bytes);
	d->declared = hk_charset_named(result->declared);
	d->declared_other = result->declared.len && !d->declared;
	try_all(d, SAMPLE);
	if (bytes.len > SAMPLE && lead(d) < SETTLED)
		try_all(d, SAMPLE_LONG);
	status = d->status;
	if (!status)
		decide(d, g, result);
	hk_buf_release(&d->buf);
	free(d);
	return status;
}
