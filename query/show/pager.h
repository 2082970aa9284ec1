/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_PAGER_H
#define HIKU_QUERY_SHOW_PAGER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/*
 * Write `text` to standard output; where `wanted` (standard output is a
 * terminal, and nobody forbade it) and it has more lines than the window's
 * `rows`, through $HIKU_PAGER, else $PAGER, else less, and wait until that
 * ends. An empty name or "cat" means no pager; where none can be run, the text
 * is written as it is. A reader that goes away is no failure. HK_EIO, HK_ENOSPC
 * and what else writing gives.
 */
enum hk_status hk_pager_print(struct hk_str text, unsigned rows, bool wanted,
			      struct hk_error *err) HK_MUST_USE;

#endif
