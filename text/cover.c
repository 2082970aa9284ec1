/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/cover.h"

#include <string.h>

#include "text/char.h"
#include "base/utf8.h"

/* Every letter of katakana has three bytes. */
#define LETTER 3
/* Characters: of the longest word that is looked at, of the shortest compound
 * that a dictionary knows and of one that it does not, of a noun that makes a
 * compound, and of a known compound that may have shorter ones among them. */
#define WORD_MAX    40
#define KNOWN_MIN   6
#define UNKNOWN_MIN 5
#define NOUN_MIN    3
#define PART_MIN    2
#define LONG_MIN    8
/* From this many characters on a noun may stand beside shorter rests, and may
 * be a name: most short names are also syllables. */
#define FIRM_MIN 4
/* What a part costs. The cost of a noun in the dictionary, which is added,
 * decides between covers of as many parts. */
#define NOUN_COST   100000
#define SHORT_COST  150000
#define REST_COST   200000 /* what no dictionary knows, */
#define LETTER_COST 60000  /* and for each of its characters */
#define REST_BEFORE 20000  /* and if a noun follows it */

/* What the cover before a place ends with. */
enum last {
	NOTHING, /* the beginning of the word */
	NOUN,	 /* of NOUN_MIN characters or more */
	FIRM,	 /* a noun of FIRM_MIN or more */
	ENDING,	 /* a noun that is the ending of others */
	SHORT,	 /* a shorter noun */
	REST,	 /* a rest of NOUN_MIN or more */
	STUMP,	 /* a shorter rest */
	LASTS
};

/* The cheapest cover of the characters before a place. */
struct place {
	int32_t cost;	      /* 0: none */
	unsigned char chars;  /* of its last part */
	unsigned char noun;   /* has it a noun of NOUN_MIN? */
	unsigned char before; /* an enum last */
};

struct cover {
	mecab_lattice_t *lattice;
	const struct hk_feature_classes *classes;
	struct hk_str word;
	size_t chars;
	bool known;
	/* By place, by last part, and by whether it has a noun. Places behind
	 * the word hold nothing. */
	struct place best[WORD_MAX + 1][LASTS][2];
};

bool hk_cover_applies(struct hk_str word)
{
	uint32_t c;

	if (word.len < UNKNOWN_MIN * LETTER || word.len > WORD_MAX * LETTER)
		return false;
	for (size_t at = 0; at < word.len; at += LETTER)
		if (hk_utf8_decode(word.data + at, word.len - at, &c) !=
			    LETTER ||
		    !hk_char_katakana(c))
			return false;
	return true;
}

/* Is the noun, or the rest, of NOUN_MIN characters at this character an ending
 * of English words? A noun is, behind a rest that no dictionary knows; リング
 * mostly is behind any noun (エンジニアリング). */
static bool is_ending(const struct cover *cover, size_t at)
{
	static const char *const endings[] = {
		"リング", "キング", "リズム", "リスト", "ティー", "チック",
		"トリー", "ジャー", "ロール", "レッド", "レート", "ファー",
		"メント", "ティブ", "ミング", "チング", "ピング", "ニング",
		"ジング", "アリー", "ション", "ライズ", "ルード", "ロジー",
		"シャル", "リティ", "ニズム", "シズム", "イラー", "イター",
		"イザー", "ニスト", "タント", "タリー",
	};
	size_t count = !at	      ? 0
		       : cover->known ? 1
				      : sizeof(endings) / sizeof(*endings);
	const char *noun = cover->word.data + at * LETTER;

	for (size_t i = 0; i < count; i++)
		if (!memcmp(noun, endings[i], (size_t)NOUN_MIN * LETTER))
			return true;
	return false;
}

static bool is_noun(const struct cover *cover, const mecab_node_t *node)
{
	enum hk_morph_class cls;

	if (node->stat != MECAB_NOR_NODE || node->length != node->rlength)
		return false;
	if (!hk_feature_class(cover->classes, node, &cls)) {
		static const char noun[] = "名詞", name[] = "名詞,固有名詞";

		if (strncmp(node->feature, noun, sizeof(noun) - 1) != 0)
			return false;
		cls = strncmp(node->feature, name, sizeof(name) - 1) != 0
			      ? HK_MORPH_NOUN
			      : HK_MORPH_PROPER;
	}
	if (cls == HK_MORPH_PROPER)
		return cover->known || node->length >= FIRM_MIN * LETTER;
	return cls == HK_MORPH_NOUN || cls == HK_MORPH_PREFIX;
}

/* Can a part begin at this character? Behind the word anything can: what stands
 * there in a text must not change the parts of the word. */
static bool can_begin(const struct cover *cover, size_t at)
{
	static const char not_first[] = "ァィゥェォッャュョヮヵヶンー";
	const char *letter = cover->word.data + at * LETTER;

	if (at == cover->chars)
		return true;
	for (size_t i = 0; i + 1 < sizeof(not_first); i += LETTER)
		if (!memcmp(not_first + i, letter, LETTER))
			return false;
	return true;
}

/* May the one stand behind the other? */
static bool can_follow(bool known, enum last before, enum last last)
{
	switch (last) {
	case STUMP:
		return before == NOTHING;
	case REST:
		return before == NOTHING || before == FIRM || before == NOUN;
	case SHORT:
		return before != REST && before != STUMP;
	case NOUN:
		return before != STUMP;
	case ENDING:
		return !known && before != STUMP && before != REST;
	default:
		return true;
	}
}

/* Add a part of `chars` characters behind the covers that end at `at`. */
static void extend(struct cover *cover, size_t at, size_t chars, int32_t cost,
		   enum last last)
{
	bool is_noun = last == NOUN || last == FIRM || last == ENDING;

	for (unsigned i = 0; i < 2 * LASTS; i++) {
		enum last before = (enum last)(i / 2);
		bool had = i % 2;
		const struct place *from = &cover->best[at][before][had];
		struct place *to =
			&cover->best[at + chars][last][had || is_noun];
		int32_t sum = from->cost + cost;

		if (at ? !from->cost : before != NOTHING || had)
			continue;
		if (!can_follow(cover->known, before, last) ||
		    (to->cost && to->cost <= sum))
			continue;
		*to = (struct place){sum, (unsigned char)chars, had,
				     (unsigned char)before};
	}
}

static bool is_known(const struct cover *cover)
{
	const mecab_node_t *node =
		mecab_lattice_get_begin_nodes(cover->lattice, 0);

	for (; node; node = node->bnext)
		if (node->length == cover->word.len && is_noun(cover, node))
			return true;
	return false;
}

/* Add the nouns that begin at character `at`. */
static void extend_nouns(struct cover *cover, size_t at)
{
	const mecab_node_t *node =
		mecab_lattice_get_begin_nodes(cover->lattice, at * LETTER);
	size_t min =
		cover->known && cover->chars < LONG_MIN ? NOUN_MIN : PART_MIN;

	for (; node; node = node->bnext) {
		size_t chars = node->length / LETTER;
		enum last last = chars >= FIRM_MIN   ? FIRM
				 : chars >= NOUN_MIN ? NOUN
						     : SHORT;

		if (last == NOUN && is_ending(cover, at))
			last = ENDING;
		if (chars < min || chars == cover->chars ||
		    !is_noun(cover, node) || !can_begin(cover, at + chars))
			continue;
		extend(cover, at, chars,
		       (last == SHORT ? SHORT_COST : NOUN_COST) + node->wcost,
		       last);
	}
}

/* Add what no dictionary knows from character `at` on. */
static void extend_rests(struct cover *cover, size_t at)
{
	for (size_t chars = PART_MIN; at + chars <= cover->chars; chars++) {
		int32_t cost = REST_COST + LETTER_COST * (int32_t)chars;

		if (at + chars < cover->chars)
			cost += REST_BEFORE;
		if (can_begin(cover, at + chars) &&
		    !(chars == NOUN_MIN && is_ending(cover, at)))
			extend(cover, at, chars, cost,
			       chars < NOUN_MIN ? STUMP : REST);
	}
}

/* The last part of the cheapest cover of the whole that has a noun; NULL:
 * there is none. */
static const struct place *find_best(const struct cover *cover)
{
	const struct place *best = NULL;

	for (int last = 0; last < LASTS; last++) {
		const struct place *place = &cover->best[cover->chars][last][1];

		if (place->cost && (!best || place->cost < best->cost))
			best = place;
	}
	return best;
}

size_t hk_cover_find(uint16_t *out, size_t max, mecab_lattice_t *lattice,
		     const struct hk_feature_classes *classes,
		     struct hk_str word)
{
	struct cover cover;
	const struct place *place;
	size_t count = 0;

	cover.lattice = lattice;
	cover.classes = classes;
	cover.word = word;
	cover.chars = word.len / LETTER;
	cover.known = false;
	cover.known = is_known(&cover);
	if (cover.known && cover.chars < KNOWN_MIN)
		return 0;
	memset(cover.best, 0, (cover.chars + 1) * sizeof(cover.best[0]));
	for (size_t at = 0; at < cover.chars; at++) {
		extend_nouns(&cover, at);
		if (!cover.known)
			extend_rests(&cover, at);
	}
	place = find_best(&cover);
	for (size_t at = cover.chars; place && at;) {
		if (count == max)
			return 0;
		out[count++] = (uint16_t)(place->chars * LETTER);
		at -= place->chars;
		place = &cover.best[at][place->before][place->noun];
	}
	for (size_t i = 0; i < count / 2; i++) {
		uint16_t swap = out[i];

		out[i] = out[count - 1 - i];
		out[count - 1 - i] = swap;
	}
	return count > 1 ? count : 0;
}
