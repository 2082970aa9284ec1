/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/told.h"

#include <limits.h>

#include "store/term_walk.h"
#include "base/utf8.h"

/* In MeCab's costs: a word that is read so in a text. */
#define TOLD_COST 5000
/* More than that: one that only begins so, and of so many bytes of kana. */
#define BEGUN_COST 4000
#define BEGUN_MIN  9

/* Kana that are not read up to there. */
#define NEVER_READ LONG_MAX

struct told {
	struct hk_nodes *nodes;
	size_t begin;
};

/* The steps that are read without a kana. */
static void skip(long odds[HK_SOUND_MAX + 1], const struct hk_sound *sound)
{
	for (size_t i = 0; i < sound->count; i++)
		for (size_t k = 0; k < sound->steps[i].count; k++) {
			struct hk_sound_way way = sound->steps[i].ways[k];

			if (!way.kana && odds[i] != NEVER_READ &&
			    odds[i] + way.odds < odds[i + 1])
				odds[i + 1] = odds[i] + way.odds;
		}
}

static void forget(long odds[HK_SOUND_MAX + 1], const struct hk_sound *sound)
{
	for (size_t i = 0; i <= sound->count; i++)
		odds[i] = NEVER_READ;
}

/* The odds with which the kana are read from step `begin` to each step;
 * `begun`: those with which only the beginning of them is all that is read. */
static void read_on(long odds[HK_SOUND_MAX + 1], long *begun,
		    const struct hk_sound *sound, size_t begin,
		    struct hk_str kana)
{
	*begun = NEVER_READ;
	forget(odds, sound);
	odds[begin] = 0;
	for (size_t at = 0, n; at < kana.len; at += n) {
		long now[HK_SOUND_MAX + 1];
		uint8_t code;
		uint32_t c;

		n = hk_utf8_decode(kana.data + at, kana.len - at, &c);
		code = n ? hk_sound_code(c) : 0;
		memcpy(now, odds, sizeof(now));
		forget(odds, sound);
		if (!code)
			return;
		for (size_t i = begin; i < sound->count; i++) {
			const struct hk_sound_step *step = &sound->steps[i];

			/* No word goes on over the beginning of another one. */
			if (now[i] == NEVER_READ || (i > begin && step->begins))
				continue;
			for (size_t k = 0; k < step->count; k++)
				if (step->ways[k].kana == code &&
				    now[i] + step->ways[k].odds < odds[i + 1])
					odds[i + 1] =
						now[i] + step->ways[k].odds;
		}
		skip(odds, sound);
		if (!begin && at + n >= BEGUN_MIN && at + n < kana.len &&
		    odds[sound->count] < *begun)
			*begun = odds[sound->count];
	}
}

/* The word of what is told, read up to step `end`. */
static enum hk_status add_word(struct told *t, struct hk_str text, size_t from,
			       size_t end, long odds, uint32_t documents,
			       long cost)
{
	struct hk_nodes *c = t->nodes;
	struct hk_readings_word word = {.cls = HK_MORPH_NOUN,
					.left = c->left,
					.right = c->right,
					.cost = (int16_t)cost};
	struct hk_node *node;
	char *copy = hk_arena_copy(c->vocabulary->arena, text.data, text.len);

	if (!copy)
		return HK_ENOMEM;
	word.surface = word.lemma = hk_span_str(copy + from, text.len - from);
	node = hk_node_add(c, t->begin, end, &word, odds);
	if (node) {
		node->told = hk_span_str(copy, text.len);
		node->documents = documents;
	}
	return HK_OK;
}

static enum hk_status add(void *ctx, struct hk_str text, uint32_t documents)
{
	struct told *t = ctx;
	struct hk_nodes *c = t->nodes;
	const char *blank = memchr(text.data, ' ', text.len);
	enum hk_status status = HK_OK;
	long odds[HK_SOUND_MAX + 1], begun;
	size_t from;

	if (!blank || blank + 1 == text.data + text.len)
		return HK_OK;
	from = (size_t)(blank + 1 - text.data);
	read_on(odds, &begun, c->sound, t->begin,
		hk_span_str(text.data, from - 1));
	for (size_t end = t->begin + 1; end <= c->sound->count && !status;
	     end++)
		if (odds[end] != NEVER_READ)
			status = add_word(t, text, from, end, odds[end],
					  documents, TOLD_COST);
	/* A name whose parts nobody parted is also found by its first one. */
	if (!status && begun != NEVER_READ)
		status = add_word(t, text, from, c->sound->count, begun,
				  documents, TOLD_COST + BEGUN_COST);
	return c->failed ? HK_ENOMEM : status;
}

/* Those that begin at a step: the readings that begin with its kana, and with
 * that of the step behind it, unless nothing may be read there. */
static enum hk_status find_at(struct hk_nodes *c, size_t begin,
			      struct hk_error *err)
{
	const struct hk_sound_step *steps = c->sound->steps + begin;
	struct told told = {c, begin};
	enum hk_status status = HK_OK;
	size_t seconds = steps[1].count;

	for (size_t k = 0; k < steps[1].count; k++)
		if (!steps[1].ways[k].kana)
			seconds = 1;
	for (size_t i = 0; i < steps[0].count * seconds && !status; i++) {
		struct hk_sound two = {.count = 1};
		char kana[HK_SOUND_BYTES];
		size_t len;

		two.steps[0].ways[0] = steps[0].ways[i / seconds];
		if (!two.steps[0].ways[0].kana)
			continue;
		if (seconds == steps[1].count &&
		    steps[1].ways[i % seconds].kana)
			two.steps[two.count++].ways[0] =
				steps[1].ways[i % seconds];
		len = hk_sound_text(kana, &two, false);
		status = hk_term_walk(c->vocabulary->db, HK_SCHEMA_READING,
				      hk_span_str(kana, len), add, &told, err);
	}
	return status;
}

static enum hk_status stop(void *ctx, struct hk_str text, uint32_t documents)
{
	(void)text;
	(void)documents;
	*(bool *)ctx = true;
	return HK_ENOTFOUND;
}

/* An index on another machine, where each look costs a round trip, is only
 * asked where a word of the query begins. */
enum hk_status hk_told_words(struct hk_nodes *c, struct hk_error *err)
{
	const struct xap_db *db = c->vocabulary->db;
	bool remote = xap_db_is_remote(db), any = remote;
	enum hk_status status = HK_OK;

	if (!remote)
		status = hk_term_walk(db, HK_SCHEMA_READING, hk_span_str("", 0),
				      stop, &any, err);
	if (!any)
		return status;
	status = HK_OK;
	for (size_t i = 0; i + 1 < c->sound->count && !status; i++)
		if (!remote || i == 0 || c->sound->steps[i].begins)
			status = find_at(c, i, err);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	return status;
}
