/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/records/columns.h"

#include <strings.h>

#include "formats/plain.h"

#define SPEC_MAX (64u << 10)

/* The first of each role is the word for --columns. */
static const struct {
	const char *name;
	enum hk_columns_role role;
} names[] = {
	{"id", HK_COLUMNS_ID},		{"title", HK_COLUMNS_TITLE},
	{"text", HK_COLUMNS_TEXT},	{"date", HK_COLUMNS_DATE},
	{"tags", HK_COLUMNS_TAGS},	{"url", HK_COLUMNS_URL},
	{"author", HK_COLUMNS_AUTHOR},	{"subject", HK_COLUMNS_TITLE},
	{"題名", HK_COLUMNS_TITLE},	{"題", HK_COLUMNS_TITLE},
	{"表題", HK_COLUMNS_TITLE},	{"件名", HK_COLUMNS_TITLE},
	{"タイトル", HK_COLUMNS_TITLE}, {"body", HK_COLUMNS_TEXT},
	{"content", HK_COLUMNS_TEXT},	{"本文", HK_COLUMNS_TEXT},
	{"内容", HK_COLUMNS_TEXT},	{"テキスト", HK_COLUMNS_TEXT},
	{"日付", HK_COLUMNS_DATE},	{"日時", HK_COLUMNS_DATE},
	{"年月日", HK_COLUMNS_DATE},	{"tag", HK_COLUMNS_TAGS},
	{"タグ", HK_COLUMNS_TAGS},	{"分類", HK_COLUMNS_TAGS},
	{"カテゴリ", HK_COLUMNS_TAGS},	{"カテゴリー", HK_COLUMNS_TAGS},
	{"ＵＲＬ", HK_COLUMNS_URL},	{"著者", HK_COLUMNS_AUTHOR},
	{"作者", HK_COLUMNS_AUTHOR},
};
#define NAME_COUNT (sizeof(names) / sizeof(*names))
#define ROLE_COUNT 7 /* words at the beginning of the table */

static enum hk_columns_role find(struct hk_str name, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(names[i].name) == name.len &&
		    !strncasecmp(names[i].name, name.data, name.len))
			return names[i].role;
	return HK_COLUMNS_OTHER;
}

enum hk_columns_role hk_columns_guess(struct hk_str name)
{
	name = hk_plain_trim(name);
	return name.len ? find(name, NAME_COUNT) : HK_COLUMNS_OTHER;
}

bool hk_columns_none(struct hk_str *spec)
{
	size_t len = strlen(HK_COLUMNS_NONE);

	if (!hk_span_starts(*spec, HK_COLUMNS_NONE) ||
	    (spec->len > len && spec->data[len] != ','))
		return false;
	*spec = hk_span_from(*spec, spec->len > len ? len + 1 : len);
	return true;
}

bool hk_columns_next(struct hk_str *spec, enum hk_columns_role *role,
		     struct hk_str *name, struct hk_arena *arena,
		     enum hk_status *status, struct hk_error *err)
{
	const char *sign;
	struct hk_str word = {spec->data, 0};
	size_t at = 0, len = 0;
	char *copy;

	*status = HK_OK;
	if (!spec->len)
		return false;
	sign = memchr(spec->data, '=', spec->len);
	if (sign)
		word.len = (size_t)(sign - spec->data);
	*role = word.len ? find(word, ROLE_COUNT) : HK_COLUMNS_OTHER;
	copy = hk_arena_copy(arena, spec->data, spec->len);
	if (!copy) {
		*status = hk_error_nomem(err);
		return false;
	}
	at = word.len + 1;
	while (*role && at < spec->len && spec->data[at] != ',') {
		if (spec->data[at] == '\\' && at + 1 < spec->len)
			at++;
		copy[len++] = spec->data[at++];
	}
	*name = hk_plain_trim(hk_span_str(copy, len));
	if (!*role || !name->len) {
		*status = hk_error_set(
			err, HK_EUSAGE,
			"--columns is id=NAME,title=NAME,text=NAME,...; the "
			"roles are %s; it begins with %s if the table has no "
			"row of names",
			HK_COLUMNS_ROLES, HK_COLUMNS_NONE);
		return false;
	}
	at += at < spec->len; /* the comma */
	spec->data += at;
	spec->len -= at;
	return true;
}

enum hk_status hk_columns_check(struct hk_str spec, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	enum hk_columns_role role;
	struct hk_arena arena;
	struct hk_str name;

	if (spec.len > SPEC_MAX)
		return hk_error_set(err, HK_EUSAGE, "--columns is too long");
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_columns_none(&spec);
	while (hk_columns_next(&spec, &role, &name, &arena, &status, err))
		;
	hk_arena_release(&arena);
	return status;
}
