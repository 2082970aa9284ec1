/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_CODEBOOK_H
#define HIKU_STORE_CODEBOOK_H

/*
 * Records of a bulk load are packed by zstd with a codebook (in zstd's words: a
 * dictionary), which is trained on records of the same index. A record is too
 * short to be packed well by itself: with one they take three quarters of the
 * space, and are unpacked in a third of the time.
 *
 * A codebook is named by eight hexadecimal digits of its hash, and stands in
 * two places (store/codebook_copy.h), since no text of the index can be read
 * without it. A packed record begins with HK_CODEBOOK_PACKED, has the four
 * bytes of that number, the highest first (0: no codebook was used), and then
 * a frame of zstd without its first four bytes, which are always the same.
 * Records that are not packed begin with their version (store/record.h).
 */

#include "base/buf.h"
#include "base/error.h"
#include "store/sample.h"

#define HK_CODEBOOK_PACKED 0x80
/* Bytes before the frame; of the frame, what is left out. */
#define HK_CODEBOOK_HEAD  5
#define HK_CODEBOOK_MAGIC "\x28\xB5\x2F\xFD"

/* Bytes of a codebook, at most: of one that we train, and of one that is read
 * from an index. */
#define HK_CODEBOOK_TRAINED (112u << 10)
#define HK_CODEBOOK_MAX	    (1u << 20)

/* The number by which records name a codebook; 0 is none's. */
uint32_t hk_codebook_id(struct hk_str codebook);

/*
 * Train a codebook on a sample of `all` bytes of records. `out` stays empty
 * where they are so few that it would take more space than it saves, or where
 * zstd finds nothing in them. HK_ENOMEM.
 */
enum hk_status hk_codebook_train(struct hk_buf *out,
				 const struct hk_sample *sample, uint64_t all,
				 struct hk_error *err) HK_MUST_USE;

struct hk_codebook_packer;

/* Pack with the codebook, or without one if it is empty. HK_ENOMEM. */
enum hk_status hk_codebook_packer_new(struct hk_codebook_packer **out,
				      struct hk_str codebook,
				      struct hk_error *err) HK_MUST_USE;
void hk_codebook_packer_free(struct hk_codebook_packer *packer);
/* Make `out` the packed record, or the record itself where that is no longer.
 * The same input always gives the same bytes. HK_ENOMEM. */
enum hk_status hk_codebook_pack(struct hk_codebook_packer *packer,
				struct hk_buf *out, struct hk_str record,
				struct hk_error *err) HK_MUST_USE;

#endif
