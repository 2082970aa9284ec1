/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_READING_H
#define HIKU_FORMATS_JSON_READING_H

/* Members of an object that say how others are read: name_kana of name. */

#include "formats/json/role.h"
#include "text/article.h"

/* Take them, of an object whose text is in the article. HK_ENOMEM. */
enum hk_status hk_json_reading_take(struct hk_article *article,
				    const struct hk_json_roles *roles,
				    const struct hk_json_tree *tree,
				    uint32_t object) HK_MUST_USE;

#endif
