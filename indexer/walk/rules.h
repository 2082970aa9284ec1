/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_RULES_H
#define HIKU_INDEXER_WALK_RULES_H

/*
 * How a root is walked: what the user asked for when it was added. The index
 * remembers it as one text, the words of the command line with a NUL behind
 * each.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "indexer/walk/ignore.h"
#include "indexer/options.h"

struct hk_rules {
	bool hidden;		  /* hidden files, folders of version control */
	bool follow;		  /* symbolic links */
	bool listed;		  /* a file of a list: it may go */
	struct hk_ignore include; /* where there are some, only these */
	struct hk_ignore exclude;
};

/* Append the options as the text that an index remembers. HK_EUSAGE for a
 * pattern that is empty or longer than HK_IGNORE_PATTERN_MAX. */
enum hk_status hk_rules_write(struct hk_buf *out,
			      const struct hk_index_options *from,
			      struct hk_error *err) HK_MUST_USE;
/* Read that text, from which patterns are borrowed. HK_ENOMEM; words that
 * are not known, of a later version, are passed over. */
enum hk_status hk_rules_read(struct hk_rules *out, struct hk_arena *arena,
			     struct hk_str text,
			     struct hk_error *err) HK_MUST_USE;
/* Append that text as it is typed: a blank before each word. */
enum hk_status hk_rules_show(struct hk_buf *out,
			     struct hk_str text) HK_MUST_USE;

#endif
