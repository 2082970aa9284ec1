/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_GLOB_H
#define HIKU_INDEXER_WALK_GLOB_H

/*
 * Patterns for names of files, as in gitignore(5):
 *
 *   *      any characters but '/'      ?     any one character but '/'
 *   [a-z]  one of these                [!a]  one that is not among these;
 *                                            '^' means the same as '!'
 *   \x     x itself
 *   **     as a whole name in the path: any number of folders, or none; as
 *          the last name: anything below
 *
 * Unlike in git, '?' and [...] match a whole character of UTF-8; a byte that
 * is not UTF-8 counts as a character. The time is bounded by the product of
 * the lengths, whatever the pattern.
 */

#include <stdbool.h>

#include "base/span.h"

/* Does the whole path, without a '/' at its beginning, match? Nothing matches
 * a pattern with a '[' that is not closed, or with a '\' as its last byte. */
bool hk_glob_path(struct hk_str pattern, struct hk_str path);
/* The same for one name without a '/': "**" is "*" here. */
bool hk_glob_name(struct hk_str pattern, struct hk_str name);

#endif
