/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/source.h"

#include <stdlib.h>

#include "store/pack.h"
#include "store/schema.h"

/* Bytes that any key takes: its name, 32 hexadecimal digits and a NUL. */
#define KEY_MAX 48

static struct hk_str make_key(char out[KEY_MAX], const char *name,
			      struct hk_str path)
{
	size_t len = strlen(name);

	memcpy(out, name, len);
	hk_hash_hex(out + len, hk_hash_bytes(path.data, path.len));
	return hk_span_str(out, len + HK_HASH_HEX - 1);
}

static enum hk_status corrupt(struct hk_error *err)
{
	return hk_error_set(err, HK_ECORRUPT,
			    "the index is damaged: what it knows of its "
			    "sources makes no sense; move it away and add the "
			    "articles again");
}

/* ---- Values ---- */

static void pack_source(struct hk_pack *pack, const struct hk_source *source)
{
	hk_pack_str(pack, source->path);
	hk_pack_str(pack, source->root);
	hk_pack_uint(pack, source->size);
	hk_pack_int(pack, source->mtime_ns);
	hk_pack_hash(pack, source->hash);
	hk_pack_uint(pack, source->articles);
	hk_pack_uint(pack, source->state);
	hk_pack_str(pack, source->reason);
	hk_pack_str(pack, source->how);
}

/* A field that the first indexes did not have: it is empty there. */
static struct hk_str take_later(struct hk_pack_reader *from)
{
	return from->rest.len ? hk_pack_take_str(from) : hk_span_str("", 0);
}

static enum hk_status take_source(struct hk_source *out, struct hk_str value,
				  struct hk_error *err)
{
	struct hk_pack_reader from = {value, HK_OK};

	out->path = hk_pack_take_str(&from);
	out->root = hk_pack_take_str(&from);
	out->size = hk_pack_take_uint(&from);
	out->mtime_ns = hk_pack_take_int(&from);
	out->hash = hk_pack_take_hash(&from);
	out->articles = hk_pack_take_uint32(&from, UINT32_MAX);
	out->state = (enum hk_source_state)hk_pack_take_uint32(
		&from, HK_SOURCE_SKIPPED);
	out->reason = hk_pack_take_str(&from);
	out->how = take_later(&from);
	return hk_pack_end(&from) ? corrupt(err) : HK_OK;
}

static void pack_root(struct hk_pack *pack, const struct hk_root *root)
{
	hk_pack_str(pack, root->path);
	hk_pack_str(pack, root->format);
	hk_pack_str(pack, root->encoding);
	hk_pack_str(pack, root->columns);
	hk_pack_str(pack, root->rules);
}

/* Copy the text with a NUL behind it, since the system needs that. */
static bool keep(struct hk_str *text, struct hk_arena *arena)
{
	text->data = hk_arena_copy(arena, text->data, text->len);
	return text->data != NULL;
}

static enum hk_status take_root(struct hk_root *out, struct hk_arena *arena,
				struct hk_str value, struct hk_error *err)
{
	struct hk_pack_reader from = {value, HK_OK};
	struct hk_str *texts[] = {&out->path, &out->format, &out->encoding,
				  &out->columns, &out->rules};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		*texts[i] = i < 3 ? hk_pack_take_str(&from) : take_later(&from);
		if (!keep(texts[i], arena))
			return hk_error_nomem(err);
	}
	return hk_pack_end(&from) ? corrupt(err) : HK_OK;
}

/* ---- One source ---- */

/* Store what was packed. */
static enum hk_status put(struct xap_writer *writer, const char *name,
			  struct hk_str path, const struct hk_pack *pack,
			  struct hk_error *err)
{
	char key[KEY_MAX];

	if (pack->status)
		return hk_error_nomem(err);
	return xap_writer_set_metadata(writer, make_key(key, name, path),
				       hk_buf_str(pack->out), err);
}

static enum hk_status forget(struct xap_writer *writer, const char *name,
			     struct hk_str path, struct hk_error *err)
{
	char key[KEY_MAX];

	return xap_writer_set_metadata(writer, make_key(key, name, path),
				       hk_span_str(NULL, 0), err);
}

enum hk_status hk_source_get(struct hk_source *out, struct hk_arena *arena,
			     const struct xap_db *db, struct hk_str path,
			     struct hk_error *err)
{
	char key[KEY_MAX], *copy;
	struct hk_buf value;
	enum hk_status status;

	hk_buf_init(&value, HK_BUF_NO_MAX);
	status = xap_db_metadata(db, make_key(key, HK_SCHEMA_KEY_SOURCE, path),
				 &value, err);
	if (status)
		goto out;
	if (!value.len) {
		status = HK_ENOTFOUND;
		goto out;
	}
	copy = hk_arena_copy(arena, value.data, value.len);
	status = copy ? take_source(out, hk_span_str(copy, value.len), err)
		      : hk_error_nomem(err);
	/* Another path with the same hash: this one is read again. */
	if (!status && !hk_span_same(out->path, path))
		status = HK_ENOTFOUND;
out:
	hk_buf_release(&value);
	return status;
}

enum hk_status hk_source_put(struct xap_writer *writer,
			     const struct hk_source *source,
			     struct hk_error *err)
{
	struct hk_buf value;
	struct hk_pack pack = {&value, HK_OK};
	enum hk_status status;

	hk_buf_init(&value, XAP_RECORD_MAX);
	pack_source(&pack, source);
	status = put(writer, HK_SCHEMA_KEY_SOURCE, source->path, &pack, err);
	hk_buf_release(&value);
	return status;
}

enum hk_status hk_source_remove(struct xap_writer *writer, struct hk_str path,
				struct hk_error *err)
{
	return forget(writer, HK_SCHEMA_KEY_SOURCE, path, err);
}

/* ---- All sources ---- */

/* A walk over the values of all keys that begin with a name. */
struct walk {
	const struct xap_db *db;
	struct hk_buf value;
	struct hk_error *err;
	enum hk_status (*each)(struct walk *walk);
	hk_source_fn fn; /* for sources */
	void *ctx;
	struct hk_arena *arena; /* for roots */
	struct root_link *roots;
	size_t count;
};

static enum hk_status walk_key(void *ctx, struct hk_str key)
{
	struct walk *walk = ctx;
	enum hk_status status;

	hk_buf_reset(&walk->value);
	status = xap_db_metadata(walk->db, key, &walk->value, walk->err);
	return status ? status : walk->each(walk);
}

static enum hk_status walk_all(struct walk *walk, const char *name)
{
	enum hk_status status;

	hk_buf_init(&walk->value, HK_BUF_NO_MAX);
	status = xap_db_each_key(walk->db, hk_span_cstr(name), walk_key, walk,
				 walk->err);
	hk_buf_release(&walk->value);
	return status;
}

static enum hk_status each_source(struct walk *walk)
{
	struct hk_source source;
	enum hk_status status;

	status = take_source(&source, hk_buf_str(&walk->value), walk->err);
	return status ? status : walk->fn(walk->ctx, &source);
}

enum hk_status hk_source_each(const struct xap_db *db, hk_source_fn fn,
			      void *ctx, struct hk_error *err)
{
	struct walk walk = {.db = db,
			    .err = err,
			    .each = each_source,
			    .fn = fn,
			    .ctx = ctx};

	return walk_all(&walk, HK_SCHEMA_KEY_SOURCE);
}

/* ---- Roots ---- */

struct root_link {
	struct hk_root root;
	struct root_link *next;
};

enum hk_status hk_source_put_root(struct xap_writer *writer,
				  const struct hk_root *root,
				  struct hk_error *err)
{
	struct hk_buf value;
	struct hk_pack pack = {&value, HK_OK};
	enum hk_status status;

	hk_buf_init(&value, XAP_RECORD_MAX);
	pack_root(&pack, root);
	status = put(writer, HK_SCHEMA_KEY_ROOT, root->path, &pack, err);
	hk_buf_release(&value);
	return status;
}

enum hk_status hk_source_remove_root(struct xap_writer *writer,
				     struct hk_str path, struct hk_error *err)
{
	return forget(writer, HK_SCHEMA_KEY_ROOT, path, err);
}

static enum hk_status each_root(struct walk *walk)
{
	struct root_link *link = hk_arena_alloc(walk->arena, sizeof(*link));

	if (!link)
		return hk_error_nomem(walk->err);
	link->next = walk->roots;
	walk->roots = link;
	walk->count++;
	return take_root(&link->root, walk->arena, hk_buf_str(&walk->value),
			 walk->err);
}

static int compare_roots(const void *a, const void *b)
{
	struct hk_str x = ((const struct hk_root *)a)->path;
	struct hk_str y = ((const struct hk_root *)b)->path;
	int order = memcmp(x.data, y.data, x.len < y.len ? x.len : y.len);

	return order ? order : (x.len > y.len) - (x.len < y.len);
}

enum hk_status hk_source_roots(const struct hk_root **out, size_t *count,
			       struct hk_arena *arena, const struct xap_db *db,
			       struct hk_error *err)
{
	struct walk walk = {
		.db = db, .err = err, .each = each_root, .arena = arena};
	enum hk_status status = walk_all(&walk, HK_SCHEMA_KEY_ROOT);
	struct hk_root *roots;
	size_t n = 0;

	*out = NULL;
	*count = 0;
	if (status || !walk.count)
		return status;
	roots = hk_arena_array(arena, walk.count, sizeof(*roots));
	if (!roots)
		return hk_error_nomem(err);
	for (struct root_link *link = walk.roots; link; link = link->next)
		roots[n++] = link->root;
	qsort(roots, n, sizeof(*roots), compare_roots);
	*out = roots;
	*count = n;
	return HK_OK;
}
