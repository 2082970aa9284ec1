/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What may be unpacked of one file, with all that is in it. */

#include "formats/archive/container.h"

enum hk_status hk_container_spend(struct hk_container_budget *b, uint64_t bytes,
				  struct hk_error *err)
{
	b->unpacked += bytes;
	if (b->unpacked <= HK_CONTAINER_UNPACKED_MAX &&
	    b->unpacked <= HK_CONTAINER_RATIO_FREE +
				   b->packed * HK_CONTAINER_RATIO_MAX)
		return HK_OK;
	if (b->unpacked > HK_CONTAINER_UNPACKED_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "more than %llu GB unpacked: the rest is "
				    "left out",
				    HK_CONTAINER_UNPACKED_MAX >> 30);
	return hk_error_set(err, HK_ETOOBIG,
			    "unpacks to more than %u times its size, as "
			    "decompression bombs do: the rest is left out",
			    HK_CONTAINER_RATIO_MAX);
}
