/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/shard_set.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/hash.h"

#define FILE_NAME "hiku-shards"
#define POINTER	  "hiku-index" /* of an index: store/folder.h */

/* Bytes that the file never has. */
#define TEXT_MAX 256

static enum hk_status not_ours(struct hk_error *err, const char *dir)
{
	return hk_error_set(err, HK_ENOTINDEX,
			    "'%s' is not a set of shards: its file %s is of "
			    "another program",
			    dir, FILE_NAME);
}

static enum hk_status print(struct hk_buf *out, size_t count)
{
	return hk_buf_printf(out, FILE_NAME " %d\n%zu\n", HK_SHARD_SET_FORMAT,
			     count);
}

/* Read what the file says, which must be what we would write. */
static enum hk_status parse(size_t *count, const char *dir, struct hk_str text,
			    struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf again;
	int format = 0;

	*count = 0;
	if (memchr(text.data, '\0', text.len) ||
	    sscanf(text.data, FILE_NAME " %9d\n%4zu\n", &format, count) < 1)
		return not_ours(err, dir);
	if (format != HK_SHARD_SET_FORMAT)
		return hk_error_set(err, HK_EVERSION,
				    "the set of shards '%s' has format %d, but "
				    "this program knows %d: add the articles "
				    "to a new set",
				    dir, format, HK_SHARD_SET_FORMAT);
	hk_buf_init(&again, TEXT_MAX);
	if (print(&again, *count))
		status = hk_error_nomem(err);
	else if (!*count || *count > HK_SHARD_SET_MAX ||
		 !hk_span_same(hk_buf_str(&again), text))
		status = not_ours(err, dir);
	hk_buf_release(&again);
	return status;
}

/* `*count` becomes 0 where there is no such file. */
static enum hk_status read_count(size_t *count, const char *dir,
				 struct hk_error *err)
{
	char *path = hk_dir_join(dir, FILE_NAME);
	enum hk_status status = HK_OK;
	struct hk_buf text;
	struct stat st;

	*count = 0;
	if (!path)
		return hk_error_nomem(err);
	hk_buf_init(&text, TEXT_MAX);
	if (lstat(path, &st)) {
		if (errno != ENOENT && errno != ENOTDIR)
			status = hk_error_system(err, errno, "cannot read '%s'",
						 path);
	} else if (!S_ISREG(st.st_mode) || !st.st_size ||
		   st.st_size > TEXT_MAX) {
		status = not_ours(err, dir);
	} else {
		status = hk_file_read(&text, path, err);
		if (!status)
			status = parse(count, dir, hk_buf_str(&text), err);
	}
	hk_buf_release(&text);
	free(path);
	return status;
}

/* Name the indexes. */
static enum hk_status fill(struct hk_shard_set *set, const char *dir,
			   size_t count, struct hk_error *err)
{
	set->sharded = count > 0;
	set->count = count ? count : 1;
	set->dir = strdup(dir);
	set->shards = calloc(set->count, sizeof(*set->shards));
	for (size_t i = 0; set->dir && set->shards && i < set->count; i++) {
		char name[32];

		snprintf(name, sizeof(name), "shard-%02zu", i);
		set->shards[i] = count ? hk_dir_join(dir, name) : strdup(dir);
		if (!set->shards[i])
			break;
		if (i + 1 == set->count)
			return HK_OK;
	}
	hk_shard_set_release(set);
	return hk_error_nomem(err);
}

enum hk_status hk_shard_set_open(struct hk_shard_set *out, const char *dir,
				 struct hk_error *err)
{
	enum hk_status status;
	size_t count;

	memset(out, 0, sizeof(*out));
	status = read_count(&count, dir, err);
	if (!status)
		status = fill(out, dir, count, err);
	out->made = !status && count;
	return status;
}

enum hk_status hk_shard_set_plan(struct hk_shard_set *out, const char *dir,
				 size_t count, struct hk_error *err)
{
	enum hk_status status = hk_shard_set_open(out, dir, err);

	if (status)
		return status;
	if (!count || count > HK_SHARD_SET_MAX)
		status = hk_error_set(err, HK_EUSAGE,
				      "--shards is a number from 1 to %d",
				      HK_SHARD_SET_MAX);
	else if (out->sharded && out->count != count)
		status = hk_error_set(err, HK_EUSAGE,
				      "'%s' has %zu shards; another number of "
				      "them needs a new folder",
				      dir, out->count);
	else if (!out->sharded && hk_dir_has(dir, POINTER))
		status = hk_error_set(err, HK_EUSAGE,
				      "'%s' is an index without shards; shards "
				      "need a new folder",
				      dir);
	if (status || out->sharded) {
		if (status)
			hk_shard_set_release(out);
		return status;
	}
	hk_shard_set_release(out);
	return fill(out, dir, count, err);
}

/* ---- Making ---- */

static enum hk_status refuse_stranger(void *ctx, const char *name,
				      struct hk_error *err)
{
	static const char own[] = FILE_NAME ".";

	/* What a run that died while it replaced the file may leave. */
	if (!strncmp(name, own, strlen(own)))
		return HK_OK;
	return hk_error_set(err, HK_ENOTINDEX,
			    "'%s' is not an index and not empty ('%s' is in "
			    "it): name a new or an empty folder",
			    (const char *)ctx, name);
}

enum hk_status hk_shard_set_make(struct hk_shard_set *set, struct hk_error *err)
{
	enum hk_status status;
	struct hk_buf text;

	if (!set->sharded || set->made)
		return HK_OK;
	hk_buf_init(&text, TEXT_MAX);
	status = hk_dir_make(set->dir, err);
	if (!status)
		status = hk_dir_each(set->dir, refuse_stranger, set->dir, err);
	if (!status && print(&text, set->count))
		status = hk_error_nomem(err);
	if (!status)
		status = hk_file_replace(set->dir, FILE_NAME, hk_buf_str(&text),
					 err);
	hk_buf_release(&text);
	set->made = !status;
	return status;
}

void hk_shard_set_release(struct hk_shard_set *set)
{
	for (size_t i = 0; set->shards && i < set->count; i++)
		free(set->shards[i]);
	free(set->shards);
	free(set->dir);
	memset(set, 0, sizeof(*set));
}

/* ---- Shares ---- */

enum hk_status hk_shard_set_check(const struct hk_signature *sig,
				  const char *dir, size_t shard, size_t shards,
				  struct hk_error *err)
{
	if (!shards || (sig->shard == shard && sig->shards == shards))
		return HK_OK;
	return hk_error_set(err, HK_ENOTINDEX,
			    "'%s' holds shard %u of %u, but shard %zu of %zu "
			    "belongs there; move it to its own folder",
			    dir, sig->shard, sig->shards, shard, shards);
}

bool hk_shard_set_has(unsigned shard, unsigned shards, struct hk_str id)
{
	return shards < 2 ||
	       hk_hash_bytes(id.data, id.len).high % shards == shard;
}
