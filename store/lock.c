/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* Bytes of "pid host\n"; a longer name of a host is cut. */
#define HOLDER_MAX 128

/* Milliseconds between two attempts. */
#define PAUSE_MS 50

int hk_lock_try(int fd, bool exclusive)
{
	int failed;

#ifdef F_OFD_SETLK
	struct flock whole = {.l_type = exclusive ? F_WRLCK : F_RDLCK,
			      .l_whence = SEEK_SET};

	failed = fcntl(fd, F_OFD_SETLK, &whole);
#else
	failed = flock(fd, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB);
#endif
	if (!failed)
		return 0;
	return errno == EACCES || errno == EWOULDBLOCK ? EAGAIN : errno;
}

/* Say who we are to those who wait. A failure does no harm. */
static void write_holder(int fd)
{
	char host[HOLDER_MAX - 32], line[HOLDER_MAX];
	int len;

	if (gethostname(host, sizeof(host)))
		strcpy(host, "?");
	host[sizeof(host) - 1] = '\0';
	len = snprintf(line, sizeof(line), "%ld %s\n", (long)getpid(), host);
	if (pwrite(fd, line, (size_t)len, 0) == len && ftruncate(fd, len))
		return;
}

static enum hk_status locked(int fd, const char *dir, struct hk_error *err)
{
	char line[HOLDER_MAX];
	ssize_t len = pread(fd, line, sizeof(line) - 1, 0);
	char *host;

	line[len > 0 ? len : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	host = strchr(line, ' ');
	if (!host)
		return hk_error_set(err, HK_ELOCKED,
				    "another process is writing to the index "
				    "'%s'; try again later, or use --wait "
				    "SECONDS",
				    dir);
	*host++ = '\0';
	return hk_error_set(err, HK_ELOCKED,
			    "process %s on %s is writing to the index '%s'; "
			    "try again later, or use --wait SECONDS",
			    line, host, dir);
}

/* Milliseconds of a clock that is never set. */
static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static enum hk_status wait_for(int fd, const char *dir, long wait_ms,
			       struct hk_error *err)
{
	const struct timespec pause = {0, PAUSE_MS * 1000000L};
	long long end = now_ms() + wait_ms;
	int failed;

	while ((failed = hk_lock_try(fd, true)) == EAGAIN) {
		if (wait_ms >= 0 && now_ms() >= end)
			return locked(fd, dir, err);
		if (nanosleep(&pause, NULL))
			return hk_error_set(err, HK_EINTERRUPTED,
					    "interrupted while waiting for the "
					    "lock of the index %s",
					    dir);
	}
	/* As old kernels, some emulations and some file systems answer. */
	if (failed == EINVAL || failed == ENOLCK || failed == ENOSYS ||
	    failed == EOPNOTSUPP)
		return hk_error_set(err, HK_EIO,
				    "cannot lock the index '%s': there are no "
				    "locks of open files here (%s); put the "
				    "index on another file system",
				    dir, strerror(failed));
	if (failed)
		return hk_error_system(err, failed,
				       "cannot lock the index '%s'", dir);
	return HK_OK;
}

enum hk_status hk_lock_take(int *fd, const char *dir, long wait_ms,
			    struct hk_error *err)
{
	enum hk_status status;
	char *path;

	*fd = -1;
	if (asprintf(&path, "%s/%s", dir, HK_LOCK_FILE) < 0)
		return hk_error_nomem(err);
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (*fd < 0)
		status = hk_error_system(err, errno, "cannot open '%s'", path);
	else
		status = wait_for(*fd, dir, wait_ms, err);
	free(path);
	if (status) {
		hk_lock_free(*fd);
		*fd = -1;
		return status;
	}
	write_holder(*fd);
	return HK_OK;
}

/* Is the whole file locked by another? */
static bool is_held(int fd)
{
#ifdef F_OFD_GETLK
	struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};

	return !fcntl(fd, F_OFD_GETLK, &whole) && whole.l_type == F_WRLCK;
#else
	/* Here one can only try; who begins to write just now tries again. */
	return hk_lock_try(fd, false) == EAGAIN;
#endif
}

void hk_lock_holder(char *out, size_t size, const char *dir)
{
	ssize_t len = 0;
	char *path;
	int fd;

	out[0] = '\0';
	if (asprintf(&path, "%s/%s", dir, HK_LOCK_FILE) < 0)
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	free(path);
	if (fd < 0)
		return;
	if (is_held(fd))
		len = pread(fd, out, size - 1, 0);
	out[len > 0 ? len : 0] = '\0';
	/* It may hold anything: who wrote it is not known. */
	for (char *c = out; *c; c++)
		if (*c < ' ' || *c == 127)
			*c = '\0';
	if (len == 0 && is_held(fd))
		snprintf(out, size, "?");
	close(fd);
}

void hk_lock_free(int fd)
{
	if (fd >= 0)
		close(fd);
}
