/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules of a .hikuignore, and a path behind the last NUL: any bytes are taken,
 * and the rule that matches is one of them. */
#include <string.h>

#include "indexer/walk/ignore.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *nul = size ? memrchr(text, '\0', size) : NULL;
	size_t len = nul ? (size_t)(nul - text) : size;
	struct hk_str path = nul ? hk_span_str(nul + 1, size - len - 1)
				 : hk_span_str("a/b.txt", 7);
	struct hk_error err = {HK_OK, ""};
	struct hk_ignore ignore;
	struct hk_arena arena;

	if (!path.len)
		return 0;
	hk_arena_init(&arena, 64u << 20);
	if (!hk_ignore_read(&ignore, &arena, hk_span_str(text, len), &err)) {
		const struct hk_ignore_rule *file, *folder;

		file = hk_ignore_match(&ignore, path, false);
		folder = hk_ignore_match(&ignore, path, true);
		FUZZ_HOLDS(!file || !file->only_folders);
		/* A folder has all the rules of a file, and more. */
		FUZZ_HOLDS(!file || (folder && folder >= file));
		FUZZ_HOLDS(!folder || folder < ignore.rules + ignore.count);
	}
	hk_arena_release(&arena);
	return 0;
}
