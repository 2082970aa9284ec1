/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/commands/each.h"
#include "store/lock.h"
#include "store/unread.h"
#include "store/words.h"
#include "text/userdict.h"

/* ---- Articles ---- */

static enum hk_status count_article(void *ctx,
				    const struct hk_each_article *article)
{
	struct hk_facts *f = ctx;
	struct hk_str type = article->records[0].type;
	size_t i = 0;

	f->articles++;
	while (i < f->type_count &&
	       !hk_span_same(hk_span_cstr(f->types[i].name), type))
		i++;
	if (i == f->type_count) {
		if (!HK_ARRAY_RESERVE(f->types, f->type_capacity, i + 1))
			return HK_ENOMEM;
		f->types[i].name =
			hk_arena_copy(&f->arena, type.data, type.len);
		f->types[i].articles = 0;
		if (!f->types[i].name)
			return HK_ENOMEM;
		f->type_count++;
	}
	f->types[i].articles++;
	return HK_OK;
}

static int by_articles(const void *a, const void *b)
{
	const struct hk_facts_type *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles < y->articles ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* ---- Files ---- */

static enum hk_status keep(struct hk_facts *f, struct hk_facts_files *files,
			   struct hk_facts_file file)
{
	struct hk_str *texts[] = {&file.path, &file.member, &file.reason};

	if (!HK_ARRAY_RESERVE(files->items, files->capacity, files->count + 1))
		return HK_ENOMEM;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		texts[i]->data =
			hk_arena_copy(&f->arena, texts[i]->data, texts[i]->len);
		if (!texts[i]->data)
			return HK_ENOMEM;
	}
	files->items[files->count++] = file;
	return HK_OK;
}

static enum hk_status count_source(void *ctx, const struct hk_source *source)
{
	struct hk_facts *f = ctx;
	struct hk_facts_file file = {
		.path = source->path, .reason = source->reason, .count = 1};
	enum hk_status status = HK_OK;

	switch (source->state) {
	case HK_SOURCE_SKIPPED:
		f->skipped++;
		status = hk_skipped_add(&f->tally, source->path, source->reason,
					1);
		return status ? status : keep(f, &f->unread, file);
	case HK_SOURCE_INDEXED:
		f->indexed++;
		break;
	case HK_SOURCE_FAILED:
		f->failed++;
		break;
	}
	return source->reason.len ? keep(f, &f->failures, file) : HK_OK;
}

static enum hk_status count_member(void *ctx, struct hk_str path,
				   const struct hk_unread *one, uint64_t count)
{
	struct hk_facts *f = ctx;
	struct hk_facts_file file = {.path = path,
				     .member = one->member,
				     .reason = one->reason,
				     .count = count};
	enum hk_status status =
		hk_skipped_add(&f->tally, one->member.len ? one->member : path,
			       one->reason, count);

	return status ? status : keep(f, &f->unread, file);
}

static int by_path(const void *a, const void *b)
{
	const struct hk_facts_file *x = a, *y = b;
	int order = hk_span_compare(x->path, y->path);

	return order ? order : hk_span_compare(x->member, y->member);
}

static void sort(struct hk_facts_files *files)
{
	if (files->count)
		qsort(files->items, files->count, sizeof(*files->items),
		      by_path);
}

/* ---- The folder ---- */

/* When was it changed, and who is at it? Neither is worth a failure. */
static void look_at_folders(struct hk_facts *f, const struct hk_shard_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		struct hk_folder folder;
		int64_t changed;

		if (hk_folder_open(&folder, set->shards[i], NULL))
			continue;
		changed = hk_folder_changed(&folder);
		if (changed > f->changed)
			f->changed = changed;
		hk_folder_release(&folder);
		if (!f->writer[0])
			hk_lock_holder(f->writer, sizeof(f->writer),
				       set->shards[i]);
	}
}

static enum hk_status look_at_words(struct hk_facts *f,
				    struct hk_command_run *run,
				    struct hk_error *err)
{
	struct hk_buf list;
	enum hk_status status;
	char hash[33];

	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	status = hk_command_load_words(&list, run->set.shards[0], err);
	if (!status) {
		hk_words_hash(hash, hk_buf_str(&list));
		f->words_wait =
			strcmp(hash,
			       hk_reader_signature(run->reader)->user_hash) !=
			0;
	}
	hk_buf_release(&list);
	return status;
}

/* ---- All ---- */

enum hk_status hk_facts_read(struct hk_facts *f, struct hk_command_run *run,
			     struct hk_error *err)
{
	const struct xap_db *db = hk_command_db(run);
	enum hk_status status;

	memset(f, 0, sizeof(*f));
	hk_arena_init(&f->arena, HK_BUF_NO_MAX);
	hk_skipped_init(&f->tally);
	status = xap_db_doc_count(db, &f->passages, err);
	if (!status)
		status = hk_each_article(db, hk_command_codebooks(run), true,
					 count_article, f, err);
	if (!status)
		status = hk_source_each(db, count_source, f, err);
	if (!status)
		status = hk_unread_each(db, count_member, f, err);
	if (!status)
		status = hk_source_roots(&f->roots, &f->root_count, &f->arena,
					 db, err);
	if (!status)
		status = look_at_words(f, run, err);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status)
		return status;
	look_at_folders(f, &run->set);
	if (f->type_count)
		qsort(f->types, f->type_count, sizeof(*f->types), by_articles);
	sort(&f->failures);
	sort(&f->unread);
	return HK_OK;
}

void hk_facts_release(struct hk_facts *f)
{
	free(f->types);
	free(f->failures.items);
	free(f->unread.items);
	hk_skipped_release(&f->tally);
	hk_arena_release(&f->arena);
}
