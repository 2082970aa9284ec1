/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/file.h"
#include "base/message.h"
#include "cli/ask.h"
#include "cli/pager.h"
#include "cli/present.h"

#define QUERIES_BYTES_MAX (16u << 20)

struct run {
	struct hk_report_job *report;
	struct hiku_index *index;
	struct hiku_report *page;
	struct hiku_query_options how;
	size_t count;	  /* queries */
	const char *name; /* of their file, for messages */
	struct hk_error *err;
};

void hk_report_preset(struct hk_query_options *o,
		      const struct hk_opt_line *line)
{
	bool limit = false, most = false;

	for (size_t i = 0; i < line->count; i++) {
		const char *name = line->given[i].option->name;

		limit = limit || !strcmp(name, "limit");
		most = most || !strcmp(name, "max-per-article");
	}
	if (!limit)
		o->limit = HK_REPORT_LIMIT;
	if (!most)
		o->max_per_article = 0;
}

static bool is_input(const struct hk_query_options *o)
{
	return !strcmp(o->report, "-");
}

/* ---- Before anything is asked ---- */

/* The table must not take the place of the queries. */
static enum hk_status check_csv(const struct hk_query_options *o,
				struct hk_error *err)
{
	struct stat queries, csv;

	if (!o->csv)
		return HK_OK;
	if (!*o->csv || !strcmp(o->csv, "-"))
		return hk_error_set(err, HK_EUSAGE,
				    "--csv takes the name of a file; the page "
				    "goes to standard output");
	if (stat(o->csv, &csv) != 0)
		return HK_OK;
	if (S_ISDIR(csv.st_mode))
		return hk_error_set(err, HK_EUSAGE,
				    "--csv: '%s' is a folder; name a file in "
				    "it",
				    o->csv);
	if (!is_input(o) && !stat(o->report, &queries) &&
	    queries.st_dev == csv.st_dev && queries.st_ino == csv.st_ino)
		return hk_error_set(err, HK_EUSAGE,
				    "--csv: '%s' has the queries; name another "
				    "file",
				    o->csv);
	return HK_OK;
}

/* Append the queries as UTF-8. */
static enum hk_status read_queries(struct hk_buf *out,
				   const struct hk_query_options *o,
				   const char *name, struct hk_error *err)
{
	struct hiku_error why;
	struct hk_buf bytes;
	enum hk_status status;

	hk_buf_init(&bytes, QUERIES_BYTES_MAX);
	status = is_input(o) ? hk_file_read_fd(&bytes, STDIN_FILENO, name, err)
			     : hk_file_read(&bytes, o->report, err);
	if (!status && bytes.len &&
	    hiku_text_decode(bytes.data, bytes.len, NULL, hk_buf_collect, out,
			     &why))
		status =
			hk_error_set(err, (enum hk_status)why.status,
				     "cannot read '%s': %s", name, why.message);
	hk_buf_release(&bytes);
	return status;
}

/* ---- Queries ---- */

static enum hk_status ask(struct run *run, struct hk_str query, size_t line)
{
	struct hk_report_job *report = run->report;
	struct hiku_answer *answer;
	struct hiku_error why, failed;
	struct hk_clean_buf text;
	struct hk_error told;
	enum hiku_status status;

	run->count++;
	if (hiku_search(&answer, run->index, query.data, query.len, &run->how,
			&why)) {
		report->failed = true;
		hk_clean_line(&text, "%s", why.message);
		hk_error_set(&told, (enum hk_status)why.status, "%s:%zu: %s",
			     run->name, line, text.text);
		report->fail(&told);
		status = hiku_report_fail(run->page, query.data, query.len,
					  &why, &failed);
	} else {
		report->found = report->found || hiku_answer_hits(answer);
		status = hiku_report_add(run->page, answer, &failed);
		hiku_answer_free(answer);
	}
	return status ? hk_ask_fail(run->err, &failed) : HK_OK;
}

/* Without the blanks around it. */
static struct hk_str trimmed(struct hk_str line)
{
	while (line.len && strchr(" \t\r", line.data[line.len - 1]))
		line.len--;
	while (line.len && strchr(" \t", line.data[0]))
		line = hk_span_from(line, 1);
	return line;
}

static enum hk_status ask_all(struct run *run, struct hk_str text)
{
	enum hk_status status = HK_OK;
	size_t number = 0;

	while (text.len && !status) {
		const char *end = memchr(text.data, '\n', text.len);
		size_t len = end ? (size_t)(end - text.data) : text.len;
		struct hk_str line = trimmed(hk_span_str(text.data, len));

		number++;
		text = hk_span_from(text, end ? len + 1 : len);
		if (!line.len || line.data[0] == '#')
			continue;
		if (run->count == HK_REPORT_QUERIES_MAX)
			return hk_error_set(run->err, HK_EUSAGE,
					    "'%s' has more than %d queries; "
					    "make several files of it",
					    run->name, HK_REPORT_QUERIES_MAX);
		status = ask(run, line, number);
	}
	if (!status && !run->count)
		return hk_error_set(run->err, HK_EUSAGE,
				    "'%s' has no queries; write one a line",
				    run->name);
	return status;
}

/* ---- What comes of it ---- */

static enum hk_status collect(struct run *run, struct hk_buf *out,
			      enum hiku_report_part part)
{
	struct hiku_error why;

	return hiku_report_write(run->page, part, hk_buf_collect, out, &why)
		       ? hk_ask_fail(run->err, &why)
		       : HK_OK;
}

static enum hk_status write_csv(struct run *run, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir =
		slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	enum hk_status status = dir ? HK_OK : hk_error_nomem(run->err);
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	if (!status)
		status = collect(run, &out, HIKU_REPORT_TABLE);
	if (!status)
		status = hk_file_replace(dir, slash ? slash + 1 : path,
					 hk_buf_str(&out), run->err);
	hk_buf_release(&out);
	free(dir);
	return status;
}

static enum hk_status print(struct run *run)
{
	struct hk_buf out;
	enum hk_status status;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = collect(run, &out, HIKU_REPORT_PAGE);
	if (!status)
		status = hk_pager_print(hk_buf_str(&out), 0, false, run->err);
	hk_buf_release(&out);
	return status;
}

/* Begin the report, under the name of the file. */
static enum hk_status begin(struct run *run, const struct hk_present *present)
{
	const struct hk_query_options *o = run->report->options;
	const char *slash = strrchr(o->report, '/');
	const char *title = is_input(o) ? hk_message_text("queries")
			    : slash	? slash + 1
					: o->report;
	struct hiku_error why;

	run->how = hk_ask_query(o);
	run->how.facets = 1u << HIKU_BY_MONTH;
	return hiku_report_new(&run->page, title, strlen(title),
			       HIKU_REPORT_PAGE |
				       (o->csv ? HIKU_REPORT_TABLE : 0u),
			       &present->how, &why)
		       ? hk_ask_fail(run->err, &why)
		       : HK_OK;
}

enum hk_status hk_report_run(struct hk_report_job *report,
			     struct hiku_index *index, struct hk_error *err)
{
	const struct hk_query_options *o = report->options;
	struct run run = {.report = report, .index = index, .err = err};
	struct hk_present present;
	enum hk_status status = hk_present_init(&present, o, err);
	struct hk_buf text;

	report->found = report->failed = false;
	run.name = is_input(o) ? "standard input" : o->report;
	hk_buf_init(&text, 4 * QUERIES_BYTES_MAX);
	if (!status)
		status = check_csv(o, err);
	if (!status)
		status = read_queries(&text, o, run.name, err);
	if (!status)
		status = begin(&run, &present);
	if (!status)
		status = ask_all(&run, hk_buf_str(&text));
	if (!status)
		status = print(&run);
	if (!status && o->csv)
		status = write_csv(&run, o->csv);
	hk_buf_release(&text);
	hiku_report_free(run.page);
	hk_present_release(&present);
	return status;
}
