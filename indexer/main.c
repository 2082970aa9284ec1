/* SPDX-License-Identifier: GPL-2.0-or-later */

/* hiku-index: builds an index and keeps it up. */

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "indexer/commands/command.h"
#include "store/folder.h"

#define EXIT_DONE   0
#define EXIT_FAILED 1 /* done, but not all of it */
#define EXIT_UNABLE 2

static const struct hk_command commands[] = {
	{"add", "PATH...", "add files, folders, or - for standard input",
	 hk_command_add, true, true},
	{"update", "", "bring in what was added before: new, changed, gone",
	 hk_command_update, true, true},
	{"remove", "PATH|ID...", "take files, folders or articles out",
	 hk_command_remove, true, true},
	{"reindex", "", "make the index afresh, without the sources",
	 hk_command_reindex, false, true},
	{"dict", "add|remove|list",
	 "words of your own: add WORD READING, remove WORD, list",
	 hk_command_dict, false, true},
	{"list", "",
	 "id, title, type, encoding, date, passages of each article",
	 hk_command_list, false, false},
	{"status", "", "what the index holds, and what failed",
	 hk_command_status, false, false},
	{"analyze", "[TEXT...]",
	 "how a text is cut, and which terms come of it", hk_command_analyze,
	 false, false},
	{"compact", "", "make the index as small as it can be",
	 hk_command_compact, false, true},
	{"check", "", "look for damage", hk_command_check, false, true},
};
#define COMMAND_COUNT (sizeof(commands) / sizeof(*commands))

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

/* A first signal ends the run in order; a second one at once. */
static void catch_signals(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	action.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

/* Where nothing can be caught any more. */
static void end(const struct hk_error *why)
{
	fprintf(stderr, "hiku-index: %s\n", why->message);
	_exit(EXIT_UNABLE);
}

static void usage(FILE *out)
{
	fprintf(out, "usage: hiku-index COMMAND [OPTION...] [WORD...]\n\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		char left[64];
		snprintf(left, sizeof(left), "%s %s", commands[i].name,
			 commands[i].usage);
		fprintf(out, "  %-20s %s\n", left, commands[i].help);
	}
	hk_opt_usage(hk_options_table, out);
}

static const struct hk_command *find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static int run_command(const struct hk_command *command,
		       const struct hk_options *options,
		       const struct hk_opt_list *words, struct hk_error *err)
{
	struct hk_command_run run = {.options = options,
				     .words = words->items + 1,
				     .word_count = words->count - 1,
				     .stop = &stop};
	const char *named = options->db;
	struct hk_buf dir;
	enum hk_status status = HK_OK;

	hk_buf_init(&dir, 1u << 20);
	if (!named) {
		status = hk_folder_default(&dir, err);
		named = dir.data;
	}
	if (!status && options->dry_run && !command->dry)
		status = hk_error_set(err, HK_EUSAGE,
				      "%s has no --dry-run; add, update and "
				      "remove do",
				      command->name);
	hk_report_init(&run.report, options->verbose, options->quiet,
		       options->dry_run);
	if (!status) {
		catch_signals();
		status = hk_command_run_on(command, &run, named, err);
	}
	hk_report_release(&run.report);
	hk_buf_release(&dir);
	if (status == HK_EINTERRUPTED) {
		fprintf(stderr, "hiku-index: %s\n", err->message);
		return EXIT_FAILED;
	}
	if (status) {
		fprintf(stderr, "hiku-index: %s\n", err->message);
		return EXIT_UNABLE;
	}
	return run.report.failed ? EXIT_FAILED : EXIT_DONE;
}

int main(int argc, char **argv)
{
	struct hk_options options;
	struct hk_opt_list words;
	struct hk_error err = {HK_OK, ""};
	int code = EXIT_UNABLE;

	setlocale(LC_CTYPE, "");
	xap_on_terminate(end);
	/* So that write() tells of a file that grows over the limit. */
	signal(SIGXFSZ, SIG_IGN);
	memset(&options, 0, sizeof(options));
	if (hk_opt_parse(hk_options_table, HK_OPT_SHORT_ANYWHERE, argc, argv,
			 &options, &words, &err)) {
		fprintf(stderr, "hiku-index: %s\n", err.message);
	} else if (options.help) {
		usage(stdout);
		code = EXIT_DONE;
	} else if (options.version) {
		printf("hiku-index %s, Xapian %s\n", HIKU_VERSION,
		       xap_version());
		code = EXIT_DONE;
	} else if (!words.count) {
		usage(stderr);
	} else {
		const struct hk_command *command = find_command(words.items[0]);
		if (command)
			code = run_command(command, &options, &words, &err);
		else
			fprintf(stderr,
				"hiku-index: there is no command '%s'; "
				"--help lists them\n",
				words.items[0]);
	}
	if (code != EXIT_UNABLE && (fflush(stdout) != 0 || ferror(stdout))) {
		fprintf(stderr, "hiku-index: standard output cannot be "
				"written\n");
		code = EXIT_UNABLE;
	}
	hk_opt_list_release(&words);
	hk_opt_release(hk_options_table, &options);
	return code;
}
