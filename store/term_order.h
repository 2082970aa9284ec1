/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_TERM_ORDER_H
#define HIKU_STORE_TERM_ORDER_H

/* Terms in the order of their bytes. */

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct hk_term_order {
	uint64_t head; /* the first eight bytes, as a number */
	const char *text;
	uint32_t len;
	uint32_t item; /* the caller's */
};

/* A term to be ordered. */
struct hk_term_order hk_term_order_item(struct hk_str text, uint32_t item);

/* Order `count` terms. `spare` has room for as many. Never takes more than
 * count * log(count) steps, whatever the terms are. */
void hk_term_order(struct hk_term_order *terms, struct hk_term_order *spare,
		   size_t count);

#endif
