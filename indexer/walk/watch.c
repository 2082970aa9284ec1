/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/watch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/hashmap.h"
#include "base/keyset.h"
#include "indexer/walk/ignore.h"

#ifdef __has_include
#if __has_include(<sys/inotify.h>) && __has_include(<sys/vfs.h>)
#define HAVE_INOTIFY
#endif
#endif

struct watched {
	char *path; /* NULL: no longer watched */
	int wd;
};

struct hk_watch {
	int fd; /* -1: there is no inotify */
	struct watched *items;
	size_t count, capacity;
	size_t live;	       /* of them, with a path */
	struct hk_hashmap map; /* of items by wd */
	struct hk_watch_blind *blind;
	size_t blind_count, blind_capacity;
	struct hk_keyset blind_paths; /* by the hash of the path */
};

void hk_watch_free(struct hk_watch *w)
{
	if (!w)
		return;
	if (w->fd >= 0)
		close(w->fd);
	for (size_t i = 0; i < w->count; i++)
		free(w->items[i].path);
	for (size_t i = 0; i < w->blind_count; i++)
		free(w->blind[i].path);
	free(w->items);
	free(w->blind);
	hk_hashmap_release(&w->map);
	hk_keyset_release(&w->blind_paths);
	free(w);
}

int hk_watch_fd(const struct hk_watch *w)
{
	return w->fd;
}

size_t hk_watch_count(const struct hk_watch *w)
{
	return w->live;
}

const struct hk_watch_blind *hk_watch_blind(const struct hk_watch *w,
					    size_t *count)
{
	*count = w->blind_count;
	return w->blind;
}

bool hk_watch_is_elsewhere(unsigned long kind)
{
	/* NFS, SMB (two numbers of CIFS and the old one), FUSE (sshfs and what
	 * virtual machines share), 9P, Ceph, AFS (two), Coda, Lustre, GPFS,
	 * BeeGFS, OCFS2, GFS2, VirtualBox and VMware. */
	static const unsigned long kinds[] = {
		0x6969,	    0xFF534D42, 0xFE534D42, 0x517B,	0x65735546,
		0x01021997, 0x00C36400, 0x5346414F, 0x6B414653, 0x73757245,
		0x0BD00BD0, 0x47504653, 0x19830326, 0x7461636F, 0x01161970,
		0x786F4256, 0xBACBACBC};

	/* Some systems give the number with the sign of an int. */
	kind &= 0xFFFFFFFF;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i] == kind)
			return true;
	return false;
}

/* ---- Blind folders ---- */

static void key_of(char key[16], const char *path, size_t len)
{
	struct hk_hash hash = hk_hash_bytes(path, len);

	memcpy(key, &hash, 16);
}

static bool is_blind(const struct hk_watch *w, const char *path)
{
	size_t len = strlen(path);
	const char *slash;
	char key[16];

	while (len && w->blind_count) {
		key_of(key, path, len);
		if (hk_keyset_has(&w->blind_paths, key))
			return true;
		slash = memrchr(path, '/', len);
		len = slash ? (size_t)(slash - path) : 0;
	}
	return false;
}

static enum hk_status add_blind(struct hk_watch *w, const char *path,
				enum hk_watch_why why)
{
	char key[16], *copy;

	if (is_blind(w, path))
		return HK_OK;
	if (!HK_ARRAY_RESERVE(w->blind, w->blind_capacity, w->blind_count + 1))
		return HK_ENOMEM;
	copy = strdup(path);
	key_of(key, path, strlen(path));
	if (!copy || hk_keyset_add(&w->blind_paths, key, NULL)) {
		free(copy);
		return HK_ENOMEM;
	}
	w->blind[w->blind_count].path = copy;
	w->blind[w->blind_count++].why = why;
	return HK_OK;
}

#ifdef HAVE_INOTIFY

#include <sys/inotify.h>
#include <sys/vfs.h>

/* What ends with a file as it is to be read. A file that is being written is
 * told of when it is closed. */
#define NAMES (IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE)
#define ALL   (NAMES | IN_CLOSE_WRITE | IN_ATTRIB)

/* Numbers that are no longer used are kept until there are this many more of
 * them than of the others. */
#define DEAD_MAX 1000

/* Pieces of events that are read at a time. */
#define READS_MAX 256

enum hk_status hk_watch_new(struct hk_watch **out, struct hk_error *err)
{
	struct hk_watch *w = *out = calloc(1, sizeof(*w));

	if (!w)
		return hk_error_nomem(err);
	hk_hashmap_init(&w->map);
	hk_keyset_init(&w->blind_paths);
	w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	return HK_OK;
}

/* ---- Numbers and paths ---- */

/* Make the table anew, without those that are no longer used. */
static enum hk_status pack(struct hk_watch *w)
{
	size_t count = 0;

	hk_hashmap_reset(&w->map);
	for (size_t i = 0; i < w->count; i++)
		if (w->items[i].path)
			w->items[count++] = w->items[i];
	w->count = count;
	for (size_t i = 0; i < count; i++)
		if (hk_hashmap_add(&w->map, (uint64_t)w->items[i].wd, i))
			return HK_ENOMEM;
	return HK_OK;
}

static struct watched *find(struct hk_watch *w, int wd)
{
	size_t at = hk_hashmap_find(&w->map, (uint64_t)wd, NULL, NULL);

	return at == HK_HASHMAP_NONE ? NULL : &w->items[at];
}

static void forget(struct hk_watch *w, struct watched *item)
{
	w->live -= item->path != NULL;
	free(item->path);
	item->path = NULL;
}

static enum hk_status keep(struct hk_watch *w, int wd, const char *path)
{
	struct watched *item = find(w, wd);
	char *copy = strdup(path);

	if (!copy)
		return HK_ENOMEM;
	if (item) {
		forget(w, item);
	} else {
		if (w->count > 2 * w->live + DEAD_MAX && pack(w))
			goto nomem;
		if (!HK_ARRAY_RESERVE(w->items, w->capacity, w->count + 1) ||
		    hk_hashmap_add(&w->map, (uint64_t)wd, w->count))
			goto nomem;
		item = &w->items[w->count++];
		item->wd = wd;
	}
	item->path = copy;
	w->live++;
	return HK_OK;
nomem:
	free(copy);
	return HK_ENOMEM;
}

/* A folder was moved away: what it and those below it are called now is not
 * known. If they are still wanted, they are met again, under new names. */
static void forget_below(struct hk_watch *w, const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < w->count; i++) {
		struct watched *item = &w->items[i];

		if (!item->path || strncmp(item->path, path, len) != 0 ||
		    (item->path[len] && item->path[len] != '/'))
			continue;
		inotify_rm_watch(w->fd, item->wd);
		forget(w, item);
	}
}

/* Is it also known by another path, at which it still is? */
static bool has_other_name(const struct watched *item, const char *path)
{
	struct stat one, other;

	return item && item->path && strcmp(item->path, path) != 0 &&
	       stat(item->path, &one) == 0 && stat(path, &other) == 0 &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

enum hk_status hk_watch_folder(struct hk_watch *w, const char *path,
			       enum hk_watch_what what)
{
	uint32_t mask = what == HK_WATCH_ALL	 ? ALL
			: what == HK_WATCH_NAMES ? NAMES
						 : IN_CLOSE_WRITE;
	struct statfs fs;
	int wd;

	if (w->fd < 0)
		return what == HK_WATCH_ALL
			       ? add_blind(w, path, HK_WATCH_UNABLE)
			       : HK_OK;
	wd = inotify_add_watch(
		w->fd, path, mask | IN_MASK_ADD | IN_ONLYDIR | IN_EXCL_UNLINK);
	if (wd < 0 && (what != HK_WATCH_ALL || errno == ENOENT ||
		       errno == EACCES || errno == ENOTDIR))
		return HK_OK;
	if (wd < 0)
		return add_blind(w, path,
				 errno == ENOSPC || errno == ENOMEM
					 ? HK_WATCH_FULL
					 : HK_WATCH_UNABLE);
	if (what == HK_WATCH_ALL && has_other_name(find(w, wd), path))
		return add_blind(w, path, HK_WATCH_TWICE);
	if (what == HK_WATCH_ALL && statfs(path, &fs) == 0 &&
	    hk_watch_is_elsewhere((unsigned long)fs.f_type) &&
	    add_blind(w, path, HK_WATCH_ELSEWHERE))
		return HK_ENOMEM;
	return keep(w, wd, path);
}

/* ---- Events ---- */

/* A file that is made and still empty is about to be written, and closed. */
static bool is_still_empty(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
}

static enum hk_status tell(struct hk_watch *w, const struct watched *item,
			   const struct inotify_event *event, hk_watch_fn fn,
			   void *ctx)
{
	uint32_t mask = event->mask;
	enum hk_status status = HK_OK;
	enum hk_watch_news news = HK_WATCH_CHANGED;
	bool root = !strcmp(item->path, "/");
	char *path;

	/* Its files are out of reach, not gone. */
	if (mask & IN_UNMOUNT)
		return HK_OK;
	/* Rules concern the folder that they are in, and what is below. */
	if (!event->len || !strcmp(event->name, HK_IGNORE_FILE))
		return fn(ctx, HK_WATCH_GONE, hk_span_cstr(item->path));
	if (asprintf(&path, "%s/%s", root ? "" : item->path, event->name) < 0)
		return HK_ENOMEM;
	if (mask & IN_ISDIR && !(mask & (IN_CREATE | IN_MOVED_TO)))
		news = HK_WATCH_GONE;
	if (mask & IN_ISDIR && mask & IN_MOVED_FROM)
		forget_below(w, path);
	if (!(mask & IN_CREATE) || mask & IN_ISDIR || !is_still_empty(path))
		status = fn(ctx, news, hk_span_cstr(path));
	free(path);
	return status;
}

static enum hk_status take(struct hk_watch *w,
			   const struct inotify_event *event, hk_watch_fn fn,
			   void *ctx)
{
	struct watched *item;

	if (event->mask & IN_Q_OVERFLOW)
		return fn(ctx, HK_WATCH_LOST, hk_span_str(NULL, 0));
	item = find(w, event->wd);
	if (!item || !item->path)
		return HK_OK;
	if (event->mask & IN_IGNORED) {
		forget(w, item);
		return HK_OK;
	}
	return tell(w, item, event, fn, ctx);
}

enum hk_status hk_watch_read(struct hk_watch *w, hk_watch_fn fn, void *ctx,
			     struct hk_error *err)
{
	union {
		struct inotify_event event; /* for its alignment */
		char bytes[65536];
	} piece;
	const struct inotify_event *event;
	enum hk_status status = HK_OK;
	ssize_t len = 0;

	/* Where changes never end, the caller still has its turn. */
	for (int i = 0; i < READS_MAX && !status && w->fd >= 0 &&
			(len = read(w->fd, &piece, sizeof(piece))) > 0;
	     i++)
		for (ssize_t at = 0; at < len && !status;
		     at += (ssize_t)(sizeof(*event) + event->len)) {
			event = (const void *)(piece.bytes + at);
			status = take(w, event, fn, ctx);
		}
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (len < 0 && errno != EAGAIN && errno != EINTR)
		return hk_error_system(err, errno, "cannot read events");
	return status;
}

#else /* no inotify */

enum hk_status hk_watch_new(struct hk_watch **out, struct hk_error *err)
{
	struct hk_watch *w = *out = calloc(1, sizeof(*w));

	if (!w)
		return hk_error_nomem(err);
	w->fd = -1;
	return HK_OK;
}

enum hk_status hk_watch_folder(struct hk_watch *w, const char *path,
			       enum hk_watch_what what)
{
	return what == HK_WATCH_ALL ? add_blind(w, path, HK_WATCH_UNABLE)
				    : HK_OK;
}

enum hk_status hk_watch_read(struct hk_watch *w, hk_watch_fn fn, void *ctx,
			     struct hk_error *err)
{
	(void)w;
	(void)fn;
	(void)ctx;
	(void)err;
	return HK_OK;
}

#endif

enum hk_status hk_watch_around(struct hk_watch *w, struct hk_str path)
{
	enum hk_status status = HK_OK;
	char *name = strndup(path.data, path.len), *slash;

	if (!name)
		return HK_ENOMEM;
	while (!status && (slash = strrchr(name, '/')) && name[1]) {
		slash[slash == name] = '\0';
		status = hk_watch_folder(w, name, HK_WATCH_NAMES);
	}
	free(name);
	return status;
}
