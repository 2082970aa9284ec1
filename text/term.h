/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_TERM_H
#define HIKU_TEXT_TERM_H

/*
 * Terms: what indexing, querying and highlighting see of a text. All three use
 * hk_term_each(), so that they agree on every term and every byte.
 */

#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "text/fold.h"
#include "text/fold_memo.h"
#include "text/morph.h"
#include "text/norm.h"

/*
 * The version of the rules that make terms of a text, apart from the normal
 * form (HK_NORM_VERSION) and the tables of text/variants.h, of which an index's
 * signature has hashes. Raise it with any change to text/ that gives any text
 * other terms: an index made by other rules is refused. A test compares the
 * terms of tests/rows/terms.txt with what they were in this version.
 */
#define HK_TERM_VERSION 5

enum hk_term_kind {
	HK_TERM_WORD,	/* the lemma of a morpheme */
	HK_TERM_PART,	/* a part of a compound, as a word of its own */
	HK_TERM_FOLD,	/* the folded form of a word or a part */
	HK_TERM_BIGRAM, /* two adjacent characters, kanji or katakana, in two
			 * morphemes or in one of at least three characters */
};

struct hk_term {
	enum hk_term_kind kind;
	struct hk_str text;  /* without a prefix; normal form */
	struct hk_span norm; /* the bytes of the normal form it covers */
	uint32_t position;   /* number of its (first) morpheme, from 0 */
	const struct hk_morpheme
		*morpheme; /* its (first) one; NULL: a bigram */
};

/* What it takes to analyse texts, one at a time; one per thread. */
struct hk_analyser {
	struct hk_morph *morph;
	struct hk_norm norm;
	struct hk_fold_memo *folds; /* or NULL */
};

enum hk_status hk_term_init(struct hk_analyser *analyser,
			    const struct hk_dict *dict,
			    struct hk_error *err) HK_MUST_USE;
void hk_term_release(struct hk_analyser *analyser);

/* Normalise and cut a UTF-8 text. The results stay in the analyser (`norm`,
 * hk_morph_get(`morph`)) until its next text. HK_ETOOBIG, HK_ENOMEM, and what
 * hk_morph_run() gives. */
enum hk_status hk_term_analyse(struct hk_analyser *analyser, struct hk_str text,
			       struct hk_error *err) HK_MUST_USE;
/* The same of what a person typed to search for: see hk_norm_query(). */
enum hk_status hk_term_analyse_query(struct hk_analyser *analyser,
				     struct hk_str text,
				     struct hk_error *err) HK_MUST_USE;

/*
 * Append to `out` what the text analysed last was cut into, to be stored with
 * it; and bring such a text back to what hk_term_analyse() had left, without
 * readings, and without cutting it again. HK_ECORRUPT if text and bytes do not
 * fit each other.
 */
enum hk_status hk_term_save(struct hk_buf *out,
			    const struct hk_analyser *analyser) HK_MUST_USE;
enum hk_status hk_term_restore(struct hk_analyser *analyser, struct hk_str text,
			       struct hk_str saved,
			       struct hk_error *err) HK_MUST_USE;

/* If it does not return HK_OK, no more terms are given and hk_term_each()
 * returns the same. The term's text is valid until the callback returns. */
typedef enum hk_status (*hk_term_fn)(void *ctx, const struct hk_term *term);

/*
 * Give each term of the text analysed last to `fn`. For each morpheme that is
 * not a symbol these are its word, its parts, and the folded forms of both if
 * they differ; for a number (text/number.h) the whole and, as its folded form,
 * its value. Bigrams come last.
 */
enum hk_status hk_term_each(const struct hk_analyser *analyser, hk_term_fn fn,
			    void *ctx) HK_MUST_USE;
/* The same without bigrams. */
enum hk_status hk_term_each_word(const struct hk_analyser *analyser,
				 hk_term_fn fn, void *ctx) HK_MUST_USE;

/*
 * May a query drop this word if others remain? These are particles,
 * auxiliaries, symbols, pronouns, bound words, conjunctions, and する ある いる
 * なる できる.
 */
bool hk_term_is_function(const struct hk_morpheme *morpheme);

#endif
