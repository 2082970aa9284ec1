/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NUMBER_H
#define HIKU_TEXT_NUMBER_H

/*
 * Numbers, which are written in many ways: 123, 百二十三, 一二三; 3,000, 三千,
 * 3千. The value in digits stands for all of them. The dictionary decides which
 * morphemes are numbers (the 一 of 一緒 is not); this file decides which of
 * them belong together.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "text/morpheme.h"

#define HK_NUMBER_MAX 48 /* bytes of a value; a longer number has none */

/*
 * The value of a number in normal form: 二〇二四 is 2024, 1万2,300 is
 * 12300, 1.5億 is 150000000, 〇一二 is 012. Its length in bytes goes to `*len`.
 * False if it is not a number (二百百, 1,23).
 */
bool hk_number_value(struct hk_str text, char out[HK_NUMBER_MAX], size_t *len);

/*
 * The number that begins with morpheme `first` of `text`: that morpheme and all
 * numbers that touch it, across commas of thousands and a decimal point.
 * Returns the number of its morphemes, and its value in `value` and `*len`; 0
 * if there is no number, or if it would be the rest of something that is not a
 * number (数百, 3.11.2).
 */
size_t hk_number_at(struct hk_str text, const struct hk_morpheme *list,
		    size_t count, size_t first, char value[HK_NUMBER_MAX],
		    size_t *len);

/*
 * May a number of this value, in digits, and this counter be one word of the
 * dictionary (七月, 三つ, 一番)? Only small numbers and common counters are.
 */
bool hk_number_counter(struct hk_str counter, struct hk_str value);
/*
 * A word of the dictionary that is a number and its counter, with the number
 * in digits: 七月 is 7月. False for any other word, such as 一般, and for 一時
 * and 十分, which are said without counting.
 */
bool hk_number_counted(struct hk_str word, char out[HK_NUMBER_MAX],
		       size_t *len);

#endif
