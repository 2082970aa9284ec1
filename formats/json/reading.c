/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/reading.h"

#include "formats/yomi.h"

/* Readings of an object; each looks at all of its members. */
#define READINGS_MAX 32

/* Say how the value is read. */
static enum hk_status put(struct hk_article *a,
			  const struct hk_json_roles *roles,
			  const struct hk_json_tree *t, uint32_t value,
			  struct hk_str reading)
{
	switch (hk_json_role_of(roles, hk_json_tree_key(t, value))) {
	case HK_JSON_TITLE:
		return hk_yomi_keep(a, &a->title_reading, reading);
	case HK_JSON_AUTHOR:
		return hk_yomi_keep(a, &a->author_reading, reading);
	default:
		return hk_yomi_place(a, 0, hk_json_tree_text(t, value),
				     reading);
	}
}

enum hk_status hk_json_reading_take(struct hk_article *article,
				    const struct hk_json_roles *roles,
				    const struct hk_json_tree *t,
				    uint32_t object)
{
	enum hk_status status = HK_OK;
	unsigned count = 0;

	for (uint32_t v = hk_json_tree_first(t, object);
	     v && count < READINGS_MAX && !status;
	     v = hk_json_tree_next(t, v)) {
		struct hk_str key = hk_json_tree_key(t, v), base, reading;

		if (hk_json_tree_kind(t, v) != HK_JSON_STRING ||
		    !hk_yomi_of(&base, key))
			continue;
		count++;
		reading = hk_json_tree_text(t, v);
		if (hk_yomi_field(article, key, reading, &status) || !base.len)
			continue;
		for (uint32_t of = hk_json_tree_first(t, object); of && !status;
		     of = hk_json_tree_next(t, of))
			if (hk_json_tree_kind(t, of) == HK_JSON_STRING &&
			    hk_span_same(hk_json_tree_key(t, of), base))
				status = put(article, roles, t, of, reading);
	}
	return status;
}
