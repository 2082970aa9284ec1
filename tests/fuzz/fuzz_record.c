/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records: what is read can be written, and is then read as it was. The
 * input is a record's fields; the head is put before it, since no fuzzer
 * guesses a checksum.
 */
#include <string.h>

#include "base/hash.h"
#include "store/pack.h"
#include "store/record.h"
#include "tests/fuzz/fuzz.h"

#define HEAD_SIZE 9

static void check_lines(const struct hk_record *record)
{
	for (size_t i = 0; i < record->block_count; i++) {
		hk_record_line(record, record->blocks[i].span.begin);
		hk_record_line(record, record->blocks[i].span.end);
	}
	hk_record_line(record, record->text.len);
}

static void check_again(const struct hk_record *record, struct hk_arena *arena)
{
	struct hk_record read;
	struct hk_buf first, second;

	hk_buf_init(&first, HK_BUF_NO_MAX);
	hk_buf_init(&second, HK_BUF_NO_MAX);
	FUZZ_HOLDS(hk_record_encode(&first, record) == HK_OK);
	FUZZ_HOLDS(!hk_record_decode(&read, arena, hk_buf_str(&first), NULL));
	FUZZ_HOLDS(hk_record_encode(&second, &read) == HK_OK);
	FUZZ_HOLDS(hk_span_same(hk_buf_str(&first), hk_buf_str(&second)));
	hk_buf_release(&second);
	hk_buf_release(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str fields = hk_span_str((const char *)data, size);
	char head[HEAD_SIZE] = {HK_RECORD_VERSION};
	struct hk_record record;
	struct hk_arena arena;
	struct hk_buf bytes;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	FUZZ_HOLDS(hk_record_decode(&record, &arena, fields, NULL) != HK_OK ||
		   size > HEAD_SIZE);
	hk_pack_big_endian(head + 1, hk_hash_bytes(data, size).low, 8);
	FUZZ_HOLDS(hk_buf_append(&bytes, head, sizeof(head)) == HK_OK);
	FUZZ_HOLDS(hk_buf_append(&bytes, data, size) == HK_OK);
	if (!hk_record_decode(&record, &arena, hk_buf_str(&bytes), NULL)) {
		check_lines(&record);
		check_again(&record, &arena);
	}
	hk_buf_release(&bytes);
	hk_arena_release(&arena);
	return 0;
}
