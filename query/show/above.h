/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_ABOVE_H
#define HIKU_QUERY_SHOW_ABOVE_H

/*
 * What a page shows above a passage, its title and headings, is not shown again
 * with its text.
 */

#include "query/search/result.h"

/* The block of this heading; block_count if the passage has none. */
size_t hk_above_find(const struct hk_record *record, struct hk_str heading);

/* The byte of the passage from which its text is shown, behind the title and
 * the headings at its top; `*body` is the block there. A title that has marks
 * is shown, since nothing else shows these. */
size_t hk_above_end(const struct hk_hit *hit, size_t *body);

#endif
