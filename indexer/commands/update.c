/* SPDX-License-Identifier: GPL-2.0-or-later */

/* update: rescans everything that was added. */

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/quote.h"
#include "indexer/commands/command.h"
#include "indexer/walk/roots.h"
#include "indexer/walk/walk.h"
#include "store/folder.h"

struct update {
	struct hk_command_run *run;
	struct hk_roots roots;
	struct hk_rules *rules; /* of each root */
	bool *readable;		/* for each root: could it be walked? */
	struct hk_walk walk;
	struct hk_arena arena;
	struct hk_str *gone; /* paths of sources that are to be removed */
	size_t count, capacity;
};

/* ---- Walking ---- */

/* A file that came from a list is gone, rather than out of reach, if its
 * folder is there. */
static bool may_go(const struct hk_root *root, const struct hk_rules *rules)
{
	char *folder = rules->listed ? strdup(root->path.data) : NULL;
	char *slash = folder ? strrchr(folder, '/') : NULL;
	struct stat st;
	bool there;

	if (slash)
		slash[slash == folder] = '\0';
	there = slash && stat(folder, &st) == 0 && S_ISDIR(st.st_mode);
	free(folder);
	return there;
}

static enum hk_status forget(struct update *u, const struct hk_root *root,
			     struct hk_error *err)
{
	struct hk_writer *writer = u->run->writer;
	enum hk_status status;

	if (u->run->options->dry_run)
		return HK_OK;
	status = hk_writer_begin(writer, err);
	return status ? status
		      : hk_source_remove_root(hk_writer_xap(writer), root->path,
					      err);
}

/* Say how its articles could be dropped. */
static void note_unreadable(struct update *u, const char *path)
{
	const char *db = u->run->options->db; /* of shards, the set */
	struct hk_clean_buf command, why;
	struct hk_buf word;

	hk_buf_init(&word, 1u << 20);
	if (hk_buf_puts(&word, "remove ") || hk_quote_word(&word, path))
		hk_buf_reset(&word);
	hk_clean_line(
		&why,
		HK_MESSAGE("can no longer be read; its articles are kept (`%s` "
			   "drops them)"),
		hk_folder_hint(&command, db && *db != '@' ? db : u->run->dir,
			       word.len ? word.data : "remove PATH"));
	hk_command_note(u->run, path, why.text, true);
	hk_buf_release(&word);
}

static enum hk_status walk_one(struct update *u, size_t i, struct hk_error *err)
{
	const struct hk_root *root = &u->roots.items[i];
	struct hk_error why = {HK_OK, ""};
	enum hk_status status =
		hk_rules_read(&u->rules[i], &u->arena, root->rules, err);

	if (status)
		return status;
	status = hk_walk_root(&u->walk, root->path.data, i, &u->rules[i],
			      hk_command_note, u->run, &why);
	u->readable[i] = !status;
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status == HK_ENOTFOUND && may_go(root, &u->rules[i])) {
		u->readable[i] = true;
		return forget(u, root, err);
	}
	if (status)
		note_unreadable(u, root->path.data);
	return HK_OK;
}

/* ---- What is gone ---- */

/*
 * A source is removed only if it is certainly gone or if the rules now exclude
 * it, and only if the innermost root around it could be walked. A folder or a
 * device in the place of a file is not that file.
 */
static bool is_gone(const struct update *u, const struct hk_source *source,
		    const char *path)
{
	struct hk_str at = source->path;
	const struct hk_root *root = hk_roots_around(&u->roots, &at);
	size_t number = root ? (size_t)(root - u->roots.items) : 0;
	const struct hk_walk_left *left;
	struct stat st;

	if (!root || !u->readable[number])
		return false;
	left = hk_walk_find_left(&u->walk, source->path, number);
	if (left)
		return !left->unread;
	if (u->rules[number].follow ? stat(path, &st) : lstat(path, &st))
		return errno == ENOENT || errno == ENOTDIR;
	return !S_ISREG(st.st_mode);
}

static enum hk_status look_for(void *ctx, const struct hk_source *source)
{
	struct update *u = ctx;
	char *path =
		hk_arena_copy(&u->arena, source->path.data, source->path.len);

	if (!path)
		return HK_ENOMEM;
	if (hk_walk_has(&u->walk, path) || !is_gone(u, source, path))
		return HK_OK;
	if (!HK_ARRAY_RESERVE(u->gone, u->capacity, u->count + 1))
		return HK_ENOMEM;
	u->gone[u->count++] = hk_span_str(path, source->path.len);
	return HK_OK;
}

static enum hk_status remove_gone(struct update *u, struct hk_error *err)
{
	enum hk_status status;

	hk_walk_sort(&u->walk);
	status = hk_source_each(hk_command_db(u->run), look_for, u, err);
	if (status == HK_ENOMEM)
		hk_error_nomem(err);
	for (size_t i = 0; i < u->count && !status; i++)
		status = hk_feed_remove(u->run->feed, u->gone[i], err);
	return status;
}

/* ---- The command ---- */

static enum hk_status update_all(struct update *u, struct hk_error *err)
{
	struct hk_command_run *run = u->run;
	enum hk_status status = hk_filter_load(&run->filters, err);

	if (!status)
		status = hk_command_open_writer(run, false, err);
	if (!status)
		status = hk_roots_load(&u->roots, hk_command_db(run), err);
	u->rules = calloc(u->roots.count + 1, sizeof(*u->rules));
	u->readable = calloc(u->roots.count + 1, sizeof(*u->readable));
	if (!status && (!u->rules || !u->readable))
		status = hk_error_nomem(err);
	for (size_t i = 0; i < u->roots.count && !status; i++)
		status = *run->stop ? HK_EINTERRUPTED : walk_one(u, i, err);
	if (!status)
		status = hk_command_feed(run, &u->walk, u->roots.items, err);
	if (!status)
		status = remove_gone(u, err);
	return hk_command_finish(run, status, err);
}

enum hk_status hk_command_update(struct hk_command_run *run,
				 struct hk_error *err)
{
	struct update u = {.run = run};
	enum hk_status status;

	run->hush_old = true;

	hk_roots_init(&u.roots);
	hk_walk_init(&u.walk);
	u.walk.keep_left = true;
	hk_arena_init(&u.arena, HK_BUF_NO_MAX);
	status = update_all(&u, err);
	free(u.rules);
	free(u.readable);
	free(u.gone);
	hk_roots_release(&u.roots);
	hk_walk_release(&u.walk);
	hk_arena_release(&u.arena);
	return status;
}
