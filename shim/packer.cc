/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/packer_private.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <libdeflate.h>

#include "base/leb128.h"
#include "shim/glass.h"
#include "shim/guard.h"

static const struct xap_task TASK = {HK_MESSAGE("pack"),
				     HK_MESSAGE("a document"), nullptr};

/* Xapian unpacks with zlib; libdeflate writes the same format in a third of the
 * time. Lists are without the words' common beginnings already, so that more
 * effort finds nothing more (docs/BENCHMARKS.md). */
static const int LEVEL = 6;
/* Tags of fewer bytes are not packed. */
static const size_t PACK_MIN = GLASS_PACK_MIN;

struct xap_packer {
	struct libdeflate_compressor *deflater;
	/* As long as the longest list so far. */
	std::string plain;

	xap_packer() : deflater(libdeflate_alloc_compressor(LEVEL)), plain() {}
	~xap_packer()
	{
		libdeflate_free_compressor(deflater);
	}
	xap_packer(const xap_packer &) = delete;
	xap_packer &operator=(const xap_packer &) = delete;
};

enum hk_status xap_packer_new(struct xap_packer **out, struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, TASK, [&] {
		std::unique_ptr<struct xap_packer> packer(new xap_packer);

		if (!packer->deflater)
			return hk_error_nomem(err);
		*out = packer.release();
		return HK_OK;
	});
}

void xap_packer_free(struct xap_packer *packer)
{
	delete packer;
}

/* Append the tag with a byte before it that says whether it is packed. */
static enum hk_status put(struct xap_packer *packer, struct hk_str tag,
			  struct hk_buf *out, struct hk_error *err)
{
	size_t packed = 0;
	char *to;

	if (hk_buf_reserve(out, 1 + tag.len))
		return hk_error_nomem(err);
	to = out->data + out->len + 1;
	/* What does not get smaller stays as it is: 0. */
	if (tag.len > PACK_MIN)
		packed = libdeflate_deflate_compress(packer->deflater, tag.data,
						     tag.len, to, tag.len - 1);
	if (!packed)
		memcpy(to, tag.data, tag.len);
	to[-1] = packed ? XAP_PACKED : XAP_PLAIN;
	out->len += 1 + (packed ? packed : tag.len);
	out->data[out->len] = '\0';
	return HK_OK;
}

/* ---- Lists of terms ---- */

/* Bytes of a term in a list at most, beside its text: how much is the same as
 * before, how much is not, its wdf. And of what a list begins with. */
static const size_t TERM_HEAD = 2 + HK_LEB128_MAX;
static const size_t LIST_HEAD = 2 * HK_LEB128_MAX;

/* Write the term behind `before`: how much of it is the same, and its wdf, in
 * one byte if they are small. Where it ends. */
static char *add_term(char *out, struct hk_str before,
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
	*out++ = static_cast<char>(both < 256 ? both : same);
	*out++ = static_cast<char>(text.len - same);
	out = std::copy(text.data + same, text.data + text.len, out);
	return both < 256 ? out : out + hk_leb128_put(out, term->wdf);
}

/* Write a list that is not empty, of terms whose wdf are `length` in all. */
static char *put_terms(char *out, const struct xap_packer_term *terms,
		       size_t count, uint64_t length)
{
	out += hk_leb128_put(out, length);
	out += hk_leb128_put(out, count);
	*out++ = static_cast<char>(terms[0].text.len);
	out = std::copy(terms[0].text.data,
			terms[0].text.data + terms[0].text.len, out);
	out += hk_leb128_put(out, terms[0].wdf);
	for (size_t i = 1; i < count; i++)
		out = add_term(out, terms[i - 1].text, &terms[i]);
	return out;
}

enum hk_status xap_packer_terms(struct xap_packer *packer, struct hk_buf *out,
				const struct xap_packer_term *terms,
				size_t count, struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		std::string &list = packer->plain;
		size_t most = LIST_HEAD, len = 0;
		uint64_t length = 0;

		for (size_t i = 0; i < count; i++) {
			enum hk_status status =
				xap_check_term(terms[i].text, err);

			if (status)
				return status;
			length += terms[i].wdf;
			most += TERM_HEAD + terms[i].text.len;
		}
		if (list.size() < most)
			list.resize(2 * most);
		if (count)
			len = static_cast<size_t>(
				put_terms(&list[0], terms, count, length) -
				list.data());
		return put(packer, hk_span_str(list.data(), len), out, err);
	});
}

/* ---- Unpacking, for the engine's writer ---- */

static const char BROKEN[] = "what was packed is damaged";

std::string xap_unpack(struct hk_str tag)
{
	const std::unique_ptr<struct libdeflate_decompressor,
			      decltype(&libdeflate_free_decompressor)>
		inflater(libdeflate_alloc_decompressor(),
			 libdeflate_free_decompressor);
	std::string out;
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t len = 0;

	if (!tag.len)
		throw std::runtime_error(BROKEN);
	if (tag.data[0] != XAP_PACKED)
		return std::string(tag.data + 1, tag.len - 1);
	if (!inflater)
		throw std::bad_alloc();
	for (size_t room = 4 * tag.len; result == LIBDEFLATE_INSUFFICIENT_SPACE;
	     room *= 2) {
		out.resize(room);
		result = libdeflate_deflate_decompress(
			inflater.get(), tag.data + 1, tag.len - 1, &out[0],
			room, &len);
	}
	if (result != LIBDEFLATE_SUCCESS)
		throw std::runtime_error(BROKEN);
	out.resize(len);
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
