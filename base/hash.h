/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_HASH_H
#define HIKU_BASE_HASH_H

/*
 * XXH3 in 128 bits (libxxhash): tells changed bytes from unchanged ones. It is
 * not a defence against somebody who makes collisions on purpose, and nothing
 * here uses it as one.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hk_hash {
	uint64_t high;
	uint64_t low;
};

#define HK_HASH_HEX 33 /* 32 hexadecimal digits and a NUL */

struct hk_hash hk_hash_bytes(const void *data, size_t len);
/* XXH3 in 64 bits, which takes half the time for a word: for tables in memory.
 */
uint64_t hk_hash_word(const void *data, size_t len);
/* The canonical, big-endian hexadecimal form. */
void hk_hash_hex(char out[HK_HASH_HEX], struct hk_hash hash);
/*
 * The hash of the whole file that is open as `fd`, from its first byte,
 * wherever it stands: the position is not moved. `name` is for messages only.
 * HK_EIO where it cannot be read, or is not a file that can be read at an
 * offset; HK_ENOMEM.
 */
enum hk_status hk_hash_fd(struct hk_hash *out, int fd, const char *name,
			  struct hk_error *err) HK_MUST_USE;
/*
 * The same for the regular file `path`. Where somebody else might replace the
 * file, open it once and use hk_hash_fd(). Also HK_ENOTFOUND, HK_EACCES.
 */
enum hk_status hk_hash_file(struct hk_hash *out, const char *path,
			    struct hk_error *err) HK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
