/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/words.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/hash.h"

#define LIST	 "words.tsv"
#define PREFIX	 "words-"
#define SUFFIX	 ".dic"
#define HASH_LEN 32

static bool is_hash(const char *text)
{
	return strspn(text, "0123456789abcdef") == HASH_LEN && !text[HASH_LEN];
}

enum hk_status hk_words_file(struct hk_buf *out, const char *dir,
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
	    strcmp(hash + HASH_LEN, SUFFIX) != 0 ||
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
