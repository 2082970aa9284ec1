/* SPDX-License-Identifier: GPL-2.0-or-later */

/* add: brings files, folders and standard input into an index. */

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/records/columns.h"
#include "indexer/commands/command.h"
#include "indexer/walk/list.h"
#include "indexer/walk/roots.h"
#include "indexer/walk/walk.h"
#include "store/schema.h"

/* Refuse unknown names before anything is made or read. */
static enum hk_status check_names(const struct hk_command_run *run,
				  struct hk_error *err)
{
	struct hk_str encoding = hk_span_cstr(run->options->encoding);
	enum hk_status status;
	struct hk_buf nothing;

	if (hk_columns_check(hk_span_cstr(run->options->columns), err))
		return err->status;
	hk_buf_init(&nothing, 1);
	status = hk_encoding_decode(&nothing, hk_span_str("", 0), encoding,
				    NULL, err);
	hk_buf_release(&nothing);
	return status == HK_EUSAGE || status == HK_ENOMEM ? status : HK_OK;
}

static enum hk_status add_stdin(struct hk_command_run *run,
				struct hk_error *err)
{
	const struct hk_index_options *o = run->options;
	const struct hk_format *format =
		hk_format_named(o->format ? o->format : "text");

	if (format->takes == HK_FORMAT_TEXT && !o->id)
		return hk_error_set(err, HK_EUSAGE,
				    "the article on standard input has no id; "
				    "give it one with --id ID");
	return hk_feed_stdin(run->feed, format, hk_span_cstr(o->encoding),
			     hk_span_cstr(o->columns), hk_span_cstr(o->id),
			     hk_span_cstr(o->title), err);
}

/* What is to be added: the words of the command line, then the names in a
 * list. */
struct adding {
	struct hk_command_run *run;
	struct hk_walk walk;
	struct hk_rules rules;
	struct hk_buf words;  /* as the index remembers them: */
	struct hk_str given;  /* the rules of words of the command line */
	struct hk_str listed; /* and of names in a list */
	struct hk_list list;
	struct hk_root *roots; /* of words and list; in the walk's arena */
	size_t count;
	struct hk_roots known; /* those of the index, then the new ones */
	size_t old_count;      /* of the former */
	bool from_stdin;
};

/* Do both roots say the same of how files are read? */
static bool is_read_alike(const struct hk_root *x, const struct hk_root *y)
{
	return hk_span_same(x->format, y->format) &&
	       hk_span_same(x->encoding, y->encoding) &&
	       hk_span_same(x->columns, y->columns);
}

/* Would an update reach this root from the one around it, and read it in the
 * same way? */
static bool is_known(const struct adding *a, const struct hk_root *root)
{
	struct hk_str path = root->path;
	const struct hk_root *around = hk_roots_around(&a->known, &path);

	return around && is_read_alike(root, around) &&
	       (hk_span_same(root->rules, around->rules) ||
		hk_span_same(a->given, around->rules)) &&
	       hk_walk_reaches(around->path.data, &a->rules, root->path.data);
}

/* Remember the root, unless one around it covers it. */
static enum hk_status keep_root(struct adding *a, const struct hk_root *root,
				struct hk_error *err)
{
	struct hk_command_run *run = a->run;
	enum hk_status status;

	if (is_known(a, root))
		return HK_OK;
	if (hk_roots_add(&a->known, root))
		return hk_error_nomem(err);
	if (run->options->dry_run)
		return HK_OK;
	status = hk_writer_begin(run->writer, err);
	return status ? status
		      : hk_source_put_root(hk_writer_xap(run->writer), root,
					   err);
}

/*
 * A file below an older root that is further in is read as that root says, as
 * an update would read it. Such roots stand behind our own in `roots`.
 */
static enum hk_status apply_older(struct adding *a, struct hk_error *err)
{
	size_t own = a->run->word_count + a->list.count;

	for (size_t i = 0; i < a->walk.count; i++) {
		struct hk_walk_file *file = &a->walk.files[i];
		struct hk_str path = hk_span_cstr(file->path);
		const struct hk_root *around =
			hk_roots_around(&a->known, &path);
		size_t number = around ? (size_t)(around - a->known.items) : 0;
		struct hk_rules rules;

		if (!around || number >= a->old_count ||
		    is_read_alike(around, &a->roots[file->root]))
			continue;
		if (hk_rules_read(&rules, &a->walk.arena, around->rules, err))
			return err->status;
		if (!hk_walk_reaches(around->path.data, &rules, file->path))
			continue;
		a->roots[own + number] = *around;
		file->root = own + number;
	}
	return HK_OK;
}

static enum hk_status add_path(struct adding *a, const char *path,
			       struct hk_str rules, struct hk_error *err)
{
	struct hk_command_run *run = a->run;
	struct hk_root *root = &a->roots[a->count];
	struct hk_error why;
	enum hk_status status;
	char real[PATH_MAX];

	if (!realpath(path, real)) {
		hk_error_system(&why, errno, "cannot add it");
		hk_command_failed(run, hk_span_cstr(path), why.message);
		return HK_OK;
	}
	root->path =
		hk_span_cstr(hk_arena_copy(&a->walk.arena, real, strlen(real)));
	if (!root->path.data)
		return hk_error_nomem(err);
	root->format = hk_span_cstr(run->options->format);
	root->encoding = hk_span_cstr(run->options->encoding);
	root->columns = hk_span_cstr(run->options->columns);
	root->rules = rules;
	status = hk_walk_root(&a->walk, real, a->count, &a->rules,
			      hk_command_note, run, &why);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status) {
		hk_command_failed(run, hk_span_cstr(path), why.message);
		return HK_OK;
	}
	a->count++;
	return keep_root(a, root, err);
}

/* Read what the options say about the walk, and the list. */
static enum hk_status prepare(struct adding *a, struct hk_error *err)
{
	const struct hk_index_options *o = a->run->options;
	struct hk_rules_wish wish = {
		.hidden = o->hidden,
		.follow = o->follow,
		.include = {o->include.items, o->include.count},
		.exclude = {o->exclude.items, o->exclude.count}};
	enum hk_status status = hk_rules_write(&a->words, &wish, err);
	size_t len = a->words.len;

	wish.listed = true;
	if (!status)
		status = hk_rules_write(&a->words, &wish, err);
	if (status)
		return status;
	a->given = hk_span_str(a->words.data, len);
	a->listed = hk_span_str(a->words.data + len, a->words.len - len);
	if (o->files_from)
		status = hk_list_read(&a->list, o->files_from, err);
	if (!status)
		status =
			hk_rules_read(&a->rules, &a->walk.arena, a->given, err);
	return status;
}

/* Is anything of it there? Else no index is made for it: a name that is typed
 * wrongly would leave an empty one, which answers nothing in silence. */
static bool is_any_there(const struct adding *a)
{
	const struct hk_command_run *run = a->run;

	for (size_t i = 0; i < run->word_count; i++)
		if (!strcmp(run->words[i], "-") ||
		    access(run->words[i], F_OK) == 0)
			return true;
	for (size_t i = 0; i < a->list.count; i++)
		if (access(a->list.names[i], F_OK) == 0)
			return true;
	return false;
}

static enum hk_status open_index(struct adding *a, struct hk_error *err)
{
	bool create = is_any_there(a);
	enum hk_status status = hk_command_open_writer(a->run, create, err);

	if (status != HK_ENOTFOUND || create)
		return status;
	for (size_t i = 0; i < a->run->word_count; i++)
		hk_command_failed(a->run, hk_span_cstr(a->run->words[i]),
				  strerror(ENOENT));
	for (size_t i = 0; i < a->list.count; i++)
		hk_command_failed(a->run, hk_span_cstr(a->list.names[i]),
				  strerror(ENOENT));
	return hk_error_set(err, HK_ENOTFOUND,
			    "there is nothing to add, so no index was made");
}

static enum hk_status add_all(struct adding *a, struct hk_error *err)
{
	struct hk_command_run *run = a->run;
	enum hk_status status = prepare(a, err);

	if (!status)
		status = hk_filter_load(&run->filters, err);
	if (!status)
		status = open_index(a, err);
	if (!status)
		status = hk_roots_load(&a->known, hk_command_db(run), err);
	a->old_count = a->known.count;
	a->roots = hk_arena_array(&a->walk.arena,
				  run->word_count + a->list.count +
					  a->old_count + 1,
				  sizeof(*a->roots));
	if (!status && !a->roots)
		status = hk_error_nomem(err);
	for (size_t i = 0; i < run->word_count && !status; i++)
		if (strcmp(run->words[i], "-") != 0)
			status = add_path(a, run->words[i], a->given, err);
	for (size_t i = 0; i < a->list.count && !status; i++)
		status = *run->stop ? HK_EINTERRUPTED
				    : add_path(a, a->list.names[i], a->listed,
					       err);
	if (!status && a->from_stdin)
		status = add_stdin(run, err);
	if (!status)
		status = apply_older(a, err);
	if (!status)
		status = hk_command_feed(run, &a->walk, a->roots, err);
	return hk_command_finish(run, status, err);
}

enum hk_status hk_command_add(struct hk_command_run *run, struct hk_error *err)
{
	const char *list = run->options->files_from;
	struct adding a = {.run = run};
	enum hk_status status;

	if (!run->word_count && !list)
		return hk_error_set(
			err, HK_EUSAGE,
			"PATH... is missing; name a file, a folder, "
			"or - for standard input");
	for (size_t i = 0; i < run->word_count; i++)
		a.from_stdin = a.from_stdin || !strcmp(run->words[i], "-");
	if (a.from_stdin && list && !strcmp(list, "-"))
		return hk_error_set(err, HK_EUSAGE,
				    "standard input cannot be both an article "
				    "and a list of files");
	status = check_names(run, err);
	if (status)
		return status;
	hk_walk_init(&a.walk);
	hk_buf_init(&a.words, 1u << 20);
	hk_list_init(&a.list);
	hk_roots_init(&a.known);
	status = add_all(&a, err);
	hk_walk_release(&a.walk);
	hk_buf_release(&a.words);
	hk_list_release(&a.list);
	hk_roots_release(&a.known);
	return status;
}
