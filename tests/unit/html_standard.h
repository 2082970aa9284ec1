/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_HTML_STANDARD_H
#define HIKU_TESTS_UNIT_HTML_STANDARD_H

/* Where the tests of the HTML standard are, and the cases in which hiku means
 * to differ: tests/rows/html_standard.tsv. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/span.h"
#include "tests/unit/rows.h"

#define DIFFERENCES_MAX 400

/* ---- The list of differences ---- */

struct difference {
	char file[60];
	unsigned long number;
	bool met;
};

static struct difference differences[DIFFERENCES_MAX];
static size_t difference_count;
static unsigned wrong, same;

/* Where the tests are: where the package installs them, or where
 * tools/fetch-html5lib-tests puts them. */
static inline const char *folder(void)
{
	static const char *const folders[] = {
		"build/html5lib-tests",
		"/usr/share/cargo/registry/markup5ever_rcdom-0.2.0/"
		"html5lib-tests"};

	return access(folders[0], R_OK) ? folders[1] : folders[0];
}

static inline int read_differences(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/html_standard.tsv", 3);
	while (rows_next(&rows)) {
		char *at = (char *)(uintptr_t)rows.column[1].data, *end;

		for (;; at = end) {
			unsigned long number = strtoul(at, &end, 10);
			struct difference *d = &differences[difference_count];

			if (end == at)
				break;
			assert_within(difference_count, 0, DIFFERENCES_MAX - 1);
			snprintf(d->file, sizeof(d->file), "%s",
				 rows.column[0].data);
			d->number = number;
			difference_count++;
		}
	}
	rows_close(&rows, 20);
	return 0;
}

static inline struct difference *listed(const char *file, unsigned long number)
{
	for (size_t i = 0; i < difference_count; i++)
		if (!strcmp(differences[i].file, file) &&
		    differences[i].number == number)
			return &differences[i];
	return NULL;
}

/* Compare what a case gives; `number` names it in its file. */
static inline void judge(const char *file, unsigned long number,
			 struct hk_str source, struct hk_str wanted,
			 struct hk_str got)
{
	struct difference *known = listed(file, number);
	bool equal = hk_span_same(wanted, got);

	if (known)
		known->met = true;
	same += equal;
	if (equal == !known)
		return;
	wrong++;
	print_error("%s:%lu: %s\n  source %.*s\n  wanted %.*s\n  got    %.*s\n",
		    file, number,
		    equal ? "is listed as a difference" : "differs",
		    (int)source.len, source.data ? source.data : "",
		    (int)wanted.len, wanted.data ? wanted.data : "",
		    (int)got.len, got.data ? got.data : "");
}

#endif
