/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Synonyms: any text compiles to a table in which its own words are found; and
 * any bytes are a table, or none. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "text/synonyms_read.h"

static void fault(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	FUZZ_HOLDS(line && *why);
}

static enum hk_status take(void *ctx, struct hk_str text)
{
	size_t *count = ctx;

	FUZZ_HOLDS(text.len && text.len <= HK_SYNONYMS_TEXT_MAX);
	/* A damaged table may have a group that is as long as it is. */
	return ++*count > 100000 ? HK_ETOOBIG : HK_OK;
}

static enum hk_status take_damaged(void *ctx, struct hk_str text)
{
	volatile char last = text.data[text.len - 1];
	size_t *count = ctx;

	(void)last;
	return ++*count > 100000 ? HK_ETOOBIG : HK_OK;
}

/* Look up every line of the input. */
static void look_up(const struct hk_synonyms *table, struct hk_str text,
		    hk_synonyms_fn fn)
{
	for (unsigned tries = 0; text.len && tries < 100; tries++) {
		const char *end = memchr(text.data, ',', text.len);
		size_t len = end ? (size_t)(end - text.data) : text.len;
		char key[HK_SYNONYMS_KEY_MAX];
		size_t count = 0;
		enum hk_status status = hk_synonyms_find(
			table,
			hk_synonyms_key(key, hk_span_str(text.data, len)), fn,
			&count);

		FUZZ_HOLDS(status == HK_OK || status == HK_ETOOBIG);
		text = hk_span_from(text, end ? len + 1 : len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_synonyms_maker *maker = hk_synonyms_maker_new();
	struct hk_str text = hk_span_str((const char *)data, size);
	char *copy = malloc(size + 1); /* aligned */
	struct hk_synonyms table;
	struct hk_buf bytes;

	if (!maker || !copy)
		abort();
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	if (size)
		memcpy(copy, data, size);
	FUZZ_HOLDS(hk_synonyms_read(maker, text, fault, NULL) != HK_EUSAGE);
	FUZZ_HOLDS(!hk_synonyms_maker_write(&bytes, maker));
	FUZZ_HOLDS(!hk_synonyms_open(&table, hk_buf_str(&bytes)));
	look_up(&table, text, take);
	if (!hk_synonyms_open(&table, hk_span_str(copy, size)))
		look_up(&table, text, take_damaged);
	hk_synonyms_maker_free(maker);
	hk_buf_release(&bytes);
	free(copy);
	return 0;
}
