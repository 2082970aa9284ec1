/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_OFFER_H
#define HIKU_CLI_OFFER_H

#include "query/near/candidates.h"
#include "base/error.h"

/*
 * Print words of the index to standard output, one a line: the word, a tab and
 * the number of passages that have it; or as JSON objects. HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_offer_print(const struct hk_near_word *words, size_t count,
			      bool json, struct hk_error *err) HK_MUST_USE;

/* Say on standard error that indexes on other machines are not read word by
 * word. */
void hk_offer_tell_remote(void);

#endif
