/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RECORDS_UNITS_H
#define HIKU_FORMATS_RECORDS_UNITS_H

/* The row of units that stands below the names of columns in tables of
 * statistics: 人, 千円, （km2）. */

#include "formats/records/table.h"

/*
 * Is the row at hand one? All of its cells are units, or blank, and in the next
 * row numbers stand below them. `table` is left as it was, but its fields are
 * those of the next row: read the row anew. `table->nomem` may be set.
 */
bool hk_units_is_row(struct hk_table *table);

/* The unit in a cell, without brackets; empty if the cell is blank or no unit.
 */
struct hk_str hk_units_of(struct hk_str cell);
/* Write the unit in brackets behind the name of a column: 面積（km2）. The name
 * lives in the arena. HK_ENOMEM. */
enum hk_status hk_units_name(struct hk_str *name, struct hk_arena *arena,
			     struct hk_str unit) HK_MUST_USE;

#endif
