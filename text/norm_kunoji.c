/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_kunoji.h"

#include "text/char.h"
#include "text/kana.h"
#include "text/norm_repeat.h"
#include "text/norm_sign.h"
#include "base/utf8.h"

#define WHOLE	     0x3031 /* 〱 */
#define WHOLE_VOICED 0x3032 /* 〲 */
#define UPPER	     0x3033 /* 〳 */
#define UPPER_VOICED 0x3034 /* 〴 */
#define LOWER	     "〵"
#define UNIT_MAX     3 /* characters */

static bool is_known(struct hk_str word)
{
	static const char *const words[] = {
		"ところ", "かへす", "かえす", "はなれ", "わかれ",
		"とぎれ", "かはる", "かわる", "かさね", "おそる"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (hk_span_same(word, hk_span_cstr(words[i])))
			return true;
	return false;
}

static bool is_kanji(uint32_t c)
{
	return hk_char_han(c) && !hk_norm_sign_repeat(c);
}

/* Where what is repeated begins in the normal form, which it ends; its end
 * where nothing can be. */
static size_t find_unit(const struct hk_norm *norm)
{
	size_t end = norm->text.len, at[UNIT_MAX + 1] = {end, end, end, end};
	uint32_t c[UNIT_MAX] = {0};

	for (size_t i = 0; i < UNIT_MAX; i++) {
		at[i + 1] = at[i];
		c[i] = hk_norm_out_before(norm, at[i], &at[i + 1]);
		if (!is_kanji(c[i]) && !hk_kana_letter(c[i]))
			break;
	}
	if (is_kanji(c[0]))
		return is_kanji(c[1]) ? at[2] : at[1];
	if (!hk_kana_letter(c[0]) || (!is_kanji(c[1]) && !hk_kana_letter(c[1])))
		return end;
	if (hk_kana_letter(c[1]) && hk_kana_letter(c[2]) &&
	    is_known(hk_span_str(norm->text.data + at[3], end - at[3])))
		return at[3];
	return at[2];
}

enum hk_status hk_norm_kunoji_put(struct hk_norm_out *s, size_t *at)
{
	size_t begin = *at, end = begin, from = find_unit(s->norm);
	char unit[UNIT_MAX * HK_UTF8_MAX];
	struct hk_str text;
	uint32_t mark = 0, c = 0;

	end += hk_utf8_decode(s->text + end, s->len - end, &mark);
	if (mark == UPPER || mark == UPPER_VOICED) {
		if (!hk_span_starts(hk_span_str(s->text + end, s->len - end),
				    LOWER))
			return HK_OK;
		end += strlen(LOWER);
	}
	text = hk_span_from(hk_buf_str(&s->norm->text), from);
	if (!text.len)
		return HK_OK;
	memcpy(unit, text.data, text.len);
	hk_utf8_decode(unit, text.len, &c);
	/* A voiced kana has as many bytes as the plain one. */
	if (mark == WHOLE_VOICED || mark == UPPER_VOICED)
		hk_utf8_encode(unit, hk_norm_repeat_voiced(c));
	*at = end;
	return hk_norm_out_whole(s, unit, text.len, begin, end);
}
