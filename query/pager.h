/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PAGER_H
#define HIKU_QUERY_PAGER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/*
 * Write `text` to standard output; where `wanted` and it has more lines than
 * the window has `rows`, through $HIKU_PAGER, else $PAGER, else less. An empty
 * name or "cat" means no pager. A reader that goes away is no failure.
 */
enum hk_status hk_pager_print(struct hk_str text, unsigned rows, bool wanted,
			      struct hk_error *err) HK_MUST_USE;

#endif
