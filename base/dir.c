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

/* Make the one folder `path`, which is as it was when this returns. */
static enum hk_status make_one(char *path, struct hk_error *err)
{
	char *slash = strrchr(path, '/');
	enum hk_status status;

	if (mkdir(path, 0777))
		return errno == EEXIST || errno == EISDIR
			       ? HK_OK
			       : hk_error_system(err, errno, "cannot make %s",
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
		return hk_error_system(err, errno, "cannot read %s", path);
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
		status = hk_error_system(err, errno, "cannot read %s", path);
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
		status = hk_error_system(err, errno, "cannot sync %s", path);
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
