/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/config.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* Bytes of what the system knows of a user, or of a group without members. */
#define NAMES_MAX 2048

enum hk_status hk_config_path(struct hk_buf *out, const char *name,
			      struct hk_error *err)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	enum hk_status status = HK_OK;

	/* By its specification, a relative path is ignored. */
	if (config && config[0] == '/')
		status = hk_buf_printf(out, "%s/hiku/%s", config, name);
	else if (home && home[0] == '/')
		status = hk_buf_printf(out, "%s/.config/hiku/%s", home, name);
	return status ? hk_error_nomem(err) : HK_OK;
}

/* Is it the group of the file's owner alone? Most systems give each user one,
 * of the same name, and let it write all that he makes (umask 002). */
static bool is_own_group(const struct stat *st)
{
	char user_text[NAMES_MAX], group_text[NAMES_MAX];
	struct passwd user, *owner = NULL;
	struct group group, *of = NULL;

	if (getpwuid_r(st->st_uid, &user, user_text, sizeof(user_text),
		       &owner) ||
	    !owner || owner->pw_gid != st->st_gid)
		return false;
	return !getgrgid_r(st->st_gid, &group, group_text, sizeof(group_text),
			   &of) &&
	       of && !strcmp(of->gr_name, owner->pw_name) && !of->gr_mem[0];
}

enum hk_status hk_config_check(const struct stat *st, const char *path,
			       const char *purpose, struct hk_error *err)
{
	if (st->st_uid != geteuid() && st->st_uid != 0)
		return hk_error_set(err, HK_EACCES,
				    "%s '%s': it belongs to another user",
				    purpose, path);
	if ((st->st_mode & S_IWOTH) ||
	    ((st->st_mode & S_IWGRP) && !is_own_group(st)))
		return hk_error_set(err, HK_EACCES,
				    "%s '%s': it can be written by others; run "
				    "chmod go-w on it",
				    purpose, path);
	return HK_OK;
}

/* Who can write the folder can put another file there. */
static enum hk_status check_folder(const char *path, const char *purpose,
				   struct hk_error *err)
{
	size_t len = (size_t)(strrchr(path, '/') - path);
	enum hk_status status = HK_OK;
	char *dir = strndup(path, len);
	struct stat st;

	if (!dir)
		return hk_error_nomem(err);
	if (stat(dir, &st) == 0)
		status = hk_config_check(&st, dir, purpose, err);
	free(dir);
	return status;
}

static enum hk_status read_file(struct hk_buf *text, const char *path,
				bool *there, const char *purpose,
				struct hk_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum hk_status status;
	struct stat st;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return HK_OK;
	if (fd < 0)
		return errno != EACCES
			       ? hk_error_system(err, errno, "cannot open '%s'",
						 path)
			       : hk_error_set(err, HK_EACCES,
					      "cannot open '%s': %s; if it is "
					      "another user's, set HOME or "
					      "XDG_CONFIG_HOME to your own "
					      "folder",
					      path, strerror(EACCES));
	*there = true;
	if (fstat(fd, &st) != 0)
		status = hk_error_system(err, errno, "cannot read '%s'", path);
	else if (!S_ISREG(st.st_mode))
		status = hk_error_set(err, HK_EFORMAT,
				      "'%s' is not a regular file", path);
	else
		status = hk_config_check(&st, path, purpose, err);
	if (!status)
		status = check_folder(path, purpose, err);
	if (!status)
		status = hk_file_read_fd(text, fd, path, err);
	close(fd);
	return status;
}

enum hk_status hk_config_read(struct hk_buf *text, struct hk_buf *path,
			      bool *there, const char *name,
			      const char *purpose, struct hk_error *err)
{
	enum hk_status status = hk_config_path(path, name, err);

	*there = false;
	if (status || !path->len)
		return status;
	return read_file(text, path->data, there, purpose, err);
}
