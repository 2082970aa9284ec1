/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/role.h"

#include <strings.h>

/*
 * Keys beside those of formats/records/columns.c, in any case. They are those
 * of common exports: minutes of the Diet (speech, nameOfMeeting), Slack (ts),
 * Discord (timestamp), ChatGPT (create_time), feeds as JSON (content_html).
 */
static const struct {
	const char *key;
	enum hk_json_role role;
} keys[] = {
	{"_id", HK_JSON_ID},
	{"uid", HK_JSON_ID},
	{"uuid", HK_JSON_ID},
	{"guid", HK_JSON_ID},
	{"speechID", HK_JSON_ID},
	{"name", HK_JSON_TITLE},
	{"headline", HK_JSON_TITLE},
	{"heading", HK_JSON_TITLE},
	{"nameOfMeeting", HK_JSON_TITLE},
	{"見出し", HK_JSON_TITLE},
	{"名前", HK_JSON_TITLE},
	{"名称", HK_JSON_TITLE},
	{"lines", HK_JSON_TEXT},
	{"speech", HK_JSON_TEXT},
	{"message", HK_JSON_TEXT},
	{"full_text", HK_JSON_TEXT},
	{"content_html", HK_JSON_TEXT},
	{"content_text", HK_JSON_TEXT},
	{"発言", HK_JSON_TEXT},
	{"文", HK_JSON_TEXT},
	{"time", HK_JSON_DATE},
	{"datetime", HK_JSON_DATE},
	{"timestamp", HK_JSON_DATE},
	{"ts", HK_JSON_DATE},
	{"created", HK_JSON_DATE},
	{"created_at", HK_JSON_DATE},
	{"createdAt", HK_JSON_DATE},
	{"create_time", HK_JSON_DATE},
	{"published", HK_JSON_DATE},
	{"published_at", HK_JSON_DATE},
	{"publishedAt", HK_JSON_DATE},
	{"date_published", HK_JSON_DATE},
	{"pubDate", HK_JSON_DATE},
	{"link", HK_JSON_URL},
	{"permalink", HK_JSON_URL},
	{"speechURL", HK_JSON_URL},
	{"labels", HK_JSON_TAGS},
	{"categories", HK_JSON_TAGS},
	{"category", HK_JSON_TAGS},
	{"keywords", HK_JSON_TAGS},
	{"topics", HK_JSON_TAGS},
	{"speaker", HK_JSON_AUTHOR},
	{"user_profile", HK_JSON_AUTHOR},
	{"creator", HK_JSON_AUTHOR},
	{"username", HK_JSON_AUTHOR},
	{"sender", HK_JSON_AUTHOR},
	{"from", HK_JSON_AUTHOR},
	{"user", HK_JSON_AUTHOR},
	{"発言者", HK_JSON_AUTHOR},
	{"blocks", HK_JSON_NEVER}, /* Slack: the text once more */
	{"speakerYomi", HK_JSON_NEVER},
	{"properties", HK_JSON_INNER}, /* GeoJSON */
	{"attributes", HK_JSON_INNER},
	{"fields", HK_JSON_INNER},
	{"_source", HK_JSON_INNER},
};

static const enum hk_json_role from_columns[] = {
	[HK_COLUMNS_OTHER] = HK_JSON_OTHER,
	[HK_COLUMNS_ID] = HK_JSON_ID,
	[HK_COLUMNS_TITLE] = HK_JSON_TITLE,
	[HK_COLUMNS_TEXT] = HK_JSON_TEXT,
	[HK_COLUMNS_DATE] = HK_JSON_DATE,
	[HK_COLUMNS_TAGS] = HK_JSON_TAGS,
	[HK_COLUMNS_URL] = HK_JSON_URL,
	[HK_COLUMNS_AUTHOR] = HK_JSON_AUTHOR,
};

enum hk_status hk_json_role_init(struct hk_json_roles *r, struct hk_str columns,
				 struct hk_error *err)
{
	enum hk_columns_role role;
	enum hk_status status = HK_OK;
	struct hk_str name;

	memset(r, 0, sizeof(*r));
	hk_arena_init(&r->arena, HK_BUF_NO_MAX);
	hk_columns_none(&columns); /* said of tables */
	while (hk_columns_next(&columns, &role, &name, &r->arena, &status,
			       err)) {
		if (r->count == sizeof(r->list) / sizeof(*r->list))
			return hk_error_set(err, HK_EUSAGE,
					    "--columns names too many");
		r->list[r->count].name = name;
		r->list[r->count++].role = from_columns[role];
	}
	return status;
}

void hk_json_role_release(struct hk_json_roles *r)
{
	hk_arena_release(&r->arena);
}

enum hk_json_role hk_json_role_of(const struct hk_json_roles *r,
				  struct hk_str key)
{
	enum hk_json_role role;

	for (size_t i = 0; i < r->count; i++)
		if (hk_span_same(key, r->list[i].name))
			return r->list[i].role;
	if (r->count)
		return HK_JSON_OTHER;
	role = from_columns[hk_columns_guess(key)];
	for (size_t i = 0; !role && i < sizeof(keys) / sizeof(*keys); i++)
		if (strlen(keys[i].key) == key.len &&
		    !strncasecmp(keys[i].key, key.data, key.len))
			role = keys[i].role;
	return role;
}
