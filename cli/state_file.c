/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/state_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"

/* Append the folder. HK_ENOTFOUND if the user has no home. */
static enum hk_status put_folder(struct hk_buf *out, struct hk_error *err)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (state && *state == '/')
		return hk_buf_printf(out, "%s/hiku", state);
	if (home && *home == '/')
		return hk_buf_printf(out, "%s/.local/state/hiku", home);
	return hk_error_set(err, HK_ENOTFOUND,
			    "no last answer is known: neither XDG_STATE_HOME "
			    "nor HOME is set");
}

/* Is it the user's own, and can nobody else change it? */
static bool is_own(const struct stat *file)
{
	return file->st_uid == geteuid() &&
	       !(file->st_mode & (S_IWGRP | S_IWOTH));
}

/* Remove the files of sessions that are over. */
static enum hk_status sweep(void *folder, const char *name,
			    struct hk_error *err)
{
	const char *dash = strchr(name, '-');
	char *end, *path;
	long session;

	(void)err;
	if (!dash)
		return HK_OK;
	session = strtol(dash + 1, &end, 10);
	if (session <= 0 || session > INT_MAX || *end)
		return HK_OK;
	if (kill((pid_t)session, 0) == 0 || errno != ESRCH)
		return HK_OK;
	path = hk_dir_join(folder, name);
	if (path)
		unlink(path);
	free(path);
	return HK_OK;
}

/* Replace a file. */
static void replace(const char *folder, const char *name, struct hk_str bytes)
{
	char fresh[64];
	struct stat dir;
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;

	if (at < 0)
		return;
	snprintf(fresh, sizeof(fresh), "new-%ld", (long)getpid());
	if (fstat(at, &dir) || !is_own(&dir)) {
		close(at);
		return;
	}
	unlinkat(at, fresh, 0);
	fd = openat(at, fresh,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0) {
		bool written = !hk_file_write_all(fd, bytes, fresh, NULL);

		if (close(fd) || !written || renameat(at, fresh, at, name))
			unlinkat(at, fresh, 0);
	}
	close(at);
}

void hk_state_file_keep(const char *name, struct hk_str bytes)
{
	struct hk_buf folder;

	hk_buf_init(&folder, 1u << 20);
	if (!put_folder(&folder, NULL)) {
		if (!hk_dir_has(folder.data, ".") &&
		    !hk_dir_make(folder.data, NULL))
			chmod(folder.data, 0700);
		replace(folder.data, name, bytes);
		if (hk_dir_each(folder.data, sweep, folder.data, NULL))
			folder.len = 0; /* another time */
	}
	hk_buf_release(&folder);
}

void hk_state_file_write(const char *kind, struct hk_str bytes)
{
	char name[64];

	snprintf(name, sizeof(name), "%s-%ld", kind, (long)getsid(0));
	hk_state_file_keep(name, bytes);
}

static enum hk_status read_own(struct hk_buf *out, const char *path,
			       struct hk_error *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	enum hk_status status;
	struct stat file;

	if (fd < 0 && errno == ENOENT)
		return hk_error_set(err, HK_ENOTFOUND,
				    "this terminal has no last answer; ask "
				    "something first");
	if (fd < 0)
		return hk_error_system(err, errno, "cannot open %s", path);
	if (fstat(fd, &file))
		status = hk_error_system(err, errno, "cannot read %s", path);
	else if (!S_ISREG(file.st_mode) || !is_own(&file))
		status = hk_error_set(err, HK_EACCES,
				      "%s is not a file of your own that "
				      "nobody else can write; remove it",
				      path);
	else
		status = hk_file_read_fd(out, fd, path, err);
	close(fd);
	return status;
}

enum hk_status hk_state_file_read(struct hk_buf *out, struct hk_buf *path,
				  const char *kind, struct hk_error *err)
{
	struct hk_buf own;
	enum hk_status status;

	hk_buf_init(&own, 1u << 20);
	if (!path)
		path = &own;
	status = put_folder(path, err);
	if (!status)
		status = hk_buf_printf(path, "/%s-%ld", kind, (long)getsid(0));
	if (!status)
		status = read_own(out, path->data, err);
	hk_buf_release(&own);
	return status;
}

enum hk_status hk_state_file_recall(struct hk_buf *out, const char *name,
				    struct hk_error *err)
{
	struct hk_buf path;
	enum hk_status status;

	hk_buf_init(&path, 1u << 20);
	status = put_folder(&path, err);
	if (!status)
		status = hk_buf_printf(&path, "/%s", name);
	if (!status)
		status = read_own(out, path.data, err);
	hk_buf_release(&path);
	return status;
}
