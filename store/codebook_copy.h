/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_CODEBOOK_COPY_H
#define HIKU_STORE_CODEBOOK_COPY_H

/*
 * The two copies of a codebook (store/codebook.h): a metadata key of the
 * database, which is merged, copied and served with it, and a file of the same
 * name beside the tables, which the seal knows.
 */

#include "base/buf.h"
#include "base/error.h"
#include "shim/xap.h"

/* "codebook-", eight digits and a NUL. */
#define HK_CODEBOOK_NAME 18
/* Of one index, at most. */
#define HK_CODEBOOK_COPY_MAX 24

void hk_codebook_copy_name(char out[HK_CODEBOOK_NAME], uint32_t id);
/* Is it the name of a codebook's file? */
bool hk_codebook_copy_is(const char *name);

/* Where copies are. */
struct hk_codebook_place {
	const struct xap_db *db;
	const char *folder; /* with the files; NULL: they are elsewhere */
	const char *name;   /* of the index, for messages */
};

/*
 * Append the codebook to `out`, from the file, or from the database where that
 * is lost or damaged. HK_ENOTFOUND if this index has none of that number.
 * HK_ECORRUPT if all copies are damaged; and what the engine gives.
 */
enum hk_status hk_codebook_copy_read(struct hk_buf *out, uint32_t id,
				     const struct hk_codebook_place *place,
				     struct hk_error *err) HK_MUST_USE;

struct hk_codebook_ids {
	uint32_t list[HK_CODEBOOK_COPY_MAX];
	size_t count;
};

/* Those that the database or the folder of `place`, either of which may be
 * NULL, has a copy of, ascending. HK_ETOOBIG if they are too many. */
enum hk_status hk_codebook_copy_list(struct hk_codebook_ids *out,
				     const struct hk_codebook_place *place,
				     struct hk_error *err) HK_MUST_USE;

/* Told of each copy that is not sound: the name, and what is wrong. */
typedef void (*hk_codebook_copy_fn)(void *ctx, const char *name,
				    const char *what);

/* Tell of each copy that is lost or damaged, of files only `with_files`: the
 * seal knows them, too. HK_ENOMEM, HK_ETOOBIG, and what the engine gives. */
enum hk_status hk_codebook_copy_check(const struct hk_codebook_place *place,
				      bool with_files, hk_codebook_copy_fn fn,
				      void *ctx,
				      struct hk_error *err) HK_MUST_USE;

/*
 * Before the database in the folder `fresh` becomes a generation: let it have
 * both copies of each codebook that it, or the generation `before` (NULL: there
 * is none), has one of. What was damaged is mended. HK_ECORRUPT if no copy is
 * left.
 */
enum hk_status hk_codebook_copy_keep(const char *fresh, const char *before,
				     const char *name,
				     struct hk_error *err) HK_MUST_USE;

#endif
