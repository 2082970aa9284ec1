/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/when.h"

#include <stdio.h>

#include "base/utf8.h"

enum unit {
	DAY,
	WEEK,
	MONTH,
	YEAR
};

/* A day, month or year, `back` of them before the one that is now. */
static const struct {
	const char *name;
	enum unit unit;
	int back;
} names[] = {
	{"今日", DAY, 0},     {"本日", DAY, 0},	     {"today", DAY, 0},
	{"昨日", DAY, 1},     {"yesterday", DAY, 1}, {"一昨日", DAY, 2},
	{"おととい", DAY, 2}, {"明日", DAY, -1},     {"今週", WEEK, 0},
	{"先週", WEEK, 1},    {"今月", MONTH, 0},    {"先月", MONTH, 1},
	{"先々月", MONTH, 2}, {"今年", YEAR, 0},     {"去年", YEAR, 1},
	{"昨年", YEAR, 1},    {"一昨年", YEAR, 2},
};

/* What stands behind a number. */
static const struct {
	const char *name;
	enum unit unit;
} units[] = {
	{"d", DAY},	   {"日", DAY},	    {"日前", DAY},     {"日間", DAY},
	{"w", WEEK},	   {"週", WEEK},    {"週間", WEEK},    {"週間前", WEEK},
	{"m", MONTH},	   {"か月", MONTH}, {"か月前", MONTH}, {"ヶ月", MONTH},
	{"ヶ月前", MONTH}, {"カ月", MONTH}, {"カ月前", MONTH}, {"y", YEAR},
	{"年前", YEAR},	   {"年間", YEAR},
};

/* A day is written at noon, so that no change of the clock moves it. */
static void put_day(char out[HK_DATE_MAX], struct tm day, const char *form)
{
	day.tm_hour = 12;
	day.tm_min = day.tm_sec = 0;
	day.tm_isdst = -1;
	if (mktime(&day) == (time_t)-1 ||
	    !strftime(out, HK_DATE_MAX, form, &day))
		out[0] = '\0';
}

static struct tm step_back(struct tm day, enum unit unit, int count)
{
	int month;

	switch (unit) {
	case DAY:
		day.tm_mday -= count;
		return day;
	case WEEK:
		day.tm_mday -= 7 * count;
		return day;
	case MONTH:
		month = day.tm_year * 12 + day.tm_mon - count;
		day.tm_year = month / 12;
		day.tm_mon = month % 12;
		break;
	case YEAR:
		day.tm_year -= count;
		break;
	}
	/* A day that its month lacks would be one of the next. */
	if (day.tm_mday > 28)
		day.tm_mday = 28;
	return day;
}

static void read_name(struct hk_when *out, enum unit unit, int back,
		      const struct tm *today)
{
	static const char *const forms[] = {"%Y-%m-%d", "%Y-%m-%d", "%Y-%m",
					    "%Y"};
	struct tm day = step_back(*today, unit, back);

	if (unit == WEEK) {
		day.tm_mday -= (today->tm_wday + 6) % 7;
		put_day(out->low, day, forms[DAY]);
		day.tm_mday += 6;
		put_day(out->high, day, forms[DAY]);
		return;
	}
	put_day(out->low, day, forms[unit]);
	put_day(out->high, day, forms[unit]);
}

/* A number, of digits of any width, at the beginning of `*text`; -1: none. */
static int take_count(struct hk_str *text)
{
	int count = -1;

	while (text->len) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text->data, text->len, &c);

		if (c >= 0xFF10 && c <= 0xFF19)
			c -= 0xFF10 - '0';
		if (!n || c < '0' || c > '9')
			break;
		if (count > 999)
			return -1;
		count = (count < 0 ? 0 : count) * 10 + (int)(c - '0');
		*text = hk_span_from(*text, n);
	}
	return count;
}

bool hk_when_read(struct hk_when *out, struct hk_str text,
		  const struct tm *today)
{
	struct hk_str rest = text;
	int count;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (hk_span_same(text, hk_span_cstr(names[i].name))) {
			read_name(out, names[i].unit, names[i].back, today);
			return out->low[0] && out->high[0];
		}
	count = take_count(&rest);
	for (size_t i = 0; count >= 0 && i < sizeof(units) / sizeof(*units);
	     i++)
		if (hk_span_same(rest, hk_span_cstr(units[i].name))) {
			put_day(out->low,
				step_back(*today, units[i].unit, count),
				"%Y-%m-%d");
			return out->low[0];
		}
	if (!hk_date_normalise(out->low, text))
		return false;
	memcpy(out->high, out->low, sizeof(out->high));
	return true;
}
