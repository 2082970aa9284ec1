/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ARCHIVE_CONTAINER_PRIVATE_H
#define HIKU_FORMATS_ARCHIVE_CONTAINER_PRIVATE_H

/* What the files that implement container.h share. Nobody else includes this.
 */

#include "formats/archive/container.h"

struct archive;

/* Where the packed bytes come from, as libarchive wants to be given them. */
struct hk_container_source {
	const struct hk_format_input *input;
	struct hk_container_budget *budget;
	char *piece;	/* of a file, read last */
	uint64_t at;	/* in the bytes in memory */
	uint64_t size;	/* 0: not known */
	uint64_t taken; /* bytes handed out, some perhaps twice */
	bool seeks;
	int failed; /* the errno of a failure, or 0 */
};

/* False: out of memory. */
bool hk_container_source_init(struct hk_container_source *source,
			      const struct hk_format_input *input,
			      struct hk_container_budget *budget);
void hk_container_source_release(struct hk_container_source *source);
/* Open the archive from it; returns what libarchive returns. */
int hk_container_source_open(struct hk_container_source *source,
			     struct archive *archive);

#endif
