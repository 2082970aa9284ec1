/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SAMPLE_H
#define HIKU_STORE_SAMPLE_H

/*
 * Some of the records of a bulk load, evenly from all of it: those whose number
 * can be divided by a step, which doubles when they become too many. However
 * the records are shared out among several samples, these joined are the same.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct hk_sample_item {
	uint32_t number;
	size_t at, len; /* in the bytes */
};

struct hk_sample {
	struct hk_buf bytes;
	struct hk_sample_item *items;
	size_t count, capacity;
	uint32_t step;
};

void hk_sample_init(struct hk_sample *sample);
void hk_sample_release(struct hk_sample *sample);
/* Numbers ascend. Of a long record only the beginning is taken. HK_ENOMEM. */
enum hk_status hk_sample_add(struct hk_sample *sample, uint32_t number,
			     struct hk_str record) HK_MUST_USE;
/* Make `out`, which is empty, what all `count` have, by ascending numbers.
 * HK_ENOMEM. */
enum hk_status hk_sample_join(struct hk_sample *out,
			      const struct hk_sample *const *samples,
			      size_t count) HK_MUST_USE;

#endif
