/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EPUB: any bytes make sound articles, or none; and so do any bytes as its
 * package document, which random zip files seldom reach. */
#include "formats/archive/opf.h"
#include "tests/fuzz/container.h"

static void read_package(struct hk_str xml)
{
	struct hk_opf opf;
	struct hk_str path;

	hk_opf_init(&opf);
	FUZZ_HOLDS(hk_opf_container(&opf, &path, xml) == HK_OK);
	FUZZ_HOLDS(hk_opf_package(&opf, path, xml) == HK_OK);
	for (size_t i = 0; i < opf.spine_count; i++) {
		size_t index;

		FUZZ_HOLDS(hk_opf_find(&opf, opf.spine[i].path, &index));
		FUZZ_HOLDS(index == i);
	}
	FUZZ_HOLDS(hk_opf_encryption(&opf, xml) == HK_OK);
	hk_opf_release(&opf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size && *data == '<')
		read_package(hk_span_str((const char *)data, size));
	else
		container_read(&hk_format_epub, data, size);
	return 0;
}
