/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/term_walk.h"

struct walk {
	size_t skip; /* bytes of the prefix */
	hk_term_wants_fn wants;
	hk_term_walk_fn fn;
	void *ctx;
	char text[HK_TERM_TEXT_MAX]; /* of the term at hand */
	size_t len;
};

/* A term that has no text is damage, which `hiku-index check` tells of. */
static bool read_text(void *ctx, struct hk_str term)
{
	struct walk *w = ctx;

	return hk_term_code_read(w->text, &w->len,
				 hk_span_from(term, w->skip)) &&
	       (!w->wants || w->wants(w->ctx, hk_span_str(w->text, w->len)));
}

/* What read_text() read last. */
static enum hk_status give(void *ctx, struct hk_str term, uint32_t documents)
{
	struct walk *w = ctx;

	(void)term;
	return w->fn(w->ctx, hk_span_str(w->text, w->len), documents);
}

enum hk_status hk_term_walk(const struct xap_db *db,
			    enum hk_schema_prefix prefix, struct hk_str begin,
			    hk_term_walk_fn fn, void *ctx, struct hk_error *err)
{
	struct walk w = {
		.skip = prefix == HK_SCHEMA_WORD ? 0 : 1, .fn = fn, .ctx = ctx};
	char bytes[1 + 2 * HK_TERM_TEXT_MAX] = {(char)prefix};
	size_t len;

	if (begin.len > HK_TERM_TEXT_MAX)
		return HK_OK;
	len = hk_term_code_write(bytes + w.skip, begin);
	if (begin.len && !len)
		return HK_OK;
	return xap_db_each_wanted(db, hk_span_str(bytes, w.skip + len),
				  read_text, give, &w, err);
}

enum hk_status hk_term_walk_words(const struct xap_db *db, unsigned letters,
				  hk_term_wants_fn wants, hk_term_walk_fn fn,
				  void *ctx, struct hk_error *err)
{
	struct walk w = {.wants = wants, .fn = fn, .ctx = ctx};
	enum hk_status status = HK_OK;

	for (unsigned c = 1; c <= 0xFF && !status; c++) {
		char first = (char)c;

		if (hk_term_code_first((unsigned char)c) & letters)
			status = xap_db_each_wanted(db, hk_span_str(&first, 1),
						    read_text, give, &w, err);
	}
	return status;
}
