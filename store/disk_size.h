/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_DISK_SIZE_H
#define HIKU_STORE_DISK_SIZE_H

/*
 * The size of a database on disk. What a writer appends to its tables and does
 * not commit stays in the files, so that a full disk would stay full. A
 * revision uses nothing beyond the size that the tables had at its commit, so
 * they can be cut back to it.
 */

#include <stdint.h>

#include "base/error.h"
#include "shim/xap.h"

#define HK_DISK_SIZE_TABLES 3

struct hk_disk_size {
	uint64_t revision;
	/* Of each table, in bytes; -1: it did not exist. */
	int64_t sizes[HK_DISK_SIZE_TABLES];
};

/* Note how large the tables of the database in the folder are, of which
 * everything is committed. HK_ENOMEM, or what the engine gives. */
enum hk_status hk_disk_size_note(struct hk_disk_size *out,
				 const struct xap_writer *xap,
				 const char *database,
				 struct hk_error *err) HK_MUST_USE;

/* Cut the tables back to what was noted, if the revision is still the same.
 * Nobody may have the database open for writing. A failure does no harm. */
void hk_disk_size_restore(const struct hk_disk_size *noted,
			  const char *database);

#endif
