/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_DATE_H
#define HIKU_TEXT_DATE_H

/*
 * Dates as people and programs write them, converted to the form that the index
 * keeps: YYYY-MM-DD[Thh:mm:ss], or YYYY-MM or YYYY if no more is given.
 */

#include <stdbool.h>

#include "base/span.h"

/* Bytes of "YYYY-MM-DDThh:mm:ss" and a NUL. */
#define HK_DATE_MAX 20

/*
 * Read a date from the beginning of `text`, which may be
 *
 *	2024-07-03  2024/7/3  2024.7.3  20240703  2024-07  2024
 *	2024年7月3日  令和6年7月3日  平成元年  R6.7.3  二〇二四年七月三日
 *	西暦2024年7月3日  令和6年(2024年)7月3日  令和6(2024)年7月3日
 *	2024-07-03T09:30:00+09:00  2024-07-03 09:30  ...3日 9時30分
 *	Wed, 3 Jul 2024 09:30:00 +0900  Wed Jul  3 09:30:00 2024  July 3rd, 2024
 *
 * with digits of any width. More text may follow, such as a weekday. The time
 * is kept as it is written: its zone and fractions of seconds are left out.
 * False if there is no date, or one that is not in the calendar.
 */
bool hk_date_normalise(char out[HK_DATE_MAX], struct hk_str text);

/*
 * Read a number of seconds (9 or 10 digits; a fraction is left out), of
 * milliseconds (13) or of microseconds (16) since 1970. The date is local time,
 * like that of a file. False if it is not such a number.
 */
bool hk_date_seconds(char out[HK_DATE_MAX], struct hk_str number);

#endif
