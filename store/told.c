/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/told.h"

#include "text/char.h"
#include "text/sound.h"
#include "base/utf8.h"

struct teller {
	struct hk_analyser *analyser;
	hk_told_fn fn;
	void *ctx;
	struct hk_buf reading; /* of neighbours, one after the other */
	struct hk_error *err;
};

/* The kana of a reading in hiragana; its bytes, 0 if it is none that is kept.
 */
static size_t spell(char out[HK_SOUND_BYTES], struct hk_str reading)
{
	struct hk_sound sound;

	if (!hk_sound_kana(&sound, reading) || sound.count < HK_TOLD_KANA_MIN ||
	    sound.count > HK_TOLD_KANA_MAX)
		return 0;
	return hk_sound_text(out, &sound, false);
}

/* Does the dictionary read the word, which was analysed last, so? Then it is
 * found without a term. */
static bool is_known(const struct teller *t, struct hk_str spelled)
{
	const struct hk_morph *morph = t->analyser->morph;
	const struct hk_morpheme *m;
	size_t count, at = 0;

	m = hk_morph_get(morph, &count);
	for (size_t i = 0; i < count; i++) {
		struct hk_str part = hk_morph_reading(morph, &m[i]);
		char kana[HK_SOUND_BYTES];
		struct hk_sound sound;
		size_t len;

		if (!hk_sound_kana(&sound, part))
			return false;
		len = hk_sound_text(kana, &sound, false);
		if (len > spelled.len - at ||
		    memcmp(kana, spelled.data + at, len) != 0)
			return false;
		at += len;
	}
	return at == spelled.len;
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

static enum hk_status give(struct teller *t, struct hk_str base)
{
	char kana[HK_SOUND_BYTES], term[HK_SOUND_BYTES + HK_TOLD_WORD_MAX + 1];
	struct hk_str word;
	enum hk_status status;
	size_t len;

	if (hk_norm_run(&t->analyser->norm, hk_buf_str(&t->reading)))
		return hk_error_nomem(t->err);
	len = spell(kana, hk_buf_str(&t->analyser->norm.text));
	/* A long base is no word, and not worth analysing. */
	if (!len || base.len > 2 * HK_TOLD_WORD_MAX)
		return HK_OK;
	status = hk_term_analyse(t->analyser, base, t->err);
	if (status)
		return status;
	word = hk_buf_str(&t->analyser->norm.text);
	if (!is_word(word) || is_known(t, hk_span_str(kana, len)))
		return HK_OK;
	memcpy(term, kana, len);
	term[len++] = ' ';
	memcpy(term + len, word.data, word.len);
	status = t->fn(t->ctx, hk_span_str(term, len + word.len));
	return status ? hk_error_nomem(t->err) : HK_OK;
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
			status = give(
				&t, hk_span_str(record->text.data + span.begin,
						span.end - span.begin));
	}
	hk_buf_release(&t.reading);
	return status;
}
