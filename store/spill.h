/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SPILL_H
#define HIKU_STORE_SPILL_H

/*
 * A scratch file of numbers and bytes: written from its beginning to its end,
 * then read in pieces. Nothing is synced, and nobody else reads it. It may be
 * packed by zstd as it is written, which costs less than writing what it saves.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct hk_spill {
	char *path;
	int fd;
	uint64_t written; /* bytes, of them in the file */
	struct hk_buf buf;
	void *packer; /* of zstd; NULL: the file is not packed */
	struct hk_buf packed;
};

/* Make the file `name` in the folder. To be released also after a failure. */
enum hk_status hk_spill_open(struct hk_spill *spill, const char *dir,
			     const char *name,
			     struct hk_error *err) HK_MUST_USE;
void hk_spill_release(struct hk_spill *spill);

/* HK_ENOSPC, HK_EIO, HK_ENOMEM. */
enum hk_status hk_spill_number(struct hk_spill *spill, uint64_t number,
			       struct hk_error *err) HK_MUST_USE;
enum hk_status hk_spill_bytes(struct hk_spill *spill, const void *bytes,
			      size_t len, struct hk_error *err) HK_MUST_USE;
/* A length, and so many bytes. */
enum hk_status hk_spill_str(struct hk_spill *spill, struct hk_str bytes,
			    struct hk_error *err) HK_MUST_USE;
/* Write what is still in memory. */
enum hk_status hk_spill_flush(struct hk_spill *spill,
			      struct hk_error *err) HK_MUST_USE;
/* Pack what is written from now on; nothing was yet. Such a file is read from
 * its first byte to its last one. HK_ENOMEM. */
enum hk_status hk_spill_pack(struct hk_spill *spill,
			     struct hk_error *err) HK_MUST_USE;
/* Where the next byte of the file comes; after hk_spill_flush(), if the file is
 * packed. */
uint64_t hk_spill_at(const struct hk_spill *spill);

/* A part of a file that is flushed, which lives longer. */
struct hk_spill_reader {
	const struct hk_spill *spill;
	uint64_t at, end; /* what is to be read from the file */
	struct hk_buf buf;
	size_t taken;	/* of `buf` */
	size_t piece;	/* bytes that are read at once */
	void *unpacker; /* of zstd, for a packed file */
	struct hk_buf packed;
};

void hk_spill_read(struct hk_spill_reader *reader, const struct hk_spill *spill,
		   uint64_t begin, uint64_t end, size_t piece);
void hk_spill_reader_release(struct hk_spill_reader *reader);
bool hk_spill_at_end(const struct hk_spill_reader *reader);
/* HK_EIO, also if the file ends early; HK_ENOMEM. */
enum hk_status hk_spill_take_number(struct hk_spill_reader *reader,
				    uint64_t *out,
				    struct hk_error *err) HK_MUST_USE;
/* Borrowed until the next call. */
enum hk_status hk_spill_take_bytes(struct hk_spill_reader *reader,
				   struct hk_str *out, size_t len,
				   struct hk_error *err) HK_MUST_USE;
/* What hk_spill_str() wrote. */
enum hk_status hk_spill_take_str(struct hk_spill_reader *reader,
				 struct hk_str *out,
				 struct hk_error *err) HK_MUST_USE;

#endif
