/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/date.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/utf8.h"

struct scan {
	struct hk_str rest;
};

struct moment {
	unsigned year, month, day; /* month and day 0: not given */
	bool timed;
	unsigned hour, minute, second;
};

/* ---- Characters ---- */

static bool skip(struct scan *s, const char *text)
{
	size_t len = strlen(text);

	if (!hk_span_starts(s->rest, text))
		return false;
	s->rest.data += len;
	s->rest.len -= len;
	return true;
}

static void skip_blanks(struct scan *s)
{
	while (skip(s, " ") || skip(s, "\t") || skip(s, "\xE3\x80\x80"))
		;
}

/* The value of a digit, ASCII or of full width, at the beginning; -1: none. */
static int digit_at(struct hk_str text, size_t *len)
{
	uint32_t c = 0;

	*len = hk_utf8_decode(text.data, text.len, &c);
	if (!*len)
		return -1;
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

/* The value of a kanji digit, 10 for 十; -1: none. */
static int kanji_at(struct hk_str text, size_t *len)
{
	static const char digits[][4] = {"〇", "一", "二", "三", "四", "五",
					 "六", "七", "八", "九", "十"};

	*len = 3;
	for (size_t i = 0; i < sizeof(digits) / sizeof(*digits); i++)
		if (hk_span_starts(text, digits[i]))
			return (int)i;
	return -1;
}

/* 十二, 二十, 三十一: below 100. */
static unsigned take_tens(struct scan *s, unsigned ones)
{
	unsigned value = (ones ? ones : 1) * 10;
	size_t len;
	int digit;

	skip(s, "十");
	digit = kanji_at(s->rest, &len);
	if (digit > 0 && digit < 10) {
		s->rest.data += len;
		s->rest.len -= len;
		value += (unsigned)digit;
	}
	return value;
}

/* Take a number of at most `most` digits, or one in kanji. Returns the number
 * of its digits; 0 if there is no number or a longer one. */
static unsigned take_number(struct scan *s, unsigned most, unsigned *value)
{
	int (*at)(struct hk_str, size_t *) = digit_at;
	unsigned count = 0;
	size_t len;
	int digit;

	*value = 0;
	if (digit_at(s->rest, &len) < 0)
		at = kanji_at;
	while ((digit = at(s->rest, &len)) >= 0) {
		if (digit == 10) {
			if (count > 1)
				return 0;
			*value = take_tens(s, *value);
			return 2;
		}
		if (count == most)
			return 0;
		*value = *value * 10 + (unsigned)digit;
		count++;
		s->rest.data += len;
		s->rest.len -= len;
	}
	return count;
}

/* ---- Year, month, day, time ---- */

/* 令和6年, R6.: the year before the first of an era, and its last. */
static bool take_era(struct scan *s, unsigned *before, unsigned *last)
{
	static const struct {
		const char *name, *letter;
		unsigned before, last;
	} eras[] = {
		{"令和", "R", 2018, 9999}, {"平成", "H", 1988, 2019},
		{"昭和", "S", 1925, 1989}, {"大正", "T", 1911, 1926},
		{"明治", "M", 1867, 1912},
	};
	size_t len;

	for (size_t i = 0; i < sizeof(eras) / sizeof(*eras); i++) {
		struct scan behind = *s;

		if (!skip(&behind, eras[i].name) &&
		    !(skip(&behind, eras[i].letter) &&
		      digit_at(behind.rest, &len) >= 0))
			continue;
		*s = behind;
		*before = eras[i].before;
		*last = eras[i].last;
		return true;
	}
	return false;
}

/* The same year by another calendar, in brackets: (2024年), （令和6年）. */
static void skip_other_year(struct scan *s)
{
	struct scan at = *s;
	unsigned before, last, year;
	bool era;

	skip_blanks(&at);
	if (!skip(&at, "(") && !skip(&at, "（"))
		return;
	skip(&at, "西暦");
	era = take_era(&at, &before, &last);
	if (!(era && skip(&at, "元")) &&
	    take_number(&at, era ? 2 : 4, &year) < (era ? 1u : 4u))
		return;
	skip(&at, "年");
	if (skip(&at, ")") || skip(&at, "）"))
		*s = at;
}

/* Take the year and what separates it from the month: `mark` is '-', '/', '.',
 * 'J' for 年, or 0 if nothing follows. */
static bool take_year(struct scan *s, struct moment *m, char *mark)
{
	unsigned before = 0, last = 9999, count;
	bool era;

	skip(s, "西暦");
	skip_blanks(s);
	era = take_era(s, &before, &last);
	if (era)
		skip_blanks(s);
	if (era && skip(s, "元")) {
		m->year = 1;
		count = 1;
	} else {
		count = take_number(s, era ? 2 : 4, &m->year);
	}
	if (!count || (!era && count != 4))
		return false;
	m->year += before;
	skip_other_year(s);
	skip_blanks(s);
	if (skip(s, "年"))
		*mark = 'J';
	else if (skip(s, "-"))
		*mark = '-';
	else if (skip(s, "/") || skip(s, "／"))
		*mark = '/';
	else if (skip(s, ".") || skip(s, "．"))
		*mark = '.';
	else
		*mark = 0;
	if (*mark == 'J')
		skip_other_year(s);
	if (era && !*mark)
		return false;
	return m->year >= 1 && m->year <= last;
}

static bool take_mark(struct scan *s, char mark)
{
	char text[2] = {mark, '\0'};

	if (mark == '/' && skip(s, "／"))
		return true;
	if (mark == '.' && skip(s, "．"))
		return true;
	return skip(s, text);
}

/* Take month and day after the year. */
static bool take_day(struct scan *s, struct moment *m, char mark)
{
	struct scan before = *s;

	skip_blanks(s);
	if (!take_number(s, 2, &m->month)) {
		*s = before;
		/* The year alone; 年度 is another one. */
		return mark == 'J' && !hk_span_starts(s->rest, "度");
	}
	skip_blanks(s);
	if (mark == 'J' ? !skip(s, "月") : !take_mark(s, mark))
		return mark != 'J' && mark != '.'; /* 2024-07 */
	before = *s;
	skip_blanks(s);
	if (!take_number(s, 2, &m->day)) {
		*s = before;
		return mark == 'J';
	}
	skip_blanks(s);
	return mark != 'J' || skip(s, "日");
}

/* Take 09:30[:00] or 9時30分[0秒] after a T or blanks, if there is one. */
static void take_time(struct scan *s, struct moment *m)
{
	struct moment t = *m;
	bool kanji;

	if (!skip(s, "T"))
		skip_blanks(s);
	if (!take_number(s, 2, &t.hour))
		return;
	kanji = skip(s, "時");
	if (!kanji && !skip(s, ":") && !skip(s, "："))
		return;
	if (!take_number(s, 2, &t.minute)) {
		if (!kanji)
			return;
		t.minute = 0;
	} else if (kanji ? skip(s, "分") : skip(s, ":") || skip(s, "：")) {
		if (!take_number(s, 2, &t.second))
			t.second = 0;
	}
	if (t.second == 60)
		t.second = 59; /* a leap second */
	if (t.hour > 23 || t.minute > 59 || t.second > 59)
		return;
	t.timed = true;
	*m = t;
}

/* （水）, (Wed) between date and time. */
static void skip_weekday(struct scan *s)
{
	struct scan at = *s;

	skip_blanks(&at);
	if (!skip(&at, "(") && !skip(&at, "（"))
		return;
	for (size_t i = 0; i < at.rest.len && i < 16; i++) {
		struct scan end = {
			hk_span_str(at.rest.data + i, at.rest.len - i)};

		if (skip(&end, ")") || skip(&end, "）")) {
			*s = end;
			return;
		}
	}
}

/* 20240703, 20240703T093000, 202407030930 */
static bool take_packed(struct scan *s, struct moment *m)
{
	unsigned digits[15], count = 0;
	struct scan at = *s;
	size_t len;
	int digit;

	while (count < 15 && (digit = digit_at(at.rest, &len)) >= 0) {
		digits[count++] = (unsigned)digit;
		at.rest.data += len;
		at.rest.len -= len;
		if (count == 8 && hk_span_starts(at.rest, "T"))
			skip(&at, "T");
	}
	if (count != 8 && count != 12 && count != 14)
		return false;
#define TWO(i) (digits[i] * 10 + digits[(i) + 1])
	m->year = TWO(0) * 100 + TWO(2);
	m->month = TWO(4);
	m->day = TWO(6);
	if (count > 8) {
		m->timed = true;
		m->hour = TWO(8);
		m->minute = TWO(10);
		m->second = count == 14 ? TWO(12) : 0;
	}
#undef TWO
	*s = at;
	return m->year && m->month && m->day && m->hour < 24 &&
	       m->minute < 60 && m->second < 60;
}

/* ---- In words: RFC 5322, asctime(), English ---- */

static unsigned month_of(const char *word)
{
	static const char *const names[] = {"january", "february", "march",
					    "april",   "may",	   "june",
					    "july",    "august",   "september",
					    "october", "november", "december"};
	size_t len = strcspn(word, ".");

	for (unsigned i = 0; i < 12; i++)
		if ((len == 3 || len == strlen(names[i])) &&
		    !strncasecmp(word, names[i], len))
			return i + 1;
	return len == 4 && !strncasecmp(word, "sept", 4) ? 9 : 0;
}

static void take_clock(struct moment *m, const char *word)
{
	unsigned second = 0, hour, minute;

	if (m->timed ||
	    sscanf(word, "%2u:%2u:%2u", &hour, &minute, &second) < 2 ||
	    hour > 23 || minute > 59 || second > 60)
		return;
	m->timed = true;
	m->hour = hour;
	m->minute = minute;
	m->second = second == 60 ? 59 : second; /* a leap second */
}

/* Take a word of the date; they come in any order. */
static void take_word(struct moment *m, const char *word)
{
	unsigned long number;
	char *end;

	if (strchr(word, ':')) {
		take_clock(m, word);
		return;
	}
	if (!m->month && month_of(word)) {
		m->month = month_of(word);
		return;
	}
	number = strtoul(word, &end, 10);
	if (end == word || *word == '+' || *word == '-')
		return;
	if (end - word <= 2 &&
	    (!strcasecmp(end, "st") || !strcasecmp(end, "nd") ||
	     !strcasecmp(end, "rd") || !strcasecmp(end, "th")))
		end += 2;
	if (*end)
		return;
	if (!m->day && end - word <= 4 && number >= 1 && number <= 31)
		m->day = (unsigned)number;
	else if (!m->year && end - word == 4)
		m->year = (unsigned)number;
	else if (!m->year && end - word <= 3) /* RFC 5322, 4.3 */
		m->year = (unsigned)number + (number < 50 ? 2000 : 1900);
}

static bool take_words(struct moment *m, struct hk_str value)
{
	char text[128], *rest = text, *word;

	if (value.len >= sizeof(text))
		value.len = sizeof(text) - 1;
	memcpy(text, value.data, value.len);
	text[value.len] = '\0';
	while ((word = strtok_r(rest, " \t\r\n,", &rest)))
		take_word(m, word);
	return m->month && m->day && m->year >= 1900;
}

static bool in_calendar(const struct moment *m)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30,
					     31, 31, 30, 31, 30, 31};
	bool leap =
		(m->year % 4 == 0 && m->year % 100 != 0) || m->year % 400 == 0;

	if (m->year < 1 || m->year > 9999 || m->month > 12)
		return false;
	if (!m->month)
		return !m->day;
	return m->day <= days[m->month - 1] &&
	       (m->month != 2 || m->day <= 28u + leap);
}

/* Read a date that is written in numbers, from the beginning. */
static bool take_numbers(struct moment *m, struct hk_str text)
{
	struct scan s = {text};
	char mark = 0;

	skip_blanks(&s);
	if (take_packed(&s, m))
		return true;
	memset(m, 0, sizeof(*m));
	if (!take_year(&s, m, &mark) || (mark && !take_day(&s, m, mark)))
		return false;
	if (!mark && s.rest.len)
		return false; /* a number before something else */
	if (m->day) {
		skip_weekday(&s);
		take_time(&s, m);
	}
	return true;
}

bool hk_date_normalise(char out[HK_DATE_MAX], struct hk_str text)
{
	struct moment m = {0};
	int n;

	if (!text.len)
		return false;
	if (!take_numbers(&m, text)) {
		memset(&m, 0, sizeof(m));
		if (!take_words(&m, text))
			return false;
	}
	if (!in_calendar(&m))
		return false;
	n = snprintf(out, HK_DATE_MAX, "%04u", m.year);
	if (m.month)
		n += snprintf(out + n, HK_DATE_MAX - (size_t)n, "-%02u",
			      m.month);
	if (m.day)
		n += snprintf(out + n, HK_DATE_MAX - (size_t)n, "-%02u", m.day);
	if (m.timed)
		snprintf(out + n, HK_DATE_MAX - (size_t)n, "T%02u:%02u:%02u",
			 m.hour, m.minute, m.second);
	return true;
}

bool hk_date_seconds(char out[HK_DATE_MAX], struct hk_str number)
{
	size_t digits = 0;
	long long value = 0;
	time_t seconds;
	struct tm tm;

	while (digits < number.len && digits < 16 &&
	       number.data[digits] >= '0' && number.data[digits] <= '9')
		value = value * 10 + (number.data[digits++] - '0');
	if (digits < number.len && number.data[digits] != '.')
		return false;
	if (digits == 13)
		value /= 1000;
	else if (digits == 16)
		value /= 1000000;
	else if (digits != 9 && digits != 10)
		return false;
	seconds = (time_t)value;
	return localtime_r(&seconds, &tm) &&
	       strftime(out, HK_DATE_MAX, "%Y-%m-%dT%H:%M:%S", &tm) > 0;
}
