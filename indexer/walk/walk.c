/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"

/* Folders nested deeper than this are noted and skipped, since each one that
 * is open takes a file descriptor. */
#define DEPTH_MAX 200
/* Bytes of the longest path. */
#define PATH_BYTES_MAX (1u << 20)

/* ---- What is found ---- */

static char *keep_path(struct hk_walker *w)
{
	return hk_arena_copy(&w->walk->arena, w->path.data, w->path.len);
}

static enum hk_status add_file(struct hk_walker *w,
			       const struct hk_walk_look *look)
{
	struct hk_walk *walk = w->walk;
	const struct stat *st = &look->st;
	struct hk_walk_file *file;

	if (!HK_ARRAY_RESERVE(walk->files, walk->capacity, walk->count + 1))
		return hk_error_nomem(w->err);
	file = &walk->files[walk->count];
	file->path = keep_path(w);
	if (!file->path)
		return hk_error_nomem(w->err);
	file->size = (uint64_t)st->st_size;
	file->mtime_ns =
		(int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
	file->root = w->number;
	file->linked = look->linked;
	walk->count++;
	walk->bytes += file->size;
	return HK_OK;
}

static enum hk_status pass_over(struct hk_walker *w,
				const struct hk_walk_look *look)
{
	struct hk_walk *walk = w->walk;
	struct hk_walk_left *left;

	w->note(w->ctx, w->path.data, look->why, look->failed);
	if (!(look->left || look->failed) || !walk->keep_left)
		return HK_OK;
	if (!HK_ARRAY_RESERVE(walk->left, walk->left_capacity,
			      walk->left_count + 1))
		return hk_error_nomem(w->err);
	left = &walk->left[walk->left_count];
	left->path = keep_path(w);
	if (!left->path)
		return hk_error_nomem(w->err);
	left->root = w->number;
	left->unread = look->failed;
	walk->left_count++;
	return HK_OK;
}

/* ---- Folders ---- */

/* Was a link to this folder followed before? From now on one was. */
static enum hk_status linked_before(struct hk_walker *w, const struct stat *st,
				    bool *before)
{
	uint64_t key[2] = {(uint64_t)st->st_ino, (uint64_t)st->st_dev};
	char bytes[16];

	memcpy(bytes, key, sizeof(bytes));
	return hk_keyset_add(&w->linked, bytes, before) ? hk_error_nomem(w->err)
							: HK_OK;
}

/* Is it the folder of a Maildir that holds mail until it is complete? */
static bool is_undelivered(const struct hk_walker *w,
			   const struct hk_walk_level *up)
{
	const char *name = strrchr(w->path.data, '/');

	return name && !strcmp(name, "/tmp") &&
	       faccessat(up->fd, "cur", F_OK, 0) == 0 &&
	       faccessat(up->fd, "new", F_OK, 0) == 0;
}

/* May the open folder be entered? If not, look->why says why. */
static enum hk_status check_folder(struct hk_walker *w,
				   struct hk_walk_level *at,
				   struct hk_walk_look *look)
{
	enum hk_status status = HK_OK;
	bool before = false;

	if (fstat(at->fd, &look->st) != 0) {
		look->failed = true;
		look->why = strerror(errno);
		return HK_OK;
	}
	at->dev = look->st.st_dev;
	at->ino = look->st.st_ino;
	for (const struct hk_walk_level *l = at->up; l; l = l->up)
		if (l->dev == at->dev && l->ino == at->ino) {
			look->why =
				HK_MESSAGE("a folder that contains this link");
			return HK_OK;
		}
	if (at->up && (faccessat(at->fd, "hiku-index", F_OK, 0) == 0 ||
		       faccessat(at->fd, "hiku-shards", F_OK, 0) == 0)) {
		look->why = HK_MESSAGE("the folder of an index");
		return HK_OK;
	}
	if (at->up && is_undelivered(w, at->up)) {
		look->why = HK_MESSAGE("mail that is being delivered");
		return HK_OK;
	}
	if (look->linked)
		status = linked_before(w, &look->st, &before);
	if (before)
		look->why = HK_MESSAGE("a folder that another link leads to");
	if (status || look->why)
		return status;
	status = hk_walk_read_ignore(w, at, &look->reason);
	if (status && status != HK_ENOMEM) {
		look->failed = true;
		look->why = look->reason.message;
		status = HK_OK;
	}
	return status;
}

/* Close what enter() has opened. */
static void leave(struct hk_walk_level *at)
{
	if (at->fd >= 0)
		close(at->fd);
	hk_arena_release(&at->arena);
}

/*
 * Open the folder `name`, whose path is in w->path. If look->why is set
 * afterwards, it is not to be entered. The caller leaves it in any case.
 */
static enum hk_status enter(struct hk_walker *w, struct hk_walk_level *at,
			    const struct hk_walk_level *up, const char *name,
			    struct hk_walk_look *look)
{
	memset(at, 0, sizeof(*at));
	hk_arena_init(&at->arena, 4u * HK_IGNORE_BYTES_MAX);
	at->up = up;
	at->fd = -1;
	at->base = w->path.len + (w->path.len > 1);
	if (!up)
		w->base = at->base;
	at->depth = up ? up->depth + 1 : 0;
	at->included = up && w->rules->include.count && look->included;
	if (at->depth > DEPTH_MAX) {
		look->failed = true;
		look->why = HK_MESSAGE("nested too deep");
		return HK_OK;
	}
	at->fd = openat(up ? up->fd : AT_FDCWD, name,
			O_RDONLY | O_DIRECTORY | O_CLOEXEC |
				(look->linked || !up ? 0 : O_NOFOLLOW));
	if (at->fd < 0) {
		look->failed = true;
		look->why = strerror(errno);
		return HK_OK;
	}
	return check_folder(w, at, look);
}

/* ---- Names ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **items;
	size_t count, capacity;
};

static void free_names(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	free(names->items);
}

static enum hk_status keep_name(struct hk_walker *w, struct names *names,
				const char *name)
{
	char *copy;

	if (!HK_ARRAY_RESERVE(names->items, names->capacity, names->count + 1))
		return hk_error_nomem(w->err);
	copy = strdup(name);
	if (!copy)
		return hk_error_nomem(w->err);
	names->items[names->count++] = copy;
	return HK_OK;
}

/* The names in a folder, sorted. The caller frees them, also after a
 * failure. */
static enum hk_status read_names(struct hk_walker *w,
				 const struct hk_walk_level *at,
				 struct names *names)
{
	int fd = openat(at->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	enum hk_status status = HK_OK;
	const struct dirent *entry;

	if (!dir) {
		w->note(w->ctx, w->path.data, strerror(errno), true);
		if (fd >= 0)
			close(fd);
		return HK_OK;
	}
	while (!status && (errno = 0, entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			status = keep_name(w, names, entry->d_name);
	if (!status && errno)
		w->note(w->ctx, w->path.data, strerror(errno), true);
	closedir(dir);
	if (names->count)
		qsort(names->items, names->count, sizeof(*names->items),
		      by_name);
	return status;
}

/* Put a name behind the path of the folder. */
static enum hk_status go_to(struct hk_walker *w, const struct hk_walk_level *at,
			    const char *name)
{
	w->path.len = at->base - (at->base > 1);
	if (hk_buf_puts(&w->path, at->base > 1 ? "/" : "") ||
	    hk_buf_puts(&w->path, name))
		return hk_error_nomem(w->err);
	return HK_OK;
}

static enum hk_status walk_folder(struct hk_walker *w,
				  const struct hk_walk_level *at);

/* One name in the folder `at`, whose path is in w->path. */
static enum hk_status visit(struct hk_walker *w, const struct hk_walk_level *at,
			    const char *name)
{
	enum hk_status status;
	struct hk_walk_level below;
	struct hk_walk_look look;

	hk_walk_look(w, at, name, &look);
	if (look.why)
		return pass_over(w, &look);
	if (!S_ISDIR(look.st.st_mode))
		return add_file(w, &look);
	status = enter(w, &below, at, name, &look);
	if (!status)
		status =
			look.why ? pass_over(w, &look) : walk_folder(w, &below);
	leave(&below);
	return status;
}

static enum hk_status walk_folder(struct hk_walker *w,
				  const struct hk_walk_level *at)
{
	struct names names = {NULL, 0, 0};
	enum hk_status status = HK_OK;

	if (w->walk->folder)
		status = w->walk->folder(w->walk->folder_ctx, w->path.data);
	status = status ? hk_error_nomem(w->err) : read_names(w, at, &names);
	for (size_t i = 0; i < names.count && !status; i++) {
		status = go_to(w, at, names.items[i]);
		if (!status)
			status = visit(w, at, names.items[i]);
	}
	free_names(&names);
	return status;
}

/* ---- Roots ---- */

static enum hk_status walk_root(struct hk_walker *w, const char *root,
				struct hk_walk_look *look)
{
	const char *slash = strrchr(root, '/');
	struct hk_error *err = w->err;
	struct hk_walk_level at;
	enum hk_status status;

	if (stat(root, &look->st) != 0)
		return hk_error_system(err, errno, "cannot read '%s'", root);
	if (S_ISREG(look->st.st_mode)) {
		w->base = slash ? (size_t)(slash - root) + 1 : 0;
		hk_walk_look(w, NULL, root + w->base, look);
		return look->why ? pass_over(w, look) : add_file(w, look);
	}
	if (!S_ISDIR(look->st.st_mode))
		return hk_error_set(err, HK_EFORMAT,
				    "'%s' is neither a file nor a folder",
				    root);
	status = enter(w, &at, NULL, root, look);
	if (!status)
		status = look->why ? hk_error_set(err, HK_EIO,
						  "cannot read '%s': %s", root,
						  look->why)
				   : walk_folder(w, &at);
	leave(&at);
	return status;
}

static void init(struct hk_walker *w)
{
	hk_keyset_init(&w->linked);
	hk_buf_init(&w->path, PATH_BYTES_MAX);
}

static void release(struct hk_walker *w)
{
	hk_keyset_release(&w->linked);
	hk_buf_release(&w->path);
}

enum hk_status hk_walk_root(struct hk_walk *walk, const char *root,
			    size_t number, const struct hk_rules *rules,
			    hk_walk_note note, void *ctx, struct hk_error *err)
{
	struct hk_walker w = {.walk = walk,
			      .number = number,
			      .rules = rules,
			      .note = note,
			      .ctx = ctx,
			      .err = err};
	struct hk_walk_look look = {.why = NULL};
	enum hk_status status;

	init(&w);
	if (hk_buf_puts(&w.path, root))
		status = hk_error_nomem(err);
	else
		status = walk_root(&w, root, &look);
	release(&w);
	return status;
}

/* ---- A part of a root ---- */

/* Go on to `rest`, the names from the open folder `at` on. */
static enum hk_status walk_to(struct hk_walker *w,
			      const struct hk_walk_level *at, char *rest)
{
	char *slash = strchr(rest, '/');
	struct hk_walk_level below;
	struct hk_walk_look look;
	enum hk_status status;
	struct stat st;

	if (slash)
		*slash = '\0';
	status = go_to(w, at, rest);
	if (status || (fstatat(at->fd, rest, &st, AT_SYMLINK_NOFOLLOW) != 0 &&
		       errno == ENOENT))
		return status;
	if (!slash)
		return visit(w, at, rest);
	hk_walk_look(w, at, rest, &look);
	if (look.why)
		return pass_over(w, &look);
	if (!S_ISDIR(look.st.st_mode))
		return HK_OK;
	status = enter(w, &below, at, rest, &look);
	if (!status)
		status = look.why ? pass_over(w, &look)
				  : walk_to(w, &below, slash + 1);
	leave(&below);
	return status;
}

enum hk_status hk_walk_below(struct hk_walk *walk, const char *root,
			     size_t number, const struct hk_rules *rules,
			     const char *path, hk_walk_note note, void *ctx,
			     struct hk_error *err)
{
	struct hk_walker w = {.walk = walk,
			      .number = number,
			      .rules = rules,
			      .note = note,
			      .ctx = ctx,
			      .err = err};
	struct hk_walk_look look = {.why = NULL};
	char *rest = strdup(path + strlen(root) + (strlen(root) > 1));
	struct hk_walk_level at;
	enum hk_status status;

	init(&w);
	if (!rest || hk_buf_puts(&w.path, root)) {
		status = hk_error_nomem(err);
	} else {
		status = enter(&w, &at, NULL, root, &look);
		if (!status)
			status = look.why ? hk_error_set(err, HK_EIO,
							 "cannot read '%s': %s",
							 root, look.why)
					  : walk_to(&w, &at, rest);
		leave(&at);
	}
	release(&w);
	free(rest);
	return status;
}

/* ---- Would a walk reach it? ---- */

static bool reaches(struct hk_walker *w, const struct hk_walk_level *at,
		    char *rest)
{
	char *slash = strchr(rest, '/');
	struct hk_walk_level below;
	struct hk_walk_look look;
	bool comes = false;

	if (slash)
		*slash = '\0';
	if (go_to(w, at, rest))
		return false;
	hk_walk_look(w, at, rest, &look);
	if (look.why || !slash)
		return !look.why;
	if (!S_ISDIR(look.st.st_mode))
		return false;
	if (!enter(w, &below, at, rest, &look) && !look.why)
		comes = reaches(w, &below, slash + 1);
	leave(&below);
	return comes;
}

bool hk_walk_reaches(const char *root, const struct hk_rules *rules,
		     const char *path)
{
	size_t len = strlen(root);
	struct hk_error err = {HK_OK, ""};
	struct hk_walker w = {.rules = rules, .err = &err};
	struct hk_walk_look look = {.why = NULL};
	struct hk_walk_level at;
	bool comes = false;
	char *rest;

	if (strncmp(root, path, len) != 0)
		return false;
	if (!path[len])
		return true;
	if (len > 1 && path[len] != '/')
		return false;
	rest = strdup(path + len + (len > 1));
	init(&w);
	if (rest && !hk_buf_puts(&w.path, root)) {
		if (!enter(&w, &at, NULL, root, &look) && !look.why)
			comes = reaches(&w, &at, rest);
		leave(&at);
	}
	release(&w);
	free(rest);
	return comes;
}
