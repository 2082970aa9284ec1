/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_repeat.h"

#include <utf8proc.h>

#include "text/char.h"
#include "text/kana.h"
#include "text/norm_sign.h"
#include "text/norm_space.h"
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

/* May `mark` stand for `c`? */
static bool can_repeat(uint32_t mark, uint32_t c)
{
	if (mark == HAN_REPEAT || mark == VERTICAL_REPEAT)
		return hk_char_han(c) && !hk_norm_sign_repeat(c);
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

/* A run of marks, which stand side by side once white space is left out. */
struct marks {
	size_t at[RUN_MAX]; /* bytes of the text where the first ones begin */
	size_t count, end;
	bool alone; /* one 々 among them, and none after them */
};

/* Move `*at` from behind a mark to the next one. */
static bool next_mark(const struct hk_norm_out *s, size_t *at)
{
	size_t next = hk_norm_space_over(s, HAN_REPEAT, *at);
	uint32_t c = 0;

	if (hk_utf8_decode(s->text + next, s->len - next, &c) != 3 ||
	    !hk_norm_sign_repeat(c))
		return false;
	*at = next;
	return true;
}

static uint32_t mark_at(const struct hk_norm_out *s, size_t at)
{
	uint32_t mark = 0;

	hk_utf8_decode(s->text + at, s->len - at, &mark);
	return mark;
}

static struct marks read_marks(const struct hk_norm_out *s, size_t begin)
{
	struct marks marks = {.end = begin};
	size_t at = begin, kanji = 0;
	uint32_t c;

	do {
		if (marks.count < RUN_MAX)
			marks.at[marks.count] = at;
		marks.count++;
		c = mark_at(s, at);
		kanji += c == HAN_REPEAT || c == VERTICAL_REPEAT;
		marks.end = at + 3;
		at = marks.end;
	} while (next_mark(s, &at));
	c = hk_norm_out_after(s, &at);
	marks.alone = kanji == 1 && c != HAN_REPEAT && c != VERTICAL_REPEAT;
	return marks;
}

/*
 * Write out the marks: they repeat as many characters before them (馬鹿々々 is
 * 馬鹿馬鹿, and ところゞゝゝ, for ところ／＼, is ところどころ). If there are
 * fewer characters that can be repeated, or the mark is a single 々 that stands
 * alone, `*done` is false and nothing is written.
 */
static enum hk_status put_repeated(struct hk_norm_out *s,
				   const struct marks *marks, bool *done)
{
	uint32_t originals[RUN_MAX];
	size_t at = s->norm->text.len, count = marks->count;

	*done = false;
	if (count > RUN_MAX ||
	    (marks->alone && mark_at(s, marks->at[0]) == HAN_REPEAT))
		return HK_OK;
	for (size_t i = count; i > 0; i--) {
		originals[i - 1] = hk_norm_out_before(s->norm, at, &at);
		if (!can_repeat(mark_at(s, marks->at[i - 1]), originals[i - 1]))
			return HK_OK;
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t mark = mark_at(s, marks->at[i]);
		int32_t c;
		enum hk_status status;

		/* A single 〻 is a 々 of vertical writing: both stay marks. */
		if (marks->alone && mark == VERTICAL_REPEAT)
			c = HAN_REPEAT;
		else
			c = (int32_t)repeat(mark, originals[i]);
		status = hk_norm_out_points(s, &c, 1, marks->at[i],
					    marks->at[i] + 3, true);
		if (status)
			return status;
	}
	*done = true;
	return HK_OK;
}

/* A mark that has nothing to repeat stays a mark. */
static enum hk_status put_as_is(struct hk_norm_out *s, size_t at)
{
	uint32_t c = mark_at(s, at);
	int32_t mark = c == VERTICAL_REPEAT ? HAN_REPEAT : (int32_t)c;

	return hk_norm_out_points(s, &mark, 1, at, at + 3, true);
}

enum hk_status hk_norm_repeat_put(struct hk_norm_out *s, size_t *at)
{
	size_t from = *at;
	struct marks marks = read_marks(s, from);
	enum hk_status status = HK_OK;
	bool voiced, done = false;

	*at = marks.end;
	/* A mark that is voiced by a mark of its own repeats nothing known. */
	voiced = hk_kana_voicing(mark_at(s, marks.end));
	if (!voiced)
		status = put_repeated(s, &marks, &done);
	if (status || done)
		return status;
	/* With fewer characters before the run than marks in it, each mark
	 * repeats the character before it. */
	do {
		struct marks one = {
			.at = {from}, .count = 1, .alone = marks.alone};

		if (!voiced)
			status = put_repeated(s, &one, &done);
		if (!status && !done)
			status = put_as_is(s, from);
		from += 3;
	} while (!status && from < marks.end && next_mark(s, &from));
	return status;
}
