/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/locate.h"

#include <limits.h>

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

struct hk_reader_options hk_locate_reading(const struct hk_query_options *o)
{
	uint64_t most = UINT_MAX / 2000;

	return (struct hk_reader_options){
		.timeout_ms =
			(unsigned)(o->timeout < most ? o->timeout : most) *
			1000,
		.partial = o->partial};
}
