/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/yomi.h"

#include <strings.h>

#include "base/utf8.h"
#include "formats/plain.h"
#include "text/char.h"
#include "text/kana.h"

/* Bytes of a reading that is kept. */
#define READING_MAX 600
/* Columns of a table in which readings are looked for. */
#define COLUMNS_MAX 2000

/* What a name ends in that says how something is read; the longer ones first.
 */
static const char *const ends[] = {
	"transcription", "pronunciation",
	"phonetic",	 "hiragana",
	"katakana",	 "furigana",
	"yomigana",	 "reading",
	"ruby",		 "yomi",
	"kana",		 "振り仮名",
	"振りがな",	 "読み仮名",
	"読みがな",	 "ふりがな",
	"フリガナ",	 "よみがな",
	"ヨミガナ",	 "読み",
	"よみ",		 "ヨミ",
	"仮名",		 "かな",
	"カナ",		 "ｶﾅ",
	"ﾌﾘｶﾞﾅ",
};

/* What may stand between the two, and behind them. */
static const char *const between[] = {
	"_", "-", " ", ":", ".", "(", "（", "[", "［", "の", "　", "/",
};
static const char *const behind[] = {")", "）", "]", "］", " ", "　"};

static const char *const titles[] = {
	"title",    "doctitle", "name", "subject", "題",     "題名", "表題",
	"タイトル", "件名",	"書名", "作品",	   "作品名", "名前", "名称",
};
static const char *const authors[] = {
	"author", "authors", "creator", "著者", "著者名", "作者", "作者名",
};

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static bool is_one_of(struct hk_str name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == name.len &&
		    !strncasecmp(list[i], name.data, name.len))
			return true;
	return false;
}

/* Take one of the list off the end of the name. */
static bool take_off(struct hk_str *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(list[i]);

		if (name->len < len || strncasecmp(name->data + name->len - len,
						   list[i], len) != 0)
			continue;
		name->len -= len;
		return true;
	}
	return false;
}

bool hk_yomi_of(struct hk_str *base, struct hk_str name)
{
	name = hk_plain_trim(name);
	while (take_off(&name, behind, COUNT(behind)))
		;
	if (!take_off(&name, ends, COUNT(ends)))
		return false;
	while (take_off(&name, between, COUNT(between)))
		;
	*base = name;
	return true;
}

bool hk_yomi_is(struct hk_str text)
{
	bool any = false;

	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n)
			return false;
		any = any || hk_kana_letter(c);
		if (!hk_kana_letter(c) && !hk_kana_voicing(c) &&
		    c != HK_KANA_PROLONGED && c != HK_KANA_HALF_PROLONGED &&
		    !hk_char_hiragana(c) && !hk_char_katakana(c) &&
		    c != 0x30FB && c != 0xFF65 && c != ',' && c != 0x3001 &&
		    c != 0xFF0C && (c < 0x20 || !hk_char_space(c)))
			return false;
	}
	return any && text.len <= READING_MAX;
}

enum hk_status hk_yomi_keep(struct hk_article *article, struct hk_str *field,
			    struct hk_str value)
{
	value = hk_plain_trim(value);
	return field->len || !hk_yomi_is(value)
		       ? HK_OK
		       : hk_article_keep(article, field, value);
}

bool hk_yomi_is_title(struct hk_str name)
{
	struct hk_str base;

	return hk_yomi_of(&base, name) &&
	       (!base.len || is_one_of(base, titles, COUNT(titles)));
}

bool hk_yomi_field(struct hk_article *article, struct hk_str name,
		   struct hk_str value, enum hk_status *status)
{
	struct hk_str base, *field = NULL;

	if (hk_yomi_is_title(name))
		field = &article->title_reading;
	else if (hk_yomi_of(&base, name) &&
		 is_one_of(base, authors, COUNT(authors)))
		field = &article->author_reading;
	else
		return false;
	if (!*status)
		*status = hk_yomi_keep(article, field, value);
	return true;
}

enum hk_status hk_yomi_place(struct hk_article *article, size_t from,
			     struct hk_str value, struct hk_str reading)
{
	const struct hk_buf *text = &article->text;
	const char *at = NULL;
	size_t begin;

	value = hk_plain_trim(value);
	reading = hk_plain_trim(reading);
	if (value.len && value.len <= READING_MAX && hk_yomi_is(reading))
		at = memmem(text->data + from, text->len - from, value.data,
			    value.len);
	if (!at)
		return HK_OK;
	begin = (size_t)(at - text->data);
	return hk_article_reading(
		article, (struct hk_span){begin, begin + value.len}, reading);
}

void hk_yomi_columns(size_t *out, const struct hk_str *names, size_t count)
{
	struct hk_str base, none;

	for (size_t i = 0; i < count; i++)
		out[i] = SIZE_MAX;
	for (size_t i = 0; i < count && count <= COLUMNS_MAX; i++) {
		size_t of = 0;

		if (!hk_yomi_of(&base, names[i]))
			continue;
		if (!base.len)
			of = i ? i - 1 : 1;
		while (base.len && of < count &&
		       !hk_span_same(hk_plain_trim(names[of]), base))
			of++;
		if (of < count && out[of] == SIZE_MAX &&
		    !hk_yomi_of(&none, names[of]))
			out[of] = i;
	}
}
