/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Which names in a folder a walk goes on to: kinds of files, and rules. */

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/walk/private.h"

static bool is_version_control(const char *name)
{
	/* Those that are not hidden anyway. */
	static const char *const names[] = {"CVS", "SCCS", "RCS", "_darcs",
					    "{arch}"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static void leave_out(struct hk_walk_look *look, const char *why)
{
	look->why = why;
	look->left = true;
}

/* Find out what the name stands for, following a link if the rules want that.
 * False if it is skipped, and why. */
static bool look_what(struct hk_walker *w, int fd, const char *name,
		      struct hk_walk_look *look)
{
	if (fstatat(fd, name, &look->st, AT_SYMLINK_NOFOLLOW) != 0) {
		/* It may be gone since the folder was read. */
		look->failed = errno != ENOENT;
		look->why = strerror(errno);
		return false;
	}
	look->linked = S_ISLNK(look->st.st_mode);
	if (!look->linked)
		return true;
	if (!w->rules->follow) {
		leave_out(look, "symbolic link");
	} else if (fstatat(fd, name, &look->st, 0) != 0) {
		look->failed = true;
		look->why = errno == ENOENT
				    ? HK_MESSAGE("dangling symbolic link")
				    : strerror(errno);
	}
	return !look->why;
}

/* What the .hikuignore files of the folder and those around it say. */
static void look_ignored(struct hk_walker *w, const struct hk_walk_level *at,
			 struct hk_walk_look *look)
{
	bool folder = S_ISDIR(look->st.st_mode);

	for (; at; at = at->up) {
		struct hk_str path = hk_span_str(w->path.data + at->base,
						 w->path.len - at->base);
		const struct hk_ignore_rule *rule =
			hk_ignore_match(&at->ignore, path, folder);

		if (!rule)
			continue;
		if (rule->negated)
			return;
		hk_error_set(&look->reason, HK_OK,
			     "ignored by line %u of %.*s%s", rule->line,
			     (int)(at->base < 800 ? at->base : 800),
			     w->path.data, HK_IGNORE_FILE);
		leave_out(look, look->reason.message);
		return;
	}
}

void hk_walk_look(struct hk_walker *w, const struct hk_walk_level *at,
		  const char *name, struct hk_walk_look *look)
{
	const struct hk_rules *rules = w->rules;
	struct hk_str path =
		hk_span_str(w->path.data + w->base, w->path.len - w->base);
	bool folder;

	if (at) {
		memset(look, 0, offsetof(struct hk_walk_look, reason));
		if (name[0] == '.' && !rules->hidden)
			leave_out(look, "hidden");
		else if (!strcmp(name, HK_IGNORE_FILE))
			leave_out(look, "rules, not an article");
		if (look->why || !look_what(w, at->fd, name, look))
			return;
	}
	folder = S_ISDIR(look->st.st_mode);
	if (!folder && !S_ISREG(look->st.st_mode)) {
		look->why = HK_MESSAGE("not a regular file");
		return;
	}
	if (at && folder && !rules->hidden && is_version_control(name)) {
		leave_out(look, "a folder of version control");
		return;
	}
	look->included = (at && at->included) || !rules->include.count ||
			 hk_ignore_match(&rules->include, path, folder);
	if (hk_ignore_match(&rules->exclude, path, folder))
		leave_out(look, "excluded by --exclude");
	else if (!folder && !look->included)
		leave_out(look, "not matched by --include");
	else
		look_ignored(w, at, look);
}

enum hk_status hk_walk_read_ignore(struct hk_walker *w,
				   struct hk_walk_level *at,
				   struct hk_error *why)
{
	int fd = openat(at->fd, HK_IGNORE_FILE,
			O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	enum hk_status status;
	struct hk_buf text;
	struct stat st;

	if (fd < 0 && errno == ENOENT)
		return HK_OK;
	if (fd < 0)
		return hk_error_system(why, errno, "cannot read its %s",
				       HK_IGNORE_FILE);
	hk_buf_init(&text, HK_IGNORE_BYTES_MAX);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		status = hk_error_set(why, HK_EFORMAT,
				      "its %s is not a regular file",
				      HK_IGNORE_FILE);
	else
		status = hk_file_read_fd(&text, fd, HK_IGNORE_FILE, why);
	if (!status)
		status = hk_ignore_read(&at->ignore, &at->arena,
					hk_buf_str(&text), why);
	close(fd);
	hk_buf_release(&text);
	return status == HK_ENOMEM ? hk_error_nomem(w->err) : status;
}
