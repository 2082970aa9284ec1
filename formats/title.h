/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_TITLE_H
#define HIKU_FORMATS_TITLE_H

/* Whether what a file (PDF, an office file) says about itself is a title. All
 * texts are valid UTF-8. */

#include <stdbool.h>

#include "base/span.h"

/* Is it Shift_JIS that was read as a Western encoding, or nothing that could be
 * read? */
bool hk_title_garbled(struct hk_str text);
/* Is it a title that a person gave, and not what programs write without one:
 * the name of a file, a date, "no title"? `path` is that of the file. */
bool hk_title_given(struct hk_str title, struct hk_str path);

#endif
