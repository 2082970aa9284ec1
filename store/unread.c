/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/unread.h"

#include "store/pack.h"
#include "store/schema.h"

static struct hk_str key_of(struct hk_buf *out, struct hk_str path,
			    enum hk_status *status)
{
	char hex[HK_HASH_HEX];

	hk_hash_hex(hex, hk_hash_bytes(path.data, path.len));
	*status = hk_buf_printf(out, "%s%s", HK_SCHEMA_KEY_UNREAD, hex);
	return hk_buf_str(out);
}

static enum hk_status corrupt(struct hk_error *err)
{
	return hk_error_set(err, HK_ECORRUPT,
			    "the index is damaged: what it knows of files that "
			    "were not read makes no sense; move it away and "
			    "add the articles again");
}

enum hk_status hk_unread_put(struct xap_writer *writer, struct hk_str path,
			     const struct hk_unread *list, uint64_t count,
			     struct hk_error *err)
{
	size_t names = count < HK_UNREAD_NAMES_MAX ? (size_t)count
						   : HK_UNREAD_NAMES_MAX;
	struct hk_buf key, value;
	struct hk_pack pack = {&value, HK_OK};
	enum hk_status status;
	struct hk_str at;

	hk_buf_init(&key, 256);
	hk_buf_init(&value, XAP_RECORD_MAX);
	at = key_of(&key, path, &status);
	if (count) {
		hk_pack_str(&pack, path);
		hk_pack_uint(&pack, count);
		for (size_t i = 0; i < names; i++) {
			hk_pack_str(&pack, list[i].member);
			hk_pack_str(&pack, list[i].reason);
		}
	}
	status = status || pack.status
			 ? hk_error_nomem(err)
			 : xap_writer_set_metadata(writer, at,
						   hk_buf_str(&value), err);
	hk_buf_release(&key);
	hk_buf_release(&value);
	return status;
}

/* Give what a value holds, if it is of that path; NULL: of any. */
static enum hk_status give(struct hk_str value, const struct hk_str *wanted,
			   hk_unread_fn fn, void *ctx, struct hk_error *err)
{
	struct hk_pack_reader from = {value, HK_OK};
	struct hk_str path = hk_pack_take_str(&from);
	uint64_t count = hk_pack_take_uint(&from);
	size_t names = count < HK_UNREAD_NAMES_MAX ? (size_t)count
						   : HK_UNREAD_NAMES_MAX;
	struct hk_unread one = {.member = {NULL, 0}};
	enum hk_status status = HK_OK;

	if (wanted && !hk_span_same(path, *wanted))
		return HK_OK; /* of another path with the same hash */
	for (size_t i = 0; i < names && !status; i++) {
		one.member = hk_pack_take_str(&from);
		one.reason = hk_pack_take_str(&from);
		if (from.status)
			return corrupt(err);
		status = fn(ctx, path, &one, 1);
	}
	if (hk_pack_end(&from) && !status)
		return corrupt(err);
	one.member = one.reason = hk_span_str("", 0);
	if (!status && count > names)
		status = fn(ctx, path, &one, count - names);
	return status;
}

enum hk_status hk_unread_of(const struct xap_db *db, struct hk_str path,
			    hk_unread_fn fn, void *ctx, struct hk_error *err)
{
	struct hk_buf key, value;
	enum hk_status status;
	struct hk_str at;

	hk_buf_init(&key, 256);
	hk_buf_init(&value, HK_BUF_NO_MAX);
	at = key_of(&key, path, &status);
	status = status ? hk_error_nomem(err)
			: xap_db_metadata(db, at, &value, err);
	if (!status && value.len)
		status = give(hk_buf_str(&value), &path, fn, ctx, err);
	hk_buf_release(&key);
	hk_buf_release(&value);
	return status;
}

/* ---- All of them ---- */

struct each {
	const struct xap_db *db;
	hk_unread_fn fn;
	void *ctx;
	struct xap_writer *to; /* copying; then there is no `fn` */
	struct hk_buf value;
	struct hk_error *err;
};

static enum hk_status take_key(void *ctx, struct hk_str key)
{
	struct each *e = ctx;
	enum hk_status status;

	hk_buf_reset(&e->value);
	status = xap_db_metadata(e->db, key, &e->value, e->err);
	if (status)
		return status;
	if (e->to)
		return xap_writer_set_metadata(e->to, key,
					       hk_buf_str(&e->value), e->err);
	return give(hk_buf_str(&e->value), NULL, e->fn, e->ctx, e->err);
}

static enum hk_status walk(struct each *e)
{
	enum hk_status status;

	hk_buf_init(&e->value, HK_BUF_NO_MAX);
	status = xap_db_each_key(e->db, hk_span_cstr(HK_SCHEMA_KEY_UNREAD),
				 take_key, e, e->err);
	hk_buf_release(&e->value);
	return status;
}

enum hk_status hk_unread_each(const struct xap_db *db, hk_unread_fn fn,
			      void *ctx, struct hk_error *err)
{
	struct each e = {.db = db, .fn = fn, .ctx = ctx, .err = err};

	return walk(&e);
}

enum hk_status hk_unread_copy(struct xap_writer *to, const struct xap_db *from,
			      struct hk_error *err)
{
	struct each e = {.db = from, .to = to, .err = err};

	return walk(&e);
}
