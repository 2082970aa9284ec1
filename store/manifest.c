/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/manifest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/codebook_copy.h"

#define NAME	 "manifest"
#define HEAD	 "hiku-manifest 1\n"
#define UNSEALED HEAD "unsealed\n"
/* Xapian 1.4 has eight files at most; besides there are codebooks. */
#define FILES_MAX 64

struct sealed_file {
	char name[64];
	uint64_t size;
	char hash[HK_HASH_HEX];
	bool met;
};

struct manifest {
	struct sealed_file files[FILES_MAX];
	size_t count;
};

/* Is it a file of the database, not a lock beside it? */
static bool is_of_database(const char *name)
{
	const char *dot = strrchr(name, '.');

	return !strcmp(name, "iamglass") || (dot && !strcmp(dot, ".glass")) ||
	       hk_codebook_copy_is(name);
}

/* ---- Writing ---- */

static enum hk_status describe(struct sealed_file *out, const char *path,
			       struct hk_error *err)
{
	struct hk_hash hash;
	struct stat st;
	enum hk_status status;

	if (lstat(path, &st))
		return hk_error_system(err, errno, "cannot read '%s'", path);
	if (!S_ISREG(st.st_mode))
		return hk_error_set(err, HK_ECORRUPT,
				    "'%s' is not a regular file", path);
	status = hk_hash_file(&hash, path, err);
	if (status)
		return status;
	out->size = (uint64_t)st.st_size;
	hk_hash_hex(out->hash, hash);
	return HK_OK;
}

struct sealing {
	const char *database;
	struct manifest *manifest;
};

static enum hk_status seal_one(void *ctx, const char *name,
			       struct hk_error *err)
{
	struct sealing *s = ctx;
	struct sealed_file *file = &s->manifest->files[s->manifest->count];
	enum hk_status status;
	char *path;

	if (!is_of_database(name))
		return HK_OK;
	if (s->manifest->count == FILES_MAX ||
	    strlen(name) >= sizeof(file->name))
		return hk_error_set(
			err, HK_ENOTINDEX,
			"'%s': the file '%s' does not belong to an index",
			s->database, name);
	path = hk_dir_join(s->database, name);
	if (!path)
		return hk_error_nomem(err);
	strcpy(file->name, name);
	status = describe(file, path, err);
	s->manifest->count += !status;
	free(path);
	return status;
}

static int by_name(const void *a, const void *b)
{
	const struct sealed_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The last line is the hash of those before it. */
static enum hk_status encode(struct hk_buf *out, const struct manifest *m)
{
	char hash[HK_HASH_HEX];

	if (hk_buf_puts(out, HEAD))
		return HK_ENOMEM;
	for (size_t i = 0; i < m->count; i++)
		if (hk_buf_printf(out, "%s %llu %s\n", m->files[i].name,
				  (unsigned long long)m->files[i].size,
				  m->files[i].hash))
			return HK_ENOMEM;
	hk_hash_hex(hash, hk_hash_bytes(out->data, out->len));
	return hk_buf_printf(out, "sealed %s\n", hash);
}

enum hk_status hk_manifest_seal(const char *database, struct hk_error *err)
{
	struct manifest m = {.count = 0};
	struct sealing s = {database, &m};
	struct hk_buf bytes;
	enum hk_status status = hk_dir_each(database, seal_one, &s, err);

	if (status)
		return status;
	qsort(m.files, m.count, sizeof(*m.files), by_name);
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	status = encode(&bytes, &m) ? hk_error_nomem(err)
				    : hk_file_replace(database, NAME,
						      hk_buf_str(&bytes), err);
	hk_buf_release(&bytes);
	return status;
}

enum hk_status hk_manifest_unseal(const char *database, struct hk_error *err)
{
	struct hk_str word = hk_span_cstr(UNSEALED);
	char *path = hk_dir_join(database, NAME);
	struct stat st;
	bool sealed;

	if (!path)
		return hk_error_nomem(err);
	sealed = lstat(path, &st) == 0 && st.st_size != (off_t)word.len;
	free(path);
	return sealed ? hk_file_replace(database, NAME, word, err) : HK_OK;
}

/* ---- Reading ---- */

/* The next line, without its end; false if there is no whole one. */
static bool next_line(struct hk_str *rest, struct hk_str *line)
{
	const char *end =
		rest->len ? memchr(rest->data, '\n', rest->len) : NULL;

	if (!end)
		return false;
	*line = hk_span_str(rest->data, (size_t)(end - rest->data));
	rest->len -= line->len + 1;
	rest->data = end + 1;
	return true;
}

static bool decode_file(struct sealed_file *out, struct hk_str line)
{
	char text[160], hash[HK_HASH_HEX + 1];
	unsigned long long size;
	int end = 0;

	if (line.len >= sizeof(text) || memchr(line.data, 0, line.len))
		return false;
	memcpy(text, line.data, line.len);
	text[line.len] = '\0';
	if (sscanf(text, "%63s %20llu %33s%n", out->name, &size, hash, &end) !=
		    3 ||
	    (size_t)end != line.len || strlen(hash) != HK_HASH_HEX - 1 ||
	    !is_of_database(out->name) || strchr(out->name, '/'))
		return false;
	out->size = size;
	strcpy(out->hash, hash);
	out->met = false;
	return true;
}

static bool decode(struct manifest *out, struct hk_str bytes)
{
	const struct hk_str head = hk_span_cstr(HEAD);
	struct hk_str rest = bytes, line;
	char hash[HK_HASH_HEX];

	out->count = 0;
	if (bytes.len < head.len || memcmp(bytes.data, head.data, head.len))
		return false;
	rest.data += head.len;
	rest.len -= head.len;
	while (next_line(&rest, &line)) {
		size_t before = (size_t)(line.data - bytes.data);

		if (line.len == 7 + HK_HASH_HEX - 1 &&
		    !memcmp(line.data, "sealed ", 7)) {
			hk_hash_hex(hash, hk_hash_bytes(bytes.data, before));
			return !rest.len &&
			       !memcmp(line.data + 7, hash, HK_HASH_HEX - 1);
		}
		if (out->count == FILES_MAX)
			return false;
		if (!decode_file(&out->files[out->count++], line))
			return false;
	}
	return false;
}

/* ---- Comparing ---- */

struct verifying {
	const char *database;
	struct manifest manifest;
	hk_manifest_fn fn;
	void *ctx;
};

static enum hk_status verify_one(void *ctx, const char *name,
				 struct hk_error *err)
{
	struct verifying *v = ctx;
	struct sealed_file *file = NULL, now;
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;
	char *path;

	if (!is_of_database(name))
		return HK_OK;
	for (size_t i = 0; i < v->manifest.count; i++)
		if (!strcmp(v->manifest.files[i].name, name))
			file = &v->manifest.files[i];
	path = hk_dir_join(v->database, name);
	if (!path)
		return hk_error_nomem(err);
	status = file ? describe(&now, path, &why) : HK_OK;
	if (!file)
		v->fn(v->ctx, path, "did not exist when the index was sealed");
	else if (status)
		v->fn(v->ctx, path, why.message);
	else if (now.size != file->size)
		v->fn(v->ctx, path, "its size has changed since it was sealed");
	else if (strcmp(now.hash, file->hash) != 0)
		v->fn(v->ctx, path,
		      "its bytes have changed since it was sealed");
	if (file)
		file->met = true;
	free(path);
	return HK_OK;
}

static enum hk_status compare(struct verifying *v, struct hk_error *err)
{
	struct hk_error why = {HK_OK, ""};
	enum hk_status status = hk_dir_each(v->database, verify_one, v, &why);

	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status)
		v->fn(v->ctx, v->database, why.message);
	for (size_t i = 0; i < v->manifest.count; i++) {
		char *path =
			hk_dir_join(v->database, v->manifest.files[i].name);

		if (!path)
			return hk_error_nomem(err);
		if (!v->manifest.files[i].met)
			v->fn(v->ctx, path, "is missing");
		free(path);
	}
	return HK_OK;
}

enum hk_status hk_manifest_verify(const char *database, bool *sealed,
				  hk_manifest_fn fn, void *ctx,
				  struct hk_error *err)
{
	struct verifying v = {.database = database, .fn = fn, .ctx = ctx};
	struct hk_error why = {HK_OK, ""};
	char *path = hk_dir_join(database, NAME);
	struct hk_buf bytes;
	enum hk_status status;

	*sealed = false;
	if (!path)
		return hk_error_nomem(err);
	hk_buf_init(&bytes, 1u << 16);
	status = hk_file_read(&bytes, path, &why);
	if (status == HK_ENOTFOUND ||
	    (!status &&
	     hk_span_same(hk_buf_str(&bytes), hk_span_cstr(UNSEALED)))) {
		status = HK_OK;
	} else if (status) {
		fn(ctx, path, why.message);
		status = HK_OK;
	} else if (!decode(&v.manifest, hk_buf_str(&bytes))) {
		fn(ctx, path, "it makes no sense");
	} else {
		*sealed = true;
		status = compare(&v, err);
	}
	hk_buf_release(&bytes);
	free(path);
	return status;
}
