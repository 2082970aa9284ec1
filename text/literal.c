/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/literal.h"

#include <stdint.h>
#include <stdlib.h>

#include "text/char.h"
#include "base/utf8.h"

#include "text/common_pairs.h"

#define PAIR_COUNT (sizeof(common_pairs) / sizeof(*common_pairs))

_Static_assert(sizeof(PAIRS_HASH) == HK_LITERAL_HASH,
	       "a hash does not fit a signature");

/* What a character is to a pair. */
enum kind {
	OTHER, /* it is in none */
	HIRAGANA,
	BOLD, /* kanji or katakana: in one with hiragana */
};

static enum kind kind_of(uint32_t c)
{
	if (hk_char_hiragana(c))
		return HIRAGANA;
	return hk_char_han(c) || hk_char_katakana(c) ? BOLD : OTHER;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static bool is_common(uint32_t first, uint32_t second)
{
	uint32_t key = first << 16 | second;

	return first <= 0xFFFF && second <= 0xFFFF &&
	       bsearch(&key, common_pairs, PAIR_COUNT, sizeof(key), by_number);
}

/* A multiplicative hash of both code points, whose bits are mixed as in
 * MurmurHash3's finaliser; printed as two bytes that need no escaping. */
static void name(char out[HK_LITERAL_BYTES], uint32_t first, uint32_t second)
{
	uint32_t h = first * 0x9E3779B1u ^ second * 0x85EBCA6Bu;

	h ^= h >> 15;
	h *= 0x2C1B3C6Du;
	h ^= h >> 12;
	h %= HK_LITERAL_TERMS;
	out[0] = (char)(0x40 + h / 64);
	out[1] = (char)(0x40 + h % 64);
}

enum hk_status hk_literal_each(struct hk_str norm, hk_literal_fn fn, void *ctx)
{
	enum kind kind, before = OTHER;
	enum hk_status status = HK_OK;
	uint32_t c, last = 0;
	size_t n;

	for (size_t at = 0; at < norm.len && !status; at += n) {
		n = hk_utf8_decode(norm.data + at, norm.len - at, &c);
		kind = n ? kind_of(c) : OTHER;
		if (!n)
			n = 1;
		if (kind && before &&
		    (kind == HIRAGANA || before == HIRAGANA) &&
		    !is_common(last, c)) {
			char term[HK_LITERAL_BYTES];

			name(term, last, c);
			status = fn(ctx, hk_span_str(term, sizeof(term)));
		}
		before = kind;
		last = c;
	}
	return status;
}

const char *hk_literal_hash(void)
{
	return PAIRS_HASH;
}
