/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/watched.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "indexer/commands/below.h"
#include "store/lock.h"

void hk_watched_init(struct hk_watched *w)
{
	memset(w, 0, sizeof(*w));
	hk_roots_init(&w->roots);
	hk_buf_init(&w->lock_path, 1u << 20);
}

void hk_watched_release(struct hk_watched *w)
{
	hk_watch_free(w->watch);
	free(w->follow);
	hk_roots_release(&w->roots);
	hk_buf_release(&w->lock_path);
	hk_watched_init(w);
}

/* ---- Roots ---- */

static enum hk_status load(struct hk_roots *roots, const char *dir,
			   struct hk_error *err)
{
	struct hk_reader *reader;
	enum hk_status status = hk_reader_open(&reader, &dir, 1, err);

	if (status)
		return status;
	status = hk_roots_load(roots, hk_reader_db(reader), err);
	hk_reader_free(reader);
	return status;
}

static enum hk_status read_rules(struct hk_watched *w, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_rules rules;
	struct hk_arena arena;

	w->any_hidden = w->any_follow = false;
	free(w->follow);
	w->follow = calloc(w->roots.count + 1, sizeof(*w->follow));
	if (!w->follow)
		return hk_error_nomem(err);
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	for (size_t i = 0; i < w->roots.count && !status; i++) {
		status = hk_rules_read(&rules, &arena, w->roots.items[i].rules,
				       err);
		w->follow[i] = !status && rules.follow;
		w->any_follow = w->any_follow || w->follow[i];
		w->any_hidden = w->any_hidden || (!status && rules.hidden);
		hk_arena_reset(&arena);
	}
	hk_arena_release(&arena);
	return status;
}

enum hk_status hk_watched_begin(struct hk_watched *w,
				const struct hk_command_run *run,
				struct hk_error *err)
{
	const char *dir = run->set.shards[0];
	enum hk_status status;

	hk_watched_release(w);
	status = hk_watch_new(&w->watch, err);
	if (!status)
		status = load(&w->roots, dir, err);
	if (!status)
		status = read_rules(w, err);
	if (status)
		return status;
	if (hk_buf_printf(&w->lock_path, "%s/%s", dir, HK_LOCK_FILE) ||
	    hk_watch_folder(w->watch, dir, HK_WATCH_WRITES))
		return hk_error_nomem(err);
	w->lock = w->lock_path.data;
	for (size_t i = 0; i < w->roots.count; i++)
		if (hk_watch_around(w->watch, w->roots.items[i].path))
			return hk_error_nomem(err);
	return HK_OK;
}

static bool same_root(const struct hk_root *x, const struct hk_root *y)
{
	return hk_span_same(x->format, y->format) &&
	       hk_span_same(x->encoding, y->encoding) &&
	       hk_span_same(x->columns, y->columns) &&
	       hk_span_same(x->rules, y->rules);
}

enum hk_status hk_watched_reload(struct hk_watched *w,
				 const struct hk_command_run *run,
				 struct hk_changed *changed,
				 struct hk_error *err)
{
	struct hk_roots old = w->roots;
	enum hk_status status;

	hk_roots_init(&w->roots);
	status = load(&w->roots, run->set.shards[0], err);
	if (status) {
		hk_roots_release(&w->roots);
		w->roots = old;
		return status;
	}
	for (size_t i = 0; i < w->roots.count && !status; i++) {
		const struct hk_root *root = &w->roots.items[i], *known;
		struct hk_str path = root->path;

		known = hk_roots_around(&old, &path);
		if (known && hk_span_same(known->path, root->path) &&
		    same_root(known, root))
			continue;
		if (hk_watch_around(w->watch, root->path) ||
		    hk_changed_add(changed, root->path, true))
			status = hk_error_nomem(err);
	}
	hk_roots_release(&old);
	return status ? status : read_rules(w, err);
}

enum hk_status hk_watched_folder(void *ctx, const char *path)
{
	const struct hk_watched *w = ctx;

	return hk_watch_folder(w->watch, path, HK_WATCH_ALL);
}

/* Is there a hidden name in the path, behind `from`? */
static bool is_hidden(struct hk_str path, size_t from)
{
	return path.len > from &&
	       memmem(path.data + from, path.len - from, "/.", 2) != NULL;
}

bool hk_watched_wants(const struct hk_watched *w, struct hk_str path,
		      bool *below)
{
	const struct hk_root *around;
	struct hk_str at = path;
	for (size_t i = hk_roots_from(&w->roots, path);
	     i < w->roots.count &&
	     !strncmp(w->roots.items[i].path.data, path.data, path.len);
	     i++)
		if (hk_below_is(w->roots.items[i].path, path)) {
			*below = true;
			return true;
		}
	while ((around = hk_roots_around(&w->roots, &at)))
		if (w->any_hidden ||
		    !is_hidden(path,
			       around->path.len - (around->path.len == 1)))
			return true;
	return false;
}

/* ---- Blind folders ---- */

bool hk_watched_any_blind(const struct hk_watched *w)
{
	size_t count = 0;

	if (w->watch)
		hk_watch_blind(w->watch, &count);
	return count > 0 || w->any_follow;
}

enum hk_status hk_watched_add_blind(const struct hk_watched *w,
				    struct hk_changed *changed)
{
	size_t count;
	const struct hk_watch_blind *blind = hk_watch_blind(w->watch, &count);
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < count && !status; i++)
		status = hk_changed_add(changed, hk_span_cstr(blind[i].path),
					true);
	/* Behind links there are other folders, and files whose own folders
	 * nobody watches. */
	for (size_t i = 0; i < w->roots.count && !status; i++)
		if (w->follow[i])
			status = hk_changed_add(changed, w->roots.items[i].path,
						true);
	return status;
}

/* How many watches the system gives to a user; 0: not known. */
static unsigned long watch_limit(void)
{
	FILE *file = fopen("/proc/sys/fs/inotify/max_user_watches", "re");
	unsigned long limit = 0;

	if (file && fscanf(file, "%lu", &limit) != 1)
		limit = 0;
	if (file)
		fclose(file);
	return limit;
}

/* The line for one reason; `path` is one of `count` folders. */
static enum hk_status put_why(struct hk_buf *out, enum hk_watch_why why,
			      size_t count, const char *path, long long every)
{
	unsigned long limit = watch_limit();

	switch (why) {
	case HK_WATCH_FULL:
		return hk_buf_printf(
			out,
			hk_message_text("the system has no watches left: '%s' "
					"and what is below are looked at every "
					"%lld seconds (%zu such folders); run "
					"`sudo sysctl "
					"fs.inotify.max_user_watches=%lu`, "
					"then send SIGHUP"),
			path, every, count, limit ? 4 * limit : 1000000);
	case HK_WATCH_ELSEWHERE:
		return hk_buf_printf(
			out,
			hk_message_text("'%s' is on a file system that others "
					"may change unseen; it is looked at "
					"every %lld seconds, too (--every)"),
			path, every);
	case HK_WATCH_TWICE:
		return hk_buf_printf(
			out,
			hk_message_text("'%s' is also known by another name; "
					"it is looked at every %lld seconds "
					"(--every)"),
			path, every);
	default:
		return hk_buf_printf(
			out,
			hk_message_text("'%s' cannot be watched; it is looked "
					"at every %lld seconds (--every)"),
			path, every);
	}
}

/* Of the first root whose links are followed: what they lead to may be outside
 * of all that is watched. */
static void say_follow(struct hk_watched *w, struct hk_report *report,
		       long long every)
{
	struct hk_buf line;
	size_t i = 0;

	while (i < w->roots.count && !w->follow[i])
		i++;
	if (w->follow_said || i == w->roots.count)
		return;
	w->follow_said = true;
	hk_buf_init(&line, 1u << 16);
	if (!hk_buf_printf(&line,
			   hk_message_text("links in '%s' are followed; what "
					   "they lead to is looked at every "
					   "%lld seconds, too (--every)"),
			   w->roots.items[i].path.data, every))
		hk_report_line(report, line.data);
	hk_buf_release(&line);
}

void hk_watched_say_blind(struct hk_watched *w, struct hk_report *report,
			  long long every)
{
	size_t all, count[HK_WATCH_WHYS] = {0};
	const struct hk_watch_blind *blind = hk_watch_blind(w->watch, &all);
	struct hk_buf line;

	say_follow(w, report, every);
	for (size_t i = w->blind_said; i < all; i++)
		count[blind[i].why]++;
	for (size_t i = w->blind_said; i < all; i++) {
		enum hk_watch_why why = blind[i].why;

		if (!count[why] || w->why_said[why])
			continue;
		w->why_said[why] = true;
		hk_buf_init(&line, 1u << 16);
		if (!put_why(&line, why, count[why], blind[i].path, every))
			hk_report_line(report, line.data);
		hk_buf_release(&line);
	}
	w->blind_said = all;
}
