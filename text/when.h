/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_WHEN_H
#define HIKU_TEXT_WHEN_H

/*
 * Stretches of time as a person asks for them.
 */

#include <time.h>

#include "text/date.h"

/* From the beginning of `low` to the end of `high`, as hk_date_normalise()
 * writes dates; empty: open. */
struct hk_when {
	char low[HK_DATE_MAX], high[HK_DATE_MAX];
};

/*
 * Read one of
 *
 *	any date that hk_date_normalise() reads
 *	今日 本日 昨日 一昨日 おととい 明日  today yesterday
 *	今週 先週 今月 先月 先々月 今年 去年 昨年 一昨年  (weeks begin on
 *Monday) 7d 2w 3m 1y, 7日 2週間 3か月 1年 with or without 前: from so long ago
 *on
 *
 * `today` is the local date. False if it is none.
 */
bool hk_when_read(struct hk_when *out, struct hk_str text,
		  const struct tm *today);

#endif
