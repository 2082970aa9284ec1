/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ARCHIVE_CONTAINER_H
#define HIKU_FORMATS_ARCHIVE_CONTAINER_H

/*
 * Containers: the members of a zip, tar, 7z or lzh file, or the content of a
 * file that is only compressed, one after the other, within limits. The readers
 * of archives and of EPUB share this. libarchive does the unpacking, with the
 * formats and compressions that container.c names, and never by running another
 * program. Without libarchive nothing of this is built.
 */

#include "formats/format.h"

/* Bytes of a member at most; half as many for each container around its own,
 * since all of them are in memory at once. */
#define HK_CONTAINER_MEMBER_MAX (64u << 20)
/* Limits of one file in a folder with all that is in it, however deep: bytes
 * unpacked; members; and the ratio of bytes unpacked, beyond the free ones, to
 * its own size. More than that is a decompression bomb. */
#define HK_CONTAINER_UNPACKED_MAX (4ull << 30)
#define HK_CONTAINER_MEMBERS_MAX  100000u
#define HK_CONTAINER_RATIO_MAX	  200u
#define HK_CONTAINER_RATIO_FREE	  (64ull << 20)
/* A single member may be compressed by the same ratio beyond this. */
#define HK_CONTAINER_MEMBER_FREE (10ull << 20)

/* What was used of these limits. Zeroed by the outermost reader, handed down.
 */
struct hk_container_budget {
	uint64_t packed;   /* bytes read of the file itself */
	uint64_t unpacked; /* bytes unpacked, at all depths */
	uint32_t members;
};

/* Count bytes that were unpacked. HK_ETOOBIG past the limits, and a message. */
enum hk_status hk_container_spend(struct hk_container_budget *budget,
				  uint64_t bytes,
				  struct hk_error *err) HK_MUST_USE;

struct hk_container;

struct hk_container_member {
	struct hk_str name; /* the path, without ".."; empty: the content of a
			     * file that is only compressed */
	struct hk_str file; /* the last component of `name`; for a compressed
			     * file, its name without that suffix */
	struct hk_str date; /* YYYY-MM-DD; empty: unknown */
};

/*
 * Open what `input` is for reading; `input` and `budget` are borrowed until
 * hk_container_free(). Opening the same input again begins at its start, if it
 * can be rewound. HK_ENOMEM, HK_EIO, HK_EFORMAT and a message.
 */
enum hk_status hk_container_new(struct hk_container **out,
				const struct hk_format_input *input,
				struct hk_container_budget *budget,
				struct hk_error *err) HK_MUST_USE;
void hk_container_free(struct hk_container *container);

/*
 * Take the next regular file that is not hidden; it is borrowed until the next
 * call. HK_ENOTFOUND at the end. HK_ENOMEM, HK_EIO; with a message HK_EFORMAT
 * if the rest cannot be read, HK_ETOOBIG if it exceeds a limit.
 */
enum hk_status hk_container_next(struct hk_container *container,
				 struct hk_container_member *member,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Read the current member into `bytes`, which is reset, and whose cap is the
 * member's. With a message HK_EFORMAT if it is damaged, when `bytes` has what
 * could be read, HK_ETOOBIG past the cap or a limit, HK_ENOTTEXT if it cannot
 * be text (encrypted, or sparse). HK_ENOMEM, HK_EIO. After all but the last two
 * hk_container_next() goes on, if it can.
 */
enum hk_status hk_container_read(struct hk_container *container,
				 struct hk_buf *bytes,
				 struct hk_error *err) HK_MUST_USE;

/* Takes a piece of a member. Anything but HK_OK ends the reading of it. */
typedef enum hk_status (*hk_container_take)(void *ctx, struct hk_str piece);
/* The same, piece by piece and without a cap of its own: what was given before
 * a failure was sound. Also what `take` returned. */
enum hk_status hk_container_pieces(struct hk_container *container,
				   hk_container_take take, void *ctx,
				   struct hk_error *err) HK_MUST_USE;

/* Can the same input be opened again? */
bool hk_container_rewinds(const struct hk_format_input *input);
/* Read an input that cannot be rewound, a pipe, into `bytes`, and let `input`
 * be these. HK_ENOMEM, HK_EIO, HK_ETOOBIG past the buffer's cap. */
enum hk_status hk_container_hold(struct hk_format_input *input,
				 struct hk_buf *bytes,
				 struct hk_error *err) HK_MUST_USE;
/* The cap of a member of `input`, in bytes. */
size_t hk_container_member_max(const struct hk_format_input *input);
/* Complain about a member of `input`, or about all of it if the name is empty.
 */
void hk_container_complain(const struct hk_format_input *input,
			   struct hk_str name, const char *why);

/* What becomes of a name in a container. */
enum hk_container_name {
	HK_CONTAINER_NAME_FINE,
	HK_CONTAINER_NAME_HIDDEN, /* a component begins with a dot, or is a
				   * by-product of a system */
	HK_CONTAINER_NAME_EMPTY,  /* nothing is left */
	HK_CONTAINER_NAME_LONG,
};
/*
 * Reset `out` to the name as UTF-8, without empty components, "." and "..".
 * Bytes that are not UTF-8 are decoded from `encoding`, else from what they
 * look like (with `dos` from CP932), and kept as they are if nothing fits.
 * HK_ENOMEM.
 */
enum hk_status hk_container_name(struct hk_buf *out,
				 enum hk_container_name *what,
				 struct hk_str raw, struct hk_str encoding,
				 bool dos) HK_MUST_USE;

#endif
