/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/api_private.h"

#include <string.h>

/* Answer what the page asks for. No answer and no failure: it asks nothing. */
static enum hiku_status ask(struct hiku_answer **answer, struct hk_api *api,
			    const struct hk_request *request,
			    struct hiku_error *err)
{
	struct hiku_query_options options = hk_api_options(request);
	const char *query = request->query ? request->query : "";
	enum hiku_status status;

	*answer = NULL;
	if (request->kind == HK_REQUEST_PAGE && !request->query)
		return HIKU_OK;
	status = hk_api_open(api, err);
	if (status)
		return status;
	if (request->kind == HK_REQUEST_ARTICLE)
		return hiku_show(answer, api->index, request->id,
				 strlen(request->id), query, strlen(query),
				 &options, err);
	options.facets = HIKU_BY_ALL;
	/* While one types on they would only come and go. */
	if (!request->part)
		options.flags |= HIKU_HINTS;
	return hiku_search(answer, api->index, query, strlen(query), &options,
			   err);
}

enum hiku_status hk_api_page(struct hk_buf *out, struct hk_api *api,
			     const struct hk_request *request,
			     struct hiku_error *err)
{
	const char *query = request->query ? request->query : "";
	struct hiku_answer *answer = NULL;
	enum hiku_status failed = ask(&answer, api, request, err), status;

	if (!failed && request->kind == HK_REQUEST_ARTICLE &&
	    !hiku_answer_hits(answer)) {
		failed = err->status = HIKU_ENOTFOUND;
		strcpy(err->message, "the index has no such article");
		hiku_answer_free(answer);
		answer = NULL;
	}
	status = hiku_page_write(answer, query, strlen(query),
				 failed ? err : NULL, request->part,
				 hk_buf_collect, out, failed ? NULL : err);
	hiku_answer_free(answer);
	return failed ? failed : status;
}
