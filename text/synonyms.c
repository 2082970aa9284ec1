/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/synonyms.h"

#include "base/hash.h"
#include "text/synonyms_private.h"

#define DOT	  "\u30FB" /* the middle dot of katakana */
#define DOT_BYTES (sizeof(DOT) - 1)

/* Where the parts of a table are. */
struct parts {
	const struct hk_synonyms_header *header;
	const uint32_t *slots;
	const struct hk_synonyms_key_row *keys;
	const uint32_t *links, *groups;
	const struct hk_synonyms_member *members;
	const char *text;
};

static struct parts find_parts(const struct hk_synonyms *t)
{
	const struct hk_synonyms_header *h = (const void *)t->data;
	const char *at = t->data + sizeof(*h);
	struct parts p = {.header = h};

	p.slots = (const void *)at;
	at += h->slots * sizeof(*p.slots);
	p.keys = (const void *)at;
	at += ((size_t)h->keys + 1) * sizeof(*p.keys);
	p.links = (const void *)at;
	at += h->links * sizeof(*p.links);
	p.groups = (const void *)at;
	at += ((size_t)h->groups + 1) * sizeof(*p.groups);
	p.members = (const void *)at;
	p.text = at + h->members * sizeof(*p.members);
	return p;
}

enum hk_status hk_synonyms_open(struct hk_synonyms *out, struct hk_str bytes)
{
	struct hk_synonyms_header h;
	uint64_t size = sizeof(h);

	*out = (struct hk_synonyms){NULL, 0};
	if (bytes.len < sizeof(h))
		return HK_EFORMAT;
	memcpy(&h, bytes.data, sizeof(h));
	size += (uint64_t)h.slots * sizeof(uint32_t);
	size += ((uint64_t)h.keys + 1) * sizeof(struct hk_synonyms_key_row);
	size += (uint64_t)h.links * sizeof(uint32_t);
	size += ((uint64_t)h.groups + 1) * sizeof(uint32_t);
	size += (uint64_t)h.members * sizeof(struct hk_synonyms_member);
	size += h.bytes;
	if (memcmp(h.magic, HK_SYNONYMS_MAGIC, sizeof(h.magic)) != 0 ||
	    h.version != HK_SYNONYMS_VERSION || size != bytes.len || !h.slots ||
	    (h.slots & (h.slots - 1)))
		return HK_EFORMAT;
	*out = (struct hk_synonyms){bytes.data, bytes.len};
	return HK_OK;
}

uint32_t hk_synonyms_groups(const struct hk_synonyms *table)
{
	return find_parts(table).header->groups;
}

uint32_t hk_synonyms_texts(const struct hk_synonyms *table)
{
	return find_parts(table).header->members;
}

struct hk_str hk_synonyms_key(char out[HK_SYNONYMS_KEY_MAX], struct hk_str text)
{
	char plain[HK_SYNONYMS_TEXT_MAX];
	size_t len = 0;

	if (text.len > sizeof(plain))
		return hk_span_str(out, 0);
	for (size_t i = 0; i < text.len;) {
		if (text.len - i >= DOT_BYTES &&
		    !memcmp(text.data + i, DOT, DOT_BYTES))
			i += DOT_BYTES;
		else
			plain[len++] = text.data[i++];
	}
	text = hk_span_str(plain, len);
	if (hk_fold_word(text, out, &len))
		return hk_span_str(out, len);
	memcpy(out, plain, text.len);
	return hk_span_str(out, text.len);
}

/* A piece of the text; empty where the table is not as it was written. */
static struct hk_str text_at(const struct parts *p, uint32_t at, uint32_t len)
{
	if (at > p->header->bytes || len > p->header->bytes - at)
		return hk_span_str("", 0);
	return hk_span_str(p->text + at, len);
}

/* The number of the key, or that behind the last one. */
static uint32_t find_key(const struct parts *p, struct hk_str key)
{
	const struct hk_synonyms_header *h = p->header;
	uint64_t hash = hk_hash_bytes(key.data, key.len).low;

	for (uint32_t tries = 0; tries < h->slots; tries++) {
		uint32_t slot = p->slots[(hash + tries) & (h->slots - 1)];

		if (!slot || slot > h->keys)
			break;
		slot--;
		if (hk_span_same(
			    text_at(p, p->keys[slot].text, p->keys[slot].len),
			    key))
			return slot;
	}
	return h->keys;
}

/* All targets of the group but the text itself. */
static enum hk_status give_group(const struct parts *p, uint32_t group,
				 struct hk_str key, hk_synonyms_fn fn,
				 void *ctx)
{
	enum hk_status status = HK_OK;
	uint32_t end;

	if (group >= p->header->groups)
		return HK_OK;
	end = p->groups[group + 1];
	for (uint32_t i = p->groups[group];
	     i < end && i < p->header->members && !status; i++) {
		const struct hk_synonyms_member *m = &p->members[i];
		struct hk_str text = text_at(p, m->text, m->len);
		char own[HK_SYNONYMS_KEY_MAX];

		if ((m->role & HK_SYNONYMS_TARGET) && text.len &&
		    !hk_span_same(hk_synonyms_key(own, text), key))
			status = fn(ctx, text);
	}
	return status;
}

enum hk_status hk_synonyms_find(const struct hk_synonyms *table,
				struct hk_str key, hk_synonyms_fn fn, void *ctx)
{
	struct parts p = find_parts(table);
	uint32_t number = key.len ? find_key(&p, key) : p.header->keys, end;
	enum hk_status status = HK_OK;

	if (number == p.header->keys)
		return HK_OK;
	end = p.keys[number + 1].links;
	for (uint32_t i = p.keys[number].links;
	     i < end && i < p.header->links && !status; i++)
		status = give_group(&p, p.links[i], key, fn, ctx);
	return status;
}
