/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/records/units.h"

#include "formats/plain.h"
#include "formats/records/head.h"

/* Columns that are compared with the next row. */
#define WIDTH_MAX 64

static bool has_prefix(struct hk_str *text, const char *prefix)
{
	if (!hk_span_starts(*text, prefix))
		return false;
	*text = hk_plain_trim(hk_span_from(*text, strlen(prefix)));
	return true;
}

static bool has_suffix(struct hk_str *text, const char *suffix)
{
	size_t len = strlen(suffix);

	if (text->len < len ||
	    memcmp(text->data + text->len - len, suffix, len) != 0)
		return false;
	text->len -= len;
	*text = hk_plain_trim(*text);
	return true;
}

static struct hk_str without_brackets(struct hk_str text)
{
	static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"},
					       {"〔", "〕"}, {"[", "]"},
					       {"［", "］"}, {"【", "】"}};

	text = hk_plain_trim(text);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct hk_str inside = text;

		if (has_prefix(&inside, pairs[i][0]) &&
		    has_suffix(&inside, pairs[i][1]))
			return inside;
	}
	return text;
}

/* What statistics count in, without 千 and the like before it. */
static bool is_unit(struct hk_str text)
{
	static const char *const multiples[] = {"千", "万",   "百万",
						"億", "十億", "兆"};
	static const char *const units[] = {
		"人",
		"円",
		"ドル",
		"%",
		"％",
		"‰",
		"件",
		"台",
		"世帯",
		"戸",
		"棟",
		"箇所",
		"か所",
		"カ所",
		"ヶ所",
		"回",
		"日",
		"時間",
		"時",
		"分",
		"秒",
		"年",
		"月",
		"歳",
		"倍",
		"位",
		"点",
		"枚",
		"冊",
		"頭",
		"羽",
		"匹",
		"本",
		"個",
		"校",
		"社",
		"店",
		"事業所",
		"施設",
		"床",
		"隻",
		"両",
		"便",
		"人日",
		"度",
		"℃",
		"°C",
		"ポイント",
		"mm",
		"cm",
		"m",
		"km",
		"㎜",
		"㎝",
		"㎞",
		"メートル",
		"m2",
		"m²",
		"㎡",
		"ha",
		"a",
		"km2",
		"km²",
		"㎢",
		"m3",
		"m³",
		"㎥",
		"L",
		"l",
		"ℓ",
		"kl",
		"リットル",
		"g",
		"kg",
		"㎏",
		"t",
		"トン",
		"W",
		"kW",
		"kWh",
		"MW",
		"MWh",
		"J",
		"MJ",
		"GJ",
		"Hz",
		"dB",
		"hPa",
		"mm/h",
		"m/s",
		"mg/L",
		"ppm",
		"人/km2",
		"人/km²",
		"人／km2",
		"平方メートル",
		"平方キロメートル",
		"ヘクタール",
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (hk_span_same(text, hk_span_cstr(units[i])))
			return true;
	for (size_t i = 0; i < sizeof(multiples) / sizeof(*multiples); i++) {
		struct hk_str rest = text;

		if (has_prefix(&rest, multiples[i]) && rest.len)
			return is_unit(rest);
	}
	return false;
}

struct hk_str hk_units_of(struct hk_str cell)
{
	struct hk_str text = without_brackets(cell);

	if (has_prefix(&text, "単位"))
		if (!has_prefix(&text, "："))
			has_prefix(&text, ":");
	return is_unit(text) ? text : hk_span_str("", 0);
}

/* A cell above the names of rows. */
static bool is_no_unit(struct hk_str cell)
{
	cell = without_brackets(cell);
	return !cell.len || hk_span_same(cell, hk_span_cstr("単位")) ||
	       hk_span_same(cell, hk_span_cstr("-")) ||
	       hk_span_same(cell, hk_span_cstr("－"));
}

bool hk_units_is_row(struct hk_table *t)
{
	const struct hk_str rest = t->rest;
	const uint32_t line = t->line;
	bool unit[WIDTH_MAX];
	size_t width = t->count < WIDTH_MAX ? t->count : WIDTH_MAX;
	unsigned units = 0, numbers = 0;
	uint32_t at;

	for (size_t i = 0; i < t->count; i++) {
		bool is = hk_units_of(t->fields[i]).len > 0;

		if (!is && !is_no_unit(t->fields[i]))
			return false;
		if (i < width)
			unit[i] = is;
		units += is;
	}
	if (!units || !hk_table_next(t, &at) || t->why)
		numbers = 0;
	else
		for (size_t i = 0; i < t->count && i < width; i++)
			numbers +=
				unit[i] &&
				hk_head_is_number(hk_plain_trim(t->fields[i]));
	t->rest = rest;
	t->line = line;
	return numbers * 2 > units || (numbers && numbers * 2 == units);
}

enum hk_status hk_units_name(struct hk_str *name, struct hk_arena *arena,
			     struct hk_str unit)
{
	size_t mark = strlen("（"), len = name->len + unit.len + 2 * mark;
	char *both = hk_arena_alloc(arena, len);

	if (!both)
		return HK_ENOMEM;
	if (name->len)
		memcpy(both, name->data, name->len);
	memcpy(both + name->len, "（", mark);
	memcpy(both + name->len + mark, unit.data, unit.len);
	memcpy(both + len - mark, "）", mark);
	*name = hk_span_str(both, len);
	return HK_OK;
}
