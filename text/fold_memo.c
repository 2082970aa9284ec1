/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/fold_memo.h"

#include <stdlib.h>
#include <stdint.h>
#include <string.h>

/* Few, so that a search that folds a few thousand words touches little memory;
 * more where more come, as when an index is made. */
#define PLACES_MIN 512
#define PLACES_MAX 8192
#define GROW_AFTER 16 /* words that were not met, for each place */
#define WORD_MAX   23 /* bytes of a word, and of a folded form, that is kept */

struct place {
	unsigned char len, folded_len; /* 0: the word is its own */
	char word[WORD_MAX], folded[WORD_MAX];
};

struct hk_fold_memo {
	struct place *places;
	size_t count; /* a power of 2 */
	size_t missed;
};

struct hk_fold_memo *hk_fold_memo_new(void)
{
	struct hk_fold_memo *memo = calloc(1, sizeof(*memo));

	if (!memo)
		return NULL;
	memo->count = PLACES_MIN;
	memo->places = calloc(memo->count, sizeof(*memo->places));
	if (memo->places)
		return memo;
	free(memo);
	return NULL;
}

void hk_fold_memo_free(struct hk_fold_memo *memo)
{
	if (memo)
		free(memo->places);
	free(memo);
}

/* Begin anew with more places, if there is memory. */
static void grow(struct hk_fold_memo *memo)
{
	struct place *places = calloc(PLACES_MAX, sizeof(*places));

	memo->missed = 0;
	if (!places)
		return;
	free(memo->places);
	memo->places = places;
	memo->count = PLACES_MAX;
}

/* By its length, its first four bytes and its last four, which are all of most
 * words. */
static struct place *place_of(struct hk_fold_memo *memo, struct hk_str word)
{
	const unsigned char *p = (const unsigned char *)word.data;
	uint32_t head = p[0], tail = p[word.len - 1];

	if (word.len >= sizeof(head)) {
		memcpy(&head, p, sizeof(head));
		memcpy(&tail, p + word.len - sizeof(tail), sizeof(tail));
	} else if (word.len > 2) {
		tail |= (uint32_t)p[1] << 8;
	}
	head = (head ^ tail * 0x9E3779B1u ^ (uint32_t)word.len) * 0x85EBCA77u;
	return &memo->places[(head >> 16) % memo->count];
}

bool hk_fold_memo_word(struct hk_fold_memo *memo, struct hk_str word,
		       char out[HK_FOLD_MAX], size_t *len)
{
	struct place *place;
	bool differs;

	if (!memo || !word.len || word.len > WORD_MAX)
		return hk_fold_word(word, out, len);
	place = place_of(memo, word);
	if (place->len == word.len &&
	    !memcmp(place->word, word.data, word.len)) {
		*len = place->folded_len;
		memcpy(out, place->folded, *len);
		return *len != 0;
	}
	if (memo->count < PLACES_MAX &&
	    ++memo->missed > GROW_AFTER * memo->count) {
		grow(memo);
		place = place_of(memo, word);
	}
	differs = hk_fold_word(word, out, len);
	if (!differs)
		*len = 0;
	if (*len > WORD_MAX || (differs && !*len))
		return differs;
	place->len = (unsigned char)word.len;
	memcpy(place->word, word.data, word.len);
	place->folded_len = (unsigned char)*len;
	memcpy(place->folded, out, *len);
	return differs;
}
