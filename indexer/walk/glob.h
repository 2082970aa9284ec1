/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_GLOB_H
#define HIKU_INDEXER_WALK_GLOB_H

/*
 * Patterns for names of files, as gitignore(5) has them:
 *
 *   *      any characters but '/'      ?     one of them
 *   [a-z]  one of these                [!a]  none of these ('^' will do)
 *   \x     x itself
 *   **     as a whole part of the path: any folders, also none; as the last
 *          part: anything below
 *
 * Unlike git's, '?' and [...] take a character of UTF-8 as one; a byte that is
 * none counts as one, too. The time is bounded by the product of the lengths,
 * whatever the pattern.
 */

#include <stdbool.h>

#include "base/span.h"

/* Does the whole path, without a '/' in front, match? Nothing matches a
 * pattern with a '[' that does not close, or a '\' as its last byte. */
bool hk_glob_path(struct hk_str pattern, struct hk_str path);
/* The same for one name without a '/': "**" is "*" here. */
bool hk_glob_name(struct hk_str pattern, struct hk_str name);

#endif
