/* SPDX-License-Identifier: GPL-2.0-or-later */

/* hiku-index: builds an index and keeps it up. */

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"
#include "indexer/commands/command.h"
#include "store/about.h"
#include "store/collection.h"
#include "store/folder.h"

#define EXIT_DONE   0
#define EXIT_FAILED 1 /* done, but not all of it */
#define EXIT_UNABLE 2

/* Seconds within which a second signal is part of the first one. */
#define SAME_SIGNAL 1.0

static volatile sig_atomic_t stop;
static struct timespec stopped; /* when the first one came */

static double since_stopped(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - stopped.tv_sec) +
	       (double)(now.tv_nsec - stopped.tv_nsec) / 1e9;
}

/*
 * A first signal ends the run in order, a second SIGINT or SIGTERM at once. A
 * terminal that is closed sends several at a time, the shell's and the
 * kernel's: only one that comes later is meant to end more than the first.
 */
static void on_signal(int number)
{
	if (!stop) {
		clock_gettime(CLOCK_MONOTONIC, &stopped);
		stop = 1;
	} else if (number != SIGHUP && since_stopped() >= SAME_SIGNAL) {
		signal(number, SIG_DFL);
		raise(number);
	}
}

static void catch_signals(void)
{
	struct sigaction action, before;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	/* nohup(1) has it ignored, so that the run outlives its terminal. */
	if (sigaction(SIGHUP, NULL, &before) || before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &action, NULL);
}

static int fail(const struct hk_error *err)
{
	struct hk_message_buf said;

	fprintf(stderr, "hiku-index: %s\n",
		hk_message_line(&said, err->message));
	return EXIT_UNABLE;
}

/* For errors in places from which nothing can return. */
static void end(const struct hk_error *why)
{
	_exit(fail(why));
}

/* The help of the command that the words name, or an overview. */
static int help(const struct hk_opt_list *words, struct hk_error *err)
{
	if (hk_opt_help(&hk_indexer_program, words, stdout, err))
		return fail(err);
	return EXIT_DONE;
}

/* What this program was built with, and what it finds here. */
static void print_version(void)
{
	const struct hk_format_row *row = hk_format_rows;
	const char *before = "";
	struct hk_buf about;

	hk_buf_init(&about, 1u << 16);
	if (!hk_about_put(&about, "hiku-index"))
		fputs(about.data, stdout);
	hk_buf_release(&about);
	printf("%s", hk_message_text("formats: "));
	for (; row->name; row++) {
		if (!row->format->read)
			continue;
		printf("%s%s", before, row->name);
		before = ", ";
	}
	before = hk_message_text("\nnot built in: ");
	for (row = hk_format_rows; row->name; row++) {
		if (row->format->read)
			continue;
		printf("%s%s (%s)", before, row->name, row->format->needs);
		before = ", ";
	}
	printf("\n");
}

static int run_command(const struct hk_command *command,
		       const struct hk_index_options *options,
		       struct hk_command_run *run, struct hk_error *err)
{
	const char *named = options->db;
	struct hk_buf dir;
	enum hk_status status = HK_OK;

	run->options = options;
	run->stop = &stop;
	hk_buf_init(&dir, 1u << 20);
	if (options->collection || (named && *named == '@'))
		status = hk_collection_dir(
			&dir, named ? named + 1 : options->collection, err);
	else if (!named)
		status = hk_folder_default(&dir, err);
	if (dir.len)
		named = dir.data;
	hk_report_init(&run->report, options->verbose, options->quiet);
	run->report.db = options->db;
	run->report.collection = options->collection;
	if (!status) {
		catch_signals();
		status = hk_command_run_on(command, run, named, err);
	}
	hk_report_release(&run->report);
	hk_skipped_release(&run->unread);
	hk_buf_release(&dir);
	if (status) {
		fail(err);
		return status == HK_EINTERRUPTED ? EXIT_FAILED : EXIT_UNABLE;
	}
	return run->failed.all ? EXIT_FAILED : EXIT_DONE;
}

/* Find the command in the words, and see that it takes what was given. */
static int find_and_run(const struct hk_opt_line *line,
			const struct hk_index_options *options,
			struct hk_error *err)
{
	const struct hk_opt_program *program = &hk_indexer_program;
	const struct hk_opt_command *named;
	struct hk_command_run run = {.options = options};
	struct hk_opt_list words = line->words;
	struct hk_message_buf said;
	size_t used;

	if (hk_opt_find(&named, &used, program, &line->words, err))
		return fail(err);
	if (hk_opt_check(line, program, named, used, err)) {
		fprintf(stderr, "hiku-index %s: %s\n", named->name,
			hk_message_line(&said, err->message));
		return EXIT_UNABLE;
	}
	words.items += used;
	words.count -= used;
	if (named == &program->commands[HK_INDEX_HELP])
		return help(&words, err);
	run.words = words.items;
	run.word_count = words.count;
	return run_command(&hk_commands[named - program->commands], options,
			   &run, err);
}

int main(int argc, char **argv)
{
	struct hk_index_options options;
	struct hk_opt_line line;
	struct hk_error err = {HK_OK, ""};
	int code = EXIT_UNABLE;

	setlocale(LC_CTYPE, "");
	hk_message_init();
	xap_on_terminate(end);
	/* So that write() tells of a file that grows over the limit. */
	signal(SIGXFSZ, SIG_IGN);
	memset(&options, 0, sizeof(options));
	if (hk_opt_parse(&line, &options, &hk_indexer_program, argc, argv,
			 &err)) {
		fail(&err);
	} else if (options.help) {
		code = help(&line.words, &err);
	} else if (options.version) {
		print_version();
		code = EXIT_DONE;
	} else if (!line.words.count) {
		hk_error_set(&err, HK_EUSAGE,
			     "no command given; --help lists them all");
		fail(&err);
	} else {
		code = find_and_run(&line, &options, &err);
	}
	if (code != EXIT_UNABLE && (fflush(stdout) != 0 || ferror(stdout))) {
		hk_error_set(&err, HK_EIO, "cannot write standard output");
		code = fail(&err);
	}
	hk_opt_release(&line, &options, &hk_indexer_program);
	return code;
}
