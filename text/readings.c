/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/readings.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/hash.h"
#include "text/dict_private.h"
#include "text/readings_private.h"

#define PATH_BYTES 4096

struct hk_readings {
	const struct hk_dict *dict;
	const char *data; /* the file: mapped, or in `own` */
	size_t size;
	bool mapped;
	struct hk_buf own;
	const struct hk_readings_row *rows;
	uint32_t count;
	const char *text;
	uint32_t text_size;
	unsigned lefts, rights; /* context ids of the dictionary */
};

/* ---- The file ---- */

/* The folder where the user's caches are, without ours; false: there is none.
 */
static bool find_cache(char out[PATH_BYTES])
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	int n = -1;

	if (cache && *cache == '/') /* the standard wants it absolute */
		n = snprintf(out, PATH_BYTES, "%s", cache);
	else if (home && *home == '/')
		n = snprintf(out, PATH_BYTES, "%s/.cache", home);
	return n > 0 && n < PATH_BYTES - 80;
}

/* Make our folder in the cache; is it ours alone to write? */
static bool make_folder(char out[PATH_BYTES])
{
	struct stat st;

	if (!find_cache(out) || hk_dir_make(out, NULL))
		return false;
	strcat(out, "/hiku");
	if (mkdir(out, S_IRWXU) != 0 && lstat(out, &st) != 0)
		return false;
	return lstat(out, &st) == 0 && S_ISDIR(st.st_mode) &&
	       st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH));
}

/* A file is known by its place, size and time: reading it whole, only to know
 * whether it changed, would take longer than all the rest. */
static bool describe(struct hk_buf *out, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 &&
	       !hk_buf_printf(out, "%s %llu %lld.%09ld\n", path,
			      (unsigned long long)st.st_size,
			      (long long)st.st_mtim.tv_sec,
			      (long)st.st_mtim.tv_nsec);
}

static bool name_file(char out[64], const struct hk_dict *dict)
{
	char hex[HK_HASH_HEX], path[PATH_BYTES];
	struct hk_buf text;
	bool ok;

	hk_buf_init(&text, 4 * PATH_BYTES);
	snprintf(path, sizeof(path), "%s/sys.dic", dict->dir);
	ok = describe(&text, path) &&
	     (!dict->user || describe(&text, dict->user)) &&
	     !hk_buf_puts(&text, HK_READINGS_MAGIC);
	if (ok)
		hk_hash_hex(hex, hk_hash_bytes(text.data, text.len));
	snprintf(out, 64, "readings-%s", ok ? hex : "");
	hk_buf_release(&text);
	return ok;
}

/* Take the bytes for what they are; false if they are no file of readings. */
static bool lay_out(struct hk_readings *r)
{
	struct hk_readings_header header;
	size_t rows;

	if (r->size < sizeof(header))
		return false;
	memcpy(&header, r->data, sizeof(header));
	rows = header.words * sizeof(struct hk_readings_row);
	if (memcmp(header.magic, HK_READINGS_MAGIC,
		   sizeof(HK_READINGS_MAGIC)) ||
	    r->size - sizeof(header) != rows + header.text)
		return false;
	r->rows = (const void *)(r->data + sizeof(header));
	r->count = header.words;
	r->text = r->data + sizeof(header) + rows;
	r->text_size = header.text;
	return true;
}

/* Map the file, if it is ours and whole. */
static bool map(struct hk_readings *r, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	void *data = MAP_FAILED;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH)) &&
	    st.st_size > 0)
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE,
			    fd, 0);
	close(fd);
	if (data == MAP_FAILED)
		return false;
	r->data = data;
	r->size = (size_t)st.st_size;
	r->mapped = true;
	if (lay_out(r))
		return true;
	munmap(data, r->size);
	r->mapped = false;
	return false;
}

/* Put the readings into the cache; false if it cannot keep them. */
static bool keep(const struct hk_readings *r, const char *dir, const char *name,
		 const char *path)
{
	if (!path || hk_file_replace(dir, name, hk_buf_str(&r->own), NULL))
		return false;
	if (chmod(path, S_IRUSR | S_IWUSR) == 0)
		return true;
	unlink(path);
	return false;
}

/* Make the readings, and keep them where there is a place for them. */
static enum hk_status make(struct hk_readings *r, const char *dir,
			   const char *name, const char *path,
			   enum hk_readings_from *from, struct hk_error *err)
{
	enum hk_status status = hk_readings_make(&r->own, r->dict, err);

	if (status)
		return status;
	/* That they cannot be kept is no failure: they are made again. */
	*from = keep(r, dir, name, path) ? HK_READINGS_MADE : HK_READINGS_LOST;
	r->data = r->own.data;
	r->size = r->own.len;
	return lay_out(r) ? HK_OK : HK_EDICT;
}

enum hk_status hk_readings_open(struct hk_readings **out,
				const struct hk_dict *dict,
				enum hk_readings_from *from,
				struct hk_error *err)
{
	struct hk_readings *r = calloc(1, sizeof(*r));
	char dir[PATH_BYTES], name[64];
	enum hk_status status = HK_OK;
	char *path = NULL;
	bool kept;

	*out = NULL;
	*from = HK_READINGS_KEPT;
	if (!r)
		return hk_error_nomem(err);
	r->dict = dict;
	r->lefts = mecab_model_dictionary_info(dict->model)->lsize;
	r->rights = mecab_model_dictionary_info(dict->model)->rsize;
	hk_buf_init(&r->own, 1u << 30);
	kept = name_file(name, dict) && make_folder(dir);
	if (kept)
		path = hk_dir_join(dir, name);
	if (!path || !map(r, path))
		status = make(r, dir, name, path, from, err);
	free(path);
	if (status) {
		hk_readings_free(r);
		return status;
	}
	*out = r;
	return HK_OK;
}

const char *hk_readings_note(enum hk_readings_from from)
{
	switch (from) {
	case HK_READINGS_MADE:
		return HK_MESSAGE("listed the dictionary by readings, which is "
				  "done once");
	case HK_READINGS_LOST:
		return HK_MESSAGE("listed the dictionary by readings, and "
				  "can't keep the list: no folder 'hiku' that "
				  "only you may write in XDG_CACHE_HOME or "
				  "~/.cache");
	case HK_READINGS_KEPT:
		break;
	}
	return NULL;
}

void hk_readings_free(struct hk_readings *r)
{
	if (!r)
		return;
	if (r->mapped)
		munmap((void *)(uintptr_t)r->data, r->size);
	hk_buf_release(&r->own);
	free(r);
}

/* ---- Looking up ---- */

/* A piece of the text; empty where the file is not as it was written. */
static struct hk_str text_at(const struct hk_readings *r, uint32_t at,
			     uint32_t len)
{
	if (at > r->text_size || len > r->text_size - at)
		return hk_span_str("", 0);
	return hk_span_str(r->text + at, len);
}

/* Kana number `depth` of a word's reading, plus 1; 0: it has no more. */
static unsigned kana_at(const struct hk_readings *r, uint32_t i, uint32_t depth)
{
	const struct hk_readings_row *row = &r->rows[i];
	struct hk_str reading = text_at(r, row->reading, row->reading_len);

	return depth < reading.len ? (unsigned char)reading.data[depth] + 1u
				   : 0;
}

/* The first word of the range whose kana number `depth` is at least `kana`. */
static uint32_t find(const struct hk_readings *r,
		     const struct hk_readings_range *range, unsigned kana)
{
	uint32_t low = range->first, high = range->last;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (kana_at(r, middle, range->depth) < kana)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct hk_readings_range hk_readings_all(const struct hk_readings *readings)
{
	return (struct hk_readings_range){0, readings->count, 0};
}

bool hk_readings_step(struct hk_readings_range *range,
		      const struct hk_readings *readings, uint8_t kana)
{
	struct hk_readings_range next = {find(readings, range, kana + 1u),
					 find(readings, range, kana + 2u),
					 range->depth + 1};

	if (next.first == next.last)
		return false;
	*range = next;
	return true;
}

static struct hk_str reading_of(const struct hk_readings *r, uint32_t i)
{
	return text_at(r, r->rows[i].reading, r->rows[i].reading_len);
}

uint32_t hk_readings_count(const struct hk_readings *readings)
{
	return readings->count;
}

uint32_t hk_readings_past(const struct hk_readings *readings, uint32_t i,
			  uint32_t depth)
{
	struct hk_str begin = reading_of(readings, i), other;
	uint32_t low = i + 1, high, step = 1;

	begin.len = begin.len < depth ? begin.len : depth;
	/* Most words have few that begin so: look near by first. */
	for (high = low; high < readings->count; high = low + step) {
		other = reading_of(readings, high);
		if (other.len < begin.len ||
		    memcmp(other.data, begin.data, begin.len) != 0)
			break;
		low = high + 1;
		step *= 2;
	}
	high = high < readings->count ? high : readings->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		other = reading_of(readings, middle);
		if (other.len < begin.len ||
		    memcmp(other.data, begin.data, begin.len) != 0)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static bool take_row(struct hk_readings_word *out,
		     const struct hk_readings *readings, uint32_t i)
{
	const struct hk_readings_row *row = &readings->rows[i];

	out->surface = text_at(readings, row->surface, row->surface_len);
	out->lemma = text_at(readings, row->lemma, row->lemma_len);
	out->cls = row->cls <= HK_MORPH_SYMBOL ? (enum hk_morph_class)row->cls
					       : HK_MORPH_NOUN;
	out->left = row->left;
	out->right = row->right;
	out->cost = row->cost;
	return out->surface.len && out->lemma.len &&
	       out->left < readings->lefts && out->right < readings->rights;
}

bool hk_readings_word(struct hk_readings_word *out,
		      const struct hk_readings *readings,
		      const struct hk_readings_range *range, uint32_t i)
{
	return i < range->last - range->first &&
	       !kana_at(readings, range->first + i, range->depth) &&
	       take_row(out, readings, range->first + i);
}

bool hk_readings_get(struct hk_readings_word *out, struct hk_str *reading,
		     const struct hk_readings *readings, uint32_t i)
{
	*reading = reading_of(readings, i);
	return take_row(out, readings, i);
}

int hk_readings_cost(const struct hk_readings *readings, uint16_t right,
		     uint16_t left)
{
	return mecab_model_transition_cost(readings->dict->model, right, left);
}
