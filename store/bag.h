/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_BAG_H
#define HIKU_STORE_BAG_H

/*
 * The terms of one text and how often each occurs, in the order in which they
 * came first.
 */

#include "base/arena.h"
#include "shim/xap.h"
#include "store/slots.h"

struct hk_bag_term {
	struct hk_str text; /* with its prefix */
	uint32_t wdf;	    /* Xapian's word for how often it occurs */
	uint32_t hash;	    /* of the text */
};

struct hk_bag {
	struct hk_bag_term *terms;
	size_t count, capacity;
	struct hk_slots slots; /* of the terms */
	struct hk_arena arena; /* of the texts */
};

void hk_bag_init(struct hk_bag *bag);
void hk_bag_release(struct hk_bag *bag);
/* Empty the bag, keep its memory. */
void hk_bag_reset(struct hk_bag *bag);
/* Add a term, which is copied, `wdf` times; 0: it occurs, but has no weight.
 * HK_ENOMEM. */
enum hk_status hk_bag_add(struct hk_bag *bag, struct hk_str term,
			  uint32_t wdf) HK_MUST_USE;
/* Add all terms of another bag. HK_ENOMEM. */
enum hk_status hk_bag_join(struct hk_bag *bag,
			   const struct hk_bag *more) HK_MUST_USE;
/* Add all terms to the document. */
enum hk_status hk_bag_to_doc(const struct hk_bag *bag, struct xap_doc *doc,
			     struct hk_error *err) HK_MUST_USE;

#endif
