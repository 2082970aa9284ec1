/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What a walk found, and what it excluded. */

#include <stdlib.h>

#include "indexer/walk/walk.h"

void hk_walk_init(struct hk_walk *walk)
{
	memset(walk, 0, sizeof(*walk));
	hk_arena_init(&walk->arena, HK_BUF_NO_MAX);
}

void hk_walk_release(struct hk_walk *walk)
{
	free(walk->files);
	free(walk->left);
	hk_arena_release(&walk->arena);
	hk_walk_init(walk);
}

static int by_path(const void *a, const void *b)
{
	const struct hk_walk_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int by_path_and_root(const void *a, const void *b)
{
	const struct hk_walk_file *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (x->root < y->root) - (x->root > y->root);
}

static int by_root_and_path(const void *a, const void *b)
{
	const struct hk_walk_file *x = a, *y = b;
	int order = (x->root > y->root) - (x->root < y->root);

	return order ? order : strcmp(x->path, y->path);
}

void hk_walk_unique(struct hk_walk *walk)
{
	struct hk_walk_file *files = walk->files;
	size_t count = 0;

	if (!walk->count)
		return;
	qsort(files, walk->count, sizeof(*files), by_path_and_root);
	for (size_t i = 0; i < walk->count; i++) {
		if (count && !strcmp(files[i].path, files[count - 1].path))
			walk->bytes -= files[i].size;
		else
			files[count++] = files[i];
	}
	walk->count = count;
	qsort(files, count, sizeof(*files), by_root_and_path);
}

/* By name, then by root. */
static int compare_left(const void *a, const void *b)
{
	const struct hk_walk_left *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (x->root > y->root) - (x->root < y->root);
}

void hk_walk_sort(struct hk_walk *walk)
{
	if (walk->count)
		qsort(walk->files, walk->count, sizeof(*walk->files), by_path);
	if (walk->left_count)
		qsort(walk->left, walk->left_count, sizeof(*walk->left),
		      compare_left);
}

bool hk_walk_has(const struct hk_walk *walk, const char *path)
{
	struct hk_walk_file key = {.path = path};

	return walk->count && bsearch(&key, walk->files, walk->count,
				      sizeof(*walk->files), by_path);
}

const struct hk_walk_left *hk_walk_find_left(const struct hk_walk *walk,
					     struct hk_str path, size_t root)
{
	char *name = walk->left_count ? strndup(path.data, path.len) : NULL;
	struct hk_walk_left key = {.path = name, .root = root};
	const struct hk_walk_left *found = NULL;
	char *slash;

	/* Out of memory, nothing is found: then the file system decides. */
	while (name && !found && *name) {
		found = bsearch(&key, walk->left, walk->left_count,
				sizeof(*walk->left), compare_left);
		slash = strrchr(name, '/');
		if (!slash)
			break;
		*slash = '\0';
	}
	free(name);
	return found;
}
