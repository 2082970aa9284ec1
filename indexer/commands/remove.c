/* SPDX-License-Identifier: GPL-2.0-or-later */

/* remove: takes files, folders and articles out of an index. */

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/commands/below.h"
#include "indexer/commands/command.h"

/* The sources at and below a path. */
struct below {
	struct hk_str path;
	struct hk_arena *arena;
	struct hk_str *paths;
	size_t count, capacity;
};

static enum hk_status take_below(void *ctx, const struct hk_source *source)
{
	struct below *b = ctx;
	char *copy;

	if (!hk_below_is(source->path, b->path))
		return HK_OK;
	if (!HK_ARRAY_RESERVE(b->paths, b->capacity, b->count + 1))
		return HK_ENOMEM;
	copy = hk_arena_copy(b->arena, source->path.data, source->path.len);
	b->paths[b->count] = hk_span_str(copy, source->path.len);
	b->count++;
	return copy ? HK_OK : HK_ENOMEM;
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
		if (!hk_below_is(roots[i].path, path))
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

static enum hk_status remove_word(struct hk_command_run *run, size_t number,
				  struct hk_error *err)
{
	const char *word = run->words[number];
	char path[2 * PATH_MAX];
	struct hk_arena arena;
	struct below b = {.arena = &arena};
	enum hk_status status = HK_OK;
	bool found = false;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	if (hk_below_absolute(word, path)) {
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
	run->found[number] = run->found[number] || found;
	if (!status && run->last && !run->found[number])
		hk_command_failed(run, hk_span_cstr(word),
				  "no such file, folder or id in the index");
	free(b.paths);
	hk_arena_release(&arena);
	return status;
}

enum hk_status hk_command_remove(struct hk_command_run *run,
				 struct hk_error *err)
{
	enum hk_status status;

	if (!run->found)
		run->found = calloc(run->word_count, sizeof(*run->found));
	if (!run->found)
		return hk_error_nomem(err);
	status = hk_command_open_writer(run, false, err);
	for (size_t i = 0; i < run->word_count && !status; i++)
		status = remove_word(run, i, err);
	return hk_command_finish(run, status, err);
}
