/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/chm/contents.h"

#ifdef HK_HAVE_LIBARCHIVE

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "formats/archive/container.h"
#include "formats/html/reference.h"
#include "formats/html/token.h"
#include "formats/plain.h"

/* Bytes of a title that are kept. */
#define TITLE_MAX 1000

/* ---- #SYSTEM ---- */

static uint32_t little(struct hk_str bytes, size_t at, unsigned count)
{
	uint32_t n = 0;

	while (count--)
		n = n << 8 | (unsigned char)bytes.data[at + count];
	return n;
}

static struct hk_str before_nul(struct hk_str bytes)
{
	const char *nul = bytes.len ? memchr(bytes.data, 0, bytes.len) : NULL;

	if (nul)
		bytes.len = (size_t)(nul - bytes.data);
	return bytes;
}

void hk_chm_system_read(struct hk_chm_system *out, struct hk_str bytes)
{
	memset(out, 0, sizeof(*out));
	if (bytes.len < 4)
		return;
	bytes = hk_span_from(bytes, 4); /* the version */
	while (bytes.len >= 4) {
		uint32_t code = little(bytes, 0, 2), len = little(bytes, 2, 2);
		struct hk_str value;

		bytes = hk_span_from(bytes, 4);
		value = hk_span_str(bytes.data,
				    len < bytes.len ? len : bytes.len);
		if (code == 0)
			out->contents = before_nul(value);
		else if (code == 3)
			out->title = before_nul(value);
		else if (code == 4 && value.len >= 4)
			out->lcid = little(value, 0, 4);
		bytes = hk_span_from(bytes, value.len);
	}
}

/* ---- Paths ---- */

/* The path of a link, without what stands around it. */
static enum hk_status unescape(struct hk_buf *out, struct hk_str link)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i + 1 < link.len; i++)
		if (link.data[i] == ':' && link.data[i + 1] == ':') {
			link = hk_span_from(link, i + 2);
			break;
		}
	for (size_t i = 0; i < link.len && link.data[i] != '#' && !status;
	     i++) {
		int byte = link.data[i] == '%'
				   ? hk_span_hex_byte(hk_span_from(link, i + 1))
				   : -1;

		status = hk_buf_putc(out, byte > 0 ? (char)byte : link.data[i]);
		i += byte > 0 ? 2 : 0;
	}
	return status;
}

enum hk_status hk_chm_contents_path(struct hk_buf *out, struct hk_str raw,
				    bool link)
{
	struct hk_str cp932 = hk_span_cstr("cp932");
	enum hk_container_name what;
	enum hk_status status = HK_OK;
	struct hk_buf plain;

	hk_buf_init(&plain, HK_BUF_NO_MAX);
	if (link) {
		status = unescape(&plain, raw);
		raw = hk_buf_str(&plain);
	}
	if (!status)
		status = hk_container_name(out, &what, raw, cp932, true);
	hk_buf_release(&plain);
	if (status)
		return status;
	if (what != HK_CONTAINER_NAME_FINE)
		hk_buf_reset(out);
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] = (char)(out->data[i] - 'A' + 'a');
	return HK_OK;
}

/* ---- The table ---- */

struct table {
	struct hk_chm_contents *contents;
	struct hk_buf title, path, link;
	bool titled, linked;
};

void hk_chm_contents_init(struct hk_chm_contents *contents)
{
	memset(contents, 0, sizeof(*contents));
	hk_arena_init(&contents->arena, HK_BUF_NO_MAX);
	hk_hashmap_init(&contents->by_path);
}

void hk_chm_contents_release(struct hk_chm_contents *contents)
{
	hk_arena_release(&contents->arena);
	hk_hashmap_release(&contents->by_path);
	free(contents->entries);
}

struct wanted {
	const struct hk_chm_contents *contents;
	struct hk_str path;
};

static bool is_path(const void *ctx, size_t item)
{
	const struct wanted *wanted = ctx;

	return hk_span_same(wanted->contents->entries[item].path, wanted->path);
}

static enum hk_status set_title(struct table *t, struct hk_chm_entry *e)
{
	struct hk_str title = hk_plain_trim(hk_buf_str(&t->title));
	struct hk_str link = hk_buf_str(&t->link);

	/* One for a place in a file is not the title of all of it. */
	if (e->title.len || !title.len || title.len > TITLE_MAX ||
	    memchr(link.data, '#', link.len))
		return HK_OK;
	e->title.data =
		hk_arena_copy(&t->contents->arena, title.data, title.len);
	e->title.len = e->title.data ? title.len : 0;
	return e->title.data ? HK_OK : HK_ENOMEM;
}

static enum hk_status add(struct table *t)
{
	struct hk_chm_contents *c = t->contents;
	struct wanted wanted = {c, hk_buf_str(&t->path)};
	struct hk_hash hash = hk_hash_bytes(t->path.data, t->path.len);
	size_t found = hk_hashmap_find(&c->by_path, hash.low, is_path, &wanted);
	struct hk_chm_entry *e;

	if (found != HK_HASHMAP_NONE)
		return set_title(t, &c->entries[found]);
	if (c->count >= HK_CHM_CONTENTS_MAX)
		return HK_OK;
	if (!HK_ARRAY_RESERVE(c->entries, c->capacity, c->count + 1))
		return HK_ENOMEM;
	e = &c->entries[c->count];
	memset(e, 0, sizeof(*e));
	e->path.data = hk_arena_copy(&c->arena, t->path.data, t->path.len);
	e->path.len = t->path.len;
	if (!e->path.data || set_title(t, e))
		return HK_ENOMEM;
	return hk_hashmap_add(&c->by_path, hash.low, c->count++);
}

/* An entry ends. */
static enum hk_status end(struct table *t)
{
	enum hk_status status = HK_OK;

	if (t->titled && t->linked)
		status = hk_chm_contents_path(&t->path, hk_buf_str(&t->link),
					      true);
	if (!status && t->titled && t->linked && t->path.len)
		status = add(t);
	t->titled = t->linked = false;
	return status;
}

/* <param name="Name" value="..."> */
static enum hk_status param(struct table *t, struct hk_str attributes)
{
	struct hk_str name = hk_html_attribute_value(attributes, "name");
	struct hk_str value = hk_html_attribute_value(attributes, "value");
	bool title = hk_html_token_is(name, "name");
	struct hk_buf *to = title ? &t->title : &t->link;
	bool *has = title ? &t->titled : &t->linked;
	enum hk_status status;

	if (*has || (!title && !hk_html_token_is(name, "local")))
		return HK_OK;
	hk_buf_reset(to);
	status = hk_html_reference_expand(to, value, true);
	*has = !status;
	return status;
}

enum hk_status hk_chm_contents_read(struct hk_chm_contents *contents,
				    struct hk_str text)
{
	struct table t = {.contents = contents};
	struct hk_html_tokens tokens;
	struct hk_html_token token;
	enum hk_status status = HK_OK;

	hk_buf_init(&t.title, HK_BUF_NO_MAX);
	hk_buf_init(&t.path, HK_BUF_NO_MAX);
	hk_buf_init(&t.link, HK_BUF_NO_MAX);
	hk_html_token_begin(&tokens, text);
	while (!status && hk_html_token_next(&tokens, &token)) {
		if (token.kind == HK_HTML_TOKEN_TEXT)
			continue;
		if (hk_html_token_is(token.name, "object"))
			status = end(&t);
		else if (token.kind == HK_HTML_TOKEN_OPEN &&
			 hk_html_token_is(token.name, "param"))
			status = param(&t, token.text);
	}
	if (!status)
		status = end(&t);
	hk_buf_release(&t.title);
	hk_buf_release(&t.path);
	hk_buf_release(&t.link);
	return status;
}

#endif
