/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/similar.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/process.h"
#include "query/search/whole.h"

/* The longest that reading a file may take. */
#define READING_MS (10 * 60 * 1000)
/* The id of standard input in the scratch index. */
#define STDIN_ID "stdin"
/* Articles of a file that are left out of the answer one by one. */
#define WITHOUT_MAX 1000

/* ---- What is meant ---- */

enum hk_status hk_similar_open(struct hk_similar *out,
			       const struct hk_query_options *options,
			       struct hk_error *err)
{
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	hk_arena_init(&out->arena, HK_BUF_NO_MAX);
	status = hk_verb_read(&out->target, options->similar, err);
	if (status || !out->target.rank)
		return status;
	status = hk_state_load(&out->state, err);
	if (!status && !hk_state_hit(&out->state, out->target.rank))
		status = hk_error_set(err, HK_EUSAGE,
				      "the last answer has no passage %llu",
				      (unsigned long long)out->target.rank);
	return status;
}

void hk_similar_places(const struct hk_similar *similar,
		       const struct hk_query_options *options,
		       const char *const **items, size_t *count)
{
	bool recalled = similar->target.rank && !options->dbs.count;

	*items = recalled ? similar->state.places : options->dbs.items;
	*count = recalled ? similar->state.place_count : options->dbs.count;
}

void hk_similar_release(struct hk_similar *similar)
{
	free(similar->target.name);
	hk_state_release(&similar->state);
	hk_arena_release(&similar->arena);
}

/* ---- An article of an index ---- */

static struct hk_str copy(struct hk_similar *s, struct hk_str text)
{
	return hk_span_str(hk_arena_copy(&s->arena, text.data, text.len),
			   text.len);
}

/* Take the passages that were found, and, if they are in the index that is
 * searched, the ids of their articles. */
static enum hk_status take(struct hk_similar *s, const struct hk_result *found,
			   bool without)
{
	struct hk_like_passage *passages =
		hk_arena_array(&s->arena, found->count + 1, sizeof(*passages));
	struct hk_str *ids =
		hk_arena_array(&s->arena, WITHOUT_MAX, sizeof(*ids));
	struct hk_str last = {NULL, 0};
	bool ok = passages && ids;
	size_t count = 0;

	for (size_t i = 0; i < found->count && ok; i++) {
		const struct hk_record *r = &found->hits[i].record;

		passages[i].title = copy(s, r->title);
		passages[i].text = copy(s, r->text);
		ok = passages[i].title.data && passages[i].text.data;
		if (!without || count == WITHOUT_MAX ||
		    hk_span_same(r->id, last))
			continue;
		ids[count] = last = copy(s, r->id);
		ok = ok && ids[count++].data;
	}
	s->like = (struct hk_like){passages, found->count, ids, count};
	return ok ? HK_OK : HK_ENOMEM;
}

static enum hk_status find(struct hk_similar *s, struct hk_session *session,
			   const char *name, bool without, struct hk_error *err)
{
	const struct hk_search_options how = {.limit = 0};
	struct hk_search_request request = {.analyser = &session->analyser,
					    .query = hk_span_cstr(""),
					    .options = &how};
	struct hk_result found;
	enum hk_status status;

	do {
		request.reader = session->reader;
		status = hk_whole_find(&found, &request, hk_span_cstr(name),
				       err);
		if (!status && take(s, &found, without))
			status = hk_error_nomem(err);
		hk_result_release(&found);
		if (!status)
			break;
		status = hk_session_again(session, status, err);
	} while (!status);
	return status;
}

/* ---- Any other file ---- */

/* The signals that end the reading: the scratch index is removed first. */
static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
#define SIGNALS (sizeof(signals) / sizeof(*signals))

static volatile sig_atomic_t stopped;

static void stop(int number)
{
	(void)number;
	stopped = 1;
}

/* Catch those that are not ignored. */
static void catch_signals(struct sigaction before[SIGNALS])
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = stop;
	sigemptyset(&action.sa_mask);
	stopped = 0;
	for (size_t i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void release_signals(const struct sigaction before[SIGNALS])
{
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &before[i], NULL);
}

/* hiku-index where this program is, else wherever it is found. */
static void find_program(char out[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", out, PATH_MAX - 16);
	char *slash;

	out[len > 0 ? len : 0] = '\0';
	slash = strrchr(out, '/');
	if (slash)
		strcpy(slash + 1, "hiku-index");
	if (!slash || access(out, X_OK) != 0)
		strcpy(out, "hiku-index");
}

/* Read the file into an index in the folder `db`. */
static enum hk_status make_index(const char *db, const char *file,
				 struct hk_error *err)
{
	bool input = !strcmp(file, "-");
	char program[PATH_MAX];
	const char *const argv[] = {program,
				    "add",
				    "--quiet",
				    "--db",
				    db,
				    input ? "--id" : "--",
				    input ? STDIN_ID : file,
				    input ? "-" : NULL,
				    NULL};
	struct hk_process process = {.argv = (char *const *)(uintptr_t)argv,
				     .input = input ? STDIN_FILENO : -1,
				     .milliseconds = READING_MS,
				     .stop = &stopped};
	struct hk_buf said;
	enum hk_status status;

	find_program(program);
	hk_buf_init(&said, 1u << 20);
	status = hk_process_run(&said, &process, err);
	hk_buf_release(&said);
	if (status == HK_ENOTFOUND)
		return hk_error_set(err, status,
				    "cannot find 'hiku-index', which reads "
				    "'%s'; install it beside hiku",
				    file);
	return status;
}

static enum hk_status read_index(struct hk_similar *s, const char *db,
				 const char *file, struct hk_error *err)
{
	const struct hk_reader_options reading = {.partial = false};
	struct hk_locations locations;
	struct hk_session session;
	enum hk_status status;

	hk_location_init(&locations);
	status = hk_location_add_dir(&locations, db, err);
	if (!status) {
		status = hk_session_open(&session, &locations, &reading, err);
		if (!status)
			status = find(s, &session,
				      strcmp(file, "-") != 0 ? file : STDIN_ID,
				      false, err);
		hk_session_release(&session);
	}
	hk_location_release(&locations);
	if (!status && !s->like.count)
		status = hk_error_set(err, HK_EFORMAT,
				      "'%s' has no text that could be read",
				      file);
	return status;
}

static enum hk_status read_file(struct hk_similar *s, const char *file,
				struct hk_error *err)
{
	const char *tmp = getenv("TMPDIR");
	struct sigaction before[SIGNALS];
	char dir[PATH_MAX];
	enum hk_status status;
	char *db = NULL;

	snprintf(dir, sizeof(dir), "%s/hiku-XXXXXX",
		 tmp && *tmp == '/' ? tmp : "/tmp");
	if (!mkdtemp(dir))
		return hk_error_system(err, errno,
				       "cannot make a folder in '%s' (see "
				       "TMPDIR)",
				       tmp ? tmp : "/tmp");
	catch_signals(before);
	db = hk_dir_join(dir, "db");
	status = db ? make_index(db, file, err) : hk_error_nomem(err);
	if (!status)
		status = read_index(s, db, file, err);
	free(db);
	hk_dir_remove(dir);
	release_signals(before);
	if (!status && stopped)
		status = hk_error_set(err, HK_EINTERRUPTED, "stopped");
	return status;
}

enum hk_status hk_similar_read(struct hk_similar *s, struct hk_session *session,
			       struct hk_error *err)
{
	const struct hk_state_hit *hit =
		s->target.rank ? hk_state_hit(&s->state, s->target.rank) : NULL;
	const char *name = hit ? hit->id : s->target.name;
	enum hk_status status;
	struct stat st;

	if (!strcmp(name, "-"))
		return read_file(s, name, err);
	status = find(s, session, name, true, err);
	if (status || s->like.count)
		return status;
	if (hit || stat(name, &st) != 0)
		return hk_error_set(err, HK_ENOTFOUND,
				    "the index has no article %s, and there is "
				    "no such file",
				    name);
	if (S_ISDIR(st.st_mode))
		return hk_error_set(err, HK_EUSAGE,
				    "'%s' is a folder; name a file in it",
				    name);
	return read_file(s, name, err);
}
