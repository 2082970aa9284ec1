/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms: inside the normal form, the same each time, and the same of words that
 * were saved; words that are any bytes do no harm. */
#include "base/hash.h"
#include "tests/fuzz/fuzz.h"
#include "text/term.h"

struct walk {
	const struct hk_analyser *analyser;
	struct hk_buf terms; /* all of them, end to end */
};

static enum hk_status take(void *ctx, const struct hk_term *term)
{
	struct walk *walk = ctx;

	FUZZ_HOLDS(term->text.len > 0);
	FUZZ_HOLDS(term->norm.begin < term->norm.end);
	FUZZ_HOLDS(term->norm.end <= walk->analyser->norm.text.len);
	FUZZ_HOLDS((term->morpheme == NULL) == (term->kind == HK_TERM_BIGRAM));
	return hk_buf_append(&walk->terms, term->text.data, term->text.len);
}

static void check_morphemes(const struct hk_analyser *analyser)
{
	size_t count, last = 0;
	const struct hk_morpheme *m = hk_morph_get(analyser->morph, &count);

	for (size_t i = 0; i < count; i++) {
		FUZZ_HOLDS(m[i].span.begin >= last);
		FUZZ_HOLDS(m[i].span.begin < m[i].span.end);
		last = m[i].span.end;
	}
	FUZZ_HOLDS(last <= analyser->norm.text.len);
}

/* The hash of the terms of what was analysed last. */
static struct hk_hash take_all(struct hk_analyser *analyser)
{
	struct walk walk = {analyser, {0}};
	struct hk_hash hash;

	hk_buf_init(&walk.terms, HK_BUF_NO_MAX);
	check_morphemes(analyser);
	FUZZ_HOLDS(hk_term_each(analyser, take, &walk) == HK_OK);
	hash = hk_hash_bytes(walk.terms.data, walk.terms.len);
	hk_buf_release(&walk.terms);
	return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct hk_dict *dict;
	static struct hk_analyser analyser;
	struct hk_str text = hk_span_str((const char *)data, size);
	struct hk_hash hash;
	struct hk_buf words;

	if (!dict) {
		FUZZ_HOLDS(!hk_dict_open(&dict, NULL, NULL, NULL, NULL));
		FUZZ_HOLDS(!hk_term_init(&analyser, dict, NULL));
	}
	FUZZ_HOLDS(hk_term_analyse(&analyser, text, NULL) == HK_OK);
	hash = take_all(&analyser);
	FUZZ_HOLDS(hk_term_analyse(&analyser, text, NULL) == HK_OK);
	FUZZ_HOLDS(hash.low == take_all(&analyser).low);
	hk_buf_init(&words, HK_BUF_NO_MAX);
	FUZZ_HOLDS(hk_term_save(&words, &analyser) == HK_OK);
	FUZZ_HOLDS(!hk_term_restore(&analyser, text, hk_buf_str(&words), NULL));
	FUZZ_HOLDS(hash.low == take_all(&analyser).low);
	hk_buf_release(&words);
	/* The text as if it were its words. */
	if (!hk_term_restore(&analyser, text, text, NULL))
		take_all(&analyser);
	return 0;
}
