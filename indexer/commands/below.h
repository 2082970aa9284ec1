/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_BELOW_H
#define HIKU_INDEXER_COMMANDS_BELOW_H

/* Words of the command line that name files and folders of the index, whether
 * they exist or not. */

#include <limits.h>
#include <stdbool.h>

#include "base/span.h"

/* The real path of a word; of one that does not exist, its name made absolute.
 * False if it is too long. */
bool hk_below_absolute(const char *word, char out[2 * PATH_MAX]);
/* Is `path` the folder or file `root`, or below it? */
bool hk_below_is(struct hk_str path, struct hk_str root);

#endif
