/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/quiet.h"

/* Quit if the text fits (-F), pass colours on (-R), leave the text on the
 * screen
 * (-X). */
#define LESS_OPTIONS "FRX"

/* The shell's exit status if there is no such program. */
#define NOT_FOUND 127

static const int quiet[] = {SIGPIPE, SIGINT, SIGQUIT};
#define QUIET_COUNT (sizeof(quiet) / sizeof(quiet[0]))

static bool is_on_path(const char *program)
{
	const char *path = getenv("PATH");
	char name[4096];

	while (path && *path) {
		size_t len = strcspn(path, ":");
		int n = snprintf(name, sizeof(name), "%.*s/%s", (int)len, path,
				 program);

		if (n > 0 && (size_t)n < sizeof(name) && !access(name, X_OK))
			return true;
		path += len + (path[len] == ':');
	}
	return false;
}

/* The command to run, or NULL for no pager. */
static const char *choose(void)
{
	const char *pager = getenv("HIKU_PAGER");

	if (!pager)
		pager = getenv("PAGER");
	if (!pager)
		return is_on_path("less") ? "less -" LESS_OPTIONS : NULL;
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

static bool is_longer(struct hk_str text, unsigned rows)
{
	unsigned lines = 0;

	for (size_t i = 0; i < text.len && lines < rows; i++)
		lines += text.data[i] == '\n';
	return lines >= rows; /* the prompt takes a line too */
}

static enum hk_status put(int fd, struct hk_str text, struct hk_error *err)
{
	if (!hk_file_write_all(fd, text, "", NULL) || errno == EPIPE)
		return HK_OK;
	return hk_error_system(err, errno, "cannot write the answer");
}

/* In the child: become the pager, which reads from `fd`. */
static void become(const char *pager, size_t from, int fd)
{
	bool is_less = !strncmp(pager, "less", 4) &&
		       strspn(pager + 4, " ") == (pager[4] != '\0');
	char line[32] = "", *script;

	if (from > 1 && is_less)
		snprintf(line, sizeof(line), " +%zu", from);
	if (asprintf(&script, HK_QUIET_SHELL "%s%s", pager, line) < 0)
		_exit(NOT_FOUND);
	for (size_t i = 0; i < QUIET_COUNT; i++)
		signal(quiet[i], SIG_DFL);
	if (fd != STDIN_FILENO) {
		dup2(fd, STDIN_FILENO);
		close(fd);
	}
	/* `pager` is of the environment: not to be used from here on. */
	setenv("LESS", LESS_OPTIONS, 0);
	setenv("LESSCHARSET", "utf-8", 0);
	execl("/bin/sh", "sh", "-c", script, (char *)NULL);
	_exit(NOT_FOUND);
}

/* False if there is no such program, so that nothing was shown. */
static bool run(const char *pager, size_t from, struct hk_str text,
		enum hk_status *status, struct hk_error *err)
{
	int ends[2], how = 0;
	pid_t child, ended;

	if (pipe(ends) != 0)
		return false;
	child = fork();
	if (child == 0) {
		close(ends[1]);
		become(pager, from, ends[0]);
	}
	close(ends[0]);
	*status = child > 0 ? put(ends[1], text, err) : HK_OK;
	close(ends[1]);
	if (child < 0)
		return false;
	do
		ended = waitpid(child, &how, 0);
	while (ended < 0 && errno == EINTR);
	return !(ended == child && WIFEXITED(how) &&
		 WEXITSTATUS(how) == NOT_FOUND);
}

enum hk_status hk_pager_print(struct hk_str text, unsigned rows, bool wanted,
			      struct hk_error *err)
{
	return hk_pager_print_from(text, 0, rows, wanted, err);
}

enum hk_status hk_pager_print_from(struct hk_str text, size_t from,
				   unsigned rows, bool wanted,
				   struct hk_error *err)
{
	const char *pager = wanted && is_longer(text, rows) ? choose() : NULL;
	size_t count = pager ? QUIET_COUNT : 1;
	struct sigaction before[QUIET_COUNT];
	enum hk_status status = HK_OK;

	/* While the pager runs, SIGINT is meant for it: if we died of it, the
	 * shell and the pager would both read from the terminal. */
	hk_quiet_begin(quiet, count, before);
	if (!pager || !run(pager, from, text, &status, err))
		status = put(STDOUT_FILENO, text, err);
	hk_quiet_end(quiet, count, before);
	return status;
}
