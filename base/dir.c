/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

char *hk_dir_join(const char *dir, const char *name)
{
	char *path;

	return asprintf(&path, "%s/%s", dir, name) < 0 ? NULL : path;
}

bool hk_dir_has(const char *dir, const char *name)
{
	struct stat st;
	char *path = hk_dir_join(dir, name);
	bool found = path && lstat(path, &st) == 0;

	free(path);
	return found;
}

/* ---- Making ---- */

/* Make the one folder `path`, which is changed meanwhile and then restored. */
static enum hk_status make_one(char *path, struct hk_error *err)
{
	char *slash = strrchr(path, '/');
	enum hk_status status;

	if (mkdir(path, 0777))
		return errno == EEXIST || errno == EISDIR
			       ? HK_OK
			       : hk_error_system(err, errno, "cannot make '%s'",
						 path);
	if (!slash || slash == path)
		return hk_file_sync_dir(slash ? "/" : ".", err);
	*slash = '\0';
	status = hk_file_sync_dir(path, err);
	*slash = '/';
	return status;
}

enum hk_status hk_dir_make(const char *path, struct hk_error *err)
{
	char *copy = strdup(path), *p = copy;
	enum hk_status status = HK_OK;

	if (!copy)
		return hk_error_nomem(err);
	while (!status && (p = strchr(p + strspn(p, "/"), '/'))) {
		*p = '\0';
		status = make_one(copy, err);
		*p = '/';
	}
	if (!status)
		status = make_one(copy, err);
	free(copy);
	return status;
}

/* ---- Walking ---- */

enum hk_status hk_dir_each(const char *path, hk_dir_fn fn, void *ctx,
			   struct hk_error *err)
{
	enum hk_status status = HK_OK;
	DIR *dir = opendir(path);

	if (!dir)
		return hk_error_system(err, errno, "cannot read '%s'", path);
	while (!status) {
		const struct dirent *entry;

		errno = 0;
		entry = readdir(dir);
		if (!entry)
			break;
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			status = fn(ctx, entry->d_name, err);
	}
	if (!status && errno)
		status = hk_error_system(err, errno, "cannot read '%s'", path);
	closedir(dir);
	return status;
}

static enum hk_status sync_one(void *ctx, const char *name,
			       struct hk_error *err)
{
	enum hk_status status = HK_OK;
	const char *const *dir = ctx;
	char *path = hk_dir_join(*dir, name);
	int fd;

	if (!path)
		return hk_error_nomem(err);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fsync(fd))
		status = hk_error_system(err, errno, "cannot sync '%s'", path);
	if (fd >= 0)
		close(fd);
	free(path);
	return status;
}

enum hk_status hk_dir_sync(const char *path, struct hk_error *err)
{
	enum hk_status status = hk_dir_each(path, sync_one, &path, err);

	return status ? status : hk_file_sync_dir(path, err);
}

/* ---- Copying ---- */

struct copy {
	const char *from, *to;
};

/* Copy all bytes of an open file into another one. The kernel shares them where
 * the file system can. */
static enum hk_status copy_bytes(int in, int out, const char *path,
				 struct hk_error *err)
{
	char bytes[1 << 16];
	ssize_t n;

	do {
		n = copy_file_range(in, NULL, out, NULL, 1u << 30, 0);
	} while (n > 0 || (n < 0 && errno == EINTR));
	if (n == 0)
		return HK_OK;
	/* It cannot between these two: copy the rest by hand. */
	while ((n = read(in, bytes, sizeof(bytes))) != 0) {
		enum hk_status status;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno, "cannot read '%s'",
					       path);
		status = hk_file_write_all(out, hk_span_str(bytes, (size_t)n),
					   path, err);
		if (status)
			return status;
	}
	return HK_OK;
}

static enum hk_status copy_one(void *ctx, const char *name,
			       struct hk_error *err)
{
	const struct copy *copy = ctx;
	char *from = hk_dir_join(copy->from, name);
	char *to = hk_dir_join(copy->to, name);
	enum hk_status status = HK_OK;
	int in = -1, out = -1;
	struct stat st;

	if (!from || !to) {
		status = hk_error_nomem(err);
		goto out;
	}
	if (lstat(from, &st) || !S_ISREG(st.st_mode))
		goto out;
	in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (in >= 0)
		out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (out < 0)
		status = hk_error_system(err, errno, "cannot copy '%s'", from);
	else
		status = copy_bytes(in, out, to, err);
	if (out >= 0 && close(out) && !status)
		status = hk_error_system(err, errno, "cannot write '%s'", to);
out:
	if (in >= 0)
		close(in);
	free(from);
	free(to);
	return status;
}

enum hk_status hk_dir_copy(const char *from, const char *to,
			   struct hk_error *err)
{
	struct copy copy = {from, to};

	if (mkdir(to, 0777))
		return hk_error_system(err, errno, "cannot make '%s'", to);
	return hk_dir_each(from, copy_one, &copy, err);
}

struct size {
	const char *dir;
	uint64_t sum;
};

static enum hk_status size_one(void *ctx, const char *name,
			       struct hk_error *err)
{
	struct size *size = ctx;
	char *path = hk_dir_join(size->dir, name);
	struct stat st;

	if (!path)
		return hk_error_nomem(err);
	if (!lstat(path, &st) && S_ISREG(st.st_mode))
		size->sum += (uint64_t)st.st_size;
	free(path);
	return HK_OK;
}

enum hk_status hk_dir_size(uint64_t *out, const char *path,
			   struct hk_error *err)
{
	struct size size = {path, 0};
	enum hk_status status = hk_dir_each(path, size_one, &size, err);

	*out = size.sum;
	return status;
}

/* ---- Removing ---- */

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

void hk_dir_remove(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
