/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_API_H
#define HIKU_SERVE_API_H

/*
 * What a reader process does: it opens the index, and answers one request after
 * the other from its newest state. docs/OUTPUT.md says what answers look like.
 */

#include "base/buf.h"
#include "serve/request.h"

struct hk_api_how {
	const char *const *places; /* as hiku_open() takes them */
	size_t count;
	uint32_t flags, timeout_ms; /* of struct hiku_open_options */
};

/* Bytes of an answer at most. */
#define HK_API_ANSWER_MAX (8u << 20)

/* Answer the questions at `fd` (serve/pool.h) until there are none: targets of
 * requests, as the front has checked them. Returns an exit status. `how` is a
 * struct hk_api_how. */
int hk_api_run(const void *how, int fd);

#endif
