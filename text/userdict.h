/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_USERDICT_H
#define HIKU_TEXT_USERDICT_H

/*
 * The user's own words, and their rows for mecab-dict-index.
 *
 * A list of words has one line for each word, `word TAB reading LF`, both in
 * normal form, sorted by the bytes of the words. So equal lists have equal
 * bytes.
 */

#include "base/buf.h"
#include "base/error.h"
#include "text/dict.h"

#define HK_USERDICT_WORD_MAX 192	/* bytes of a word, and of a reading */
#define HK_USERDICT_LIST_MAX (4u << 20) /* bytes */

/*
 * Add a word to the list, or give it a new reading if it is there. HK_EUSAGE if
 * it cannot be a word (empty, too long, or with a blank, comma or quote) or the
 * reading is not in kana. HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_userdict_put(struct hk_buf *list, struct hk_str word,
			       struct hk_str reading,
			       struct hk_error *err) HK_MUST_USE;
/* Remove a word. HK_ENOTFOUND if it is not in the list; HK_ENOMEM. */
enum hk_status hk_userdict_drop(struct hk_buf *list, struct hk_str word,
				struct hk_error *err) HK_MUST_USE;
/* HK_ECORRUPT unless hk_userdict_put() could have written every line. */
enum hk_status hk_userdict_check(struct hk_str list,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Append the rows of the list for mecab-dict-index, to be compiled for `dict`,
 * which must be open without a user dictionary. Each is a common noun that
 * costs a little less than the cheapest way in which `dict` cuts the word, so
 * that it is found where the word stands alone, and yields to a better reading
 * of what is around it. HK_ENOMEM, HK_EDICT.
 */
enum hk_status hk_userdict_rows(struct hk_buf *out, const struct hk_dict *dict,
				struct hk_str list,
				struct hk_error *err) HK_MUST_USE;

#endif
