/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/spoken.h"

#include "text/char.h"
#include "text/romaji.h"
#include "base/utf8.h"

/* Fewer letters are an abbreviation rather than a word, and fewer kana a
 * particle; but not where nothing else is asked for. */
#define LETTERS_MIN 3
#define KANA_MIN    2
/* Steps of what goes with the word before it. */
#define SMALL_MAX 3
/* Passages with a piece of a phrase, so that it is found fast. */
#define SOME 200
/* Words that are cut out of kana and are shorter are often none. */
#define CUT_MIN 3

/* What the index has of a piece of the query as it stands. */
struct standing {
	uint32_t most, least; /* passages with a word of it */
	size_t words;	      /* that say something */
	size_t pieces;	      /* all morphemes */
	size_t shortest;      /* kana of the shortest word */
	bool alone;	      /* it is all of the query */
};

enum script {
	OTHER,
	HIRAGANA, /* some hiragana, and kana alone */
	KATAKANA, /* katakana alone */
	LETTERS,  /* Latin letters */
	ROMAJI,	  /* with hiragana, long vowels or n'a: nothing else */
};

/* Is there a ' where only romaji has one, as in gen'in? */
static bool is_parted(struct hk_str text)
{
	for (size_t i = 1; i + 1 < text.len; i++)
		if (text.data[i] == '\'' && text.data[i - 1] == 'n' &&
		    strchr("aiueoy", text.data[i + 1]))
			return true;
	return false;
}

static enum script script_of(struct hk_str text)
{
	bool hiragana = false, katakana = false, letters = false;
	bool longs = is_parted(text);

	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n)
			return OTHER;
		if (hk_char_katakana(c))
			katakana = true;
		else if (hk_char_hiragana(c))
			hiragana = true;
		else if ((c >= 'a' && c <= 'z') || c == '\'' || c == '-' ||
			 c == 0x2019)
			letters = true;
		else if (c >= 0xE0 && c < 0x180)
			longs = true;
		else
			return OTHER;
	}
	if (letters && !katakana)
		return hiragana || longs ? ROMAJI : LETTERS;
	return hiragana ? HIRAGANA : katakana ? KATAKANA : OTHER;
}

/* The morphemes of the piece, and how many passages have each. */
static enum hk_status look_up(struct standing *out,
			      const struct hk_spoken_input *in,
			      struct hk_str text, struct hk_error *err)
{
	enum hk_status status = hk_term_analyse_query(in->analyser, text, err);
	const struct hk_morpheme *m;

	*out = (struct standing){.least = UINT32_MAX, .shortest = SIZE_MAX};
	if (status)
		return status;
	m = hk_morph_get(in->analyser->morph, &out->pieces);
	for (size_t i = 0; i < out->pieces; i++) {
		size_t length = (m[i].span.end - m[i].span.begin) / 3;
		uint32_t n;

		if (m[i].cls == HK_MORPH_SYMBOL || hk_term_is_function(&m[i]))
			continue;
		n = hk_vocabulary_word(in->vocabulary, m[i].lemma);
		out->words++;
		out->shortest = length < out->shortest ? length : out->shortest;
		out->most = n > out->most ? n : out->most;
		out->least = n < out->least ? n : out->least;
	}
	if (!out->words)
		out->least = 0;
	return in->vocabulary->status;
}

/* Is it so short that it goes with the word before, which is romaji: `to` in
 * `toukyou to`? */
static bool is_small(const struct hk_spoken_list *out,
		     const struct hk_spoken_input *in, struct hk_span span,
		     const struct hk_sound *sound)
{
	const struct hk_spoken *last;

	if (!out->count || sound->count > SMALL_MAX)
		return false;
	last = &out->items[out->count - 1];
	if (!last->letters)
		return false;
	for (size_t at = last->span.end; at < span.begin; at++)
		if (in->query.data[at] != ' ')
			return false;
	return true;
}

/* Is there so little of it that its sound may be what is meant? */
static bool is_poor(const struct hk_spoken_input *in, enum script script,
		    const struct standing *s)
{
	switch (script) {
	case LETTERS:
		return in->when == HK_SPOKEN_ALWAYS || !s->least;
	case ROMAJI:
		return true;
	case KATAKANA:
		return s->words && !s->least;
	case HIRAGANA:
		if (s->alone || !s->words)
			return s->alone;
		return !s->least || (s->pieces > 1 && s->shortest < CUT_MIN);
	default:
		return false;
	}
}

/* Romaji in hiragana, if texts may have it so. */
static enum hk_status spell(struct hk_spoken *out,
			    const struct hk_spoken_input *in, bool letters,
			    struct hk_error *err)
{
	char text[HK_SOUND_BYTES];
	struct standing standing;
	enum hk_status status;
	size_t len;

	out->kana = hk_span_str(NULL, 0);
	if (!letters)
		return HK_OK;
	len = hk_sound_text(text, &out->sound, false);
	status = look_up(&standing, in, hk_span_str(text, len), err);
	if (status || !standing.least || standing.least > SOME)
		return status;
	out->kana.data = hk_arena_copy(in->vocabulary->arena, text, len);
	out->kana.len = out->kana.data ? len : 0;
	return out->kana.data ? HK_OK : hk_error_nomem(err);
}

/* Katakana, and not only a mark of length (らーめん)? */
static bool has_katakana(struct hk_str text)
{
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n)
			return false;
		if (hk_char_katakana(c) &&
		    hk_sound_code(c) != HK_SOUND_PROLONGED)
			return true;
	}
	return false;
}

static enum hk_status look_at(struct hk_spoken_list *out,
			      const struct hk_spoken_input *in,
			      struct hk_span span, struct hk_error *err)
{
	struct hk_str text =
		hk_span_str(in->query.data + span.begin, span.end - span.begin);
	struct hk_spoken *said = &out->items[out->count];
	enum script script;
	struct standing standing;
	enum hk_status status;
	size_t length;
	bool letters, small, alone;
	char *copy;

	if (out->count == HK_SPOKEN_MAX || text.len > HK_SOUND_BYTES)
		return HK_OK;
	if (hk_norm_query(&in->analyser->norm, text))
		return hk_error_nomem(err);
	text = hk_buf_str(&in->analyser->norm.text);
	script = script_of(text);
	length = hk_utf8_count(text);
	letters = script == LETTERS || script == ROMAJI;
	if (script == OTHER || !(letters ? hk_romaji_read(&said->sound, text)
					 : hk_sound_kana(&said->sound, text)))
		return HK_OK;
	small = letters && is_small(out, in, span, &said->sound);
	alone = hk_span_trim(in->query).len == span.end - span.begin;
	if (length < (size_t)(letters ? LETTERS_MIN : KANA_MIN) - alone &&
	    !small)
		return HK_OK;
	copy = hk_arena_copy(in->vocabulary->arena, text.data, text.len);
	if (!copy)
		return hk_error_nomem(err);
	said->span = span;
	said->typed = hk_span_str(copy, text.len);
	status = look_up(&standing, in, said->typed, err);
	standing.alone = alone;
	if (status || (!small && !is_poor(in, script, &standing)))
		return status;
	status = spell(said, in, letters, err);
	if (status)
		return status;
	said->documents = standing.pieces == 1 ? standing.most : 0;
	said->cut = !letters && standing.pieces > 1;
	said->katakana = script == KATAKANA;
	said->mixed = script == HIRAGANA && has_katakana(said->typed);
	said->letters = letters;
	said->stands = 0;
	said->one_word = letters || standing.pieces == 1;
	out->count++;
	return HK_OK;
}

/* The pieces of a running text, between its blanks. */
static enum hk_status look_at_text(struct hk_spoken_list *out,
				   const struct hk_spoken_input *in,
				   struct hk_str text, struct hk_error *err)
{
	size_t base = (size_t)(text.data - in->query.data), begin = 0;
	enum hk_status status = HK_OK;

	for (size_t at = 0, n; at <= text.len && !status; at += n) {
		uint32_t c = ' ';

		n = at < text.len
			    ? hk_utf8_decode(text.data + at, text.len - at, &c)
			    : 1;
		n = n ? n : 1;
		if (!hk_char_space(c))
			continue;
		if (at > begin)
			status = look_at(
				out, in,
				(struct hk_span){base + begin, base + at}, err);
		begin = at + n;
	}
	return status;
}

static enum hk_status look_at_list(struct hk_spoken_list *out,
				   const struct hk_spoken_input *in,
				   const struct hk_parse_node *node,
				   struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (node = node->children; node && !status; node = node->next) {
		if (node->sign == HK_PARSE_NOT)
			continue;
		if (node->kind == HK_PARSE_TEXT)
			status = look_at_text(out, in, node->text, err);
		else if (node->kind == HK_PARSE_LIST)
			status = look_at_list(out, in, node, err);
	}
	return status;
}

/* Put what touches but for blanks together: toukyou to, きかい がくしゅう. */
static void join(struct hk_spoken_list *list, struct hk_str query)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct hk_spoken *last = &list->items[count ? count - 1 : 0];
		const struct hk_spoken *next = &list->items[i];
		bool touch =
			count > 0 &&
			last->sound.count + next->sound.count <= HK_SOUND_MAX;

		for (size_t at = last->span.end; touch && at < next->span.begin;
		     at++)
			touch = query.data[at] == ' ';
		if (!touch) {
			list->items[count++] = *next;
			continue;
		}
		memcpy(last->sound.steps + last->sound.count, next->sound.steps,
		       next->sound.count * sizeof(next->sound.steps[0]));
		last->sound.steps[last->sound.count].begins = true;
		last->sound.count += next->sound.count;
		last->span.end = next->span.end;
		last->documents = 0;
		last->one_word = last->katakana = false;
		last->mixed = last->mixed || next->mixed;
		last->cut = last->cut || next->cut;
		last->kana.len = 0;
	}
	list->count = count;
}

enum hk_status hk_spoken_find(struct hk_spoken_list *out,
			      const struct hk_spoken_input *in,
			      struct hk_error *err)
{
	struct hk_str all = hk_span_trim(in->query);
	enum hk_status status;

	out->count = 0;
	if (in->when == HK_SPOKEN_NEVER || !in->parse->root)
		return HK_OK;
	status = look_at_list(out, in, in->parse->root, err);
	if (status)
		return status;
	join(out, in->query);
	for (size_t i = 0; i < out->count; i++) {
		size_t begin = (size_t)(all.data - in->query.data);

		out->items[i].all = out->items[i].span.begin == begin &&
				    out->items[i].span.end == begin + all.len;
	}
	return HK_OK;
}
