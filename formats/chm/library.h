/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_CHM_LIBRARY_H
#define HIKU_FORMATS_CHM_LIBRARY_H

/* The files in a CHM file, by libchm. It is not made for hostile input: this
 * is for a process of its own (formats/child/child.h). */

#include <stdint.h>

#include "base/buf.h"

/* Files in one CHM file; more are not looked at. */
#define HK_CHM_LIBRARY_FILES 100000u

struct hk_chm_library;

/* A file in it. */
struct hk_chm_library_file {
	struct hk_str name; /* its path, in any encoding, with '/' before it */
	uint64_t size;	    /* bytes, as the directory says */
};

/* Open the file that the descriptor has open. With a message HK_EFORMAT,
 * HK_EIO; HK_ENOMEM. */
enum hk_status hk_chm_library_open(struct hk_chm_library **out, int fd,
				   struct hk_error *err) HK_MUST_USE;
void hk_chm_library_close(struct hk_chm_library *library);

size_t hk_chm_library_count(const struct hk_chm_library *library);
/* Were there more than HK_CHM_LIBRARY_FILES? */
bool hk_chm_library_is_full(const struct hk_chm_library *library);
/* The locale of who made it, as Windows numbers them. */
uint32_t hk_chm_library_lcid(const struct hk_chm_library *library);
/* File number `index`, in the order of the directory; borrowed. */
const struct hk_chm_library_file *hk_chm_library_file(
	const struct hk_chm_library *library, size_t index);
/* Set `out`, whose cap is the file's, to its bytes. HK_ETOOBIG; HK_EFORMAT if
 * it is damaged, when `out` has what comes before; HK_ENOMEM. */
enum hk_status hk_chm_library_read(struct hk_buf *out,
				   struct hk_chm_library *library, size_t index,
				   struct hk_error *err) HK_MUST_USE;

#endif
