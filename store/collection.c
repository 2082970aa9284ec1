/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/collection.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"

#define TABLE_MAX (1u << 20)
#define HERE	  ".hiku"

enum hk_status hk_collection_check(const char *name, struct hk_error *err)
{
	bool fine = *name && *name != '.' && *name != '-' &&
		    strlen(name) <= NAME_MAX && !strpbrk(name, "/,[] ");

	for (const char *c = name; *c; c++)
		fine = fine && (unsigned char)*c > ' ' && *c != 127;
	if (!fine)
		return hk_error_set(err, HK_EUSAGE,
				    "'%s' is not the name of a collection: "
				    "write a word without blanks, slashes, "
				    "commas and brackets",
				    name);
	return HK_OK;
}

enum hk_status hk_collection_place(struct hk_buf *out, const char *name,
				   struct hk_error *err)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	enum hk_status status;

	if (data && *data == '/') /* the standard wants it absolute */
		status = hk_buf_printf(out, "%s/hiku/%s", data, name);
	else if (home && *home)
		status = hk_buf_printf(out, "%s/.local/share/hiku/%s", home,
				       name);
	else
		return hk_error_set(err, HK_EUSAGE,
				    "no index is named; give --db DIR or set "
				    "HIKU_DB");
	return status ? hk_error_nomem(err) : HK_OK;
}

enum hk_status hk_collection_expand(struct hk_buf *out, const char *place)
{
	const char *home = getenv("HOME");

	return place[0] == '~' && place[1] == '/' && home
		       ? hk_buf_printf(out, "%s%s", home, place + 1)
		       : hk_buf_puts(out, place);
}

/* ---- The file ---- */

/* Cut the first line off `*text`, without white space at its ends. */
static char *take_line(char **text)
{
	char *line = *text, *end = line + strcspn(line, "\n");

	*text = *end ? end + 1 : end;
	*end = '\0';
	while (end > line && strchr(" \t\r", end[-1]))
		*--end = '\0';
	return line + strspn(line, " \t");
}

static enum hk_status each_line(char *text, const char *table,
				hk_collection_fn fn, void *ctx)
{
	enum hk_status status = HK_OK;
	const char *name = NULL;

	for (size_t number = 1; *text && !status; number++) {
		char *line = take_line(&text);
		size_t len = strlen(line);

		if (!len || line[0] == '#')
			continue;
		if (line[0] == '[' && line[len - 1] == ']') {
			line[len - 1] = '\0';
			name = line + 1;
			status = fn(ctx, name, NULL, number, table);
		} else if (name) {
			status = fn(ctx, name, line, number, table);
		}
	}
	return status;
}

enum hk_status hk_collection_each(hk_collection_fn fn, void *ctx,
				  struct hk_error *err)
{
	struct hk_buf text, table;
	enum hk_status status;
	bool there;

	hk_buf_init(&text, TABLE_MAX);
	hk_buf_init(&table, 1u << 16);
	status = hk_config_read(&text, &table, &there, HK_COLLECTION_FILE,
				"cannot use the names in", err);
	if (!status && text.len)
		status = each_line(text.data, table.data, fn, ctx);
	hk_buf_release(&text);
	hk_buf_release(&table);
	return status;
}

/* ---- The folder of one ---- */

struct find {
	const char *name;
	struct hk_buf *out;
	size_t count; /* of its places */
	bool found, elsewhere;
};

static enum hk_status find_line(void *ctx, const char *name, const char *place,
				size_t line, const char *table)
{
	struct find *f = ctx;

	(void)line;
	(void)table;
	if (strcmp(name, f->name) != 0)
		return HK_OK;
	f->found = true;
	if (!place)
		return HK_OK;
	f->elsewhere = f->elsewhere || (*place != '/' && *place != '~');
	return f->count++ ? HK_OK : hk_collection_expand(f->out, place);
}

enum hk_status hk_collection_dir(struct hk_buf *out, const char *name,
				 struct hk_error *err)
{
	struct find f = {.name = name, .out = out};
	enum hk_status status = hk_collection_check(name, err);

	if (!status)
		status = hk_collection_each(find_line, &f, err);
	if (status)
		return status == HK_ENOMEM ? hk_error_nomem(err) : status;
	if (!f.found)
		return hk_collection_place(out, name, err);
	if (f.count != 1 || f.elsewhere)
		return hk_error_set(err, HK_EUSAGE,
				    "'%s' is a group of indexes, or one on "
				    "another machine; hiku-index works on one "
				    "index of this machine: give --db DIR",
				    name);
	return HK_OK;
}

/* ---- The index of the folder that one is in ---- */

enum hk_status hk_collection_own(const char *dir, struct hk_error *err)
{
	struct stat st;

	if (stat(dir, &st))
		return HK_OK; /* opening it says why */
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return hk_error_set(err, HK_EACCES,
				    "'%s' belongs to another user; name it "
				    "with --db to search it all the same",
				    dir);
	if (st.st_mode & S_IWOTH)
		return hk_error_set(err, HK_EACCES,
				    "'%s' can be written by others; run chmod "
				    "o-w on it, or name it with --db to search "
				    "it all the same",
				    dir);
	return HK_OK;
}

enum hk_status hk_collection_here(struct hk_buf *out, struct hk_error *err)
{
	char here[PATH_MAX + sizeof(HERE) + 1];
	struct stat st;

	if (!getcwd(here, PATH_MAX))
		return HK_OK;
	for (char *end = here + strlen(here); end;) {
		strcpy(end, end[-1] == '/' ? HERE : "/" HERE);
		if (stat(here, &st) == 0 && S_ISDIR(st.st_mode)) {
			if (hk_collection_own(here, err))
				return HK_EACCES;
			return hk_buf_puts(out, here) ? hk_error_nomem(err)
						      : HK_OK;
		}
		*end = '\0';
		end = strrchr(here, '/');
		if (end == here && end[1])
			end++; /* the root comes last */
		else if (end == here)
			end = NULL;
	}
	return HK_OK;
}
