/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NUMBER_H
#define HIKU_TEXT_NUMBER_H

/*
 * Numbers, which are written in many ways: 123, 百二十三, 一二三; 3,000, 三千,
 * 3千. The value, in digits, stands for all of them. The dictionary says what
 * a number is (一 of 一緒 is none); here it is said what belongs together.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "text/morpheme.h"

#define HK_NUMBER_MAX 48 /* bytes of a value; longer ones have none */

/*
 * The value of a number in normal form: 二〇二四 is 2024, 1万2,300 is
 * 12300, 1.5億 is 150000000, 〇一二 is 012. False where it is none (二百百,
 * 1,23).
 */
bool hk_number_value(struct hk_str text, char out[HK_NUMBER_MAX], size_t *len);

/*
 * The number that begins with morpheme `first` of `text`: all that touches it
 * and is a number too, over the comma of thousands and the point of decimals.
 * Returns how many morphemes it has, and its value; 0 where there is none, or
 * where it is the rest of something that is no number (数百, 3.11.2).
 */
size_t hk_number_at(struct hk_str text, const struct hk_morpheme *list,
		    size_t count, size_t first, char value[HK_NUMBER_MAX],
		    size_t *len);

#endif
