/* SPDX-License-Identifier: GPL-2.0-or-later */

/* collections: lists the indexes that have names. */

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clean.h"
#include "base/dir.h"
#include "base/message.h"
#include "indexer/commands/command.h"
#include "indexer/commands/output.h"
#include "store/collection.h"
#include "store/location.h"

struct entry {
	char *name, *place;
	bool remote;
};

struct entries {
	struct entry *items;
	size_t count, capacity;
	const char *dir; /* of the user's own indexes */
};

static enum hk_status add(struct entries *e, const char *name,
			  const char *place, bool remote)
{
	struct entry *one;

	if (!HK_ARRAY_RESERVE(e->items, e->capacity, e->count + 1))
		return HK_ENOMEM;
	one = &e->items[e->count];
	one->name = strdup(name);
	one->place = strdup(place);
	one->remote = remote;
	e->count++;
	return one->name && one->place ? HK_OK : HK_ENOMEM;
}

static enum hk_status take_place(void *ctx, const char *name, const char *place,
				 size_t line, const char *table)
{
	struct hk_buf dir;
	enum hk_status status;

	(void)line;
	(void)table;
	if (!place)
		return HK_OK;
	hk_buf_init(&dir, 1u << 20);
	status = hk_collection_expand(&dir, place);
	if (!status)
		status = add(ctx, name, dir.data,
			     hk_location_is_elsewhere(place));
	hk_buf_release(&dir);
	return status;
}

/* A folder beside the user's default one. */
static enum hk_status take_folder(void *ctx, const char *name,
				  struct hk_error *err)
{
	struct entries *e = ctx;
	char *dir = hk_dir_join(e->dir, name);
	enum hk_status status = HK_OK;

	if (!dir)
		return hk_error_nomem(err);
	if (hk_dir_has(dir, HK_FOLDER_POINTER) ||
	    hk_dir_has(dir, "hiku-shards"))
		status = add(e, name, dir, false);
	free(dir);
	return status ? hk_error_nomem(err) : HK_OK;
}

static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static enum hk_status gather(struct entries *e, struct hk_buf *own,
			     struct hk_error *err)
{
	enum hk_status status = hk_collection_place(own, "", err);
	struct stat st;

	/* Without the slash before the empty name. */
	if (!status)
		own->data[--own->len] = '\0';
	e->dir = own->data;
	if (!status && stat(e->dir, &st) == 0)
		status = hk_dir_each(e->dir, take_folder, e, err);
	if (!status)
		status = hk_collection_each(take_place, e, err);
	if (e->count)
		qsort(e->items, e->count, sizeof(*e->items), by_name);
	return status == HK_ENOMEM ? hk_error_nomem(err) : status;
}

/* What is known of an index without reading its articles. */
struct facts {
	uint32_t passages;
	uint64_t bytes;
	char changed[32]; /* local time; "": unknown */
};

static enum hk_status look_at(struct facts *facts, const char *dir,
			      struct hk_error *err)
{
	struct hk_shard_set set;
	int64_t changed = 0;
	enum hk_status status = hk_shard_set_open(&set, dir, err);
	time_t seconds;
	struct tm tm;

	memset(facts, 0, sizeof(*facts));
	if (status)
		return status;
	for (size_t i = 0; i < set.count && !status; i++) {
		const char *shard = set.shards[i];
		struct hk_reader *reader = NULL;
		struct hk_folder folder;
		uint32_t passages = 0;
		uint64_t bytes = 0;

		status = hk_folder_open(&folder, shard, err);
		if (status)
			break;
		if (hk_folder_changed(&folder) > changed)
			changed = hk_folder_changed(&folder);
		status = hk_dir_size(&bytes, folder.database, err);
		hk_folder_release(&folder);
		if (!status)
			status = hk_reader_open(&reader, &shard, 1, err);
		if (!status)
			status = xap_db_doc_count(hk_reader_db(reader),
						  &passages, err);
		hk_reader_free(reader);
		facts->passages += passages;
		facts->bytes += bytes;
	}
	hk_shard_set_release(&set);
	seconds = (time_t)changed;
	if (changed && localtime_r(&seconds, &tm))
		strftime(facts->changed, sizeof(facts->changed),
			 "%Y-%m-%d %H:%M", &tm);
	return status;
}

static enum hk_status put_json(struct hk_buf *out, const struct entry *e,
			       const struct facts *facts, const char *why)
{
	struct hk_json json;

	hk_json_init(&json, out);
	hk_json_object_begin(&json);
	hk_output_json(&json, "name", hk_span_cstr(e->name));
	hk_output_json(&json, "place", hk_span_cstr(e->place));
	if (!e->remote && !why) {
		hk_json_key(&json, "passages");
		hk_json_uint(&json, facts->passages);
		hk_json_key(&json, "bytes");
		hk_json_uint(&json, facts->bytes);
	}
	hk_output_json(&json, "problem", hk_span_cstr(why));
	hk_json_object_end(&json);
	return hk_json_status(&json) ? HK_ENOMEM : hk_buf_putc(out, '\n');
}

static enum hk_status put_line(struct hk_buf *out, const struct entry *e,
			       const struct facts *facts, const char *why)
{
	enum hk_status status = hk_output_clean(out, hk_span_cstr(e->name));

	if (!status && e->remote)
		status = hk_buf_puts(out, "\t\t\t\t");
	else if (!status)
		status = hk_buf_printf(
			out, "\t%u\t%.1f MB\t%s\t", facts->passages,
			(double)facts->bytes / 1e6, facts->changed);
	if (!status)
		status = hk_output_clean(out, hk_span_cstr(e->place));
	if (!status && why)
		status = hk_buf_puts(out, ": ");
	if (!status && why)
		status = hk_output_clean(out, hk_span_cstr(why));
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status put(struct hk_buf *out, const struct entry *e, bool json)
{
	struct hk_error why = {HK_OK, ""};
	struct facts facts = {.passages = 0};
	struct hk_message_buf said;
	bool bad = !e->remote && look_at(&facts, e->place, &why);

	if (json)
		return put_json(out, e, &facts, bad ? why.message : NULL);
	/* What is not for a terminal is for programs. */
	if (bad && isatty(STDOUT_FILENO))
		return put_line(out, e, &facts,
				hk_message_line(&said, why.message));
	return put_line(out, e, &facts, bad ? why.message : NULL);
}

enum hk_status hk_command_collections(struct hk_command_run *run,
				      struct hk_error *err)
{
	struct entries e = {.count = 0};
	struct hk_buf own, out;
	enum hk_status status;

	hk_buf_init(&own, 1u << 20);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = gather(&e, &own, err);
	for (size_t i = 0; i < e.count && !status; i++)
		if (put(&out, &e.items[i], run->options->json))
			status = hk_error_nomem(err);
	if (!status && out.len)
		status = hk_output_table(&out, !run->options->json, err);
	for (size_t i = 0; i < e.count; i++) {
		free(e.items[i].name);
		free(e.items[i].place);
	}
	free(e.items);
	hk_buf_release(&own);
	hk_buf_release(&out);
	return status;
}
