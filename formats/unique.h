/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_UNIQUE_H
#define HIKU_FORMATS_UNIQUE_H

/* Names for the articles of one file, of which no two may be the same. */

#include "base/keyset.h"
#include "text/article.h"

struct hk_unique {
	struct hk_keyset names;
	unsigned long long count; /* articles so far */
};

void hk_unique_init(struct hk_unique *unique);
void hk_unique_release(struct hk_unique *unique);
/*
 * Name the next article as a member of its file: by `name`, in which white
 * space is one blank and which is cut at 200 bytes; with its number behind it
 * if another has that name; by its number alone if `name` is blank. HK_ENOMEM.
 */
enum hk_status hk_unique_name(struct hk_unique *unique,
			      struct hk_article *article,
			      struct hk_str name) HK_MUST_USE;

#endif
