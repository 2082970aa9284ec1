/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_SPOKEN_H
#define HIKU_QUERY_SOUND_SPOKEN_H

/*
 * Which words of a query may be meant by their sound: those of kana and of
 * Latin letters, between blanks, that the index has not or hardly as they
 * stand.
 */

#include "query/parse.h"
#include "query/sound/vocabulary.h"
#include "text/sound.h"
#include "text/term.h"

/* Of one query; further ones are searched as they are typed. */
#define HK_SPOKEN_MAX 4

/* When words are searched by sound. */
enum hk_spoken_when {
	HK_SPOKEN_AUTO,	  /* where they bring little as they stand */
	HK_SPOKEN_ALWAYS, /* Latin letters, wherever they read as romaji */
	HK_SPOKEN_NEVER,
};

struct hk_spoken {
	struct hk_span span; /* bytes of the query */
	struct hk_str typed; /* the same in normal form */
	struct hk_sound sound;
	struct hk_str kana; /* romaji: in hiragana, if the index has all its
			     * pieces, and not all of them often */
	uint32_t documents; /* passages that have it as it is typed */
	bool one_word;	    /* MeCab takes it for one, or it is letters */
	bool cut;	    /* kana that MeCab cuts into pieces */
	bool katakana;	    /* nothing else */
	bool mixed;	    /* katakana among hiragana: meant as they stand */
	size_t stands;	    /* passages that have it as it is typed, pieces and
			     * all; looked for only where it is cut */
	bool letters;	    /* it is romaji */
	bool all;	    /* the query is nothing else */
};

struct hk_spoken_list {
	struct hk_spoken items[HK_SPOKEN_MAX]; /* ascending */
	size_t count;
};

struct hk_spoken_input {
	const struct hk_parse *parse;
	struct hk_str query; /* that the parse is of */
	struct hk_vocabulary *vocabulary;
	struct hk_analyser *analyser; /* its text is overwritten */
	enum hk_spoken_when when;
};

/* HK_ENOMEM, and what the analyser and the engine give. */
enum hk_status hk_spoken_find(struct hk_spoken_list *out,
			      const struct hk_spoken_input *input,
			      struct hk_error *err) HK_MUST_USE;

#endif
