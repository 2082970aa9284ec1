/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_FOLD_MEMO_H
#define HIKU_TEXT_FOLD_MEMO_H

/*
 * The folded forms of the words that were folded last. Most words of a text
 * have been met before, and comparing is ten times faster than folding.
 */

#include "text/fold.h"

struct hk_fold_memo;

/* NULL if there is no memory, which all that take a memo can do without. */
struct hk_fold_memo *hk_fold_memo_new(void);
void hk_fold_memo_free(struct hk_fold_memo *memo);
/* What hk_fold_word() gives. The memo may be NULL. */
bool hk_fold_memo_word(struct hk_fold_memo *memo, struct hk_str word,
		       char out[HK_FOLD_MAX], size_t *len);

#endif
