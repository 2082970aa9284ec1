/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/hashmap.h"
#include "text/norm.h"
#include "text/synonyms.h"
#include "text/synonyms_private.h"

/* Texts of one group; more are no synonyms. */
#define GROUP_MAX 10000

/* Bytes of `text` of the maker. */
struct piece {
	uint32_t at, len;
};

/* That a key is a trigger of a group. */
struct link {
	uint32_t key, group;
};

struct hk_synonyms_maker {
	struct hk_norm norm;
	struct hk_buf text;
	struct piece *keys;
	size_t key_count, key_capacity;
	struct hk_hashmap by_key;
	struct link *links;
	size_t link_count, link_capacity;
	uint32_t *groups; /* the first member of each */
	size_t group_count, group_capacity;
	struct hk_synonyms_member *members;
	uint32_t *member_keys;
	size_t member_count, member_capacity, member_key_capacity;
	size_t begun;		    /* the first member of the group at hand */
	struct hk_hashmap by_texts; /* groups, by the hash of what they have */
};

struct hk_synonyms_maker *hk_synonyms_maker_new(void)
{
	struct hk_synonyms_maker *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	hk_norm_init(&m->norm);
	hk_buf_init(&m->text, HK_SYNONYMS_BYTES_MAX / 2);
	hk_hashmap_init(&m->by_key);
	hk_hashmap_init(&m->by_texts);
	return m;
}

void hk_synonyms_maker_free(struct hk_synonyms_maker *m)
{
	if (!m)
		return;
	hk_norm_release(&m->norm);
	hk_buf_release(&m->text);
	hk_hashmap_release(&m->by_key);
	hk_hashmap_release(&m->by_texts);
	free(m->keys);
	free(m->links);
	free(m->groups);
	free(m->members);
	free(m->member_keys);
	free(m);
}

/* ---- Texts ---- */

static struct hk_str text_of(const struct hk_synonyms_maker *m, uint32_t at,
			     uint32_t len)
{
	return hk_span_str(m->text.data + at, len);
}

struct looking {
	const struct hk_synonyms_maker *maker;
	struct hk_str key;
};

static bool same_key(const void *ctx, size_t item)
{
	const struct looking *l = ctx;
	struct piece k = l->maker->keys[item];

	return hk_span_same(text_of(l->maker, k.at, k.len), l->key);
}

static enum hk_status add_text(struct hk_synonyms_maker *m, struct hk_str text,
			       uint32_t *at)
{
	*at = (uint32_t)m->text.len;
	return hk_buf_append(&m->text, text.data, text.len);
}

/* The number of the key, which is added if it is new. */
static enum hk_status take_key(struct hk_synonyms_maker *m, struct hk_str key,
			       uint32_t *number)
{
	struct looking l = {m, key};
	uint64_t hash = hk_hash_bytes(key.data, key.len).low;
	size_t found = hk_hashmap_find(&m->by_key, hash, same_key, &l);
	enum hk_status status;
	uint32_t at;

	*number = (uint32_t)found;
	if (found != HK_HASHMAP_NONE)
		return HK_OK;
	*number = (uint32_t)m->key_count;
	if (!HK_ARRAY_RESERVE(m->keys, m->key_capacity, m->key_count + 1))
		return HK_ENOMEM;
	status = add_text(m, key, &at);
	if (!status)
		status = hk_hashmap_add(&m->by_key, hash, m->key_count);
	if (!status)
		m->keys[m->key_count++] = (struct piece){at, (uint32_t)key.len};
	return status;
}

enum hk_status hk_synonyms_maker_text(struct hk_synonyms_maker *m,
				      struct hk_str text,
				      enum hk_synonyms_role role)
{
	char bytes[HK_SYNONYMS_KEY_MAX];
	struct hk_synonyms_member *member;
	struct hk_str norm, key;
	enum hk_status status;
	uint32_t number, at;

	if (text.len > 4 * HK_SYNONYMS_TEXT_MAX)
		return HK_EUSAGE;
	status = hk_norm_query(&m->norm, text);
	if (status)
		return status;
	norm = hk_span_trim(hk_buf_str(&m->norm.text));
	if (norm.len && memchr(norm.data, '\n', norm.len))
		return HK_EUSAGE;
	key = hk_synonyms_key(bytes, norm);
	if (!key.len)
		return HK_EUSAGE;
	status = take_key(m, key, &number);
	if (status)
		return status;
	for (size_t i = m->begun; i < m->member_count; i++)
		if (m->member_keys[i] == number) {
			m->members[i].role |= (uint16_t)role;
			return HK_OK;
		}
	if (m->member_count - m->begun == GROUP_MAX)
		return HK_ETOOBIG;
	if (!HK_ARRAY_RESERVE(m->members, m->member_capacity,
			      m->member_count + 1) ||
	    !HK_ARRAY_RESERVE(m->member_keys, m->member_key_capacity,
			      m->member_count + 1))
		return HK_ENOMEM;
	/* Most texts are their own keys. */
	if (hk_span_same(key, norm))
		at = m->keys[number].at;
	else
		status = add_text(m, norm, &at);
	if (status)
		return status;
	m->member_keys[m->member_count] = number;
	member = &m->members[m->member_count++];
	*member = (struct hk_synonyms_member){
		.text = at, .len = (uint16_t)norm.len, .role = (uint16_t)role};
	return HK_OK;
}

/* ---- Groups ---- */

/* A hash of what the group has, whatever the order. */
static uint64_t hash_group(const struct hk_synonyms_maker *m)
{
	uint64_t sum = 0;

	for (size_t i = m->begun; i < m->member_count; i++) {
		uint32_t pair[2] = {m->member_keys[i], m->members[i].role};

		sum += hk_hash_bytes(pair, sizeof(pair)).low;
	}
	return sum;
}

/* Has it a trigger, and a target that is another text? */
static bool says_something(const struct hk_synonyms_maker *m)
{
	size_t triggers = 0, targets = 0, both = 0;

	for (size_t i = m->begun; i < m->member_count; i++) {
		triggers += m->members[i].role & HK_SYNONYMS_TRIGGER ? 1 : 0;
		targets += m->members[i].role & HK_SYNONYMS_TARGET ? 1 : 0;
		both += m->members[i].role == HK_SYNONYMS_BOTH;
	}
	return triggers && targets &&
	       !(triggers == 1 && targets == 1 && both == 1);
}

enum hk_status hk_synonyms_maker_end(struct hk_synonyms_maker *m, bool *says)
{
	uint64_t hash = hash_group(m);
	enum hk_status status = HK_OK;

	*says = says_something(m);
	if (!*says || hk_hashmap_find(&m->by_texts, hash, NULL, NULL) !=
			      HK_HASHMAP_NONE) {
		m->member_count = m->begun;
		return HK_OK;
	}
	if (m->group_count == HK_SYNONYMS_GROUPS_MAX)
		status = HK_ETOOBIG;
	else if (!HK_ARRAY_RESERVE(m->groups, m->group_capacity,
				   m->group_count + 1) ||
		 !HK_ARRAY_RESERVE(m->links, m->link_capacity,
				   m->link_count + m->member_count - m->begun))
		status = HK_ENOMEM;
	if (!status)
		status = hk_hashmap_add(&m->by_texts, hash, m->group_count);
	if (status) {
		m->member_count = m->begun;
		return status;
	}
	for (size_t i = m->begun; i < m->member_count; i++)
		if (m->members[i].role & HK_SYNONYMS_TRIGGER)
			m->links[m->link_count++] = (struct link){
				m->member_keys[i], (uint32_t)m->group_count};
	m->groups[m->group_count++] = (uint32_t)m->begun;
	m->begun = m->member_count;
	return HK_OK;
}

/* ---- Writing ---- */

static int by_key(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->group > y->group) - (x->group < y->group);
}

static enum hk_status put(struct hk_buf *out, const void *data, size_t size,
			  size_t count)
{
	return count ? hk_buf_append(out, data, size * count) : HK_OK;
}

static enum hk_status put_slots(struct hk_buf *out,
				const struct hk_synonyms_maker *m,
				uint32_t slots)
{
	uint32_t *table = calloc(slots, sizeof(*table));
	enum hk_status status;

	if (!table)
		return HK_ENOMEM;
	for (size_t i = 0; i < m->key_count; i++) {
		struct piece k = m->keys[i];
		uint64_t at = hk_hash_bytes(m->text.data + k.at, k.len).low;

		while (table[at & (slots - 1)])
			at++;
		table[at & (slots - 1)] = (uint32_t)i + 1;
	}
	status = put(out, table, sizeof(*table), slots);
	free(table);
	return status;
}

/* The keys with their links, and these, sorted. */
static enum hk_status put_keys(struct hk_buf *out,
			       const struct hk_synonyms_maker *m)
{
	enum hk_status status = HK_OK;
	size_t at = 0;

	if (m->link_count > 1)
		qsort(m->links, m->link_count, sizeof(*m->links), by_key);
	for (size_t i = 0; i <= m->key_count && !status; i++) {
		struct hk_synonyms_key_row row = {0, 0, (uint32_t)at};

		if (i < m->key_count) {
			row.text = m->keys[i].at;
			row.len = m->keys[i].len;
		}
		while (at < m->link_count && m->links[at].key == i)
			at++;
		status = put(out, &row, sizeof(row), 1);
	}
	for (size_t i = 0; i < m->link_count && !status; i++)
		status = put(out, &m->links[i].group, sizeof(uint32_t), 1);
	return status;
}

enum hk_status hk_synonyms_maker_write(struct hk_buf *out,
				       const struct hk_synonyms_maker *m)
{
	uint32_t end = (uint32_t)m->begun, slots = 2;
	struct hk_synonyms_header h = {
		.magic = {'h', 'i', 'k', 'u', ' ', 's', 'y', 'n'},
		.version = HK_SYNONYMS_VERSION,
		.keys = (uint32_t)m->key_count,
		.links = (uint32_t)m->link_count,
		.groups = (uint32_t)m->group_count,
		.members = end,
		.bytes = (uint32_t)m->text.len};
	enum hk_status status;

	while (slots < 2 * m->key_count)
		slots *= 2;
	h.slots = slots;
	status = put(out, &h, sizeof(h), 1);
	if (!status)
		status = put_slots(out, m, slots);
	if (!status)
		status = put_keys(out, m);
	if (!status)
		status =
			put(out, m->groups, sizeof(*m->groups), m->group_count);
	if (!status)
		status = put(out, &end, sizeof(end), 1);
	if (!status)
		status = put(out, m->members, sizeof(*m->members), end);
	return status ? status : put(out, m->text.data, 1, m->text.len);
}
