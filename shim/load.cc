/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/load.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "shim/glass.h"
#include "shim/guard.h"
#include "shim/packer_private.h"
#include "shim/trial.h"

namespace
{
/* Bytes of a piece of a list, about, as Xapian has them. */
constexpr size_t CHUNK = 2000;
/* Of lists of so many, the first and the last piece have EDGE entries: an
 * update writes both anew, the first for the list's counts, the last for its
 * own entry. */
constexpr size_t LONG = 120, EDGE = 4;
constexpr struct xap_glass_shape OTHERS = {GLASS_BLOCK, 0, GLASS_PACK_MIN};
/* Bytes of each block of postings that are left free. That is where an update
 * lands, with a few entries in a block for nearly each of its terms; what it
 * appends to the other tables goes into one block. */
constexpr size_t SPARE = 16;
/* What the keys of the table of postings begin with, but for those of terms. */
const std::string METADATA("\0\xc0", 2), BOUNDS("\0\xd0", 2),
	VALUES("\0\xd8", 2), LENGTHS("\0\xe0", 2);

/* The values of a slot, as they come. */
struct slot {
	uint32_t count = 0, first = 0, last = 0;
	std::string low, high, tag;
	/* Whole pieces, by the number of their first document. */
	std::vector<std::pair<uint32_t, std::string>> chunks;

	void add(uint32_t number, struct hk_str value)
	{
		const std::string text(value.data, value.len);

		if (!count++) {
			low = high = text;
		} else {
			low = std::min(low, text);
			high = std::max(high, text);
		}
		if (tag.empty())
			first = number;
		else
			xap_glass_pack(tag, number - last - 1);
		last = number;
		xap_glass_pack_string(tag, value.data, value.len);
		if (tag.size() >= CHUNK)
			end();
	}

	void end()
	{
		if (!tag.empty())
			chunks.emplace_back(first, tag);
		tag.clear();
	}
};
} // namespace

struct xap_load {
	std::string path;
	bool direct = false;

	/* Directly: */
	std::unique_ptr<xap_glass_table> postings, records, terms;
	std::array<struct slot, XAP_LOAD_SLOTS> slots;
	std::vector<struct xap_posting> lengths;
	struct xap_glass_totals totals = {};
	bool in_terms = false;
	/* The key and the tag at hand. */
	std::string key, tag, body;

	/* By the engine: */
	std::unique_ptr<Xapian::WritableDatabase> engine;
};

static struct xap_task task(const struct xap_load *load)
{
	return {HK_MESSAGE("write"), load->path.c_str(), nullptr};
}

static enum hk_status begin_directly(struct xap_load *load, uint32_t documents,
				     struct hk_error *err)
{
	const struct xap_glass_shape postings = {xap_glass_block(documents),
						 SPARE, 0};
	enum hk_status status;

	load->postings.reset(
		new xap_glass_table(load->path + "/postlist.glass", postings));
	load->records.reset(
		new xap_glass_table(load->path + "/docdata.glass", OTHERS));
	load->terms.reset(
		new xap_glass_table(load->path + "/termlist.glass", OTHERS));
	status = load->postings->create(err);
	if (!status)
		status = load->records->create(err);
	return status ? status : load->terms->create(err);
}

enum hk_status xap_load_new(struct xap_load **out, const char *path,
			    uint32_t documents, enum xap_load_way way,
			    struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, {HK_MESSAGE("make"), path, nullptr}, [&] {
		std::unique_ptr<struct xap_load> load(new xap_load());
		enum hk_status status = xap_trust(err);

		if (status)
			return status;
		load->path = path;
		load->direct = way == XAP_LOAD_BEST && xap_is_known();
		if (load->direct)
			status = begin_directly(load.get(), documents, err);
		else
			load->engine.reset(new Xapian::WritableDatabase(
				path, Xapian::DB_CREATE |
					      Xapian::DB_BACKEND_GLASS |
					      Xapian::DB_NO_SYNC |
					      Xapian::DB_DANGEROUS));
		if (!status)
			*out = load.release();
		return status;
	});
}

void xap_load_free(struct xap_load *load)
{
	if (!load)
		return;
	/* Closing saves what is not in a transaction. */
	if (load->engine)
		xap_guard(nullptr, task(load), [&] {
			load->engine->begin_transaction(false);
			return HK_OK;
		});
	xap_guard(nullptr, {HK_MESSAGE("close"), "", nullptr}, [&] {
		delete load;
		return HK_OK;
	});
}

enum hk_status xap_load_metadata(struct xap_load *load, struct hk_str key,
				 struct hk_str value, struct hk_error *err)
{
	return xap_guard(err, task(load), [&] {
		const std::string name(key.data, key.len);

		if (!load->direct) {
			load->engine->set_metadata(
				name, std::string(value.data, value.len));
			return HK_OK;
		}
		return load->postings->add(METADATA + name, value.data,
					   value.len, false, err);
	});
}

/* ---- Documents ---- */

static enum hk_status by_engine(struct xap_load *load,
				const struct xap_load_entry *document)
{
	Xapian::Document doc;

	xap_unpack_terms(doc, xap_unpack(document->terms));
	doc.set_data(std::string(document->record.data, document->record.len));
	for (unsigned i = 0; i < XAP_LOAD_SLOTS; i++)
		doc.add_value(i, std::string(document->values[i].data,
					     document->values[i].len));
	/* There is none to replace; this gives it its number. */
	load->engine->replace_document(document->number, doc);
	return HK_OK;
}

/* What is packed has a byte before it that says so. */
static enum hk_status add_packed(xap_glass_table &table, const std::string &key,
				 struct hk_str tag, struct hk_error *err)
{
	return table.add(key, tag.data + 1, tag.len - 1,
			 tag.data[0] == XAP_PACKED, err);
}

/* Note its values; the table of terms has which slots it uses. */
static enum hk_status add_values(struct xap_load *load,
				 const struct xap_load_entry *document,
				 struct hk_error *err)
{
	std::string used;
	unsigned next = 0;

	for (unsigned i = 0; i < XAP_LOAD_SLOTS; i++) {
		if (!document->values[i].len)
			continue;
		load->slots[i].add(document->number, document->values[i]);
		xap_glass_pack(used, i - next);
		next = i + 1;
	}
	if (used.empty())
		return HK_OK;
	load->key += '\0';
	return load->terms->add(load->key, used.data(), used.size(), false,
				err);
}

static enum hk_status directly(struct xap_load *load,
			       const struct xap_load_entry *document,
			       struct hk_error *err)
{
	struct xap_glass_totals &t = load->totals;
	const uint32_t length = document->length;
	enum hk_status status = HK_OK;

	load->key.clear();
	xap_glass_pack_sorting(load->key, document->number);
	if (document->record.len)
		status = load->records->add(load->key, document->record.data,
					    document->record.len, false, err);
	if (!status)
		status = add_packed(*load->terms, load->key, document->terms,
				    err);
	if (!status)
		status = add_values(load, document, err);
	load->lengths.push_back({document->number, length});
	t.documents++;
	t.last = document->number;
	if (length && (!t.shortest || length < t.shortest))
		t.shortest = length;
	t.longest = std::max(t.longest, length);
	t.length += length;
	return status;
}

enum hk_status xap_load_document(struct xap_load *load,
				 const struct xap_load_entry *document,
				 struct hk_error *err)
{
	return xap_guard(err, task(load), [&] {
		return load->direct ? directly(load, document, err)
				    : by_engine(load, document);
	});
}

/* ---- Posting lists ---- */

/* Write a piece of the list of `term`; of the lengths, which Xapian keeps as a
 * list without entries, if that is empty. */
static enum hk_status put_chunk(struct xap_load *load, const std::string &term,
				const struct xap_posting *first,
				const struct xap_posting *last, bool is_first,
				bool is_last, struct hk_error *err)
{
	std::string &key = load->key;

	key = term.empty() ? LENGTHS : term;
	if (!is_first) {
		if (!term.empty())
			key += '\0';
		xap_glass_pack_sorting(key, first->number);
	}
	load->tag += is_last ? '1' : '0';
	xap_glass_pack(load->tag, last->number - first->number);
	load->tag += load->body;
	load->body.clear();
	enum hk_status status = load->postings->add(
		key, load->tag.data(), load->tag.size(), false, err);

	load->tag.clear();
	return status;
}

static enum hk_status put_list(struct xap_load *load, const std::string &term,
			       const struct xap_posting *postings, size_t count,
			       struct hk_error *err)
{
	const bool is_long = !term.empty() && count >= LONG;
	size_t first = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += postings[i].wdf;
	load->tag.clear();
	load->body.clear();
	xap_glass_pack(load->tag, term.empty() ? 0 : count);
	xap_glass_pack(load->tag, term.empty() ? 0 : sum);
	xap_glass_pack(load->tag, postings[0].number - 1);
	for (size_t i = 0; i < count; i++) {
		if (i && postings[i].number <= postings[i - 1].number)
			return hk_error_set(err, HK_EINDEX,
					    "cannot write %s: the documents of "
					    "a term do not ascend",
					    load->path.c_str());
		if (load->body.size() >= CHUNK ||
		    (is_long && (i == EDGE || i == count - EDGE))) {
			enum hk_status status = put_chunk(
				load, term, &postings[first], &postings[i - 1],
				first == 0, false, err);

			if (status)
				return status;
			first = i;
		} else if (i > first) {
			xap_glass_pack(load->body,
				       postings[i].number -
					       postings[i - 1].number - 1);
		}
		xap_glass_pack(load->body, postings[i].wdf);
		if (!term.empty())
			load->totals.wdf_max =
				std::max(load->totals.wdf_max, postings[i].wdf);
	}
	return put_chunk(load, term, &postings[first], &postings[count - 1],
			 first == 0, true, err);
}

/* Values and lengths stand before all terms: of the values first the bounds of
 * all slots, then the values. */
static enum hk_status put_values(struct xap_load *load, struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (unsigned i = 0; i < XAP_LOAD_SLOTS && !status; i++) {
		struct slot &s = load->slots[i];
		std::string key = BOUNDS, tag;

		s.end();
		if (!s.count)
			continue;
		if (i) /* a number's last byte that is not 0 */
			key += static_cast<char>(i);
		xap_glass_pack(tag, s.count);
		xap_glass_pack_string(tag, s.low.data(), s.low.size());
		if (s.low != s.high)
			tag += s.high;
		status = load->postings->add(key, tag.data(), tag.size(), false,
					     err);
	}
	for (unsigned i = 0; i < XAP_LOAD_SLOTS && !status; i++) {
		for (const auto &chunk : load->slots[i].chunks) {
			std::string key = VALUES;

			xap_glass_pack(key, i);
			xap_glass_pack_sorting(key, chunk.first);
			status = load->postings->add(key, chunk.second.data(),
						     chunk.second.size(), false,
						     err);
			if (status)
				break;
		}
		load->slots[i] = slot();
	}
	return status ? status
		      : put_list(load, std::string(), load->lengths.data(),
				 load->lengths.size(), err);
}

/* What stands before the terms, once. */
static enum hk_status go_on(struct xap_load *load, struct hk_error *err)
{
	if (load->in_terms)
		return HK_OK;
	load->in_terms = true;
	if (load->lengths.empty())
		return hk_error_set(err, HK_EINDEX,
				    "cannot write %s: there is no document",
				    load->path.c_str());
	return put_values(load, err);
}

enum hk_status xap_load_term(struct xap_load *load, struct hk_str term,
			     const struct xap_posting *postings, size_t count,
			     struct hk_error *err)
{
	return xap_guard(err, task(load), [&] {
		enum hk_status status = xap_check_term(term, err);

		if (status || !load->direct || !count)
			return status;
		status = go_on(load, err);
		return status ? status
			      : put_list(load, std::string(term.data, term.len),
					 postings, count, err);
	});
}

enum hk_status xap_load_finish(struct xap_load *load, struct hk_error *err)
{
	return xap_guard(err, task(load), [&] {
		if (!load->direct) {
			load->engine->commit();
			load->engine->close();
			load->engine.reset();
			return HK_OK;
		}
		enum hk_status status = go_on(load, err);

		if (!status)
			status = load->postings->finish(err);
		if (!status)
			status = load->records->finish(err);
		if (!status)
			status = load->terms->finish(err);
		return status ? status
			      : xap_glass_write_version(
					load->path, *load->postings,
					*load->records, *load->terms,
					load->totals, err);
	});
}
