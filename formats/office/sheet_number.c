/* SPDX-License-Identifier: GPL-2.0-or-later */

/* How Excel shows numbers. */

#include "formats/office/sheet.h"

#ifdef HK_OFFICE_BUILT

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* Formats of a workbook, and bytes of a code that are looked at. */
#define FORMATS_MAX 100000
#define CODE_MAX    255
#define CODES_MAX   2000
/* Days from 1899-12-30, where Excel counts from, to 1970-01-01; to 1904-01-01;
 * and to 9999-12-31, the last one. */
#define DAYS_1970 25569
#define DAYS_1904 1462
#define DAYS_MAX  2958465

/* ---- Codes ---- */

/* What a code shows: the signs outside of texts in it. */
struct shows {
	bool date, hours, minutes, seconds, elapsed, general, odd;
	bool percent, commas, point;
	unsigned char decimals;
	bool digits;
};

/* The bytes of what is not a sign: a text, an escaped character, a colour. */
static size_t aside(struct hk_str code, struct shows *s)
{
	const char *end;
	char c = *code.data;

	if (c == '\\' || c == '_' || c == '*')
		return code.len > 1 ? 2 : 1;
	if (c != '"' && c != '[')
		return 0;
	end = code.len > 1 ? memchr(code.data + 1, c == '"' ? '"' : ']',
				    code.len - 1)
			   : NULL;
	if (!end)
		return code.len;
	if (c == '[' && strchr("hHmMsS", code.data[1]) && end - code.data < 5)
		s->elapsed = true;
	return (size_t)(end - code.data) + 1;
}

/* A whole word among the signs. */
static size_t word(struct hk_str code, struct shows *s)
{
	static const char *const words[] = {"General", "G/標準", "AM/PM",
					    "A/P"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t len = strlen(words[i]);

		if (code.len < len ||
		    strncasecmp(code.data, words[i], len) != 0)
			continue;
		s->general = s->general || i < 2;
		return len;
	}
	return 0;
}

static void sign(struct shows *s, char c)
{
	switch (tolower((unsigned char)c)) {
	case 'y':
	case 'd':
	case 'g':
	case 'e':
	case 'b':
	case 'a':
		s->date = true;
		break;
	case 'h':
		s->hours = true;
		break;
	case 'm':
		s->minutes = true; /* or months */
		break;
	case 's':
		s->seconds = true;
		break;
	case '%':
		s->percent = true;
		break;
	case ',':
		s->commas = s->digits && !s->point;
		break;
	case '.':
		s->point = true;
		break;
	case '0':
	case '#':
	case '?':
		s->digits = true;
		s->decimals = (unsigned char)(s->decimals + s->point);
		break;
	case '@':
	case '/':
		s->odd = true;
		break;
	default:
		break;
	}
}

/* The signs of the first section, which is for positive numbers. */
static struct shows look(struct hk_str code)
{
	struct shows s;

	memset(&s, 0, sizeof(s));
	if (code.len > CODE_MAX)
		code.len = CODE_MAX;
	while (code.len && *code.data != ';') {
		size_t n = aside(code, &s);

		if (!n)
			n = word(code, &s);
		if (!n && (*code.data | 0x20) == 'e' && code.len > 1 &&
		    (code.data[1] == '+' || code.data[1] == '-')) {
			s.general = true; /* an exponent */
			n = 2;
		}
		if (!n) {
			sign(&s, *code.data);
			n = 1;
		}
		code = hk_span_from(code, n);
	}
	return s;
}

struct hk_sheet_format hk_sheet_number_code(struct hk_str code)
{
	struct shows s = look(code);
	struct hk_sheet_format f = {.shape = HK_SHEET_GENERAL};

	f.seconds = s.seconds;
	if (s.general)
		return f;
	if (s.elapsed)
		f.shape = HK_SHEET_ELAPSED;
	else if (s.date && (s.hours || s.seconds))
		f.shape = HK_SHEET_BOTH;
	else if (s.hours || s.seconds)
		f.shape = HK_SHEET_TIME;
	else if (s.date || s.minutes)
		f.shape = HK_SHEET_DATE;
	else if (s.digits && !s.odd)
		f.shape = HK_SHEET_FIXED;
	f.decimals = s.decimals;
	f.percent = s.percent;
	f.commas = s.commas;
	return f;
}

struct hk_sheet_format hk_sheet_number_built_in(unsigned n)
{
	static const struct {
		unsigned char from, to;
		const char *code;
	} codes[] = {
		{1, 1, "0"},	      {2, 2, "0.00"},	    {3, 3, "#,##0"},
		{4, 4, "#,##0.00"},   {5, 6, "#,##0"},	    {7, 8, "#,##0.00"},
		{9, 9, "0%"},	      {10, 10, "0.00%"},    {14, 17, "y"},
		{18, 18, "h:m"},      {19, 19, "h:m:s"},    {20, 20, "h:m"},
		{21, 21, "h:m:s"},    {22, 22, "y h:m"},    {27, 31, "y"},
		{32, 32, "h:m"},      {33, 33, "h:m:s"},    {34, 36, "y"},
		{37, 38, "#,##0"},    {39, 40, "#,##0.00"}, {41, 42, "#,##0"},
		{43, 44, "#,##0.00"}, {45, 45, "m:s"},	    {46, 46, "[h]:m:s"},
		{47, 47, "m:s"},      {50, 58, "y"},
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (n >= codes[i].from && n <= codes[i].to)
			return hk_sheet_number_code(
				hk_span_cstr(codes[i].code));
	return hk_sheet_number_code(hk_span_cstr("General"));
}

/* ---- Numbers ---- */

/* A decimal number with an exponent, whatever the locale is. */
static bool parse(double *out, struct hk_str text)
{
	double value = 0, scale = 1;
	int exponent = 0, sign = 1;
	bool minus = false, point = false, digits = false;
	size_t i = 0;

	if (text.len && (*text.data == '-' || *text.data == '+'))
		minus = text.data[i++] == '-';
	for (; i < text.len; i++) {
		char c = text.data[i];

		if (c == '.' && !point) {
			point = true;
		} else if (c >= '0' && c <= '9') {
			value = value * 10 + (c - '0');
			scale *= point ? 10 : 1;
			digits = true;
		} else {
			break;
		}
	}
	if (i < text.len && (text.data[i] | 0x20) == 'e') {
		i++;
		if (i < text.len &&
		    (text.data[i] == '-' || text.data[i] == '+'))
			sign = text.data[i++] == '-' ? -1 : 1;
		for (; i < text.len && isdigit((unsigned char)text.data[i]) &&
		       exponent < 1000;
		     i++)
			exponent = exponent * 10 + (text.data[i] - '0');
	}
	if (!digits || i < text.len || scale > 1e300)
		return false;
	*out = (minus ? -value : value) / scale * pow(10, sign * exponent);
	return isfinite(*out);
}

/* The day of a number of days since 1970-01-01, by Howard Hinnant's
 * civil_from_days (chrono-compatible low-level date algorithms). */
static int put_day(char *out, size_t size, long days)
{
	long z = days + 719468, era = z / 146097, doe = z - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;

	return snprintf(out, size, "%04ld-%02ld-%02ld",
			yoe + era * 400 + (month <= 2), month,
			doy - (153 * mp + 2) / 5 + 1);
}

static bool put_date(char *out, size_t size, double value,
		     struct hk_sheet_format f, bool from_1904)
{
	double day = floor(value);
	long seconds = lround((value - day) * 86400), days = (long)day;
	int len = 0;

	if (value < 0 || value > DAYS_MAX)
		return false;
	if (f.shape == HK_SHEET_ELAPSED)
		seconds += days * 86400;
	else if (seconds >= 86400)
		seconds = 86399;
	if (from_1904)
		days += DAYS_1904;
	else if (days < 60)
		days++; /* Excel has a 29th of February 1900 */
	if (f.shape == HK_SHEET_DATE || f.shape == HK_SHEET_BOTH)
		len = put_day(out, size, days - DAYS_1970);
	if (f.shape == HK_SHEET_DATE)
		return true;
	len += snprintf(out + len, size - (size_t)len, "%s%ld:%02ld",
			len ? " " : "", seconds / 3600, seconds / 60 % 60);
	if (f.seconds)
		snprintf(out + len, size - (size_t)len, ":%02ld", seconds % 60);
	return true;
}

/* With commas between thousands. */
static void put_fixed(char *out, size_t size, double value,
		      struct hk_sheet_format f)
{
	char digits[64];
	const char *point;
	size_t n = 0, whole;
	int len = snprintf(digits, sizeof(digits), "%.*f",
			   f.decimals < 15 ? f.decimals : 15,
			   f.percent ? value * 100 : value);

	point = strpbrk(digits, ".,");
	whole = point ? (size_t)(point - digits) : (size_t)len;
	for (size_t i = 0; i < (size_t)len && n + 3 < size; i++) {
		bool first = i == 0 || (i == 1 && digits[0] == '-');

		if (f.commas && i < whole && !first && (whole - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = i == whole ? '.' : digits[i];
	}
	if (f.percent)
		out[n++] = '%';
	out[n] = '\0';
}

void hk_sheet_number_put(struct hk_office_flow *flow, struct hk_str text,
			 struct hk_sheet_format f, bool from_1904)
{
	char out[128];
	double value;

	text = hk_span_trim(text);
	if (!parse(&value, text)) {
		hk_office_flow_text(flow, text);
		return;
	}
	*out = '\0';
	if (f.shape == HK_SHEET_FIXED && fabs(value) < 1e15)
		put_fixed(out, sizeof(out), value, f);
	else if (f.shape > HK_SHEET_FIXED)
		put_date(out, sizeof(out), value, f, from_1904);
	else if (text.len > 15) /* 0.30000000000000004 */
		snprintf(out, sizeof(out), "%.15g", value);
	if (*out)
		hk_office_flow_text(flow, hk_span_cstr(out));
	else
		hk_office_flow_text(flow, text);
}

/* ---- Styles of cells ---- */

struct code {
	unsigned number;
	struct hk_sheet_format format;
};

struct reading {
	struct hk_office *office;
	struct hk_sheet_styles *styles;
	struct code *codes;
	size_t count, capacity;
	bool cells; /* inside of cellXfs */
};

static struct hk_sheet_format format_of(const struct reading *r,
					unsigned number)
{
	for (size_t i = r->count; i-- > 0;)
		if (r->codes[i].number == number)
			return r->codes[i].format;
	return hk_sheet_number_built_in(number);
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct reading *r = ctx;
	struct hk_arena *arena = &r->office->arena;
	unsigned number;

	if (hk_xml_parse_is(e, "cellXfs"))
		r->cells = true;
	number = hk_office_number(hk_xml_parse_value(e, "numFmtId"), 1u << 20,
				  0);
	if (hk_xml_parse_is(e, "numFmt") && r->count < CODES_MAX) {
		if (!HK_ARENA_RESERVE(arena, r->codes, r->capacity,
				      r->count + 1))
			return HK_ENOMEM;
		r->codes[r->count].number = number;
		r->codes[r->count++].format = hk_sheet_number_code(
			hk_xml_parse_value(e, "formatCode"));
	} else if (hk_xml_parse_is(e, "xf") && r->cells &&
		   r->styles->count < FORMATS_MAX) {
		if (!HK_ARENA_RESERVE(arena, r->styles->list,
				      r->styles->capacity,
				      r->styles->count + 1))
			return HK_ENOMEM;
		r->styles->list[r->styles->count++] = format_of(r, number);
	}
	return HK_OK;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct reading *r = ctx;

	if (hk_xml_parse_is(e, "cellXfs"))
		r->cells = false;
	return HK_OK;
}

enum hk_status hk_sheet_styles_read(struct hk_sheet_styles *styles,
				    struct hk_office *o,
				    struct hk_office_part *part)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  NULL};
	struct reading r = {.office = o, .styles = styles};

	if (!part)
		return HK_OK;
	return hk_office_package_parse(&o->package, part, &events, &r, o->err);
}

#endif
