/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_CHOICE_H
#define HIKU_CLI_CHOICE_H

/*
 * The values that options of hiku may have, as struct hk_opt takes them: the
 * i-th name from 0, NULL after the last one.
 */

#include <stddef.h>

const char *hk_choice_when(size_t i);
const char *hk_choice_format(size_t i);
const char *hk_choice_width(size_t i);
const char *hk_choice_sort(size_t i);
const char *hk_choice_count_by(size_t i);
const char *hk_choice_link(size_t i);

/* The name of a format that --format chose; NULL for "auto". */
const char *hk_choice_format_name(int format);
/* The pattern of links (query/show/place.h) that --hyperlink chose, or NULL. */
const char *hk_choice_link_pattern(int hyperlink);

#endif
