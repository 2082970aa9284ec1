/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_READER_INDEX_H
#define HIKU_STORE_READER_INDEX_H

/*
 * One index open for reading, of one or several that are read as one
 * (store/reader.h, which alone uses this).
 */

#include "store/folder.h"
#include "store/reader.h"

/* Which file it is; another after each change, since all that changes here is
 * replaced by a rename. */
struct hk_reader_index_stamp {
	uint64_t inode;
	int64_t seconds, nanoseconds;
};

struct hk_reader_index {
	const struct hk_location *place;
	struct hk_folder folder; /* of a local one */
	struct xap_db *db;
	uint64_t revision; /* of a local one */
	/* The same: of the pointer and of the version file, before opening. */
	struct hk_reader_index_stamp stamps[2];
	struct hk_signature signature;
	int hold; /* see hk_folder_hold() */
};

/* Open the index in that place. `out` is to be released only after HK_OK. */
enum hk_status hk_reader_index_open(struct hk_reader_index *out,
				    const struct hk_location *place,
				    const struct hk_reader_options *options,
				    struct hk_error *err) HK_MUST_USE;
void hk_reader_index_release(struct hk_reader_index *part);

/* Has a writer moved on since it was opened? Of a remote one nobody knows. */
bool hk_reader_index_moved(const struct hk_reader_index *part);

/* Set `err` to what the user should hear of a failure of a remote place:
 * which one it was, and what can be done. Returns `status`. */
enum hk_status hk_reader_index_blame(const struct hk_location *place,
				     const struct hk_reader_options *options,
				     enum hk_status status, const char *why,
				     struct hk_error *err);

#endif
