/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/folder.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/quote.h"
#include "store/collection.h"
#include "store/folder_private.h"
#include "store/lock.h"

#define POINTER HK_FOLDER_POINTER
/* What is said of it, by its name: xgettext(1) knows no macros. */
#define FOREIGN HK_MESSAGE("its file hiku-index is of another program")
/* A file of this name could make Xapian open another database. */
#define STUB "XAPIANDB"

/* Bytes that no pointer has, whatever its format. */
#define POINTER_MAX 256

/* Tables that every database has, and the one that comes with its first
 * document. */
static const char *const tables[] = {"iamglass", "postlist.glass",
				     "termlist.glass"};
/* What $HIKU_DB says to look for the index of the folder that one is in. */
#define HERE	       ".hiku"
#define DOCUMENT_TABLE "docdata.glass"

static enum hk_status not_index(struct hk_error *err, const char *dir,
				const char *why)
{
	return hk_error_set(err, HK_ENOTINDEX, "'%s' is not an index: %s", dir,
			    why);
}

static enum hk_status missing(struct hk_error *err, const char *dir,
			      const char *name)
{
	return hk_error_set(err, HK_ECORRUPT,
			    "the index is damaged: '%s/%s' is missing; "
			    "restore it, or move the index away and add the "
			    "articles again",
			    dir, name);
}

/* ---- Names ---- */

static bool starts(const char *name, const char *prefix)
{
	return strncmp(name, prefix, strlen(prefix)) == 0;
}

void hk_folder_print(char out[HK_FOLDER_NAME_MAX], unsigned long number)
{
	snprintf(out, HK_FOLDER_NAME_MAX, HK_FOLDER_GENERATION "%04lu", number);
}

unsigned long hk_folder_number(const char *name)
{
	char again[HK_FOLDER_NAME_MAX];
	unsigned long number;

	if (!starts(name, HK_FOLDER_GENERATION))
		return 0;
	/* strtoul() takes signs and blanks too, which printing shows. */
	number = strtoul(name + strlen(HK_FOLDER_GENERATION), NULL, 10);
	if (number > 999999999)
		return 0;
	hk_folder_print(again, number);
	return strcmp(name, again) == 0 ? number : 0;
}

enum hk_status hk_folder_default(struct hk_buf *out, struct hk_error *err)
{
	const char *named = getenv("HIKU_DB");
	enum hk_status status = HK_OK;

	if (named && !strcmp(named, HERE)) {
		status = hk_collection_here(out, err);
		if (status || out->len)
			return status;
	} else if (named && *named) {
		return hk_buf_puts(out, named) ? hk_error_nomem(err) : HK_OK;
	}
	return hk_collection_place(out, "default", err);
}

/* ---- The pointer ---- */

/* Cut the first line off `rest`; false where it is not one that we write. */
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
		return not_index(err, dir, FOREIGN);
	if (strcmp(format, HK_FOLDER_FORMAT_TEXT) != 0)
		return hk_error_set(err, HK_EVERSION,
				    "the index '%s' has format %s, but this "
				    "program knows %s: add the articles to a "
				    "new index",
				    dir, format, HK_FOLDER_FORMAT_TEXT);
	if (!take_line(&text, generation) || text.len ||
	    !hk_folder_number(generation))
		return not_index(err, dir, FOREIGN);
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
				 : hk_error_system(err, errno,
						   "cannot read '%s'", path);
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > POINTER_MAX) {
		status = not_index(err, dir, FOREIGN);
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

enum hk_status hk_folder_look(const char *dir, const char *name,
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
				 : hk_error_system(err, errno,
						   "cannot read '%s'", path);
	else if (!S_ISDIR(st.st_mode) || hk_dir_has(path, STUB))
		status = not_index(err, path, "not a folder of ours");
	free(path);
	return status;
}

enum hk_status hk_folder_set(struct hk_folder *folder, const char *name,
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
					 "its file hiku-index is gone");
		status = hk_folder_look(folder->dir, name, err);
		/* A writer may have moved on and removed it meanwhile. */
		if (status != HK_ECORRUPT || !strcmp(name, last))
			break;
		strcpy(last, name);
	}
	if (status || !strcmp(name, folder->generation))
		return status;
	*moved = true;
	return hk_folder_set(folder, name, err);
}

/* ---- Opening ---- */

/* `dir` exists; find out what it is. */
static enum hk_status look_into(struct hk_folder *out, const char *dir,
				struct hk_error *err)
{
	struct stat st;
	bool moved;

	out->dir = realpath(dir, NULL);
	if (!out->dir || stat(out->dir, &st))
		return hk_error_system(err, errno, "cannot open the index '%s'",
				       dir);
	if (!S_ISDIR(st.st_mode))
		return not_index(err, out->dir, "not a folder");
	if (hk_dir_has(out->dir, STUB))
		return not_index(err, out->dir,
				 "it holds a file XAPIANDB, which is refused");
	return hk_folder_refresh(out, &moved, err);
}

/* Is it what is used if none is named? */
static bool is_default(const char *dir)
{
	char real[PATH_MAX], own[PATH_MAX];
	struct hk_buf path;
	bool is;

	hk_buf_init(&path, 1u << 20);
	is = !hk_folder_default(&path, NULL) &&
	     (!strcmp(path.data, dir) ||
	      (realpath(path.data, own) && realpath(dir, real) &&
	       !strcmp(own, real)));
	hk_buf_release(&path);
	return is;
}

const char *hk_folder_hint(struct hk_clean_buf *out, const char *dir,
			   const char *command)
{
	struct hk_buf word;
	bool named = !is_default(dir);

	hk_buf_init(&word, 1u << 20);
	if (!named || hk_quote_word(&word, dir))
		hk_clean_line(out, "hiku-index %s", command);
	else
		hk_clean_line(out, "hiku-index --db %s %s", word.data, command);
	hk_buf_release(&word);
	return out->text;
}

enum hk_status hk_folder_open(struct hk_folder *out, const char *dir,
			      struct hk_error *err)
{
	struct hk_clean_buf hint;
	enum hk_status status;
	struct stat st;

	memset(out, 0, sizeof(*out));
	if (stat(dir, &st) && errno == ENOENT)
		return hk_error_set(err, HK_ENOTFOUND,
				    "there is no index '%s'; make it with `%s`",
				    dir,
				    hk_folder_hint(&hint, dir, "add FOLDER"));
	status = look_into(out, dir, err);
	if (!status && !out->generation[0])
		status = not_index(err, out->dir, "no file hiku-index in it");
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

/* In a folder without a pointer there may only be what a writer that died has
 * left, and that one began by making the lock. */
static enum hk_status refuse_stranger(void *ctx, const char *name,
				      struct hk_error *err)
{
	const struct hk_folder *folder = ctx;
	bool left = starts(name, HK_FOLDER_SCRATCH) ||
		    starts(name, POINTER ".") || hk_folder_number(name) ||
		    !strcmp(name, HK_FOLDER_SERVED) ||
		    starts(name, HK_FOLDER_SERVED ".");

	if (!strcmp(name, HK_LOCK_FILE) ||
	    (left && hk_dir_has(folder->dir, HK_LOCK_FILE)))
		return HK_OK;
	return hk_error_set(err, HK_ENOTINDEX,
			    "'%s' is not an index and not empty ('%s' is in "
			    "it): name a new or an empty folder",
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

int64_t hk_folder_changed(const struct hk_folder *folder)
{
	/* Each commit replaces this file. */
	char *path = folder->database
			     ? hk_dir_join(folder->database, "iamglass")
			     : NULL;
	struct stat st;
	int64_t changed = 0;

	if (path && stat(path, &st) == 0)
		changed = (int64_t)st.st_mtim.tv_sec;
	free(path);
	return changed;
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

bool hk_folder_writable(const struct hk_folder *folder)
{
	bool writable = true;

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		char *path = hk_dir_join(folder->database, tables[i]);

		writable = writable && path && !access(path, W_OK);
		free(path);
	}
	return writable;
}

int hk_folder_hold(const struct hk_folder *folder)
{
	char *path = hk_dir_join(folder->database, HK_FOLDER_IN_USE);
	/* O_NONBLOCK: what is there might be a FIFO. */
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
