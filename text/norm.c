/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm.h"

#include <stdlib.h>

#include "text/char.h"
#include "text/kana.h"
#include "text/norm_cluster.h"
#include "text/norm_dash.h"
#include "text/norm_kunoji.h"
#include "text/norm_reading.h"
#include "text/norm_repeat.h"
#include "text/norm_sign.h"
#include "text/norm_space.h"
#include "base/utf8.h"

void hk_norm_init(struct hk_norm *norm)
{
	memset(norm, 0, sizeof(*norm));
	hk_buf_init(&norm->text, HK_NORM_MAX);
}

void hk_norm_release(struct hk_norm *norm)
{
	hk_buf_release(&norm->text);
	free(norm->runs);
	free(norm->readings);
	hk_norm_init(norm);
}

/* A run of ー becomes one ー. */
static enum hk_status put_prolonged(struct hk_norm_out *s, size_t *at)
{
	const int32_t mark = HK_KANA_PROLONGED;
	size_t begin = *at, ignored;

	*at += 3; /* of either width */
	if (hk_norm_out_before(s->norm, s->norm->text.len, &ignored) ==
	    HK_KANA_PROLONGED)
		return hk_norm_out_extend(s, *at);
	return hk_norm_out_points(s, &mark, 1, begin, *at, true);
}

/* May the character that begins here join the one before it to a cluster? Then
 * the fast paths below must not be taken. */
static bool may_join(const unsigned char *p, size_t len)
{
	if (!len || *p < 0xCC)
		return false;
	if (*p == 0xE3) /* U+3099 to U+309C */
		return len >= 3 && p[1] == 0x82 && p[2] >= 0x99 && p[2] <= 0x9C;
	/* Kanji never join. */
	return !(*p >= 0xE4 && *p <= 0xE9);
}

/* Which of U+3000 to U+30FF are their own normal form wherever they stand: kana
 * that are no marks, and the common signs 、。「」『』. */
static const uint64_t plain_kana[4] = {
	0xF006,			   /* 、。「」『』 */
	~UINT64_C(1),		   /* from ぁ on */
	0xFFFFFFFE007FFFFF,	   /* up to ゖ, from ァ on */
	(UINT64_C(1) << 0x3C) - 1, /* up to ・ */
};

/* Is it an ASCII character that is its own normal form wherever it stands? (A
 * dash may become ー, and after some brackets readings are left out.) */
static bool is_plain_ascii(unsigned char c)
{
	return c > ' ' && c < 0x7F && !(c >= 'A' && c <= 'Z') && c != '-' &&
	       c != '(' && c != '[' && c != '{' && c != '|';
}

/* Bytes of a character that is its own normal form; 0 for any that may not be.
 */
static size_t plain_length(const unsigned char *p, size_t len)
{
	if (*p < 0x80)
		return is_plain_ascii(*p);
	if (len < 3 || *p < 0xE3 || *p > 0xE9 || (p[1] & 0xC0) != 0x80 ||
	    (p[2] & 0xC0) != 0x80)
		return 0;
	if (*p >= 0xE4)
		return 3; /* kanji */
	return p[1] < 0x84 && plain_kana[p[1] & 3] >> (p[2] & 0x3F) & 1 ? 3 : 0;
}

static bool is_prolonged(const unsigned char *p, size_t len)
{
	return len >= 3 && p[0] == 0xE3 && p[1] == 0x83 && p[2] == 0xBC;
}

/* Bytes of kana and kanji with which plain_run() begins, four bytes looked at
 * at once. */
static size_t japanese_run(const unsigned char *p, size_t len)
{
	size_t at = 0;

	for (; at + 4 <= len; at += 3) {
		uint32_t v = hk_utf8_four((const char *)p + at);

		if ((v & 0xC0C0F0) != 0x8080E0)
			break;
		if (0x3F0u >> (v & 0xF) & 1) /* a kanji: E4 to E9 */
			continue;
		if ((v & 0x3C0F) != 3 ||
		    !(plain_kana[v >> 8 & 3] >> (v >> 16 & 0x3F) & 1))
			break;
	}
	return at;
}

/* Bytes of the characters that begin here, are their own normal form, and are
 * joined by nothing: nearly all of a text. A ー that follows one of them is
 * one, too. */
static size_t plain_run(const unsigned char *p, size_t len)
{
	size_t at = 0, last = 0, n;

	while (at < len) {
		n = japanese_run(p + at, len - at);
		if (!n)
			n = plain_length(p + at, len - at);
		if (!n && at && is_prolonged(p + at, len - at) &&
		    !is_prolonged(p + last, len - last))
			n = 3;
		if (!n)
			break;
		at += n;
		last = at - (p[at - 1] < 0x80 ? 1 : 3);
	}
	return may_join(p + at, len - at) ? last : at;
}

/* Write what begins with a sign that is read in its context: a repetition mark,
 * a dash, a bracket. `*at` stays where it is an ordinary sign there. */
static enum hk_status put_sign(struct hk_norm_out *s, uint32_t c, size_t *at)
{
	if (hk_norm_sign_repeat(c))
		return hk_norm_repeat_put(s, at);
	if (c == HK_KANA_PROLONGED || c == HK_KANA_HALF_PROLONGED)
		return put_prolonged(s, at);
	if (hk_norm_sign_dash(c))
		return hk_norm_dash_put(s, at);
	if (hk_norm_sign_kunoji(c))
		return hk_norm_kunoji_put(s, at);
	if (hk_norm_reading_is(c))
		return hk_norm_reading_skip(s, at);
	return HK_OK;
}

/* Write what is at `*at`, by a fast path if possible, and move on. */
static enum hk_status step(struct hk_norm_out *s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s->text + *at;
	size_t left = s->len - *at, n;
	enum hk_status status;
	size_t begin = *at;
	uint32_t c = 0;

	n = plain_run(p, left);
	if (n) {
		*at += n;
		return hk_norm_out_copy(s, (const char *)p, n, begin);
	}
	if (*p < 0x80) {
		char low = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
		if (hk_char_space(*p))
			return hk_norm_space_put(s, at);
		status = put_sign(s, *p, at);
		if (status || *at > begin)
			return status;
		if (may_join(p + 1, left - 1))
			return hk_norm_cluster_put(s, at);
		return hk_norm_out_copy(s, &low, 1, (*at)++);
	}
	n = hk_utf8_decode((const char *)p, left, &c);
	if (n && hk_char_space(c))
		return hk_norm_space_put(s, at);
	status = n == 3 ? put_sign(s, c, at) : HK_OK;
	return status || *at > begin ? status : hk_norm_cluster_put(s, at);
}

/* Write the readings that were left out behind the text, an empty line before
 * each: no text has one, and no phrase matches over it. */
static enum hk_status put_readings(struct hk_norm_out *s)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < s->norm->reading_count && !status; i++) {
		struct hk_span r = s->norm->readings[i];
		size_t at = r.begin;

		s->len = r.end;
		status = hk_norm_out_whole(s, "\n\n", 2, r.begin, r.end);
		while (at < r.end && !status) {
			uint32_t c = 0;
			size_t n = hk_utf8_decode(s->text + at, r.end - at, &c);

			if (hk_norm_reading_is(c)) /* とう|きょう */
				at += n;
			else
				status = step(s, &at);
		}
	}
	return status;
}

static enum hk_status run(struct hk_norm *norm, struct hk_str text, bool typed)
{
	struct hk_norm_out s = {.norm = norm,
				.text = text.data,
				.len = text.len,
				.typed = typed};
	enum hk_status status = HK_OK;
	size_t at = 0;

	hk_buf_reset(&norm->text);
	norm->run_count = 0;
	norm->reading_count = 0;
	if (text.len > HK_NORM_MAX)
		return HK_ETOOBIG;
	while (at < text.len && !status)
		status = step(&s, &at);
	norm->body = norm->text.len;
	return status ? status : put_readings(&s);
}

enum hk_status hk_norm_run(struct hk_norm *norm, struct hk_str text)
{
	return run(norm, text, false);
}

enum hk_status hk_norm_query(struct hk_norm *norm, struct hk_str text)
{
	return run(norm, text, true);
}

/* The run that holds byte `at` of the normal form. */
static const struct hk_norm_run *find_run(const struct hk_norm *norm, size_t at)
{
	size_t low = 0, high = norm->run_count;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (norm->runs[middle].norm <= at)
			low = middle;
		else
			high = middle;
	}
	return &norm->runs[low];
}

struct hk_span hk_norm_source(const struct hk_norm *norm, struct hk_span range)
{
	const struct hk_norm_run *run;
	struct hk_span out = {0, 0};

	if (range.begin >= range.end || !norm->run_count)
		return out;
	run = find_run(norm, range.begin);
	out.begin = run->source + (run->whole ? 0 : range.begin - run->norm);
	run = find_run(norm, range.end - 1);
	out.end = run->source +
		  (run->whole ? run->source_len : range.end - run->norm);
	return out;
}
