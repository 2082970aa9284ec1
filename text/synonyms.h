/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SYNONYMS_H
#define HIKU_TEXT_SYNONYMS_H

/*
 * Tables of words with the same meaning, compiled to be mapped into memory.
 *
 * A table has groups of texts. A text of a group that is a trigger stands, in a
 * query, for all other texts of the group that are targets; in most groups all
 * texts are both. That is one step, never two: what a synonym has as synonyms
 * of its own is not looked for, so that circles do no harm.
 *
 * Texts are in normal form (text/norm.h). They are found by their keys: the
 * folded form (text/fold.h), and without the dot between foreign names, so that
 * every spelling of a text finds it.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "text/fold.h"

/* Bytes of a text; longer ones are no words. */
#define HK_SYNONYMS_TEXT_MAX 192
/* Groups of one table, and bytes of a compiled one. */
#define HK_SYNONYMS_GROUPS_MAX 2000000u
#define HK_SYNONYMS_BYTES_MAX  (1u << 30)

enum hk_synonyms_role {
	HK_SYNONYMS_TRIGGER = 1, /* is looked for with the targets */
	HK_SYNONYMS_TARGET = 2,	 /* is looked for in place of a trigger */
	HK_SYNONYMS_BOTH = 3,
};

/* Bytes of a key. */
#define HK_SYNONYMS_KEY_MAX                               \
	(HK_FOLD_MAX > HK_SYNONYMS_TEXT_MAX ? HK_FOLD_MAX \
					    : HK_SYNONYMS_TEXT_MAX)

/* ---- Looking up ---- */

/* A compiled table; all of it borrowed. */
struct hk_synonyms {
	const char *data;
	size_t size;
};

/* Takes a synonym, borrowed from the table. What it returns but HK_OK ends the
 * lookup. */
typedef enum hk_status (*hk_synonyms_fn)(void *ctx, struct hk_str text);

/*
 * Use the bytes as a table; they must be aligned to 8, and stay. HK_EFORMAT if
 * they are none. Nothing is read but the header, and nothing is believed: a
 * damaged table gives other texts, or none.
 */
enum hk_status hk_synonyms_open(struct hk_synonyms *out,
				struct hk_str bytes) HK_MUST_USE;
/* How many groups it has, and texts in them. */
uint32_t hk_synonyms_groups(const struct hk_synonyms *table);
uint32_t hk_synonyms_texts(const struct hk_synonyms *table);
/* The key of a text in normal form; its bytes are in `out`. Empty for one that
 * is too long. */
struct hk_str hk_synonyms_key(char out[HK_SYNONYMS_KEY_MAX],
			      struct hk_str text);
/* Give the synonyms of the text with this key, in the order of the table; one
 * that is in several groups may come several times. What `fn` returned. */
enum hk_status hk_synonyms_find(const struct hk_synonyms *table,
				struct hk_str key, hk_synonyms_fn fn,
				void *ctx) HK_MUST_USE;

/* ---- Making a table ---- */

struct hk_synonyms_maker;

/* NULL: out of memory. */
struct hk_synonyms_maker *hk_synonyms_maker_new(void) HK_MUST_USE;
void hk_synonyms_maker_free(struct hk_synonyms_maker *maker);
/*
 * Add a text, UTF-8 as somebody wrote it, to the group that was begun last.
 * HK_EUSAGE, and nothing is added, if there is nothing of it in normal form, or
 * too much; HK_ETOOBIG past the limits above; HK_ENOMEM.
 */
enum hk_status hk_synonyms_maker_text(struct hk_synonyms_maker *maker,
				      struct hk_str text,
				      enum hk_synonyms_role role) HK_MUST_USE;
/*
 * End the group. One that says nothing (without a trigger and another target)
 * is dropped, and `*says` false; one that has just the same texts as an earlier
 * one is dropped, too. HK_ETOOBIG, HK_ENOMEM.
 */
enum hk_status hk_synonyms_maker_end(struct hk_synonyms_maker *maker,
				     bool *says) HK_MUST_USE;
/* Append the compiled table. Equal groups give equal bytes. HK_ETOOBIG,
 * HK_ENOMEM. */
enum hk_status hk_synonyms_maker_write(
	struct hk_buf *out, const struct hk_synonyms_maker *maker) HK_MUST_USE;

#endif
