/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

void hk_list_init(struct hk_list *list)
{
	memset(list, 0, sizeof(*list));
	hk_buf_init(&list->text, HK_LIST_BYTES_MAX);
}

void hk_list_release(struct hk_list *list)
{
	free(list->names);
	hk_buf_release(&list->text);
	hk_list_init(list);
}

static enum hk_status split(struct hk_list *list, struct hk_error *err)
{
	char *text = list->text.data;
	size_t len = list->text.len, ends = 1;
	char end = len && memchr(text, '\0', len) ? '\0' : '\n';

	for (size_t i = 0; i < len; i++)
		ends += text[i] == end;
	list->names = calloc(ends, sizeof(*list->names));
	if (!list->names)
		return hk_error_nomem(err);
	/* The NUL behind the text ends a last name that has no end. */
	for (size_t i = 0, begin = 0; i <= len && len; i++) {
		if (i < len && text[i] != end)
			continue;
		text[i] = '\0';
		if (i > begin)
			list->names[list->count++] = text + begin;
		begin = i + 1;
	}
	return HK_OK;
}

enum hk_status hk_list_read(struct hk_list *list, const char *name,
			    struct hk_error *err)
{
	bool own = strcmp(name, "-") != 0;
	int fd = own ? open(name, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	enum hk_status status;

	if (fd < 0)
		return hk_error_system(err, errno, "cannot open the list '%s'",
				       name);
	status =
		hk_file_read_fd(&list->text, fd,
				own ? name : HK_MESSAGE("standard input"), err);
	if (own)
		close(fd);
	return status ? status : split(list, err);
}
