/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_TERM_H
#define HIKU_TEXT_TERM_H

/*
 * Terms: what indexing, querying and highlighting see of a text. All three go
 * through the one callback here, so that they agree on every term and every
 * byte.
 */

#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "text/fold.h"
#include "text/morph.h"
#include "text/norm.h"

/*
 * The version of the rules that make terms of a text, apart from the normal
 * form (HK_NORM_VERSION) and the tables of text/variants.h, of which an index's
 * signature has hashes. Raise it with any change to text/ that gives any text
 * other terms: an index made by other rules is refused. A test compares the
 * terms of tests/rows/terms.txt with what they were in this version.
 */
#define HK_TERM_VERSION 1

enum hk_term_kind {
	HK_TERM_WORD,	/* the lemma of a morpheme */
	HK_TERM_PART,	/* a part of a compound, as a word of its own */
	HK_TERM_FOLD,	/* the folded form of a word or a part */
	HK_TERM_BIGRAM, /* two neighbouring characters, neither hiragana, that
			 * stand in two morphemes, or in one of three
			 * characters and more */
};

struct hk_term {
	enum hk_term_kind kind;
	struct hk_str text;  /* without a prefix; normal form */
	struct hk_span norm; /* bytes of the normal form that it covers */
	uint32_t position;   /* of its (first) morpheme, from 0 */
	const struct hk_morpheme *morpheme; /* the same; NULL: bigrams */
};

/* One thread's tools for analysing texts, one at a time. */
struct hk_analyser {
	struct hk_morph *morph;
	struct hk_norm norm;
};

enum hk_status hk_term_init(struct hk_analyser *analyser,
			    const struct hk_dict *dict,
			    struct hk_error *err) HK_MUST_USE;
void hk_term_release(struct hk_analyser *analyser);

/* Normalise and cut a UTF-8 text: the results stand in the analyser (`norm`,
 * hk_morph_get(`morph`)) until its next text. */
enum hk_status hk_term_analyse(struct hk_analyser *analyser, struct hk_str text,
			       struct hk_error *err) HK_MUST_USE;

/*
 * Append to `out` what the text analysed last was cut into, to be kept with
 * it; and take up such a text again as hk_term_analyse() left it, but for
 * readings, without cutting it. HK_ECORRUPT where the two do not fit.
 */
enum hk_status hk_term_save(struct hk_buf *out,
			    const struct hk_analyser *analyser) HK_MUST_USE;
enum hk_status hk_term_restore(struct hk_analyser *analyser, struct hk_str text,
			       struct hk_str saved,
			       struct hk_error *err) HK_MUST_USE;

/* The walk ends with what the callback returns unless it is HK_OK. The term's
 * text lives until the callback returns. */
typedef enum hk_status (*hk_term_fn)(void *ctx, const struct hk_term *term);

/*
 * Give each term of the text analysed last to `fn`: for each morpheme but
 * symbols its word, its parts, and the folded forms of these where they
 * differ; of numbers the whole and, as its folded form, its value
 * (text/number.h); then the bigrams.
 */
enum hk_status hk_term_each(const struct hk_analyser *analyser, hk_term_fn fn,
			    void *ctx) HK_MUST_USE;

/*
 * Words of katakana that a ・ or one blank joins from morpheme `first` on are
 * one word too: データ・ベース. Its folded form goes to `out`, its length to
 * `*len`; returns its morphemes, 0 where there is none.
 */
size_t hk_term_chain(const struct hk_analyser *analyser, size_t first,
		     char out[HK_FOLD_MAX], size_t *len);
/*
 * Does a query drop this word while others remain? Particles, auxiliaries,
 * symbols, pronouns, bound words, conjunctions, and する ある いる なる できる.
 */
bool hk_term_is_function(const struct hk_morpheme *morpheme);

#endif
