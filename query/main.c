/* SPDX-License-Identifier: GPL-2.0-or-later */

/* hiku: answers a query with ranked passages of an index. */

#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clean.h"
#include "query/batch.h"
#include "query/field.h"
#include "query/options.h"
#include "query/search/near.h"
#include "query/search/search.h"
#include "query/search/verify.h"
#include "query/show/pager.h"
#include "query/show/sink.h"
#include "store/folder.h"
#include "text/char.h"
#include "text/utf8.h"

#define EXIT_FOUND   0
#define EXIT_NOTHING 1
#define EXIT_ERROR   2

#define COLUMNS_DEFAULT 80
#define COLUMNS_MIN	20
#define WHOLE_MAX	128 /* bytes of a word that a slip is looked for in */
#define COLUMNS_MAX	1000

struct window {
	bool terminal;
	unsigned columns, rows;
};

/* The query language in short. */
static const char *const language[][2] = {
	{"WORDS", "ranked by how many of them a passage has, and which"},
	{"\"WORDS\"", "required, exactly as written"},
	{"+WORD", "required"},
	{"-WORD", "excluded"},
	{"A OR B", "either"},
	{"( )", "grouped"},
	{"WORD*", "words that begin with WORD"},
};

static void usage(FILE *out)
{
	fprintf(out, "usage: hiku [OPTION...] QUERY...\n\nThe query:\n");
	for (size_t i = 0; i < sizeof(language) / sizeof(*language); i++)
		fprintf(out, "  %-26s%s\n", language[i][0], language[i][1]);
	for (const struct hk_field *f = hk_field_table; f->name; f++)
		fprintf(out, "  %s:%-*s%s\n", f->name,
			25 - (int)strlen(f->name), f->value, f->help);
	hk_opt_help_options(&hk_query_program, NULL, out);
}

static int fail(const struct hk_error *err)
{
	fprintf(stderr, "hiku: %s\n", err->message);
	return EXIT_ERROR;
}

/* For errors where no status can be returned. */
static void end(const struct hk_error *why)
{
	fail(why);
	_exit(EXIT_ERROR);
}

static struct window look_at_window(void)
{
	struct window w = {isatty(STDOUT_FILENO) != 0, 0, 0};
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (!w.terminal)
		return w;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
		w.columns = size.ws_col;
		w.rows = size.ws_row;
	}
	if (!w.columns && columns)
		w.columns = (unsigned)strtoul(columns, NULL, 10);
	if (!w.columns)
		w.columns = COLUMNS_DEFAULT;
	if (w.columns < COLUMNS_MIN)
		w.columns = COLUMNS_MIN;
	if (w.columns > COLUMNS_MAX)
		w.columns = COLUMNS_MAX;
	return w;
}

static bool want_color(const struct hk_query_options *o, bool terminal)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (o->color != HK_WHEN_AUTO)
		return o->color == HK_WHEN_ALWAYS;
	return terminal && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static const struct hk_sink_format *choose_format(
	const struct hk_query_options *o)
{
	return hk_sink_find(o->count		    ? "count"
			    : o->json		    ? "json"
			    : o->files		    ? "files"
			    : isatty(STDOUT_FILENO) ? "page"
						    : "lines");
}

/* Name the indexes that did not answer. */
static void tell_missing(const struct hk_reader *reader)
{
	const char *why;

	for (size_t i = 0; hk_reader_missing(reader, i, &why); i++)
		fprintf(stderr, "hiku: skipped an index: %s\n", why);
}

/* An index made with other spellings answers, but may miss some of them. */
static void tell_spellings(const struct hk_session *session)
{
	if (!hk_signature_same_spellings(hk_reader_signature(session->reader)))
		fprintf(stderr, "hiku: the index was made with another table "
				"of spellings, so some are not found; run "
				"`hiku-index reindex`\n");
}

/* What the user should know about the answer. `literal`: characters are what
 * was asked for. */
static void tell(const struct hk_result *result, bool literal)
{
	if (result->way == HK_SEARCH_RESCUE)
		fprintf(stderr, "hiku: no passage has these words; showing "
				"passages that have the same characters\n");
	if (result->way == HK_SEARCH_LITERAL && !literal)
		fprintf(stderr, "hiku: no passage has these words; showing "
				"passages that have the same characters, "
				"inside other words too\n");
	if (result->way == HK_SEARCH_ARTICLES)
		fprintf(stderr, "hiku: no passage has all of the words; "
				"showing articles that do\n");
	if (result->capped)
		fprintf(stderr,
			"hiku: only the first %d candidates for the phrase "
			"were examined; add words to narrow it down\n",
			HK_VERIFY_MAX);
	if (result->plan.dropped)
		fprintf(stderr, "hiku: the query is too long; part of it was "
				"ignored\n");
}

/* What was looked for, and words of the index that may have been meant. That
 * a hint is missing for want of memory does no harm. */
static enum hk_status describe(struct hk_buf *out, struct hk_result *result,
			       const struct xap_db *db)
{
	const struct hk_plan *plan = &result->plan;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < plan->unit_count && !status; i++)
		if (!plan->units[i].excluded)
			status = hk_buf_printf(out, "%s %.*s",
					       out->len ? "," : " for",
					       (int)plan->units[i].surface.len,
					       plan->units[i].surface.data);
	/* A slip is often cut into pieces, so what touches is one word. */
	for (size_t i = 0, k; i < plan->unit_count && !status; i = k) {
		struct hk_str near = {NULL, 0};
		struct hk_buf word;

		hk_buf_init(&word, WHOLE_MAX);
		for (k = i; k < plan->unit_count && !status &&
			    (k == i || plan->units[k].joined);
		     k++)
			status = hk_buf_append(&word,
					       plan->units[k].surface.data,
					       plan->units[k].surface.len);
		if (!status && !plan->units[i].excluded)
			status = hk_near_word(&near, &result->arena, db,
					      hk_buf_str(&word), NULL);
		if (!status && !plan->units[i].excluded && near.len)
			status = hk_buf_printf(out, "; did you mean %.*s?",
					       (int)near.len, near.data);
		hk_buf_release(&word);
	}
	return status;
}

/* Somebody at a terminal is told that nothing was found. */
static void tell_nothing(struct hk_result *result, const struct xap_db *db)
{
	struct hk_clean_buf line;
	struct hk_buf text;

	if (result->count || result->articles || !isatty(STDERR_FILENO))
		return;
	hk_buf_init(&text, HK_CLEAN_MAX);
	if (describe(&text, result, db))
		hk_buf_reset(&text);
	fprintf(stderr, "hiku: %s\n",
		hk_clean_line(&line, "nothing found%s",
			      text.len ? text.data : ""));
	hk_buf_release(&text);
}

static int print_result(const struct hk_query_options *o,
			const struct hk_sink_format *format,
			const struct hk_result *result, struct hk_error *err)
{
	struct window w = look_at_window();
	char here[PATH_MAX];
	struct hk_sink_options options = {.color = want_color(o, w.terminal),
					  .columns = w.columns,
					  .whole = o->whole,
					  .explain = o->explain,
					  .end = o->null ? '\0' : '\n',
					  .here = realpath(".", here) ? here
								      : NULL};
	struct hk_buf out;
	enum hk_status status;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_sink_write(&out, format, &options, result);
	if (status)
		hk_error_nomem(err);
	else
		status = hk_pager_print(
			hk_buf_str(&out), w.rows,
			w.terminal && format->paged && !o->no_pager, err);
	hk_buf_release(&out);
	if (status)
		return fail(err);
	return result->count || result->articles ? EXIT_FOUND : EXIT_NOTHING;
}

static struct hk_search_options search_options(const struct hk_query_options *o)
{
	return (struct hk_search_options){.plan = {.all = o->all,
						   .exact = o->exact,
						   .literal = o->literal,
						   .path = o->path,
						   .since = o->since},
					  .limit = o->limit,
					  .offset = o->offset,
					  .max_per_article = o->max_per_article,
					  .explain = o->explain};
}

static struct hk_reader_options reader_options(const struct hk_query_options *o)
{
	uint64_t most = UINT_MAX / 2000;

	return (struct hk_reader_options){
		.timeout_ms =
			(unsigned)(o->timeout < most ? o->timeout : most) *
			1000,
		.partial = o->partial};
}

static int search(const struct hk_query_options *o, struct hk_session *session,
		  struct hk_str query, struct hk_error *err)
{
	const struct hk_sink_format *format = choose_format(o);
	struct hk_search_options options = search_options(o);
	const struct hk_search_request request = {.reader = session->reader,
						  .analyser =
							  &session->analyser,
						  .query = query,
						  .options = &options};
	struct hk_result result;
	int code;

	options.count = format->counts;
	if (hk_search_run(&result, &request, err)) {
		code = fail(err);
	} else {
		tell_missing(session->reader);
		tell(&result, o->literal);
		/* A page behind the last one is empty, too. */
		if (!o->offset)
			tell_nothing(&result, hk_reader_db(session->reader));
		code = print_result(o, format, &result, err);
	}
	hk_result_release(&result);
	return code;
}

/* Answer the queries on standard input. */
static int batch(const struct hk_query_options *o,
		 const struct hk_locations *locations,
		 struct hk_session *session, struct hk_error *err)
{
	struct hk_batch_options how = {
		.search = search_options(o),
		.locations = locations,
		.reading = reader_options(o),
		.threads = o->threads > 1000 ? 1000 : (unsigned)o->threads};
	bool found;

	if (hk_batch_run(stdin, stdout, session, &how, &found, err))
		return fail(err);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

/* The locations that the user named, or the default. */
static enum hk_status find_locations(struct hk_locations *locations,
				     const struct hk_opt_list *dbs,
				     struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf dir;

	for (size_t i = 0; i < dbs->count && !status; i++)
		status = hk_location_add(locations, dbs->items[i], err);
	if (dbs->count)
		return status;
	hk_buf_init(&dir, 1u << 20);
	status = hk_folder_default(&dir, err);
	if (!status)
		status = hk_location_add(locations, dir.data, err);
	hk_buf_release(&dir);
	return status;
}

/* Open the indexes and answer: one query, or a batch if it is NULL. */
static int open_and_answer(const struct hk_query_options *o,
			   const struct hk_str *query, struct hk_error *err)
{
	struct hk_reader_options reading = reader_options(o);
	struct hk_locations locations;
	struct hk_session session;
	int code;

	hk_location_init(&locations);
	if (find_locations(&locations, &o->dbs, err)) {
		code = fail(err);
		goto out;
	}
	if (hk_session_open(&session, &locations, &reading, NULL, err)) {
		code = fail(err);
	} else {
		tell_spellings(&session);
		code = query ? search(o, &session, *query, err)
			     : batch(o, &locations, &session, err);
	}
	hk_session_release(&session);
out:
	hk_location_release(&locations);
	return code;
}

static int ask(const struct hk_query_options *o,
	       const struct hk_opt_list *words, struct hk_error *err)
{
	struct hk_buf query;
	bool empty = true;
	int code;

	hk_buf_init(&query, 16u << 20);
	for (size_t i = 0; i < words->count; i++) {
		if ((i && hk_buf_putc(&query, ' ')) ||
		    hk_buf_puts(&query, words->items[i])) {
			hk_error_nomem(err);
			hk_buf_release(&query);
			return fail(err);
		}
	}
	for (size_t at = 0, n = 1; at < query.len && empty && n; at += n) {
		uint32_t c;

		n = hk_utf8_decode(query.data + at, query.len - at, &c);
		empty = n && hk_char_space(c);
	}
	if (empty) {
		hk_error_set(err, HK_EUSAGE,
			     "no query given; usage: hiku [OPTION...] "
			     "QUERY... (--help has more)");
		code = fail(err);
	} else {
		struct hk_str text = hk_buf_str(&query);

		code = open_and_answer(o, &text, err);
	}
	hk_buf_release(&query);
	return code;
}

int main(int argc, char **argv)
{
	struct hk_query_options options;
	struct hk_opt_line line;
	struct hk_error err = {HK_OK, ""};
	int code;

	setlocale(LC_CTYPE, "");
	xap_on_terminate(end);
	/* So that write() returns an error for a file that grows too large. */
	signal(SIGXFSZ, SIG_IGN);
	memset(&options, 0, sizeof(options));
	if (hk_opt_parse(&line, &options, &hk_query_program, argc, argv,
			 &err)) {
		code = fail(&err);
	} else if (options.help) {
		usage(stdout);
		code = EXIT_FOUND;
	} else if (options.version) {
		printf("hiku %s, Xapian %s\n", HIKU_VERSION, xap_version());
		code = EXIT_FOUND;
	} else if (hk_opt_check(&line, &hk_query_program, NULL, 0, &err)) {
		code = fail(&err);
	} else if (options.batch) {
		code = open_and_answer(&options, NULL, &err);
	} else {
		code = ask(&options, &line.words, &err);
	}
	if (code != EXIT_ERROR && (fflush(stdout) != 0 || ferror(stdout))) {
		hk_error_set(&err, HK_EIO, "cannot write standard output");
		code = fail(&err);
	}
	hk_opt_release(&line, &options, &hk_query_program);
	return code;
}
