/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/opt_places.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"

enum hk_status hk_opt_places_join(struct hk_opt_places *places,
				  struct hk_error *err)
{
	struct hk_opt_list *names = &places->collections, *dbs = &places->dbs;

	for (size_t i = 0; i < names->count; i++) {
		char *place = NULL;

		if (asprintf(&place, "@%s", names->items[i]) < 0)
			return hk_error_nomem(err);
		names->items[i] = place;
		places->joined = i + 1;
		if (!HK_ARRAY_RESERVE(dbs->items, dbs->capacity,
				      dbs->count + 1))
			return hk_error_nomem(err);
		dbs->items[dbs->count++] = place;
	}
	return HK_OK;
}

void hk_opt_places_release(struct hk_opt_places *places)
{
	for (size_t i = 0; i < places->joined; i++)
		free((void *)(uintptr_t)places->collections.items[i]);
	places->joined = 0;
}

uint32_t hk_opt_places_ms(const struct hk_opt_places *places)
{
	/* Some 24 days: who adds two of them stays inside the type. */
	const uint64_t most = UINT32_MAX / 2000;

	return (uint32_t)(places->timeout < most ? places->timeout : most) *
	       1000;
}
