/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of filters: any bytes are a table, or are refused with a line. */
#include "tests/fuzz/fuzz.h"

#include "formats/filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_filters *filters = NULL;
	struct hk_error err = {HK_OK, ""};
	enum hk_status status = hk_filter_parse(
		&filters, hk_span_str((const char *)data, size), "table", &err);

	FUZZ_HOLDS(!status || (err.message[0] && !filters));
	if (!status) {
		const struct hk_filter *filter = hk_filter_for(filters, "a.A");
		char hash[HK_HASH_HEX];

		if (filter) {
			FUZZ_HOLDS(filter->words[0] && filter->format);
			hk_filter_hash(hash, filter);
		}
	}
	hk_filter_free(filters);
	return 0;
}
