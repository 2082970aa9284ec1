/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_LIST_H
#define HIKU_INDEXER_WALK_LIST_H

/*
 * Lists of files: names of any bytes, each with a NUL behind it or, in a list
 * without any NUL, a line feed.
 */

#include "base/buf.h"

/* The largest list, in bytes. */
#define HK_LIST_BYTES_MAX (1u << 30)

struct hk_list {
	struct hk_buf text;
	const char **names; /* NUL-terminated, in `text`; never empty */
	size_t count;
};

void hk_list_init(struct hk_list *list);
void hk_list_release(struct hk_list *list);
/* Read the list from the file of this name, "-" being standard input.
 * HK_ETOOBIG past HK_LIST_BYTES_MAX, HK_ENOTFOUND, HK_EACCES, HK_EIO,
 * HK_ENOMEM. */
enum hk_status hk_list_read(struct hk_list *list, const char *name,
			    struct hk_error *err) HK_MUST_USE;

#endif
