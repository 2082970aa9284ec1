/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Titles and dates of manual pages. */

#include "formats/roff/language.h"

#include <stdio.h>
#include <strings.h>

#include "base/utf8.h"

#define TITLE_MAX   300 /* bytes of a name, and of what it does */
#define SECTION_MAX 16

/* ---- Dates ---- */

struct date {
	unsigned year, month, day;
};

/* The number of the month that begins with the word's letters, or 0. */
static unsigned month_named(struct hk_str word)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (word.len < 3)
		return 0;
	for (unsigned m = 0; m < 12; m++)
		if (!strncasecmp(word.data, names + 3 * m, 3))
			return m + 1;
	return 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Take a number of a date: its size and position tell whether it is the year,
 * the month or the day. */
static void take_number(struct date *d, unsigned value, struct hk_str behind)
{
	while (behind.len && behind.data[0] == ' ') {
		behind.data++;
		behind.len--;
	}
	if (value >= 1970 && value <= 2199 && !d->year)
		d->year = value;
	else if (hk_span_starts(behind, "月") && value >= 1 && value <= 12)
		d->month = value;
	else if (d->year && !d->month && value >= 1 && value <= 12)
		d->month = value; /* 2020-12-21 */
	else if (!d->day && value >= 1 && value <= 31)
		d->day = value;
}

bool hk_roff_date(struct hk_str text, char out[11])
{
	struct date d = {0, 0, 0};
	size_t at = 0;

	while (at < text.len) {
		size_t end = at;
		unsigned value = 0;

		if (is_digit(text.data[at])) {
			while (end < text.len && is_digit(text.data[end]) &&
			       end - at < 5)
				value = value * 10 +
					(unsigned)(text.data[end++] - '0');
			take_number(
				&d, value,
				hk_span_str(text.data + end, text.len - end));
		} else if (is_letter(text.data[at])) {
			while (end < text.len && is_letter(text.data[end]))
				end++;
			if (!d.month)
				d.month = month_named(
					hk_span_str(text.data + at, end - at));
		} else {
			end++;
		}
		at = end;
	}
	if (!d.year || !d.month)
		return false;
	snprintf(out, 11, "%04u-%02u-%02u", d.year % 10000, d.month % 100,
		 d.day ? d.day % 100 : 1);
	return true;
}

/* ---- Titles ---- */

/* Cut "names - what it does" in two; false: there is no dash. */
static bool cut_line(struct hk_str line, struct hk_str *names,
		     struct hk_str *says)
{
	static const char *const dashes[] = {"-", "--", "—", "–",
					     "―", "−",	"－"};

	for (size_t at = 0; at < line.len; at++) {
		if (at && (unsigned char)line.data[at - 1] > ' ')
			continue;
		for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
			size_t end = at + strlen(dashes[i]);
			struct hk_str here =
				hk_span_str(line.data + at, line.len - at);

			if (!hk_span_starts(here, dashes[i]) ||
			    end >= line.len ||
			    (unsigned char)line.data[end] > ' ')
				continue;
			*names = hk_span_trim(hk_span_str(line.data, at));
			*says = hk_span_trim(
				hk_span_str(line.data + end, line.len - end));
			return true;
		}
	}
	return false;
}

/* The name among "a, b" that differs from `name` only in case, so that LS
 * becomes ls; `name` itself if there is none. */
static struct hk_str written(struct hk_str name, struct hk_str names)
{
	while (names.len) {
		size_t n = 0;
		struct hk_str one;

		while (n < names.len && !strchr(", \n\t", names.data[n]))
			n++;
		one = hk_span_str(names.data, n);
		if (n > name.len && one.data[n - name.len - 1] == '/')
			one = hk_span_str(one.data + n - name.len, name.len);
		if (one.len == name.len &&
		    !strncasecmp(one.data, name.data, name.len))
			return one;
		n += n < names.len;
		names = hk_span_str(names.data + n, names.len - n);
	}
	return name;
}

/* The first of "a, b". */
static struct hk_str first_of(struct hk_str names)
{
	size_t n = 0;

	while (n < names.len && !strchr(", \n\t", names.data[n]))
		n++;
	return hk_span_str(names.data, n);
}

/* Append as one line of at most `most` bytes. */
static enum hk_status append_line(struct hk_buf *out, struct hk_str text,
				  size_t most)
{
	enum hk_status status = HK_OK;
	size_t len = text.len <= most ? text.len : hk_utf8_boundary(text, most);

	for (size_t i = 0; !status && i < len; i++)
		status = hk_buf_putc(out,
				     text.data[i] == '\n' ? ' ' : text.data[i]);
	return status;
}

enum hk_status hk_roff_title(struct hk_buf *out, struct hk_str name,
			     struct hk_str section, struct hk_str line)
{
	struct hk_str names = {NULL, 0}, says = {NULL, 0};
	enum hk_status status = HK_OK;

	line = hk_span_trim(line);
	name = hk_span_trim(name);
	section = hk_span_trim(section);
	if (!cut_line(line, &names, &says))
		says = line;
	if (name.len)
		name = written(name, names);
	else
		name = first_of(names);
	if (name.len)
		status = append_line(out, name, TITLE_MAX);
	if (!status && name.len && section.len) {
		status = hk_buf_putc(out, '(');
		if (!status)
			status = append_line(out, section, SECTION_MAX);
		if (!status)
			status = hk_buf_putc(out, ')');
	}
	if (status || !says.len || hk_span_same(says, name))
		return status;
	if (name.len)
		status = hk_buf_puts(out, " — ");
	return status ? status : append_line(out, says, TITLE_MAX);
}
