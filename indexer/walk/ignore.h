/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_IGNORE_H
#define HIKU_INDEXER_WALK_IGNORE_H

/*
 * What a walk leaves out: the rules of .hikuignore files, in the syntax of
 * gitignore(5), and the patterns of --include and --exclude.
 *
 * A line is a pattern (indexer/walk/glob.h). '#' begins a comment, '!' takes a
 * name in again, a '/' at the end is for folders alone, a '/' elsewhere ties
 * the pattern to the folder of the file; without one it is for names at any
 * depth. Blanks at the end count only behind a '\'. The last rule that matches
 * holds; rules of inner folders go before those of outer ones.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

#define HK_IGNORE_FILE ".hikuignore"
/* The largest such file, the longest pattern, the most of them. */
#define HK_IGNORE_BYTES_MAX   (1u << 20)
#define HK_IGNORE_PATTERN_MAX 4096
#define HK_IGNORE_RULES_MAX   10000

struct hk_ignore_rule {
	struct hk_str pattern; /* without '!' and the '/' at either end */
	unsigned line;	       /* of its file, from 1 */
	bool negated;	       /* what matches is taken in */
	bool only_folders;
	bool anchored; /* for the path from the folder of the rules on, not
			* for the name alone */
};

struct hk_ignore {
	struct hk_ignore_rule *rules;
	size_t count;
};

/*
 * Read the text of a file of rules; all of it lives in `arena`. HK_ENOMEM;
 * HK_ETOOBIG and a line for more rules than HK_IGNORE_RULES_MAX, or a longer
 * pattern.
 */
enum hk_status hk_ignore_read(struct hk_ignore *out, struct hk_arena *arena,
			      struct hk_str text,
			      struct hk_error *err) HK_MUST_USE;
/* A pattern by itself: '#', '!' and blanks are nothing special. Its text is
 * borrowed. */
struct hk_ignore_rule hk_ignore_pattern(struct hk_str pattern);

/*
 * The last of the rules that matches `path`, a file or a folder below the
 * folder of the rules, without a '/' at either end; NULL where none does.
 */
const struct hk_ignore_rule *hk_ignore_match(const struct hk_ignore *ignore,
					     struct hk_str path, bool folder);

#endif
