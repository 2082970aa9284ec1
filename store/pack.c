/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/pack.h"

#include "base/leb128.h"

static void put(struct hk_pack *pack, const void *data, size_t len)
{
	if (!pack->status)
		pack->status = hk_buf_append(pack->out, data, len);
}

void hk_pack_uint(struct hk_pack *pack, uint64_t value)
{
	char bytes[HK_LEB128_MAX];

	put(pack, bytes, hk_leb128_put(bytes, value));
}

void hk_pack_int(struct hk_pack *pack, int64_t value)
{
	uint64_t bits = (uint64_t)value;

	hk_pack_uint(pack, bits << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

void hk_pack_str(struct hk_pack *pack, struct hk_str text)
{
	hk_pack_uint(pack, text.len);
	put(pack, text.data, text.len);
}

void hk_pack_hash(struct hk_pack *pack, struct hk_hash hash)
{
	char bytes[16];

	hk_pack_big_endian(bytes, hash.high, 8);
	hk_pack_big_endian(bytes + 8, hash.low, 8);
	put(pack, bytes, sizeof(bytes));
}

void hk_pack_big_endian(char *out, uint64_t value, size_t bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		out[bytes - 1] = (char)(unsigned char)value;
}

void hk_pack_refuse(struct hk_pack_reader *from)
{
	from->status = HK_ECORRUPT;
	from->rest = hk_span_str(NULL, 0);
}

/* The next `len` bytes, or NULL. */
static const unsigned char *take(struct hk_pack_reader *from, uint64_t len)
{
	const char *data = from->rest.data;

	if (from->status || len > from->rest.len) {
		hk_pack_refuse(from);
		return NULL;
	}
	from->rest.data += len;
	from->rest.len -= (size_t)len;
	return (const unsigned char *)data;
}

uint64_t hk_pack_take_uint(struct hk_pack_reader *from)
{
	uint64_t value;
	size_t len = hk_leb128_take(&value, from->rest);

	if (len)
		take(from, len);
	else
		hk_pack_refuse(from);
	return value;
}

uint32_t hk_pack_take_uint32(struct hk_pack_reader *from, uint32_t max)
{
	uint64_t value = hk_pack_take_uint(from);

	if (value > max) {
		hk_pack_refuse(from);
		return 0;
	}
	return (uint32_t)value;
}

int64_t hk_pack_take_int(struct hk_pack_reader *from)
{
	uint64_t bits = hk_pack_take_uint(from);
	int64_t half = (int64_t)(bits >> 1);

	return bits & 1 ? -half - 1 : half;
}

struct hk_str hk_pack_take_str(struct hk_pack_reader *from)
{
	uint64_t len = hk_pack_take_uint(from);
	const unsigned char *data = take(from, len);

	return hk_span_str((const char *)data, data ? (size_t)len : 0);
}

struct hk_hash hk_pack_take_hash(struct hk_pack_reader *from)
{
	const unsigned char *bytes = take(from, 16);
	struct hk_hash hash = {0, 0};

	for (int i = 0; bytes && i < 8; i++) {
		hash.high = hash.high << 8 | bytes[i];
		hash.low = hash.low << 8 | bytes[8 + i];
	}
	return hash;
}

enum hk_status hk_pack_end(const struct hk_pack_reader *from)
{
	return from->status || from->rest.len ? HK_ECORRUPT : HK_OK;
}
