/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/front_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve/clock.h"

/* Connections that are taken before others are looked at. */
#define ACCEPTS 64
/* Descriptors beside those of clients. */
#define OTHER_FILES 256
/* Bytes for the head of a request, and of an answer. */
#define HEAD_MAX (16u << 10)
/* Milliseconds for what is under way at the end. */
#define ENDING_MS 5000
/* After accept() failed, or where nobody makes room. */
#define PAUSE_MS 50

/* What the loop waits for. */
struct waits {
	struct pollfd fds[HK_LISTEN_MAX + 2 + HK_POOL_READERS_MAX];
	size_t listeners, readers; /* of these; then the daemon and `stop` */
};

/* ---- Arrivals ---- */

/* Take one connection. False: there is none, or there can be none now. */
static bool take_one(struct hk_front *front, int listener, int64_t *paused)
{
	struct sockaddr_storage from;
	socklen_t size = sizeof(from);
	int fd;

	if (front->clients >= front->how->connections &&
	    !hk_front_evict(front)) {
		*paused = hk_clock_now() + PAUSE_MS;
		return false;
	}
	fd = accept4(listener, (struct sockaddr *)&from, &size,
		     SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
		    errno == ENOMEM) {
			hk_front_evict(front);
			*paused = hk_clock_now() + PAUSE_MS;
		}
		return errno == EINTR || errno == ECONNABORTED;
	}
	/* On failure it has closed the descriptor. */
	(void)MHD_add_connection(front->daemon, fd, (struct sockaddr *)&from,
				 size);
	return true;
}

static void take_arrivals(struct hk_front *front, const struct waits *waits,
			  int64_t *paused)
{
	for (size_t i = 0; i < waits->listeners; i++)
		for (int k = 0; waits->fds[i].revents && k < ACCEPTS; k++)
			if (!take_one(front, waits->fds[i].fd, paused))
				break;
}

/* ---- The loop ---- */

/* Wait until something can be done, at most to the moment `until` (-1: none).
 */
static void wait_for(struct hk_front *front, const struct hk_listen *listen,
		     struct waits *waits, int64_t until, bool accepts)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(front->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	MHD_UNSIGNED_LONG_LONG due;
	int64_t now = hk_clock_now(), left;
	size_t n = 0;

	for (size_t i = 0; i < listen->count && accepts; i++)
		waits->fds[n++] = (struct pollfd){.fd = listen->sockets[i].fd,
						  .events = POLLIN};
	waits->listeners = n;
	waits->readers = hk_pool_wait(front->pool, waits->fds + n, &until);
	n += waits->readers;
	waits->fds[n++] =
		(struct pollfd){.fd = info->epoll_fd, .events = POLLIN};
	if (!front->ending)
		waits->fds[n++] = (struct pollfd){.fd = front->how->stop_fd,
						  .events = POLLIN};
	if (MHD_get_timeout(front->daemon, &due) == MHD_YES)
		until = hk_clock_earlier(until, now + (int64_t)due);
	if (front->resumed)
		until = now;
	left = until < 0 ? -1 : until > now ? until - now : 0;
	if (poll(waits->fds, (nfds_t)n, left > 60000 ? 60000 : (int)left) < 0)
		for (size_t i = 0; i < n; i++)
			waits->fds[i].revents = 0;
}

static void serve(struct hk_front *front, const struct hk_listen *listen)
{
	int64_t paused = -1, ends = -1;
	struct waits waits;

	while (!front->ending || (front->clients && hk_clock_now() < ends)) {
		int64_t until = hk_front_expire(front), now = hk_clock_now();

		if (paused >= 0 && now >= paused)
			paused = -1;
		until = hk_clock_earlier(hk_clock_earlier(until, paused), ends);
		wait_for(front, listen, &waits, until,
			 paused < 0 && !front->ending);
		take_arrivals(front, &waits, &paused);
		hk_pool_step(front->pool, waits.fds + waits.listeners,
			     waits.readers);
		front->resumed = false;
		MHD_run(front->daemon);
		/* What it has asked goes to readers that are idle. */
		hk_pool_step(front->pool, NULL, 0);
		if (*front->how->stop && !front->ending) {
			front->ending = true;
			ends = hk_clock_now() + ENDING_MS;
		}
	}
}

/* Let there be descriptors for all clients. */
static void raise_limit(unsigned clients)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	if (limit.rlim_cur >= (rlim_t)clients + OTHER_FILES)
		return;
	limit.rlim_cur = (rlim_t)clients + OTHER_FILES;
	if (limit.rlim_cur > limit.rlim_max)
		limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* Answer those whose questions were given up, and close the rest. */
static void end(struct hk_front *front)
{
	struct hk_pool_answer none = {0};
	struct hk_front_client *client = front->lists[HK_FRONT_ASKED].first;

	hk_pool_free(front->pool);
	for (; client; client = client->next)
		if (!client->request->answered)
			hk_front_done(front, client, HK_POOL_LATE, &none);
	MHD_run(front->daemon);
	MHD_run(front->daemon);
	MHD_stop_daemon(front->daemon);
}

enum hk_status hk_front_run(const struct hk_listen *listen,
			    const struct hk_front_how *how,
			    struct hk_error *err)
{
	struct hk_front front = {.how = how};
	struct hk_pool_how pool = how->pool;
	enum hk_status status;

	raise_limit(how->connections);
	pool.ctx = &front;
	pool.wanted = hk_front_wanted;
	pool.done = hk_front_done;
	status = hk_pool_new(&front.pool, &pool, err);
	if (status)
		return status;
	front.daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET |
			MHD_ALLOW_SUSPEND_RESUME,
		0, NULL, NULL, hk_front_answer, &front,
		MHD_OPTION_URI_LOG_CALLBACK, hk_front_begin, &front,
		MHD_OPTION_NOTIFY_COMPLETED, hk_front_end, &front,
		MHD_OPTION_NOTIFY_CONNECTION, hk_front_notice, &front,
		/* Those that are being closed are counted, too. */
		MHD_OPTION_CONNECTION_LIMIT, how->connections * 2 + ACCEPTS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MAX,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
	if (!front.daemon) {
		hk_pool_free(front.pool);
		return hk_error_set(err, HK_EIO,
				    "libmicrohttpd cannot begin to serve");
	}
	serve(&front, listen);
	end(&front);
	return HK_OK;
}
