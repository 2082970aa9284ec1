/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_CODEBOOKS_H
#define HIKU_STORE_CODEBOOKS_H

/*
 * Unpacking records (store/codebook.h) of one or several indexes. A codebook is
 * read when the first record needs it, and kept.
 */

#include "base/arena.h"
#include "store/codebook_copy.h"

struct hk_codebook_open;

struct hk_codebooks {
	/* The indexes; borrowed from who owns the set. */
	const struct hk_codebook_place *places;
	size_t place_count;

	struct hk_codebook_open *list;
	size_t count, capacity;
	void *context; /* of zstd */
	struct hk_buf frame;
};

void hk_codebooks_init(struct hk_codebooks *books,
		       const struct hk_codebook_place *places, size_t count);
void hk_codebooks_release(struct hk_codebooks *books);

/*
 * Make `record` the record that was packed as `bytes`, in `arena`, or `bytes`
 * themselves, if they are not packed. Without `books` what is packed is
 * damaged. HK_ECORRUPT, also where a codebook is lost; what the engine gives;
 * HK_ENOMEM.
 */
enum hk_status hk_codebooks_unpack(struct hk_codebooks *books,
				   struct hk_str *record,
				   struct hk_arena *arena, struct hk_str bytes,
				   struct hk_error *err) HK_MUST_USE;

#endif
