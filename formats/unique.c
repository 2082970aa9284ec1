/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/unique.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/utf8.h"

#define NAME_MAX_BYTES 200
/* Numbers that are tried behind a name. */
#define TRIES_MAX 8

void hk_unique_init(struct hk_unique *u)
{
	hk_keyset_init(&u->names);
	u->count = 0;
}

void hk_unique_release(struct hk_unique *u)
{
	hk_keyset_release(&u->names);
}

/* Write the name as one line; returns its length. */
static size_t flatten(char out[NAME_MAX_BYTES], struct hk_str name)
{
	size_t len = 0;

	name = hk_span_trim(name);
	if (name.len > NAME_MAX_BYTES)
		name.len = hk_utf8_boundary(name, NAME_MAX_BYTES);
	for (size_t i = 0; i < name.len; i++) {
		bool space = (unsigned char)name.data[i] <= ' ';

		if (!space)
			out[len++] = name.data[i];
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	while (len && out[len - 1] == ' ')
		len--;
	return len;
}

enum hk_status hk_unique_name(struct hk_unique *u, struct hk_article *article,
			      struct hk_str name)
{
	char text[NAME_MAX_BYTES + 64], key[16];
	size_t base = flatten(text, name), len = base;
	enum hk_status status = HK_OK;
	bool there = true;

	u->count++;
	for (unsigned i = 0; there && i < TRIES_MAX && !status; i++) {
		struct hk_hash hash;

		if (i > 1)
			len = base + (size_t)snprintf(text + base, 64,
						      "#%llu.%u", u->count, i);
		else if (i == 1 || !base)
			len = base + (size_t)snprintf(text + base, 64,
						      base ? "#%llu" : "%llu",
						      u->count);
		hash = hk_hash_bytes(text, len);
		memcpy(key, &hash, sizeof(key));
		status = hk_keyset_add(&u->names, key, &there);
	}
	return status ? status
		      : hk_article_keep(article, &article->member,
					hk_span_str(text, len));
}
