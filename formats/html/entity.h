/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_ENTITY_H
#define HIKU_FORMATS_HTML_ENTITY_H

/* The characters that HTML has names for: &amp; &hellip; &nbsp; */

#include <stdint.h>

#include "base/span.h"

/* The longest name, CounterClockwiseContourIntegral, and the longest of those
 * that may stand without a semicolon. */
#define HK_HTML_ENTITY_NAME_MAX 31
#define HK_HTML_ENTITY_BARE_MAX 6

/*
 * The one or two characters of that name (case counts; no '&', no ';'); the
 * second one may be 0. False for an unknown name. `*bare`: the name is old
 * enough to count without a semicolon.
 */
bool hk_html_entity_find(struct hk_str name, uint32_t points[2], bool *bare);

#endif
