/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_REQUEST_H
#define HIKU_SERVE_REQUEST_H

/*
 * What a client asks for: the target of an HTTP request, as it was sent, with
 * the parameters behind its '?'. Paths are those of a table and name no file,
 * so there is nothing to climb out of. Each parameter has a row that says which
 * paths take it and what it may be; all else is refused by name.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"

/* Bytes of a target, and of a decoded text in it, at most. */
#define HK_REQUEST_TARGET_MAX 8192
#define HK_REQUEST_TEXT_MAX   4096

enum hk_request_kind {
	HK_REQUEST_PAGE,    /* for a browser: a form and an answer */
	HK_REQUEST_ARTICLE, /* the same: an article */
	HK_REQUEST_SEARCH,
	HK_REQUEST_SHOW,
	HK_REQUEST_COMPLETE,
	HK_REQUEST_FACETS,
};

struct hk_request {
	enum hk_request_kind kind;
	/* NUL-terminated, in `text`; NULL: not given, or empty. UTF-8, but for
	 * `id`, since names of files are any bytes but NUL. */
	const char *query, *id, *path, *since, *until;
	uint64_t limit, offset, max_per_article;
	uint64_t line;		    /* to begin at; 0: not given */
	bool part;		    /* only the answer, without its page */
	uint32_t flags;		    /* of enum hiku_query_flag */
	uint32_t sort, by, correct; /* of lib/hiku.h */
	char text[HK_REQUEST_TARGET_MAX + 1];
};

/*
 * Read a target, `/path?name=value&...`. HK_ENOTFOUND: there is no such path.
 * HK_ETOOBIG: the target or a text in it is too long. HK_EUSAGE: a parameter is
 * unknown here, given twice, missing, not UTF-8, or not what it may be; `err`
 * names it.
 */
enum hk_status hk_request_read(struct hk_request *out, struct hk_str target,
			       struct hk_error *err) HK_MUST_USE;

/* The status of HTTP for one of hk_request_read(). */
unsigned hk_request_code(enum hk_status status);

#endif
