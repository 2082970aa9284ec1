/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/ties.h"

#include <math.h>
#include <stdlib.h>

#include "store/schema.h"

struct tie {
	char order[20];
	uint32_t hit;
};

double hk_ties_round(double weight)
{
	return round(weight / HK_TIES_STEP) * HK_TIES_STEP;
}

static double score(const struct xap_hits *hits, uint32_t hit)
{
	return hk_ties_round(xap_hits_weight(hits, hit));
}

bool hk_ties_cross(const struct xap_hits *hits, uint32_t limit)
{
	return limit && xap_hits_count(hits) > limit &&
	       score(hits, limit - 1) == score(hits, limit);
}

static int by_order(const void *a, const void *b)
{
	const struct tie *x = a, *y = b;

	return memcmp(x->order, y->order, sizeof(x->order));
}

static enum hk_status read_orders(struct tie *ties, size_t count,
				  uint32_t begin, const struct xap_db *db,
				  const struct xap_hits *hits,
				  struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf value;

	hk_buf_init(&value, HK_BUF_NO_MAX);
	for (uint32_t i = 0; i < count && !status; i++) {
		hk_buf_reset(&value);
		ties[i].hit = begin + i;
		status = xap_db_value(db, xap_hits_number(hits, begin + i),
				      HK_SCHEMA_SLOT_ORDER, &value, err);
		/* (A damaged one has no order.) */
		if (value.len == sizeof(ties[i].order))
			memcpy(ties[i].order, value.data, value.len);
	}
	hk_buf_release(&value);
	return status;
}

enum hk_status hk_ties_order(uint32_t **list, uint32_t *begin,
			     const struct xap_db *db,
			     const struct xap_hits *hits, uint32_t limit,
			     uint32_t asked, struct hk_error *err)
{
	const uint32_t count = xap_hits_count(hits);
	uint32_t first = limit - 1, end = limit + 1;
	enum hk_status status;
	struct tie *ties;

	*list = NULL;
	while (first && score(hits, first - 1) == score(hits, limit))
		first--;
	while (end < count && score(hits, end) == score(hits, limit))
		end++;
	*begin = first;
	if (end == count && count >= asked)
		return HK_OK;
	ties = calloc(end - first, sizeof(*ties));
	*list = calloc(end - first, sizeof(**list));
	status = ties && *list
			 ? read_orders(ties, end - first, first, db, hits, err)
			 : hk_error_nomem(err);
	if (!status) {
		qsort(ties, end - first, sizeof(*ties), by_order);
		for (uint32_t i = 0; i < end - first; i++)
			(*list)[i] = ties[i].hit;
	} else {
		free(*list);
		*list = NULL;
	}
	free(ties);
	return status;
}
