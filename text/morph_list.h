/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_MORPH_LIST_H
#define HIKU_TEXT_MORPH_LIST_H

/*
 * The morphemes of one text, and how they are stored with it, so that it need
 * not be cut again. Only for text/morph.c, whose interface is text/morph.h.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "text/morpheme.h"

struct hk_morph_list {
	struct hk_morpheme *items;
	size_t count, capacity;
	struct hk_span *parts;
	size_t part_count, part_capacity;
	struct hk_arena lemmas; /* those of a restored list */
};

void hk_morph_list_init(struct hk_morph_list *list);
void hk_morph_list_release(struct hk_morph_list *list);
void hk_morph_list_reset(struct hk_morph_list *list);
/* Add a zeroed morpheme at the end. NULL: out of memory. */
struct hk_morpheme *hk_morph_list_add(struct hk_morph_list *list) HK_MUST_USE;
/* Add a part of the morpheme added last. HK_ENOMEM. */
enum hk_status hk_morph_list_part(struct hk_morph_list *list, size_t begin,
				  size_t end) HK_MUST_USE;

/* Append to `out` what hk_morph_list_restore() reads. `text` is the text that
 * was cut. */
enum hk_status hk_morph_list_save(struct hk_buf *out,
				  const struct hk_morph_list *list,
				  struct hk_str text) HK_MUST_USE;
/*
 * Replace the list by the saved one, which borrows from `text`. HK_EFORMAT if
 * the bytes do not belong to this text; any bytes at all are safe.
 */
enum hk_status hk_morph_list_restore(struct hk_morph_list *list,
				     struct hk_str text,
				     struct hk_str saved) HK_MUST_USE;

#endif
