/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Reading MeCab's compiled dictionaries whole, which its library has no call
 * for. A file is a header of ten numbers of 32 bits and a name of 32 bytes; a
 * double array from the bytes of the words to their tokens; the tokens; and
 * the features (dictionary.cpp and darts.h of MeCab 0.996, version 102 of the
 * format). Everything is checked, for nothing says that a file is one.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/hash.h"
#include "text/dict_private.h"
#include "text/readings_private.h"
#include "text/sound.h"
#include "base/utf8.h"

#define DIC_MAGIC   0xEF718F77u
#define DIC_VERSION 102
#define DIC_HEADER  72 /* bytes */
#define SURFACE_MAX 120

struct unit { /* of the double array */
	int32_t base;
	uint32_t check;
};

struct token {
	uint16_t left, right, pos;
	int16_t cost;
	uint32_t feature, compound;
};

struct dic {
	const char *data; /* mapped */
	size_t size;
	const struct unit *units;
	size_t unit_count;
	const struct token *tokens;
	size_t token_count;
	const char *features;
	size_t feature_size; /* the last byte is a NUL */
};

/* A word, and the text that it points into, by which it is sorted. */
struct entry {
	struct hk_readings_row row;
	const char *text;
};

struct maker {
	const struct hk_dict *dict;
	struct dic dic; /* that is being read */
	struct hk_feature_classes classes;
	struct entry *rows;
	size_t count, capacity;
	struct hk_buf text;
	char surface[SURFACE_MAX];
	bool failed; /* out of memory */
};

/* ---- The file ---- */

static bool map(struct dic *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *data = MAP_FAILED;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size > DIC_HEADER)
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE,
			    fd, 0);
	close(fd);
	if (data == MAP_FAILED)
		return false;
	out->data = data;
	out->size = (size_t)st.st_size;
	return true;
}

static bool lay_out(struct dic *d)
{
	uint32_t head[10];
	uint64_t units, tokens, features;

	memcpy(head, d->data, sizeof(head));
	units = head[6];
	tokens = head[7];
	features = head[8];
	if ((head[0] ^ DIC_MAGIC) != d->size || head[1] != DIC_VERSION ||
	    DIC_HEADER + units + tokens + features != d->size || !features ||
	    units % sizeof(struct unit) || tokens % sizeof(struct token))
		return false;
	d->units = (const void *)(d->data + DIC_HEADER);
	d->unit_count = (size_t)units / sizeof(struct unit);
	d->tokens = (const void *)(d->data + DIC_HEADER + units);
	d->token_count = (size_t)tokens / sizeof(struct token);
	d->features = d->data + DIC_HEADER + units + tokens;
	d->feature_size = (size_t)features;
	return d->unit_count && !d->features[features - 1];
}

/* ---- Words ---- */

/* Append the text; its offset. */
static uint32_t put(struct maker *m, struct hk_str text)
{
	size_t at = m->text.len;

	if (at > UINT32_MAX / 2 || hk_buf_append(&m->text, text.data, text.len))
		m->failed = true;
	return (uint32_t)at;
}

/* Append the kana of a reading as bytes; how many, 0 if it is no reading. */
static size_t put_reading(struct maker *m, struct hk_str reading)
{
	struct hk_sound sound;
	char bytes[HK_SOUND_MAX];

	if (!hk_sound_kana(&sound, reading))
		return 0;
	for (size_t i = 0; i < sound.count; i++)
		bytes[i] = (char)sound.steps[i].ways[0].kana;
	put(m, hk_span_str(bytes, sound.count));
	return sound.count;
}

static bool is_hiragana(struct hk_str text)
{
	struct hk_sound sound;
	uint32_t c = 0;

	hk_utf8_decode(text.data, text.len, &c);
	return c < 0x30A0 && hk_sound_kana(&sound, text);
}

static void add_token(struct maker *m, const struct token *token,
		      struct hk_str surface)
{
	mecab_node_t node = {.lcAttr = token->left, .stat = MECAB_NOR_NODE};
	struct hk_morpheme word = {.known = true};
	struct hk_readings_row *row;
	struct hk_str reading;

	if (token->feature >= m->dic.feature_size ||
	    !HK_ARRAY_RESERVE(m->rows, m->capacity, m->count + 1)) {
		m->failed = m->failed || token->feature < m->dic.feature_size;
		return;
	}
	row = &m->rows[m->count].row;
	memset(row, 0, sizeof(*row));
	node.feature = m->dic.features + token->feature;
	hk_feature_word(&m->dict->format, &m->classes, &node, surface, &word);
	reading = hk_feature_spoken(&m->dict->format, node.feature);
	/* は is read わ, but typed は. */
	if (is_hiragana(surface))
		reading = surface;
	row->reading = (uint32_t)m->text.len;
	row->reading_len = (uint8_t)put_reading(m, reading);
	if (!row->reading_len || word.cls == HK_MORPH_SYMBOL ||
	    word.lemma.len > SURFACE_MAX)
		return;
	row->surface = row->lemma = put(m, surface);
	row->surface_len = row->lemma_len = (uint8_t)surface.len;
	if (!hk_span_same(surface, word.lemma)) {
		row->lemma = put(m, word.lemma);
		row->lemma_len = (uint8_t)word.lemma.len;
	}
	row->cls = (uint8_t)word.cls;
	row->left = token->left;
	row->right = token->right;
	row->cost = token->cost;
	m->count++;
}

/* The tokens of the word that ends at `base`. */
static void add_tokens(struct maker *m, size_t base, size_t len)
{
	const struct dic *d = &m->dic;
	struct hk_str surface = hk_span_str(m->surface, len);
	uint32_t value, first, count;

	if (d->units[base].check != base || d->units[base].base >= 0)
		return;
	value = (uint32_t)(-d->units[base].base - 1);
	count = value & 0xFF;
	first = value >> 8;
	if (first > d->token_count || count > d->token_count - first)
		return;
	/* What has ASCII in it is cut by hiku, not by the dictionary. */
	for (size_t i = 0; i < len; i++)
		if (!((unsigned char)m->surface[i] & 0x80))
			return;
	if (!len || !hk_utf8_valid(surface))
		return;
	for (uint32_t i = 0; i < count; i++)
		add_token(m, &d->tokens[first + i], surface);
}

/* All words that begin with the `len` bytes of the surface. */
static void walk(struct maker *m, int32_t from, size_t len)
{
	const struct dic *d = &m->dic;
	size_t base = (size_t)from, end;

	if (from <= 0 || base >= d->unit_count || m->failed)
		return;
	add_tokens(m, base, len);
	end = base + 256 < d->unit_count ? base + 256 : d->unit_count - 1;
	for (size_t p = base + 1; p <= end && len < SURFACE_MAX; p++)
		if (d->units[p].check == base) {
			m->surface[len] = (char)(p - base - 1);
			walk(m, d->units[p].base, len + 1);
		}
}

static enum hk_status add_dic(struct maker *m, const char *path,
			      struct hk_error *err)
{
	bool good;

	memset(&m->dic, 0, sizeof(m->dic));
	good = map(&m->dic, path) && lay_out(&m->dic);
	if (good)
		walk(m, m->dic.units[0].base, 0);
	if (m->dic.data)
		munmap((void *)(uintptr_t)m->dic.data, m->dic.size);
	if (m->failed)
		return hk_error_nomem(err);
	return good ? HK_OK
		    : hk_error_set(err, HK_EDICT,
				   "cannot read the words of the MeCab "
				   "dictionary '%s'; nothing is searched by "
				   "sound",
				   path);
}

/* ---- In order ---- */

static struct hk_str reading_of(const struct entry *e)
{
	return hk_span_str(e->text + e->row.reading, e->row.reading_len);
}

static struct hk_str surface_of(const struct entry *e)
{
	return hk_span_str(e->text + e->row.surface, e->row.surface_len);
}

static int by_reading(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = hk_span_compare(reading_of(x), reading_of(y));

	if (!order)
		order = (x->row.cost > y->row.cost) -
			(x->row.cost < y->row.cost);
	if (!order)
		order = hk_span_compare(surface_of(x), surface_of(y));
	return order ? order
		     : (x->row.left > y->row.left) -
			       (x->row.left < y->row.left);
}

static enum hk_status write_all(struct hk_buf *out, struct maker *m)
{
	struct hk_readings_header header = {.magic = HK_READINGS_MAGIC};
	size_t begin = out->len, from = begin + sizeof(header);

	for (size_t i = 0; i < m->count; i++)
		m->rows[i].text = m->text.data;
	if (m->count > 1)
		qsort(m->rows, m->count, sizeof(*m->rows), by_reading);
	header.words = (uint32_t)m->count;
	header.text = (uint32_t)m->text.len;
	if (hk_buf_append(out, &header, sizeof(header)))
		return HK_ENOMEM;
	for (size_t i = 0; i < m->count; i++)
		if (hk_buf_append(out, &m->rows[i].row, sizeof(m->rows[i].row)))
			return HK_ENOMEM;
	if (hk_buf_append(out, m->text.data, m->text.len))
		return HK_ENOMEM;
	header.hash = hk_hash_bytes(out->data + from, out->len - from).low;
	memcpy(out->data + begin, &header, sizeof(header));
	return HK_OK;
}

enum hk_status hk_readings_make(struct hk_buf *out, const struct hk_dict *dict,
				struct hk_error *err)
{
	struct maker m = {.dict = dict};
	enum hk_status status;
	char path[4096];

	hk_buf_init(&m.text, 1u << 30);
	snprintf(path, sizeof(path), "%s/sys.dic", dict->dir);
	status = add_dic(&m, path, err);
	if (!status && dict->user)
		status = add_dic(&m, dict->user, err);
	if (!status && write_all(out, &m))
		status = hk_error_nomem(err);
	hk_buf_release(&m.text);
	free(m.rows);
	return status;
}
