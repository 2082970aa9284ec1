/* SPDX-License-Identifier: GPL-2.0-or-later */

/* hiku: answers a query with ranked passages of an index. */

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "cli/batch.h"
#include "query/field.h"
#include "cli/locate.h"
#include "cli/options.h"
#include "cli/read.h"
#include "query/search/search.h"
#include "cli/present.h"
#include "cli/tell.h"
#include "cli/similar.h"
#include "cli/state.h"
#include "cli/typed.h"
#include "cli/verb.h"
#include "cli/words.h"
#include "store/about.h"
#include "store/folder.h"

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
	fprintf(out, "%s\n\n%s\n",
		hk_message_text("usage: hiku [OPTION...] QUERY..."),
		hk_message_text("The query:"));
	for (size_t i = 0; i < sizeof(language) / sizeof(*language); i++)
		fprintf(out, "  %-26s%s\n", language[i][0],
			hk_message_text(language[i][1]));
	for (const struct hk_field *f = hk_field_table; f->name; f++)
		fprintf(out, "  %s:%-*s%s\n", f->name,
			25 - (int)strlen(f->name), f->value,
			hk_message_text(f->help));
	hk_opt_help_options(&hk_query_program, NULL, out);
	fprintf(out, "\n%s\n", hk_message_text("Examples:"));
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		fprintf(out, "  %s\n", examples[i]);
}

/* What this program was built with, and what it finds here. */
static void print_version(void)
{
	struct hk_buf about;

	hk_buf_init(&about, 1u << 16);
	if (!hk_about_put(&about, "hiku"))
		fputs(about.data, stdout);
	hk_buf_release(&about);
	printf("%s", hk_message_text("formats of an answer: "));
	for (size_t i = 0; hk_sink_name(i); i++)
		printf("%s%s", i ? ", " : "", hk_sink_name(i));
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
static void end(const struct hk_error *why)
{
	fail(why);
	_exit(EXIT_ERROR);
}

static struct hk_search_options search_options(const struct hk_query_options *o)
{
	return (struct hk_search_options){
		.plan = {.all = o->all || (o->sort && !o->literal),
			 .exact = o->exact,
			 .literal = o->literal,
			 .path = o->path,
			 .since = o->since,
			 .until = o->until},
		.limit = o->limit,
		.offset = o->offset,
		.max_per_article = o->max_per_article,
		.sort = (enum hk_search_sort)o->sort,
		.count_by = (enum hk_facet_by)o->count_by,
		.explain = o->explain,
		.no_synonyms = o->no_synonyms,
		.spoken = o->no_sound ? HK_SPOKEN_NEVER
			  : o->romaji ? HK_SPOKEN_ALWAYS
				      : HK_SPOKEN_AUTO,
		.near = (enum hk_near_when)o->auto_correct};
}

/* What notes are made of. */
static struct hk_note_ask note_ask(const struct hk_query_options *o,
				   const struct hk_search_options *options)
{
	return (struct hk_note_ask){.places = o->dbs.items,
				    .place_count = o->dbs.count,
				    .search = options};
}

/* Tell what is the matter with the index. */
static void tell_index(const struct hk_query_options *o,
		       const struct hk_session *session)
{
	const struct hk_search_options options = search_options(o);
	const struct hk_note_ask asked = note_ask(o, &options);
	struct hk_arena arena;
	struct hk_notes notes = {.arena = &arena};

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	if (!hk_note_index(&notes, &asked, session))
		hk_tell_notes(&notes, false);
	hk_arena_release(&arena);
}

/* Answer a query, or, with `like`, find passages like those. */
static int search(const struct hk_query_options *o, struct hk_session *session,
		  const struct hk_tell *tell, struct hk_str query,
		  const struct hk_like *like, struct hk_error *err)
{
	struct hk_search_options options = search_options(o);
	const struct hk_note_ask asked = note_ask(o, &options);
	struct hk_present present;
	struct hk_arena arena;
	struct hk_notes notes = {.arena = &arena};
	struct hk_result result;
	int code;

	if (hk_present_init(&present, o, err)) {
		hk_present_release(&present);
		return fail(err);
	}
	present.sink.query = query;
	options.count = present.format->counts;
	options.hints = hk_tell_is_loud(tell);
	options.like = like;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	options.once =
		((present.format->chosen && present.format->page) || like) &&
		!o->all_copies;
	if (hk_session_search(&result, session, query, &options, err)) {
		hk_note_damage(&asked, err);
		code = fail(err);
	} else if (hk_note_answer(&notes, &asked, session, &result)) {
		code = fail(err);
	} else {
		hk_tell_notes(&notes, false);
		if (hk_present_print(&present, &result, err))
			code = fail(err);
		else
			code = result.count || result.articles ? EXIT_FOUND
							       : EXIT_NOTHING;
		hk_tell_notes(&notes, true);
		hk_tell_more(tell, &result);
		if (present.lines &&
		    (present.terminal.is || present.format->page))
			hk_state_save(o, query.data, &result, present.lines);
	}
	hk_arena_release(&arena);
	hk_result_release(&result);
	hk_present_release(&present);
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
		.reading = hk_locate_reading(o),
		.threads = o->threads > 1000 ? 1000 : (unsigned)o->threads};
	bool found;

	if (hk_batch_run(stdin, stdout, session, &how, &found, err))
		return fail(err);
	return found ? EXIT_FOUND : EXIT_NOTHING;
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
		      struct hk_session *session, struct hk_error *err)
{
	bool found;

	if (hk_words_run(&found, o, session, err))
		return fail(err);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

/* Open the indexes and answer: one query; if it is NULL, a batch, or with words
 * of the index. */
static int open_and_answer(const struct hk_query_options *o,
			   const struct hk_tell *tell,
			   const struct hk_str *query, struct hk_error *err)
{
	struct hk_reader_options reading = hk_locate_reading(o);
	struct hk_locations locations;
	struct hk_session session;
	int code;

	hk_location_init(&locations);
	if (hk_locate_places(&locations, o->dbs.items, o->dbs.count, err)) {
		code = fail(err);
		goto out;
	}
	if (hk_session_open(&session, &locations, &reading, err)) {
		code = fail(err);
	} else {
		tell_index(o, &session);
		code = query	  ? search(o, &session, tell, *query, NULL, err)
		       : o->batch ? batch(o, &locations, &session, err)
				  : list_words(o, &session, err);
	}
	hk_session_release(&session);
out:
	hk_location_release(&locations);
	return code;
}

/* Find passages like those of an article. */
static int ask_similar(const struct hk_query_options *o,
		       const struct hk_tell *tell, struct hk_error *err)
{
	struct hk_reader_options reading = hk_locate_reading(o);
	struct hk_locations locations;
	struct hk_session session;
	struct hk_similar similar;
	const char *const *places;
	size_t count;
	int code;

	hk_location_init(&locations);
	if (hk_similar_open(&similar, o, err)) {
		code = fail(err);
		goto out;
	}
	hk_similar_places(&similar, o, &places, &count);
	if (hk_locate_places(&locations, places, count, err)) {
		code = fail(err);
		goto out;
	}
	if (hk_session_open(&session, &locations, &reading, err) ||
	    hk_similar_read(&similar, &session, err)) {
		code = fail(err);
	} else {
		tell_index(o, &session);
		code = search(o, &session, tell, hk_span_str("", 0),
			      &similar.like, err);
	}
	hk_session_release(&session);
out:
	hk_similar_release(&similar);
	hk_location_release(&locations);
	return code;
}

static int ask(const struct hk_query_options *o, const struct hk_tell *tell,
	       const struct hk_opt_list *words, struct hk_error *err)
{
	struct hk_buf query;
	struct hk_str text;
	int code;

	hk_buf_init(&query, QUERY_MAX);
	if (hk_typed_query(&query, words, err)) {
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
	int code;

	setlocale(LC_CTYPE, "");
	hk_message_init();
	xap_on_terminate(end);
	/* So that write() returns an error for a file that grows too large. */
	signal(SIGXFSZ, SIG_IGN);
	memset(&options, 0, sizeof(options));
	hk_tell_init(&tell, &options, argc, argv);
	if (hk_opt_parse(&line, &options, &hk_query_program, argc, argv,
			 &err)) {
		code = fail(&err);
		goto out;
	}
	if (!line.only_words)
		hk_verb_take(&options, &line.words);
	if (options.help) {
		usage(stdout);
		code = EXIT_FOUND;
	} else if (options.version) {
		print_version();
		code = EXIT_FOUND;
	} else if (hk_opt_check(&line, &hk_query_program, NULL, 0, &err) ||
		   hk_locate_names(&options, &err)) {
		code = fail(&err);
	} else if (options.show || options.open) {
		code = read_on(&options, &err);
	} else if (options.similar) {
		code = ask_similar(&options, &tell, &err);
	} else if (options.batch || options.complete || options.suggest) {
		code = open_and_answer(&options, &tell, NULL, &err);
	} else {
		code = ask(&options, &tell, &line.words, &err);
	}
out:
	if (code != EXIT_ERROR && (fflush(stdout) != 0 || ferror(stdout))) {
		hk_error_set(&err, HK_EIO, "cannot write standard output");
		code = fail(&err);
	}
	hk_locate_release(&options);
	hk_opt_release(&line, &options, &hk_query_program);
	return code;
}
