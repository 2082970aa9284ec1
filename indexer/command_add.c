/* SPDX-License-Identifier: GPL-2.0-or-later */

/* add, update and remove: what changes the articles of an index. */

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/command.h"
#include "store/schema.h"

/* ---- Shared ---- */

static void note(void *ctx, const char *path, const char *why, bool failed)
{
	struct hk_command_run *run = ctx;

	if (failed)
		hk_report_failed(&run->report, hk_span_cstr(path), why);
	else
		hk_report_note(&run->report, hk_span_cstr(path), why);
}

/* Feed all files of a walk. A file under several roots comes once, as the
 * innermost of them, or the last one named, wants it. */
static enum hk_status feed_all(struct hk_command_run *run, struct hk_walk *walk,
			       const struct hk_root *roots,
			       struct hk_error *err)
{
	enum hk_status status = HK_OK;

	hk_walk_unique(walk);
	run->report.files_all = walk->count;
	run->report.bytes_all = walk->bytes;
	for (size_t i = 0; i < walk->count && !status; i++) {
		if (*run->stop)
			return HK_EINTERRUPTED;
		status = hk_feed_file(run->feed, &walk->files[i],
				      &roots[walk->files[i].root], err);
	}
	return status;
}

/*
 * End a run: what was fed is committed also after a signal, which is then
 * told; any other failure drops the batch that it happened in.
 */
static enum hk_status finish(struct hk_command_run *run, enum hk_status status,
			     struct hk_error *err)
{
	if (status && status != HK_EINTERRUPTED)
		return status;
	if (run->feed && hk_feed_commit(run->feed, err))
		return err->status;
	hk_report_summary(&run->report);
	if (status == HK_EINTERRUPTED)
		return hk_error_set(err, status,
				    "stopped; what is counted above is in the "
				    "index, run the same command again for "
				    "the rest");
	return HK_OK;
}

/* Names that nothing has are refused before anything is made or read. */
static enum hk_status check_names(const struct hk_command_run *run,
				  struct hk_error *err)
{
	const char *format = run->options->format;
	struct hk_str encoding = hk_span_cstr(run->options->encoding);
	enum hk_status status;
	struct hk_buf nothing;

	if (format && !hk_format_named(format))
		return hk_error_set(err, HK_EUSAGE,
				    "there is no format '%s'; there are %s",
				    format, hk_format_names());
	hk_buf_init(&nothing, 1);
	status = hk_encoding_decode(&nothing, hk_span_str("", 0), encoding,
				    NULL, err);
	hk_buf_release(&nothing);
	return status == HK_EUSAGE || status == HK_ENOMEM ? status : HK_OK;
}

/* ---- add ---- */

static enum hk_status add_stdin(struct hk_command_run *run,
				struct hk_error *err)
{
	const struct hk_options *o = run->options;
	const struct hk_format *format =
		hk_format_named(o->format ? o->format : "text");

	if (format->takes == HK_FORMAT_TEXT && !o->id)
		return hk_error_set(err, HK_EUSAGE,
				    "an article from standard input needs a "
				    "name: --id ID");
	return hk_feed_stdin(run->feed, format, hk_span_cstr(o->encoding),
			     hk_span_cstr(o->id), hk_span_cstr(o->title), err);
}

/* Is `path` the folder `root`, or below it? */
static bool is_below(struct hk_str path, struct hk_str root)
{
	return path.len >= root.len &&
	       (root.len == 0 || !memcmp(path.data, root.data, root.len)) &&
	       (path.len == root.len || path.data[root.len] == '/' ||
		(root.len == 1 && root.data[0] == '/'));
}

/* Remember the root, unless one around it does the same for it. */
static enum hk_status keep_root(struct hk_command_run *run,
				const struct hk_root *root,
				struct hk_error *err)
{
	const struct hk_root *roots;
	struct hk_arena arena;
	enum hk_status status;
	size_t count;
	bool known = false;

	if (run->options->dry_run)
		return HK_OK;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	status = hk_source_roots(&roots, &count, &arena, hk_command_db(run),
				 err);
	for (size_t i = 0; i < count && !status; i++)
		known = known ||
			(is_below(root->path, roots[i].path) &&
			 hk_span_same(root->format, roots[i].format) &&
			 hk_span_same(root->encoding, roots[i].encoding));
	if (!status && !known)
		status = hk_writer_begin(run->writer, err);
	if (!status && !known)
		status = hk_source_put_root(hk_writer_xap(run->writer), root,
					    err);
	hk_arena_release(&arena);
	return status;
}

static enum hk_status add_path(struct hk_command_run *run, const char *path,
			       struct hk_walk *walk, struct hk_root *root,
			       size_t number, struct hk_error *err)
{
	struct hk_error why;
	enum hk_status status;
	char real[PATH_MAX];

	if (!realpath(path, real)) {
		hk_error_system(&why, errno, "it cannot be added");
		hk_report_failed(&run->report, hk_span_cstr(path), why.message);
		return HK_OK;
	}
	root->path =
		hk_span_cstr(hk_arena_copy(&walk->arena, real, strlen(real)));
	if (!root->path.data)
		return hk_error_nomem(err);
	root->format = hk_span_cstr(run->options->format);
	root->encoding = hk_span_cstr(run->options->encoding);
	status = hk_walk_root(walk, real, number, note, run, &why);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status) {
		hk_report_failed(&run->report, hk_span_cstr(path), why.message);
		return HK_OK;
	}
	return keep_root(run, root, err);
}

enum hk_status hk_command_add(struct hk_command_run *run, struct hk_error *err)
{
	struct hk_root *roots;
	struct hk_walk walk;
	enum hk_status status;
	bool from_stdin = false;

	if (!run->word_count)
		return hk_error_set(err, HK_EUSAGE,
				    "add needs a file, a folder, or - for "
				    "standard input");
	roots = calloc(run->word_count, sizeof(*roots));
	if (!roots)
		return hk_error_nomem(err);
	hk_walk_init(&walk);
	status = check_names(run, err);
	if (!status)
		status = hk_command_open_writer(run, true, err);
	for (size_t i = 0; i < run->word_count && !status; i++) {
		if (!strcmp(run->words[i], "-"))
			from_stdin = true;
		else
			status = add_path(run, run->words[i], &walk, &roots[i],
					  i, err);
	}
	if (!status && from_stdin)
		status = add_stdin(run, err);
	if (!status)
		status = feed_all(run, &walk, roots, err);
	status = finish(run, status, err);
	hk_walk_release(&walk);
	free(roots);
	return status;
}

/* ---- update ---- */

/* Sources that the walk did not come across. */
struct missing {
	struct hk_command_run *run;
	const struct hk_walk *walk;
	const struct hk_root *roots;
	const bool *readable;
	size_t root_count;
	struct hk_arena *arena;
	struct hk_str *paths;
	size_t count, room;
};

/*
 * Only what is surely gone is taken out, and only where the innermost root
 * around it could be read; what stands in a file's place and is no file is
 * not the file.
 */
static bool is_gone(const struct missing *m, const struct hk_source *source,
		    const char *path)
{
	struct stat st;
	bool readable = false;

	/* Roots are sorted: one inside another comes behind it. */
	for (size_t i = 0; i < m->root_count; i++)
		if (is_below(source->path, m->roots[i].path))
			readable = m->readable[i];
	if (!readable)
		return false;
	return lstat(path, &st) == 0 ? !S_ISREG(st.st_mode)
				     : errno == ENOENT || errno == ENOTDIR;
}

static enum hk_status look_for(void *ctx, const struct hk_source *source)
{
	struct missing *m = ctx;
	char *path =
		hk_arena_copy(m->arena, source->path.data, source->path.len);

	if (!path)
		return HK_ENOMEM;
	if (hk_walk_has(m->walk, path) || !is_gone(m, source, path))
		return HK_OK;
	if (m->count == m->room) {
		size_t room = m->room ? m->room * 2 : 64;
		void *paths = realloc(m->paths, room * sizeof(*m->paths));
		if (!paths)
			return HK_ENOMEM;
		m->paths = paths;
		m->room = room;
	}
	m->paths[m->count++] = hk_span_str(path, source->path.len);
	return HK_OK;
}

static enum hk_status remove_gone(struct missing *m, struct hk_error *err)
{
	enum hk_status status =
		hk_source_each(hk_command_db(m->run), look_for, m, err);

	for (size_t i = 0; i < m->count && !status; i++)
		status = hk_feed_remove(m->run->feed, m->paths[i], err);
	free(m->paths);
	return status;
}

enum hk_status hk_command_update(struct hk_command_run *run,
				 struct hk_error *err)
{
	const struct hk_root *roots = NULL;
	struct hk_arena arena;
	struct hk_walk walk;
	bool *readable = NULL;
	size_t count = 0;
	enum hk_status status;

	if (run->word_count)
		return hk_error_set(err, HK_EUSAGE,
				    "update takes no paths: it goes through "
				    "what was added (`add` takes paths)");
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_walk_init(&walk);
	status = hk_command_open_writer(run, false, err);
	if (!status)
		status = hk_source_roots(&roots, &count, &arena,
					 hk_command_db(run), err);
	readable = calloc(count + 1, sizeof(*readable));
	if (!readable && !status)
		status = hk_error_nomem(err);
	for (size_t i = 0; i < count && !status; i++) {
		struct hk_error why;
		enum hk_status walked = hk_walk_root(&walk, roots[i].path.data,
						     i, note, run, &why);

		if (walked == HK_ENOMEM)
			status = hk_error_nomem(err);
		else if (walked)
			hk_report_failed(&run->report, roots[i].path,
					 "it was added, but cannot be read "
					 "now; its articles are kept (`remove` "
					 "forgets it)");
		readable[i] = !walked;
	}
	if (!status) {
		struct missing m = {run,    &walk, roots, readable, count,
				    &arena, NULL,  0,	  0};
		status = feed_all(run, &walk, roots, err);
		if (!status)
			hk_walk_sort(&walk);
		if (!status)
			status = remove_gone(&m, err);
	}
	status = finish(run, status, err);
	free(readable);
	hk_walk_release(&walk);
	hk_arena_release(&arena);
	return status;
}

/* ---- remove ---- */

struct below {
	struct hk_str path;
	struct hk_arena *arena;
	struct hk_str *paths;
	size_t count, room;
};

static enum hk_status take_below(void *ctx, const struct hk_source *source)
{
	struct below *b = ctx;
	char *copy;

	if (!is_below(source->path, b->path))
		return HK_OK;
	if (b->count == b->room) {
		size_t room = b->room ? b->room * 2 : 64;
		void *paths = realloc(b->paths, room * sizeof(*b->paths));
		if (!paths)
			return HK_ENOMEM;
		b->paths = paths;
		b->room = room;
	}
	copy = hk_arena_copy(b->arena, source->path.data, source->path.len);
	b->paths[b->count] = hk_span_str(copy, source->path.len);
	b->count++;
	return copy ? HK_OK : HK_ENOMEM;
}

/* The real path, also of what is gone: then the name made absolute. */
static bool absolute(const char *word, char out[2 * PATH_MAX])
{
	char real[PATH_MAX];
	size_t len;

	if (realpath(word, real)) {
		strcpy(out, real);
		return true;
	}
	if (strlen(word) >= PATH_MAX || !getcwd(real, sizeof(real)))
		return false;
	snprintf(out, 2 * PATH_MAX, "%s%s%s", word[0] == '/' ? "" : real,
		 word[0] == '/' ? "" : "/", word);
	len = strlen(out);
	while (len > 1 && out[len - 1] == '/')
		out[--len] = '\0';
	return true;
}

/* Forget the roots at and below a path. */
static enum hk_status forget_roots(struct hk_command_run *run,
				   struct hk_str path, struct hk_arena *arena,
				   bool *found, struct hk_error *err)
{
	const struct hk_root *roots;
	size_t count = 0;
	enum hk_status status =
		hk_source_roots(&roots, &count, arena, hk_command_db(run), err);

	for (size_t i = 0; i < count && !status; i++) {
		if (!is_below(roots[i].path, path))
			continue;
		*found = true;
		if (run->options->dry_run)
			continue;
		status = hk_writer_begin(run->writer, err);
		if (!status)
			status = hk_source_remove_root(
				hk_writer_xap(run->writer), roots[i].path, err);
	}
	return status;
}

static enum hk_status remove_word(struct hk_command_run *run, const char *word,
				  struct hk_error *err)
{
	char path[2 * PATH_MAX];
	struct hk_arena arena;
	struct below b = {.arena = &arena};
	enum hk_status status = HK_OK;
	bool found = false;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	if (absolute(word, path)) {
		b.path = hk_span_cstr(path);
		status =
			hk_source_each(hk_command_db(run), take_below, &b, err);
		found = b.count > 0;
		for (size_t i = 0; i < b.count && !status; i++)
			status = hk_feed_remove(run->feed, b.paths[i], err);
		if (!status)
			status = forget_roots(run, b.path, &arena, &found, err);
	}
	if (!status && !found)
		status = hk_feed_remove_article(run->feed, hk_span_cstr(word),
						&found, err);
	if (!status && !found)
		hk_report_failed(&run->report, hk_span_cstr(word),
				 "the index has no such file, folder or id");
	free(b.paths);
	hk_arena_release(&arena);
	return status;
}

enum hk_status hk_command_remove(struct hk_command_run *run,
				 struct hk_error *err)
{
	enum hk_status status;

	if (!run->word_count)
		return hk_error_set(err, HK_EUSAGE,
				    "remove needs a file, a folder or an id");
	status = hk_command_open_writer(run, false, err);
	for (size_t i = 0; i < run->word_count && !status; i++)
		status = remove_word(run, run->words[i], err);
	return finish(run, status, err);
}
