/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_READER_INDEX_H
#define HIKU_STORE_READER_INDEX_H

/*
 * One index open for reading, be it the only one or one of several that are
 * read as one (store/reader.h). Only store/reader.c uses this.
 */

#include "store/folder.h"
#include "store/location.h"
#include "store/signature.h"

/* Identifies a file. It differs after each change, since all that changes in
 * an index is replaced by a rename. Zeroed where there is no such file. */
struct hk_reader_index_stamp {
	uint64_t inode;
	int64_t seconds, nanoseconds;
};

struct hk_reader_index {
	const struct hk_location *location; /* borrowed */
	struct xap_db *db;
	struct hk_signature signature;

	/* Of a local one: */
	struct hk_folder folder;
	uint64_t revision;
	int hold; /* see hk_folder_hold() */
	/* Of the pointer and of Xapian's version file, before opening. */
	struct hk_reader_index_stamp stamps[2];
};

/*
 * Open the index at `location`, which is borrowed. `timeout_ms`, of a remote
 * one, bounds the connection and then each answer, in milliseconds; 0: nothing
 * does. To be released only after HK_OK. Errors are those of
 * hk_reader_open_locations().
 */
enum hk_status hk_reader_index_open(struct hk_reader_index *out,
				    const struct hk_location *location,
				    unsigned timeout_ms,
				    struct hk_error *err) HK_MUST_USE;
void hk_reader_index_release(struct hk_reader_index *index);

/* Has a writer moved on since it was opened? False for a remote one, of which
 * nobody knows. */
bool hk_reader_index_moved(const struct hk_reader_index *index);

/* Set `err` to what the user should know of a failure of a remote index: which
 * one it was, and what can be done. `why` is what the engine said. Returns
 * `status`. */
enum hk_status hk_reader_index_blame(const struct hk_location *location,
				     unsigned timeout_ms, enum hk_status status,
				     const char *why, struct hk_error *err);

#endif
