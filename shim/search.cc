/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <cassert>
#include <memory>
#include <vector>

static_assert(XAP_NO_SLOT == Xapian::BAD_VALUENO, "no slot is no slot");

/* Documents asked of remote databases at once. */
static const Xapian::doccount FETCH = 64;

/* Everything that can be told without the database is taken out at once, so
 * that telling it cannot fail. */
struct xap_hits {
	struct hit {
		Xapian::docid number;
		double weight;
		std::string key; /* that was collapsed on */
	};

	/* MSet::fetch() crashes on results that do not begin with the first,
	 * so those of remote databases do, and we pass over `skipped`. */
	mutable Xapian::MSet mset;
	Xapian::doccount skipped;
	bool remote;
	mutable Xapian::doccount fetched; /* documents asked for so far */
	std::shared_ptr<std::string> lost;
	std::string name;
	std::vector<hit> hits;
	Xapian::doccount estimated, lower_bound, upper_bound;
};

static void set_weighting(Xapian::Enquire &enquire,
			  const struct xap_search_how *how)
{
	/* Xapian's defaults: no bonus for short documents; a word that stands
	 * twice in the query weighs a third more. */
	const double k2 = 0, k3 = 1;

	switch (how->weighting) {
	case XAP_BM25_PLUS:
		enquire.set_weighting_scheme(Xapian::BM25PlusWeight(
			how->k1, k2, k3, how->b, how->min_normlen, how->delta));
		break;
	case XAP_BM25:
		enquire.set_weighting_scheme(Xapian::BM25Weight(
			how->k1, k2, k3, how->b, how->min_normlen));
		break;
	case XAP_BOOLEAN:
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		break;
	}
}

enum hk_status xap_search(struct xap_hits **out, const struct xap_db *db,
			  const struct xap_query *query,
			  const struct xap_search_how *how,
			  struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, xap_db_task(db, "search"), [&] {
		std::unique_ptr<struct xap_hits> hits(new xap_hits());
		Xapian::Enquire enquire(db->db);

		enquire.set_query(query->query);
		set_weighting(enquire, how);
		enquire.set_collapse_key(how->collapse_slot, how->collapse_max);
		if (how->order_slot != XAP_NO_SLOT)
			enquire.set_sort_by_relevance_then_value(
				how->order_slot, false);
		hits->name = db->name;
		hits->lost = db->lost;
		hits->remote = db->remote;
		hits->skipped = db->remote ? how->first : 0;
		hits->fetched = hits->skipped;
		hits->mset =
			enquire.get_mset(how->first - hits->skipped,
					 how->limit > UINT32_MAX - hits->skipped
						 ? UINT32_MAX
						 : how->limit + hits->skipped,
					 how->check_at_least);
		for (Xapian::doccount n = hits->skipped; n < hits->mset.size();
		     n++) {
			const Xapian::MSetIterator i = hits->mset[n];

			hits->hits.push_back(
				{*i, i.get_weight(), i.get_collapse_key()});
		}
		hits->estimated = hits->mset.get_matches_estimated();
		hits->lower_bound = hits->mset.get_matches_lower_bound();
		hits->upper_bound = hits->mset.get_matches_upper_bound();
		*out = hits.release();
		return HK_OK;
	});
}

void xap_hits_free(struct xap_hits *hits)
{
	xap_guard(nullptr, {"free", "results", nullptr}, [&] {
		delete hits;
		return HK_OK;
	});
}

uint32_t xap_hits_count(const struct xap_hits *hits)
{
	return static_cast<uint32_t>(hits->hits.size());
}

uint32_t xap_hits_estimated(const struct xap_hits *hits)
{
	return hits->estimated;
}

uint32_t xap_hits_lower_bound(const struct xap_hits *hits)
{
	return hits->lower_bound;
}

uint32_t xap_hits_upper_bound(const struct xap_hits *hits)
{
	return hits->upper_bound;
}

uint32_t xap_hits_number(const struct xap_hits *hits, uint32_t i)
{
	assert(i < hits->hits.size());
	return hits->hits[i].number;
}

double xap_hits_weight(const struct xap_hits *hits, uint32_t i)
{
	assert(i < hits->hits.size());
	return hits->hits[i].weight;
}

struct hk_str xap_hits_collapse_key(const struct xap_hits *hits, uint32_t i)
{
	assert(i < hits->hits.size());
	return xap_bytes(hits->hits[i].key);
}

/* The document of hit `i`. Asking a remote database for one at a time would
 * cost a journey each; for too many, both sides would wait for the other to
 * read. */
static Xapian::Document document(const struct xap_hits *hits, uint32_t i)
{
	const Xapian::doccount at = hits->skipped + i;
	const Xapian::doccount size = hits->mset.size();

	if (hits->remote && at >= hits->fetched) {
		hits->fetched = size - at > FETCH ? at + FETCH : size;
		hits->mset.fetch(hits->mset[at],
				 hits->fetched < size
					 ? hits->mset[hits->fetched]
					 : hits->mset.end());
	}
	return hits->mset[at].get_document();
}

static struct xap_task hits_task(const struct xap_hits *hits, const char *verb)
{
	return {verb, hits->name.c_str(), nullptr, hits->lost.get()};
}

enum hk_status xap_hits_record(const struct xap_hits *hits, uint32_t i,
			       struct hk_buf *out, struct hk_error *err)
{
	assert(i < hits->hits.size());
	return xap_guard(err, hits_task(hits, "read a record of"), [&] {
		return xap_append(out, document(hits, i).get_data(), err);
	});
}

enum hk_status xap_hits_value(const struct xap_hits *hits, uint32_t i,
			      unsigned slot, struct hk_buf *out,
			      struct hk_error *err)
{
	assert(i < hits->hits.size());
	return xap_guard(err, hits_task(hits, "read a value of"), [&] {
		return xap_append(out, document(hits, i).get_value(slot), err);
	});
}
