/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives: any bytes give members with names that stay inside, or none. */
#include "tests/fuzz/container.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	container_read(&hk_format_archive, data, size);
	return 0;
}
