/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/morph.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "text/char.h"
#include "text/dict_private.h"
#include "text/morph_list.h"
#include "text/morph_piece.h"
#include "text/split.h"
#include "base/utf8.h"

/* Words of letters of more bytes than this are not given to MeCab. */
#define LONG_WORD 64
/* A piece that reaches HK_MORPH_PIECE_MAX is cut at the last minor delimiter (a
 * blank, a comma, a closing bracket) after this many bytes. */
#define KANJI_LEN  3 /* bytes of a kanji but the rarest */
#define PIECE_SOFT 1024
/* Paths through a lattice that are looked at for another cut: many differ in
 * parts of speech only. */
#define RECUT_PATHS 64

struct hk_morph {
	const struct hk_dict *dict;
	mecab_t *tagger;
	mecab_lattice_t *lattice;
	struct hk_split *split;
	struct hk_morph_list list;
	struct hk_morph_piece piece;
	struct hk_feature_classes classes;
};

enum hk_status hk_morph_new(struct hk_morph **out, const struct hk_dict *dict,
			    struct hk_error *err)
{
	struct hk_morph *m = calloc(1, sizeof(*m));

	*out = NULL;
	if (!m)
		return hk_error_nomem(err);
	m->dict = dict;
	hk_morph_list_init(&m->list);
	m->tagger = mecab_model_new_tagger(dict->model);
	m->lattice = mecab_model_new_lattice(dict->model);
	m->classes.published = dict->format.published;
	if (m->tagger)
		m->split = hk_split_new(dict->model, m->tagger, &m->classes);
	if (!m->lattice || !m->split) {
		hk_morph_free(m);
		return hk_error_nomem(err);
	}
	*out = m;
	return HK_OK;
}

void hk_morph_free(struct hk_morph *m)
{
	if (!m)
		return;
	hk_split_free(m->split);
	if (m->lattice)
		mecab_lattice_destroy(m->lattice);
	if (m->tagger)
		mecab_destroy(m->tagger);
	hk_morph_list_release(&m->list);
	free(m);
}

const struct hk_dict_info *hk_morph_dictionary(const struct hk_morph *m)
{
	return &m->dict->info;
}

const struct hk_morpheme *hk_morph_get(const struct hk_morph *m, size_t *count)
{
	*count = m->list.count;
	return m->list.items;
}

struct hk_str hk_morph_reading(const struct hk_morph *m,
			       const struct hk_morpheme *morpheme)
{
	return morpheme->feature
		       ? hk_feature_reading(&m->dict->format, morpheme->feature)
		       : hk_span_str(NULL, 0);
}

const struct hk_span *hk_morph_parts(const struct hk_morph *m)
{
	return m->list.parts;
}

/* ---- Words of letters and digits ---- */

enum letter {
	NO_LETTER,
	LETTER,	    /* letters, digits and marks, but not Japanese */
	PICTOGRAPH, /* each is a word, so that it can be searched for */
	MODIFIER,   /* of the pictograph before it */
};

static enum letter letter_of(uint32_t c)
{
	utf8proc_category_t category;

	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
				       c == '_'
			       ? LETTER
			       : NO_LETTER;
	if (hk_char_japanese(c))
		return NO_LETTER;
	if (c >= 0x1F3FB && c <= 0x1F3FF)
		return MODIFIER;
	category = utf8proc_category((int32_t)c);
	if (category >= UTF8PROC_CATEGORY_LU &&
	    category <= UTF8PROC_CATEGORY_NO)
		return LETTER;
	return category == UTF8PROC_CATEGORY_SO && c >= 0x1F000 ? PICTOGRAPH
								: NO_LETTER;
}

/* The end of the word that begins at `at`; `at` if none does. */
static size_t word_end(struct hk_str text, size_t at)
{
	enum letter first = NO_LETTER;

	while (at < text.len) {
		unsigned char lead = (unsigned char)text.data[at];
		enum letter letter;
		uint32_t c = lead;
		size_t n = 1;

		if (hk_char_lead(text.data[at]))
			break;
		if (lead >= 0x80)
			n = hk_utf8_decode(text.data + at, text.len - at, &c);
		letter = n ? letter_of(c) : NO_LETTER;
		if (first == NO_LETTER
			    ? letter == NO_LETTER
			    : letter != (first == LETTER ? LETTER : MODIFIER))
			break;
		if (first == NO_LETTER)
			first = letter;
		at += n;
	}
	return at;
}

static enum hk_status part_word(struct hk_morph *m, struct hk_morpheme *word,
				struct hk_str text);

static enum hk_status add_word(struct hk_morph *m, struct hk_str text,
			       size_t begin, size_t end)
{
	struct hk_morpheme *out = hk_morph_list_add(&m->list);
	bool digits = true;

	if (!out)
		return HK_ENOMEM;
	for (size_t i = begin; i < end; i++)
		digits = digits && text.data[i] >= '0' && text.data[i] <= '9';
	out->span = (struct hk_span){begin, end};
	out->lemma = hk_span_str(text.data + begin, end - begin);
	out->cls = digits ? HK_MORPH_NUMBER : HK_MORPH_WORD;
	out->known = true;
	return digits ? HK_OK : part_word(m, out, text);
}

static int letter_kind(char byte)
{
	if (byte == '_')
		return 0;
	return byte >= '0' && byte <= '9' ? 1 : 2;
}

/* foo_bar15 has the parts foo, bar and 15. */
static enum hk_status part_word(struct hk_morph *m, struct hk_morpheme *word,
				struct hk_str text)
{
	size_t begin = word->span.begin, at = begin;

	for (; at < word->span.end; at++) {
		int kind = letter_kind(text.data[at]);

		if (at == begin)
			continue;
		if (kind == letter_kind(text.data[at - 1]))
			continue;
		if (letter_kind(text.data[begin]) != 0 &&
		    hk_morph_list_part(&m->list, begin, at))
			return HK_ENOMEM;
		begin = at;
	}
	if (begin == word->span.begin)
		return HK_OK;
	if (letter_kind(text.data[begin]) != 0 &&
	    hk_morph_list_part(&m->list, begin, at))
		return HK_ENOMEM;
	return HK_OK;
}

/* ---- Pieces for MeCab ---- */

/*
 * The end of the piece that begins at `begin`: after a line feed or the end of
 * a sentence, before a long word, and at most HK_MORPH_PIECE_MAX bytes away.
 */
static size_t piece_end(struct hk_str text, size_t begin)
{
	size_t at = begin, soft = 0;

	while (at < text.len) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);
		size_t word =
			hk_char_lead(text.data[at]) ? at : word_end(text, at);

		if (!n)
			n = 1;
		if (word - at > LONG_WORD)
			return at;
		if (word > at)
			n = word - at;
		if (at + n - begin > HK_MORPH_PIECE_MAX)
			return soft ? soft : at;
		at += n;
		if (c == '\n' || c == 0x3002 || c == '!' || c == '?')
			return at;
		if (at - begin >= PIECE_SOFT &&
		    (c == ' ' || c == 0x3001 || c == ',' || hk_char_closing(c)))
			soft = at;
	}
	return at;
}

/* Is it a character of Japanese words? */
static bool is_text(uint32_t c)
{
	return hk_char_hiragana(c) || hk_char_katakana(c) || hk_char_han(c);
}

/*
 * The end of the run of kana and kanji, or of signs, that begins at `at`. A
 * node of unknown characters may hold both: to MeCab, all characters beyond the
 * BMP are of one class.
 */
static size_t run_end(struct hk_str text, size_t at, size_t end)
{
	uint32_t c = 0;
	bool first;

	at += hk_utf8_decode(text.data + at, end - at, &c);
	first = is_text(c);
	while (at < end) {
		size_t n = hk_utf8_decode(text.data + at, end - at, &c);

		if (is_text(c) != first || letter_of(c) != NO_LETTER)
			break;
		at += n ? n : 1;
	}
	return at;
}

/* The parts of the compound that the node, which is `span` of the text, is. */
static enum hk_status add_parts(struct hk_morph *m, const mecab_node_t *node,
				struct hk_span span)
{
	size_t at = (size_t)(node->surface - m->piece.bytes), count = 0;
	size_t base = span.begin - hk_morph_piece_source(&m->piece, at);
	uint16_t lengths[HK_SPLIT_MAX];

	if (hk_split_find(m->split, hk_span_str(node->surface, node->length),
			  lengths, &count))
		return HK_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct hk_str part =
			hk_span_str(m->piece.bytes + at, lengths[i]);
		size_t end;

		at += lengths[i];
		end = base + hk_morph_piece_source(&m->piece, at);
		if (!hk_split_has_dot(part) &&
		    hk_morph_list_part(&m->list, span.begin, end))
			return HK_ENOMEM;
		span.begin = end;
	}
	return HK_OK;
}

static bool is_kanji_at(struct hk_str text, size_t at)
{
	uint32_t c = 0;

	return at + KANJI_LEN <= text.len &&
	       hk_utf8_decode(text.data + at, KANJI_LEN, &c) == KANJI_LEN &&
	       hk_char_han(c);
}

/*
 * Does the word of two kanji that was added last end in 等, with a kanji before
 * it and none behind? Then its first one may belong to what is before it:
 * 日用|品等.
 */
static bool is_swallowed(const struct hk_morph *m, struct hk_str text,
			 const struct hk_morpheme *last)
{
	struct hk_span span = last->span;

	return span.end - span.begin == 2 * (size_t)KANJI_LEN &&
	       m->list.count > 1 && last[-1].span.end == span.begin &&
	       !memcmp(text.data + span.end - KANJI_LEN, "等", KANJI_LEN) &&
	       is_kanji_at(text, span.begin - KANJI_LEN) &&
	       !is_kanji_at(text, span.end);
}

/* Add a morpheme for the bytes [begin, end) of a node of MeCab's, which is
 * `span` of the text. */
static enum hk_status take_part(struct hk_morph *m, struct hk_str text,
				const mecab_node_t *node, struct hk_span span,
				size_t begin, size_t end)
{
	struct hk_str surface = hk_span_str(text.data + begin, end - begin);
	struct hk_morpheme *out = hk_morph_list_add(&m->list);
	uint32_t c = 0;

	if (!out)
		return HK_ENOMEM;
	out->span = (struct hk_span){begin, end};
	out->known = node->stat == MECAB_NOR_NODE;
	hk_feature_word(&m->dict->format, &m->classes, node, surface, out);
	/* Dictionaries take unknown signs for nouns, and rare kanji for signs.
	 */
	hk_utf8_decode(surface.data, surface.len, &c);
	if (!out->known && !is_text(c))
		out->cls = HK_MORPH_SYMBOL;
	else if (!out->known && out->cls == HK_MORPH_SYMBOL)
		out->cls = HK_MORPH_NOUN;
	if (begin != span.begin || end != span.end) {
		out->lemma = surface;
		out->known = false;
		return HK_OK;
	}
	/* A word in old kanji was looked up in new ones, but is its own lemma.
	 */
	if (out->lemma.data != surface.data &&
	    hk_span_same(out->lemma, hk_span_str(node->surface, node->length)))
		out->lemma = surface;
	if (out->cls != HK_MORPH_NOUN && out->cls != HK_MORPH_PROPER)
		return HK_OK;
	if (is_swallowed(m, text, out))
		return hk_morph_list_part(&m->list, begin, begin + KANJI_LEN);
	return add_parts(m, node, span);
}

/*
 * Add the morphemes of a node, which is `span` of the text, except for what
 * is done already (`*done`). A word of letters takes the place of the nodes in
 * it, but a word of the dictionary may begin with one (ｔシャツ, or Ｃ言語 in a
 * user dictionary).
 */
static enum hk_status take_node(struct hk_morph *m, struct hk_str text,
				const mecab_node_t *node, struct hk_span span,
				size_t *done)
{
	bool known = node->stat == MECAB_NOR_NODE;
	size_t at = span.begin, end = span.end;

	if (at < *done)
		at = *done;
	while (at < end) {
		size_t to = word_end(text, at);
		enum hk_status status;

		if (to > at && (to >= end || !known)) {
			status = add_word(m, text, at, to);
		} else {
			to = known ? end : run_end(text, at, end);
			status = take_part(m, text, node, span, at, to);
		}
		if (status)
			return status;
		*done = at = to;
	}
	return HK_OK;
}

/* Parse the bytes [begin, end), which hold no long word. */
static enum hk_status parse_piece(struct hk_morph *m, struct hk_str text,
				  size_t begin, size_t end,
				  struct hk_error *err)
{
	const mecab_node_t *node;
	size_t done = begin;

	while (begin < end &&
	       (text.data[begin] == ' ' || text.data[begin] == '\n'))
		begin++;
	while (end > begin &&
	       (text.data[end - 1] == ' ' || text.data[end - 1] == '\n'))
		end--;
	if (begin == end)
		return HK_OK;
	hk_morph_piece_copy(&m->piece, text.data + begin, end - begin);
	mecab_lattice_set_sentence2(m->lattice, m->piece.bytes, m->piece.len);
	if (!mecab_parse_lattice(m->tagger, m->lattice))
		return hk_error_set(err, HK_EDICT,
				    "MeCab cannot cut a text into words: %s",
				    mecab_lattice_strerror(m->lattice));
	node = mecab_lattice_get_bos_node(m->lattice)->next;
	for (; node && node->stat != MECAB_EOS_NODE; node = node->next) {
		size_t at = (size_t)(node->surface - m->piece.bytes);
		struct hk_span span = {
			begin + hk_morph_piece_source(&m->piece, at),
			begin + hk_morph_piece_source(&m->piece,
						      at + node->length)};

		if (take_node(m, text, node, span, &done))
			return hk_error_nomem(err);
	}
	return HK_OK;
}

enum hk_status hk_morph_run(struct hk_morph *m, struct hk_str text,
			    struct hk_error *err)
{
	size_t at = 0;

	hk_morph_list_reset(&m->list);
	while (at < text.len) {
		size_t end = piece_end(text, at);
		enum hk_status status;

		if (end == at) { /* a long word */
			end = word_end(text, at);
			if (add_word(m, text, at, end))
				return hk_error_nomem(err);
		} else {
			status = parse_piece(m, text, at, end, err);
			if (status)
				return status;
		}
		at = end;
	}
	return HK_OK;
}

/* Take the path that the lattice gives now, unless it is `cut`. */
static size_t take_path(const struct hk_morph *m, const struct hk_morpheme *cut,
			size_t count, uint16_t out[HK_MORPH_RECUT_MAX])
{
	const mecab_node_t *node = mecab_lattice_get_bos_node(m->lattice)->next;
	bool same = true;
	size_t n = 0;

	for (; node && node->stat != MECAB_EOS_NODE; node = node->next, n++) {
		if (n == HK_MORPH_RECUT_MAX || node->stat != MECAB_NOR_NODE)
			return 0;
		out[n] = node->length;
		same = same && n < count &&
		       cut[n].span.end - cut[n].span.begin == node->length;
	}
	return same || n < 2 ? 0 : n;
}

size_t hk_morph_recut(struct hk_morph *m, struct hk_str text,
		      const struct hk_morpheme *cut, size_t count,
		      uint16_t out[HK_MORPH_RECUT_MAX])
{
	size_t n = 0;
	bool ok;

	if (text.len > PIECE_SOFT)
		return 0;
	hk_morph_piece_copy(&m->piece, text.data, text.len);
	if (m->piece.len != text.len)
		return 0;
	mecab_lattice_set_sentence2(m->lattice, m->piece.bytes, m->piece.len);
	mecab_lattice_set_request_type(m->lattice, MECAB_NBEST);
	ok = mecab_parse_lattice(m->tagger, m->lattice);
	for (int i = 0; i < RECUT_PATHS && ok && !n; i++) {
		n = take_path(m, cut, count, out);
		ok = n || mecab_lattice_next(m->lattice);
	}
	mecab_lattice_set_request_type(m->lattice, MECAB_ONE_BEST);
	return n;
}

enum hk_status hk_morph_save(struct hk_buf *out, const struct hk_morph *m,
			     struct hk_str text)
{
	return hk_morph_list_save(out, &m->list, text);
}

enum hk_status hk_morph_restore(struct hk_morph *m, struct hk_str text,
				struct hk_str saved)
{
	return hk_morph_list_restore(&m->list, text, saved);
}
