/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/pool_private.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

/* Close what is open from `first` to `last`. */
static void close_between(unsigned first, unsigned last)
{
	long most = sysconf(_SC_OPEN_MAX);

	/* Not every libc that has the call has a function for it. */
	if (first > last || !syscall(SYS_close_range, first, last, 0))
		return;
	for (unsigned fd = first; fd <= last && (long)fd < most; fd++)
		close((int)fd);
}

static void be_reader(int fd, pid_t parent, const struct hk_pool_how *how)
{
	sigset_t none;

	/* A reader does not outlive the server, even if that is killed. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (getppid() != parent)
		_exit(0);
	close_between(3, (unsigned)fd - 1);
	close_between((unsigned)fd + 1, ~0u);
	/* Ctrl-C goes to all processes of a terminal; the server says when
	 * readers end. */
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signal(HK_POOL_STOP, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	_exit(how->read(how->reader, fd));
}

enum hk_status hk_pool_start(pid_t *pid, int *fd, const struct hk_pool_how *how,
			     struct hk_error *err)
{
	pid_t parent = getpid();
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return hk_error_system(err, errno, "cannot start a reader");
	*pid = fork();
	if (*pid < 0) {
		int number = errno;

		close(ends[0]);
		close(ends[1]);
		return hk_error_system(err, number, "cannot start a reader");
	}
	if (!*pid)
		be_reader(ends[1], parent, how);
	close(ends[1]);
	*fd = ends[0];
	return HK_OK;
}

void hk_pool_hurry(pid_t pid)
{
	kill(pid, HK_POOL_STOP);
}

void hk_pool_stop(pid_t pid, int fd)
{
	close(fd);
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* ---- In the reader ---- */

static bool read_all(int fd, void *to, size_t len)
{
	char *at = to;

	while (len) {
		ssize_t n = read(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

bool hk_pool_next(struct hk_buf *out, int fd)
{
	uint32_t len;

	hk_buf_reset(out);
	if (!read_all(fd, &len, sizeof(len)) || hk_buf_reserve(out, len) ||
	    !read_all(fd, out->data, len))
		return false;
	out->len = len;
	out->data[len] = '\0';
	return true;
}

bool hk_pool_tell(int fd, uint32_t code, uint32_t type, struct hk_str bytes)
{
	struct hk_pool_head head = {code, type, bytes.len};

	return !hk_file_write_all(
		       fd, hk_span_str((const char *)&head, sizeof(head)),
		       "socket", NULL) &&
	       !hk_file_write_all(fd, bytes, "socket", NULL);
}
