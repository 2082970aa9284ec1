/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TYPED_H
#define HIKU_CLI_TYPED_H

/* The query as it was typed at the prompt. */

#include "base/buf.h"
#include "base/error.h"
#include "base/opt.h"

/*
 * Append the words of the command line, blanks between them, as UTF-8. A word
 * that is not UTF-8 is read in the encoding of the locale (LC_CTYPE). HK_EUSAGE
 * if nothing is left to search for, or if that encoding is UTF-8 or does not
 * know the bytes; HK_ENOMEM.
 */
enum hk_status hk_typed_query(struct hk_buf *out,
			      const struct hk_opt_list *words,
			      struct hk_error *err) HK_MUST_USE;

#endif
