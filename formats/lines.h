/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LINES_H
#define HIKU_FORMATS_LINES_H

/* The line numbers of bytes of a source, whose lines end with LF, CRLF or CR.
 */

#include <stdint.h>

#include "base/span.h"

struct hk_lines {
	struct hk_str source; /* borrowed */
	size_t at;	      /* the offset that was asked for last, */
	uint32_t line;	      /* and its line */
	bool returns;	      /* the source has a CR */
};

/* The first byte of the source is on `line`. */
void hk_lines_init(struct hk_lines *lines, struct hk_str source, uint32_t line);
/* The line of the byte at `offset`. Lines are counted from the offset that was
 * asked for last, forwards or backwards. */
uint32_t hk_lines_at(struct hk_lines *lines, size_t offset);
/* The number of lines in a text; the last one need not be ended. */
uint32_t hk_lines_count(struct hk_str text);

#endif
