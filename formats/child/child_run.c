/* SPDX-License-Identifier: GPL-2.0-or-later */

/* A process that reads one file and writes what it finds to a pipe. */

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "formats/child/child_private.h"

/* Milliseconds left; the child's own alarm comes earlier. */
static int time_left(const struct timespec *begin)
{
	struct timespec now;
	long long passed;

	clock_gettime(CLOCK_MONOTONIC, &now);
	passed = (now.tv_sec - begin->tv_sec) * 1000LL;
	passed = (HK_CHILD_WALL_SECONDS + 5) * 1000LL - passed;
	return passed > 0 ? (int)passed : 0;
}

/* Read everything until the other end is closed. */
static enum hk_status listen_to(struct hk_buf *told, int fd, pid_t child,
				struct hk_error *err)
{
	struct timespec begin;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (;;) {
		struct pollfd one = {fd, POLLIN, 0};
		int ready = poll(&one, 1, time_left(&begin));
		ssize_t n;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready == 0 || hk_buf_reserve(told, HK_CHILD_PIECE)) {
			kill(child, SIGKILL);
			return ready ? hk_error_nomem(err) : HK_OK;
		}
		n = read(fd, told->data + told->len, HK_CHILD_PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno,
					       "cannot read from a pipe");
		if (n == 0)
			return HK_OK;
		told->len += (size_t)n;
	}
}

/* What is done in the process. */
static void work_there(const struct hk_child_work *work, int out)
{
	struct hk_child_limit limit;

	hk_child_limit_init(&limit, out, work->in);
	hk_child_limit_once(&limit, work->mapped);
	work->run(work->ctx, out);
}

enum hk_status hk_child_run(struct hk_buf *told, enum hk_child_end *end,
			    const struct hk_child_work *work,
			    struct hk_error *err)
{
	enum hk_status status, ended;
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return hk_error_system(err, errno, "cannot create a pipe");
	child = fork();
	if (child == 0) {
		work_there(work, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return hk_error_system(err, errno, "cannot start a process");
	}
	status = listen_to(told, ends[0], child, err);
	close(ends[0]);
	ended = hk_child_limit_wait(end, child, err);
	return status ? status : ended;
}
