/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/record.h"

#include "base/hash.h"
#include "store/pack.h"
#include "base/utf8.h"

/* Bytes before the fields: the version, and 8 of checksum, big-endian. */
#define HEAD_SIZE 9

/* The deepest level of headings. */
#define LEVEL_MAX 6

/* In the first number of a block: its column and item follow. */
#define MORE 8u

/* The fewest bytes that a block and a reading are written in. */
#define BLOCK_SIZE_MIN	 4
#define READING_SIZE_MIN 3

static enum hk_status corrupt(struct hk_error *err, const char *why)
{
	return hk_error_set(err, HK_ECORRUPT,
			    "a passage in the index is damaged (%s)", why);
}

static void put_checksum(char *out, const char *data, size_t len)
{
	hk_pack_big_endian(out, hk_hash_bytes(data, len).low, 8);
}

static bool is_boundary(struct hk_str text, size_t offset)
{
	return hk_utf8_boundary(text, offset) == offset;
}

/* May this block of the text follow one that ends at `at`? */
static bool is_sound(const struct hk_block *block, struct hk_str text,
		     size_t at)
{
	bool heading = block->kind == HK_BLOCK_HEADING;

	return hk_article_block_sound(block) &&
	       block->kind <= HK_BLOCK_VERBATIM && block->level <= LEVEL_MAX &&
	       heading == (block->level > 0) && block->span.begin >= at &&
	       block->span.end >= block->span.begin &&
	       block->span.end <= text.len &&
	       is_boundary(text, block->span.begin) &&
	       is_boundary(text, block->span.end);
}

/* ---- Writing ---- */

/* A text that must be UTF-8. */
static void put_text(struct hk_pack *pack, struct hk_str text)
{
	if (!pack->status && !hk_utf8_valid(text))
		pack->status = HK_EENCODING;
	hk_pack_str(pack, text);
}

static void put_texts(struct hk_pack *pack, const struct hk_str *texts,
		      size_t count)
{
	hk_pack_uint(pack, count);
	for (size_t i = 0; i < count; i++)
		put_text(pack, texts[i]);
}

/* Does the record have the block's column and item? */
static bool has_more(const struct hk_block *block)
{
	return block->column || block->item.mark || block->item.depth;
}

static void put_blocks(struct hk_pack *pack, const struct hk_record *record)
{
	size_t at = 0;
	bool more;

	hk_pack_uint(pack, record->block_count);
	for (size_t i = 0; i < record->block_count; i++) {
		const struct hk_block *block = &record->blocks[i];

		if (!is_sound(block, record->text, at)) {
			pack->status = HK_EFORMAT;
			return;
		}
		more = has_more(block);
		hk_pack_uint(pack, (unsigned)block->kind | block->level << 4 |
					   (more ? MORE : 0));
		hk_pack_uint(pack, block->span.begin - at);
		hk_pack_uint(pack, block->span.end - block->span.begin);
		hk_pack_uint(pack, block->line);
		if (more) {
			hk_pack_uint(pack, block->column);
			hk_pack_uint(pack, (unsigned)block->item.mark |
						   block->item.depth << 2);
			hk_pack_uint(pack, block->item.number);
		}
		at = block->span.end;
	}
}

/* May this stretch of the text have a reading, behind one that ends at `at`? */
static bool is_sound_reading(struct hk_span span, struct hk_str reading,
			     struct hk_str text, size_t at)
{
	return reading.len && span.begin >= at && span.begin < span.end &&
	       span.end <= text.len && is_boundary(text, span.begin) &&
	       is_boundary(text, span.end);
}

static void put_readings(struct hk_pack *pack, const struct hk_record *record)
{
	size_t at = 0;

	hk_pack_uint(pack, record->reading_count);
	for (size_t i = 0; i < record->reading_count; i++) {
		const struct hk_reading *r = &record->readings[i];

		if (!is_sound_reading(r->span, r->reading, record->text, at)) {
			pack->status = HK_EFORMAT;
			return;
		}
		hk_pack_uint(pack, r->span.begin - at);
		hk_pack_uint(pack, r->span.end - r->span.begin);
		put_text(pack, r->reading);
		at = r->span.end;
	}
}

enum hk_status hk_record_encode(struct hk_buf *out,
				const struct hk_record *record)
{
	static const char head[HEAD_SIZE] = {HK_RECORD_VERSION};
	struct hk_pack pack = {out, HK_OK};
	size_t begin = out->len;

	if (!record->number || record->line_begin > record->line_end ||
	    (!record->line_begin && record->line_end))
		return HK_EFORMAT;
	pack.status = hk_buf_append(out, head, sizeof(head));
	if (pack.status)
		return pack.status;
	hk_pack_str(&pack, record->id);
	hk_pack_str(&pack, record->path);
	put_text(&pack, record->title);
	put_text(&pack, record->date);
	put_text(&pack, record->url);
	put_text(&pack, record->author);
	put_text(&pack, record->lang);
	put_text(&pack, record->note);
	hk_pack_str(&pack, record->member);
	put_text(&pack, record->title_reading);
	put_text(&pack, record->author_reading);
	put_text(&pack, record->encoding);
	hk_pack_uint(&pack, record->confidence);
	hk_pack_uint(&pack, record->replaced);
	put_text(&pack, record->type);
	put_texts(&pack, record->tags, record->tag_count);
	put_texts(&pack, record->headings, record->heading_count);
	hk_pack_uint(&pack, record->number);
	hk_pack_uint(&pack, (unsigned)record->continues |
				    (unsigned)record->lines << 1);
	hk_pack_uint(&pack, record->line_begin);
	hk_pack_uint(&pack, record->line_end - record->line_begin);
	put_text(&pack, record->text);
	put_blocks(&pack, record);
	put_readings(&pack, record);
	hk_pack_str(&pack, record->words);
	hk_pack_str(&pack, record->title_words);
	if (pack.status) {
		out->len = begin;
		out->data[begin] = '\0';
		return pack.status;
	}
	put_checksum(out->data + begin + 1, out->data + begin + HEAD_SIZE,
		     out->len - begin - HEAD_SIZE);
	return HK_OK;
}

/* ---- Reading ---- */

static struct hk_str take_text(struct hk_pack_reader *from)
{
	struct hk_str text = hk_pack_take_str(from);

	if (!hk_utf8_valid(text))
		hk_pack_refuse(from);
	return text;
}

/* How many things of at least `size` bytes follow. */
static size_t take_count(struct hk_pack_reader *from, size_t size)
{
	uint64_t count = hk_pack_take_uint(from);

	if (count > from->rest.len / size) {
		hk_pack_refuse(from);
		return 0;
	}
	return (size_t)count;
}

/* HK_ENOMEM; damage is noted in `from`. */
static enum hk_status take_texts(const struct hk_str **out, size_t *count,
				 struct hk_pack_reader *from,
				 struct hk_arena *arena)
{
	size_t n = take_count(from, 1);
	struct hk_str *texts;

	if (!n)
		return HK_OK;
	texts = hk_arena_array(arena, n, sizeof(*texts));
	if (!texts)
		return HK_ENOMEM;
	for (size_t i = 0; i < n; i++)
		texts[i] = take_text(from);
	*out = texts;
	*count = n;
	return HK_OK;
}

static void take_lines(struct hk_record *out, struct hk_pack_reader *from)
{
	uint32_t bits = hk_pack_take_uint32(from, HK_BLOCK_LINES_PAGE << 1 | 1);

	out->continues = bits & 1;
	out->lines = (enum hk_block_lines)(bits >> 1);
	out->line_begin = hk_pack_take_uint32(from, UINT32_MAX);
	out->line_end = out->line_begin +
			hk_pack_take_uint32(from, UINT32_MAX - out->line_begin);
	if (!out->line_begin && out->line_end)
		hk_pack_refuse(from);
}

/* Take what version 4 added to a block. */
static void take_more(struct hk_block *block, struct hk_pack_reader *from)
{
	uint32_t bits;

	block->column = hk_pack_take_uint32(from, HK_BLOCK_COLUMN_MAX);
	bits = hk_pack_take_uint32(from, HK_ITEM_DEPTH_MAX << 2 | 3);
	block->item.mark = (enum hk_item_mark)(bits & 3);
	block->item.depth = bits >> 2;
	block->item.number = hk_pack_take_uint32(from, UINT32_MAX);
	if (!has_more(block))
		hk_pack_refuse(from);
}

static struct hk_block take_block(struct hk_pack_reader *from,
				  struct hk_str text, size_t at, int version)
{
	uint32_t bits = hk_pack_take_uint32(from, UINT32_MAX);
	uint64_t gap = hk_pack_take_uint(from);
	uint64_t len = hk_pack_take_uint(from);
	struct hk_block block = {.kind = (enum hk_block_kind)(bits & 7),
				 .level = bits >> (version >= 4 ? 4 : 3),
				 .line = hk_pack_take_uint32(from, UINT32_MAX)};

	if (version >= 4 && bits & MORE)
		take_more(&block, from);
	if (gap > text.len - at || len > text.len - at - gap) {
		hk_pack_refuse(from);
		return block;
	}
	block.span.begin = at + (size_t)gap;
	block.span.end = block.span.begin + (size_t)len;
	if (!is_sound(&block, text, at))
		hk_pack_refuse(from);
	return block;
}

static enum hk_status take_blocks(struct hk_record *out,
				  struct hk_pack_reader *from,
				  struct hk_arena *arena, int version)
{
	size_t n = take_count(from, BLOCK_SIZE_MIN), at = 0;
	struct hk_block *blocks;

	if (!n)
		return HK_OK;
	blocks = hk_arena_array(arena, n, sizeof(*blocks));
	if (!blocks)
		return HK_ENOMEM;
	for (size_t i = 0; i < n && !from->status; i++) {
		blocks[i] = take_block(from, out->text, at, version);
		at = blocks[i].span.end;
	}
	out->blocks = blocks;
	out->block_count = n;
	return HK_OK;
}

static enum hk_status take_readings(struct hk_record *out,
				    struct hk_pack_reader *from,
				    struct hk_arena *arena)
{
	size_t n = take_count(from, READING_SIZE_MIN), at = 0;
	struct hk_reading *readings;

	if (!n)
		return HK_OK;
	readings = hk_arena_array(arena, n, sizeof(*readings));
	if (!readings)
		return HK_ENOMEM;
	for (size_t i = 0; i < n && !from->status; i++) {
		uint64_t gap = hk_pack_take_uint(from);
		uint64_t len = hk_pack_take_uint(from);
		struct hk_span span;

		if (gap > out->text.len - at ||
		    len > out->text.len - at - gap) {
			hk_pack_refuse(from);
			break;
		}
		span.begin = at + (size_t)gap;
		span.end = span.begin + (size_t)len;
		readings[i].span = span;
		readings[i].reading = take_text(from);
		if (!is_sound_reading(span, readings[i].reading, out->text, at))
			hk_pack_refuse(from);
		at = span.end;
	}
	out->readings = readings;
	out->reading_count = n;
	return HK_OK;
}

/* What came with version 2, and with 5. */
static void take_origin(struct hk_record *out, struct hk_pack_reader *from,
			int version)
{
	out->author = take_text(from);
	out->lang = take_text(from);
	out->note = take_text(from);
	out->member = hk_pack_take_str(from);
	if (version < 5)
		return;
	out->title_reading = take_text(from);
	out->author_reading = take_text(from);
}

static enum hk_status take_record(struct hk_record *out,
				  struct hk_pack_reader *from,
				  struct hk_arena *arena, int version)
{
	enum hk_status status;

	out->id = hk_pack_take_str(from);
	out->path = hk_pack_take_str(from);
	out->title = take_text(from);
	out->date = take_text(from);
	out->url = take_text(from);
	if (version >= 2)
		take_origin(out, from, version);
	out->encoding = take_text(from);
	out->confidence = 100;
	if (version >= 2) {
		out->confidence = hk_pack_take_uint32(from, 100);
		out->replaced = hk_pack_take_uint32(from, UINT32_MAX);
	}
	out->type = take_text(from);
	status = take_texts(&out->tags, &out->tag_count, from, arena);
	if (status)
		return status;
	status = take_texts(&out->headings, &out->heading_count, from, arena);
	if (status)
		return status;
	out->number = hk_pack_take_uint32(from, UINT32_MAX);
	if (!out->number)
		hk_pack_refuse(from);
	take_lines(out, from);
	out->text = take_text(from);
	status = take_blocks(out, from, arena, version);
	if (!status && version >= 2)
		status = take_readings(out, from, arena);
	if (version >= 3) {
		out->words = hk_pack_take_str(from);
		out->title_words = hk_pack_take_str(from);
	}
	return status;
}

enum hk_status hk_record_decode(struct hk_record *out, struct hk_arena *arena,
				struct hk_str bytes, struct hk_error *err)
{
	struct hk_pack_reader from = {bytes, HK_OK};
	char checksum[HEAD_SIZE - 1];
	int version;

	memset(out, 0, sizeof(*out));
	if (!bytes.len)
		return corrupt(err, "it is empty");
	version = (unsigned char)bytes.data[0];
	if (version < 1 || version > HK_RECORD_VERSION)
		return hk_error_set(err, HK_EVERSION,
				    "a passage in the index has format %d, but "
				    "this program "
				    "reads %d: add the articles to a new index",
				    version, HK_RECORD_VERSION);
	if (bytes.len < HEAD_SIZE)
		return corrupt(err, "it is cut short");
	from.rest.data += HEAD_SIZE;
	from.rest.len -= HEAD_SIZE;
	put_checksum(checksum, from.rest.data, from.rest.len);
	if (memcmp(checksum, bytes.data + 1, sizeof(checksum)))
		return corrupt(err, "its checksum differs");
	if (take_record(out, &from, arena, version))
		return hk_error_nomem(err);
	if (hk_pack_end(&from)) {
		memset(out, 0, sizeof(*out));
		return corrupt(err, "its fields make no sense");
	}
	return HK_OK;
}

enum hk_status hk_record_read(struct hk_record *out, struct hk_arena *arena,
			      struct hk_codebooks *books, struct hk_str bytes,
			      struct hk_error *err)
{
	struct hk_str record;
	enum hk_status status =
		hk_codebooks_unpack(books, &record, arena, bytes, err);

	memset(out, 0, sizeof(*out));
	if (!status && record.data == bytes.data) {
		record.data = hk_arena_copy(arena, bytes.data, bytes.len);
		if (!record.data)
			return hk_error_nomem(err);
	}
	return status ? status : hk_record_decode(out, arena, record, err);
}

uint32_t hk_record_line(const struct hk_record *record, size_t offset)
{
	return hk_article_line(record->text.data, record->blocks,
			       record->block_count, record->lines, offset);
}
