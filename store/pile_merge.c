/* SPDX-License-Identifier: GPL-2.0-or-later */

/* From the scratch files of several piles to one database. */

#include "store/pile.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/leb128.h"

/* Bytes that are read at once of a file of documents, and of a run. */
#define DOCUMENT_PIECE (256u << 10)
#define RUN_PIECE      (16u << 10)

static enum hk_status damaged(const struct hk_spill *spill,
			      struct hk_error *err)
{
	return hk_error_set(err, HK_EIO, "cannot read '%s': it is damaged",
			    spill->path);
}

/* ---- Documents ---- */

/* What documents are loaded by. */
struct documents {
	struct xap_load *load;
	struct hk_codebook_packer *packer;
	struct hk_buf bytes, record; /* at hand */
};

/* The documents of a pile that are still to come. */
struct source {
	const struct hk_spill *spill;
	struct hk_spill_reader reader, lists;
	uint32_t left;
	uint32_t number; /* of the next one; nothing more of it is read yet */
};

static enum hk_status next_number(struct source *s, struct hk_error *err)
{
	uint64_t distance;
	enum hk_status status;

	if (!s->left)
		return HK_OK;
	status = hk_spill_take_number(&s->reader, &distance, err);
	if (status)
		return status;
	if (distance > UINT32_MAX - s->number)
		return damaged(s->spill, err);
	s->number += (uint32_t)distance;
	return HK_OK;
}

/* What a file gives is borrowed until it gives more, so values and record are
 * copied to `bytes`. */
static enum hk_status take_str(struct source *s, struct hk_buf *bytes,
			       size_t *len, struct hk_error *err)
{
	struct hk_str str;
	enum hk_status status = hk_spill_take_str(&s->reader, &str, err);

	if (status)
		return status;
	*len = str.len;
	return hk_buf_append(bytes, str.data, str.len) ? hk_error_nomem(err)
						       : HK_OK;
}

static enum hk_status load_document(struct source *s, struct documents *d,
				    struct hk_error *err)
{
	struct hk_buf *bytes = &d->bytes;
	struct xap_load_entry entry = {.number = s->number};
	struct hk_str *parts[HK_SCHEMA_SLOTS + 1];
	size_t lens[HK_SCHEMA_SLOTS + 1];
	const char *at;
	uint64_t length;
	enum hk_status status = hk_spill_take_number(&s->reader, &length, err);

	hk_buf_reset(bytes);
	for (unsigned i = 0; i < HK_SCHEMA_SLOTS; i++)
		parts[i] = &entry.values[i];
	parts[HK_SCHEMA_SLOTS] = &entry.record;
	for (unsigned i = 0; i < HK_SCHEMA_SLOTS + 1 && !status; i++)
		status = take_str(s, bytes, &lens[i], err);
	if (!status)
		status = hk_spill_take_str(&s->lists, &entry.terms, err);
	if (status)
		return status;
	at = bytes->data;
	for (unsigned i = 0; i < HK_SCHEMA_SLOTS + 1; i++) {
		*parts[i] = hk_span_str(at, lens[i]);
		at += lens[i];
	}
	if (length > UINT32_MAX || !entry.terms.len || !entry.record.len)
		return damaged(s->spill, err);
	entry.length = (uint32_t)length;
	status = hk_codebook_pack(d->packer, &d->record, entry.record, err);
	entry.record = hk_buf_str(&d->record);
	if (!status)
		status = xap_load_document(d->load, &entry, err);
	s->left--;
	return status ? status : next_number(s, err);
}

static struct source *lowest(struct source *sources, size_t count)
{
	struct source *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (sources[i].left &&
		    (!found || sources[i].number < found->number))
			found = &sources[i];
	return found;
}

static enum hk_status load_documents(struct hk_pile *const *piles, size_t count,
				     struct documents *d, uint32_t *first,
				     uint32_t *last, struct hk_error *err)
{
	struct source *sources = calloc(count, sizeof(*sources)), *s;
	enum hk_status status = sources ? HK_OK : hk_error_nomem(err);

	for (size_t i = 0; sources && i < count; i++) {
		const struct hk_spill *lists;

		s = &sources[i];
		s->spill = hk_pile_document_file(piles[i]);
		lists = hk_pile_list_file(piles[i]);
		s->left = hk_pile_documents(piles[i]);
		hk_spill_read(&s->reader, s->spill, 0, hk_spill_at(s->spill),
			      DOCUMENT_PIECE);
		hk_spill_read(&s->lists, lists, 0, hk_spill_at(lists),
			      DOCUMENT_PIECE);
		if (!status)
			status = next_number(s, err);
	}
	*first = *last = 0;
	while (!status && (s = lowest(sources, count))) {
		if (!*first)
			*first = s->number;
		*last = s->number;
		status = load_document(s, d, err);
	}
	for (size_t i = 0; sources && i < count; i++) {
		hk_spill_reader_release(&sources[i].reader);
		hk_spill_reader_release(&sources[i].lists);
	}
	free(sources);
	return status;
}

/* ---- Terms ---- */

/* A run, and its list that comes next. */
struct cursor {
	const struct hk_spill *spill;
	struct hk_spill_reader reader;
	uint32_t base;
	uint64_t count; /* of the list */
	unsigned char len;
	char term[XAP_TERM_MAX];
};

struct terms {
	struct cursor *cursors;
	struct cursor **heap; /* the first term first */
	size_t count;	      /* in the heap */
	/* The list at hand, and where the part of each run begins. */
	struct xap_posting *postings, *spare;
	size_t posting_count, posting_capacity, spare_capacity;
	size_t *parts;
	size_t part_count;
};

static int compare(const struct cursor *a, const struct cursor *b)
{
	int order = memcmp(a->term, b->term, a->len < b->len ? a->len : b->len);

	if (!order)
		order = (a->len > b->len) - (a->len < b->len);
	/* Then their parts are nearly in order. */
	return order ? order : (a->base > b->base) - (a->base < b->base);
}

static void sink(struct terms *t, size_t at)
{
	for (;;) {
		size_t child = 2 * at + 1;
		struct cursor *cursor = t->heap[at];

		if (child >= t->count)
			return;
		if (child + 1 < t->count &&
		    compare(t->heap[child + 1], t->heap[child]) < 0)
			child++;
		if (compare(cursor, t->heap[child]) <= 0)
			return;
		t->heap[at] = t->heap[child];
		t->heap[child] = cursor;
		at = child;
	}
}

/* Read the next term; false: there is none. */
static enum hk_status next_term(struct cursor *c, bool *is,
				struct hk_error *err)
{
	struct hk_str text;
	enum hk_status status;

	*is = !hk_spill_at_end(&c->reader);
	if (!*is)
		return HK_OK;
	status = hk_spill_take_str(&c->reader, &text, err);
	if (status)
		return status;
	if (text.len > XAP_TERM_MAX)
		return damaged(c->spill, err);
	c->len = (unsigned char)text.len;
	memcpy(c->term, text.data, text.len);
	return hk_spill_take_number(&c->reader, &c->count, err);
}

static bool take_number(struct hk_str *rest, uint64_t *out)
{
	size_t len = hk_leb128_take(out, *rest);

	*rest = hk_span_from(*rest, len);
	return len;
}

/* Append the list at hand to the postings. */
static enum hk_status take_list(struct terms *t, struct cursor *c,
				struct hk_error *err)
{
	struct hk_str rest;
	uint64_t number = c->base, packed, wdf;
	enum hk_status status = hk_spill_take_str(&c->reader, &rest, err);

	if (status)
		return status;
	if (c->count > rest.len)
		return damaged(c->spill, err);
	if (!HK_ARRAY_RESERVE(t->postings, t->posting_capacity,
			      t->posting_count + (size_t)c->count))
		return hk_error_nomem(err);
	t->parts[t->part_count++] = t->posting_count;
	for (uint64_t i = 0; i < c->count; i++) {
		if (!take_number(&rest, &packed))
			return damaged(c->spill, err);
		wdf = packed & 3;
		if (wdf == 3 && !take_number(&rest, &wdf))
			return damaged(c->spill, err);
		number += packed >> 2;
		if (number > UINT32_MAX || wdf > UINT32_MAX)
			return damaged(c->spill, err);
		t->postings[t->posting_count++] =
			(struct xap_posting){(uint32_t)number, (uint32_t)wdf};
	}
	return HK_OK;
}

/* Parts that follow each other are one. */
static void join_parts(struct terms *t)
{
	size_t kept = 1;

	for (size_t i = 1; i < t->part_count; i++)
		if (t->postings[t->parts[i]].number <
		    t->postings[t->parts[i] - 1].number)
			t->parts[kept++] = t->parts[i];
	t->part_count = kept;
}

/* Merge [begin, middle) and [middle, end) of the postings into the spare ones.
 */
static void merge_two(struct terms *t, size_t begin, size_t middle, size_t end)
{
	size_t left = begin, right = middle;

	for (size_t i = begin; i < end; i++)
		if (right == end ||
		    (left < middle &&
		     t->postings[left].number < t->postings[right].number))
			t->spare[i] = t->postings[left++];
		else
			t->spare[i] = t->postings[right++];
}

/* Order the postings: merge parts two by two, until there is one. */
static enum hk_status merge_parts(struct terms *t, struct hk_error *err)
{
	join_parts(t);
	if (t->part_count > 1 &&
	    !HK_ARRAY_RESERVE(t->spare, t->spare_capacity, t->posting_count))
		return hk_error_nomem(err);
	while (t->part_count > 1) {
		struct xap_posting *other = t->spare;
		size_t capacity = t->spare_capacity, kept = 0;

		for (size_t i = 0; i < t->part_count; i += 2) {
			size_t end = i + 2 < t->part_count ? t->parts[i + 2]
							   : t->posting_count;
			size_t middle =
				i + 1 < t->part_count ? t->parts[i + 1] : end;

			merge_two(t, t->parts[i], middle, end);
			t->parts[kept++] = t->parts[i];
		}
		t->part_count = kept;
		t->spare = t->postings;
		t->spare_capacity = t->posting_capacity;
		t->postings = other;
		t->posting_capacity = capacity;
	}
	return HK_OK;
}

/* Load the first term, of all runs that have it. */
static enum hk_status load_term(struct terms *t, struct xap_load *load,
				struct hk_error *err)
{
	char term[XAP_TERM_MAX];
	const size_t len = t->heap[0]->len;
	enum hk_status status = HK_OK;

	memcpy(term, t->heap[0]->term, len);
	t->posting_count = t->part_count = 0;
	while (!status && t->count && t->heap[0]->len == len &&
	       !memcmp(t->heap[0]->term, term, len)) {
		bool more;

		status = take_list(t, t->heap[0], err);
		if (!status)
			status = next_term(t->heap[0], &more, err);
		if (!status && !more)
			t->heap[0] = t->heap[--t->count];
		sink(t, 0);
	}
	if (!status)
		status = merge_parts(t, err);
	return status ? status
		      : xap_load_term(load, hk_span_str(term, len), t->postings,
				      t->posting_count, err);
}

static enum hk_status open_runs(struct terms *t, struct hk_pile *const *piles,
				size_t count, struct hk_error *err)
{
	size_t all = 0, runs;

	for (size_t i = 0; i < count; i++) {
		hk_pile_runs(piles[i], &runs);
		all += runs;
	}
	t->cursors = calloc(all + 1, sizeof(*t->cursors));
	t->heap = calloc(all + 1, sizeof(struct cursor *));
	t->parts = calloc(all + 1, sizeof(*t->parts));
	if (!t->cursors || !t->heap || !t->parts)
		return hk_error_nomem(err);
	for (size_t i = 0; i < count; i++) {
		const struct hk_pile_run *list = hk_pile_runs(piles[i], &runs);

		for (size_t j = 0; j < runs; j++) {
			struct cursor *c = &t->cursors[t->count];
			enum hk_status status;
			bool is;

			c->spill = hk_pile_posting_file(piles[i]);
			c->base = list[j].base;
			hk_spill_read(&c->reader, c->spill, list[j].begin,
				      list[j].end, RUN_PIECE);
			t->heap[t->count++] = c;
			status = next_term(c, &is, err);
			if (status)
				return status;
		}
	}
	for (size_t i = t->count / 2; i-- > 0;)
		sink(t, i);
	return HK_OK;
}

static enum hk_status load_terms(struct hk_pile *const *piles, size_t count,
				 struct xap_load *load, struct hk_error *err)
{
	struct terms t = {0};
	enum hk_status status = open_runs(&t, piles, count, err);
	size_t opened = t.count;

	while (!status && t.count)
		status = load_term(&t, load, err);
	for (size_t i = 0; t.cursors && i < opened; i++)
		hk_spill_reader_release(&t.cursors[i].reader);
	free(t.cursors);
	free(t.heap);
	free(t.parts);
	free(t.postings);
	free(t.spare);
	return status;
}

enum hk_status hk_pile_merge(struct hk_pile *const *piles, size_t count,
			     struct hk_codebook_packer *packer,
			     struct xap_load *load, uint32_t *first,
			     uint32_t *last, struct hk_error *err)
{
	struct documents d = {.load = load, .packer = packer};
	enum hk_status status;

	hk_buf_init(&d.bytes, HK_BUF_NO_MAX);
	hk_buf_init(&d.record, HK_BUF_NO_MAX);
	status = load_documents(piles, count, &d, first, last, err);
	hk_buf_release(&d.bytes);
	hk_buf_release(&d.record);
	return status ? status : load_terms(piles, count, load, err);
}
