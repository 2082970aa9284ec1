/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_MORPH_H
#define HIKU_TEXT_MORPH_H

/*
 * Morphemes: the only place that knows MeCab.
 *
 * The text given is in normal form (text/norm.h). What is not Japanese
 * (words of letters, digits and '_' of any other script) is cut by us;
 * MeCab sees the whole sentence all the same, for its context. Known traps are
 * handled here: sentences go through a buffer of our own, trimmed and
 * NUL-terminated; they are cut into pieces of at most 2 KB, at a delimiter
 * where there is one; long runs of one class never reach MeCab whole;
 * a failure to parse is a failure here.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/* What search wants to know of a part of speech. */
enum hk_morph_class {
	HK_MORPH_NOUN,	 /* common nouns, する-nouns, adjectival stems */
	HK_MORPH_PROPER, /* names */
	HK_MORPH_NUMBER,
	HK_MORPH_WORD, /* cut by us: letters and digits */
	HK_MORPH_PREFIX,
	HK_MORPH_SUFFIX, /* of nouns, counters too */
	HK_MORPH_VERB,
	HK_MORPH_ADJECTIVE,
	HK_MORPH_ADVERB,
	HK_MORPH_ADNOMINAL, /* 連体詞 */
	HK_MORPH_PRONOUN,
	HK_MORPH_BOUND, /* 非自立: こと, もの, いる, くださる ... */
	HK_MORPH_CONJUNCTION,
	HK_MORPH_INTERJECTION, /* and fillers */
	HK_MORPH_PARTICLE,
	HK_MORPH_AUXILIARY,
	HK_MORPH_SYMBOL,
};

struct hk_morpheme {
	struct hk_span span; /* bytes of the normal form; never empty */
	struct hk_str lemma; /* dictionary form, else the surface */
	const char *feature; /* for hk_morph_reading() */
	enum hk_morph_class cls;
	bool known;	     /* to the dictionary, or cut by us */
	uint32_t parts;	     /* index of its first part, see below */
	uint32_t part_count; /* 0: it is not a compound */
};

struct hk_morph_dict; /* an open dictionary; shared between threads */
struct hk_morph;      /* one analyser: one per thread */

/* What a dictionary says of itself. */
struct hk_morph_info {
	char kind[32];	  /* "ipadic", "unidic", "naist-jdic", "other" */
	char charset[16]; /* "utf-8" */
	unsigned version;
	unsigned lexicon_size;
};

/*
 * Open the dictionary in the folder `dir`; NULL: $HIKU_DICDIR, else IPADIC
 * where this system keeps it. `kind`, unless NULL, is the kind wanted where
 * `dir` is NULL: it is looked for beside the default one. `user` is a compiled
 * user dictionary or NULL. HK_EDICT with a line that says what to install.
 * The caller frees it, after all analysers made with it.
 */
enum hk_status hk_morph_open(struct hk_morph_dict **out, const char *dir,
			     const char *kind, const char *user,
			     struct hk_error *err) HK_MUST_USE;
void hk_morph_close(struct hk_morph_dict *dict);
const struct hk_morph_info *hk_morph_about(const struct hk_morph_dict *dict);
/* Its folder. */
const char *hk_morph_dir(const struct hk_morph_dict *dict);
/* The hash of all its files together, in hexadecimal; reads them. */
enum hk_status hk_morph_fingerprint(const struct hk_morph_dict *dict,
				    char out[33],
				    struct hk_error *err) HK_MUST_USE;

enum hk_status hk_morph_new(struct hk_morph **out,
			    const struct hk_morph_dict *dict,
			    struct hk_error *err) HK_MUST_USE;
void hk_morph_free(struct hk_morph *morph);
/* What its dictionary says of itself. */
const struct hk_morph_info *hk_morph_dictionary(const struct hk_morph *morph);

/*
 * Cut `text`. The morphemes ascend and are disjoint; white space is in none.
 * They and all that they point to stand until the next call.
 */
enum hk_status hk_morph_run(struct hk_morph *morph, struct hk_str text,
			    struct hk_error *err) HK_MUST_USE;
const struct hk_morpheme *hk_morph_get(const struct hk_morph *morph,
				       size_t *count);
/* How a morpheme is read, in katakana; empty where it is not known. */
struct hk_str hk_morph_reading(const struct hk_morph *morph,
			       const struct hk_morpheme *morpheme);
/* The parts of compounds, as spans of the normal form: see hk_morpheme. */
const struct hk_span *hk_morph_parts(const struct hk_morph *morph);

/*
 * Append to `out` what `text` was cut into, to be kept with it (docs/SCHEMA.md
 * has the bytes). hk_morph_restore() gives the same morphemes again, but for
 * their readings, without looking into the dictionary: HK_EFORMAT where the
 * bytes do not fit the text, whatever they are.
 */
enum hk_status hk_morph_save(struct hk_buf *out, const struct hk_morph *morph,
			     struct hk_str text) HK_MUST_USE;
enum hk_status hk_morph_restore(struct hk_morph *morph, struct hk_str text,
				struct hk_str saved) HK_MUST_USE;

#endif
