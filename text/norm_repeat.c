/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_repeat.h"

#include <utf8proc.h>

#include "text/char.h"
#include "text/kana.h"
#include "base/utf8.h"

#define HIRAGANA_REPEAT	 0x309D
#define HIRAGANA_VOICED	 0x309E
#define KATAKANA_REPEAT	 0x30FD
#define KATAKANA_VOICED	 0x30FE
#define HAN_REPEAT	 0x3005
#define VERTICAL_REPEAT	 0x303B
#define COMBINING_VOICED 0x3099

/* A longer run of marks is not written out as one. */
#define RUN_MAX 8

bool hk_norm_repeat_is(uint32_t c)
{
	return (c >= HIRAGANA_REPEAT && c <= HIRAGANA_VOICED) ||
	       (c >= KATAKANA_REPEAT && c <= KATAKANA_VOICED) ||
	       c == HAN_REPEAT || c == VERTICAL_REPEAT;
}

/* May `mark` stand for `c`? */
static bool can_repeat(uint32_t mark, uint32_t c)
{
	if (mark == HAN_REPEAT || mark == VERTICAL_REPEAT)
		return hk_char_han(c) && !hk_norm_repeat_is(c);
	return hk_kana_letter(c);
}

/* ゝ repeats the plain sound (づゝ is づつ), ゞ the voiced one. */
static uint32_t repeat(uint32_t mark, uint32_t c)
{
	int32_t points[8];
	int type = 0;
	utf8proc_ssize_t n;

	if (mark == HAN_REPEAT || mark == VERTICAL_REPEAT)
		return c;
	n = utf8proc_decompose_char((int32_t)c, points, 8, UTF8PROC_DECOMPOSE,
				    &type);
	if (n < 1 || n > 2)
		return c;
	if (mark == HIRAGANA_VOICED || mark == KATAKANA_VOICED) {
		points[1] = COMBINING_VOICED;
		n = utf8proc_normalize_utf32(
			points, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
		return n == 1 ? (uint32_t)points[0] : c;
	}
	return n == 2 && points[1] == COMBINING_VOICED ? (uint32_t)points[0]
						       : c;
}

uint32_t hk_norm_repeat_voiced(uint32_t c)
{
	return hk_kana_letter(c) ? repeat(HIRAGANA_VOICED, c) : c;
}

/*
 * Write out a run of `count` marks of 3 bytes each that begins at `begin` of
 * the text: they repeat the `count` characters before them (馬鹿々々 is
 * 馬鹿馬鹿, and ところゞゝゝ, for ところ／＼, is ところどころ). If there are
 * fewer characters that can be repeated, or the mark is a single 々 that stands
 * alone, `*done` is false and nothing is written.
 */
static enum hk_status put_repeated(struct hk_norm_out *s, size_t begin,
				   size_t count, bool alone, bool *done)
{
	uint32_t originals[RUN_MAX];
	size_t at = s->norm->text.len;
	uint32_t mark = 0;

	*done = false;
	hk_utf8_decode(s->text + begin, s->len - begin, &mark);
	if (count > RUN_MAX || (alone && mark == HAN_REPEAT))
		return HK_OK;
	for (size_t i = count; i > 0; i--) {
		hk_utf8_decode(s->text + begin + 3 * (i - 1), 3, &mark);
		originals[i - 1] = hk_norm_out_before(s->norm, at, &at);
		if (!can_repeat(mark, originals[i - 1]))
			return HK_OK;
	}
	for (size_t i = 0; i < count; i++) {
		size_t from = begin + 3 * i;
		int32_t c;
		enum hk_status status;

		hk_utf8_decode(s->text + from, 3, &mark);
		/* A single 〻 is a 々 of vertical writing: both stay marks. */
		if (alone && mark == VERTICAL_REPEAT)
			c = HAN_REPEAT;
		else
			c = (int32_t)repeat(mark, originals[i]);
		status = hk_norm_out_points(s, &c, 1, from, from + 3, true);
		if (status)
			return status;
	}
	*done = true;
	return HK_OK;
}

/* Marks that have nothing to repeat stay marks. */
static enum hk_status put_as_is(struct hk_norm_out *s, size_t begin, size_t end)
{
	enum hk_status status = HK_OK;

	for (; begin < end && !status; begin += 3) {
		uint32_t c;
		int32_t mark;

		hk_utf8_decode(s->text + begin, 3, &c);
		mark = c == VERTICAL_REPEAT ? HAN_REPEAT : (int32_t)c;
		status =
			hk_norm_out_points(s, &mark, 1, begin, begin + 3, true);
	}
	return status;
}

/* Is there just one 々 in the run of marks, and none after it? */
static bool is_alone(const struct hk_norm_out *s, size_t begin, size_t end)
{
	unsigned count = 0;
	uint32_t c;

	for (; begin < end; begin += 3) {
		hk_utf8_decode(s->text + begin, 3, &c);
		count += c == HAN_REPEAT || c == VERTICAL_REPEAT;
	}
	c = hk_norm_out_after(s, &end);
	return count == 1 && c != HAN_REPEAT && c != VERTICAL_REPEAT;
}

enum hk_status hk_norm_repeat_put(struct hk_norm_out *s, size_t *at)
{
	size_t begin = *at, end = begin;
	enum hk_status status;
	uint32_t c = 0;
	bool alone, done;

	while (hk_utf8_decode(s->text + end, s->len - end, &c) == 3 &&
	       hk_norm_repeat_is(c))
		end += 3;
	*at = end;
	/* A mark that is voiced by a mark of its own repeats nothing known. */
	if (hk_kana_voicing(c))
		return put_as_is(s, begin, end);
	/* With fewer characters before the run than marks in it, each mark
	 * repeats the character before it. */
	alone = is_alone(s, begin, end);
	status = put_repeated(s, begin, (end - begin) / 3, alone, &done);
	if (status || done)
		return status;
	for (size_t from = begin; from < end && !status; from += 3) {
		status = put_repeated(s, from, 1, alone, &done);
		if (!status && !done)
			status = put_as_is(s, from, from + 3);
	}
	return status;
}
