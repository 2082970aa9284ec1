/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/pile.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/slots.h"
#include "store/term_order.h"

/* Bytes of the slices of a list, without the link to the next one. */
#define LINK	    4
#define SLICE_FIRST 8
#define SLICE_MAX   2048
/* Slots of the table of terms at the beginning. */
#define SLOTS_MIN 4096

_Static_assert(HK_SCHEMA_SLOTS <= XAP_LOAD_SLOTS, "a slot for each value");

/* A term and its list. Offsets are in pile->slices. */
struct entry {
	uint32_t hash;
	uint32_t text; /* offset in pile->texts */
	uint32_t last; /* number */
	uint32_t count;
	uint32_t head, at, end; /* of the first slice; of the last one */
	uint16_t slice;		/* bytes of the last one */
	uint16_t len;		/* of the text */
};

struct hk_pile {
	struct hk_spill documents, lists, postings;
	struct xap_packer *packer;
	struct hk_sample sample;
	uint64_t record_bytes;
	size_t memory;
	uint32_t document_count;
	uint32_t last; /* number */
	struct hk_pile_run *runs;
	size_t run_count, run_capacity;

	/* The run at hand: */
	uint32_t base;
	bool begun;
	struct entry *entries;
	size_t entry_count, entry_capacity;
	struct hk_slots slots; /* of the entries */
	struct hk_buf texts;
	unsigned char *slices;
	size_t slice_len, slice_capacity;

	/* The document at hand: */
	struct hk_term_order *order, *spare;
	size_t order_capacity, spare_capacity;
	struct xap_packer_term *terms;
	size_t term_capacity;
	struct hk_buf packed_terms;
	struct hk_buf list; /* that is being written */
};

enum hk_status hk_pile_new(struct hk_pile **out, const char *dir,
			   unsigned number, size_t memory, struct hk_error *err)
{
	struct hk_pile *pile = calloc(1, sizeof(*pile));
	char name[32];
	enum hk_status status;

	*out = NULL;
	if (!pile)
		return hk_error_nomem(err);
	pile->memory = memory;
	pile->documents.fd = pile->lists.fd = pile->postings.fd = -1;
	hk_buf_init(&pile->texts, HK_BUF_NO_MAX);
	hk_buf_init(&pile->packed_terms, HK_BUF_NO_MAX);
	hk_sample_init(&pile->sample);
	hk_buf_init(&pile->list, HK_BUF_NO_MAX);
	snprintf(name, sizeof(name), "documents-%u", number);
	status = hk_spill_open(&pile->documents, dir, name, err);
	if (!status)
		status = hk_spill_pack(&pile->documents, err);
	snprintf(name, sizeof(name), "lists-%u", number);
	if (!status)
		status = hk_spill_open(&pile->lists, dir, name, err);
	snprintf(name, sizeof(name), "postings-%u", number);
	if (!status)
		status = hk_spill_open(&pile->postings, dir, name, err);
	if (!status)
		status = xap_packer_new(&pile->packer, err);
	if (status)
		hk_pile_free(pile);
	else
		*out = pile;
	return status;
}

static void free_memory(struct hk_pile *pile)
{
	free(pile->entries);
	free(pile->slots.list);
	free(pile->slices);
	free(pile->order);
	free(pile->spare);
	free(pile->terms);
	pile->entries = NULL;
	pile->slots = (struct hk_slots){NULL, 0};
	pile->slices = NULL;
	pile->order = pile->spare = NULL;
	pile->terms = NULL;
	hk_buf_release(&pile->texts);
	hk_buf_release(&pile->packed_terms);
	hk_buf_release(&pile->list);
	xap_packer_free(pile->packer);
	pile->packer = NULL;
}

void hk_pile_free(struct hk_pile *pile)
{
	if (!pile)
		return;
	free_memory(pile);
	hk_spill_release(&pile->documents);
	hk_spill_release(&pile->lists);
	hk_spill_release(&pile->postings);
	hk_sample_release(&pile->sample);
	free(pile->runs);
	free(pile);
}

/* ---- Lists in memory ---- */

static bool same_text(const struct hk_pile *pile, const struct entry *entry,
		      struct hk_str text)
{
	return entry->len == text.len &&
	       !memcmp(pile->texts.data + entry->text, text.data, text.len);
}

/* Twice as many slots. */
static bool grow(struct hk_pile *pile)
{
	return hk_slots_grow(&pile->slots, SLOTS_MIN,
			     pile->entry_count ? &pile->entries->hash : NULL,
			     sizeof(*pile->entries), pile->entry_count);
}

/* A slice of `bytes` and a link; its offset. */
static bool new_slice(struct hk_pile *pile, uint32_t *at, size_t bytes)
{
	if (!HK_ARRAY_RESERVE(pile->slices, pile->slice_capacity,
			      pile->slice_len + bytes + LINK))
		return false;
	*at = (uint32_t)pile->slice_len;
	pile->slice_len += bytes + LINK;
	return true;
}

static struct entry *new_entry(struct hk_pile *pile, uint32_t hash,
			       struct hk_str text, size_t slot)
{
	struct entry *entry;
	uint32_t at;

	if (!HK_ARRAY_RESERVE(pile->entries, pile->entry_capacity,
			      pile->entry_count + 1) ||
	    !new_slice(pile, &at, SLICE_FIRST))
		return NULL;
	entry = &pile->entries[pile->entry_count];
	*entry = (struct entry){.hash = hash,
				.text = (uint32_t)pile->texts.len,
				.last = pile->base,
				.head = at,
				.at = at,
				.end = at + SLICE_FIRST,
				.slice = SLICE_FIRST,
				.len = (uint16_t)text.len};
	if (hk_buf_append(&pile->texts, text.data, text.len))
		return NULL;
	pile->slots.list[slot] = (uint32_t)++pile->entry_count;
	return entry;
}

static struct entry *find(struct hk_pile *pile, uint32_t hash,
			  struct hk_str text)
{
	size_t at;

	if (pile->entry_count * 2 >= pile->slots.count && !grow(pile))
		return NULL;
	for (at = hash & (pile->slots.count - 1); pile->slots.list[at];
	     at = (at + 1) & (pile->slots.count - 1)) {
		struct entry *entry = &pile->entries[pile->slots.list[at] - 1];

		if (entry->hash == hash && same_text(pile, entry, text))
			return entry;
	}
	return new_entry(pile, hash, text, at);
}

/* Go on in another slice. */
static bool lengthen(struct hk_pile *pile, struct entry *entry)
{
	size_t bytes = entry->slice < SLICE_MAX ? entry->slice * 2u : SLICE_MAX;
	uint32_t at;

	if (!new_slice(pile, &at, bytes))
		return false;
	memcpy(pile->slices + entry->end, &at, LINK);
	entry->at = at;
	entry->end = at + (uint32_t)bytes;
	entry->slice = (uint16_t)bytes;
	return true;
}

static bool put_number(struct hk_pile *pile, struct entry *entry,
		       uint64_t number)
{
	bool more;

	do {
		more = number >= 128;
		if (entry->at == entry->end && !lengthen(pile, entry))
			return false;
		pile->slices[entry->at++] =
			(unsigned char)(more ? number | 0x80 : number);
		number >>= 7;
	} while (more);
	return true;
}

static bool post(struct hk_pile *pile, const struct hk_bag_term *term,
		 uint32_t number)
{
	struct entry *entry = find(pile, term->hash, term->text);
	uint64_t distance;

	if (!entry)
		return false;
	distance = number - entry->last;
	entry->last = number;
	entry->count++;
	if (term->wdf < 3)
		return put_number(pile, entry, distance << 2 | term->wdf);
	return put_number(pile, entry, distance << 2 | 3) &&
	       put_number(pile, entry, term->wdf);
}

/* ---- Writing lists ---- */

static enum hk_status write_list(struct hk_pile *pile,
				 const struct entry *entry,
				 struct hk_error *err)
{
	struct hk_spill *to = &pile->postings;
	uint32_t at = entry->head;
	size_t bytes = SLICE_FIRST;
	enum hk_status status;

	hk_buf_reset(&pile->list);
	for (;;) {
		bool last = entry->end == at + bytes;

		if (hk_buf_append(&pile->list, pile->slices + at,
				  last ? entry->at - at : bytes))
			return hk_error_nomem(err);
		if (last)
			break;
		memcpy(&at, pile->slices + at + bytes, LINK);
		bytes = bytes < SLICE_MAX ? bytes * 2 : SLICE_MAX;
	}
	status = hk_spill_str(
		to, hk_span_str(pile->texts.data + entry->text, entry->len),
		err);
	if (!status)
		status = hk_spill_number(to, entry->count, err);
	return status ? status : hk_spill_str(to, hk_buf_str(&pile->list), err);
}

static bool reserve_order(struct hk_pile *pile, size_t count)
{
	return HK_ARRAY_RESERVE(pile->order, pile->order_capacity, count) &&
	       HK_ARRAY_RESERVE(pile->spare, pile->spare_capacity, count);
}

/* Write all lists, and empty them. */
static enum hk_status spill(struct hk_pile *pile, struct hk_error *err)
{
	struct hk_pile_run run = {hk_spill_at(&pile->postings), 0, pile->base};
	enum hk_status status = HK_OK;

	if (!pile->entry_count)
		return HK_OK;
	if (!reserve_order(pile, pile->entry_count) ||
	    !HK_ARRAY_RESERVE(pile->runs, pile->run_capacity,
			      pile->run_count + 1))
		return hk_error_nomem(err);
	for (size_t i = 0; i < pile->entry_count; i++) {
		struct hk_str text =
			hk_span_str(pile->texts.data + pile->entries[i].text,
				    pile->entries[i].len);

		pile->order[i] = hk_term_order_item(text, (uint32_t)i);
	}
	hk_term_order(pile->order, pile->spare, pile->entry_count);
	for (size_t i = 0; i < pile->entry_count && !status; i++)
		status = write_list(pile, &pile->entries[pile->order[i].item],
				    err);
	run.end = hk_spill_at(&pile->postings);
	pile->runs[pile->run_count++] = run;
	memset(pile->slots.list, 0,
	       pile->slots.count * sizeof(*pile->slots.list));
	pile->entry_count = 0;
	pile->slice_len = 0;
	hk_buf_reset(&pile->texts);
	pile->begun = false;
	return status;
}

/* Bytes that the lists take. */
static size_t taken(const struct hk_pile *pile)
{
	return pile->slice_len + pile->texts.len +
	       pile->entry_count * sizeof(*pile->entries) +
	       pile->slots.count * sizeof(*pile->slots.list);
}

/* ---- Documents ---- */

/* Order the terms, and pack them; the sum of wdf. */
static enum hk_status pack(struct hk_pile *pile,
			   const struct hk_document_made *made,
			   uint64_t *length, struct hk_error *err)
{
	const struct hk_bag *bag = made->terms;

	*length = 0;
	if (made->record.len > XAP_RECORD_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "a record has %zu bytes; the limit is %u",
				    made->record.len, XAP_RECORD_MAX);
	if (!reserve_order(pile, bag->count + 1) ||
	    !HK_ARRAY_RESERVE(pile->terms, pile->term_capacity, bag->count + 1))
		return hk_error_nomem(err);
	for (size_t i = 0; i < bag->count; i++) {
		pile->order[i] = hk_term_order_item(bag->terms[i].text,
						    bag->terms[i].wdf);
		*length += bag->terms[i].wdf;
	}
	hk_term_order(pile->order, pile->spare, bag->count);
	for (size_t i = 0; i < bag->count; i++) {
		const struct hk_term_order *term = &pile->order[i];

		pile->terms[i] = (struct xap_packer_term){
			hk_span_str(term->text, term->len), term->item};
	}
	hk_buf_reset(&pile->packed_terms);
	return xap_packer_terms(pile->packer, &pile->packed_terms, pile->terms,
				bag->count, err);
}

static enum hk_status write_document(struct hk_pile *pile, uint32_t number,
				     const struct hk_document_made *made,
				     uint64_t length, struct hk_error *err)
{
	struct hk_spill *to = &pile->documents;
	enum hk_status status = hk_spill_number(to, number - pile->last, err);

	if (!status)
		status = hk_spill_number(to, length, err);
	for (unsigned i = 0; i < HK_SCHEMA_SLOTS && !status; i++)
		status = hk_spill_str(to, made->values[i], err);
	if (!status)
		status = hk_spill_str(to, made->record, err);
	return status ? status
		      : hk_spill_str(&pile->lists,
				     hk_buf_str(&pile->packed_terms), err);
}

enum hk_status hk_pile_add(struct hk_pile *pile, uint32_t number,
			   const struct hk_document_made *made,
			   struct hk_error *err)
{
	uint64_t length;
	enum hk_status status = pack(pile, made, &length, err);

	assert(number > pile->last);
	if (!status && length > UINT32_MAX)
		status = hk_error_set(err, HK_ETOOBIG,
				      "a passage has too many words");
	if (!status)
		status = write_document(pile, number, made, length, err);
	if (status)
		return status;
	if (hk_sample_add(&pile->sample, number, made->record))
		return hk_error_nomem(err);
	pile->last = number;
	pile->document_count++;
	pile->record_bytes += made->record.len;
	if (!pile->begun) {
		pile->begun = true;
		pile->base = number;
	}
	for (size_t i = 0; i < made->terms->count; i++)
		if (!post(pile, &made->terms->terms[i], number))
			return hk_error_nomem(err);
	return taken(pile) < pile->memory ? HK_OK : spill(pile, err);
}

enum hk_status hk_pile_end(struct hk_pile *pile, struct hk_error *err)
{
	enum hk_status status = spill(pile, err);

	if (!status)
		status = hk_spill_flush(&pile->documents, err);
	if (!status)
		status = hk_spill_flush(&pile->lists, err);
	if (!status)
		status = hk_spill_flush(&pile->postings, err);
	free_memory(pile);
	return status;
}

uint32_t hk_pile_documents(const struct hk_pile *pile)
{
	return pile->document_count;
}

const struct hk_sample *hk_pile_sample(const struct hk_pile *pile,
				       uint64_t *bytes)
{
	*bytes = pile->record_bytes;
	return &pile->sample;
}

const struct hk_spill *hk_pile_document_file(const struct hk_pile *pile)
{
	return &pile->documents;
}

const struct hk_spill *hk_pile_list_file(const struct hk_pile *pile)
{
	return &pile->lists;
}

const struct hk_pile_run *hk_pile_runs(const struct hk_pile *pile,
				       size_t *count)
{
	*count = pile->run_count;
	return pile->runs;
}

const struct hk_spill *hk_pile_posting_file(const struct hk_pile *pile)
{
	return &pile->postings;
}
