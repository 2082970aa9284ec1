/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_PAGER_H
#define HIKU_CLI_PAGER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/*
 * Write `text` to standard output. If a pager is `wanted` (standard output is a
 * terminal, and no option forbids it) and the text has more lines than the
 * window's `rows`, write it through $HIKU_PAGER, else $PAGER, else less, and
 * wait until that ends. An empty name or "cat" means no pager; if none can be
 * run, the text is written directly. A reader that closes the pipe is not an
 * error. HK_EIO, HK_ENOSPC and other errors of writing.
 */
enum hk_status hk_pager_print(struct hk_str text, unsigned rows, bool wanted,
			      struct hk_error *err) HK_MUST_USE;

/* The same, but less begins at line `from` of the text. */
enum hk_status hk_pager_print_from(struct hk_str text, size_t from,
				   unsigned rows, bool wanted,
				   struct hk_error *err) HK_MUST_USE;

#endif
