/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RECORDS_COLUMNS_H
#define HIKU_FORMATS_RECORDS_COLUMNS_H

/*
 * The roles of the columns of a table: as the user gives them,
 * "id=番号,title=件名,text=本文,text=備考", or by the names of columns.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

/* The word for a table without a row of names. It comes first, and the names of
 * its columns are 1, 2, 3, ... */
#define HK_COLUMNS_NONE "none"

/* The words for roles, for help and messages. */
#define HK_COLUMNS_ROLES "id, title, text, date, tags, url, author"

enum hk_columns_role {
	HK_COLUMNS_OTHER,
	HK_COLUMNS_ID,
	HK_COLUMNS_TITLE,
	HK_COLUMNS_TEXT,
	HK_COLUMNS_DATE,
	HK_COLUMNS_TAGS,
	HK_COLUMNS_URL,
	HK_COLUMNS_AUTHOR,
};

/* Does the text say that there is no row of names? Then that is taken off. */
bool hk_columns_none(struct hk_str *spec);
/*
 * Take the next "role=name" from `*spec`; a backslash keeps a comma or a
 * backslash in the name, which lives in `arena`. False at the end, or
 * with HK_EUSAGE in `*status` if it cannot be understood, or HK_ENOMEM.
 */
bool hk_columns_next(struct hk_str *spec, enum hk_columns_role *role,
		     struct hk_str *name, struct hk_arena *arena,
		     enum hk_status *status, struct hk_error *err);
/* HK_EUSAGE and a message, unless all of `spec` can be understood. */
enum hk_status hk_columns_check(struct hk_str spec,
				struct hk_error *err) HK_MUST_USE;
/* The role of a column with this name, which is English or Japanese. */
enum hk_columns_role hk_columns_guess(struct hk_str name);

#endif
