/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_AMBIGUOUS_H
#define HIKU_QUERY_SHOW_AMBIGUOUS_H

/*
 * Characters of ambiguous width (UAX #11), such as ○ α … ①: terminals that are
 * set up for Chinese or Japanese of old give them two cells, others one.
 */

#include <stdbool.h>
#include <stdint.h>

bool hk_ambiguous_is(uint32_t c);

#endif
