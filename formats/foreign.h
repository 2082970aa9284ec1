/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_FOREIGN_H
#define HIKU_FORMATS_FOREIGN_H

/*
 * Files that no reader of hiku's reads: what is said about them, by the suffix
 * of their name. A reason is one line; up to its first ';', ',' or ':' it is
 * the heading under which such files are counted (indexer/commands/skipped.h).
 */

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/* A document, which other programs can read. */
#define HK_FOREIGN_DOCUMENT \
	HK_MESSAGE("no reader; see FILTERS in hiku-index(1)")
/* Pictures, sound, fonts, programs: there is nothing in them to find. */
#define HK_FOREIGN_BARE HK_MESSAGE("not text")
/* Bytes of which neither their beginning nor their name tells anything. */
#define HK_FOREIGN_UNKNOWN HK_MESSAGE("binary, of no known kind")
/* A file of no bytes, or of blanks alone. */
#define HK_FOREIGN_EMPTY HK_MESSAGE("empty")
/* A container: each of its members is counted by itself. */
#define HK_FOREIGN_MEMBERS HK_MESSAGE("nothing in it could be read")

/* One of the first three, for a file of this name. */
const char *hk_foreign_reason(const char *path);
/* Is nothing lost with a file that is left out for this reason? */
bool hk_foreign_is_harmless(struct hk_str reason);

#endif
