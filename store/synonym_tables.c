/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/synonym_tables.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/collection.h"

#define FOLDER ".synonyms"
#define SUFFIX ".synonyms"

/* ---- Opening ---- */

struct opening {
	struct hk_synonym_tables *out;
	const char *dir;
};

/* The length of the name of the table that the file has; 0: it is none. */
static size_t name_length(const char *file)
{
	size_t len = strlen(file), suffix = strlen(SUFFIX);

	return len > suffix && len - suffix < HK_SYNONYM_NAME_MAX &&
			       !strcmp(file + len - suffix, SUFFIX) &&
			       *file != '.'
		       ? len - suffix
		       : 0;
}

static enum hk_status map(struct hk_synonyms *out, const char *path,
			  struct hk_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	void *data = MAP_FAILED;
	struct stat st;
	bool own;

	if (fd < 0)
		return hk_error_system(err, errno, "cannot read '%s'", path);
	own = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	      (st.st_uid == geteuid() || st.st_uid == 0) &&
	      !(st.st_mode & (S_IWGRP | S_IWOTH));
	if (own && st.st_size > 0)
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE,
			    fd, 0);
	close(fd);
	if (!own)
		return hk_error_set(err, HK_EACCES,
				    "the synonyms in '%s' are not used: others "
				    "than you can write that file",
				    path);
	if (data != MAP_FAILED &&
	    !hk_synonyms_open(out, hk_span_str(data, (size_t)st.st_size)))
		return HK_OK;
	if (data != MAP_FAILED)
		munmap(data, (size_t)st.st_size);
	return hk_error_set(err, HK_ECORRUPT,
			    "the synonyms in '%s' are not used: the file is "
			    "damaged, or another version of hiku made it; add "
			    "them again with `hiku-index synonyms add`",
			    path);
}

static enum hk_status open_one(void *ctx, const char *file,
			       struct hk_error *err)
{
	struct opening *o = ctx;
	struct hk_synonym_tables *out = o->out;
	struct hk_synonym_table *one = &out->list[out->count];
	size_t len = name_length(file);
	struct hk_error why = {HK_OK, ""};
	char *path;

	if (!len || out->count == HK_SYNONYM_TABLES_MAX)
		return HK_OK;
	path = hk_dir_join(o->dir, file);
	if (!path)
		return hk_error_nomem(err);
	if (!map(&one->table, path, &why)) {
		memcpy(one->name, file, len);
		one->name[len] = '\0';
		out->count++;
	} else if (!out->why.status) {
		out->why = why;
	}
	free(path);
	return HK_OK;
}

static int by_size(const void *a, const void *b)
{
	const struct hk_synonym_table *x = a, *y = b;
	uint32_t m = hk_synonyms_groups(&x->table);
	uint32_t n = hk_synonyms_groups(&y->table);

	return m != n ? (m < n ? -1 : 1) : strcmp(x->name, y->name);
}

enum hk_status hk_synonym_tables_open(struct hk_synonym_tables *out,
				      struct hk_error *err)
{
	struct opening o = {.out = out};
	enum hk_status status;
	struct hk_buf dir;

	memset(out, 0, sizeof(*out));
	hk_buf_init(&dir, 1u << 16);
	status = hk_collection_place(&dir, FOLDER, NULL);
	o.dir = dir.data;
	/* Without a home, or a folder, there are none. */
	if (status == HK_EUSAGE || (!status && access(dir.data, F_OK) != 0))
		status = HK_OK;
	else if (!status)
		status = hk_dir_each(dir.data, open_one, &o, &out->why);
	hk_buf_release(&dir);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (out->count > 1)
		qsort(out->list, out->count, sizeof(*out->list), by_size);
	return HK_OK;
}

void hk_synonym_tables_release(struct hk_synonym_tables *t)
{
	for (size_t i = 0; i < t->count; i++)
		munmap((void *)(uintptr_t)t->list[i].table.data,
		       t->list[i].table.size);
	memset(t, 0, sizeof(*t));
}

enum hk_status hk_synonym_tables_find(const struct hk_synonym_tables *tables,
				      struct hk_str text, hk_synonyms_fn fn,
				      void *ctx)
{
	char bytes[HK_SYNONYMS_KEY_MAX];
	struct hk_str key = hk_synonyms_key(bytes, text);
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < tables->count && !status; i++)
		status = hk_synonyms_find(&tables->list[i].table, key, fn, ctx);
	return status;
}

/* ---- Keeping ---- */

enum hk_status hk_synonym_tables_name(char out[HK_SYNONYM_NAME_MAX],
				      const char *file, struct hk_error *err)
{
	struct hk_str name = hk_span_basename(hk_span_cstr(file));
	const char *dot = name.len ? strrchr(name.data, '.') : NULL;

	if (!strcmp(file, "-"))
		name = hk_span_cstr("stdin");
	else if (dot > name.data)
		name.len = (size_t)(dot - name.data);
	if (name.len && name.len < HK_SYNONYM_NAME_MAX - 16) {
		memcpy(out, name.data, name.len);
		out[name.len] = '\0';
		if (!hk_collection_check(out, NULL))
			return HK_OK;
	}
	return hk_error_set(err, HK_EUSAGE,
			    "'%s' gives no name for a table: name the file "
			    "with a word without blanks and commas",
			    file);
}

/* The folder, made if `make`, and the file of a table there. */
static enum hk_status find_file(struct hk_buf *dir,
				char file[HK_SYNONYM_NAME_MAX + 16],
				const char *name, bool make,
				struct hk_error *err)
{
	enum hk_status status = hk_collection_check(name, err);

	if (!status && strlen(name) >= HK_SYNONYM_NAME_MAX)
		status = hk_error_set(err, HK_ENOTFOUND,
				      "there are no synonyms '%s'", name);
	if (!status)
		status = hk_collection_place(dir, FOLDER, err);
	if (!status && make)
		status = hk_dir_make(dir->data, err);
	if (!status)
		snprintf(file, HK_SYNONYM_NAME_MAX + 16, "%s" SUFFIX, name);
	return status;
}

enum hk_status hk_synonym_tables_save(const char *name, struct hk_str bytes,
				      struct hk_error *err)
{
	char file[HK_SYNONYM_NAME_MAX + 16];
	struct hk_synonym_tables tables;
	enum hk_status status;
	struct hk_buf dir;
	char *path;

	hk_buf_init(&dir, 1u << 16);
	status = find_file(&dir, file, name, true, err);
	if (!status)
		status = hk_synonym_tables_open(&tables, err);
	if (status)
		goto out;
	if (tables.count == HK_SYNONYM_TABLES_MAX &&
	    !hk_dir_has(dir.data, file))
		status =
			hk_error_set(err, HK_ETOOBIG,
				     "there are %d tables of synonyms already; "
				     "`hiku-index synonyms remove` removes one",
				     HK_SYNONYM_TABLES_MAX);
	hk_synonym_tables_release(&tables);
	if (!status)
		status = hk_file_replace(dir.data, file, bytes, err);
	path = status ? NULL : hk_dir_join(dir.data, file);
	/* Whatever the umask, others may not write what is used. */
	if (path && chmod(path, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH) != 0)
		status = hk_error_system(err, errno, "cannot keep '%s'", path);
	free(path);
out:
	hk_buf_release(&dir);
	return status;
}

enum hk_status hk_synonym_tables_remove(const char *name, struct hk_error *err)
{
	char file[HK_SYNONYM_NAME_MAX + 16];
	enum hk_status status;
	struct hk_buf dir;
	char *path = NULL;

	hk_buf_init(&dir, 1u << 16);
	status = find_file(&dir, file, name, false, err);
	if (!status) {
		path = hk_dir_join(dir.data, file);
		status = path ? HK_OK : hk_error_nomem(err);
	}
	if (!status && unlink(path) != 0)
		status = errno == ENOENT
				 ? hk_error_set(err, HK_ENOTFOUND,
						"there are no synonyms '%s'; "
						"`hiku-index synonyms list` "
						"names them",
						name)
				 : hk_error_system(err, errno,
						   "cannot remove '%s'", path);
	free(path);
	hk_buf_release(&dir);
	return status;
}
