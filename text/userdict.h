/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_USERDICT_H
#define HIKU_TEXT_USERDICT_H

/*
 * Words of the user's own, as rows for mecab-dict-index.
 *
 * A list of words is lines of `word TAB reading LF`, sorted by their bytes, one
 * for each word, both in normal form: so equal lists have equal bytes.
 */

#include "base/buf.h"
#include "base/error.h"
#include "text/dict.h"

#define HK_USERDICT_WORD_MAX 192 /* bytes of a word, and of a reading */
#define HK_USERDICT_LIST_MAX (4u << 20)

/*
 * Put a word into the list, or give the one that stands there a new reading.
 * HK_EUSAGE for what is no word (empty, too long, with a blank, a sign that
 * ends a column) or no reading (anything but kana). HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_userdict_put(struct hk_buf *list, struct hk_str word,
			       struct hk_str reading,
			       struct hk_error *err) HK_MUST_USE;
/* Take a word out: HK_ENOTFOUND where it does not stand there. */
enum hk_status hk_userdict_drop(struct hk_buf *list, struct hk_str word,
				struct hk_error *err) HK_MUST_USE;
/* HK_ECORRUPT unless every line of the list can be what put() wrote. */
enum hk_status hk_userdict_check(struct hk_str list,
				 struct hk_error *err) HK_MUST_USE;

/*
 * The rows of the list for mecab-dict-index, to be compiled for `dict`, which
 * is open without a user dictionary. Each is a common noun that costs a little
 * less than the cheapest way in which `dict` cuts the word, so that it stands
 * where the word stands alone, and yields where what is around it speaks
 * against it. HK_ENOMEM, HK_EDICT.
 */
enum hk_status hk_userdict_rows(struct hk_buf *out, const struct hk_dict *dict,
				struct hk_str list,
				struct hk_error *err) HK_MUST_USE;

#endif
