/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

static const char *choose(void)
{
	const char *pager = getenv("HIKU_PAGER");

	if (!pager)
		pager = getenv("PAGER");
	if (!pager)
		pager = "less";
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

static bool is_long(struct hk_str text, unsigned rows)
{
	unsigned lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.data[i] == '\n';
	return rows && lines >= rows;
}

/* In the child: become the pager, or pass the text on where it is missing. */
static void run(const char *pager)
{
	/* -F: quit if it fits; -R: colours; -X: leave the text there. */
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
	_exit(127);
}

static enum hk_status write_text(int fd, struct hk_str text,
				 struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	enum hk_status status =
		hk_file_write_all(fd, text, "standard output", &own);

	if (status && errno == EPIPE)
		return HK_OK;
	if (status && err)
		*err = own;
	return status;
}

enum hk_status hk_pager_print(struct hk_str text, unsigned rows, bool wanted,
			      struct hk_error *err)
{
	const char *pager = wanted && is_long(text, rows) ? choose() : NULL;
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	enum hk_status status;
	int ends[2], how = 0;
	pid_t child = -1;

	if (pager && pipe(ends) == 0) {
		child = fork();
		if (child == 0) {
			signal(SIGPIPE, SIG_DFL);
			dup2(ends[0], STDIN_FILENO);
			close(ends[0]);
			close(ends[1]);
			run(pager);
		}
		close(ends[0]);
		if (child < 0)
			close(ends[1]);
	}
	if (child < 0) {
		status = write_text(STDOUT_FILENO, text, err);
	} else {
		status = write_text(ends[1], text, err);
		close(ends[1]);
		while (waitpid(child, &how, 0) < 0 && errno == EINTR)
			;
		/* 127: the shell did not find it. */
		if (WIFEXITED(how) && WEXITSTATUS(how) == 127)
			status = write_text(STDOUT_FILENO, text, err);
	}
	signal(SIGPIPE, before);
	return status;
}
