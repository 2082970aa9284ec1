/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_WORDS_H
#define HIKU_STORE_WORDS_H

/*
 * The user dictionary in an index's folder: the words as they are wanted
 * (words.tsv, a list as in text/userdict.h), and compiled those that a
 * generation was made with (words-HASH.dic, with its own hash in
 * words-HASH.sum; HASH is that of the list, and stands in the generation's
 * signature). So an answer comes from the words that the index was made with,
 * until it is made afresh.
 */

#include "base/buf.h"
#include "base/error.h"

/*
 * Append the path of the compiled words: nothing where `hash` is "".
 * HK_ECORRUPT where it is no hash, HK_ENOMEM.
 */
enum hk_status hk_words_path(struct hk_buf *out, const char *dir,
			     const char *hash,
			     struct hk_error *err) HK_MUST_USE;
/* The same for opening it, which MeCab does without a look at what it says:
 * HK_ECORRUPT where the file is not as hk_words_seal() found it. */
enum hk_status hk_words_file(struct hk_buf *out, const char *dir,
			     const char *hash,
			     struct hk_error *err) HK_MUST_USE;
/* Write down, durably, what the compiled words at `path` in `dir` are
 * (words-HASH.sum). */
enum hk_status hk_words_seal(const char *dir, const char *hash,
			     struct hk_error *err) HK_MUST_USE;

/* Append the list; nothing where there is none yet. */
enum hk_status hk_words_load(struct hk_buf *out, const char *dir,
			     struct hk_error *err) HK_MUST_USE;
/* Replace it, durably. */
enum hk_status hk_words_save(const char *dir, struct hk_str list,
			     struct hk_error *err) HK_MUST_USE;
/* What a signature calls the list: "" for an empty one. */
void hk_words_hash(char out[33], struct hk_str list);
/* Remove compiled words but those of these two hashes. */
enum hk_status hk_words_clean(const char *dir, const char *keep,
			      const char *keep_too,
			      struct hk_error *err) HK_MUST_USE;

#endif
