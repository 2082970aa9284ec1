/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/api_private.h"

#include <string.h>

#include "base/json.h"

static struct hk_str str_of(struct hiku_text text)
{
	return hk_span_str(text.data, text.len);
}

static size_t length(const char *text)
{
	return text ? strlen(text) : 0;
}

static enum hiku_status fail(struct hiku_error *err, enum hiku_status status,
			     const char *why)
{
	err->status = status;
	strncpy(err->message, why, sizeof(err->message) - 1);
	err->message[sizeof(err->message) - 1] = '\0';
	return status;
}

/* What could not be put into `out`. */
static enum hiku_status check(enum hk_status status, struct hiku_error *err)
{
	if (status == HK_ETOOBIG)
		return fail(err, HIKU_ETOOBIG,
			    "the answer is too large; ask for less at once");
	return status ? fail(err, HIKU_ENOMEM, "out of memory") : HIKU_OK;
}

/* Append the answer in a format of the library. */
static enum hiku_status put_answer(struct hk_buf *out,
				   const struct hiku_answer *answer,
				   const char *format,
				   const struct hk_request *request,
				   struct hiku_error *err)
{
	struct hiku_format_options options = HIKU_FORMAT_OPTIONS_INIT;
	enum hiku_status status;

	if (request->flags & HIKU_EXPLAIN)
		options.flags |= HIKU_FORMAT_PARTS;
	status = hiku_answer_write(answer, format, &options, hk_buf_collect,
				   out, err);
	/* Writing to memory fails for one reason. */
	return status == HIKU_EIO ? check(HK_ETOOBIG, err) : status;
}

enum hiku_status hk_api_search(struct hk_buf *out, struct hk_api *api,
			       const struct hk_request *request,
			       struct hiku_error *err)
{
	struct hiku_query_options options = hk_api_options(request);
	struct hiku_answer *answer = NULL;
	enum hiku_status status =
		hiku_search(&answer, api->index, request->query,
			    length(request->query), &options, err);

	if (!status)
		status = put_answer(out, answer, "object", request, err);
	hiku_answer_free(answer);
	return status;
}

/* An answer that is made here: the object that tells what was asked. */
static void begin(struct hk_json *json, struct hk_buf *out, const char *key,
		  const char *asked)
{
	hk_json_init(json, out);
	hk_json_object_begin(json);
	hk_json_key(json, key);
	hk_json_name(json, hk_span_cstr(asked));
}

/* The list that it ends with. */
static void begin_list(struct hk_json *json, const char *key)
{
	hk_json_key(json, key);
	hk_json_array_begin(json);
}

static enum hiku_status end(struct hk_json *json, struct hiku_error *err)
{
	hk_json_array_end(json);
	hk_json_object_end(json);
	return check(hk_json_status(json), err);
}

/* ---- An article ---- */

/* The passages from `offset` on, of an answer that is a line for each. */
static void put_passages(struct hk_json *json, struct hk_str lines,
			 const struct hk_request *request)
{
	uint64_t number = 0;

	while (lines.len && number < request->offset + request->limit) {
		const char *end = memchr(lines.data, '\n', lines.len);
		size_t len = end ? (size_t)(end - lines.data) : lines.len;

		if (number++ >= request->offset)
			hk_json_raw(json, hk_span_str(lines.data, len));
		lines = hk_span_from(lines, end ? len + 1 : len);
	}
}

enum hiku_status hk_api_show(struct hk_buf *out, struct hk_api *api,
			     const struct hk_request *request,
			     struct hiku_error *err)
{
	struct hiku_query_options options = hk_api_options(request);
	struct hiku_answer *answer = NULL;
	struct hk_buf lines;
	struct hk_json json;
	enum hiku_status status =
		hiku_show(&answer, api->index, request->id, length(request->id),
			  request->query ? request->query : "",
			  length(request->query), &options, err);

	hk_buf_init(&lines, HK_BUF_NO_MAX);
	if (!status && !hiku_answer_hits(answer))
		status = fail(err, HIKU_ENOTFOUND,
			      "the index has no such article");
	if (!status)
		status = put_answer(&lines, answer, "json", request, err);
	if (status)
		goto out;
	begin(&json, out, "id", request->id);
	hk_json_key(&json, "passages");
	hk_json_uint(&json, hiku_answer_hits(answer));
	begin_list(&json, "hits");
	put_passages(&json, hk_buf_str(&lines), request);
	status = end(&json, err);
out:
	hk_buf_release(&lines);
	hiku_answer_free(answer);
	return status;
}

/* ---- Words ---- */

enum hiku_status hk_api_complete(struct hk_buf *out, struct hk_api *api,
				 const struct hk_request *request,
				 struct hiku_error *err)
{
	struct hiku_query_options options = hk_api_options(request);
	struct hiku_words *words = NULL;
	struct hiku_text word;
	struct hk_json json;
	uint64_t passages;
	enum hiku_status status =
		hiku_complete(&words, api->index, request->query,
			      length(request->query), &options, err);

	if (status)
		goto out;
	begin(&json, out, "query", request->query);
	begin_list(&json, "words");
	for (size_t i = 0; (word = hiku_word(words, i, &passages)).len; i++) {
		hk_json_object_begin(&json);
		hk_json_key(&json, "word");
		hk_json_string(&json, str_of(word));
		hk_json_key(&json, "passages");
		hk_json_uint(&json, passages);
		hk_json_object_end(&json);
	}
	status = end(&json, err);
out:
	hiku_words_free(words);
	return status;
}

/* ---- Counts ---- */

enum hiku_status hk_api_facets(struct hk_buf *out, struct hk_api *api,
			       const struct hk_request *request,
			       struct hiku_error *err)
{
	struct hiku_query_options options = hk_api_options(request);
	const enum hiku_by by = (enum hiku_by)request->by;
	struct hiku_answer *answer = NULL;
	struct hk_json json;
	uint64_t articles;
	enum hiku_status status =
		hiku_search(&answer, api->index, request->query,
			    length(request->query), &options, err);

	if (status)
		goto out;
	begin(&json, out, "query", request->query);
	hk_json_key(&json, "articles");
	hk_json_uint(&json, hiku_answer_number(answer, HIKU_ARTICLES));
	hk_json_key(&json, "at_least");
	hk_json_bool(&json, hiku_answer_number(answer, HIKU_AT_LEAST) != 0);
	begin_list(&json, "facets");
	for (size_t i = 0;
	     i < hiku_answer_facets(answer, by) && i < request->limit; i++) {
		struct hiku_text key = hiku_facet(answer, by, i, &articles);

		hk_json_object_begin(&json);
		if (key.len) {
			hk_json_key(&json, "key");
			hk_json_name(&json, str_of(key));
		}
		hk_json_key(&json, "articles");
		hk_json_uint(&json, articles);
		hk_json_object_end(&json);
	}
	status = end(&json, err);
out:
	hiku_answer_free(answer);
	return status;
}
