/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_TOLD_H
#define HIKU_STORE_TOLD_H

/*
 * How words are read, where a text tells it: ruby, furigana, phonetics of a
 * sheet, and what is said of a title or an author's name. Each that the
 * dictionary would not read so becomes a term of its passage,
 * HK_SCHEMA_READING: the reading in hiragana, a blank, and the word, both in
 * normal form. So what a word is read is found by its reading, over several and
 * remote indexes, too, and goes when its passage goes.
 */

#include "store/record.h"
#include "text/term.h"

/* Kana of a reading that is kept, and bytes of its word. */
#define HK_TOLD_KANA_MIN 2
#define HK_TOLD_KANA_MAX 24
#define HK_TOLD_WORD_MAX 60

/* Takes the text of one term, without its prefix; HK_ENOMEM. */
typedef enum hk_status (*hk_told_fn)(void *ctx, struct hk_str text);

/* Give the terms of the readings of a record. The text of `analyser` is
 * overwritten. HK_ENOMEM, and what the analyser gives. */
enum hk_status hk_told_each(struct hk_analyser *analyser,
			    const struct hk_record *record, hk_told_fn fn,
			    void *ctx, struct hk_error *err) HK_MUST_USE;

#endif
