/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_BOX_PRIVATE_H
#define HIKU_INDEXER_BOX_PRIVATE_H

/* What the files of the boxes share. Nobody else includes this. */

#include "indexer/box.h"

struct archive;

/* Where the packed bytes come from, as libarchive wants to be given them. */
struct hk_box_source {
	const struct hk_format_input *input;
	struct hk_box_budget *budget;
	char *piece;	/* of a file, read last */
	uint64_t at;	/* in the bytes in memory */
	uint64_t size;	/* 0: not known */
	uint64_t taken; /* bytes handed out, some perhaps twice */
	bool seeks;
	int failed; /* the system's error number */
};

/* False: out of memory. */
bool hk_box_source_init(struct hk_box_source *source,
			const struct hk_format_input *input,
			struct hk_box_budget *budget);
void hk_box_source_release(struct hk_box_source *source);
/* Hand it to libarchive; what that says is returned. */
int hk_box_source_open(struct hk_box_source *source, struct archive *archive);

/* Behind the last '/'. */
struct hk_str hk_box_last_part(struct hk_str path);

#endif
