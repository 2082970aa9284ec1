/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

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

void hk_hash_hex(char out[HK_HASH_HEX], struct hk_hash hash)
{
	snprintf(out, HK_HASH_HEX, "%016llx%016llx",
		 (unsigned long long)hash.high, (unsigned long long)hash.low);
}

enum hk_status hk_hash_file(struct hk_hash *out, const char *path,
			    struct hk_error *err)
{
	enum hk_status status = HK_OK;
	XXH3_state_t *state = XXH3_createState();
	char *piece = malloc(PIECE);
	int fd = -1;

	if (!state || !piece) {
		status = hk_error_nomem(err);
		goto out;
	}
	/* O_NONBLOCK: a FIFO counts as empty and is not waited for. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		status = hk_error_system(err, errno, "%s cannot be opened",
					 path);
		goto out;
	}
	XXH3_128bits_reset(state);
	for (;;) {
		ssize_t n = read(fd, piece, PIECE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			status = hk_error_system(err, errno,
						 "%s cannot be read", path);
			goto out;
		}
		if (n == 0)
			break;
		XXH3_128bits_update(state, piece, (size_t)n);
	}
	*out = from(XXH3_128bits_digest(state));
out:
	if (fd >= 0)
		close(fd);
	free(piece);
	XXH3_freeState(state);
	return status;
}
