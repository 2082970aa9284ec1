/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_RULES_H
#define HIKU_INDEXER_WALK_RULES_H

/*
 * How a root is walked: what the user asked for when it was added. The index
 * remembers it as one text: the words of the command line, each with a NUL
 * behind it.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "indexer/walk/ignore.h"

struct hk_rules {
	bool hidden;		  /* hidden files, folders of version control */
	bool follow;		  /* symbolic links */
	bool listed;		  /* named by --files-from: if the file is gone,
				   * `update` removes it */
	struct hk_ignore include; /* if there are any, only what matches */
	struct hk_ignore exclude;
};

/* Patterns as they were typed. */
struct hk_rules_globs {
	const char *const *items;
	size_t count;
};

/* The same as struct hk_rules, as a user asks for it. */
struct hk_rules_wish {
	bool hidden, follow, listed;
	struct hk_rules_globs include, exclude;
};

/* Append the wish as the text that an index remembers. HK_EUSAGE for a
 * pattern that is empty or longer than HK_IGNORE_PATTERN_MAX; HK_ENOMEM. */
enum hk_status hk_rules_write(struct hk_buf *out,
			      const struct hk_rules_wish *wish,
			      struct hk_error *err) HK_MUST_USE;
/* Read that text, from which patterns are borrowed. Unknown words, which a
 * later version wrote, are skipped. HK_ENOMEM. */
enum hk_status hk_rules_read(struct hk_rules *out, struct hk_arena *arena,
			     struct hk_str text,
			     struct hk_error *err) HK_MUST_USE;
/* Append that text as it is typed: a blank before each word. HK_ENOMEM. */
enum hk_status hk_rules_show(struct hk_buf *out,
			     struct hk_str text) HK_MUST_USE;

#endif
