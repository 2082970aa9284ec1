/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

/* Bytes read at once. */
#define PIECE (1u << 18)

static struct hk_hash from(XXH128_hash_t hash)
{
	struct hk_hash out = {hash.high64, hash.low64};

	return out;
}

struct hk_hash hk_hash_bytes(const void *data, size_t len)
{
	return from(XXH3_128bits(data, len));
}

uint64_t hk_hash_word(const void *data, size_t len)
{
	return XXH3_64bits(data, len);
}

void hk_hash_hex(char out[HK_HASH_HEX], struct hk_hash hash)
{
	snprintf(out, HK_HASH_HEX, "%016llx%016llx",
		 (unsigned long long)hash.high, (unsigned long long)hash.low);
}

/* Feed all bytes of the file to `state`. */
static enum hk_status read_all(XXH3_state_t *state, int fd, const char *name,
			       char *piece, struct hk_error *err)
{
	off_t at = 0;

	XXH3_128bits_reset(state);
	for (;;) {
		ssize_t n = pread(fd, piece, PIECE, at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno, "cannot read '%s'",
					       name);
		if (n == 0)
			return HK_OK;
		XXH3_128bits_update(state, piece, (size_t)n);
		at += n;
	}
}

enum hk_status hk_hash_fd(struct hk_hash *out, int fd, const char *name,
			  struct hk_error *err)
{
	XXH3_state_t *state = XXH3_createState();
	char *piece = malloc(PIECE);
	enum hk_status status = state && piece
					? read_all(state, fd, name, piece, err)
					: hk_error_nomem(err);

	if (!status)
		*out = from(XXH3_128bits_digest(state));
	free(piece);
	XXH3_freeState(state);
	return status;
}

enum hk_status hk_hash_file(struct hk_hash *out, const char *path,
			    struct hk_error *err)
{
	/* O_NONBLOCK: opening a FIFO must not wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum hk_status status;

	if (fd < 0)
		return hk_error_system(err, errno, "cannot open '%s'", path);
	status = hk_hash_fd(out, fd, path, err);
	close(fd);
	return status;
}
