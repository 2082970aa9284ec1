/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* Bytes read at once. */
#define PIECE (1u << 16)
/* Milliseconds between looks whether it has ended, since what it started may
 * hold its pipes open after that. */
#define LOOK 100
/* Bytes of its standard error that are kept. */
#define SAID_MAX 400

struct run {
	const struct hk_process *process;
	struct hk_buf *out;
	pid_t pid;
	int output, errors; /* our ends of its pipes; -1: closed */
	struct timespec start;
	char said[SAID_MAX + 1];
	size_t said_len;
};

static int64_t passed(const struct run *run)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)(now.tv_sec - run->start.tv_sec) * 1000 +
	       (now.tv_nsec - run->start.tv_nsec) / 1000000;
}

/* ---- Starting ---- */

static int prepare(posix_spawn_file_actions_t *files, posix_spawnattr_t *attr,
		   const struct hk_process *process, const int out[2],
		   const int err[2])
{
	sigset_t none, usual;
	int n = 0;

	sigemptyset(&none);
	sigfillset(&usual);
	sigdelset(&usual, SIGKILL);
	sigdelset(&usual, SIGSTOP);
	if (process->input >= 0)
		n = posix_spawn_file_actions_adddup2(files, process->input, 0);
	else
		n = posix_spawn_file_actions_addopen(files, 0, "/dev/null",
						     O_RDONLY, 0);
	if (!n)
		n = posix_spawn_file_actions_adddup2(files, out[1], 1);
	if (!n)
		n = posix_spawn_file_actions_adddup2(files, err[1], 2);
	if (!n)
		n = posix_spawnattr_setflags(
			attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
				      POSIX_SPAWN_SETSIGMASK);
	if (!n)
		n = posix_spawnattr_setpgroup(attr, 0);
	if (!n)
		n = posix_spawnattr_setsigdefault(attr, &usual);
	if (!n)
		n = posix_spawnattr_setsigmask(attr, &none);
	return n;
}

static int spawn(struct run *run, const int out[2], const int err[2])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	int n = posix_spawn_file_actions_init(&files);

	if (n)
		return n;
	n = posix_spawnattr_init(&attr);
	if (!n) {
		n = prepare(&files, &attr, run->process, out, err);
		if (!n)
			n = posix_spawnp(&run->pid, run->process->argv[0],
					 &files, &attr, run->process->argv,
					 environ);
		posix_spawnattr_destroy(&attr);
	}
	posix_spawn_file_actions_destroy(&files);
	return n;
}

/* Both ends are closed on exec; ours does not block. */
static int make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		return errno;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	return 0;
}

static enum hk_status start(struct run *run, struct hk_error *err)
{
	const char *name = run->process->argv[0];
	int out[2] = {-1, -1}, errors[2] = {-1, -1};
	int n = make_pipe(out);

	if (!n)
		n = make_pipe(errors);
	if (!n) {
		clock_gettime(CLOCK_MONOTONIC, &run->start);
		n = spawn(run, out, errors);
	}
	if (out[1] >= 0)
		close(out[1]);
	if (errors[1] >= 0)
		close(errors[1]);
	run->output = out[0];
	run->errors = errors[0];
	return n ? hk_error_system(err, n, "cannot run '%s'", name) : HK_OK;
}

/* ---- Listening ---- */

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Take what can be read; at its end the pipe is closed. */
static enum hk_status take_output(struct run *run, struct hk_error *err)
{
	struct hk_buf *out = run->out;
	char piece[PIECE];
	ssize_t n = read(run->output, piece, sizeof(piece));
	enum hk_status status = HK_OK;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return HK_OK;
	if (n < 0)
		return hk_error_system(err, errno,
				       "cannot read the output of '%s'",
				       run->process->argv[0]);
	if (n == 0)
		shut(&run->output);
	else
		status = hk_buf_append(out, piece, (size_t)n);
	if (status == HK_ETOOBIG)
		return hk_error_set(
			err, status,
			"'%s' wrote more than %zu bytes and was stopped",
			run->process->argv[0], out->max);
	return status ? hk_error_nomem(err) : HK_OK;
}

/* Keep the first bytes and throw the rest away. */
static void take_errors(struct run *run)
{
	char piece[4096];
	ssize_t n = read(run->errors, piece, sizeof(piece));
	size_t left = SAID_MAX - run->said_len, len;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		shut(&run->errors);
		return;
	}
	len = (size_t)n < left ? (size_t)n : left;
	memcpy(run->said + run->said_len, piece, len);
	run->said_len += len;
}

/* Has it ended? It is not reaped yet, so that its group keeps its number. */
static bool has_ended(const struct run *run)
{
	siginfo_t info;

	info.si_pid = 0;
	return waitid(P_PID, (id_t)run->pid, &info,
		      WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == run->pid;
}

/* Wait for output for at most `ms` milliseconds, and take it. `*heard` says
 * whether there was some. */
static enum hk_status listen_for(struct run *run, int ms, bool *heard,
				 struct hk_error *err)
{
	struct pollfd fds[2] = {{run->output, POLLIN, 0},
				{run->errors, POLLIN, 0}};
	enum hk_status status = HK_OK;

	*heard = poll(fds, 2, ms) > 0;
	if (!*heard)
		return HK_OK;
	if (fds[0].revents)
		status = take_output(run, err);
	if (fds[1].revents)
		take_errors(run);
	return status;
}

static enum hk_status listen_all(struct run *run, struct hk_error *err)
{
	const struct hk_process *p = run->process;

	for (;;) {
		bool ended = has_ended(run), heard;
		int64_t left = (int64_t)p->milliseconds - passed(run);
		/* Without pipes, all that can be done is to look again soon. */
		int wait = run->output < 0 && run->errors < 0 ? 5 : LOOK;
		enum hk_status status;

		if (p->stop && *p->stop)
			return hk_error_set(err, HK_EINTERRUPTED, "stopped");
		if (left <= 0 && !ended)
			return hk_error_set(err, HK_ETIMEOUT,
					    "'%s' took longer than %u seconds "
					    "and was stopped",
					    p->argv[0], p->milliseconds / 1000);
		if (ended)
			wait = 0;
		else if (left < wait)
			wait = (int)left;
		status = listen_for(run, wait, &heard, err);
		if (status || (ended && !heard) ||
		    (ended && run->output < 0 && run->errors < 0))
			return status;
	}
}

/* ---- The end ---- */

/* The first line of what it said that is not empty. */
static const char *first_line(struct run *run)
{
	char *at = run->said;

	run->said[run->said_len] = '\0';
	at += strspn(at, " \t\r\n");
	at[strcspn(at, "\r\n")] = '\0';
	return at;
}

static enum hk_status judge(struct run *run, int how, struct hk_error *err)
{
	const char *line = first_line(run), *colon = *line ? ": " : "";

	if (WIFSIGNALED(how))
		return hk_error_set(
			err, HK_EFORMAT, "'%s' was ended by signal %d%s%s",
			run->process->argv[0], WTERMSIG(how), colon, line);
	if (WEXITSTATUS(how))
		return hk_error_set(
			err, HK_EFORMAT, "'%s' failed with status %d%s%s",
			run->process->argv[0], WEXITSTATUS(how), colon, line);
	return HK_OK;
}

enum hk_status hk_process_run(struct hk_buf *out,
			      const struct hk_process *process,
			      struct hk_error *err)
{
	struct run run = {.process = process, .out = out, .pid = -1};
	enum hk_status status = start(&run, err);
	int how = 0;

	if (!status) {
		status = listen_all(&run, err);
		kill(-run.pid, SIGKILL);
		while (waitpid(run.pid, &how, 0) < 0 && errno == EINTR)
			;
		if (!status)
			status = judge(&run, how, err);
	}
	shut(&run.output);
	shut(&run.errors);
	return status;
}

bool hk_process_beside(char out[HK_PROCESS_PATH_MAX], const char *name)
{
	static const char *const places[] = {"", "../libexec/hiku/"};
	char self[HK_PROCESS_PATH_MAX - 256];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[len > 0 ? len : 0] = '\0';
	slash = strrchr(self, '/');
	for (size_t i = 0; slash && i < 2; i++) {
		slash[1] = '\0';
		snprintf(out, HK_PROCESS_PATH_MAX, "%s%s%s", self, places[i],
			 name);
		if (access(out, X_OK) == 0)
			return true;
	}
	snprintf(out, HK_PROCESS_PATH_MAX, "%s", name);
	return false;
}
