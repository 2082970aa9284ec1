/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <cassert>
#include <cmath>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <vector>

struct xap_pool {
	/* A deque, since nodes stay where they are while it grows. */
	std::deque<struct xap_query> nodes;
	struct hk_error first;
};

/* Put the query that `make` gives into the pool, unless it failed before. */
template <class Make>
static struct xap_query *pool_add(struct xap_pool *pool, Make make) noexcept
{
	struct xap_query *node = nullptr;

	assert(pool);
	xap_guard(nullptr, {"make", "a query", &pool->first}, [&] {
		pool->nodes.push_back({make()});
		node = &pool->nodes.back();
		return HK_OK;
	});
	return node;
}

enum hk_status xap_pool_new(struct xap_pool **out, struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, {"make", "a query", nullptr}, [&] {
		*out = new xap_pool();
		return HK_OK;
	});
}

void xap_pool_free(struct xap_pool *pool)
{
	xap_guard(nullptr, {"free", "a query", nullptr}, [&] {
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

struct xap_query *xap_query_term(struct xap_pool *pool, struct hk_str term,
				 uint32_t wqf)
{
	return pool_add(pool, [&] {
		/* Xapian takes the empty term for all documents. */
		if (!term.len || term.len > XAP_TERM_MAX ||
		    memchr(term.data, '\0', term.len))
			return Xapian::Query();
		return Xapian::Query(xap_string(term), wqf);
	});
}

struct xap_query *xap_query_join(struct xap_pool *pool, enum xap_op op,
				 struct xap_query *const *parts, size_t count,
				 uint32_t window)
{
	static const Xapian::Query::op ops[] = {
		Xapian::Query::OP_AND,	   Xapian::Query::OP_OR,
		Xapian::Query::OP_AND_NOT, Xapian::Query::OP_AND_MAYBE,
		Xapian::Query::OP_FILTER,  Xapian::Query::OP_MAX,
		Xapian::Query::OP_SYNONYM, Xapian::Query::OP_PHRASE,
		Xapian::Query::OP_NEAR,
	};

	assert(op <= XAP_NEAR);
	return pool_add(pool, [&] {
		std::vector<Xapian::Query> queries;

		for (size_t i = 0; i < count; i++) {
			if (!parts[i])
				throw std::invalid_argument("a part is NULL");
			queries.push_back(parts[i]->query);
		}
		return Xapian::Query(ops[op], queries.begin(), queries.end(),
				     op >= XAP_PHRASE ? window : 0);
	});
}

struct xap_query *xap_query_scale(struct xap_pool *pool, struct xap_query *part,
				  double factor)
{
	return pool_add(pool, [&] {
		if (!part)
			throw std::invalid_argument("a part is NULL");
		if (!std::isfinite(factor))
			throw std::invalid_argument("a weight is not finite");
		return Xapian::Query(factor, part->query);
	});
}

struct xap_query *xap_query_constant(struct xap_pool *pool,
				     struct xap_query *part, double weight)
{
	return pool_add(pool, [&] {
		if (!part)
			throw std::invalid_argument("a part is NULL");
		if (!std::isfinite(weight))
			throw std::invalid_argument("a weight is not finite");
		/* The pool's query takes over the source. */
		auto *source = new Xapian::FixedWeightPostingSource(weight);
		Xapian::Query constant(source->release());

		return Xapian::Query(Xapian::Query::OP_AND, constant,
				     Xapian::Query(0.0, part->query));
	});
}

struct xap_query *xap_query_range(struct xap_pool *pool, unsigned slot,
				  struct hk_str low, struct hk_str high)
{
	return pool_add(pool, [&] {
		/* Documents without a value are in no range: a NUL is the
		 * least value that there is. */
		std::string from =
			low.len ? xap_string(low) : std::string(1, '\0');

		if (!high.len)
			return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot,
					     from);
		return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, from,
				     xap_string(high));
	});
}

struct xap_query *xap_query_all(struct xap_pool *pool)
{
	/* Not MatchAll: all threads would share its reference count. */
	return pool_add(pool, [] { return Xapian::Query(std::string()); });
}

struct xap_query *xap_query_none(struct xap_pool *pool)
{
	return pool_add(pool, [] { return Xapian::Query(); });
}
