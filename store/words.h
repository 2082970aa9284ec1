/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_WORDS_H
#define HIKU_STORE_WORDS_H

/*
 * The user dictionary in the folder of an index:
 *
 *   words.tsv       the words that the user wants, as in text/userdict.h
 *   words-HASH.dic  the words that a generation was made with, compiled; HASH
 *                   is that of their list, and in the signature
 *   words-HASH.sum  the hash of that file
 *
 * So queries are cut by the words that the index was made with, until it is
 * rebuilt. Failures beside those named are those of reading and writing.
 */

#include "base/buf.h"
#include "base/error.h"

/*
 * Append the path of the compiled words; nothing where `hash` is "".
 * HK_ECORRUPT where it is not a hash, HK_ENOMEM.
 */
enum hk_status hk_words_path(struct hk_buf *out, const char *dir,
			     const char *hash,
			     struct hk_error *err) HK_MUST_USE;
/* The same for opening the file, which MeCab would not check: HK_ECORRUPT where
 * it is not as hk_words_seal() found it, HK_EDICT where it was compiled on a
 * machine of the other byte order. */
enum hk_status hk_words_file(struct hk_buf *out, const char *dir,
			     const char *hash,
			     struct hk_error *err) HK_MUST_USE;
/* Write words-HASH.sum for the compiled words in `dir`, durably. */
enum hk_status hk_words_seal(const char *dir, const char *hash,
			     struct hk_error *err) HK_MUST_USE;

/* Append the list of words; nothing if there is none yet. */
enum hk_status hk_words_load(struct hk_buf *out, const char *dir,
			     struct hk_error *err) HK_MUST_USE;
/* Replace it, durably. */
enum hk_status hk_words_save(const char *dir, struct hk_str list,
			     struct hk_error *err) HK_MUST_USE;
/* The hash of a list, in hexadecimal; "" for an empty one. */
void hk_words_hash(char out[33], struct hk_str list);
/* Remove all compiled words but those of these two hashes. */
enum hk_status hk_words_clean(const char *dir, const char *keep,
			      const char *keep_too,
			      struct hk_error *err) HK_MUST_USE;

#endif
