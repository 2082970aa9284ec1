/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/read.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/locate.h"
#include "query/search/session.h"
#include "query/search/whole.h"
#include "cli/editor.h"
#include "cli/pager.h"
#include "cli/present.h"
#include "query/show/text.h"
#include "cli/state.h"
#include "cli/verb.h"

/* Lines from a line on, if nothing else is said. */
#define LINES_DEFAULT 10
/* Lines above the one that matters in the pager. */
#define CONTEXT 3

struct read {
	const struct hk_query_options *options;
	struct hk_verb_target target;
	struct hk_state state;
	bool has_state;
	const struct hk_state_hit *last; /* of the last answer, or NULL */
	struct hk_locations locations;
	struct hk_session session;
	struct hk_result result;
	struct hk_error *err;
};

/* The last answer is needed for a number; else only its words are marked. */
static enum hk_status recall(struct read *r)
{
	struct hk_error ignored;
	enum hk_status status =
		hk_state_load(&r->state, r->target.rank ? r->err : &ignored);

	r->has_state = !status;
	if (!r->target.rank)
		return HK_OK;
	if (status)
		return status;
	r->last = hk_state_hit(&r->state, r->target.rank);
	if (r->last)
		return HK_OK;
	return hk_error_set(r->err, HK_EUSAGE,
			    "the last answer has no passage %llu",
			    (unsigned long long)r->target.rank);
}

/* Find the article in the index: that of the last answer, if it is meant. */
static enum hk_status find(struct read *r)
{
	const struct hk_opt_list *dbs = &r->options->dbs;
	const bool recalled = r->last && !dbs->count;
	struct hk_reader_options reading = hk_locate_reading(r->options);
	struct hk_search_options how = {
		.plan = {.all = r->has_state && r->state.all,
			 .exact = r->has_state && r->state.exact,
			 .literal = r->has_state && r->state.literal},
		.no_synonyms = r->options->no_synonyms};
	struct hk_search_request request = {
		.analyser = &r->session.analyser,
		.query = hk_span_cstr(r->has_state ? r->state.query : ""),
		.options = &how};
	struct hk_str name =
		hk_span_cstr(r->last ? r->last->id : r->target.name);
	enum hk_status status = hk_locate_places(
		&r->locations, recalled ? r->state.places : dbs->items,
		recalled ? r->state.place_count : dbs->count, r->err);

	if (!status)
		status = hk_session_open(&r->session, &r->locations, &reading,
					 r->err);
	while (!status) {
		request.reader = r->session.reader;
		request.synonyms = &r->session.synonyms;
		status = hk_whole_find(&r->result, &request, name, r->err);
		if (!status)
			break;
		hk_result_release(&r->result);
		hk_result_init(&r->result);
		status = hk_session_again(&r->session, status, r->err);
	}
	return status;
}

/* ---- Showing ---- */

static enum hk_status show(struct read *r)
{
	struct hk_text_range range = {r->target.line, r->target.count
							      ? r->target.count
							      : LINES_DEFAULT};
	struct hk_present present;
	struct hk_buf out;
	struct hk_sink sink = {
		.options = &present.sink, .out = &out, .result = &r->result};
	size_t row;
	enum hk_status status = hk_present_init(&present, r->options, r->err);

	if (status)
		goto out;
	/* Into a pipe a line of the text is a line. */
	if (!r->options->width && !present.terminal.full)
		present.sink.columns = 0;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_text_put(&sink, range, r->last ? r->last->line : 0, &row);
	if (status)
		hk_error_nomem(r->err);
	else if (r->result.count && !out.len)
		status = hk_error_set(r->err, HK_EUSAGE,
				      "%s has no line %u in the index",
				      r->target.name, (unsigned)range.line);
	else
		status = hk_pager_print_from(
			hk_buf_str(&out), row > CONTEXT ? row - CONTEXT : 0,
			present.terminal.rows, present.paged, r->err);
	hk_buf_release(&out);
out:
	hk_present_release(&present);
	return status;
}

/* ---- Opening ---- */

static enum hk_status open_file(struct read *r)
{
	const struct hk_record *record = &r->result.hits[0].record;
	uint32_t line = r->last ? r->last->line : r->target.line;
	char path[PATH_MAX], encoding[64];
	bool page = record->lines == HK_BLOCK_LINES_PAGE;

	if (!record->path.len)
		return hk_error_set(r->err, HK_EUSAGE,
				    "it came from standard input; "
				    "`hiku show %s` shows it",
				    r->options->open);
	if (page || record->member.len)
		return hk_error_set(r->err, HK_EUSAGE,
				    "%.*s is not a text that an editor could "
				    "open; `hiku show %s` shows it",
				    (int)record->path.len, record->path.data,
				    r->options->open);
	if (record->path.len >= sizeof(path))
		return hk_error_set(r->err, HK_EUSAGE, "the path is too long");
	memcpy(path, record->path.data, record->path.len);
	path[record->path.len] = '\0';
	snprintf(encoding, sizeof(encoding), "%.*s",
		 (int)(record->encoding.len < 60 ? record->encoding.len : 0),
		 record->encoding.len ? record->encoding.data : "");
	if (access(path, R_OK) != 0)
		return hk_error_set(r->err, HK_ENOTFOUND,
				    "%s cannot be read any more; `hiku show "
				    "%s` shows what the index has",
				    path, r->options->open);
	return hk_editor_open(path, line, encoding, r->err);
}

enum hk_status hk_read_run(bool *found, const struct hk_query_options *options,
			   struct hk_error *err)
{
	const char *what = options->show ? options->show : options->open;
	struct read r = {.options = options, .err = err};
	enum hk_status status;

	*found = false;
	hk_location_init(&r.locations);
	memset(&r.session, 0, sizeof(r.session));
	hk_norm_init(&r.session.analyser.norm);
	hk_result_init(&r.result);
	status = hk_verb_read(&r.target, what, err);
	if (!status)
		status = recall(&r);
	if (!status)
		status = find(&r);
	*found = !status && r.result.count;
	if (*found)
		status = options->show ? show(&r) : open_file(&r);
	else if (!status)
		hk_error_set(err, HK_ENOTFOUND,
			     "the index has no article or file %s",
			     r.last ? r.last->id : r.target.name);
	hk_result_release(&r.result);
	hk_session_release(&r.session);
	hk_location_release(&r.locations);
	hk_state_release(&r.state);
	free(r.target.name);
	return status;
}
