/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/near.h"

#include "query/near/walk.h"
#include "text/char.h"
#include "text/romaji.h"
#include "text/sound.h"

/* What a word is made of. */
struct kinds {
	bool kana, han, letters, others;
};

static struct kinds kinds_of(const struct hk_slip_word *word)
{
	struct kinds kinds = {false, false, false, false};

	for (unsigned i = 0; i < word->count; i++) {
		uint32_t c = word->letters[i];

		if (hk_char_hiragana(c) || hk_char_katakana(c))
			kinds.kana = true;
		else if (hk_char_han(c))
			kinds.han = true;
		/* gen'in: romaji */
		else if ((c >= 'a' && c <= 'z') ||
			 (c == '\'' && i && i + 1 < word->count))
			kinds.letters = true;
		else
			kinds.others = true;
	}
	return kinds;
}

/* Digits by themselves are a number, which may be any other. */
static bool is_word(struct kinds kinds)
{
	return kinds.kana || kinds.han || kinds.letters;
}

/* Romaji as the kana that it is read as: romaji of a slip, or letters that an
 * input method left among kana. */
static enum hk_status listen_to_romaji(const struct hk_near_ear *ear,
				       struct hk_str word, struct hk_error *err)
{
	const struct hk_near_kanji none = {NULL, 0, 0};
	struct hk_slip_word letters;
	char text[HK_SOUND_BYTES];
	struct hk_sound sound;
	enum hk_status status;

	if (!hk_romaji_read(&sound, word))
		return HK_OK;
	word = hk_span_str(text, hk_sound_text(text, &sound, false));
	if (!hk_slip_read(&letters, word) || letters.count < 2)
		return HK_OK;
	status = hk_near_walk(ear->out, ear->vocabulary->db, word,
			      hk_slip_limit(letters.count), &none, err);
	return status ? status : hk_near_kana(ear, &letters, err);
}

static enum hk_status listen(const struct hk_near_ear *ear, struct kinds kinds,
			     const struct hk_slip_word *letters,
			     struct hk_str word, struct hk_error *err)
{
	if (kinds.kana && !kinds.han && !kinds.letters && !kinds.others)
		return hk_near_kana(ear, letters, err);
	if (kinds.letters && !kinds.kana && !kinds.han && !kinds.others) {
		enum hk_status status = hk_near_letters(ear, word, err);

		return status || ear->out->count
			       ? status
			       : listen_to_romaji(ear, word, err);
	}
	if (kinds.letters && kinds.kana && !kinds.han)
		return listen_to_romaji(ear, word, err);
	return kinds.han ? hk_near_converted(ear, word, err) : HK_OK;
}

enum hk_status hk_near_find(struct hk_near_list *out,
			    struct hk_vocabulary *vocabulary,
			    struct hk_analyser *analyser,
			    const struct hk_readings *readings,
			    struct hk_str word, struct hk_error *err)
{
	struct hk_near_candidates found = {.arena = vocabulary->arena};
	const struct hk_near_ear ear = {&found, vocabulary, readings, analyser};
	struct hk_slip_word letters;
	struct hk_near_kanji kanji = {NULL, 0, 0};
	enum hk_status status = HK_OK;
	struct kinds kinds;

	out->count = 0;
	if (!hk_slip_read(&letters, word) || letters.count < 2)
		return HK_OK;
	kinds = kinds_of(&letters);
	if (!is_word(kinds))
		return HK_OK;
	if (kinds.han && readings)
		status = hk_near_kanji_list(&kanji, readings, err);
	if (!status)
		status =
			hk_near_walk(&found, vocabulary->db, word,
				     hk_slip_limit(letters.count), &kanji, err);
	hk_near_kanji_release(&kanji);
	if (!status && readings)
		status = listen(&ear, kinds, &letters, word, err);
	for (size_t i = 0; i < found.count && out->count < HK_NEAR_MAX; i++)
		if (!hk_span_same(found.words[i].text, word))
			out->words[out->count++] = found.words[i];
	return status;
}
