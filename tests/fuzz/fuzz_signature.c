/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures of an index: what is read can be written, and is then the same. */
#include <string.h>

#include "store/schema.h"
#include "store/signature.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str bytes = {(const char *)data, size};
	struct hk_signature read, again;
	struct hk_buf out;

	if (hk_signature_decode(&read, bytes, NULL))
		return 0;
	FUZZ_HOLDS(strnlen(read.dictionary, sizeof(read.dictionary)) <
		   sizeof(read.dictionary));
	FUZZ_HOLDS(strnlen(read.user_hash, sizeof(read.user_hash)) <
		   sizeof(read.user_hash));
	if (read.schema != HK_SCHEMA_VERSION)
		return 0;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	FUZZ_HOLDS(!hk_signature_encode(&out, &read));
	FUZZ_HOLDS(!hk_signature_decode(&again, hk_buf_str(&out), NULL));
	FUZZ_HOLDS(!hk_signature_compare(&read, "a", &again, "b", NULL));
	FUZZ_HOLDS(read.shard == again.shard && read.shards == again.shards);
	hk_buf_release(&out);
	return 0;
}
