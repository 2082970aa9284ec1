/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

/* Folders nested deeper than this are noted and passed over; each open one
 * takes a file descriptor. */
#define DEPTH_MAX 200

struct walker {
	struct hk_walk *walk;
	size_t number;
	hk_walk_note note;
	void *ctx;
	struct hk_buf path;
	struct hk_error *err;
};

void hk_walk_init(struct hk_walk *walk)
{
	memset(walk, 0, sizeof(*walk));
	hk_arena_init(&walk->arena, HK_BUF_NO_MAX);
}

void hk_walk_release(struct hk_walk *walk)
{
	free(walk->files);
	hk_arena_release(&walk->arena);
	hk_walk_init(walk);
}

static enum hk_status add_file(struct walker *w, const struct stat *st)
{
	struct hk_walk *walk = w->walk;
	struct hk_walk_file *file;

	if (walk->count == walk->room) {
		size_t room = walk->room ? walk->room * 2 : 256;
		void *files = realloc(walk->files, room * sizeof(*walk->files));
		if (!files)
			return hk_error_nomem(w->err);
		walk->files = files;
		walk->room = room;
	}
	file = &walk->files[walk->count];
	file->path = hk_arena_copy(&walk->arena, w->path.data, w->path.len);
	if (!file->path)
		return hk_error_nomem(w->err);
	file->size = (uint64_t)st->st_size;
	file->mtime_ns =
		(int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
	file->root = w->number;
	walk->count++;
	walk->bytes += file->size;
	return HK_OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_names(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

/* The names in a folder, sorted; the folder is closed. */
static enum hk_status read_names(struct walker *w, DIR *dir, char ***out,
				 size_t *count)
{
	enum hk_status status = HK_OK;
	struct dirent *entry;
	char **names = NULL;
	size_t room = 0;

	*count = 0;
	while ((errno = 0, entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (*count == room) {
			char **more;
			room = room ? room * 2 : 64;
			more = realloc(names, room * sizeof(*names));
			if (!more)
				status = hk_error_nomem(w->err);
			else
				names = more;
		}
		if (!status) {
			names[*count] = strdup(entry->d_name);
			if (!names[*count])
				status = hk_error_nomem(w->err);
			else
				++*count;
		}
		if (status)
			break;
	}
	if (!status && errno)
		w->note(w->ctx, w->path.data, strerror(errno), true);
	closedir(dir);
	if (status) {
		free_names(names, *count);
		*count = 0;
		return status;
	}
	if (*count)
		qsort(names, *count, sizeof(*names), by_name);
	*out = names;
	return HK_OK;
}

static enum hk_status walk_dir(struct walker *w, int fd, unsigned depth);

/* One name in the folder `fd`, whose path is in w->path. */
static enum hk_status visit(struct walker *w, int fd, const char *name,
			    unsigned depth)
{
	struct stat st;
	int child;

	if (name[0] == '.') {
		w->note(w->ctx, w->path.data, "hidden", false);
		return HK_OK;
	}
	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		/* It vanished between reading the folder and now. */
		if (errno != ENOENT)
			w->note(w->ctx, w->path.data, strerror(errno), true);
		return HK_OK;
	}
	if (S_ISREG(st.st_mode))
		return add_file(w, &st);
	if (!S_ISDIR(st.st_mode)) {
		w->note(w->ctx, w->path.data,
			S_ISLNK(st.st_mode) ? "a symbolic link"
					    : "no regular file",
			false);
		return HK_OK;
	}
	if (depth >= DEPTH_MAX) {
		w->note(w->ctx, w->path.data, "nested too deep", true);
		return HK_OK;
	}
	child = openat(fd, name,
		       O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (child < 0) {
		w->note(w->ctx, w->path.data, strerror(errno), true);
		return HK_OK;
	}
	if (faccessat(child, "hiku-index", F_OK, 0) == 0) {
		w->note(w->ctx, w->path.data, "the folder of an index", false);
		close(child);
		return HK_OK;
	}
	return walk_dir(w, child, depth + 1);
}

/* Takes over `fd`. */
static enum hk_status walk_dir(struct walker *w, int fd, unsigned depth)
{
	enum hk_status status;
	size_t len = w->path.len, count = 0;
	char **names = NULL;
	DIR *dir = fdopendir(dup(fd));

	if (!dir) {
		close(fd);
		return hk_error_nomem(w->err);
	}
	status = read_names(w, dir, &names, &count);
	for (size_t i = 0; i < count && !status; i++) {
		w->path.len = len;
		if (hk_buf_puts(&w->path, len == 1 ? "" : "/") ||
		    hk_buf_puts(&w->path, names[i]))
			status = hk_error_nomem(w->err);
		else
			status = visit(w, fd, names[i], depth);
	}
	w->path.len = len;
	free_names(names, count);
	close(fd);
	return status;
}

enum hk_status hk_walk_root(struct hk_walk *walk, const char *root,
			    size_t number, hk_walk_note note, void *ctx,
			    struct hk_error *err)
{
	struct walker w = {.walk = walk,
			   .number = number,
			   .note = note,
			   .ctx = ctx,
			   .err = err};
	enum hk_status status;
	struct stat st;
	int fd;

	hk_buf_init(&w.path, 1u << 20);
	if (hk_buf_puts(&w.path, root)) {
		status = hk_error_nomem(err);
		goto out;
	}
	if (stat(root, &st) != 0) {
		status = hk_error_system(err, errno, "%s cannot be read", root);
		goto out;
	}
	if (S_ISREG(st.st_mode)) {
		status = add_file(&w, &st);
	} else if (!S_ISDIR(st.st_mode)) {
		status =
			hk_error_set(err, HK_EFORMAT,
				     "%s is neither a file nor a folder", root);
	} else {
		fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		status = fd < 0 ? hk_error_system(err, errno,
						  "%s cannot be read", root)
				: walk_dir(&w, fd, 0);
	}
out:
	hk_buf_release(&w.path);
	return status;
}

/* ---- All files of a walk ---- */

static int by_path(const void *a, const void *b)
{
	const struct hk_walk_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int by_path_and_root(const void *a, const void *b)
{
	const struct hk_walk_file *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (x->root < y->root) - (x->root > y->root);
}

static int by_root_and_path(const void *a, const void *b)
{
	const struct hk_walk_file *x = a, *y = b;
	int order = (x->root > y->root) - (x->root < y->root);

	return order ? order : strcmp(x->path, y->path);
}

void hk_walk_unique(struct hk_walk *walk)
{
	struct hk_walk_file *files = walk->files;
	size_t count = 0;

	if (!walk->count)
		return;
	qsort(files, walk->count, sizeof(*files), by_path_and_root);
	for (size_t i = 0; i < walk->count; i++) {
		if (count && !strcmp(files[i].path, files[count - 1].path))
			walk->bytes -= files[i].size;
		else
			files[count++] = files[i];
	}
	walk->count = count;
	qsort(files, count, sizeof(*files), by_root_and_path);
}

void hk_walk_sort(struct hk_walk *walk)
{
	if (walk->count)
		qsort(walk->files, walk->count, sizeof(*walk->files), by_path);
}

bool hk_walk_has(const struct hk_walk *walk, const char *path)
{
	struct hk_walk_file key = {.path = path};

	return walk->count && bsearch(&key, walk->files, walk->count,
				      sizeof(*walk->files), by_path);
}
