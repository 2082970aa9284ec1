/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_TAGS_H
#define HIKU_FORMATS_TAGS_H

/* The tags of an article, one by one or in one text. */

#include "text/article.h"

/* Add a copy of one tag; an empty one, and those past 1,000, are left out.
 * HK_ENOMEM. */
enum hk_status hk_tags_add(struct hk_article *article,
			   struct hk_str tag) HK_MUST_USE;
/* Add the tags of a text: between , ; | and their wide forms, and 、 and line
 * ends. HK_ENOMEM. */
enum hk_status hk_tags_split(struct hk_article *article,
			     struct hk_str text) HK_MUST_USE;

#endif
