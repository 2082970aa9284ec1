/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records: they are decoded as they were encoded, and anything else is
 * refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "store/record.h"

#define HEAD_SIZE 9

static struct hk_buf bytes;
static struct hk_arena arena;
static struct hk_error err;

/* clang-format off */
#define S(text)                        \
	{                              \
		text, sizeof(text) - 1 \
	}
/* clang-format on */

static const struct hk_str tags[] = {S("東京"), S("鉄道")};
static const struct hk_str headings[] = {S("歴史"), S("開業")};
static const char text[] = "開業\n山手線は\n環状運転を行う。\n\n- 項目";
static const struct hk_block blocks[] = {
	{.kind = HK_BLOCK_HEADING, .level = 2, .span = {0, 6}, .line = 300},
	{.kind = HK_BLOCK_VERBATIM, .level = 0, .span = {7, 44}, .line = 302},
	{.kind = HK_BLOCK_ITEM, .level = 0, .span = {46, 54}, .line = 305},
};

static const struct hk_reading readings[] = {
	{{0, 6}, S("やまて")},
	{{7, 10}, S("わ")},
};

static const struct hk_reading crossing[] = {
	{{0, 6}, S("やまて")},
	{{3, 10}, S("わ")},
};

static struct hk_record full(void)
{
	struct hk_record record = {
		.id = S("/a/\xFF名.txt"), /* a path may be any bytes */
		.path = S("/a/\xFF名.txt"),
		.title = S("山手線"),
		.date = S("2024-05-06"),
		.url = S("https://example.org/山手線"),
		.author = S("私"),
		.lang = S("ja"),
		.note = S("底本：\n自筆"),
		.title_reading = S("やまてせん"),
		.author_reading = S("わたし"),
		.member = S("中/\xFF.txt"),
		.encoding = S("cp932"),
		.confidence = 100,
		.replaced = 300,
		.type = S("text"),
		.tags = tags,
		.tag_count = 2,
		.headings = headings,
		.heading_count = 2,
		.number = 12,
		.continues = true,
		.lines = HK_BLOCK_LINES_PHYSICAL,
		.line_begin = 300,
		.line_end = 305,
		.text = {text, sizeof(text) - 1},
		.blocks = blocks,
		.block_count = 3,
		.readings = readings,
		.reading_count = 2,
		.words = S("\x01\xFF\0\x02"),
		.title_words = S("\x02"),
	};

	return record;
}

static enum hk_status decode(struct hk_record *out, const void *data,
			     size_t len)
{
	hk_arena_reset(&arena);
	return hk_record_decode(out, &arena, hk_span_str(data, len), &err);
}

static void encode(const struct hk_record *record)
{
	hk_buf_reset(&bytes);
	assert_int_equal(hk_record_encode(&bytes, record), HK_OK);
}

static void same(struct hk_str a, struct hk_str b)
{
	assert_true(hk_span_same(a, b));
}

static void same_record(const struct hk_record *a, const struct hk_record *b)
{
	same(a->id, b->id);
	same(a->path, b->path);
	same(a->title, b->title);
	same(a->date, b->date);
	same(a->url, b->url);
	same(a->author, b->author);
	same(a->lang, b->lang);
	same(a->note, b->note);
	same(a->title_reading, b->title_reading);
	same(a->author_reading, b->author_reading);
	same(a->member, b->member);
	same(a->encoding, b->encoding);
	assert_int_equal(a->confidence, b->confidence);
	assert_int_equal(a->replaced, b->replaced);
	same(a->type, b->type);
	assert_int_equal(a->tag_count, b->tag_count);
	for (size_t i = 0; i < a->tag_count; i++)
		same(a->tags[i], b->tags[i]);
	assert_int_equal(a->heading_count, b->heading_count);
	for (size_t i = 0; i < a->heading_count; i++)
		same(a->headings[i], b->headings[i]);
	assert_int_equal(a->number, b->number);
	assert_int_equal(a->continues, b->continues);
	assert_int_equal(a->lines, b->lines);
	assert_int_equal(a->line_begin, b->line_begin);
	assert_int_equal(a->line_end, b->line_end);
	same(a->text, b->text);
	assert_int_equal(a->block_count, b->block_count);
	for (size_t i = 0; i < a->block_count; i++) {
		assert_int_equal(a->blocks[i].kind, b->blocks[i].kind);
		assert_int_equal(a->blocks[i].level, b->blocks[i].level);
		assert_int_equal(a->blocks[i].span.begin,
				 b->blocks[i].span.begin);
		assert_int_equal(a->blocks[i].span.end, b->blocks[i].span.end);
		assert_int_equal(a->blocks[i].line, b->blocks[i].line);
	}
	assert_int_equal(a->reading_count, b->reading_count);
	for (size_t i = 0; i < a->reading_count; i++) {
		assert_int_equal(a->readings[i].span.begin,
				 b->readings[i].span.begin);
		assert_int_equal(a->readings[i].span.end,
				 b->readings[i].span.end);
		same(a->readings[i].reading, b->readings[i].reading);
	}
	same(a->words, b->words);
	same(a->title_words, b->title_words);
}

static void test_round_trip(void **state)
{
	struct hk_record record = full(), again;

	(void)state;
	encode(&record);
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_OK);
	same_record(&record, &again);
	assert_int_equal(hk_record_line(&again, 0), 300);
	assert_int_equal(hk_record_line(&again, 7), 302);
	assert_int_equal(hk_record_line(&again, 30), 303);
	assert_int_equal(hk_record_line(&again, 46), 305);
}

static void test_least_and_most(void **state)
{
	struct hk_record record = {.number = UINT32_MAX,
				   .line_begin = UINT32_MAX,
				   .line_end = UINT32_MAX};
	struct hk_record again;
	struct hk_block block = {.kind = HK_BLOCK_TITLE,
				 .level = 0,
				 .span = {0, 0},
				 .line = UINT32_MAX};

	(void)state;
	record.lines = HK_BLOCK_LINES_RECORD;
	record.blocks = &block;
	record.block_count = 1;
	encode(&record);
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_OK);
	same_record(&record, &again);
	memset(&record, 0, sizeof(record));
	record.number = 1;
	encode(&record);
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_OK);
	same_record(&record, &again);
	assert_int_equal(hk_record_line(&again, 0), 0);
}

/* It goes behind what is there, and after a failure leaves that alone. */
static void test_appends(void **state)
{
	struct hk_record record = full(), again;
	struct hk_buf small;

	(void)state;
	hk_buf_reset(&bytes);
	assert_int_equal(hk_buf_puts(&bytes, "before"), HK_OK);
	assert_int_equal(hk_record_encode(&bytes, &record), HK_OK);
	assert_int_equal(decode(&again, bytes.data + 6, bytes.len - 6), HK_OK);
	same_record(&record, &again);
	hk_buf_init(&small, 100);
	assert_int_equal(hk_buf_puts(&small, "before"), HK_OK);
	assert_int_equal(hk_record_encode(&small, &record), HK_ETOOBIG);
	assert_int_equal(small.len, 6);
	assert_string_equal(small.data, "before");
	hk_buf_release(&small);
}

static void test_what_is_no_record(void **state)
{
	struct hk_record record;

	(void)state;
	record = full();
	record.title = hk_span_str("\xE5\xB1", 2);
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EENCODING);
	record = full();
	record.text = hk_span_str("\xED\xA0\x80", 3); /* a surrogate */
	record.block_count = 0;
	record.reading_count = 0;
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EENCODING);
	record = full();
	record.number = 0;
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EFORMAT);
	record = full();
	record.line_end = record.line_begin - 1;
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EFORMAT);
	record = full();
	record.text.len -= 3; /* the last block ends behind it */
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EFORMAT);
	record = full();
	record.readings = crossing;
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EFORMAT);
}

static void test_prefixes_are_refused(void **state)
{
	struct hk_record record = full(), again;

	(void)state;
	encode(&record);
	for (size_t len = 0; len < bytes.len; len++) {
		/* Of its own, so that a read behind the end is noticed. */
		char *cut = malloc(len ? len : 1);

		assert_non_null(cut);
		memcpy(cut, bytes.data, len);
		assert_int_equal(decode(&again, cut, len), HK_ECORRUPT);
		free(cut);
	}
	assert_int_equal(hk_buf_putc(&bytes, 0), HK_OK);
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_ECORRUPT);
}

static void seal(char *data, size_t len)
{
	uint64_t sum = hk_hash_bytes(data + HEAD_SIZE, len - HEAD_SIZE).low;

	for (int i = 0; i < 8; i++)
		data[1 + i] = (char)(unsigned char)(sum >> (56 - 8 * i));
}

/* The columns and items of blocks; what an older version had of them. */
static void test_items(void **state)
{
	static const struct hk_block items[] = {
		{.kind = HK_BLOCK_ITEM,
		 .span = {0, 1},
		 .line = 3,
		 .column = 6,
		 .item = {.mark = HK_ITEM_DONE}},
		{.kind = HK_BLOCK_ITEM,
		 .span = {1, 2},
		 .item = {HK_ITEM_NUMBER, HK_ITEM_DEPTH_MAX, UINT32_MAX}},
		{.kind = HK_BLOCK_ITEM, .span = {2, 3}},
	};
	struct hk_block wrong = {.kind = HK_BLOCK_PARAGRAPH,
				 .span = {0, 1},
				 .item = {.depth = 1}};
	struct hk_record record = {.number = 1,
				   .text = S("abc"),
				   .blocks = (struct hk_block *)items,
				   .block_count = 3},
			 again;

	(void)state;
	encode(&record);
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_OK);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(again.blocks[i].column, items[i].column);
		assert_memory_equal(&again.blocks[i].item, &items[i].item,
				    sizeof(items[i].item));
	}
	record.blocks = &items[2];
	record.block_count = 1;
	encode(&record);
	/* Version 3 has no readings of title and author behind nine texts. */
	bytes.data[0] = 3;
	bytes.len -= 2;
	memmove(bytes.data + HEAD_SIZE + 9, bytes.data + HEAD_SIZE + 11,
		bytes.len - HEAD_SIZE - 9);
	seal(bytes.data, bytes.len);
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_OK);
	assert_int_equal(again.blocks[0].kind, HK_BLOCK_ITEM);
	record.blocks = &wrong;
	hk_buf_reset(&bytes);
	assert_int_equal(hk_record_encode(&bytes, &record), HK_EFORMAT);
}

static void test_flips_are_refused(void **state)
{
	struct hk_record record = full(), again;

	(void)state;
	encode(&record);
	for (size_t i = 0; i < 8 * bytes.len; i++) {
		enum hk_status status;

		bytes.data[i / 8] ^= (char)(1 << i % 8);
		status = decode(&again, bytes.data, bytes.len);
		/* An older version is read as one. */
		assert_true(status == HK_ECORRUPT ||
			    (i < 8 && status == HK_EVERSION));
		bytes.data[i / 8] ^= (char)(1 << i % 8);
	}
	assert_int_equal(decode(&again, bytes.data, bytes.len), HK_OK);
}

/* ---- Behind a checksum that is right ---- */

/* What decodes is sound, however it came about. */
static void check_sound(const struct hk_record *record)
{
	size_t at = 0;

	assert_true(record->number > 0);
	assert_true(record->line_begin <= record->line_end);
	for (size_t i = 0; i < record->block_count; i++) {
		assert_true(record->blocks[i].span.begin >= at);
		assert_true(record->blocks[i].span.end >=
			    record->blocks[i].span.begin);
		at = record->blocks[i].span.end;
	}
	assert_true(at <= record->text.len);
	/* So it can be written, and gives the same. */
	encode(record);
}

static void test_sealed_prefixes(void **state)
{
	struct hk_record record = full(), again;
	struct hk_buf good;

	(void)state;
	hk_buf_init(&good, HK_BUF_NO_MAX);
	assert_int_equal(hk_record_encode(&good, &record), HK_OK);
	for (size_t len = HEAD_SIZE; len < good.len; len++) {
		char *cut = malloc(len);

		assert_non_null(cut);
		memcpy(cut, good.data, len);
		seal(cut, len);
		assert_int_equal(decode(&again, cut, len), HK_ECORRUPT);
		free(cut);
	}
	hk_buf_release(&good);
}

static void test_sealed_bytes(void **state)
{
	struct hk_record record = full(), again;
	struct hk_buf good;
	size_t accepted = 0;

	(void)state;
	hk_buf_init(&good, HK_BUF_NO_MAX);
	assert_int_equal(hk_record_encode(&good, &record), HK_OK);
	for (size_t i = HEAD_SIZE; i < good.len; i++) {
		char kept = good.data[i];

		for (int value = 0; value < 256; value++) {
			enum hk_status status;

			good.data[i] = (char)value;
			seal(good.data, good.len);
			status = decode(&again, good.data, good.len);
			if (!status) {
				check_sound(&again);
				assert_int_equal(bytes.len, good.len);
				assert_memory_equal(bytes.data, good.data,
						    good.len);
				accepted++;
			} else {
				assert_int_equal(status, HK_ECORRUPT);
			}
		}
		good.data[i] = kept;
	}
	assert_true(accepted > good.len - HEAD_SIZE);
	hk_buf_release(&good);
}

static void test_huge_counts(void **state)
{
	/* Empty texts and two numbers, then a count of tags, and little behind
	 * it. */
	char data[HEAD_SIZE + 15 + 10 + 4] = {HK_RECORD_VERSION};
	struct hk_record again;
	char *count = data + HEAD_SIZE + 15;

	(void)state;
	memset(count, 0xFF, 9);
	count[9] = 1;
	seal(data, sizeof(data));
	assert_int_equal(decode(&again, data, sizeof(data)), HK_ECORRUPT);
	count[9] = 2; /* past 64 bits */
	seal(data, sizeof(data));
	assert_int_equal(decode(&again, data, sizeof(data)), HK_ECORRUPT);
}

static void test_little_memory(void **state)
{
	struct hk_record record = full(), again;
	struct hk_arena small;

	(void)state;
	encode(&record);
	hk_arena_init(&small, 16);
	assert_int_equal(
		hk_record_decode(&again, &small, hk_buf_str(&bytes), &err),
		HK_ENOMEM);
	hk_arena_release(&small);
}

static int release(void **state)
{
	(void)state;
	hk_buf_release(&bytes);
	hk_arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_least_and_most),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_what_is_no_record),
		cmocka_unit_test(test_prefixes_are_refused),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_flips_are_refused),
		cmocka_unit_test(test_sealed_prefixes),
		cmocka_unit_test(test_sealed_bytes),
		cmocka_unit_test(test_huge_counts),
		cmocka_unit_test(test_little_memory),
	};

	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release);
}
