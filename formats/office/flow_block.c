/* SPDX-License-Identifier: GPL-2.0-or-later */

/* From paragraphs that are complete to the blocks of the article. */

#include "base/array.h"
#include "base/hash.h"
#include "formats/office/flow_private.h"
#include "formats/plain.h"

bool hk_office_flow_add_reading(struct hk_office_readings *r,
				struct hk_span base, struct hk_str reading)
{
	struct hk_office_reading one = {base.begin, base.end, r->text.len,
					reading.len};

	if (!HK_ARRAY_RESERVE(r->list, r->capacity, r->count + 1) ||
	    hk_buf_append(&r->text, reading.data, reading.len))
		return false;
	r->list[r->count++] = one;
	return true;
}

static void add_block(struct hk_office_flow *f, enum hk_block_kind kind,
		      unsigned level, struct hk_str text,
		      const struct hk_office_reading *readings, size_t count,
		      const char *texts)
{
	struct hk_article *a = f->article;
	size_t begin = a->text.len ? a->text.len + 2 : 0;

	hk_office_flow_fail(f, hk_plain_block(a, kind, level, text, f->page));
	for (size_t i = 0; i < count && !f->status; i++) {
		struct hk_span base = {begin + readings[i].begin,
				       begin + readings[i].end};

		hk_office_flow_fail(
			f,
			hk_article_reading(a, base,
					   hk_span_str(texts + readings[i].at,
						       readings[i].len)));
	}
}

/* Does the text have letters other than digits? */
static bool has_letters(struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] >= 0x80 ||
		    ((text.data[i] | 0x20) >= 'a' &&
		     (text.data[i] | 0x20) <= 'z'))
			return true;
	return false;
}

static bool is_new(struct hk_office_flow *f, struct hk_str text)
{
	struct hk_hash hash = hk_hash_bytes(text.data, text.len);
	char key[16];
	bool before = false;

	if (!has_letters(text))
		return false;
	memcpy(key, &hash, sizeof(key));
	hk_office_flow_fail(f, hk_keyset_add(&f->seen, key, &before));
	return !before;
}

static void let_wait(struct hk_office_flow *f,
		     const struct hk_office_paragraph *p, struct hk_str text,
		     enum hk_block_kind kind)
{
	struct hk_office_waiting one = {.begin = f->text.len,
					.first = f->readings.count,
					.picture = p->picture,
					.kind = kind,
					.level = p->level};

	if (!HK_ARRAY_RESERVE(f->waiting, f->waiting_capacity,
			      f->waiting_count + 1)) {
		hk_office_flow_fail(f, HK_ENOMEM);
		return;
	}
	hk_office_flow_fail(f, hk_buf_append(&f->text, text.data, text.len));
	for (size_t i = 0; i < p->readings.count && !f->status; i++) {
		const struct hk_office_reading *r = &p->readings.list[i];
		struct hk_span base = {r->begin, r->end};

		if (!hk_office_flow_add_reading(
			    &f->readings, base,
			    hk_span_str(p->readings.text.data + r->at, r->len)))
			hk_office_flow_fail(f, HK_ENOMEM);
	}
	one.end = f->text.len;
	one.count = f->readings.count - one.first;
	f->waiting[f->waiting_count++] = one;
}

/* The text without white space at its ends; readings move with it. */
static struct hk_str trimmed(struct hk_office_paragraph *p)
{
	struct hk_str all = hk_buf_str(&p->text), text = hk_plain_trim(all);
	size_t before = text.len ? (size_t)(text.data - all.data) : 0, kept = 0;

	for (size_t i = 0; i < p->readings.count && before; i++) {
		struct hk_office_reading r = p->readings.list[i];

		if (r.begin < before)
			continue;
		r.begin -= before;
		r.end -= before;
		p->readings.list[kept++] = r;
	}
	if (before)
		p->readings.count = kept;
	return text;
}

void hk_office_flow_complete(struct hk_office_flow *f, enum hk_block_kind kind,
			     unsigned times)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);
	struct hk_str text = trimmed(p);
	bool wanted = text.len && !f->status && (!f->once || is_new(f, text));

	while (wanted && times--) {
		if (f->depth || f->hold)
			let_wait(f, p, text, kind);
		else
			add_block(f, kind, p->level, text, p->readings.list,
				  p->readings.count, p->readings.text.data);
		if (times && text.len > f->left)
			f->full = true;
		if (f->full)
			break;
		f->left -= times ? text.len : 0;
	}
	hk_office_flow_clear(p);
	if (!f->depth && !f->hold)
		hk_office_flow_give(f);
}

void hk_office_flow_hold(struct hk_office_flow *f)
{
	f->hold = true;
}

void hk_office_flow_give(struct hk_office_flow *f)
{
	f->hold = false;
	for (size_t i = 0; i < f->waiting_count && !f->status; i++) {
		const struct hk_office_waiting *w = &f->waiting[i];

		add_block(
			f, w->kind, w->level,
			hk_span_str(f->text.data + w->begin, w->end - w->begin),
			w->count ? f->readings.list + w->first : NULL, w->count,
			f->readings.text.data);
	}
	f->waiting_count = f->readings.count = 0;
	hk_buf_reset(&f->text);
	hk_buf_reset(&f->readings.text);
}

void hk_office_flow_ahead(struct hk_office_flow *f, unsigned level,
			  const char *mark)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);
	struct hk_str text;

	hk_office_flow_fail(f, hk_buf_puts(&p->text, mark));
	text = trimmed(p);
	hk_office_flow_kind(f, HK_BLOCK_HEADING, level);
	if (text.len && !f->status)
		add_block(f, p->kind, p->level, text, p->readings.list,
			  p->readings.count, p->readings.text.data);
	hk_office_flow_clear(p);
}

void hk_office_flow_promote(struct hk_office_flow *f, unsigned level)
{
	struct hk_office_waiting *w = f->waiting, *end;
	struct hk_str text;

	if (!f->waiting_count)
		return;
	end = w + f->waiting_count;
	while (w < end && w->picture)
		w++;
	if (w == end || w->kind != HK_BLOCK_PARAGRAPH)
		return;
	text = hk_span_str(f->text.data + w->begin, w->end - w->begin);
	if (!hk_plain_is_title(text) || memchr(text.data, '\n', text.len))
		return;
	w->kind = HK_BLOCK_HEADING;
	w->level = level;
}

void hk_office_flow_heading(struct hk_office_flow *f, unsigned level,
			    struct hk_str text)
{
	if (!f->status)
		add_block(f, HK_BLOCK_HEADING, level, hk_plain_trim(text), NULL,
			  0, NULL);
}
