/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slips: any two texts, a line each, are as far from each other both ways, and
 * not apart only if they are equal. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "text/slip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = size ? memchr(text, '\n', size) : NULL;
	struct hk_str a = {text, end ? (size_t)(end - text) : size}, b = a;
	unsigned distance;

	if (end)
		b = hk_span_str(end + 1, size - a.len - 1);
	distance = hk_slip_distance(a, b);
	FUZZ_HOLDS(distance == hk_slip_distance(b, a));
	FUZZ_HOLDS((distance == 0) == hk_span_same(a, b));
	FUZZ_HOLDS(distance <= HK_SLIP_FAR);
	return 0;
}
