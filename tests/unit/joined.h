/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_JOINED_H
#define HIKU_TESTS_UNIT_JOINED_H

/* What a reader gives as one line of a table: see tests/rows/xml.tsv. */

#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

/* Append the lines of `dumped` to `out`, with " / " between them and without
 * the "----" at the end and without lines that are `skip`. */
static inline struct hk_str joined(struct hk_buf *out, const char *dumped,
				   const char *skip)
{
	bool ended = false;

	hk_buf_reset(out);
	while (dumped && *dumped) {
		size_t len = strcspn(dumped, "\n");
		bool end = len == 4 && !memcmp(dumped, "----", 4);

		if (len == strlen(skip) && !memcmp(dumped, skip, len)) {
			dumped += len + 1;
			continue;
		}
		if (ended)
			assert_int_equal(hk_buf_puts(out, " / ----"), HK_OK);
		if (!end) {
			if (out->len)
				assert_int_equal(hk_buf_puts(out, " / "),
						 HK_OK);
			assert_int_equal(hk_buf_append(out, dumped, len),
					 HK_OK);
		}
		ended = end && out->len;
		dumped += len + (dumped[len] == '\n');
	}
	return hk_buf_str(out);
}

/* Read the column `source` of each row and compare with the next one. With
 * `columns`, the column before it is --columns. */
static inline void joined_rows(const struct hk_format *format, const char *path,
			       const char *skip, bool columns,
			       unsigned at_least)
{
	size_t source = columns ? 1 : 0;
	struct hk_buf line;
	struct rows rows;

	hk_buf_init(&line, HK_BUF_NO_MAX);
	rows_open(&rows, path, source + 3);
	while (rows_next(&rows)) {
		if (columns)
			dump.input.columns = rows.column[0];
		dump_read(&dump, format, rows.column[source]);
		rows_expect(&rows, source + 1,
			    joined(&line, dump.text.data, skip));
	}
	dump.input.columns = hk_span_cstr("");
	hk_buf_release(&line);
	rows_close(&rows, at_least);
}

#endif
