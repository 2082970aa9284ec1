/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/complete.h"

#include <stdlib.h>

#include "store/term_walk.h"
#include "text/romaji.h"
#include "text/sound.h"
#include "base/utf8.h"

/* Bytes of what is completed; a longer word would have no term. */
#define PREFIX_MAX HK_SOUND_BYTES
/* Words with a reading that are looked up in the index; each takes some
 * microseconds. */
#define LOOKUPS_MAX 600
/* Costs of words, which are 16 bits, in so many classes. */
#define CLASSES 1024
/* Ranges of readings that one prefix may stand for. */
#define RANGES_MAX 64

struct completer {
	struct hk_complete *out;
	struct hk_vocabulary *vocabulary;
	const struct hk_readings *readings;
	struct hk_readings_range ranges[RANGES_MAX];
	size_t range_count;
	bool failed;
};

static void add(struct completer *c, struct hk_str text, uint32_t documents)
{
	struct hk_complete *out = c->out;
	char *copy;

	if (!documents)
		return;
	copy = hk_arena_copy(c->vocabulary->arena, text.data, text.len);
	if (!copy || !HK_ARENA_RESERVE(c->vocabulary->arena, out->words,
				       out->capacity, out->count + 1)) {
		c->failed = true;
		return;
	}
	out->words[out->count++] = (struct hk_near_word){
		.text = hk_span_str(copy, text.len), .documents = documents};
}

/* ---- As it stands ---- */

static enum hk_status take(void *ctx, struct hk_str text, uint32_t documents)
{
	struct completer *c = ctx;

	add(c, text, documents);
	return c->failed ? HK_ENOMEM : HK_OK;
}

static enum hk_status take_prefix(struct completer *c, struct hk_str prefix,
				  struct hk_error *err)
{
	const struct xap_db *db = c->vocabulary->db;

	if (xap_db_is_remote(db) || !prefix.len)
		return HK_OK;
	return hk_term_walk(db, HK_SCHEMA_WORD, prefix, take, c, err);
}

/* ---- By its reading ---- */

/* A reading that a text tells, a blank, and the word (store/told.h). */
static enum hk_status take_told(void *ctx, struct hk_str text,
				uint32_t documents)
{
	const char *blank = memchr(text.data, ' ', text.len);

	return blank ? take(ctx,
			    hk_span_from(text, (size_t)(blank - text.data) + 1),
			    documents)
		     : HK_OK;
}

static enum hk_status take_readings(struct completer *c,
				    const struct hk_sound *sound,
				    struct hk_error *err)
{
	char text[HK_SOUND_BYTES];
	size_t len = hk_sound_text(text, sound, false);

	return xap_db_is_remote(c->vocabulary->db)
		       ? HK_OK
		       : hk_term_walk(c->vocabulary->db, HK_SCHEMA_READING,
				      hk_span_str(text, len), take_told, c,
				      err);
}

static void find_ranges(struct completer *c, const struct hk_sound *sound,
			size_t at, struct hk_readings_range range)
{
	if (at == sound->count) {
		if (c->range_count < RANGES_MAX)
			c->ranges[c->range_count++] = range;
		return;
	}
	for (size_t i = 0; i < sound->steps[at].count; i++) {
		struct hk_sound_way way = sound->steps[at].ways[i];
		struct hk_readings_range next = range;

		/* That the last vowel may be long is no matter: the word goes
		 * on anyhow. */
		if (way.kana == HK_SOUND_NOTHING) {
			find_ranges(c, sound, at + 1, next);
			if (at + 1 == sound->count)
				return;
		} else if (hk_readings_step(&next, c->readings, way.kana)) {
			find_ranges(c, sound, at + 1, next);
		}
	}
}

static enum hk_status take_sound(struct completer *c,
				 const struct hk_sound *sound, bool letters,
				 struct hk_error *err)
{
	enum hk_status status = HK_OK;
	char text[HK_SOUND_BYTES];

	if (c->readings) {
		find_ranges(c, sound, 0, hk_readings_all(c->readings));
		status = take_readings(c, sound, err);
	}
	for (int katakana = 0; katakana < 2 && letters && !status; katakana++)
		status = take_prefix(
			c,
			hk_span_str(text, hk_sound_text(text, sound, katakana)),
			err);
	return status;
}

/* Letters, of which the last ones may be the beginning of a syllable. */
static enum hk_status take_letters(struct completer *c, struct hk_str prefix,
				   struct hk_error *err)
{
	static const char vowels[] = "aiueo";
	enum hk_status status = HK_OK;
	char text[PREFIX_MAX + 1], last = prefix.data[prefix.len - 1];
	struct hk_sound sound;

	if (hk_romaji_read(&sound, prefix))
		status = take_sound(c, &sound, true, err);
	if (last < 'a' || last > 'z' || strchr(vowels, last))
		return status;
	memcpy(text, prefix.data, prefix.len);
	for (size_t i = 0; vowels[i] && !status; i++) {
		text[prefix.len] = vowels[i];
		if (hk_romaji_read(&sound, hk_span_str(text, prefix.len + 1)))
			status = take_sound(c, &sound, true, err);
	}
	return status;
}

/* The class of costs of the word that a reading has; SIZE_MAX: it is no word of
 * the index's, which has verbs as dictionaries do. */
static size_t class_of(struct hk_readings_word *word, const struct completer *c,
		       uint32_t i)
{
	struct hk_str reading;

	/* A word that is its own lemma has its text once; not reading it keeps
	 * most of the file out of memory. */
	if (!hk_readings_get(word, &reading, c->readings, i) ||
	    word->surface.data != word->lemma.data)
		return SIZE_MAX;
	return (size_t)(word->cost + 0x8000) * CLASSES / 0x10000;
}

/* Look up the words of the ranges, or the most frequent of them. */
static void take_ranges(struct completer *c)
{
	uint32_t counts[CLASSES] = {0}, count = 0;
	struct hk_readings_word word;
	size_t most = 0, class;

	for (size_t n = 0; n < c->range_count; n++)
		for (uint32_t i = c->ranges[n].first; i < c->ranges[n].last;
		     i++) {
			class = class_of(&word, c, i);
			if (class < CLASSES)
				counts[class]++;
		}
	while (most < CLASSES && count + counts[most] <= LOOKUPS_MAX)
		count += counts[most++];
	for (size_t n = 0; n < c->range_count; n++)
		for (uint32_t i = c->ranges[n].first; i < c->ranges[n].last;
		     i++)
			if (class_of(&word, c, i) < most)
				hk_vocabulary_announce(c->vocabulary,
						       HK_SCHEMA_WORD,
						       word.lemma);
	for (size_t n = 0; n < c->range_count && !c->failed; n++)
		for (uint32_t i = c->ranges[n].first; i < c->ranges[n].last;
		     i++)
			if (class_of(&word, c, i) < most)
				add(c, word.lemma,
				    hk_vocabulary_term(c->vocabulary,
						       HK_SCHEMA_WORD,
						       word.lemma));
}

/* ---- All ---- */

static int by_documents(const void *a, const void *b)
{
	const struct hk_near_word *x = a, *y = b;

	if (x->documents != y->documents)
		return x->documents < y->documents ? 1 : -1;
	return hk_span_compare(x->text, y->text);
}

/* The most frequent first, each once. */
static void sort(struct hk_complete *out, uint64_t limit)
{
	size_t count = 0;

	if (out->count > 1)
		qsort(out->words, out->count, sizeof(*out->words),
		      by_documents);
	for (size_t i = 0; i < out->count && count < limit; i++)
		if (!count || !hk_span_same(out->words[i].text,
					    out->words[count - 1].text))
			out->words[count++] = out->words[i];
	out->count = count;
}

static enum hk_status complete(struct completer *c, struct hk_str prefix,
			       struct hk_error *err)
{
	enum hk_status status = take_prefix(c, prefix, err);
	struct hk_sound sound;

	if (status)
		return status;
	if (hk_sound_kana(&sound, prefix)) {
		char text[HK_SOUND_BYTES];
		size_t len = hk_sound_text(text, &sound, false);

		/* In the other kana, too. */
		if (hk_span_same(hk_span_str(text, len), prefix))
			len = hk_sound_text(text, &sound, true);
		status = take_sound(c, &sound, false, err);
		if (!status && !hk_span_same(hk_span_str(text, len), prefix))
			status = take_prefix(c, hk_span_str(text, len), err);
	} else {
		status = take_letters(c, prefix, err);
	}
	if (!status && c->readings)
		take_ranges(c);
	return status;
}

enum hk_status hk_complete_run(struct hk_complete *out,
			       struct hk_vocabulary *vocabulary,
			       struct hk_analyser *analyser,
			       const struct hk_readings *readings,
			       struct hk_str prefix, uint64_t limit,
			       struct hk_error *err)
{
	struct completer c = {
		.out = out, .vocabulary = vocabulary, .readings = readings};
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	if (prefix.len > PREFIX_MAX)
		return HK_OK;
	if (hk_norm_query(&analyser->norm, prefix))
		return hk_error_nomem(err);
	prefix = hk_span_trim(hk_buf_str(&analyser->norm.text));
	if (!prefix.len || prefix.len > PREFIX_MAX)
		return HK_OK;
	status = complete(&c, prefix, err);
	if (!status)
		status = vocabulary->status;
	if (status)
		return status;
	if (c.failed)
		return hk_error_nomem(err);
	sort(out, limit);
	return HK_OK;
}
