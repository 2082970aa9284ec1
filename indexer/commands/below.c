/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/below.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool hk_below_absolute(const char *word, char out[2 * PATH_MAX])
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

bool hk_below_is(struct hk_str path, struct hk_str root)
{
	return path.len >= root.len &&
	       (root.len == 0 || !memcmp(path.data, root.data, root.len)) &&
	       (path.len == root.len || path.data[root.len] == '/' ||
		(root.len == 1 && root.data[0] == '/'));
}
