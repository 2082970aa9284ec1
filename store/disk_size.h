/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_DISK_SIZE_H
#define HIKU_STORE_DISK_SIZE_H

/*
 * The room that a database takes on disk. What a writer appends to its tables
 * and does not commit stays in the files: where the disk is full, the index
 * itself would keep it so. Nothing of an older revision lies beyond the size
 * that a table had with it, so it can be cut back.
 */

#include <stdint.h>

#include "base/error.h"
#include "shim/xap.h"

#define HK_DISK_SIZE_TABLES 3

struct hk_disk_size {
	uint64_t revision;
	int64_t sizes[HK_DISK_SIZE_TABLES]; /* -1: the table was not there */
};

/* Note how large the tables of the database in a folder are; its writer has
 * nothing that is not committed. */
enum hk_status hk_disk_size_note(struct hk_disk_size *out,
				 const struct xap_writer *xap,
				 const char *database,
				 struct hk_error *err) HK_MUST_USE;

/* Cut the tables back to that, if the revision is still the same. Nobody may
 * have the database open for writing. That this fails is no harm. */
void hk_disk_size_restore(const struct hk_disk_size *room,
			  const char *database);

#endif
