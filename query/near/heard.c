/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/heard.h"

#include <stdlib.h>

#include "query/sound/writing.h"
#include "store/term_walk.h"
#include "text/romaji.h"
#include "text/sound.h"
#include "base/utf8.h"

/* What it adds to the distance that the word has to be read first. */
#define READ 1
/* Kana of which not even one whole step may be wrong: too many words are read
 * so. */
#define SHORT 3
/* Letters of romaji that are tried with a slip. */
#define LETTERS_MIN 4
#define LETTERS_MAX 24
/* Characters of what is read as several words, one of which was converted
 * wrongly. */
#define COMPOUND_MIN 3
/* What slips of letters cost: text/slip.h's. */
#define SWAPPED 6
#define MISSING HK_SLIP_STEP

static enum hk_status state_of(const struct hk_near_ear *ear,
			       struct hk_error *err)
{
	if (ear->vocabulary->status)
		return ear->vocabulary->status;
	return ear->out->failed ? hk_error_nomem(err) : HK_OK;
}

/* The forms of a verb are many, and the index has the one of dictionaries. */
static void offer(const struct hk_near_ear *ear,
		  const struct hk_readings_word *word, unsigned distance)
{
	if (hk_span_same(word->surface, word->lemma))
		hk_near_offer(ear->out, word->lemma, distance,
			      hk_vocabulary_term(ear->vocabulary,
						 HK_SCHEMA_WORD, word->lemma));
}

/* ---- Kana ---- */

static uint32_t letter_of(uint8_t kana)
{
	return kana == HK_SOUND_PROLONGED ? 0x30FC : 0x3040u + kana;
}

/* The distance of the reading, of which the first `same` kana are those of the
 * one before; if it is more than `limit`, `*past` is how many kana say so. */
static unsigned measure(struct hk_slip *slip, struct hk_str reading,
			size_t same, unsigned limit, uint32_t *past)
{
	for (size_t at = same; at < reading.len; at++)
		if (hk_slip_push(slip, (unsigned)at,
				 letter_of((uint8_t)reading.data[at])) >
		    limit) {
			*past = (uint32_t)at + 1;
			return limit + 1;
		}
	*past = 0;
	return hk_slip_get(slip, (unsigned)reading.len);
}

/* May a reading of so many kana be near? */
static bool may_be_near(const struct hk_slip *slip, size_t count)
{
	size_t own = slip->word.count;

	return (count > own ? count - own : own - count) <= slip->band;
}

static size_t common(struct hk_str a, struct hk_str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.data[n] == b.data[n])
		n++;
	return n;
}

/* What measures the readings that texts tell. */
struct told {
	const struct hk_near_ear *ear;
	struct hk_slip *slip;
	unsigned limit;
};

/* A reading, a blank, and the word (store/told.h). */
static enum hk_status take_told(void *ctx, struct hk_str text,
				uint32_t documents)
{
	const struct told *t = ctx;
	const char *blank = memchr(text.data, ' ', text.len);
	struct hk_slip_word reading;
	unsigned distance;

	if (!blank ||
	    !hk_slip_read(&reading,
			  hk_span_str(text.data, (size_t)(blank - text.data))))
		return HK_OK;
	distance = hk_slip_from(t->slip, &reading, t->limit);
	if (distance <= t->limit)
		hk_near_offer(
			t->ear->out,
			hk_span_from(text, (size_t)(blank - text.data) + 1),
			distance + READ, documents);
	return t->ear->out->failed ? HK_ENOMEM : HK_OK;
}

static enum hk_status listen_to_texts(const struct hk_near_ear *ear,
				      struct hk_slip *slip, unsigned limit,
				      struct hk_error *err)
{
	struct told told = {ear, slip, limit};
	enum hk_status status;

	if (xap_db_is_remote(ear->vocabulary->db))
		return HK_OK;
	status = hk_term_walk(ear->vocabulary->db, HK_SCHEMA_READING,
			      hk_span_str("", 0), take_told, &told, err);
	return status == HK_ENOMEM ? hk_error_nomem(err) : status;
}

/* Offer what the dictionary and the texts read nearly so. */
static enum hk_status listen(const struct hk_near_ear *ear,
			     const struct hk_slip_word *word, unsigned limit,
			     struct hk_error *err)
{
	struct hk_slip *slip = malloc(sizeof(*slip));
	struct hk_str last = {"", 0}, reading;
	struct hk_readings_word found;
	enum hk_status status;
	uint32_t past;

	if (!slip)
		return hk_error_nomem(err);
	hk_slip_begin(slip, word, limit);
	for (uint32_t i = 0; i < hk_readings_count(ear->readings);) {
		bool whole =
			hk_readings_get(&found, &reading, ear->readings, i);
		unsigned distance = limit + 1;

		past = 0;
		if (!may_be_near(slip, reading.len)) {
			i++;
			continue;
		}
		if (reading.len <= HK_SLIP_MAX)
			distance = measure(slip, reading, common(last, reading),
					   limit, &past);
		if (distance <= limit && whole)
			offer(ear, &found, distance + READ);
		/* Of what was not read to its end, the rest is not known. */
		last = hk_span_str(reading.data, past ? past
						 : reading.len <= HK_SLIP_MAX
							 ? reading.len
							 : 0);
		i = past ? hk_readings_past(ear->readings, i, past) : i + 1;
	}
	status = listen_to_texts(ear, slip, limit, err);
	free(slip);
	return status ? status : state_of(ear, err);
}

enum hk_status hk_near_kana(const struct hk_near_ear *ear,
			    const struct hk_slip_word *word,
			    struct hk_error *err)
{
	unsigned limit = hk_slip_limit(word->count);
	enum hk_status status =
		listen(ear, word,
		       word->count <= SHORT ? HK_SLIP_STEP / 2 : limit, err);

	/* Where nothing is nearer, they are few enough. */
	if (!status && word->count == SHORT && !ear->out->count)
		status = listen(ear, word, limit, err);
	return status;
}

/* ---- Latin letters ---- */

/* Offer all that is read so, from step `at` on. */
static void look_up(const struct hk_near_ear *ear, const struct hk_sound *sound,
		    size_t at, struct hk_readings_range range,
		    unsigned distance)
{
	struct hk_readings_word word;

	if (at == sound->count) {
		for (uint32_t i = 0;
		     hk_readings_word(&word, ear->readings, &range, i); i++)
			offer(ear, &word, distance);
		return;
	}
	for (size_t i = 0; i < sound->steps[at].count; i++) {
		struct hk_sound_way way = sound->steps[at].ways[i];
		struct hk_readings_range next = range;

		if (way.kana == HK_SOUND_NOTHING ||
		    hk_readings_step(&next, ear->readings, way.kana))
			look_up(ear, sound, at + 1, next, distance + way.odds);
	}
}

/* Words of kana, which the dictionary may lack. */
static void look_up_kana(const struct hk_near_ear *ear,
			 const struct hk_sound *sound, unsigned distance)
{
	char text[HK_SOUND_BYTES];

	for (int katakana = 0; katakana < 2; katakana++) {
		size_t len = hk_sound_text(text, sound, katakana);
		struct hk_str word = hk_span_str(text, len);

		hk_near_offer(ear->out, word, distance,
			      hk_vocabulary_term(ear->vocabulary,
						 HK_SCHEMA_WORD, word));
	}
}

static void try(const struct hk_near_ear *ear, const char *letters, size_t len,
		unsigned distance)
{
	struct hk_sound sound;

	if (!hk_romaji_read(&sound, hk_span_str(letters, len)))
		return;
	look_up(ear, &sound, 0, hk_readings_all(ear->readings),
		distance + READ);
	look_up_kana(ear, &sound, distance + READ);
}

/* One letter at `at` is another one, or was left out. */
static void try_letters(const struct hk_near_ear *ear, struct hk_str word,
			size_t at)
{
	char text[LETTERS_MAX + 1];

	memcpy(text, word.data, word.len);
	for (unsigned c = 'a'; c <= 'z' && at < word.len; c++) {
		unsigned cost = hk_slip_letter((uint8_t)word.data[at], c);

		text[at] = (char)c;
		if (cost)
			try(ear, text, word.len, cost);
	}
	memcpy(text, word.data, at);
	memcpy(text + at + 1, word.data + at, word.len - at);
	for (unsigned c = 'a'; c <= 'z'; c++) {
		text[at] = (char)c;
		try(ear, text, word.len + 1, MISSING);
	}
}

enum hk_status hk_near_letters(const struct hk_near_ear *ear,
			       struct hk_str word, struct hk_error *err)
{
	char text[LETTERS_MAX];

	if (word.len < LETTERS_MIN || word.len > LETTERS_MAX)
		return HK_OK;
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.data[i] >= 0x80)
			return HK_OK;
	try(ear, word.data, word.len, 0);
	for (size_t at = 0; at <= word.len; at++) {
		try_letters(ear, word, at);
		if (at == word.len)
			break;
		/* One too many. */
		memcpy(text, word.data, at);
		memcpy(text + at, word.data + at + 1, word.len - at - 1);
		try(ear, text, word.len - 1,
		    at && word.data[at] == word.data[at - 1] ? SWAPPED
							     : MISSING);
		if (!at || word.data[at] == word.data[at - 1])
			continue;
		memcpy(text, word.data, word.len);
		text[at] = word.data[at - 1];
		text[at - 1] = word.data[at];
		try(ear, text, word.len, SWAPPED);
	}
	return state_of(ear, err);
}

/* ---- Wrong conversions ---- */

/* How the word is read, by its morphemes; false if that is not known. */
static bool read_word(struct hk_sound *out, const struct hk_near_ear *ear,
		      struct hk_str word)
{
	const struct hk_morph *morph = ear->analyser->morph;
	const struct hk_morpheme *m;
	size_t count, len = 0;
	char text[HK_SOUND_BYTES];

	if (hk_term_analyse_query(ear->analyser, word, NULL))
		return false;
	m = hk_morph_get(morph, &count);
	for (size_t i = 0; i < count; i++) {
		struct hk_str reading = hk_morph_reading(morph, &m[i]);

		if (!reading.len || len + reading.len > sizeof(text))
			return false;
		memcpy(text + len, reading.data, reading.len);
		len += reading.len;
	}
	return len && hk_sound_kana(out, hk_span_str(text, len));
}

enum hk_status hk_near_converted(const struct hk_near_ear *ear,
				 struct hk_str word, struct hk_error *err)
{
	struct hk_writing *writing;
	enum hk_status status;
	struct hk_sound sound;

	if (!read_word(&sound, ear, word))
		return HK_OK;
	look_up(ear, &sound, 0, hk_readings_all(ear->readings),
		HK_SLIP_STEP / 2 + READ);
	if (hk_utf8_count(word) < COMPOUND_MIN)
		return state_of(ear, err);
	writing = malloc(sizeof(*writing));
	if (!writing)
		return hk_error_nomem(err);
	status = hk_writing_run(writing, ear->readings, ear->vocabulary,
				ear->analyser, &sound, err);
	for (size_t i = 0; i < writing->count && !status; i++) {
		const struct hk_writing_text *t = &writing->texts[i];

		/* Pieces that stand nowhere together are no word, nor is what
		 * has little of what was typed. */
		unsigned distance = hk_slip_distance(t->text, word);

		if (distance && !t->typed && t->words > 1 && t->together &&
		    distance <= HK_SLIP_STEP * hk_utf8_count(word) / 2)
			hk_near_offer(ear->out, t->text,
				      HK_SLIP_STEP / 2 + READ + distance / 2,
				      t->documents);
	}
	free(writing);
	return status ? status : state_of(ear, err);
}
