/* SPDX-License-Identifier: GPL-2.0-or-later */

/* hiku: answers a query with ranked passages of an index. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "cli/ask.h"
#include "cli/batch.h"
#include "cli/interactive.h"
#include "cli/options.h"
#include "cli/read.h"
#include "cli/report.h"
#include "cli/present.h"
#include "cli/tell.h"
#include "cli/serve.h"
#include "cli/similar.h"
#include "cli/state.h"
#include "cli/typed.h"
#include "cli/verb.h"
#include "cli/words.h"

#define EXIT_FOUND   0
#define EXIT_NOTHING 1
#define EXIT_ERROR   2

#define QUERY_MAX (16u << 20) /* bytes; more than a command line takes */

/* The query language in short. */
static const char *const language[][2] = {
	{"WORDS",
	 HK_MESSAGE("ranked by how many of them a passage has, and which")},
	{"\"WORDS\"", HK_MESSAGE("required, exactly as written")},
	{"+WORD", HK_MESSAGE("required")},
	{"-WORD", HK_MESSAGE("excluded")},
	{"A OR B", HK_MESSAGE("either")},
	{"( )", HK_MESSAGE("grouped")},
	{"WORD*", HK_MESSAGE("words that begin with WORD")},
};

/* Those of the manual page that need no explanation. */
static const char *const examples[] = {
	"hiku 文字化けはなぜ起こる",
	"hiku --all 空港 橋",
	"hiku '\"索引を作る\"' -辞書",
	"hiku show 1",
};

static void usage(FILE *out)
{
	const char *name, *value, *help;

	fprintf(out, "%s\n\n%s\n",
		hk_message_text("usage: hiku [OPTION...] QUERY..."),
		hk_message_text("The query:"));
	for (size_t i = 0; i < sizeof(language) / sizeof(*language); i++)
		fprintf(out, "  %-26s%s\n", language[i][0],
			hk_message_text(language[i][1]));
	for (size_t i = 0; (name = hiku_field(i, &value, &help)); i++)
		fprintf(out, "  %s:%-*s%s\n", name, 25 - (int)strlen(name),
			value, hk_message_text(help));
	hk_opt_help_options(&hk_cli_program, NULL, out);
	fprintf(out, "\n%s\n", hk_message_text("Examples:"));
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		fprintf(out, "  %s\n", examples[i]);
}

static int print(void *out, const char *data, size_t len)
{
	return fwrite(data, 1, len, out) != len;
}

/* What this program was built with, and what it finds here. */
static void print_version(void)
{
	const char *name, *between = "";
	uint32_t traits;

	/* That it could not be written is seen at the end. */
	if (hiku_about("hiku", print, stdout, NULL))
		return;
	printf("%s", hk_message_text("formats of an answer: "));
	for (size_t i = 0; (name = hiku_format(i, &traits)); i++) {
		if (!(traits & HIKU_FORMAT_CHOSEN))
			continue;
		printf("%s%s", between, name);
		between = ", ";
	}
	printf("\n%s",
	       hk_message_text("`hiku-index --version` names the formats "
			       "that are read\n"));
}

static int fail(const struct hk_error *err)
{
	struct hk_message_buf said;

	fprintf(stderr, "hiku: %s\n", hk_message_line(&said, err->message));
	return EXIT_ERROR;
}

/* For errors where no status can be returned. */
static void end(const struct hiku_error *why)
{
	struct hk_error err;

	hk_interactive_end();
	hk_ask_fail(&err, why);
	fail(&err);
	_exit(EXIT_ERROR);
}

/* Answer a query, or find passages like an article. */
static enum hk_status find(struct hiku_answer **out, struct hiku_index *index,
			   struct hk_str query,
			   const struct hk_similar *similar,
			   const struct hiku_query_options *how,
			   struct hk_error *err)
{
	struct hiku_error why;

	return (similar ? hiku_similar(out, index, similar->article, how, &why)
			: hiku_search(out, index, query.data, query.len, how,
				      &why))
		       ? hk_ask_fail(err, &why)
		       : HK_OK;
}

static int search(const struct hk_query_options *o, struct hiku_index *index,
		  const struct hk_tell *tell, struct hk_str query,
		  const struct hk_similar *similar, struct hk_error *err)
{
	const uint32_t page = HIKU_FORMAT_CHOSEN | HIKU_FORMAT_PAGE;
	struct hiku_query_options how = hk_ask_query(o);
	struct hiku_answer *answer = NULL;
	struct hk_present p;
	int code = EXIT_NOTHING;

	if (hk_present_init(&p, o, err)) {
		hk_present_release(&p);
		return fail(err);
	}
	how.flags |= (p.traits & HIKU_FORMAT_COUNTS ? HIKU_COUNT : 0u) |
		     (hk_tell_is_loud(tell) ? HIKU_HINTS : 0u) |
		     (similar && similar->elsewhere ? HIKU_WITH_ARTICLE : 0u);
	how.facets = p.traits & HIKU_FORMAT_FACETS ? HIKU_BY_ALL : 0u;
	if (((p.traits & page) == page || similar) && !o->all_copies)
		how.flags |= HIKU_ONCE;
	if (find(&answer, index, query, similar, &how, err)) {
		code = fail(err);
		goto out;
	}
	hk_tell_notes(answer, false);
	if (hk_present_print(&p, answer, err))
		code = fail(err);
	else if (hiku_answer_hits(answer) ||
		 hiku_answer_number(answer, HIKU_ARTICLES))
		code = EXIT_FOUND;
	hk_tell_notes(answer, true);
	hk_tell_more(tell, answer);
	if (p.lines && (p.terminal.is || p.traits & HIKU_FORMAT_PAGE))
		hk_state_save(o, index, query.data, answer, p.lines);
out:
	hiku_answer_free(answer);
	hk_present_release(&p);
	return code;
}

/* Answer the queries on standard input. */
static int batch(const struct hk_query_options *o, struct hiku_index *index,
		 struct hk_error *err)
{
	bool found;

	if (hk_batch_run(stdin, stdout, index, o, &found, err))
		return fail(err);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

static void tell_failure(const struct hk_error *err)
{
	fail(err);
}

/* Answer the queries of a file on one page. */
static int report(const struct hk_query_options *o, struct hiku_index *index,
		  struct hk_error *err)
{
	struct hk_report_job report = {.options = o, .fail = tell_failure};

	if (hk_report_run(&report, index, err))
		return fail(err);
	return report.failed  ? EXIT_ERROR
	       : report.found ? EXIT_FOUND
			      : EXIT_NOTHING;
}

/* Print or open an article. */
static int read_on(const struct hk_query_options *o, struct hk_error *err)
{
	bool found;

	if (hk_read_run(&found, o, err))
		return fail(err);
	if (found)
		return EXIT_FOUND;
	fail(err);
	return EXIT_NOTHING;
}

/* Print words of the index. */
static int list_words(const struct hk_query_options *o,
		      struct hiku_index *index, struct hk_error *err)
{
	bool found;

	if (hk_words_run(&found, o, index, err))
		return fail(err);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

/* Open the indexes and answer: one query; if it is NULL, a batch, a report, or
 * with words of the index. */
static int open_and_answer(const struct hk_query_options *o,
			   const struct hk_tell *tell,
			   const struct hk_str *query, struct hk_error *err)
{
	struct hiku_index *index;
	int code;

	if (hk_ask_open(&index, o, o->places.dbs.items, o->places.dbs.count,
			err))
		return fail(err);
	hk_tell_index(index);
	code = query	   ? search(o, index, tell, *query, NULL, err)
	       : o->batch  ? batch(o, index, err)
	       : o->report ? report(o, index, err)
			   : list_words(o, index, err);
	hiku_close(index);
	return code;
}

/* Find passages like those of an article. */
static int ask_similar(const struct hk_query_options *o,
		       const struct hk_tell *tell, struct hk_error *err)
{
	struct hiku_index *index = NULL;
	struct hk_similar similar;
	const char *const *places;
	size_t count;
	int code;

	if (hk_similar_open(&similar, o, err)) {
		code = fail(err);
		goto out;
	}
	hk_similar_places(&similar, o, &places, &count);
	if (hk_ask_open(&index, o, places, count, err) ||
	    hk_similar_read(&similar, index, err)) {
		code = fail(err);
	} else {
		hk_tell_index(index);
		code = search(o, index, tell, hk_span_str("", 0), &similar,
			      err);
	}
	hiku_close(index);
out:
	hk_similar_release(&similar);
	return code;
}

static int ask(const struct hk_query_options *o, const struct hk_tell *tell,
	       const struct hk_opt_list *words, struct hk_error *err)
{
	struct hk_buf query;
	struct hk_str text;
	int code;

	hk_buf_init(&query, QUERY_MAX);
	/* As you type you may begin with nothing. */
	if ((words->count || !o->interactive) &&
	    hk_typed_query(&query, words, err)) {
		code = fail(err);
	} else if (o->interactive) {
		if (hk_interactive_run(&code, o, hk_buf_str(&query), err))
			code = fail(err);
	} else {
		text = hk_buf_str(&query);
		code = open_and_answer(o, tell, &text, err);
	}
	hk_buf_release(&query);
	return code;
}

int main(int argc, char **argv)
{
	struct hk_query_options options;
	struct hk_opt_line line;
	struct hk_tell tell;
	struct hk_error err = {HK_OK, ""};
	const char *verb;
	int code;

	hk_message_init();
	hiku_on_fatal(end);
	/* So that write() returns an error for a file that grows too large. */
	signal(SIGXFSZ, SIG_IGN);
	memset(&options, 0, sizeof(options));
	hk_tell_init(&tell, &options, argc, argv);
	if (hk_serve_is_meant(argc, argv) && hk_serve_become(argv, &err))
		return fail(&err);
	if (hk_opt_parse(&line, &options, &hk_cli_program, argc, argv, &err)) {
		code = fail(&err);
		goto out;
	}
	verb = line.only_words ? NULL : hk_verb_take(&options, &line.words);
	if (verb && hk_opt_imply(&line, &hk_cli_program, verb, &err)) {
		code = fail(&err);
		goto out;
	}
	if (options.report)
		hk_report_preset(&options, &line);
	if (options.help) {
		usage(stdout);
		code = EXIT_FOUND;
	} else if (options.version) {
		print_version();
		code = EXIT_FOUND;
	} else if (hk_opt_check(&line, &hk_cli_program, NULL, 0, &err) ||
		   hk_opt_places_join(&options.places, &err)) {
		code = fail(&err);
	} else if (options.show || options.open) {
		code = read_on(&options, &err);
	} else if (options.similar) {
		code = ask_similar(&options, &tell, &err);
	} else if (options.batch || options.report || options.complete ||
		   options.suggest) {
		code = open_and_answer(&options, &tell, NULL, &err);
	} else {
		code = ask(&options, &tell, &line.words, &err);
	}
out:
	if (code != EXIT_ERROR && (fflush(stdout) != 0 || ferror(stdout))) {
		hk_error_set(&err, HK_EIO, "cannot write standard output");
		code = fail(&err);
	}
	hk_opt_places_release(&options.places);
	hk_opt_release(&line, &options, &hk_cli_program);
	return code;
}
