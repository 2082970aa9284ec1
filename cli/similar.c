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

/* The longest that reading a file may take. */
#define READING_MS (10 * 60 * 1000)
/* The id of standard input in the scratch index. */
#define STDIN_ID "stdin"

/* ---- What is meant ---- */

enum hk_status hk_similar_open(struct hk_similar *out,
			       const struct hk_query_options *options,
			       struct hk_error *err)
{
	enum hk_status status;

	memset(out, 0, sizeof(*out));
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
	bool recalled = similar->target.rank && !options->places.dbs.count;

	*items = recalled ? similar->state.places : options->places.dbs.items;
	*count = recalled ? similar->state.place_count
			  : options->places.dbs.count;
}

void hk_similar_release(struct hk_similar *similar)
{
	free(similar->target.name);
	hk_state_release(&similar->state);
	hiku_answer_free(similar->article);
}

/* ---- An article of an index ---- */

static enum hk_status find(struct hk_similar *s, struct hiku_index *index,
			   const char *name, struct hk_error *err)
{
	struct hiku_error why;

	return hiku_show(&s->article, index, name, strlen(name), "", 0, NULL,
			 &why)
		       ? hk_ask_fail(err, &why)
		       : HK_OK;
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

/* Read the file into an index in the folder `db`. */
static enum hk_status make_index(const char *db, const char *file,
				 struct hk_error *err)
{
	bool input = !strcmp(file, "-");
	char program[HK_PROCESS_PATH_MAX];
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

	hk_process_beside(program, "hiku-index");
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
	struct hiku_open_options how = HIKU_OPEN_OPTIONS_INIT;
	struct hiku_index *index;
	struct hiku_error why;
	enum hk_status status;

	how.flags = HIKU_FOLDERS;
	if (hiku_open(&index, &db, 1, &how, &why))
		return hk_ask_fail(err, &why);
	status = find(s, index, strcmp(file, "-") != 0 ? file : STDIN_ID, err);
	hiku_close(index);
	if (!status && !hiku_answer_hits(s->article))
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
	hiku_answer_free(s->article);
	s->article = NULL;
	s->elsewhere = true;
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

enum hk_status hk_similar_read(struct hk_similar *s, struct hiku_index *index,
			       struct hk_error *err)
{
	const struct hk_state_hit *hit =
		s->target.rank ? hk_state_hit(&s->state, s->target.rank) : NULL;
	const char *name = hit ? hit->id : s->target.name;
	enum hk_status status;
	struct stat st;

	if (!strcmp(name, "-"))
		return read_file(s, name, err);
	status = find(s, index, name, err);
	if (status || hiku_answer_hits(s->article))
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
