/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

static_assert(XAP_NO_SLOT == Xapian::BAD_VALUENO, "no slot is no slot");

/* How many records of remote databases are fetched at a time. */
static const Xapian::doccount FETCH = 64;

/* Everything that needs no database later is copied at once, so that reading it
 * cannot fail. */
struct xap_hits {
	struct hit {
		Xapian::docid number = 0;
		double weight = 0;
		std::string key; /* value of the slot collapsed on */
	};

	Xapian::MSet mset;
	std::string name;
	std::vector<hit> hits;
	Xapian::doccount lower_bound = 0;
	/* For remote databases: */
	std::vector<Xapian::Database> parts;
	std::shared_ptr<std::string> lost;
	const struct hk_stop *stop = nullptr;
	mutable std::vector<std::string> records; /* read so far */
};

/*
 * Xapian loses documents. As better ones are found, it turns an OR whose lesser
 * side alone no longer suffices into an AND MAYBE, and that into an AND. Where
 * the latter happens in AndMaybePostList::next() (1.4.22), it goes on behind
 * the further of the two sides' heads; but if that side is ahead of the current
 * document, the other side may have the document there, too, and it is passed
 * over. The same change in skip_to() is sound. So queries are put into an AND
 * with a source that proposes one document number after another; it says that
 * it has no documents, for AND moves by next() only in the rarest of its parts.
 *
 * It is also what ends a search that somebody waits for no more: the matcher
 * itself calls nothing else of ours.
 */
class Steps final : public Xapian::PostingSource
{
	const struct hk_stop *stop;
	Xapian::docid at = 0, last = 0;

      public:
	explicit Steps(const struct hk_stop *s) : stop(s) {}
	PostingSource *clone() const override
	{
		return new Steps(stop);
	}
	void init(const Xapian::Database &from) override
	{
		at = 0;
		last = from.get_lastdocid();
	}
	Xapian::doccount get_termfreq_min() const override
	{
		return 0;
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return 0;
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return last;
	}
	void next(double) override
	{
		xap_heed(stop);
		at++;
	}
	void skip_to(Xapian::docid to, double) override
	{
		xap_heed(stop);
		at = std::max(at, to);
	}
	bool at_end() const override
	{
		return at > last;
	}
	Xapian::docid get_docid() const override
	{
		return at;
	}
};

/* Has no documents. */
class Nothing final : public Xapian::PostingSource
{
      public:
	PostingSource *clone() const override
	{
		return new Nothing();
	}
	void init(const Xapian::Database &) override {}
	Xapian::doccount get_termfreq_min() const override
	{
		return 0;
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return 0;
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return 0;
	}
	void next(double) override {}
	bool at_end() const override
	{
		return true;
	}
	Xapian::docid get_docid() const override
	{
		return 0;
	}
};

/* A query that loses no document; see above. (Were it an AND MAYBE, it would be
 * taken out of the AND again, and moved by next(); it is not in an OR.) */
static Xapian::Query in_steps(const struct xap_db *db,
			      const Xapian::Query &query)
{
	Xapian::Query nothing((new Nothing())->release());
	Xapian::Query steps((new Steps(db->stop))->release());

	return Xapian::Query(
		Xapian::Query::OP_FILTER,
		Xapian::Query(Xapian::Query::OP_OR, query, nothing), steps);
}

static void set_weighting(Xapian::Enquire &enquire,
			  const struct xap_search_how *how)
{
	/* Xapian's defaults: no bonus for short documents; a word that is twice
	 * in the query weighs a third more. */
	const double k2 = 0, k3 = 1;

	switch (how->weighting) {
	case XAP_BM25_PLUS:
		enquire.set_weighting_scheme(Xapian::BM25PlusWeight(
			how->k1, k2, k3, how->b, how->min_normlen, how->delta));
		break;
	case XAP_BOOLEAN:
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		break;
	}
}

/* Many times the processor time that the most expensive search takes: counting
 * the matches of a common word takes 3 us per passage (docs/BENCHMARKS.md). */
static const unsigned long WATCH_MS = 20000, PASSAGES_PER_MS = 50;

template <class Body>
static Xapian::MSet watched(const struct xap_db *db, Body body)
{
	struct watch {
		~watch()
		{
			xap_watch_end();
		}
	} end;

	xap_watch_begin(WATCH_MS + db->db.get_doccount() / PASSAGES_PER_MS);
	return body();
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

		Xapian::doccount least = how->check_at_least;

		const Xapian::Query &wanted = how->weighting == XAP_BOOLEAN
						      ? query->filter
						      : query->query;

		/* Remote servers do not know our sources: let them look at all
		 * matches. */
		enquire.set_query(db->remote ? wanted : in_steps(db, wanted));
		if (how->weighting != XAP_BOOLEAN && db->remote)
			least = std::max(least, db->db.get_doccount());
		set_weighting(enquire, how);
		enquire.set_collapse_key(how->collapse_slot);
		if (how->by_value)
			enquire.set_sort_by_value_then_relevance(
				how->value_slot, how->descending);
		else if (how->order_slot != XAP_NO_SLOT)
			enquire.set_sort_by_relevance_then_value(
				how->order_slot, false);
		hits->mset = watched(db, [&] {
			return enquire.get_mset(how->first, how->limit, least);
		});
		hits->name = db->name;
		hits->lost = db->lost;
		hits->stop = db->stop;
		if (db->remote)
			hits->parts = db->parts;
		for (auto i = hits->mset.begin(); i != hits->mset.end(); ++i)
			hits->hits.push_back(
				{*i, i.get_weight(), i.get_collapse_key()});
		hits->lower_bound = hits->mset.get_matches_lower_bound();
		*out = hits.release();
		return HK_OK;
	});
}

void xap_hits_free(struct xap_hits *hits)
{
	xap_guard(nullptr, {HK_MESSAGE("free"), HK_MESSAGE("results"), nullptr},
		  [&] {
			  delete hits;
			  return HK_OK;
		  });
}

uint32_t xap_hits_count(const struct xap_hits *hits)
{
	return static_cast<uint32_t>(hits->hits.size());
}

uint32_t xap_hits_lower_bound(const struct xap_hits *hits)
{
	return hits->lower_bound;
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

/*
 * Read the records of the next hits. A record of a remote database takes a
 * round trip, also with MSet::fetch() (1.4.22), so each database has a thread
 * of its own.
 */
static void read_more(const struct xap_hits *hits)
{
	const size_t count = hits->parts.size(), from = hits->records.size();
	const size_t end = std::min(hits->hits.size(), from + FETCH);
	std::vector<std::string> records(end - from);
	std::vector<std::exception_ptr> failures(count);
	std::vector<std::thread> threads;
	auto read = [&](size_t part) {
		try {
			for (size_t i = from; i < end; i++) {
				/* How Xapian numbers several databases. */
				size_t number = hits->hits[i].number - 1;

				if (number % count == part)
					records[i - from] =
						hits->parts[part]
							.get_document(
								number / count +
								1)
							.get_data();
			}
		} catch (...) {
			failures[part] = std::current_exception();
		}
	};

	threads.reserve(count);
	for (size_t part = 1; part < count; part++) {
		try {
			threads.emplace_back(read, part);
		} catch (const std::system_error &) {
			read(part); /* no thread: do it here */
		}
	}
	read(0);
	for (auto &thread : threads)
		thread.join();
	for (auto &failure : failures)
		if (failure)
			std::rethrow_exception(failure);
	for (auto &record : records)
		hits->records.push_back(std::move(record));
}

static struct xap_task hits_task(const struct xap_hits *hits, const char *verb)
{
	return {verb, hits->name.c_str(), nullptr, hits->lost.get(),
		hits->stop};
}

enum hk_status xap_hits_record(const struct xap_hits *hits, uint32_t i,
			       struct hk_buf *out, struct hk_error *err)
{
	assert(i < hits->hits.size());
	return xap_guard(err, hits_task(hits, "read a record of"), [&] {
		if (hits->parts.empty())
			return xap_append(
				out, hits->mset[i].get_document().get_data(),
				err);
		while (hits->records.size() <= i)
			read_more(hits);
		return xap_append(out, hits->records[i], err);
	});
}
