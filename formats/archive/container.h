/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ARCHIVE_CONTAINER_H
#define HIKU_FORMATS_ARCHIVE_CONTAINER_H

/*
 * Containers: the files inside a zip, tar, 7z or lzh file, or inside a file
 * that is only compressed, one after the other, within limits. What the
 * readers of archives and of EPUB share. libarchive does the unpacking, with
 * the formats and compressions named in box.c and never by another program.
 * Without libarchive, none of this is there.
 */

#include "formats/format.h"

/* Bytes of a member; half as many for each container around its own, since
 * all of them stand in memory at once. */
#define HK_CONTAINER_MEMBER_MAX (64u << 20)
/* Of one file in a folder, with all that lies in it however deep: bytes
 * unpacked; members; and how often its own size is unpacked beyond the bytes
 * that are free. More than that is a decompression bomb. */
#define HK_CONTAINER_UNPACKED_MAX (4ull << 30)
#define HK_CONTAINER_MEMBERS_MAX  100000u
#define HK_CONTAINER_RATIO_MAX	  200u
#define HK_CONTAINER_RATIO_FREE	  (64ull << 20)
/* A single member may be compressed by the same ratio beyond this. */
#define HK_CONTAINER_MEMBER_FREE (10ull << 20)

/* What was spent of these. Zeroed by the outermost reader, handed down. */
struct hk_container_budget {
	uint64_t packed;   /* bytes read of the file itself */
	uint64_t unpacked; /* bytes unpacked, at all depths */
	uint32_t members;
};

struct hk_container;

struct hk_container_member {
	struct hk_str name; /* parts joined by '/', none of them ".."; empty:
			     * it is the file itself, compressed */
	struct hk_str file; /* its last part; of a compressed file, the name
			     * without the suffix of the compression */
	struct hk_str date; /* YYYY-MM-DD; empty: unknown */
};

/*
 * Open what `input` is for reading; `input` and `budget` are borrowed until
 * hk_container_free(). A second box on the same input begins afresh, where that
 * can be rewound. HK_ENOMEM, HK_EIO, HK_EFORMAT and why.
 */
enum hk_status hk_container_new(struct hk_container **out,
				const struct hk_format_input *input,
				struct hk_container_budget *budget,
				struct hk_error *err) HK_MUST_USE;
void hk_container_free(struct hk_container *box);

/*
 * The next regular file that is not hidden; it is borrowed until the next
 * call. HK_ENOTFOUND: there is none. HK_ENOMEM, HK_EIO; HK_EFORMAT where the
 * rest cannot be read, HK_ETOOBIG where it passes a limit, and why.
 */
enum hk_status hk_container_next(struct hk_container *box,
				 struct hk_container_member *member,
				 struct hk_error *err) HK_MUST_USE;

/*
 * The bytes of the member at hand into `bytes`, which is reset, and whose cap
 * is the member's. HK_EFORMAT where it is damaged: `bytes` has what could be
 * read. HK_ETOOBIG past the cap or a limit, HK_ENOTTEXT where it cannot be
 * text (it is encrypted, it has holes), and why. HK_ENOMEM, HK_EIO. After all
 * but the last two hk_container_next() goes on, if it can.
 */
enum hk_status hk_container_read(struct hk_container *box, struct hk_buf *bytes,
				 struct hk_error *err) HK_MUST_USE;

/* Is it possible to open the same input again? */
bool hk_container_rewinds(const struct hk_format_input *input);
/* Read what cannot be wound back, a pipe, into `bytes`, and make `input` that.
 * HK_ENOMEM, HK_EIO, HK_ETOOBIG past the buffer's cap. */
enum hk_status hk_container_hold(struct hk_format_input *input,
				 struct hk_buf *bytes,
				 struct hk_error *err) HK_MUST_USE;
/* The cap of a member of what `input` is. */
size_t hk_container_member_max(const struct hk_format_input *input);
/* Complain about a member of `input`, or about it as a whole where the name
 * is empty. */
void hk_container_complain(const struct hk_format_input *input,
			   struct hk_str name, const char *why);

/* What becomes of a name in a container. */
enum hk_container_name {
	HK_CONTAINER_NAME_FINE,
	HK_CONTAINER_NAME_HIDDEN, /* a part of it begins with a dot, or is the
				   * litter of a system */
	HK_CONTAINER_NAME_EMPTY,  /* nothing is left of it */
	HK_CONTAINER_NAME_LONG,
};
/*
 * Reset `out` to the name as UTF-8, without empty parts, "." and "..". Bytes
 * that are not UTF-8 are taken for the encoding named, then for what they
 * look like (`dos`: for CP932), and stay as they are where nothing fits.
 * HK_ENOMEM.
 */
enum hk_status hk_container_name(struct hk_buf *out,
				 enum hk_container_name *what,
				 struct hk_str raw, struct hk_str encoding,
				 bool dos) HK_MUST_USE;

#endif
