/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/fragments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/array.h"
#include "base/dir.h"

/* Databases in one merge, if the system allows it: each takes FILES_OF_ONE
 * file descriptors, MERGES_AT_ONCE may be under way, and all else that is open
 * needs FILES_OTHER. */
#define MERGE_MAX      128
#define FILES_OF_ONE   4
#define MERGES_AT_ONCE 2
#define FILES_OTHER    64

/* How many can be merged with the files that we may open. */
static size_t merge_max(void)
{
	const size_t each = (size_t)FILES_OF_ONE * MERGES_AT_ONCE;
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) ||
	    files.rlim_cur >= FILES_OTHER + each * MERGE_MAX)
		return MERGE_MAX;
	if (files.rlim_cur < FILES_OTHER + each * 2)
		return 2;
	return (size_t)(files.rlim_cur - FILES_OTHER) / each;
}

enum hk_status hk_fragments_init(struct hk_fragments *f, const char *dir,
				 struct hk_error *err)
{
	memset(f, 0, sizeof(*f));
	f->dir = strdup(dir);
	f->merge_max = merge_max();
	if (!f->dir)
		return hk_error_nomem(err);
	pthread_mutex_init(&f->lock, NULL);
	return HK_OK;
}

void hk_fragments_release(struct hk_fragments *f)
{
	free(f->small.items);
	free(f->merged.items);
	pthread_mutex_destroy(&f->lock);
	free(f->dir);
}

static char *path_of(const struct hk_fragments *f, uint32_t number)
{
	char name[16];

	snprintf(name, sizeof(name), "%u", number);
	return hk_dir_join(f->dir, name);
}

static uint32_t new_name(struct hk_fragments *f)
{
	uint32_t number;

	pthread_mutex_lock(&f->lock);
	number = ++f->names;
	pthread_mutex_unlock(&f->lock);
	return number;
}

/* Under the lock, or once there are no threads. */
static bool push(struct hk_fragments_list *list, struct hk_fragment fragment)
{
	if (!HK_ARRAY_RESERVE(list->items, list->capacity, list->count + 1))
		return false;
	list->items[list->count++] = fragment;
	return true;
}

enum hk_status hk_fragments_open(struct hk_fragments *f,
				 struct hk_fragment *out,
				 struct xap_writer **writer,
				 struct hk_error *err)
{
	enum hk_status status;
	char *path;

	*writer = NULL;
	*out = (struct hk_fragment){.number = new_name(f)};
	path = path_of(f, out->number);
	if (!path)
		return hk_error_nomem(err);
	status = xap_writer_open(
		writer, path,
		XAP_OPEN_CREATE | XAP_OPEN_NO_SYNC | XAP_OPEN_DANGEROUS, err);
	free(path);
	return status;
}

/* ---- Merging ---- */

/* Merge databases, behind `head` unless it is NULL, and remove them. */
static enum hk_status merge(const struct hk_fragments *f, const char *head,
			    const struct hk_fragments_list *list,
			    const char *to, uint32_t *documents,
			    struct hk_error *err)
{
	char **paths = calloc(list->count + 1, sizeof(*paths));
	enum hk_status status = paths ? HK_OK : hk_error_nomem(err);
	size_t count = 0, own;

	*documents = 0;
	if (!status && head)
		paths[count++] = strdup(head);
	own = count;
	for (size_t i = 0; i < list->count && !status; i++) {
		*documents += list->items[i].documents;
		paths[count++] = path_of(f, list->items[i].number);
	}
	for (size_t i = 0; i < count && !status; i++)
		if (!paths[i])
			status = hk_error_nomem(err);
	if (!status)
		status =
			xap_compact((const char *const *)paths, count, to, err);
	for (size_t i = 0; i < count; i++) {
		if (i >= own && !status)
			hk_dir_remove(paths[i]);
		free(paths[i]);
	}
	free(paths);
	return status;
}

/* Merge the list into one database more of `merged`. */
static enum hk_status merge_some(struct hk_fragments *f,
				 const struct hk_fragments_list *list,
				 struct hk_error *err)
{
	struct hk_fragment into = {.number = new_name(f)};
	char *to = path_of(f, into.number);
	enum hk_status status =
		to ? merge(f, NULL, list, to, &into.documents, err)
		   : hk_error_nomem(err);
	bool kept;

	free(to);
	if (status)
		return status;
	pthread_mutex_lock(&f->lock);
	kept = push(&f->merged, into);
	pthread_mutex_unlock(&f->lock);
	return kept ? HK_OK : hk_error_nomem(err);
}

enum hk_status hk_fragments_keep(struct hk_fragments *f,
				 struct hk_fragment fragment,
				 struct hk_error *err)
{
	struct hk_fragments_list full = {NULL, 0, 0};
	enum hk_status status = HK_OK;
	bool kept;

	pthread_mutex_lock(&f->lock);
	kept = push(&f->small, fragment);
	if (f->small.count == f->merge_max) {
		full = f->small;
		f->small = (struct hk_fragments_list){NULL, 0, 0};
	}
	pthread_mutex_unlock(&f->lock);
	if (!kept)
		status = hk_error_nomem(err);
	else if (full.count)
		status = merge_some(f, &full, err);
	free(full.items);
	return status;
}

/* Merge as many as one merge takes, small ones first. */
static enum hk_status merge_more(struct hk_fragments *f, struct hk_error *err)
{
	struct hk_fragments_list *from =
		f->small.count ? &f->small : &f->merged;
	struct hk_fragments_list some;
	enum hk_status status;

	some.count = from->count < f->merge_max ? from->count : f->merge_max;
	from->count -= some.count;
	some.items = malloc(some.count * sizeof(*some.items));
	if (!some.items)
		return hk_error_nomem(err);
	memcpy(some.items, from->items + from->count,
	       some.count * sizeof(*some.items));
	status = merge_some(f, &some, err);
	free(some.items);
	return status;
}

enum hk_status hk_fragments_merge(struct hk_fragments *f, const char *head,
				  const char *to, uint32_t *documents,
				  struct hk_error *err)
{
	enum hk_status status = HK_OK;

	*documents = 0;
	while (f->small.count + f->merged.count > f->merge_max && !status)
		status = merge_more(f, err);
	/* The rest of both, all in one. */
	for (; f->small.count && !status; f->small.count--)
		if (!push(&f->merged, f->small.items[f->small.count - 1]))
			status = hk_error_nomem(err);
	return status ? status : merge(f, head, &f->merged, to, documents, err);
}
