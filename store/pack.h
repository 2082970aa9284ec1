/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_PACK_H
#define HIKU_STORE_PACK_H

/*
 * Numbers and texts as bytes: what records and the bookkeeping of sources are
 * written in. A number is a LEB128 varint in its shortest form; a signed one
 * is folded first (0, -1, 1, -2, ...); a text is its length and its bytes.
 *
 * In both directions the first failure sticks, and later calls do nothing, so
 * that the caller asks once, at the end.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/span.h"

struct hk_pack {
	struct hk_buf *out; /* borrowed */
	enum hk_status status;
};

void hk_pack_uint(struct hk_pack *pack, uint64_t value);
void hk_pack_int(struct hk_pack *pack, int64_t value);
void hk_pack_str(struct hk_pack *pack, struct hk_str text);
/* 16 bytes, big-endian. */
void hk_pack_hash(struct hk_pack *pack, struct hk_hash hash);

/* Write the low `bytes` bytes of a number, the highest first. */
void hk_pack_big_endian(char *out, uint64_t value, size_t bytes);

struct hk_pack_reader {
	struct hk_str rest;    /* not read yet */
	enum hk_status status; /* HK_OK or HK_ECORRUPT */
};

/* Each gives 0, or the empty text, once the reader has failed. */
uint64_t hk_pack_take_uint(struct hk_pack_reader *from);
/* Anything over `max` fails. */
uint32_t hk_pack_take_uint32(struct hk_pack_reader *from, uint32_t max);
int64_t hk_pack_take_int(struct hk_pack_reader *from);
/* Borrowed from the bytes that are read. */
struct hk_str hk_pack_take_str(struct hk_pack_reader *from);
struct hk_hash hk_pack_take_hash(struct hk_pack_reader *from);
/* Fail for a reason of the caller's. */
void hk_pack_refuse(struct hk_pack_reader *from);
/* All was read and nothing is left: HK_OK, else HK_ECORRUPT. */
enum hk_status hk_pack_end(const struct hk_pack_reader *from) HK_MUST_USE;

#endif
