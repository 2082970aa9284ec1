/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * update: rescans everything that was added, or, for `watch`, only what
 * changed. The latter is looked at before the index is opened for writing, so
 * that changes of files that are not wanted disturb no other writer.
 */

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/quote.h"
#include "indexer/commands/below.h"
#include "indexer/commands/command.h"
#include "indexer/walk/roots.h"
#include "indexer/walk/walk.h"
#include "store/folder.h"

struct update {
	struct hk_command_run *run;
	struct hk_roots roots;
	struct hk_rules *rules; /* of each root */
	bool *readable;		/* for each root: could it be walked? */
	bool *walked;		/* was it, as a whole? */
	bool *forget;		/* is it to be forgotten? */
	size_t forget_count;
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

static enum hk_status forget(struct update *u, struct hk_error *err)
{
	struct hk_writer *writer = u->run->writer;
	enum hk_status status = HK_OK;

	if (u->run->options->dry_run || !u->forget_count)
		return HK_OK;
	for (size_t i = 0; i < u->roots.count && !status; i++) {
		if (!u->forget[i])
			continue;
		status = hk_writer_begin(writer, err);
		if (!status)
			status = hk_source_remove_root(hk_writer_xap(writer),
						       u->roots.items[i].path,
						       err);
	}
	return status;
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
	enum hk_status status;

	if (u->walked[i])
		return HK_OK;
	u->walked[i] = true;
	status = hk_walk_root(&u->walk, root->path.data, i, &u->rules[i],
			      hk_command_note, u->run, &why);
	u->readable[i] = !status;
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status == HK_ENOTFOUND && may_go(root, &u->rules[i])) {
		u->readable[i] = true;
		u->forget[i] = true;
		u->forget_count++;
		return HK_OK;
	}
	if (status)
		note_unreadable(u, root->path.data);
	return HK_OK;
}

/* Walk what is at or below a path in the root around it. */
static enum hk_status walk_part(struct update *u, size_t i, struct hk_str path,
				struct hk_error *err)
{
	const struct hk_root *root = &u->roots.items[i];
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;

	/* Only a walk of the whole finds each folder but once behind links. */
	if (root->path.len == path.len || u->rules[i].follow)
		return walk_one(u, i, err);
	if (u->walked[i])
		return HK_OK;
	status = hk_walk_below(&u->walk, root->path.data, i, &u->rules[i],
			       path.data, hk_command_note, u->run, &why);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	u->readable[i] = u->readable[i] || !status;
	return HK_OK;
}

/* Walk one path that changed in each root around it, and all roots below. */
static enum hk_status walk_changed(struct update *u, struct hk_str path,
				   struct hk_error *err)
{
	const struct hk_roots *roots = &u->roots;
	const struct hk_root *root;
	struct hk_str around = path;
	enum hk_status status = HK_OK;

	while (!status && (root = hk_roots_around(roots, &around)))
		status = walk_part(u, (size_t)(root - roots->items), path, err);
	for (size_t i = hk_roots_from(roots, path);
	     i < roots->count && !status &&
	     !strncmp(roots->items[i].path.data, path.data, path.len);
	     i++)
		if (hk_below_is(roots->items[i].path, path))
			status = walk_one(u, i, err);
	return status;
}

static enum hk_status walk(struct update *u, struct hk_error *err)
{
	const struct hk_changed *changed = u->run->changed;
	enum hk_status status = HK_OK;
	size_t count = changed ? changed->count : u->roots.count;

	for (size_t i = 0; i < u->roots.count && !status; i++)
		status = hk_rules_read(&u->rules[i], &u->arena,
				       u->roots.items[i].rules, err);
	for (size_t i = 0; i < count && !status; i++) {
		if (*u->run->stop)
			return HK_EINTERRUPTED;
		status = changed ? walk_changed(u, changed->items[i].path, err)
				 : walk_one(u, i, err);
	}
	return status;
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

static enum hk_status look_for_taken(void *ctx, const struct hk_source *source)
{
	const struct update *u = ctx;

	return hk_changed_took(u->run->changed, source->path)
		       ? look_for(ctx, source)
		       : HK_OK;
}

/* Of what changed, find what is gone. All sources are looked through only if
 * a folder may be. */
static enum hk_status find_gone_changed(struct update *u, struct hk_error *err)
{
	const struct hk_changed *changed = u->run->changed;
	const struct xap_db *db = hk_command_db(u->run);
	enum hk_status status = HK_OK;
	struct hk_source source;
	bool folders = false;

	for (size_t i = 0; i < changed->count && !status; i++) {
		if (changed->items[i].below) {
			folders = true;
			continue;
		}
		status = hk_source_get(&source, &u->arena, db,
				       changed->items[i].path, err);
		if (status == HK_ENOTFOUND)
			status = HK_OK;
		else if (!status)
			status = look_for(u, &source);
	}
	if (!status && folders)
		status = hk_source_each(db, look_for_taken, u, err);
	return status;
}

static enum hk_status find_gone(struct update *u, struct hk_error *err)
{
	enum hk_status status;

	hk_walk_sort(&u->walk);
	status = u->run->changed ? find_gone_changed(u, err)
				 : hk_source_each(hk_command_db(u->run),
						  look_for, u, err);
	return status == HK_ENOMEM ? hk_error_nomem(err) : status;
}

static enum hk_status remove_gone(struct update *u, struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < u->count && !status; i++)
		status = hk_feed_remove(u->run->feed, u->gone[i], err);
	return status;
}

/* ---- The command ---- */

static enum hk_status prepare(struct update *u, struct hk_error *err)
{
	struct hk_command_run *run = u->run;
	enum hk_status status = hk_filter_load(&run->filters, err);
	size_t count;

	if (!status)
		status = run->changed ? hk_command_open_reader(run, err)
				      : hk_command_open_writer(run, false, err);
	if (!status)
		status = hk_roots_load(&u->roots, hk_command_db(run), err);
	count = u->roots.count + 1;
	u->rules = calloc(count, sizeof(*u->rules));
	u->readable = calloc(count, sizeof(*u->readable));
	u->walked = calloc(count, sizeof(*u->walked));
	u->forget = calloc(count, sizeof(*u->forget));
	if (!status && (!u->rules || !u->readable || !u->walked || !u->forget))
		status = hk_error_nomem(err);
	return status;
}

/* Write what was found. */
static enum hk_status apply(struct update *u, struct hk_error *err)
{
	struct hk_command_run *run = u->run;
	enum hk_status status = forget(u, err);

	if (!status)
		status = hk_command_feed(run, &u->walk, u->roots.items, err);
	if (!status && !run->changed)
		status = find_gone(u, err);
	return status ? status : remove_gone(u, err);
}

static enum hk_status update_changed(struct update *u, struct hk_error *err)
{
	struct hk_command_run *run = u->run;
	enum hk_status status = find_gone(u, err);

	if (status || (!u->walk.count && !u->count && !u->forget_count &&
		       !run->fault_count))
		return status;
	status = hk_command_open_writer(run, false, err);
	if (!status)
		status = apply(u, err);
	/* What was touched and is as it was is no news. */
	if (!status && !hk_command_did(run))
		run->report.quiet = true;
	return hk_command_finish(run, status, err);
}

static enum hk_status update_all(struct update *u, struct hk_error *err)
{
	enum hk_status status = prepare(u, err);

	if (!status)
		status = walk(u, err);
	if (u->run->changed)
		return status ? status : update_changed(u, err);
	if (!status)
		status = apply(u, err);
	return hk_command_finish(u->run, status, err);
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
	u.walk.folder = run->folder;
	u.walk.folder_ctx = run->folder_ctx;
	hk_arena_init(&u.arena, HK_BUF_NO_MAX);
	status = update_all(&u, err);
	free(u.rules);
	free(u.readable);
	free(u.walked);
	free(u.forget);
	free(u.gone);
	hk_roots_release(&u.roots);
	hk_walk_release(&u.walk);
	hk_arena_release(&u.arena);
	return status;
}
