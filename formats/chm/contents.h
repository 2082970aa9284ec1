/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_CHM_CONTENTS_H
#define HIKU_FORMATS_CHM_CONTENTS_H

/* What a CHM file says of itself: its title and its table of contents (.hhc, a
 * list in HTML), by which its topics have an order and titles. */

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hashmap.h"

/* Of "/#SYSTEM", as it stands there: borrowed, in any encoding; or empty. */
struct hk_chm_system {
	struct hk_str title;
	struct hk_str contents; /* the path of the table of contents */
	uint32_t lcid;		/* locale; 0: not said */
};

void hk_chm_system_read(struct hk_chm_system *out, struct hk_str bytes);

/* An entry of the table of contents. */
struct hk_chm_entry {
	struct hk_str path;  /* as hk_chm_contents_path() writes it */
	struct hk_str title; /* UTF-8; empty: none for the whole file */
};

/* Entries of one table at most. */
#define HK_CHM_CONTENTS_MAX 100000u

struct hk_chm_contents {
	struct hk_arena arena;
	struct hk_chm_entry *entries; /* each path once, in their order */
	size_t count, capacity;
	struct hk_hashmap by_path;
};

void hk_chm_contents_init(struct hk_chm_contents *contents);
void hk_chm_contents_release(struct hk_chm_contents *contents);
/* Add the entries of a table, which is UTF-8. HK_ENOMEM. */
enum hk_status hk_chm_contents_read(struct hk_chm_contents *contents,
				    struct hk_str text) HK_MUST_USE;
/*
 * Set `out` to what two names of the same file have in common: UTF-8, '/'
 * between its parts, lower case as far as it is ASCII. `raw` is a name of the
 * directory, or with `link` one of a link: with escapes, a place in the file,
 * and perhaps the name of the CHM file before it. Empty: it is none. HK_ENOMEM.
 */
enum hk_status hk_chm_contents_path(struct hk_buf *out, struct hk_str raw,
				    bool link) HK_MUST_USE;

#endif
