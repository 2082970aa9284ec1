/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes read at once where the size is not known. */
#define PIECE (1u << 16)
/* Names that are tried for a new file. */
#define TRIES 100

/* The bytes to reserve at first: one more than the file has, so that its end
 * is seen without growing again. Only a hint: files grow and shrink. */
static size_t expect(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 ||
	    (uintmax_t)st.st_size >= SIZE_MAX)
		return PIECE;
	return (size_t)st.st_size + 1;
}

enum hk_status hk_file_read_fd(struct hk_buf *out, int fd, const char *name,
			       struct hk_error *err)
{
	size_t want = expect(fd), spare = 0;

	for (;;) {
		size_t left = out->max - out->len;
		char beyond;
		ssize_t n;

		if (!spare && hk_buf_reserve(out, want < left ? want : left))
			return hk_error_nomem(err);
		want = PIECE;
		spare = out->capacity - out->len - 1;
		n = spare ? read(fd, out->data + out->len, spare)
			  : read(fd, &beyond, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno, "cannot read %s",
					       name);
		if (n == 0)
			return HK_OK;
		if (!spare)
			return hk_error_set(err, HK_ETOOBIG,
					    "%s is larger than %zu bytes, the "
					    "largest that is read",
					    name, out->max);
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		spare -= (size_t)n;
	}
}

enum hk_status hk_file_read(struct hk_buf *out, const char *path,
			    struct hk_error *err)
{
	enum hk_status status;
	struct stat st;
	/* O_NONBLOCK: opening a FIFO must not wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return hk_error_system(err, errno, "cannot open '%s'", path);
	if (fstat(fd, &st) != 0)
		status = hk_error_system(err, errno, "cannot read '%s'", path);
	else if (!S_ISREG(st.st_mode))
		status = hk_error_set(err, HK_EFORMAT,
				      "'%s' is not a regular file", path);
	else
		status = hk_file_read_fd(out, fd, path, err);
	close(fd);
	return status;
}

enum hk_status hk_file_write_all(int fd, struct hk_str bytes, const char *name,
				 struct hk_error *err)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.data, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) /* else 0 would go on for ever */
			return hk_error_system(err, n ? errno : EIO,
					       "cannot write %s", name);
		bytes.data += n;
		bytes.len -= (size_t)n;
	}
	return HK_OK;
}

static int sync_fd(int fd)
{
	int n;

	do
		n = fsync(fd);
	while (n != 0 && errno == EINTR);
	return n;
}

enum hk_status hk_file_sync_dir(const char *dir, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return hk_error_system(err, errno,
				       "cannot open the folder '%s'", dir);
	/* Some file systems have no fsync of folders, and need none. */
	if (sync_fd(fd) != 0 && errno != EINVAL && errno != ENOTSUP)
		status = hk_error_system(err, errno,
					 "cannot sync the folder '%s'", dir);
	close(fd);
	return status;
}

/* A new file beside the one to be replaced; its path goes to `path`. */
static int open_beside(struct hk_buf *path, const char *dir, const char *name,
		       struct hk_error *err, enum hk_status *status)
{
	for (unsigned i = 0; i < TRIES; i++) {
		int fd;

		hk_buf_reset(path);
		if (hk_buf_printf(path, "%s/%s.new-%ld-%u", dir, name,
				  (long)getpid(), i)) {
			*status = hk_error_nomem(err);
			return -1;
		}
		fd = open(path->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			  0666);
		if (fd >= 0 || errno != EEXIST) {
			if (fd < 0)
				*status = hk_error_system(err, errno,
							  "cannot make '%s'",
							  path->data);
			return fd;
		}
	}
	*status =
		hk_error_set(err, HK_EIO, "cannot replace '%s/%s'", dir, name);
	return -1;
}

enum hk_status hk_file_replace(const char *dir, const char *name,
			       struct hk_str bytes, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf fresh, path;
	int fd;

	hk_buf_init(&fresh, HK_BUF_NO_MAX);
	hk_buf_init(&path, HK_BUF_NO_MAX);
	fd = open_beside(&fresh, dir, name, err, &status);
	if (fd < 0)
		goto out;
	status = hk_file_write_all(fd, bytes, fresh.data, err);
	if (!status && sync_fd(fd) != 0)
		status = hk_error_system(err, errno, "cannot sync '%s'",
					 fresh.data);
	/* The bytes are safe by now, and an interrupted close has closed. */
	if (close(fd) != 0 && errno != EINTR && !status)
		status = hk_error_system(err, errno, "cannot write %s",
					 fresh.data);
	if (!status && hk_buf_printf(&path, "%s/%s", dir, name))
		status = hk_error_nomem(err);
	if (!status && rename(fresh.data, path.data) != 0)
		status = hk_error_system(err, errno, "cannot replace '%s'",
					 path.data);
	if (status)
		unlink(fresh.data);
	else
		status = hk_file_sync_dir(dir, err);
out:
	hk_buf_release(&fresh);
	hk_buf_release(&path);
	return status;
}
