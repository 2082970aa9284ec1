/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_TAGS_H
#define HIKU_FORMATS_TAGS_H

/* Adds tags to an article, one by one or from one text. */

#include "text/article.h"

/* Tags of an article at most. */
#define HK_TAGS_MAX 1000

/* Add a tag as it is; it must live as long as the article. Those past
 * HK_TAGS_MAX are left out. HK_ENOMEM. */
enum hk_status hk_tags_keep(struct hk_article *article,
			    struct hk_str tag) HK_MUST_USE;
/* Add a copy of a tag without white space at its ends, unless it is blank.
 * HK_ENOMEM. */
enum hk_status hk_tags_add(struct hk_article *article,
			   struct hk_str tag) HK_MUST_USE;
/* Add the tags of a text, which are separated by , ; | and their wide forms,
 * by 、 and by line ends. HK_ENOMEM. */
enum hk_status hk_tags_split(struct hk_article *article,
			     struct hk_str text) HK_MUST_USE;

#endif
