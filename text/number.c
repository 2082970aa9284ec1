/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/number.h"

#include <stdint.h>
#include <stdio.h>

#include "base/utf8.h"

/* Values with units (十, 万, ...) are below this. */
/* Digits of a number that may be one word with its counter. */
#define VALUE_COUNTED 2
#define VALUE_MAX     UINT64_C(1000000000000000000)

/* The value of a digit in any writing; -1 for any other character. */
static int digit_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	switch (c) {
	case 0x3007: /* 〇 */
		return 0;
	case 0x4E00: /* 一 */
		return 1;
	case 0x4E8C: /* 二 */
		return 2;
	case 0x4E09: /* 三 */
		return 3;
	case 0x56DB: /* 四 */
		return 4;
	case 0x4E94: /* 五 */
		return 5;
	case 0x516D: /* 六 */
		return 6;
	case 0x4E03: /* 七 */
		return 7;
	case 0x516B: /* 八 */
		return 8;
	case 0x4E5D: /* 九 */
		return 9;
	case 0x58F1: /* 壱 */
		return 1;
	case 0x5F10: /* 弐 */
		return 2;
	case 0x53C2: /* 参 */
		return 3;
	default:
		return -1;
	}
}

/* What 十 百 千 万 億 兆 multiply by; 0 for any other character. */
static uint64_t unit_of(uint32_t c)
{
	switch (c) {
	case 0x5341: /* 十 */
	case 0x62FE: /* 拾 */
		return 10;
	case 0x767E: /* 百 */
		return 100;
	case 0x5343: /* 千 */
		return 1000;
	case 0x4E07: /* 万 */
	case 0x842C: /* 萬 */
		return 10000;
	case 0x5104: /* 億 */
		return 100000000;
	case 0x5146: /* 兆 */
		return UINT64_C(1000000000000);
	default:
		return 0;
	}
}

/* A run of digits on its way to a number. */
struct digits {
	char text[HK_NUMBER_MAX];
	size_t len;	/* of `text`, bytes */
	size_t decimal; /* digits after the point */
	bool point;	/* there is one */
};

/* Read digits, commas and a point from `*at` on, which moves to the byte after
 * them. False if commas or the point are in the wrong places. */
static bool read_digits(struct digits *d, struct hk_str text, size_t *at)
{
	size_t group = 0; /* digits since the last comma */
	bool commas = false;

	memset(d, 0, sizeof(*d));
	while (*at < text.len) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text.data + *at, text.len - *at, &c);
		int digit = n ? digit_of(c) : -1;

		if (digit < 0 && c != ',' && c != '.')
			break;
		if (d->len + 2 > HK_NUMBER_MAX)
			return false;
		if (digit >= 0) {
			d->text[d->len++] = (char)('0' + digit);
			d->decimal += d->point;
			group++;
		} else if (d->point || !group ||
			   (commas ? group != 3 : c == ',' && group > 3)) {
			return false;
		} else if (c == ',') {
			commas = true;
			group = 0;
		} else {
			d->point = true;
			d->text[d->len++] = '.';
			group = 0;
			commas = false;
		}
		*at += n;
	}
	return (!commas || group == 3) && (!d->point || d->decimal);
}

/* The digits as a number, times `by`; false if the product is not whole. */
static bool times(uint64_t *out, const struct digits *d, uint64_t by)
{
	uint64_t value = 0;
	size_t decimal = d->decimal;

	for (size_t i = 0; i < d->len; i++) {
		if (d->text[i] == '.')
			continue;
		value = value * 10 + (uint64_t)(d->text[i] - '0');
		if (value >= VALUE_MAX / 10)
			return false;
	}
	for (; decimal; decimal--, by /= 10)
		if (by % 10)
			return false;
	if (value && by > VALUE_MAX / value)
		return false;
	*out = (d->len ? value : 1) * by;
	return true;
}

/* Read a number with units: 十 百 千 multiply within a section, 万 億 兆 end
 * one. `d` has its first digits, which end at `at`. */
static bool read_units(uint64_t *out, struct digits *d, struct hk_str text,
		       size_t at)
{
	uint64_t total = 0, section = 0, part, large = VALUE_MAX, small = 10000;

	while (at < text.len) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);
		uint64_t unit = n ? unit_of(c) : 0;

		if (!unit)
			return false;
		if (unit < 10000) {
			if (unit >= small || !times(&part, d, unit))
				return false;
			section += part;
			small = unit;
		} else {
			if (unit >= large)
				return false;
			part = section * unit;
			if ((d->len || !section) && !times(&part, d, unit))
				return false;
			if (d->len && section)
				part += section * unit;
			total += part;
			section = 0;
			small = 10000;
			large = unit;
		}
		at += n;
		if (total >= VALUE_MAX || !read_digits(d, text, &at))
			return false;
	}
	part = 0;
	if (d->len && !times(&part, d, 1))
		return false;
	if (d->len && part >= (section ? small : large))
		return false;
	*out = total + section + part;
	return true;
}

bool hk_number_value(struct hk_str text, char out[HK_NUMBER_MAX], size_t *len)
{
	struct digits d;
	uint64_t value;
	size_t at = 0;

	*len = 0;
	if (!text.len || !read_digits(&d, text, &at))
		return false;
	if (at == text.len) {
		memcpy(out, d.text, d.len);
		*len = d.len;
		return d.len > 0;
	}
	if (!read_units(&value, &d, text, at))
		return false;
	*len = (size_t)snprintf(out, HK_NUMBER_MAX, "%llu",
				(unsigned long long)value);
	return true;
}

/* ---- What is counted ---- */

bool hk_number_counter(struct hk_str counter, struct hk_str value)
{
	/* One or two characters of three bytes each. */
	static const char counters[][7] = {
		"つ",	"月",	"日",	"人",	"番",	"級",	"位",	"等",
		"度",	"回",	"次",	"段",	"種",	"軍",	"塁",	"世",
		"期",	"周",	"泊",	"杯",	"歳",	"代",	"時",	"分",
		"枚",	"流",	"章",	"行",	"点",	"品",	"面",	"球",
		"次元", "人称", "等親", "親等", "塁打", "塁手", "輪車", "重奏",
		"重唱", "角形", "進法", "文字", "回忌", "周忌", "週",
	};

	if (value.len > VALUE_COUNTED || !value.len || *value.data == '0' ||
	    memchr(value.data, '.', value.len) ||
	    (counter.len != 3 && counter.len != 6))
		return false;
	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++)
		if (!memcmp(counter.data, counters[i], 3) &&
		    hk_span_same(counter, hk_span_cstr(counters[i])))
			return true;
	return false;
}

bool hk_number_counted(struct hk_str word, char out[HK_NUMBER_MAX], size_t *len)
{
	static const char *const not_counted[] = {"一時", "十分"};
	struct hk_str counter;
	size_t at = 0, n;

	if (!word.len || (unsigned char)*word.data < 0xE4)
		return false; /* no numeral that is a kanji */
	for (; at < word.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		if (n != 3 || (digit_of(c) < 1 && unit_of(c) != 10))
			break;
	}
	counter = hk_span_str(word.data + at, word.len - at);
	if (!at || !hk_number_value(hk_span_str(word.data, at), out, len) ||
	    !hk_number_counter(counter, hk_span_str(out, *len)))
		return false;
	for (size_t i = 0; i < sizeof(not_counted) / sizeof(*not_counted); i++)
		if (hk_span_same(word, hk_span_cstr(not_counted[i])))
			return false;
	memcpy(out + *len, counter.data, counter.len);
	*len += counter.len;
	return true;
}

/* ---- In a text ---- */

static bool is_digits(struct hk_str text, struct hk_span span)
{
	for (size_t i = span.begin; i < span.end; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return true;
}

static bool is_sign(char byte)
{
	return byte == ',' || byte == '.';
}

/* Does the morpheme consist of digits and units? 数, 何 and 幾 do not. After
 * other numerals (`behind`), 〇 is a numeral too, although dictionaries may
 * call it a symbol. */
static bool is_numeral(struct hk_str text, const struct hk_morpheme *m,
		       bool behind)
{
	size_t n;

	if (m->cls != HK_MORPH_NUMBER &&
	    !(behind && m->span.end - m->span.begin == 3 &&
	      !memcmp(text.data + m->span.begin, "〇", 3)))
		return false;
	for (size_t at = m->span.begin; at < m->span.end; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, m->span.end - at, &c);
		if (!n || (digit_of(c) < 0 && !unit_of(c)))
			return false;
	}
	return true;
}

/* The morpheme that continues the number that ends with `last`; `last` itself
 * if none does. */
static size_t next_of(struct hk_str text, const struct hk_morpheme *list,
		      size_t count, size_t last)
{
	size_t next = last + 1, end = list[last].span.end;
	char sign;

	if (next < count && list[next].span.begin == end)
		if (is_numeral(text, &list[next], true))
			return next;
	if (end + 1 >= text.len)
		return last;
	sign = text.data[end];
	if (!is_sign(sign) || !is_digits(text, list[last].span))
		return last;
	while (next < count && list[next].span.end == end + 1)
		next++;
	if (next < count && list[next].span.begin == end + 1 &&
	    list[next].cls == HK_MORPH_NUMBER &&
	    is_digits(text, list[next].span) &&
	    (sign == '.' || list[next].span.end == end + 4))
		return next;
	return last;
}

size_t hk_number_at(struct hk_str text, const struct hk_morpheme *list,
		    size_t count, size_t first, char value[HK_NUMBER_MAX],
		    size_t *len)
{
	size_t last = first, next;
	struct hk_span span = list[first].span;

	if (!is_numeral(text, &list[first], false))
		return 0;
	if (span.begin >= 2 && is_sign(text.data[span.begin - 1]) &&
	    is_digits(text, (struct hk_span){span.begin - 2, span.begin - 1}))
		return 0;
	/* 数百, 十数人 */
	if (first && list[first - 1].span.end == span.begin &&
	    list[first - 1].cls == HK_MORPH_NUMBER)
		return 0;
	while ((next = next_of(text, list, count, last)) != last)
		last = next;
	span.end = list[last].span.end;
	if (last + 1 < count && list[last + 1].span.begin == span.end &&
	    list[last + 1].cls == HK_MORPH_NUMBER)
		return 0;
	if (!hk_number_value(
		    hk_span_str(text.data + span.begin, span.end - span.begin),
		    value, len))
		return 0;
	return last - first + 1;
}
