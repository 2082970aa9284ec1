/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/schema.h"

#include "base/hash.h"
#include "shim/xap.h"
#include "store/pack.h"
#include "store/term_code.h"
#include "base/utf8.h"

/* A prefix, text and hash must fit. */
_Static_assert(1 + HK_SCHEMA_TERM_WHOLE + HK_HASH_HEX - 1 <= XAP_TERM_MAX,
	       "a shortened term is too long");

/* Are terms with the prefix written by store/term_code.h? All others are as
 * they are, and shortened where they are too long. */
static bool is_coded(enum hk_schema_prefix prefix)
{
	switch (prefix) {
	case HK_SCHEMA_WORD:
	case HK_SCHEMA_BIGRAM:
	case HK_SCHEMA_FOLD:
	case HK_SCHEMA_TITLE:
	case HK_SCHEMA_READING:
		return true;
	case HK_SCHEMA_LITERAL:
	case HK_SCHEMA_ID:
	case HK_SCHEMA_PATH:
	case HK_SCHEMA_TYPE:
	case HK_SCHEMA_ENCODING:
	case HK_SCHEMA_TAG:
		break;
	}
	return false;
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

/* A word, or a part or a pair of one: by its code. */
static enum hk_status add_code(struct hk_buf *out, enum hk_schema_prefix prefix,
			       struct hk_str text)
{
	char term[1 + 2 * HK_TERM_TEXT_MAX];
	size_t len = 0, n;

	if (text.len > HK_TERM_TEXT_MAX)
		return HK_ETOOBIG;
	if (prefix != HK_SCHEMA_WORD)
		term[len++] = (char)prefix;
	n = hk_term_code_write(term + len, text);
	if (!n)
		return HK_EFORMAT;
	return len + n > XAP_TERM_MAX ? HK_ETOOBIG
				      : hk_buf_append(out, term, len + n);
}

enum hk_status hk_schema_term(struct hk_buf *out, enum hk_schema_prefix prefix,
			      struct hk_str text)
{
	char term[XAP_TERM_MAX];
	size_t len = text.len;
	bool shortened;

	if (!len)
		return HK_EFORMAT;
	if (is_coded(prefix))
		return add_code(out, prefix, text);
	shortened = len > HK_SCHEMA_TERM_WHOLE || memchr(text.data, 0, len);
	if (shortened)
		len = kept(text);
	term[0] = (char)prefix;
	memcpy(term + 1, text.data, len);
	if (shortened) {
		hk_hash_hex(term + 1 + len, hk_hash_bytes(text.data, text.len));
		len += HK_HASH_HEX - 1;
	}
	return hk_buf_append(out, term, 1 + len);
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
