/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/walk.h"

#include <stdlib.h>

#include "store/term_walk.h"
#include "text/char.h"
#include "base/utf8.h"

/* What it adds to the distance that katakana, which are typed on purpose, were
 * meant for other letters. */
#define OTHER_KANA 3

struct walk {
	struct hk_near_candidates *out;
	struct hk_slip slip;
	unsigned limit;
	const struct hk_near_kanji *kanji;
	bool katakana;	   /* the word is in katakana */
	uint64_t mask;	   /* the letters of the word, by their lowest bits */
	unsigned steps;	   /* at most, of the cheapest kind */
	unsigned distance; /* of the word that was found near last */
};

static uint64_t mask_of(const struct hk_slip_word *word)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < word->count; i++)
		mask |= (uint64_t)1 << (word->letters[i] & 63);
	return mask;
}

static unsigned count_bits(uint64_t mask)
{
	unsigned count = 0;

	for (; mask; mask &= mask - 1)
		count++;
	return count;
}

/* Is the text so much longer or shorter that it cannot be near? */
static bool is_far(const struct walk *w, struct hk_str text)
{
	size_t a = w->slip.word.count, b;

	/* (A character has four bytes at most: long ones are not counted.) */
	b = text.len > 4 * (a + w->steps) ? text.len : hk_utf8_count(text);
	return (a > b ? a - b : b - a) > w->steps;
}

/* Is the word of so many other letters that it cannot be near? A step changes
 * three letters at most. */
static bool is_other(const struct walk *w, const struct hk_slip_word *word)
{
	return count_bits(mask_of(word) ^ w->mask) > 3 * w->steps;
}

/* Is one kanji of the word another one of the same sound? */
static bool is_converted(const struct walk *w, const struct hk_slip_word *other)
{
	const struct hk_slip_word *word = &w->slip.word;
	unsigned at = word->count;

	if (other->count != word->count)
		return false;
	for (unsigned i = 0; i < word->count; i++)
		if (word->letters[i] != other->letters[i]) {
			if (at < word->count)
				return false;
			at = i;
		}
	return at < word->count && hk_char_han(word->letters[at]) &&
	       hk_char_han(other->letters[at]) &&
	       hk_near_kanji_alike(w->kanji, word->letters[at],
				   other->letters[at]);
}

/* Has the text katakana, and nothing else of kana? */
static bool is_katakana(struct hk_str text)
{
	bool katakana = false;

	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || hk_char_hiragana(c))
			return false;
		katakana = katakana || hk_char_katakana(c);
	}
	return katakana;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* The next digit from `at` on; the count of letters if there is none. */
static unsigned next_digit(const struct hk_slip_word *word, unsigned at)
{
	while (at < word->count && !is_digit(word->letters[at]))
		at++;
	return at;
}

/* Have both words digits, and not the same? They are names of two things
 * (python2, python3). */
static bool are_numbered(const struct hk_slip_word *a,
			 const struct hk_slip_word *b)
{
	unsigned i = next_digit(a, 0), k = next_digit(b, 0);

	if (i == a->count || k == b->count)
		return false;
	while (i < a->count && k < b->count && a->letters[i] == b->letters[k]) {
		i = next_digit(a, i + 1);
		k = next_digit(b, k + 1);
	}
	return i < a->count || k < b->count;
}

/* Is the word near? Then its distance is `w->distance`. */
static bool is_near(void *ctx, struct hk_str text)
{
	struct walk *w = ctx;
	struct hk_slip_word word;

	if (is_far(w, text) || !hk_slip_read(&word, text) ||
	    is_other(w, &word) || are_numbered(&w->slip.word, &word))
		return false;
	w->distance = hk_slip_from(&w->slip, &word, w->limit);
	if ((w->distance > w->limit || w->distance == HK_SLIP_STEP) &&
	    is_converted(w, &word))
		w->distance = HK_SLIP_STEP / 2;
	return w->distance <= w->limit;
}

static enum hk_status take(void *ctx, struct hk_str text, uint32_t documents)
{
	struct walk *w = ctx;
	unsigned distance = w->distance;

	if (w->katakana && !is_katakana(text))
		distance += OTHER_KANA;
	hk_near_offer(w->out, text, distance, documents);
	return w->out->failed ? HK_ENOMEM : HK_OK;
}

static enum hk_status walk_all(struct walk *w, const struct xap_db *db,
			       struct hk_error *err)
{
	unsigned letters = 0;

	for (unsigned i = 0; i < w->slip.word.count; i++) {
		uint32_t c = w->slip.word.letters[i];

		/* (A kanji may be 々, or a rare one.) */
		if (hk_char_hiragana(c) || hk_char_katakana(c))
			letters |= HK_TERM_KANA;
		else if (hk_char_han(c))
			letters |= HK_TERM_KANA | HK_TERM_HAN | HK_TERM_OTHER;
		else
			letters |= HK_TERM_ASCII | HK_TERM_OTHER;
	}
	return hk_term_walk_words(db, letters, is_near, take, w, err);
}

enum hk_status hk_near_walk(struct hk_near_candidates *out,
			    const struct xap_db *db, struct hk_str word,
			    unsigned limit, const struct hk_near_kanji *kanji,
			    struct hk_error *err)
{
	struct hk_slip_word letters;
	enum hk_status status;
	struct walk *w;

	if (xap_db_is_remote(db) || !hk_slip_read(&letters, word))
		return HK_OK;
	w = malloc(sizeof(*w));
	if (!w)
		return hk_error_nomem(err);
	w->out = out;
	w->limit = limit;
	w->kanji = kanji;
	w->katakana = is_katakana(word);
	w->mask = mask_of(&letters);
	w->steps = (limit + 4) / (HK_SLIP_STEP / 2);
	hk_slip_begin(&w->slip, &letters, limit);
	status = walk_all(w, db, err);
	free(w);
	return status == HK_ENOMEM ? hk_error_nomem(err) : status;
}
