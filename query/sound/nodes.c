/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/nodes.h"

#include <math.h>

#include "query/sound/told.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Kana of a word that the dictionary lacks, in katakana. */
#define FOREIGN_MIN 3
#define FOREIGN_MAX 16

/* In MeCab's costs, of which a rare noun has 8,000 or so. Measured with
 * bench/sound. */
#define FOREIGN_COST 9000 /* a word that only the index knows */
#define RARE_COST    500  /* for each power of e that a word is rarer */
#define KANA_COST    4000 /* a word of kana: much that is none reads as one */
#define SHORT_COST   500  /* a word of one kana */
/* For each power of e that a spelling is rarer than the word: */
#define SPELLING_COST 300

/* All words that begin at step `begin`, read on from step `at`. */
static void walk(struct hk_nodes *c, size_t begin, size_t at,
		 struct hk_readings_range range, long odds)
{
	struct hk_readings_word word;

	for (uint32_t i = 0;
	     at > begin && hk_readings_word(&word, c->readings, &range, i); i++)
		hk_node_add(c, begin, at, &word, odds);
	if (at == c->sound->count ||
	    (at > begin && c->sound->steps[at].begins) ||
	    c->count >= HK_NODES_MAX || c->failed)
		return;
	for (size_t i = 0; i < c->sound->steps[at].count; i++) {
		struct hk_sound_way way = c->sound->steps[at].ways[i];
		struct hk_readings_range next = range;

		if (way.kana == HK_SOUND_NOTHING
			    ? at > begin
			    : hk_readings_step(&next, c->readings, way.kana))
			walk(c, begin, at + 1, next, odds + way.odds);
	}
}

/* The steps [begin, end) as the kana that they are by themselves. */
static struct hk_str spell(struct hk_nodes *c, size_t begin, size_t end,
			   bool katakana)
{
	struct hk_sound part = {.count = end - begin};
	char text[HK_SOUND_BYTES];
	size_t len;
	char *copy;

	memcpy(part.steps, c->sound->steps + begin,
	       part.count * sizeof(part.steps[0]));
	len = hk_sound_text(text, &part, katakana);
	copy = hk_arena_copy(c->vocabulary->arena, text, len);
	if (!copy) {
		c->failed = true;
		return hk_span_str("", 0);
	}
	return hk_span_str(copy, len);
}

/* Does a word begin between the two steps? */
static bool is_parted(const struct hk_sound *sound, size_t begin, size_t end)
{
	for (size_t i = begin + 1; i < end; i++)
		if (sound->steps[i].begins)
			return true;
	return false;
}

/* Words of kana that only the index may know. */
static void add_foreign(struct hk_nodes *c)
{
	size_t n = c->sound->count;

	for (size_t begin = 0; begin < n; begin++)
		for (size_t end = begin + FOREIGN_MIN;
		     end <= n && end <= begin + FOREIGN_MAX && !c->failed;
		     end++) {
			struct hk_readings_word word = {.cls = HK_MORPH_NOUN,
							.left = c->left,
							.right = c->right,
							.cost = FOREIGN_COST};
			bool whole = begin == 0 && end == n;

			if (!c->sound->steps[begin].ways[0].kana ||
			    is_parted(c->sound, begin, end))
				continue;
			for (int katakana = !whole; katakana < 2; katakana++) {
				word.surface = word.lemma =
					spell(c, begin, end, katakana);
				if (word.surface.len)
					hk_node_add(c, begin, end, &word, 0);
			}
		}
}

static bool is_kana(struct hk_str text)
{
	struct hk_sound sound;

	return hk_sound_kana(&sound, text);
}

/* By itself a word may be taken for another one (悪, of 悪い), in a text as in
 * a query. */
static uint32_t count_alone(struct hk_nodes *c, const struct hk_node *n)
{
	const struct hk_morpheme *m;
	size_t count;

	if (n->begin > 0 || n->end < c->sound->count)
		return 0;
	if (hk_term_analyse_query(c->analyser, n->word.surface, NULL)) {
		c->failed = true;
		return 0;
	}
	m = hk_morph_get(c->analyser->morph, &count);
	return count == 1 ? hk_vocabulary_word(c->vocabulary, m->lemma) : 0;
}

/* How many times rarer, in powers of `e`, is the second number? */
static double rarer(uint32_t of, uint32_t n)
{
	return log((of + 1.0) / (n + 1.0));
}

/* What paths ask of its text. */
static void describe(struct hk_node *n)
{
	struct hk_str text = n->word.surface;
	size_t last = text.len ? hk_utf8_boundary(text, text.len - 1) : 0;

	hk_utf8_decode(text.data, text.len, &n->first_char);
	hk_utf8_decode(text.data + last, text.len - last, &n->last_char);
	n->hash = hk_hash_bytes(text.data, text.len).low;
}

static void weigh_word(struct hk_nodes *c, struct hk_node *n)
{
	n->spelled = hk_vocabulary_spelled(c->vocabulary, &n->terms);
	if (n->told.len)
		n->spelled = n->documents;
	else
		n->documents = hk_vocabulary_any(c->vocabulary, &n->terms);
	describe(n);
	if (n->function)
		return;
	if (!n->documents && !is_kana(n->word.surface))
		n->documents = n->spelled = count_alone(c, n);
	n->cost += (long)(rarer(c->total, n->documents) * RARE_COST) +
		   (long)(rarer(n->documents, n->spelled) * SPELLING_COST);
	if (is_kana(n->word.surface))
		n->cost += KANA_COST;
	if (n->end - n->begin == 1)
		n->cost += SHORT_COST;
}

/* What the index has of each word. */
static void weigh(struct hk_nodes *c)
{
	for (size_t i = 0; i < c->sound->count; i++)
		for (struct hk_node *n = c->begins[i]; n; n = n->next)
			weigh_word(c, n);
}

/* The connections of a common noun, for words that the dictionary lacks. */
static void find_noun(struct hk_nodes *c)
{
	struct hk_readings_range range = hk_readings_all(c->readings);
	struct hk_readings_word word;
	struct hk_sound sound;

	if (!hk_sound_kana(&sound, hk_span_cstr("つくえ")))
		return;
	for (size_t i = 0; i < sound.count; i++)
		if (!hk_readings_step(&range, c->readings,
				      sound.steps[i].ways[0].kana))
			return;
	for (uint32_t i = 0; hk_readings_word(&word, c->readings, &range, i);
	     i++)
		if (word.cls == HK_MORPH_NOUN) {
			c->left = word.left;
			c->right = word.right;
			return;
		}
}

enum hk_status hk_nodes_find(struct hk_nodes *c, struct hk_error *err)
{
	enum hk_status status =
		xap_db_doc_count(c->vocabulary->db, &c->total, err);

	if (status)
		return status;
	find_noun(c);
	for (size_t i = 0; i < c->sound->count; i++)
		walk(c, i, i, hk_readings_all(c->readings), 0);
	add_foreign(c);
	status = hk_told_words(c, err);
	if (!status)
		weigh(c);
	return status;
}
