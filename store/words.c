/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/words.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/folder.h"

#define LIST	 "words.tsv"
#define PREFIX	 "words-"
#define SUFFIX	 ".dic"
#define SEAL	 ".sum"
#define HASH_LEN 32

#define MECAB_MAGIC 0xef718f77u

static bool is_hash(const char *text)
{
	return strspn(text, "0123456789abcdef") == HASH_LEN && !text[HASH_LEN];
}

enum hk_status hk_words_path(struct hk_buf *out, const char *dir,
			     const char *hash, struct hk_error *err)
{
	if (!hash[0])
		return HK_OK;
	if (!is_hash(hash))
		return hk_error_set(err, HK_ECORRUPT,
				    "%s: the index's signature is damaged: "
				    "user-dictionary-hash makes no sense",
				    dir);
	if (hk_buf_printf(out, "%s/" PREFIX "%s" SUFFIX, dir, hash))
		return hk_error_nomem(err);
	return HK_OK;
}

/* The hash of the compiled words. */
static enum hk_status hash_of(char out[HK_HASH_HEX], const char *dir,
			      const char *hash, struct hk_error *err)
{
	struct hk_hash h = {0, 0};
	struct hk_buf path;
	enum hk_status status;

	hk_buf_init(&path, HK_BUF_NO_MAX);
	status = hk_words_path(&path, dir, hash, err);
	if (!status)
		status = hk_hash_file(&h, path.data, err);
	if (!status)
		hk_hash_hex(out, h);
	hk_buf_release(&path);
	return status;
}

/* Does the compiled dictionary begin as one of a machine of the other byte
 * order does? Its first number is its size, with a constant (MeCab's
 * dictionary.cpp). */
static bool is_swapped(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool swapped = false;
	uint32_t magic;
	struct stat st;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) && read(fd, &magic, sizeof(magic)) == 4)
		swapped = (__builtin_bswap32(magic) ^ MECAB_MAGIC) ==
			  (uint32_t)st.st_size;
	close(fd);
	return swapped;
}

enum hk_status hk_words_seal(const char *dir, const char *hash,
			     struct hk_error *err)
{
	char name[sizeof(PREFIX) + HASH_LEN + sizeof(SEAL)];
	char now[HK_HASH_HEX];
	enum hk_status status = hash_of(now, dir, hash, err);

	if (status)
		return status;
	snprintf(name, sizeof(name), PREFIX "%s" SEAL, hash);
	return hk_file_replace(dir, name, hk_span_cstr(now), err);
}

enum hk_status hk_words_file(struct hk_buf *out, const char *dir,
			     const char *hash, struct hk_error *err)
{
	enum hk_status status = hk_words_path(out, dir, hash, err);
	struct hk_buf path, sealed;
	struct hk_clean_buf hint;
	char now[HK_HASH_HEX];

	if (status || !hash[0])
		return status;
	hk_buf_init(&path, HK_BUF_NO_MAX);
	hk_buf_init(&sealed, 1024);
	if (hk_buf_printf(&path, "%s/" PREFIX "%s" SEAL, dir, hash))
		status = hk_error_nomem(err);
	else if (hash_of(now, dir, hash, NULL) ||
		 hk_file_read(&sealed, path.data, NULL) ||
		 !hk_span_same(hk_buf_str(&sealed), hk_span_cstr(now)))
		status = hk_error_set(err, HK_ECORRUPT,
				      "'%s' is missing or damaged; `%s` makes "
				      "it again",
				      out->data,
				      hk_folder_hint(&hint, dir, "reindex"));
	else if (is_swapped(out->data))
		status = hk_error_set(err, HK_EDICT,
				      "'%s' is of a machine of another byte "
				      "order; `%s` makes it for this one",
				      out->data,
				      hk_folder_hint(&hint, dir, "reindex"));
	hk_buf_release(&path);
	hk_buf_release(&sealed);
	return status;
}

enum hk_status hk_words_load(struct hk_buf *out, const char *dir,
			     struct hk_error *err)
{
	char *path = hk_dir_join(dir, LIST);
	enum hk_status status;

	if (!path)
		return hk_error_nomem(err);
	status = hk_dir_has(dir, LIST) ? hk_file_read(out, path, err) : HK_OK;
	free(path);
	return status;
}

enum hk_status hk_words_save(const char *dir, struct hk_str list,
			     struct hk_error *err)
{
	return hk_file_replace(dir, LIST, list, err);
}

void hk_words_hash(char out[33], struct hk_str list)
{
	out[0] = '\0';
	if (list.len)
		hk_hash_hex(out, hk_hash_bytes(list.data, list.len));
}

struct clean {
	const char *dir, *keep[2];
};

static enum hk_status clean_entry(void *ctx, const char *name,
				  struct hk_error *err)
{
	const struct clean *c = ctx;
	const char *hash = name + strlen(PREFIX);
	char *path;

	if (strncmp(name, PREFIX, strlen(PREFIX)) != 0 ||
	    strlen(hash) != HASH_LEN + strlen(SUFFIX) ||
	    (strcmp(hash + HASH_LEN, SUFFIX) != 0 &&
	     strcmp(hash + HASH_LEN, SEAL) != 0) ||
	    !strncmp(hash, c->keep[0], HASH_LEN) ||
	    !strncmp(hash, c->keep[1], HASH_LEN))
		return HK_OK;
	path = hk_dir_join(c->dir, name);
	if (!path)
		return hk_error_nomem(err);
	unlink(path);
	free(path);
	return HK_OK;
}

enum hk_status hk_words_clean(const char *dir, const char *keep,
			      const char *keep_too, struct hk_error *err)
{
	struct clean c = {dir, {keep, keep_too}};

	return hk_dir_each(dir, clean_entry, &c, err);
}
