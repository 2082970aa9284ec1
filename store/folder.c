/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/folder.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/lock.h"

#define POINTER	   HK_FOLDER_POINTER
#define GENERATION "generation-"
#define SCRATCH	   "scratch-"
#define IN_USE	   "in-use"
#define STUB	   "XAPIANDB"

#define TEXT_OF(number) #number
#define TEXT(macro)	TEXT_OF(macro)
#define FORMAT		TEXT(HK_FOLDER_FORMAT)

/* Longer than any pointer, whatever its format. */
#define POINTER_MAX 256

/* Tables that a database has from its first day, and one of documents. */
static const char *const tables[] = {"iamglass", "postlist.glass",
				     "termlist.glass"};
#define DOCUMENT_TABLE "docdata.glass"

static enum hk_status not_index(struct hk_error *err, const char *dir,
				const char *why)
{
	return hk_error_set(err, HK_ENOTINDEX, "%s is not an index: %s", dir,
			    why);
}

static enum hk_status missing(struct hk_error *err, const char *dir,
			      const char *name)
{
	return hk_error_set(err, HK_ECORRUPT,
			    "the index is damaged: %s/%s is missing; restore "
			    "it, or move the index away and add the articles "
			    "again",
			    dir, name);
}

/* ---- Names ---- */

static bool starts(const char *name, const char *prefix)
{
	return strncmp(name, prefix, strlen(prefix)) == 0;
}

static void print_generation(char out[HK_FOLDER_NAME_MAX], unsigned long number)
{
	snprintf(out, HK_FOLDER_NAME_MAX, GENERATION "%04lu", number);
}

/* The number of a generation's name; 0 where it is none, to the letter. */
static unsigned long generation_number(const char *name)
{
	char again[HK_FOLDER_NAME_MAX];
	unsigned long number;

	if (!starts(name, GENERATION))
		return 0;
	/* strtoul() takes signs and blanks too, which printing shows. */
	number = strtoul(name + strlen(GENERATION), NULL, 10);
	if (number > 999999999)
		return 0;
	print_generation(again, number);
	return strcmp(name, again) == 0 ? number : 0;
}

void hk_folder_next(const struct hk_folder *folder,
		    char out[HK_FOLDER_NAME_MAX])
{
	print_generation(out, generation_number(folder->generation) + 1);
}

enum hk_status hk_folder_default(struct hk_buf *out, struct hk_error *err)
{
	const char *named = getenv("HIKU_DB");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	enum hk_status status;

	if (named && *named)
		status = hk_buf_puts(out, named);
	else if (data && *data == '/') /* the standard wants it absolute */
		status = hk_buf_printf(out, "%s/hiku/default", data);
	else if (home && *home)
		status = hk_buf_printf(out, "%s/.local/share/hiku/default",
				       home);
	else
		return hk_error_set(err, HK_EUSAGE,
				    "no index is named: give --db DIR or set "
				    "HIKU_DB");
	return status ? hk_error_nomem(err) : HK_OK;
}

/* ---- The pointer ---- */

/* Cut the first line off `rest`; false where it is none that we write. */
static bool take_line(struct hk_str *rest, char out[HK_FOLDER_NAME_MAX])
{
	const char *end =
		rest->len ? memchr(rest->data, '\n', rest->len) : NULL;
	size_t len;

	if (!end)
		return false;
	len = (size_t)(end - rest->data);
	if (len >= HK_FOLDER_NAME_MAX || memchr(rest->data, '\0', len))
		return false;
	memcpy(out, rest->data, len);
	out[len] = '\0';
	rest->data += len + 1;
	rest->len -= len + 1;
	return true;
}

static enum hk_status parse_pointer(char generation[HK_FOLDER_NAME_MAX],
				    const char *dir, struct hk_str text,
				    struct hk_error *err)
{
	static const char first[] = POINTER " ";
	char line[HK_FOLDER_NAME_MAX];
	const char *format = line + strlen(first);

	if (!take_line(&text, line) || !starts(line, first) || !*format ||
	    format[strspn(format, "0123456789")])
		return not_index(err, dir, "its file " POINTER " is not ours");
	if (strcmp(format, FORMAT) != 0)
		return hk_error_set(err, HK_EVERSION,
				    "the index %s has format %s, this program "
				    "knows " FORMAT ": index the articles "
				    "afresh into another folder",
				    dir, format);
	if (!take_line(&text, generation) || text.len ||
	    !generation_number(generation))
		return not_index(err, dir, "its file " POINTER " is not ours");
	return HK_OK;
}

/* `generation` becomes "" where there is no pointer. */
static enum hk_status read_pointer(char generation[HK_FOLDER_NAME_MAX],
				   const char *dir, struct hk_error *err)
{
	enum hk_status status;
	struct hk_buf text;
	struct stat st;
	char *path = hk_dir_join(dir, POINTER);

	if (!path)
		return hk_error_nomem(err);
	generation[0] = '\0';
	hk_buf_init(&text, POINTER_MAX);
	if (lstat(path, &st)) {
		status = errno == ENOENT
				 ? HK_OK
				 : hk_error_system(err, errno, "cannot read %s",
						   path);
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > POINTER_MAX) {
		status =
			not_index(err, dir, "its file " POINTER " is not ours");
		goto out;
	}
	status = hk_file_read(&text, path, err);
	if (!status)
		status = parse_pointer(generation, dir, hk_buf_str(&text), err);
out:
	hk_buf_release(&text);
	free(path);
	return status;
}

/* HK_ECORRUPT where the generation is missing. */
static enum hk_status check_generation(const char *dir, const char *name,
				       struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct stat st;
	char *path = hk_dir_join(dir, name);

	if (!path)
		return hk_error_nomem(err);
	if (lstat(path, &st))
		status = errno == ENOENT
				 ? missing(err, dir, name)
				 : hk_error_system(err, errno, "cannot read %s",
						   path);
	else if (!S_ISDIR(st.st_mode) || hk_dir_has(path, STUB))
		status = not_index(err, path, "it is no folder of ours");
	free(path);
	return status;
}

static enum hk_status set_generation(struct hk_folder *folder, const char *name,
				     struct hk_error *err)
{
	char *database = hk_dir_join(folder->dir, name);

	if (!database)
		return hk_error_nomem(err);
	free(folder->database);
	folder->database = database;
	strcpy(folder->generation, name);
	return HK_OK;
}

enum hk_status hk_folder_refresh(struct hk_folder *folder, bool *moved,
				 struct hk_error *err)
{
	char name[HK_FOLDER_NAME_MAX], last[HK_FOLDER_NAME_MAX] = "";
	enum hk_status status;

	*moved = false;
	for (;;) {
		status = read_pointer(name, folder->dir, err);
		if (status)
			return status;
		if (!name[0] && !folder->generation[0])
			return HK_OK;
		if (!name[0])
			return not_index(err, folder->dir,
					 "its file " POINTER " has gone");
		status = check_generation(folder->dir, name, err);
		/* A writer may have moved on and removed it meanwhile. */
		if (status != HK_ECORRUPT || !strcmp(name, last))
			break;
		strcpy(last, name);
	}
	if (status || !strcmp(name, folder->generation))
		return status;
	*moved = true;
	return set_generation(folder, name, err);
}

/* ---- Opening ---- */

/* `dir` is there; read what it is. */
static enum hk_status look_into(struct hk_folder *out, const char *dir,
				struct hk_error *err)
{
	struct stat st;
	bool moved;

	out->dir = realpath(dir, NULL);
	if (!out->dir || stat(out->dir, &st))
		return hk_error_system(err, errno, "cannot open the index %s",
				       dir);
	if (!S_ISDIR(st.st_mode))
		return not_index(err, out->dir, "it is no folder");
	if (hk_dir_has(out->dir, STUB))
		return not_index(err, out->dir,
				 "it holds a file " STUB ", which is refused");
	return hk_folder_refresh(out, &moved, err);
}

enum hk_status hk_folder_open(struct hk_folder *out, const char *dir,
			      struct hk_error *err)
{
	enum hk_status status;
	struct stat st;

	memset(out, 0, sizeof(*out));
	if (stat(dir, &st) && errno == ENOENT)
		return hk_error_set(err, HK_ENOTFOUND,
				    "there is no index %s: make one with "
				    "`hiku-index --db DIR add FILE...`",
				    dir);
	status = look_into(out, dir, err);
	if (!status && !out->generation[0])
		status = not_index(err, out->dir, "it has no file " POINTER);
	if (status)
		hk_folder_release(out);
	return status;
}

void hk_folder_release(struct hk_folder *folder)
{
	free(folder->dir);
	free(folder->database);
	memset(folder, 0, sizeof(*folder));
}

/* In a folder without a pointer: only what a writer that died may leave, and
 * that one began by making the lock. */
static enum hk_status refuse_stranger(void *ctx, const char *name,
				      struct hk_error *err)
{
	const struct hk_folder *folder = ctx;
	bool left = starts(name, SCRATCH) || starts(name, POINTER ".") ||
		    generation_number(name) ||
		    !strcmp(name, HK_FOLDER_SERVED) ||
		    starts(name, HK_FOLDER_SERVED ".");

	if (!strcmp(name, HK_LOCK_FILE) ||
	    (left && hk_dir_has(folder->dir, HK_LOCK_FILE)))
		return HK_OK;
	return hk_error_set(err, HK_ENOTINDEX,
			    "%s holds other things (%s) and no index: name an "
			    "empty or a new folder",
			    folder->dir, name);
}

enum hk_status hk_folder_create(struct hk_folder *out, const char *dir,
				struct hk_error *err)
{
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	status = hk_dir_make(dir, err);
	if (!status)
		status = look_into(out, dir, err);
	if (!status && !out->generation[0])
		status = hk_dir_each(out->dir, refuse_stranger, out, err);
	if (status)
		hk_folder_release(out);
	return status;
}

/* ---- A generation's files ---- */

static enum hk_status check_table(const struct hk_folder *folder,
				  const char *name, struct hk_error *err)
{
	struct stat st;
	char *path = hk_dir_join(folder->database, name);
	bool there = path && !lstat(path, &st) && S_ISREG(st.st_mode);

	if (!path)
		return hk_error_nomem(err);
	free(path);
	if (there)
		return HK_OK;
	return missing(err, folder->database, name);
}

enum hk_status hk_folder_check(const struct hk_folder *folder, bool documents,
			       struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; !status && i < sizeof(tables) / sizeof(*tables); i++)
		status = check_table(folder, tables[i], err);
	if (!status && documents)
		status = check_table(folder, DOCUMENT_TABLE, err);
	return status;
}

int hk_folder_hold(const struct hk_folder *folder)
{
	char *path = hk_dir_join(folder->database, IN_USE);
	/* Not blocking: what is there might be a FIFO. */
	int fd = path ? open(path,
			     O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
		      : -1;

	free(path);
	if (fd >= 0 && hk_lock_try(fd, false)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* ---- Publishing ---- */

/* Point the link of servers to the current generation. That this fails (a
 * medium without links) is no reason not to work. */
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
	char *path = hk_dir_join(database, IN_USE);
	int fd;

	if (!path)
		return hk_error_nomem(err);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		status = hk_error_system(err, errno, "cannot make %s", path);
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

	assert(generation_number(name));
	len = snprintf(pointer, sizeof(pointer), "%s %s\n%s\n", POINTER, FORMAT,
		       name);
	status = check_generation(folder->dir, name, err);
	if (!status)
		status = set_generation(&next, name, err);
	if (!status)
		status = make_in_use(next.database, err);
	if (!status)
		status = hk_dir_sync(next.database, err);
	/* Its name must be on disk before the pointer says it. */
	if (!status)
		status = hk_file_sync_dir(folder->dir, err);
	if (!status)
		status =
			hk_file_replace(folder->dir, POINTER,
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
	unsigned long *newest = ctx, number = generation_number(name);

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
	print_generation(name, newest);
	return hk_folder_publish(folder, name, err);
}

/* ---- Building and removing ---- */

enum hk_status hk_folder_scratch(const struct hk_folder *folder, char **path,
				 struct hk_error *err)
{
	*path = hk_dir_join(folder->dir, SCRATCH "XXXXXX");
	if (!*path)
		return hk_error_nomem(err);
	if (mkdtemp(*path))
		return HK_OK;
	free(*path);
	*path = NULL;
	return hk_error_system(err, errno, "cannot make a folder in %s",
			       folder->dir);
}

/* Remove a generation, unless a reader holds it. */
static void remove_generation(const char *path)
{
	char *name = hk_dir_join(path, IN_USE);
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
	const struct hk_folder *folder = ctx;
	char *path = hk_dir_join(folder->dir, name);

	if (!path)
		return hk_error_nomem(err);
	if (starts(name, SCRATCH))
		hk_dir_remove(path);
	else if (starts(name, POINTER "."))
		unlink(path);
	else if (generation_number(name) && folder->generation[0] &&
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
	/* The pointer counts once it is on disk: where that failed, a power
	 * cut may bring back the one before. */
	if (!status)
		status = hk_file_sync_dir(folder->dir, err);
	return status ? status
		      : hk_dir_each(folder->dir, clean_entry, folder, err);
}
