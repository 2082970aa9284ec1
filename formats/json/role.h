/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_ROLE_H
#define HIKU_FORMATS_JSON_ROLE_H

/* What the members of an object mean for an article, by their keys. */

#include "formats/json/tree.h"
#include "formats/records/columns.h"

enum hk_json_role {
	HK_JSON_OTHER,
	HK_JSON_ID,
	HK_JSON_TITLE,
	HK_JSON_TEXT,
	HK_JSON_DATE,
	HK_JSON_TAGS,
	HK_JSON_URL,
	HK_JSON_AUTHOR,
	HK_JSON_NEVER, /* what a program wrote for itself */
	HK_JSON_INNER, /* an object whose members count as those around it */
};

/* The user's --columns, for all objects of a file; empty: by the keys. */
struct hk_json_roles {
	struct hk_arena arena;
	struct {
		struct hk_str name;
		enum hk_json_role role;
	} list[64];
	size_t count;
};

/* HK_EUSAGE for columns that cannot be understood; HK_ENOMEM. */
enum hk_status hk_json_role_init(struct hk_json_roles *roles,
				 struct hk_str columns,
				 struct hk_error *err) HK_MUST_USE;
void hk_json_role_release(struct hk_json_roles *roles);
/* The role of a key. */
enum hk_json_role hk_json_role_of(const struct hk_json_roles *roles,
				  struct hk_str key);

#endif
