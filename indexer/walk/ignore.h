/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_IGNORE_H
#define HIKU_INDEXER_WALK_IGNORE_H

/*
 * What a walk excludes: the rules of .hikuignore files, in the syntax of
 * gitignore(5), and the patterns of --include and --exclude.
 *
 * A line is a pattern (indexer/walk/glob.h). '#' begins a comment; '!' includes
 * again what matches; a '/' at the end restricts the pattern to folders; a '/'
 * elsewhere ties it to the folder of the file, and without one it is for names
 * at any depth. Blanks at the end count only behind a '\'. The last rule that
 * matches decides; rules of inner folders precede those of outer ones.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

#define HK_IGNORE_FILE ".hikuignore"
/* The largest such file and the longest pattern, in bytes, and the most lines
 * of a file. */
#define HK_IGNORE_BYTES_MAX   (1u << 20)
#define HK_IGNORE_PATTERN_MAX 4096
#define HK_IGNORE_RULES_MAX   10000

struct hk_ignore_rule {
	struct hk_str pattern; /* without '!' and the '/' at either end */
	unsigned line;	       /* of its file, from 1 */
	bool negated;	       /* what matches is included */
	bool only_folders;
	bool composing; /* may be written in another way: text/name.h */
	bool anchored;	/* for the path from the folder of the rules on, not
			 * for the name alone */
};

struct hk_ignore {
	struct hk_ignore_rule *rules;
	size_t count;
};

/*
 * Read the text of a file of rules; all of it lives in `arena`. HK_ENOMEM;
 * HK_ETOOBIG for more lines than HK_IGNORE_RULES_MAX, or a pattern longer
 * than HK_IGNORE_PATTERN_MAX.
 */
enum hk_status hk_ignore_read(struct hk_ignore *out, struct hk_arena *arena,
			      struct hk_str text,
			      struct hk_error *err) HK_MUST_USE;
/* The rule of a lone pattern, in which '#', '!' and blanks are not special.
 * Its text is borrowed. */
struct hk_ignore_rule hk_ignore_pattern(struct hk_str pattern);

/*
 * The last of the rules that matches `path`, a file or a folder below the
 * folder of the rules, without a '/' at either end; NULL: none does.
 */
const struct hk_ignore_rule *hk_ignore_match(const struct hk_ignore *ignore,
					     struct hk_str path, bool folder);

#endif
