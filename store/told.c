/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/told.h"

#include "text/char.h"
#include "text/sound.h"
#include "base/utf8.h"

/* Bytes of a title that is read, and its words. */
#define TITLE_MAX  600
#define PIECES_MAX 16

struct teller {
	struct hk_analyser *analyser;
	hk_told_fn fn;
	void *ctx;
	struct hk_buf reading; /* of neighbours, one after the other */
	struct hk_buf joined;  /* without the blanks in it */
	struct hk_error *err;
};

/* One morpheme's reading in hiragana; empty if it has none. */
static struct hk_str spell_part(char out[HK_SOUND_BYTES],
				const struct teller *t,
				const struct hk_morpheme *m)
{
	struct hk_sound sound;

	if (!hk_sound_kana(&sound, hk_morph_reading(t->analyser->morph, m)))
		return hk_span_str(out, 0);
	return hk_span_str(out, hk_sound_text(out, &sound, false));
}

/*
 * Leave out what the dictionary reads so at both ends of the word, which was
 * analysed last: of 小鳥遊の日常, たかなしのにちじょう, 小鳥遊 is left. False
 * if nothing is.
 */
static bool leave_known(struct hk_str *word, struct hk_str *spelled,
			const struct teller *t)
{
	struct hk_str norm = hk_buf_str(&t->analyser->norm.text), part;
	char kana[HK_SOUND_BYTES];
	const struct hk_morpheme *m;
	size_t first = 0, end;

	m = hk_morph_get(t->analyser->morph, &end);
	for (; first < end; first++) {
		part = spell_part(kana, t, &m[first]);
		if (!part.len || part.len > spelled->len ||
		    memcmp(part.data, spelled->data, part.len) != 0)
			break;
		*spelled = hk_span_from(*spelled, part.len);
	}
	for (; end > first; end--) {
		part = spell_part(kana, t, &m[end - 1]);
		if (!part.len || part.len > spelled->len ||
		    memcmp(part.data, spelled->data + spelled->len - part.len,
			   part.len) != 0)
			break;
		spelled->len -= part.len;
	}
	if (first == end || !spelled->len)
		return false;
	*word = hk_span_str(norm.data + m[first].span.begin,
			    m[end - 1].span.end - m[first].span.begin);
	return true;
}

/* Is it one word that is not kana already? */
static bool is_word(struct hk_str text)
{
	struct hk_sound sound;

	if (!text.len || text.len > HK_TOLD_WORD_MAX ||
	    hk_sound_kana(&sound, text))
		return false;
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || c < 0x20 || hk_char_space(c))
			return false;
	}
	return true;
}

/* Give one term, if it is one. */
static enum hk_status give_term(struct teller *t, struct hk_str kana,
				struct hk_str word)
{
	char term[3 * HK_TOLD_KANA_MAX + 1 + HK_TOLD_WORD_MAX];

	if (kana.len < 3 * HK_TOLD_KANA_MIN ||
	    kana.len > 3 * HK_TOLD_KANA_MAX || !is_word(word))
		return HK_OK;
	memcpy(term, kana.data, kana.len);
	term[kana.len] = ' ';
	memcpy(term + kana.len + 1, word.data, word.len);
	return t->fn(t->ctx, hk_span_str(term, kana.len + 1 + word.len))
		       ? hk_error_nomem(t->err)
		       : HK_OK;
}

/* How a word is read, or a title: of that also the word in it that makes it
 * unlike what the dictionary has. */
static enum hk_status give(struct teller *t, struct hk_str base,
			   struct hk_str reading, bool title)
{
	struct hk_str whole, word, kana, rest;
	struct hk_sound sound;
	char spelled[HK_SOUND_BYTES];
	enum hk_status status;

	if (hk_norm_run(&t->analyser->norm, reading))
		return hk_error_nomem(t->err);
	if (!hk_sound_kana(&sound, hk_buf_str(&t->analyser->norm.text)))
		return HK_OK;
	kana = rest =
		hk_span_str(spelled, hk_sound_text(spelled, &sound, false));
	/* A long base is no word, and not worth analysing. */
	if (base.len > (title ? TITLE_MAX : 2 * HK_TOLD_WORD_MAX))
		return HK_OK;
	status = hk_term_analyse(t->analyser, base, t->err);
	if (status)
		return status;
	whole = hk_buf_str(&t->analyser->norm.text);
	if (!leave_known(&word, &rest, t))
		return HK_OK;
	status = give_term(t, kana, whole);
	if (!status && title && word.len < whole.len)
		status = give_term(t, rest, word);
	return status;
}

/* ---- Names and titles ---- */

/* Cut off what stands before the next blank or comma. */
static struct hk_str next_piece(struct hk_str *rest)
{
	struct hk_str piece = {rest->data, 0};
	size_t n = 0;

	for (size_t at = 0; at < rest->len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(rest->data + at, rest->len - at, &c);
		n = n ? n : 1;
		if (hk_char_space(c) || c == ',' || c == 0x3001 ||
		    c == 0xFF0C) {
			if (piece.len)
				break;
			piece.data += n; /* before the first piece */
			continue;
		}
		piece.len += n;
	}
	if (rest->len)
		*rest = hk_span_from(*rest, (size_t)(piece.data - rest->data) +
						    piece.len);
	return piece;
}

static size_t count_pieces(struct hk_str text)
{
	size_t count = 0;

	while (next_piece(&text).len)
		count++;
	return count;
}

/* Of 夏目 漱石, なつめ そうせき, each has its own; else all has one. */
static enum hk_status give_pieces(struct teller *t, struct hk_str base,
				  struct hk_str reading, bool title)
{
	size_t count = count_pieces(base);
	enum hk_status status = HK_OK;

	if (count > PIECES_MAX || count != count_pieces(reading)) {
		hk_buf_reset(&t->joined);
		for (struct hk_str piece; (piece = next_piece(&reading)).len;)
			if (hk_buf_append(&t->joined, piece.data, piece.len))
				return hk_error_nomem(t->err);
		return give(t, base, hk_buf_str(&t->joined), title);
	}
	for (size_t i = 0; i < count && !status; i++) {
		struct hk_str piece = next_piece(&base);

		status = give(t, piece, next_piece(&reading), title);
	}
	return status;
}

/* Of a chapter, BOOK — CHAPTER, how the book is called is what is told. */
static struct hk_str title_of(struct hk_str title)
{
	const char *dash =
		title.len ? memmem(title.data, title.len, " — ", 5) : NULL;

	if (dash)
		title.len = (size_t)(dash - title.data);
	return title;
}

/* Readings that touch are those of one word: 東《とう》京《きょう》. */
enum hk_status hk_told_each(struct hk_analyser *analyser,
			    const struct hk_record *record, hk_told_fn fn,
			    void *ctx, struct hk_error *err)
{
	struct teller t = {
		.analyser = analyser, .fn = fn, .ctx = ctx, .err = err};
	enum hk_status status = HK_OK;
	size_t next;

	hk_buf_init(&t.reading, HK_BUF_NO_MAX);
	hk_buf_init(&t.joined, HK_BUF_NO_MAX);
	for (size_t i = 0; i < record->reading_count && !status; i = next) {
		struct hk_span span = record->readings[i].span;

		hk_buf_reset(&t.reading);
		for (next = i; !status && next < record->reading_count;
		     next++) {
			const struct hk_reading *r = &record->readings[next];

			if (next > i && r->span.begin != span.end)
				break;
			span.end = r->span.end;
			if (hk_buf_append(&t.reading, r->reading.data,
					  r->reading.len))
				status = hk_error_nomem(err);
		}
		if (!status)
			status = give_pieces(
				&t,
				hk_span_str(record->text.data + span.begin,
					    span.end - span.begin),
				hk_buf_str(&t.reading), false);
	}
	if (!status)
		status = give_pieces(&t, title_of(record->title),
				     record->title_reading, true);
	if (!status)
		status = give_pieces(&t, record->author, record->author_reading,
				     true);
	hk_buf_release(&t.joined);
	hk_buf_release(&t.reading);
	return status;
}
