/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Connections that the kernel keeps until we take them. */
#define BACKLOG 1024
/* Where to listen if nothing says where. */
static const char *const usual[] = {"127.0.0.1:8190"};
/* The first socket of systemd. */
#define PASSED 3

static const char *path_of(const struct hk_address *address)
{
	return ((const struct sockaddr_un *)&address->place)->sun_path;
}

/* Refuse a place that other machines reach, unless that was allowed. */
static enum hk_status check_reach(const struct hk_address *address,
				  const struct hk_listen_how *how,
				  struct hk_error *err)
{
	char place[HK_ADDRESS_TEXT];

	if (how->everyone || hk_address_is_here(address))
		return HK_OK;
	hk_address_put(place, address);
	return hk_error_set(err, HK_EUSAGE,
			    "%s can be reached from other machines: whoever "
			    "does could read every text in the index, without "
			    "a password; add --everyone-may-read if that is "
			    "what you want",
			    place);
}

/* Is somebody there? A socket whose server has ended refuses us. */
static bool is_alive(const struct hk_address *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool alive = fd >= 0 &&
		     (!connect(fd, (const struct sockaddr *)&address->place,
			       address->size) ||
		      errno != ECONNREFUSED);

	if (fd >= 0)
		close(fd);
	return alive;
}

/* Bind a socket with a path, in place of one that a dead server left. */
static int bind_path(int fd, const struct hk_address *address, mode_t mode)
{
	const struct sockaddr *place = (const struct sockaddr *)&address->place;
	struct stat what;
	mode_t mask;
	int failed, number;

	if (!lstat(path_of(address), &what) && S_ISSOCK(what.st_mode) &&
	    what.st_uid == geteuid() && !is_alive(address))
		unlink(path_of(address));
	/* It has its rights from the first moment on. */
	mask = umask(~mode & 0777);
	failed = bind(fd, place, address->size);
	number = errno;
	umask(mask);
	errno = number;
	return failed;
}

static enum hk_status open_one(struct hk_listen_socket *out, const char *text,
			       const struct hk_listen_how *how,
			       struct hk_error *err)
{
	const int yes = 1;
	enum hk_status status = hk_address_read(&out->address, text, err);
	struct sockaddr *place = (struct sockaddr *)&out->address.place;
	bool path = place->sa_family == AF_UNIX;
	int failed;

	if (!status)
		status = check_reach(&out->address, how, err);
	if (status)
		return status;
	out->fd = socket(place->sa_family,
			 SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (out->fd < 0)
		return hk_error_system(err, errno, "cannot listen at '%s'",
				       text);
	if (!path)
		setsockopt(out->fd, SOL_SOCKET, SO_REUSEADDR, &yes,
			   sizeof(yes));
	failed = path ? bind_path(out->fd, &out->address, how->mode)
		      : bind(out->fd, place, out->address.size);
	if (failed)
		return hk_error_system(err, errno, "cannot listen at '%s'",
				       text);
	out->ours = path;
	if (listen(out->fd, BACKLOG))
		return hk_error_system(err, errno, "cannot listen at '%s'",
				       text);
	/* The port may have been left to the kernel. */
	if (!path) {
		out->address.size = sizeof(out->address.place);
		getsockname(out->fd, place, &out->address.size);
	}
	return HK_OK;
}

/* ---- systemd ---- */

/* How many sockets were passed to this process. */
static size_t count_passed(void)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	char *end;
	unsigned long n;

	if (!pid || !count || strtol(pid, &end, 10) != (long)getpid() || *end)
		return 0;
	n = strtoul(count, &end, 10);
	return *end || n > 1000 ? 0 : (size_t)n;
}

static enum hk_status take_passed(struct hk_listen *out, size_t count,
				  const struct hk_listen_how *how,
				  struct hk_error *err)
{
	enum hk_status status = HK_OK;

	if (how->count)
		return hk_error_set(err, HK_EUSAGE,
				    "systemd passed a socket: say where to "
				    "listen in the socket unit, not with "
				    "--listen");
	if (count > HK_LISTEN_MAX)
		return hk_error_set(err, HK_EUSAGE,
				    "more than %d places to listen at",
				    HK_LISTEN_MAX);
	for (size_t i = 0; i < count && !status; i++) {
		struct hk_listen_socket *s = &out->sockets[i];
		int accepts = 0;
		socklen_t size = sizeof(accepts);

		s->fd = PASSED + (int)i;
		s->address.size = sizeof(s->address.place);
		out->count++;
		if (fcntl(s->fd, F_SETFD, FD_CLOEXEC) ||
		    fcntl(s->fd, F_SETFL, O_NONBLOCK) ||
		    getsockopt(s->fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts,
			       &size) ||
		    !accepts ||
		    getsockname(s->fd, (struct sockaddr *)&s->address.place,
				&s->address.size))
			return hk_error_set(err, HK_EUSAGE,
					    "what systemd passed is no socket "
					    "that listens: the unit needs "
					    "ListenStream= and Accept=no");
		status = check_reach(&s->address, how, err);
	}
	return status;
}

enum hk_status hk_listen_open(struct hk_listen *out,
			      const struct hk_listen_how *how,
			      struct hk_error *err)
{
	const char *const *places = how->count ? how->places : usual;
	size_t passed = count_passed(), count = how->count ? how->count : 1;
	enum hk_status status = HK_OK;

	memset(out, 0, sizeof(*out));
	if (passed)
		return take_passed(out, passed, how, err);
	if (how->count > HK_LISTEN_MAX)
		return hk_error_set(err, HK_EUSAGE,
				    "more than %d places to listen at",
				    HK_LISTEN_MAX);
	for (size_t i = 0; i < count && !status; i++) {
		out->sockets[i].fd = -1;
		out->count++;
		status = open_one(&out->sockets[i], places[i], how, err);
	}
	return status;
}

void hk_listen_close(struct hk_listen *listen)
{
	for (size_t i = 0; i < listen->count; i++) {
		struct hk_listen_socket *s = &listen->sockets[i];

		if (s->fd >= 0)
			close(s->fd);
		if (s->ours)
			unlink(path_of(&s->address));
	}
	listen->count = 0;
}
