/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/locate.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/buf.h"
#include "store/folder.h"

enum hk_status hk_locate_places(struct hk_locations *out,
				const char *const *places, size_t count,
				struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hk_buf dir;

	for (size_t i = 0; i < count && !status; i++)
		status = hk_location_add(out, places[i], err);
	if (count)
		return status;
	hk_buf_init(&dir, 1u << 20);
	status = hk_folder_default(&dir, err);
	if (!status)
		status = hk_location_add(out, dir.data, err);
	hk_buf_release(&dir);
	return status;
}

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

struct hk_reader_options hk_locate_reading(const struct hk_query_options *o)
{
	uint64_t most = UINT_MAX / 2000;

	return (struct hk_reader_options){
		.timeout_ms =
			(unsigned)(o->timeout < most ? o->timeout : most) *
			1000,
		.partial = o->partial};
}
