/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/signature.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "store/folder.h"
#include "store/schema.h"
#include "text/norm.h"
#include "text/term.h"
#include "text/variants.h"

enum kind {
	NUMBER,
	WORD,	    /* never empty */
	HASH,	    /* empty: not computed, and not compared; nor is that of a
		       machine with another byte order */
	MAYBE_HASH, /* empty: there is no such file; compared */
	SHARE,	    /* a number that only a shard has; not compared */
	TOLD,	    /* a word for people, which may be missing; not compared */
};

/* A line of the signature. */
struct field {
	const char *name;
	enum kind kind;
	size_t offset;
	size_t size; /* of a text, with its NUL */
};

/* clang-format off */
#define FIELD(name, kind, member)                                  \
	{                                                          \
		name, kind, offsetof(struct hk_signature, member), \
			sizeof(((struct hk_signature *)0)->member) \
	}
/* clang-format on */

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define ORDER "big"
#else
#define ORDER ""
#endif

/* The schema comes first: all other fields depend on it. */
static const struct field fields[] = {
	FIELD("schema", NUMBER, schema),
	FIELD("normaliser", NUMBER, normaliser),
	FIELD("terms", NUMBER, terms),
	FIELD("kanji-hash", WORD, kanji),
	FIELD("spellings-hash", WORD, spellings),
	FIELD("pairs-hash", WORD, pairs),
	FIELD("passage-characters", NUMBER, passage_chars),
	FIELD("dictionary", WORD, dictionary),
	FIELD("charset", WORD, charset),
	FIELD("dictionary-version", NUMBER, dictionary_version),
	FIELD("lexicon-size", NUMBER, lexicon_size),
	FIELD("dictionary-hash", HASH, dictionary_hash),
	FIELD("user-dictionary-hash", MAYBE_HASH, user_hash),
	FIELD("engine", TOLD, engine),
	FIELD("byte-order", TOLD, byte_order),
	FIELD("shard", SHARE, shard),
	FIELD("shards", SHARE, shards),
};

#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

/* Bytes of the value of any field as text, with a NUL. */
#define VALUE_MAX 48

/* Bytes of a signature: more than any has. */
#define SIGNATURE_MAX 4096

static bool is_number(const struct field *field)
{
	return field->kind == NUMBER || field->kind == SHARE;
}

/* Is it one that two indexes need not have alike, nor at all? */
static bool is_own(const struct field *field)
{
	return field->kind == SHARE || field->kind == TOLD;
}

static void print(char out[VALUE_MAX], const struct hk_signature *sig,
		  const struct field *field)
{
	const char *from = (const char *)sig + field->offset;

	if (is_number(field))
		snprintf(out, VALUE_MAX, "%u",
			 *(const unsigned *)(const void *)from);
	else
		snprintf(out, VALUE_MAX, "%s", from);
}

void hk_signature_set_rules(struct hk_signature *sig)
{
	sig->schema = HK_SCHEMA_VERSION;
	sig->normaliser = HK_NORM_VERSION;
	sig->terms = HK_TERM_VERSION;
	strcpy(sig->kanji, hk_variants_kanji_hash());
	strcpy(sig->spellings, hk_variants_spellings_hash());
	strcpy(sig->pairs, hk_literal_hash());
	snprintf(sig->engine, sizeof(sig->engine), "%s", xap_series());
	strcpy(sig->byte_order, ORDER);
}

bool hk_signature_same_spellings(const struct hk_signature *made)
{
	return !strcmp(made->spellings, hk_variants_spellings_hash());
}

enum hk_status hk_signature_encode(struct hk_buf *out,
				   const struct hk_signature *sig)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		char value[VALUE_MAX];
		enum hk_status status;

		if (fields[i].kind == SHARE && !sig->shards)
			continue;
		print(value, sig, &fields[i]);
		if (fields[i].kind == TOLD && !value[0])
			continue;
		status = hk_buf_printf(out, "%s %s\n", fields[i].name, value);
		if (status)
			return status;
	}
	return HK_OK;
}

/* ---- Reading ---- */

static bool read_number(unsigned *out, struct hk_str value)
{
	unsigned long long number = 0;

	if (!value.len || value.len > 10)
		return false;
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] < '0' || value.data[i] > '9')
			return false;
		number = 10 * number + (unsigned)(value.data[i] - '0');
	}
	*out = (unsigned)number;
	return number <= UINT32_MAX;
}

static bool read_text(char *out, const struct field *field, struct hk_str value)
{
	if (value.len >= field->size || (!value.len && field->kind == WORD))
		return false;
	for (size_t i = 0; i < value.len; i++)
		if (value.data[i] <= ' ' || value.data[i] > '~')
			return false;
	memcpy(out, value.data, value.len);
	return true;
}

static bool read_value(struct hk_signature *out, const struct field *field,
		       struct hk_str value)
{
	char *to = (char *)out + field->offset;

	if (is_number(field))
		return read_number((unsigned *)(void *)to, value);
	return read_text(to, field, value);
}

/* Take the first line of `rest`; false if there is no whole one. */
static bool next_line(struct hk_str *rest, struct hk_str *name,
		      struct hk_str *value)
{
	const char *end =
		rest->len ? memchr(rest->data, '\n', rest->len) : NULL;
	const char *blank;

	if (!end)
		return false;
	blank = memchr(rest->data, ' ', (size_t)(end - rest->data));
	if (!blank)
		return false;
	*name = hk_span_str(rest->data, (size_t)(blank - rest->data));
	*value = hk_span_str(blank + 1, (size_t)(end - blank - 1));
	rest->len -= (size_t)(end + 1 - rest->data);
	rest->data = end + 1;
	return true;
}

enum hk_status hk_signature_decode(struct hk_signature *out,
				   struct hk_str bytes, struct hk_error *err)
{
	bool seen[FIELD_COUNT] = {false};
	struct hk_str name, value;

	memset(out, 0, sizeof(*out));
	while (next_line(&bytes, &name, &value)) {
		size_t i = 0;

		while (i < FIELD_COUNT &&
		       !hk_span_same(name, hk_span_cstr(fields[i].name)))
			i++;
		if (i == FIELD_COUNT)
			continue;
		if (seen[i] || !read_value(out, &fields[i], value))
			return hk_error_set(err, HK_ECORRUPT,
					    "the index's signature is damaged: "
					    "'%s' has no valid value",
					    fields[i].name);
		seen[i] = true;
	}
	if (bytes.len)
		return hk_error_set(err, HK_ECORRUPT,
				    "the index's signature is damaged: "
				    "it has an incomplete line");
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		/* Another schema may have other lines. */
		if (seen[0] && out->schema != HK_SCHEMA_VERSION)
			break;
		if (!seen[i] && !is_own(&fields[i]))
			return hk_error_set(err, HK_ECORRUPT,
					    "the index's signature is damaged: "
					    "'%s' is missing",
					    fields[i].name);
	}
	if (out->shards ? out->shard >= out->shards : out->shard)
		return hk_error_set(err, HK_ECORRUPT,
				    "the index's signature is damaged: shard "
				    "%u of %u does not exist",
				    out->shard, out->shards);
	return HK_OK;
}

enum hk_status hk_signature_load(struct hk_signature *out,
				 const struct xap_db *db, const char *name,
				 struct hk_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hk_buf bytes;
	enum hk_status status;

	hk_buf_init(&bytes, SIGNATURE_MAX);
	status = xap_db_metadata(db, hk_span_cstr(HK_SCHEMA_KEY_SIGNATURE),
				 &bytes, err);
	if (!status) {
		status = hk_signature_decode(out, hk_buf_str(&bytes), &why);
		if (status)
			hk_error_set(err, status, "%s: %s", name, why.message);
	}
	hk_buf_release(&bytes);
	return status;
}

/* ---- Comparing ---- */

enum hk_status hk_signature_compare(const struct hk_signature *a,
				    const char *what_a,
				    const struct hk_signature *b,
				    const char *what_b, struct hk_error *err)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		char value_a[VALUE_MAX], value_b[VALUE_MAX];
		struct hk_clean_buf hint;

		if (is_own(&fields[i]))
			continue;
		print(value_a, a, &fields[i]);
		print(value_b, b, &fields[i]);
		if (!strcmp(value_a, value_b))
			continue;
		if (fields[i].kind == HASH &&
		    (!value_a[0] || !value_b[0] ||
		     strcmp(a->byte_order, b->byte_order) != 0))
			continue;
		return hk_error_set(
			err, i == 0 ? HK_EVERSION : HK_ESIGNATURE,
			"'%s' has %s %s, %s has %s: run `%s`", what_a,
			fields[i].name,
			value_a[0] ? value_a : HK_MESSAGE("none"), what_b,
			value_b[0] ? value_b : "none",
			access(what_a, F_OK)
				? "hiku-index reindex"
				: hk_folder_hint(&hint, what_a, "reindex"));
	}
	return HK_OK;
}

enum hk_status hk_signature_check_rules(const struct hk_signature *made,
					const char *name, struct hk_error *err)
{
	struct hk_signature now = *made;

	hk_signature_set_rules(&now);
	memcpy(now.spellings, made->spellings, sizeof(now.spellings));
	return hk_signature_compare(made, name, &now, "this program", err);
}
