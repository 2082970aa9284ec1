/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_API_PRIVATE_H
#define HIKU_SERVE_API_PRIVATE_H

/*
 * What the files of api.h share:
 *
 *   api.c         the index, and which request gets what
 *   api_json.c    answers for programs
 *   api_page.c    answers for people
 */

#include "lib/hiku.h"
#include "serve/api.h"

struct hk_api {
	const struct hk_api_how *how;
	struct hiku_index *index; /* NULL: it could not be opened yet */
};

/* Open the index, unless it is open. */
enum hiku_status hk_api_open(struct hk_api *api,
			     struct hiku_error *err) HIKU_MUST_USE;

/* Append the answer to `out`. What fails has the status of the library. */
enum hiku_status hk_api_search(struct hk_buf *out, struct hk_api *api,
			       const struct hk_request *request,
			       struct hiku_error *err) HIKU_MUST_USE;
/* Also HIKU_ENOTFOUND: the index has no such article. */
enum hiku_status hk_api_show(struct hk_buf *out, struct hk_api *api,
			     const struct hk_request *request,
			     struct hiku_error *err) HIKU_MUST_USE;
enum hiku_status hk_api_complete(struct hk_buf *out, struct hk_api *api,
				 const struct hk_request *request,
				 struct hiku_error *err) HIKU_MUST_USE;
enum hiku_status hk_api_facets(struct hk_buf *out, struct hk_api *api,
			       const struct hk_request *request,
			       struct hiku_error *err) HIKU_MUST_USE;

/* A page for a browser; it also says what failed, which is returned then. */
enum hiku_status hk_api_page(struct hk_buf *out, struct hk_api *api,
			     const struct hk_request *request,
			     struct hiku_error *err) HIKU_MUST_USE;

/* The request's options as the library wants them. */
struct hiku_query_options hk_api_options(const struct hk_request *request);

#endif
