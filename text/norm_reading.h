/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_READING_H
#define HIKU_TEXT_NORM_READING_H

/*
 * Readings written inside words, which the normal form moves behind the text
 * where they part a word: 日本[にほん]語[ご], 引[ひ]っ 越[こ]し,
 * {東京|とうきょう}, and 拉致（らち）被害者. A reading is kana, directly behind
 * kanji, and not more than these can be read as. One in round brackets is left
 * out only if the word goes on: before a kanji, or before the rest of a verb of
 * one kanji (貼（は）り付け). Where it parts nothing it stays and is found:
 * 拉致（らち）は.
 */

#include "text/norm_out.h"

/* Is it a sign that a reading may begin or end with? */
bool hk_norm_reading_is(uint32_t c);
/*
 * If a reading or a sign of its notation is at `*at` of the text, pass over it;
 * else nothing happens. Nothing is written: a reading of more than one kana is
 * noted in `out->norm`, unless the text was typed. HK_ENOMEM.
 */
enum hk_status hk_norm_reading_skip(struct hk_norm_out *out,
				    size_t *at) HK_MUST_USE;
/* Do kanji with a reading in square brackets begin at `at` of the text? A blank
 * before them is part of the notation. */
bool hk_norm_reading_follows(const struct hk_norm_out *out, size_t at);

#endif
