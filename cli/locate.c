/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/locate.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"

enum hk_status hk_locate_names(struct hk_query_options *o, struct hk_error *err)
{
	struct hk_opt_list *names = &o->collections, *dbs = &o->dbs;

	for (size_t i = 0; i < names->count; i++) {
		char *place = NULL;

		if (asprintf(&place, "@%s", names->items[i]) < 0)
			return hk_error_nomem(err);
		names->items[i] = place;
		o->named = i + 1;
		if (!HK_ARRAY_RESERVE(dbs->items, dbs->capacity,
				      dbs->count + 1))
			return hk_error_nomem(err);
		dbs->items[dbs->count++] = place;
	}
	return HK_OK;
}

void hk_locate_release(struct hk_query_options *o)
{
	for (size_t i = 0; i < o->named; i++)
		free((void *)(uintptr_t)o->collections.items[i]);
	o->named = 0;
}
