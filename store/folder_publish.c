/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Changing the folder of an index, under the writer's lock. */

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/folder_private.h"
#include "store/lock.h"

void hk_folder_next(const struct hk_folder *folder,
		    char out[HK_FOLDER_NAME_MAX])
{
	hk_folder_print(out, hk_folder_number(folder->generation) + 1);
}

/* ---- Publishing ---- */

/* Point the link for servers to the current generation. A medium without links
 * is not a reason to fail. */
static void link_served(const struct hk_folder *folder)
{
	char *path = hk_dir_join(folder->dir, HK_FOLDER_SERVED);
	char *fresh = hk_dir_join(folder->dir, HK_FOLDER_SERVED ".new");
	char old[HK_FOLDER_NAME_MAX] = "";

	if (path && fresh && folder->generation[0] &&
	    (readlink(path, old, sizeof(old) - 1) < 0 ||
	     strcmp(old, folder->generation) != 0)) {
		unlink(fresh);
		if (!symlink(folder->generation, fresh) && rename(fresh, path))
			unlink(fresh);
	}
	free(fresh);
	free(path);
}

static enum hk_status make_in_use(const char *database, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	char *path = hk_dir_join(database, HK_FOLDER_IN_USE);
	int fd;

	if (!path)
		return hk_error_nomem(err);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		status = hk_error_system(err, errno, "cannot make '%s'", path);
	else
		close(fd);
	free(path);
	return status;
}

enum hk_status hk_folder_publish(struct hk_folder *folder, const char *name,
				 struct hk_error *err)
{
	struct hk_folder next = {folder->dir, "", NULL};
	char pointer[64];
	enum hk_status status;
	int len;

	assert(hk_folder_number(name));
	len = snprintf(pointer, sizeof(pointer), "%s %s\n%s\n",
		       HK_FOLDER_POINTER, HK_FOLDER_FORMAT_TEXT, name);
	status = hk_folder_look(folder->dir, name, err);
	if (!status)
		status = hk_folder_set(&next, name, err);
	if (!status)
		status = make_in_use(next.database, err);
	if (!status)
		status = hk_dir_sync(next.database, err);
	/* The generation's name must be on disk before the pointer has it. */
	if (!status)
		status = hk_file_sync_dir(folder->dir, err);
	if (!status)
		status =
			hk_file_replace(folder->dir, HK_FOLDER_POINTER,
					hk_span_str(pointer, (size_t)len), err);
	if (status) {
		free(next.database);
		return status;
	}
	free(folder->database);
	*folder = next;
	link_served(folder);
	return HK_OK;
}

static enum hk_status find_newest(void *ctx, const char *name,
				  struct hk_error *err)
{
	unsigned long *newest = ctx, number = hk_folder_number(name);

	(void)err;
	if (number > *newest)
		*newest = number;
	return HK_OK;
}

enum hk_status hk_folder_adopt(struct hk_folder *folder, struct hk_error *err)
{
	char name[HK_FOLDER_NAME_MAX];
	unsigned long newest = 0;
	enum hk_status status;

	if (folder->generation[0])
		return HK_OK;
	status = hk_dir_each(folder->dir, find_newest, &newest, err);
	if (status || !newest)
		return status;
	hk_folder_print(name, newest);
	return hk_folder_publish(folder, name, err);
}

/* ---- Building and removing ---- */

enum hk_status hk_folder_scratch(const struct hk_folder *folder, char **path,
				 struct hk_error *err)
{
	*path = hk_dir_join(folder->dir, HK_FOLDER_SCRATCH "XXXXXX");
	if (!*path)
		return hk_error_nomem(err);
	if (mkdtemp(*path))
		return HK_OK;
	free(*path);
	*path = NULL;
	return hk_error_system(err, errno, "cannot make a folder in '%s'",
			       folder->dir);
}

/* Remove a generation, unless a reader holds it. */
static void remove_generation(const char *path)
{
	char *name = hk_dir_join(path, HK_FOLDER_IN_USE);
	int fd = name ? open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
	bool free_to_go = fd < 0 ? errno == ENOENT : !hk_lock_try(fd, true);

	if (name && free_to_go)
		hk_dir_remove(path);
	if (fd >= 0)
		close(fd);
	free(name);
}

static enum hk_status clean_entry(void *ctx, const char *name,
				  struct hk_error *err)
{
	/* What a writer that died while it replaced the pointer may leave. */
	static const char fresh_pointer[] = HK_FOLDER_POINTER ".";
	const struct hk_folder *folder = ctx;
	char *path = hk_dir_join(folder->dir, name);

	if (!path)
		return hk_error_nomem(err);
	if (!strncmp(name, HK_FOLDER_SCRATCH, strlen(HK_FOLDER_SCRATCH)))
		hk_dir_remove(path);
	else if (!strncmp(name, fresh_pointer, strlen(fresh_pointer)))
		unlink(path);
	else if (hk_folder_number(name) && folder->generation[0] &&
		 strcmp(name, folder->generation) != 0)
		remove_generation(path);
	free(path);
	return HK_OK;
}

enum hk_status hk_folder_clean(struct hk_folder *folder, struct hk_error *err)
{
	bool moved;
	enum hk_status status = hk_folder_refresh(folder, &moved, err);

	if (!status)
		link_served(folder);
	/* The pointer counts only once it is on disk: until then a power cut
	 * may bring back the one before. */
	if (!status)
		status = hk_file_sync_dir(folder->dir, err);
	return status ? status
		      : hk_dir_each(folder->dir, clean_entry, folder, err);
}
