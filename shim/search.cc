/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <cassert>
#include <memory>
#include <vector>

static_assert(XAP_NO_SLOT == Xapian::BAD_VALUENO, "no slot is no slot");

/* Everything that can be told without the database is taken out at once, so
 * that telling it cannot fail. */
struct xap_hits {
	struct hit {
		Xapian::docid number;
		double weight;
	};

	Xapian::MSet mset;
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

		enquire.set_query(how->weighting == XAP_BOOLEAN ? query->filter
								: query->query);
		set_weighting(enquire, how);
		enquire.set_collapse_key(how->collapse_slot, how->collapse_max);
		if (how->order_slot != XAP_NO_SLOT)
			enquire.set_sort_by_relevance_then_value(
				how->order_slot, false);
		hits->mset = enquire.get_mset(how->first, how->limit,
					      how->check_at_least);
		/* No MSet::fetch(): it crashes where first is not 0. */
		hits->name = db->name;
		for (auto i = hits->mset.begin(); i != hits->mset.end(); ++i)
			hits->hits.push_back({*i, i.get_weight()});
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

enum hk_status xap_hits_record(const struct xap_hits *hits, uint32_t i,
			       struct hk_buf *out, struct hk_error *err)
{
	assert(i < hits->hits.size());
	return xap_guard(
		err, {"read a record of", hits->name.c_str(), nullptr}, [&] {
			Xapian::Document doc = hits->mset[i].get_document();

			return xap_append(out, doc.get_data(), err);
		});
}

enum hk_status xap_hits_value(const struct xap_hits *hits, uint32_t i,
			      unsigned slot, struct hk_buf *out,
			      struct hk_error *err)
{
	assert(i < hits->hits.size());
	return xap_guard(
		err, {"read a value of", hits->name.c_str(), nullptr}, [&] {
			Xapian::Document doc = hits->mset[i].get_document();

			return xap_append(out, doc.get_value(slot), err);
		});
}
