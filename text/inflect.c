/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/inflect.h"

#include <string.h>

#include "text/char.h"
#include "base/utf8.h"

#define KANA_LEN 3 /* bytes of a letter of hiragana */
/* Bytes of the longest word that is looked at. */
#define WORD_MAX 60
#define O	 "お"

/* The rows of the kana before the last letter of a verb: ウ, イ and エ. */
static const char u_row[] = "うくぐすつぬぶむる";
static const char i_row[] = "いきぎしちにびみり";
static const char e_row[] = "えけげせてねべめれ";

/* The place of a letter in a row, in bytes; -1 if it is not there. */
static int place_in(const char *row, const char *letter)
{
	for (int i = 0; row[i]; i += KANA_LEN)
		if (!memcmp(row + i, letter, KANA_LEN))
			return i;
	return -1;
}

static size_t count_kanji(struct hk_str word)
{
	size_t kanji = 0, n;

	for (size_t at = 0; at < word.len; at += n ? n : 1) {
		uint32_t c = 0;

		n = hk_utf8_decode(word.data + at, word.len - at, &c);
		kanji += n && hk_char_han(c);
	}
	return kanji;
}

/* Add the word that is `before`, `stem` and `ending` together, folded. */
static void add(struct hk_inflect *out, const char *before, struct hk_str stem,
		struct hk_str ending)
{
	char word[WORD_MAX + 3 * KANA_LEN], *to = out->text[out->count];
	size_t len = strlen(before);

	memcpy(word, before, len);
	memcpy(word + len, stem.data, stem.len);
	len += stem.len;
	memcpy(word + len, ending.data, ending.len);
	len += ending.len;
	if (!hk_fold_word(hk_span_str(word, len), to, &out->len[out->count])) {
		memcpy(to, word, len);
		out->len[out->count] = len;
	}
	out->count++;
}

/* Is it a word of kanji that ends in kana, and not too long? */
static bool inflects(struct hk_str word)
{
	return word.len > 2 * KANA_LEN - 1 && word.len <= WORD_MAX &&
	       count_kanji(word) > 0 &&
	       (unsigned char)word.data[word.len - KANA_LEN] == 0xE3;
}

void hk_inflect_nouns(struct hk_inflect *out, struct hk_str verb)
{
	struct hk_str stem = verb, ending = {"", 0};
	const char *last = verb.data + verb.len - KANA_LEN;
	const char *before = last - KANA_LEN;
	int place;

	out->count = 0;
	if (!inflects(verb))
		return;
	place = place_in(u_row, last);
	if (place < 0)
		return;
	stem.len -= KANA_LEN;
	/* 受ける, 起きる: a verb of one row. */
	if (memcmp(last, "る", KANA_LEN) != 0 ||
	    (place_in(e_row, before) < 0 && place_in(i_row, before) < 0))
		ending = hk_span_str(i_row + place, KANA_LEN);
	if (count_kanji(verb) > 1)
		add(out, "", stem, ending);
	add(out, O, stem, ending);
}

void hk_inflect_verbs(struct hk_inflect *out, struct hk_str noun)
{
	bool polite = noun.len > KANA_LEN && !memcmp(noun.data, O, KANA_LEN);
	struct hk_str stem = noun;
	const char *last = noun.data + noun.len - KANA_LEN;
	int place;

	out->count = 0;
	if (!inflects(noun) || (!polite && count_kanji(noun) < 2))
		return;
	if (polite) {
		stem.data += KANA_LEN;
		stem.len -= KANA_LEN;
	}
	place = place_in(i_row, last);
	if (place >= 0) {
		struct hk_str less =
			hk_span_str(stem.data, stem.len - KANA_LEN);

		add(out, "", less, hk_span_str(u_row + place, KANA_LEN));
	} else if (place_in(e_row, last) < 0) {
		return;
	}
	add(out, "", stem, hk_span_str("る", KANA_LEN));
}
