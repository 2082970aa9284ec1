/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <cassert>
#include <cmath>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <vector>

struct xap_pool {
	const struct xap_db *db = nullptr;
	/* A deque, so that nodes do not move when it grows. */
	std::deque<struct xap_query> nodes;
	struct hk_error first = {};
};

/* Add the query that `make` returns, unless the pool has failed before. */
template <class Make>
static struct xap_query *pool_add(struct xap_pool *pool, Make make) noexcept
{
	struct xap_query *node = nullptr;

	assert(pool);
	xap_guard(nullptr,
		  {HK_MESSAGE("make"), HK_MESSAGE("a query"), &pool->first},
		  [&] {
			  pool->nodes.push_back(make());
			  node = &pool->nodes.back();
			  return HK_OK;
		  });
	return node;
}

enum hk_status xap_pool_new(struct xap_pool **out, const struct xap_db *db,
			    struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(
		err, {HK_MESSAGE("make"), HK_MESSAGE("a query"), nullptr}, [&] {
			*out = new xap_pool{db, {}, {}};
			return HK_OK;
		});
}

void xap_pool_free(struct xap_pool *pool)
{
	xap_guard(nullptr, {HK_MESSAGE("free"), HK_MESSAGE("a query"), nullptr},
		  [&] {
			  delete pool;
			  return HK_OK;
		  });
}

enum hk_status xap_pool_status(const struct xap_pool *pool,
			       struct hk_error *err)
{
	if (err && pool->first.status)
		*err = pool->first;
	return pool->first.status;
}

/* A query that is the same with and without weights. */
static struct xap_query both(const Xapian::Query &query)
{
	return {query, query};
}

/* Gives the documents of a term, one by one. */
class TermSource final : public Xapian::PostingSource
{
	std::string term;
	Xapian::Database db;
	Xapian::PostingIterator at, end;
	bool begun = false;

      public:
	explicit TermSource(const std::string &t) : term(t) {}
	PostingSource *clone() const override
	{
		return new TermSource(term);
	}
	void init(const Xapian::Database &from) override
	{
		db = from;
		at = db.postlist_begin(term);
		end = db.postlist_end(term);
		begun = false;
	}
	Xapian::doccount get_termfreq_min() const override
	{
		return db.get_termfreq(term);
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return db.get_termfreq(term);
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return db.get_termfreq(term);
	}
	void next(double) override
	{
		if (begun)
			++at;
		begun = true;
	}
	void skip_to(Xapian::docid to, double) override
	{
		begun = true;
		if (at != end)
			at.skip_to(to);
	}
	bool at_end() const override
	{
		return begun && at == end;
	}
	Xapian::docid get_docid() const override
	{
		return *at;
	}
};

/*
 * A query for a term whose weight is not needed. If all documents of a database
 * have the term, Xapian (1.4.22) then reads the list of all documents, but
 * under the term's name. If documents were deleted and the list has more than
 * one chunk, it takes the second chunk for that of another term and reports a
 * damaged database. So we ask for the list of all documents by its own name; if
 * this is so in some of several databases only, we use a source of our own.
 */
static Xapian::Query safe_term(const struct xap_db *db, const std::string &term)
{
	Xapian::doccount all = db->db.get_doccount();

	if (all && xap_term_freq(db, term) == all)
		return Xapian::Query(std::string());
	/* Remote servers do not know our sources. */
	if (db->parts.size() < 2 || db->remote)
		return Xapian::Query(term);
	for (const auto &part : db->parts) {
		all = part.get_doccount();
		if (all && all != part.get_lastdocid() &&
		    part.get_termfreq(term) == all)
			return Xapian::Query((new TermSource(term))->release());
	}
	return Xapian::Query(term);
}

struct xap_query *xap_query_term(struct xap_pool *pool, struct hk_str term)
{
	return pool_add(pool, [&] {
		/* Xapian takes the empty term for all documents. */
		if (!term.len || term.len > XAP_TERM_MAX ||
		    memchr(term.data, '\0', term.len))
			return both(Xapian::Query());
		return xap_query{Xapian::Query(xap_string(term)),
				 safe_term(pool->db, xap_string(term))};
	});
}

struct xap_query *xap_query_join(struct xap_pool *pool, enum xap_op op,
				 struct xap_query *const *parts, size_t count)
{
	static const Xapian::Query::op ops[] = {
		Xapian::Query::OP_AND,	   Xapian::Query::OP_OR,
		Xapian::Query::OP_AND_NOT, Xapian::Query::OP_AND_MAYBE,
		Xapian::Query::OP_FILTER,  Xapian::Query::OP_SYNONYM,
	};

	assert(op <= XAP_SYNONYM);
	return pool_add(pool, [&] {
		std::vector<Xapian::Query> queries, filters;

		for (size_t i = 0; i < count; i++) {
			bool filters_only =
				i && (op == XAP_FILTER || op == XAP_AND_NOT);

			if (!parts[i])
				throw std::invalid_argument(
					"a part of the query is NULL");
			queries.push_back(filters_only ? parts[i]->filter
						       : parts[i]->query);
			filters.push_back(parts[i]->filter);
		}
		return xap_query{
			Xapian::Query(ops[op], queries.begin(), queries.end()),
			Xapian::Query(ops[op], filters.begin(), filters.end())};
	});
}

struct xap_query *xap_query_scale(struct xap_pool *pool, struct xap_query *part,
				  double factor)
{
	return pool_add(pool, [&] {
		if (!part)
			throw std::invalid_argument(
				"a part of the query is NULL");
		if (!std::isfinite(factor))
			throw std::invalid_argument("a weight is not finite");
		return xap_query{Xapian::Query(factor, factor > 0
							       ? part->query
							       : part->filter),
				 part->filter};
	});
}

struct xap_query *xap_query_constant(struct xap_pool *pool,
				     struct xap_query *part, double weight)
{
	return pool_add(pool, [&] {
		if (!part)
			throw std::invalid_argument(
				"a part of the query is NULL");
		if (!std::isfinite(weight))
			throw std::invalid_argument("a weight is not finite");
		/* The query owns the source. */
		auto *source = new Xapian::FixedWeightPostingSource(weight);
		Xapian::Query constant(source->release());

		return xap_query{
			Xapian::Query(Xapian::Query::OP_AND, constant,
				      Xapian::Query(0.0, part->filter)),
			part->filter};
	});
}

struct xap_query *xap_query_range(struct xap_pool *pool, unsigned slot,
				  struct hk_str low, struct hk_str high)
{
	return pool_add(pool, [&] {
		/* A NUL is the smallest value, so that documents without a
		 * value do not match. */
		std::string from =
			low.len ? xap_string(low) : std::string(1, '\0');

		if (!high.len)
			return both(Xapian::Query(Xapian::Query::OP_VALUE_GE,
						  slot, from));
		return both(Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
					  from, xap_string(high)));
	});
}

struct xap_query *xap_query_all(struct xap_pool *pool)
{
	/* Not MatchAll, whose reference count all threads would share. */
	return pool_add(pool,
			[] { return both(Xapian::Query(std::string())); });
}

struct xap_query *xap_query_none(struct xap_pool *pool)
{
	return pool_add(pool, [] { return both(Xapian::Query()); });
}
