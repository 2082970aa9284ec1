/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_TERM_ORDER_H
#define HIKU_STORE_TERM_ORDER_H

/* Terms in the order of their bytes. */

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct hk_term_order {
	uint64_t head; /* the first bytes, see hk_term_order_head() */
	struct hk_str text;
	uint32_t item; /* the caller's */
};

/* The first eight bytes as a number, which orders as they do. */
uint64_t hk_term_order_head(struct hk_str text);

/* Order `count` terms. `spare` has room for as many. Never takes more than
 * count * log(count) steps, whatever the terms are. */
void hk_term_order(struct hk_term_order *terms, struct hk_term_order *spare,
		   size_t count);

#endif
