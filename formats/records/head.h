/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RECORDS_HEAD_H
#define HIKU_FORMATS_RECORDS_HEAD_H

/* Whether a table begins with a row of names, or at once with its first row. */

#include "formats/records/table.h"

/*
 * Does the table begin with a row of names? The cells tell. They are names if
 * one of them is a name that is known, or if they stand over numbers, dates and
 * codes without being such. They are a row like the others if they are numbers,
 * dates or codes of the same shape as those below, if a value comes again below
 * in its column, or if one is a sentence. Years and 1, 2, 3 may be names. Where
 * nothing tells, several columns have names, and a single one has none.
 *
 * Up to 20 rows and 64 columns are looked at, from where `table` is; it is left
 * anywhere. `table->nomem` may be set.
 */
bool hk_head_is_names(struct hk_table *table);

/* Is the value made of digits and signs alone, such as 0600000, 3,000 and
 * 2024-05-06? */
bool hk_head_is_number(struct hk_str value);

#endif
