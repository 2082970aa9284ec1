/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/literal.h"

#include "store/schema.h"
#include "text/char.h"
#include "text/literal.h"
#include "base/utf8.h"

/* Terms that are asked for at most: a longer string is decided by its text. */
#define TERMS_MAX 64
/* Bytes of a word of letters that is asked for; longer ones may be cut. */
#define WORD_MAX 30

struct finder {
	const struct hk_plan_input *input;
	struct hk_error *err;
	struct hk_buf term;
	struct xap_query *list[TERMS_MAX];
	size_t count;
};

static struct xap_query *ask(struct finder *f, enum hk_schema_prefix prefix,
			     struct hk_str text)
{
	hk_buf_reset(&f->term);
	if (hk_schema_term(&f->term, prefix, text)) {
		hk_error_nomem(f->err);
		return NULL;
	}
	return xap_query_term(f->input->pool, hk_buf_str(&f->term));
}

static enum hk_status add(struct finder *f, struct xap_query *query)
{
	if (query)
		f->list[f->count++] = query;
	return query ? HK_OK : HK_ENOMEM;
}

static enum hk_status take_pair(void *ctx, struct hk_str term)
{
	struct finder *f = ctx;

	if (f->count == TERMS_MAX)
		return HK_OK;
	return add(f, ask(f, HK_SCHEMA_LITERAL, term));
}

static bool is_bold(uint32_t c)
{
	return hk_char_han(c) || hk_char_katakana(c);
}

/* Two kanji or katakana are a bigram, or a word of two characters. */
static enum hk_status add_bigrams(struct finder *f, struct hk_str norm)
{
	enum hk_status status = HK_OK;
	size_t before = 0, n;
	bool joined = false;

	for (size_t at = 0; at < norm.len && f->count < TERMS_MAX && !status;
	     at += n) {
		struct xap_query *pair[2];
		uint32_t c;
		bool fits;

		n = hk_utf8_decode(norm.data + at, norm.len - at, &c);
		fits = n && is_bold(c);
		n = n ? n : 1;
		if (fits && joined) {
			struct hk_str text = hk_span_str(norm.data + before,
							 at + n - before);

			pair[0] = ask(f, HK_SCHEMA_BIGRAM, text);
			pair[1] = ask(f, HK_SCHEMA_WORD, text);
			status =
				add(f, pair[0] && pair[1]
					       ? xap_query_join(f->input->pool,
								XAP_OR, pair, 2)
					       : NULL);
		}
		joined = fits;
		before = at;
	}
	return status;
}

static bool is_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* A run of letters and digits between Japanese characters is a word of its
 * own. At the ends of the string it may be a part of one. */
static enum hk_status add_words(struct finder *f, struct hk_str norm)
{
	enum hk_status status = HK_OK;
	size_t end;

	for (size_t at = 1; at < norm.len && f->count < TERMS_MAX && !status;
	     at = end) {
		uint32_t c = 0;

		end = at + 1;
		if (!is_word(norm.data[at]) ||
		    !((unsigned char)norm.data[at - 1] & 0x80))
			continue;
		while (end < norm.len && is_word(norm.data[end]))
			end++;
		if (end == norm.len || end - at > WORD_MAX ||
		    !hk_utf8_decode(norm.data + end, norm.len - end, &c) ||
		    !hk_char_japanese(c))
			continue;
		hk_utf8_decode(norm.data + at - 3, 3, &c);
		if (at >= 3 && hk_char_japanese(c))
			status = add(
				f, ask(f, HK_SCHEMA_WORD,
				       hk_span_str(norm.data + at, end - at)));
	}
	return status;
}

/* The string that is text number `text` of the plan; empty if there is none. */
static struct hk_str find_string(const struct hk_plan *plan, uint32_t text)
{
	for (size_t i = 0; i < plan->phrase_count; i++)
		if (plan->phrases[i].text == text && plan->phrases[i].anywhere)
			return plan->phrases[i].norm;
	return hk_span_str(NULL, 0);
}

struct xap_query *hk_literal_query(const struct hk_plan_input *input,
				   const struct hk_plan *plan, uint32_t text,
				   struct hk_error *err)
{
	struct hk_str norm = find_string(plan, text);
	struct finder f = {.input = input, .err = err};
	struct xap_query *query = NULL;

	if (!norm.len)
		return NULL;
	hk_buf_init(&f.term, 1u << 16);
	if (!add_bigrams(&f, norm) && !hk_literal_each(norm, take_pair, &f) &&
	    !add_words(&f, norm)) {
		if (!f.count)
			query = xap_query_all(input->pool);
		else if (f.count == 1)
			query = f.list[0];
		else
			query = xap_query_join(input->pool, XAP_AND, f.list,
					       f.count);
		query = query ? xap_query_scale(input->pool, query, 0) : NULL;
	}
	hk_buf_release(&f.term);
	return query;
}
