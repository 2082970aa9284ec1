/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/schema.h"

#include "base/hash.h"
#include "shim/xap.h"
#include "store/pack.h"
#include "base/utf8.h"

/* A prefix, text and hash must fit. */
_Static_assert(1 + HK_SCHEMA_TERM_WHOLE + HK_HASH_HEX - 1 <= XAP_TERM_MAX,
	       "a shortened term is too long");

/* Is a text that is too long shortened? */
static bool is_shortened(enum hk_schema_prefix prefix)
{
	switch (prefix) {
	case HK_SCHEMA_WORD:
	case HK_SCHEMA_BIGRAM:
	case HK_SCHEMA_LITERAL:
	case HK_SCHEMA_FOLD:
	case HK_SCHEMA_TITLE:
	case HK_SCHEMA_READING:
		return false;
	case HK_SCHEMA_ID:
	case HK_SCHEMA_PATH:
	case HK_SCHEMA_TYPE:
	case HK_SCHEMA_ENCODING:
	case HK_SCHEMA_TAG:
		break;
	}
	return true;
}

/* Bytes of a text that go before its hash in a shortened term. */
static size_t kept(struct hk_str text)
{
	const char *nul = memchr(text.data, '\0', text.len);
	size_t len = nul ? (size_t)(nul - text.data) : text.len;

	if (len <= HK_SCHEMA_TERM_WHOLE)
		return len;
	return hk_utf8_boundary(text, HK_SCHEMA_TERM_WHOLE);
}

/* A character of a bigram: two bytes where it is kana or one of the common
 * kanji, which takes a twentieth off the index; else its UTF-8 behind a mark.
 * Neither has a NUL. */
static size_t pack_character(char *out, struct hk_str text, size_t *at)
{
	uint32_t c = 0;
	size_t n = hk_utf8_decode(text.data + *at, text.len - *at, &c);

	n = n ? n : 1;
	*at += n;
	if (c >= 0x3000 && c <= 0x9FFF) {
		c -= 0x3000;
		out[0] = (char)(0x20 + (c >> 7));
		out[1] = (char)(0x20 + (c & 0x7F));
		return 2;
	}
	out[0] = 1;
	memcpy(out + 1, text.data + *at - n, n);
	return 1 + n;
}

enum hk_status hk_schema_term(struct hk_buf *out, enum hk_schema_prefix prefix,
			      struct hk_str text)
{
	char term[XAP_TERM_MAX + 1];
	size_t len = 0;
	bool nul;

	if (!text.len)
		return HK_EFORMAT;
	nul = memchr(text.data, '\0', text.len);
	if (prefix != HK_SCHEMA_WORD)
		term[len++] = (char)prefix;
	if (!is_shortened(prefix)) {
		if (nul)
			return HK_EFORMAT;
		if (text.len > XAP_TERM_MAX - len)
			return HK_ETOOBIG;
	} else if (nul || text.len > HK_SCHEMA_TERM_WHOLE) {
		size_t n = kept(text);

		memcpy(term + len, text.data, n);
		hk_hash_hex(term + len + n, hk_hash_bytes(text.data, text.len));
		len += n + HK_HASH_HEX - 1;
		return hk_buf_append(out, term, len);
	}
	if (prefix == HK_SCHEMA_BIGRAM) {
		if (text.len > 8)
			return HK_ETOOBIG;
		for (size_t at = 0; at < text.len;)
			len += pack_character(term + len, text, &at);
		return hk_buf_append(out, term, len);
	}
	memcpy(term + len, text.data, text.len);
	return hk_buf_append(out, term, len + text.len);
}

void hk_schema_article(char out[16], struct hk_str id)
{
	struct hk_hash hash = hk_hash_bytes(id.data, id.len);

	hk_pack_big_endian(out, hash.high, 8);
	hk_pack_big_endian(out + 8, hash.low, 8);
}

void hk_schema_order(char out[20], struct hk_str id, unsigned passage)
{
	hk_schema_article(out, id);
	hk_pack_big_endian(out + 16, passage, 4);
}
