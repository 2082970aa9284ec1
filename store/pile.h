/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_PILE_H
#define HIKU_STORE_PILE_H

/*
 * The documents of one thread of a bulk load, inverted: for each term the
 * documents that have it. Lists of postings grow in memory, each in slices
 * that double (as in Lucene's indexer); when they have filled a given space,
 * all are written to a scratch file, ordered by their terms, and begin anew.
 * Records and lists of terms go to other scratch files at once. Some of the
 * records are kept for training a codebook (store/codebook.h).
 */

#include "shim/load.h"
#include "shim/packer.h"
#include "store/codebook.h"
#include "store/document.h"
#include "store/sample.h"
#include "store/spill.h"

/* Lists of postings that were written together. */
struct hk_pile_run {
	uint64_t begin, end; /* bytes of the file of postings */
	uint32_t base;	     /* numbers count from this one */
};

struct hk_pile;

/* Its files have names with `number` in the folder `dir`. `memory` is in bytes,
 * about. HK_ENOMEM and what else the system says. */
enum hk_status hk_pile_new(struct hk_pile **out, const char *dir,
			   unsigned number, size_t memory,
			   struct hk_error *err) HK_MUST_USE;
void hk_pile_free(struct hk_pile *pile);

/* Add a document. Numbers ascend. HK_ETOOBIG or HK_EFORMAT if it is one that
 * the engine would not take; it is not added then. */
enum hk_status hk_pile_add(struct hk_pile *pile, uint32_t number,
			   const struct hk_document_made *made,
			   struct hk_error *err) HK_MUST_USE;
/* Write all that is in memory, and free that. Nothing is added after this. */
enum hk_status hk_pile_end(struct hk_pile *pile,
			   struct hk_error *err) HK_MUST_USE;

/* ---- For store/pile_merge.c, after hk_pile_end() ---- */

/* Documents, and of each: the distance to the number before, length, values,
 * record. */
uint32_t hk_pile_documents(const struct hk_pile *pile);
/* Some of the records, and the bytes of all. */
const struct hk_sample *hk_pile_sample(const struct hk_pile *pile,
				       uint64_t *bytes);
const struct hk_spill *hk_pile_document_file(const struct hk_pile *pile);
/* Of each document its packed terms, which would not get smaller in a file that
 * is packed. */
const struct hk_spill *hk_pile_list_file(const struct hk_pile *pile);
/* Of each run: terms and their lists; of these the number of entries, and as
 * one string the distances to the number before, times 4, plus the wdf if that
 * is less than 3, else plus 3, and then the wdf. */
const struct hk_pile_run *hk_pile_runs(const struct hk_pile *pile,
				       size_t *count);
const struct hk_spill *hk_pile_posting_file(const struct hk_pile *pile);

/*
 * Give all documents, their records packed by `packer`, and all terms of the
 * piles to `load`, by ascending numbers and terms, whichever pile they are in.
 * `*first` and `*last` become the lowest and the highest number. There is at
 * least one document.
 */
enum hk_status hk_pile_merge(struct hk_pile *const *piles, size_t count,
			     struct hk_codebook_packer *packer,
			     struct xap_load *load, uint32_t *first,
			     uint32_t *last, struct hk_error *err) HK_MUST_USE;

/*
 * Merge the database in the folder `head` and what the piles have into one in
 * the empty folder `to`: first the documents of `head`, whose metadata it gets.
 * `*numbers` becomes how many of the last numbers may be those of the piles. If
 * that is 0, they have nothing, and nothing is written. Scratch files come into
 * the folder `dir`. (store/pile_load.c)
 */
enum hk_status hk_pile_load(struct hk_pile *const *piles, size_t count,
			    const char *dir, const char *head, const char *to,
			    uint32_t *numbers,
			    struct hk_error *err) HK_MUST_USE;

#endif
