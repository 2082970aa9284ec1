/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_NARROW_H
#define HIKU_CLI_TUI_NARROW_H

/*
 * Narrowing a query: `type:markdown` behind it.
 */

#include "base/buf.h"

/*
 * Append the field FIELD:KEY, in quotes where it needs them, to the query; if
 * the query has it already, take it out. HK_ENOMEM; HK_EUSAGE if the key
 * cannot be written in a query.
 */
enum hk_status hk_narrow_query(struct hk_buf *out, struct hk_str query,
			       const char *field,
			       struct hk_str key) HK_MUST_USE;

#endif
