/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/packer_private.h"

#include <algorithm>
#include <cstring>

#include "shim/glass.h"
#include "shim/guard.h"

static const struct xap_task TASK = {HK_MESSAGE("pack"),
				     HK_MESSAGE("a document"), nullptr};

/* Xapian unpacks with the largest window, so any is allowed. A smaller one, and
 * a smaller table of what was seen, cost next to nothing with a few kilobytes,
 * and clearing them for each document costs much less (docs/BENCHMARKS.md). */
static const int WINDOW_BITS = 13, MEMORY_LEVEL = 5;
/* Tags of fewer bytes are not packed. */
static const size_t PACK_MIN = GLASS_PACK_MIN;

/* Lists of terms are without the words' common beginnings already, so that more
 * effort finds little more. */
static const int LIST_LEVEL = 1, RECORD_LEVEL = 6;

namespace
{
struct deflater {
	z_stream stream = {};
	bool ready = false;

	explicit deflater(int level)
	{
		/* Raw: a negative number of bits. */
		ready = deflateInit2(&stream, level, Z_DEFLATED, -WINDOW_BITS,
				     MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
	}
	~deflater()
	{
		if (ready)
			deflateEnd(&stream);
	}
	deflater(const deflater &) = delete;
	deflater &operator=(const deflater &) = delete;
};
} // namespace

struct xap_packer {
	struct deflater lists, records;
	std::string plain, packed;

	xap_packer()
	    : lists(LIST_LEVEL), records(RECORD_LEVEL), plain(), packed()
	{
	}
};

enum hk_status xap_packer_new(struct xap_packer **out, struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, TASK, [&] {
		struct xap_packer *packer = new xap_packer;

		if (!packer->lists.ready || !packer->records.ready) {
			delete packer;
			return hk_error_nomem(err);
		}
		*out = packer;
		return HK_OK;
	});
}

void xap_packer_free(struct xap_packer *packer)
{
	delete packer;
}

/* Append the tag with a byte before it that says whether it is packed. */
static enum hk_status put(struct xap_packer *packer, z_stream *z,
			  const char *bytes, size_t len, struct hk_buf *out,
			  struct hk_error *err)
{
	bool packed = false;

	if (len > PACK_MIN) {
		packer->packed.resize(len);
		deflateReset(z);
		z->next_in =
			reinterpret_cast<Bytef *>(const_cast<char *>(bytes));
		z->avail_in = static_cast<uInt>(len);
		z->next_out = reinterpret_cast<Bytef *>(&packer->packed[0]);
		/* What does not get smaller stays as it is. */
		z->avail_out = static_cast<uInt>(len - 1);
		packed = deflate(z, Z_FINISH) == Z_STREAM_END;
	}
	if (hk_buf_putc(out, packed ? XAP_PACKED : XAP_PLAIN) ||
	    hk_buf_append(out, packed ? packer->packed.data() : bytes,
			  packed ? z->total_out : len))
		return hk_error_nomem(err);
	return HK_OK;
}

enum hk_status xap_packer_record(struct xap_packer *packer, struct hk_buf *out,
				 struct hk_str record, struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		if (record.len > XAP_RECORD_MAX)
			return hk_error_set(
				err, HK_ETOOBIG,
				"a record has %zu bytes; the limit is %u",
				record.len, XAP_RECORD_MAX);
		return put(packer, &packer->records.stream, record.data,
			   record.len, out, err);
	});
}

/* ---- Lists of terms ---- */

/* The term behind `before`: how much of it is the same, and its wdf, in one
 * byte if they are small. */
static void add_term(std::string &out, struct hk_str before,
		     const struct xap_packer_term *term)
{
	const struct hk_str text = term->text;
	const size_t most = std::min(before.len, text.len);
	size_t same = 0, both;

	while (same < most && before.data[same] == text.data[same])
		same++;
	both = (static_cast<size_t>(std::min(term->wdf, 256u)) + 1) *
		       (before.len + 1) +
	       same;
	out += static_cast<char>(both < 256 ? both : same);
	out += static_cast<char>(text.len - same);
	out.append(text.data + same, text.len - same);
	if (both >= 256)
		xap_glass_pack(out, term->wdf);
}

enum hk_status xap_packer_terms(struct xap_packer *packer, struct hk_buf *out,
				const struct xap_packer_term *terms,
				size_t count, struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		std::string &list = packer->plain;
		uint64_t length = 0;

		list.clear();
		for (size_t i = 0; i < count; i++) {
			enum hk_status status =
				xap_check_term(terms[i].text, err);

			if (status)
				return status;
			length += terms[i].wdf;
		}
		if (count) {
			xap_glass_pack(list, length);
			xap_glass_pack(list, count);
			list += static_cast<char>(terms[0].text.len);
			list.append(terms[0].text.data, terms[0].text.len);
			xap_glass_pack(list, terms[0].wdf);
		}
		for (size_t i = 1; i < count; i++)
			add_term(list, terms[i - 1].text, &terms[i]);
		return put(packer, &packer->lists.stream, list.data(),
			   list.size(), out, err);
	});
}

/* ---- Unpacking, for the engine's writer ---- */

static const char BROKEN[] = "what was packed is damaged";

std::string xap_unpack(struct hk_str tag)
{
	z_stream z = {};
	char piece[8192];
	std::string out;
	int result = Z_OK;

	if (!tag.len)
		throw std::runtime_error(BROKEN);
	if (tag.data[0] != XAP_PACKED)
		return std::string(tag.data + 1, tag.len - 1);
	if (inflateInit2(&z, -15) != Z_OK)
		throw std::bad_alloc();
	z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(tag.data + 1));
	z.avail_in = static_cast<uInt>(tag.len - 1);
	while (result == Z_OK) {
		z.next_out = reinterpret_cast<Bytef *>(piece);
		z.avail_out = sizeof(piece);
		result = inflate(&z, Z_NO_FLUSH);
		out.append(piece, sizeof(piece) - z.avail_out);
	}
	inflateEnd(&z);
	if (result != Z_STREAM_END)
		throw std::runtime_error(BROKEN);
	return out;
}

namespace
{
struct reader {
	const std::string &bytes;
	size_t at;

	unsigned byte()
	{
		if (at >= bytes.size())
			throw std::runtime_error(BROKEN);
		return static_cast<unsigned char>(bytes[at++]);
	}

	uint32_t number()
	{
		uint64_t n = 0;
		unsigned part;

		for (unsigned shift = 0; shift < 35; shift += 7) {
			part = byte();
			n |= static_cast<uint64_t>(part & 0x7F) << shift;
			if (part < 128)
				break;
		}
		return static_cast<uint32_t>(n);
	}

	std::string text(size_t len)
	{
		if (len > bytes.size() - at)
			throw std::runtime_error(BROKEN);
		at += len;
		return bytes.substr(at - len, len);
	}
};
} // namespace

void xap_unpack_terms(Xapian::Document &doc, const std::string &list)
{
	struct reader r = {list, 0};

	if (list.empty())
		return;
	r.number();
	const uint32_t count = r.number();
	std::string term;

	for (uint32_t i = 0; i < count; i++) {
		size_t same = 0;
		uint32_t wdf = 0;
		bool both = false;

		if (i) {
			same = r.byte();
			both = same > term.size();
		}
		if (both) {
			wdf = static_cast<uint32_t>(same / (term.size() + 1)) -
			      1;
			same %= term.size() + 1;
		}
		const size_t len = r.byte();

		term.resize(same);
		term += r.text(len);
		if (!both)
			wdf = r.number();
		doc.add_term(term, wdf);
	}
}
