/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/read.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/editor.h"
#include "cli/pager.h"
#include "cli/present.h"
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
	struct hiku_index *index;
	struct hiku_answer *answer;
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
	const struct hk_opt_list *dbs = &r->options->places.dbs;
	const bool recalled = r->last && !dbs->count;
	const char *name = r->last ? r->last->id : r->target.name;
	const char *query = r->has_state ? r->state.query : "";
	struct hiku_query_options how = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_error why;
	enum hk_status status = hk_ask_open(
		&r->index, r->options, recalled ? r->state.places : dbs->items,
		recalled ? r->state.place_count : dbs->count, r->err);

	if (status)
		return status;
	how.flags = r->options->no_synonyms ? HIKU_NO_SYNONYMS : 0;
	if (r->has_state)
		how.flags |= (r->state.all ? HIKU_ALL : 0u) |
			     (r->state.exact ? HIKU_EXACT : 0u) |
			     (r->state.literal ? HIKU_LITERAL : 0u);
	return hiku_show(&r->answer, r->index, name, strlen(name), query,
			 strlen(query), &how, &why)
		       ? hk_ask_fail(r->err, &why)
		       : HK_OK;
}

/* ---- Showing ---- */

static enum hk_status show(struct read *r)
{
	struct hk_present present;
	struct hiku_error why;
	struct hk_buf out;
	size_t row = 0;
	enum hk_status status = hk_present_init(&present, r->options, r->err);

	if (status)
		goto out;
	/* Into a pipe a line of the text is a line. */
	if (!r->options->width && !present.terminal.full)
		present.how.columns = 0;
	present.how.first_line = r->target.line;
	present.how.line_count =
		r->target.count ? r->target.count : LINES_DEFAULT;
	present.how.target_line = r->last ? r->last->line : 0;
	present.how.target_row = &row;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	if (hiku_answer_write(r->answer, "text", &present.how, hk_buf_collect,
			      &out, &why))
		status = hk_ask_fail(r->err, &why);
	else if (!out.len)
		status = hk_error_set(r->err, HK_EUSAGE,
				      "%s has no line %u in the index",
				      r->target.name, (unsigned)r->target.line);
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
	const struct hk_str name = hk_ask_str(
				    hiku_hit_text(r->answer, 0, HIKU_PATH)),
			    kind = hk_ask_str(
				    hiku_hit_text(r->answer, 0, HIKU_ENCODING));
	uint32_t line = r->last ? r->last->line : r->target.line;
	char path[PATH_MAX], encoding[64];

	if (!name.len)
		return hk_error_set(r->err, HK_EUSAGE,
				    "it came from standard input; "
				    "`hiku show %s` shows it",
				    r->options->open);
	if (hiku_hit_number(r->answer, 0, HIKU_PAGED) ||
	    hiku_hit_text(r->answer, 0, HIKU_MEMBER).len)
		return hk_error_set(r->err, HK_EUSAGE,
				    "%.*s is not a text that an editor could "
				    "open; `hiku show %s` shows it",
				    (int)name.len, name.data, r->options->open);
	if (name.len >= sizeof(path))
		return hk_error_set(r->err, HK_EUSAGE, "the path is too long");
	memcpy(path, name.data, name.len);
	path[name.len] = '\0';
	snprintf(encoding, sizeof(encoding), "%.*s",
		 (int)(kind.len < 60 ? kind.len : 0),
		 kind.len ? kind.data : "");
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
	status = hk_verb_read(&r.target, what, err);
	if (!status)
		status = recall(&r);
	if (!status)
		status = find(&r);
	*found = !status && hiku_answer_hits(r.answer);
	if (*found)
		status = options->show ? show(&r) : open_file(&r);
	else if (!status)
		hk_error_set(err, HK_ENOTFOUND,
			     "the index has no article or file %s",
			     r.last ? r.last->id : r.target.name);
	hiku_answer_free(r.answer);
	hiku_close(r.index);
	hk_state_release(&r.state);
	free(r.target.name);
	return status;
}
