/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_DICT_H
#define HIKU_TEXT_DICT_H

/* An open MeCab dictionary. It may be shared between threads. */

#include "base/error.h"

struct hk_dict;

/* The kinds that hiku finds by name, for help and messages. */
#define HK_DICT_KINDS "ipadic, unidic, naist-jdic"

/* What a dictionary says of itself. */
struct hk_dict_info {
	char kind[32];	  /* "ipadic", "unidic", "naist-jdic", "other" */
	char charset[16]; /* "utf-8" */
	unsigned version;
	unsigned lexicon_size; /* words */
};

/*
 * Open the dictionary in the folder `dir`, or, if that is NULL, the one in
 * $HIKU_DICDIR, or else one of the kind `kind` (NULL: "ipadic") where this
 * system keeps it. `user` is the path of a compiled user dictionary, or NULL.
 * The caller closes it after all analysers that use it.
 *
 * HK_EDICT with a line that says what to install; HK_ENOMEM.
 */
enum hk_status hk_dict_open(struct hk_dict **out, const char *dir,
			    const char *kind, const char *user,
			    struct hk_error *err) HK_MUST_USE;
void hk_dict_close(struct hk_dict *dict);

/* Both are borrowed from the dictionary. */
const struct hk_dict_info *hk_dict_about(const struct hk_dict *dict);
const char *hk_dict_dir(const struct hk_dict *dict);

/* The hash of all its files together, in hexadecimal. Reads them whole:
 * HK_EIO and what else hk_hash_file() gives. */
enum hk_status hk_dict_fingerprint(const struct hk_dict *dict, char out[33],
				   struct hk_error *err) HK_MUST_USE;

#endif
