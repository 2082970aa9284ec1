/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/front_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/json.h"
#include "lib/hiku.h"
#include "serve/clock.h"
#include "serve/request.h"

#define UNAVAILABLE 503

/* Nothing of an answer may be kept, framed, sniffed, or read by other pages. */
static const struct {
	const char *name, *value;
} headers[] = {
	{"Cache-Control", "no-store"},
	{"X-Content-Type-Options", "nosniff"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Referrer-Policy", "no-referrer"},
	{"X-Frame-Options", "DENY"},
};

#define NO_POLICY "default-src 'none'; frame-ancestors 'none'"

static const char *const types[] = {
	[HK_FRONT_JSON] = "application/json",
	[HK_FRONT_HTML] = "text/html; charset=utf-8",
	[HK_FRONT_TEXT] = "text/plain; charset=utf-8",
};

/* ---- Answers ---- */

/* Send an answer, whose bytes are freed once it is sent. */
static enum MHD_Result send_answer(struct hk_front_client *client,
				   struct hk_front_request *request,
				   unsigned code, struct hk_pool_answer *answer)
{
	unsigned type = answer->type < sizeof(types) / sizeof(*types)
				? answer->type
				: HK_FRONT_TEXT;
	struct MHD_Response *response = MHD_create_response_from_buffer(
		answer->len, answer->bytes,
		answer->len ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result = MHD_YES;

	if (!response) {
		free(answer->bytes);
		return MHD_NO;
	}
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers) && result;
	     i++)
		result = MHD_add_response_header(response, headers[i].name,
						 headers[i].value);
	if (result)
		result = MHD_add_response_header(response, "Content-Type",
						 types[type]);
	if (result)
		result = MHD_add_response_header(
			response, "Content-Security-Policy",
			type == HK_FRONT_HTML ? hiku_page_policy() : NO_POLICY);
	/* What a page says of itself cannot have this. */
	if (result && type == HK_FRONT_HTML)
		result = MHD_add_response_header(response,
						 "Content-Security-Policy",
						 "frame-ancestors 'none'");
	if (result && code == MHD_HTTP_METHOD_NOT_ALLOWED)
		result =
			MHD_add_response_header(response, "Allow", "GET, HEAD");
	if (result && code == UNAVAILABLE)
		result = MHD_add_response_header(response, "Retry-After", "1");
	if (result && client->front->ending)
		result = MHD_add_response_header(response, "Connection",
						 "close");
	if (result)
		result = MHD_queue_response(client->connection, code, response);
	MHD_destroy_response(response);
	request->code = code;
	request->bytes = answer->len;
	client->held = answer->len;
	client->front->held += answer->len;
	hk_front_move(client, HK_FRONT_TELLS);
	return result;
}

/* Send an error: JSON to those who ask for that, else a line of text. */
static enum MHD_Result send_error(struct hk_front_client *client,
				  struct hk_front_request *request,
				  unsigned code, const char *message)
{
	bool api = !strncmp(request->target, "/api/", 5);
	struct hk_pool_answer answer = {0};
	struct hk_buf text;
	struct hk_json json;
	enum hk_status status;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	if (api) {
		hk_json_init(&json, &text);
		hk_json_object_begin(&json);
		hk_json_key(&json, "error");
		hk_json_string(&json, hk_span_cstr(message));
		hk_json_object_end(&json);
		status = hk_json_status(&json);
	} else {
		status = hk_buf_puts(&text, message);
	}
	if (!status)
		status = hk_buf_putc(&text, '\n');
	if (status) {
		hk_buf_release(&text);
		return MHD_NO;
	}
	answer.type = api ? HK_FRONT_JSON : HK_FRONT_TEXT;
	answer.bytes = text.data;
	answer.len = text.len;
	return send_answer(client, request, code, &answer);
}

/* ---- A request ---- */

void *hk_front_begin(void *cls, const char *target,
		     struct MHD_Connection *connection)
{
	struct hk_front_request *request = calloc(1, sizeof(*request));

	(void)cls;
	(void)connection;
	if (!request)
		return NULL;
	request->begun = hk_clock_now();
	request->len = strlen(target);
	request->target = strndup(target, HK_REQUEST_TARGET_MAX);
	if (request->target)
		return request;
	free(request);
	return NULL;
}

void hk_front_end(void *cls, struct MHD_Connection *connection, void **context,
		  enum MHD_RequestTerminationCode why)
{
	struct hk_front *front = cls;
	struct hk_front_request *request = *context;
	struct hk_front_client *client = hk_front_client(connection);

	(void)why;
	*context = NULL;
	if (client) {
		front->held -= client->held;
		client->held = 0;
		client->request = NULL;
		if (client->state != HK_FRONT_CLOSING)
			hk_front_move(client, HK_FRONT_WAITS);
	}
	if (!request)
		return;
	if (front->how->log && request->code)
		front->how->log(request->method, request->target, request->code,
				request->bytes,
				hk_clock_now() - request->begun);
	free(request->answer.bytes);
	free(request->target);
	free(request);
}

/* Count the headers of a name. */
struct count {
	const char *name;
	unsigned count;
};

static enum MHD_Result count_header(void *cls, enum MHD_ValueKind kind,
				    const char *name, const char *value)
{
	struct count *count = cls;

	(void)kind;
	(void)value;
	count->count += !strcasecmp(name, count->name);
	return MHD_YES;
}

static bool is_twice(struct MHD_Connection *connection, const char *name)
{
	struct count count = {name, 0};

	MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header,
				  &count);
	return count.count > 1;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static bool announces_body(struct MHD_Connection *connection)
{
	const char *length = header(connection, "Content-Length");

	return (length && strcmp(length, "0") != 0) ||
	       header(connection, "Transfer-Encoding");
}

/* 0, or the status with which the request is refused. */
static unsigned check(struct hk_front_request *request,
		      struct MHD_Connection *connection,
		      const struct hk_front *front, struct hk_error *err)
{
	const struct hk_guard_head head = {
		.method = request->method,
		.host = header(connection, "Host"),
		.origin = header(connection, "Origin"),
		.site = header(connection, "Sec-Fetch-Site"),
		.mode = header(connection, "Sec-Fetch-Mode"),
		.again = is_twice(connection, "Host") ||
			 is_twice(connection, "Origin"),
		.body = announces_body(connection)};
	unsigned code = hk_guard_check(&head, &front->how->names, err);
	struct hk_request parsed;
	enum hk_status status;

	if (code)
		return code;
	status = hk_request_read(
		&parsed, hk_span_str(request->target, request->len), err);
	return status ? hk_request_code(status) : 0;
}

/* Refuse a request, or ask the pool. */
static enum MHD_Result take(struct hk_front_client *client,
			    struct hk_front_request *request)
{
	struct hk_front *front = client->front;
	struct hk_str target = hk_span_str(request->target, request->len);
	struct hk_error err;
	unsigned code = check(request, client->connection, front, &err);

	if (code)
		return send_error(client, request, code, err.message);
	if (front->ending)
		return send_error(client, request, UNAVAILABLE,
				  "this server is ending");
	if (!hk_pool_ask(front->pool, target, client))
		return send_error(client, request, UNAVAILABLE,
				  "too many questions at once; ask again "
				  "later");
	request->asked = true;
	client->request = request;
	hk_front_move(client, HK_FRONT_ASKED);
	MHD_suspend_connection(client->connection);
	return MHD_YES;
}

/* Send what the pool has given. */
static enum MHD_Result tell(struct hk_front_client *client,
			    struct hk_front_request *request)
{
	struct hk_pool_answer answer = request->answer;

	if (request->end == HK_POOL_LATE)
		return send_error(client, request, UNAVAILABLE,
				  "this took too long, and was given up");
	if (request->end == HK_POOL_CRASHED)
		return send_error(client, request,
				  MHD_HTTP_INTERNAL_SERVER_ERROR,
				  "the process that searched for this ended; "
				  "others go on");
	request->answer.bytes = NULL;
	return send_answer(client, request, answer.code, &answer);
}

enum MHD_Result hk_front_answer(void *cls, struct MHD_Connection *connection,
				const char *url, const char *method,
				const char *version, const char *upload,
				size_t *upload_size, void **context)
{
	struct hk_front_request *request = *context;
	struct hk_front_client *client = hk_front_client(connection);

	(void)cls;
	(void)url;
	(void)version;
	(void)upload;
	if (!client || !request)
		return MHD_NO;
	*upload_size = 0;
	if (!request->seen) {
		request->seen = true;
		request->method = method;
		/* What is answered now is not read to its end, and its
		 * connection is closed; others are kept. */
		return announces_body(connection) ? take(client, request)
						  : MHD_YES;
	}
	if (!request->asked)
		return take(client, request);
	return request->answered ? tell(client, request) : MHD_YES;
}

/* ---- The pool's side ---- */

bool hk_front_wanted(void *ctx, void *asker)
{
	struct hk_front_client *client = asker;
	char byte;

	(void)ctx;
	/* Who types on has closed the connection of the query before. */
	return recv(client->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
}

void hk_front_done(void *ctx, void *asker, enum hk_pool_end end,
		   struct hk_pool_answer *answer)
{
	struct hk_front *front = ctx;
	struct hk_front_client *client = asker;
	struct hk_front_request *request = client->request;

	front->resumed = true;
	request->answered = true;
	request->end = end;
	request->answer = *answer;
	MHD_resume_connection(client->connection);
}
