/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/api_private.h"

#include <signal.h>
#include <unistd.h>

#include "base/json.h"
#include "serve/front.h"
#include "serve/pool.h"

struct hiku_query_options hk_api_options(const struct hk_request *request)
{
	struct hiku_query_options options = HIKU_QUERY_OPTIONS_INIT;

	options.limit = request->limit;
	options.offset = request->kind == HK_REQUEST_SHOW ? 0 : request->offset;
	options.max_per_article = request->max_per_article;
	options.flags = request->flags;
	options.sort = request->sort;
	options.count_by = request->by;
	options.correct = request->correct;
	options.path = request->path;
	options.since = request->since;
	options.until = request->until;
	return options;
}

static enum hiku_status answer(struct hk_buf *out, struct hk_api *api,
			       const struct hk_request *request,
			       struct hiku_error *err)
{
	switch (request->kind) {
	case HK_REQUEST_SEARCH:
		return hk_api_search(out, api, request, err);
	case HK_REQUEST_SHOW:
		return hk_api_show(out, api, request, err);
	case HK_REQUEST_COMPLETE:
		return hk_api_complete(out, api, request, err);
	default:
		return hk_api_facets(out, api, request, err);
	}
}

/* The index that the question at hand is asked of. */
static struct hiku_index *volatile asked;

/* Nobody waits for the answer any more. */
static void hurry(int signal)
{
	(void)signal;
	/* NOLINTNEXTLINE(bugprone-signal-handler): hiku.h allows it there. */
	hiku_interrupt(asked, 1);
}

enum hiku_status hk_api_open(struct hk_api *api, struct hiku_error *err)
{
	struct hiku_open_options options = HIKU_OPEN_OPTIONS_INIT;
	enum hiku_status status;

	if (api->index)
		return HIKU_OK;
	options.flags = api->how->flags;
	options.timeout_ms = api->how->timeout_ms;
	status = hiku_open(&api->index, api->how->places, api->how->count,
			   &options, err);
	asked = api->index;
	if (asked)
		signal(HK_POOL_STOP, hurry);
	return status;
}

/* The status of HTTP for one of the library. */
static uint32_t code_of(enum hiku_status status, bool opened)
{
	switch (status) {
	case HIKU_OK:
		return 200;
	case HIKU_EUSAGE:
		return opened ? 400 : 503;
	case HIKU_ETOOBIG:
		return opened ? 400 : 503;
	case HIKU_ENOTFOUND:
		return opened ? 404 : 503;
	case HIKU_ETIMEOUT:
	case HIKU_ENETWORK:
	case HIKU_ESTALE:
		return 503;
	default:
		return opened ? 500 : 503;
	}
}

static void put_error(struct hk_buf *out, const char *message)
{
	struct hk_json json;

	hk_buf_reset(out);
	hk_json_init(&json, out);
	hk_json_object_begin(&json);
	hk_json_key(&json, "error");
	hk_json_string(&json, hk_span_cstr(message));
	hk_json_object_end(&json);
	/* It fits; without memory the answer is empty. */
	if (hk_json_status(&json))
		hk_buf_reset(out);
}

/* Answer a request. Returns the status of HTTP. */
static uint32_t answer_one(struct hk_buf *out, uint32_t *type,
			   struct hk_api *api, struct hk_str target)
{
	struct hk_request request;
	struct hiku_error err = {0};
	struct hk_error refused;
	enum hk_status bad = hk_request_read(&request, target, &refused);
	enum hiku_status status;
	bool opened;

	*type = HK_FRONT_JSON;
	hk_buf_reset(out);
	if (bad) {
		put_error(out, refused.message);
		return hk_request_code(bad);
	}
	if (request.kind == HK_REQUEST_PAGE ||
	    request.kind == HK_REQUEST_ARTICLE) {
		*type = HK_FRONT_HTML;
		status = hk_api_page(out, api, &request, &err);
		/* The failure stands on the page. */
		return code_of(status, api->index != NULL);
	}
	status = hk_api_open(api, &err);
	opened = !status;
	if (!status)
		status = answer(out, api, &request, &err);
	if (status)
		put_error(out, err.message);
	if (out->len && out->data[out->len - 1] != '\n' &&
	    hk_buf_putc(out, '\n'))
		return 500;
	return code_of(status, opened);
}

static void end(const struct hiku_error *why)
{
	/* The front tells who asked; a next reader takes the next question. */
	(void)why;
	_exit(2);
}

int hk_api_run(const void *how, int fd)
{
	struct hk_api api = {.how = how};
	struct hiku_error err;
	struct hk_buf question, out;
	bool heard = true;

	hiku_on_fatal(end);
	/* Early, so that the first question need not wait for it. */
	(void)!hk_api_open(&api, &err);
	hk_buf_init(&question, HK_POOL_QUESTION_MAX);
	hk_buf_init(&out, HK_API_ANSWER_MAX);
	while (heard && hk_pool_next(&question, fd)) {
		uint32_t type, code;

		/* What told to stop before was about another question. */
		if (api.index)
			hiku_interrupt(api.index, 0);
		code = answer_one(&out, &type, &api, hk_buf_str(&question));
		heard = hk_pool_tell(fd, code, type, hk_buf_str(&out));
	}
	hk_buf_release(&question);
	hk_buf_release(&out);
	signal(HK_POOL_STOP, SIG_IGN);
	hiku_close(api.index);
	return 0;
}
