/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RECORDS_PREAMBLE_H
#define HIKU_FORMATS_RECORDS_PREAMBLE_H

#include "formats/records/table.h"

/*
 * Pass over the lines that a program or a person put above the table (a title,
 * the day of the export, units): rows that are narrower than the table, or have
 * fewer cells than a row of names below them. The table begins with the first
 * row of which most cells are filled, or behind the blank line that ends such
 * narrow rows. Returns these lines, borrowed from the table's text; empty if
 * there are none. Up to 20 rows are looked at. `table->nomem` may be set.
 */
struct hk_str hk_preamble_skip(struct hk_table *table);

#endif
