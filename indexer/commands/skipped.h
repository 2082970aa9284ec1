/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_SKIPPED_H
#define HIKU_INDEXER_COMMANDS_SKIPPED_H

/*
 * Counting files, and files inside them, that were not read: by reason, and
 * among those of one reason by the suffix of their names. The heading of a
 * reason is its text up to the first ';', ',' or ':'.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Bytes of a heading, its NUL included. */
#define HK_SKIPPED_REASON_MAX 120

struct hk_skipped_row {
	char reason[HK_SKIPPED_REASON_MAX], suffix[16];
	char said[HK_SKIPPED_REASON_MAX]; /* it in the user's language */
	uint64_t count;
	uint64_t of_reason; /* all with that reason; set for the line */
	bool harmless;	    /* nothing is lost with them (formats/foreign.h) */
};

struct hk_skipped {
	struct hk_skipped_row *rows;
	size_t count, capacity;
};

void hk_skipped_init(struct hk_skipped *tally);
void hk_skipped_release(struct hk_skipped *tally);
/* Count `count` files with the name `name`, of which the suffix matters.
 * HK_ENOMEM. */
enum hk_status hk_skipped_add(struct hk_skipped *tally, struct hk_str name,
			      struct hk_str reason, uint64_t count) HK_MUST_USE;
/*
 * Append what was counted, most first, without a line feed: "77 not read: 17
 * xml, 17 xlsx, 6 doc (no reader); 1 pdf (no text); 40 without text: 38 png, 2
 * ico". Nothing, if nothing was. HK_ENOMEM.
 */
enum hk_status hk_skipped_line(struct hk_buf *out,
			       struct hk_skipped *tally) HK_MUST_USE;

#endif
