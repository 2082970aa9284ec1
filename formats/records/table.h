/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RECORDS_TABLE_H
#define HIKU_FORMATS_RECORDS_TABLE_H

/*
 * Rows of a table as text: RFC 4180 and what people make of it. Quoted fields
 * may contain line ends. Of a broken row only the first line is lost, so that
 * an unclosed quote does not cost the rest of the file.
 */

#include <stdint.h>

#include "base/arena.h"

#define HK_TABLE_FIELDS_MAX 4096

struct hk_table {
	struct hk_str rest; /* what is not read yet */
	uint32_t line;	    /* its first one */
	char delimiter;
	bool strict; /* an unclosed quote breaks the row; else it is text */
	struct hk_str *fields; /* of the row, without their quotes */
	size_t count, capacity;
	struct hk_arena cells; /* fields that had quotes in them */
	const char *why;       /* what is wrong with the row, or NULL */
	bool nomem;
};

/* Rows of `text`, which is borrowed and begins on `line`. Delimiter 0: the
 * commonest in the first line of comma, semicolon and tab. */
void hk_table_init(struct hk_table *table, struct hk_str text, uint32_t line,
		   char delimiter);
void hk_table_release(struct hk_table *table);

/*
 * Read a row into `fields`; it begins on `*line`. False at the end. Where
 * `why` is set the row is broken, and the next one is the line behind its
 * first; where `nomem` is set it is not whole.
 */
bool hk_table_next(struct hk_table *table, uint32_t *line);
/* Are all fields of the row blank? */
bool hk_table_blank(const struct hk_table *table);
/* Add empty fields until the row has `width` of them. */
void hk_table_widen(struct hk_table *table, size_t width);

#endif
