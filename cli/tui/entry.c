/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/entry.h"

#include <stdlib.h>

#include "base/clean.h"
#include "base/utf8.h"
#include "lib/hiku.h"

void hk_entry_init(struct hk_entry *e)
{
	memset(e, 0, sizeof(*e));
	hk_buf_init(&e->text, HK_ENTRY_MAX);
	hk_buf_init(&e->cut, HK_ENTRY_MAX);
	hk_buf_init(&e->kept, HK_ENTRY_MAX);
}

void hk_entry_release(struct hk_entry *e)
{
	hk_buf_release(&e->text);
	hk_buf_release(&e->cut);
	hk_buf_release(&e->kept);
	for (size_t i = 0; i < e->past_count; i++)
		free(e->past[i]);
	e->past_count = e->past_at = 0;
}

/* ---- Characters ---- */

/* Where the character that begins at `at` ends. */
static size_t next(const struct hk_entry *e, size_t at)
{
	if (at == e->text.len)
		return at;
	return at +
	       hiku_text_char(e->text.data + at, e->text.len - at, 0, NULL);
}

/* Where the character that ends at `at` begins: only from the line's beginning
 * on it is known which belong together. */
static size_t previous(const struct hk_entry *e, size_t at)
{
	size_t begin = 0, end = 0;

	while (end < at) {
		begin = end;
		end = next(e, end);
	}
	return begin;
}

/* ---- Words: runs of one script, and the blanks before them ---- */

static int script_of(uint32_t c)
{
	if (c == ' ' || c == 0x3000)
		return 0;
	if (c >= 0x3041 && c <= 0x309F)
		return 1;
	if (c >= 0x30A0 && c <= 0x30FF)
		return 2;
	if ((c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 || c >= 0x20000)
		return 3;
	if (c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			  (c >= 'a' && c <= 'z') || c == '_'))
		return 4;
	return 5;
}

static int script_at(const struct hk_entry *e, size_t at)
{
	uint32_t c;

	hk_utf8_decode(e->text.data + at, e->text.len - at, &c);
	return script_of(c);
}

size_t hk_entry_word_before(const struct hk_entry *e)
{
	size_t begin = 0;
	int before = 0;

	/* The last place where a word begins. */
	for (size_t at = 0; at < e->cursor; at = next(e, at)) {
		int script = script_at(e, at);

		if (script && script != before)
			begin = at;
		before = script;
	}
	return begin;
}

size_t hk_entry_word_behind(const struct hk_entry *e)
{
	size_t at = e->cursor;
	int script;

	while (at < e->text.len && !script_at(e, at))
		at = next(e, at);
	if (at == e->text.len)
		return at;
	script = script_at(e, at);
	while (at < e->text.len && script_at(e, at) == script)
		at = next(e, at);
	return at;
}

/* ---- What is typed ---- */

static void remove_range(struct hk_entry *e, size_t begin, size_t end)
{
	if (begin >= end)
		return;
	memmove(e->text.data + begin, e->text.data + end, e->text.len - end);
	e->text.len -= end - begin;
	e->text.data[e->text.len] = '\0';
	if (e->cursor > begin)
		e->cursor = e->cursor > end ? e->cursor - (end - begin) : begin;
}

/* Insert valid bytes. A line that is full takes no more, which is no error. */
static enum hk_status insert(struct hk_entry *e, const char *bytes, size_t n)
{
	enum hk_status status = hk_buf_reserve(&e->text, n);

	if (status)
		return status == HK_ETOOBIG ? HK_OK : status;
	memmove(e->text.data + e->cursor + n, e->text.data + e->cursor,
		e->text.len - e->cursor);
	memcpy(e->text.data + e->cursor, bytes, n);
	e->text.len += n;
	e->text.data[e->text.len] = '\0';
	e->cursor += n;
	return HK_OK;
}

enum hk_status hk_entry_type(struct hk_entry *e, uint32_t c)
{
	char bytes[HK_UTF8_MAX];
	size_t n = hk_utf8_encode(bytes, c);

	if (hk_clean_unsafe(hk_span_str(bytes, n)))
		return HK_OK;
	return insert(e, bytes, n);
}

enum hk_status hk_entry_insert(struct hk_entry *e, struct hk_str text)
{
	enum hk_status status = HK_OK;

	for (size_t at = 0; at < text.len && !status;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		if (n)
			status = hk_entry_type(e, c == '\n' || c == '\t' ? ' '
									 : c);
		at += n ? n : 1;
	}
	return status;
}

enum hk_status hk_entry_set(struct hk_entry *e, struct hk_str text)
{
	hk_buf_reset(&e->text);
	e->cursor = 0;
	return hk_entry_insert(e, text);
}

void hk_entry_left(struct hk_entry *e)
{
	e->cursor = previous(e, e->cursor);
}

void hk_entry_right(struct hk_entry *e)
{
	e->cursor = next(e, e->cursor);
}

void hk_entry_word_left(struct hk_entry *e)
{
	e->cursor = hk_entry_word_before(e);
}

void hk_entry_word_right(struct hk_entry *e)
{
	e->cursor = hk_entry_word_behind(e);
}

void hk_entry_erase(struct hk_entry *e)
{
	remove_range(e, previous(e, e->cursor), e->cursor);
}

void hk_entry_delete(struct hk_entry *e)
{
	remove_range(e, e->cursor, next(e, e->cursor));
}

enum hk_status hk_entry_cut_to(struct hk_entry *e, size_t there)
{
	size_t begin = there < e->cursor ? there : e->cursor;
	size_t end = there < e->cursor ? e->cursor : there;
	struct hk_buf cut;
	enum hk_status status;

	if (begin == end)
		return HK_OK;
	hk_buf_init(&cut, HK_ENTRY_MAX);
	status = hk_buf_append(&cut, e->text.data + begin, end - begin);
	if (status)
		return status;
	hk_buf_release(&e->cut);
	e->cut = cut;
	remove_range(e, begin, end);
	return HK_OK;
}

enum hk_status hk_entry_put_back(struct hk_entry *e)
{
	return e->cut.len ? insert(e, e->cut.data, e->cut.len) : HK_OK;
}

/* ---- What was typed before ---- */

enum hk_status hk_entry_keep(struct hk_entry *e, struct hk_str line)
{
	char *copy;

	line = hk_span_trim(line);
	e->past_at = e->past_count;
	if (!line.len || line.len > HK_ENTRY_MAX)
		return HK_OK;
	if (e->past_count &&
	    hk_span_same(hk_span_cstr(e->past[e->past_count - 1]), line))
		return HK_OK;
	copy = malloc(line.len + 1);
	if (!copy)
		return HK_ENOMEM;
	memcpy(copy, line.data, line.len);
	copy[line.len] = '\0';
	if (e->past_count == HK_ENTRY_PAST) {
		free(e->past[0]);
		memmove(e->past, e->past + 1,
			(HK_ENTRY_PAST - 1) * sizeof(*e->past));
		e->past_count--;
	}
	e->past[e->past_count++] = copy;
	e->past_at = e->past_count;
	return HK_OK;
}

bool hk_entry_older(struct hk_entry *e)
{
	if (!e->past_at)
		return false;
	if (e->past_at == e->past_count) {
		hk_buf_reset(&e->kept);
		if (hk_buf_append(&e->kept, e->text.data, e->text.len))
			return false;
	}
	e->past_at--;
	return !hk_entry_set(e, hk_span_cstr(e->past[e->past_at]));
}

bool hk_entry_newer(struct hk_entry *e)
{
	if (e->past_at >= e->past_count)
		return false;
	e->past_at++;
	return !hk_entry_set(e, e->past_at == e->past_count
					? hk_buf_str(&e->kept)
					: hk_span_cstr(e->past[e->past_at]));
}
