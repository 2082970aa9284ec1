/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries, and what searching with them gives. */
#include "tests/unit/shim_fixture.h"

#include <math.h>

/* The documents; their number is the row's plus 1. */
static const struct {
	const char *words;
	const char *date, *article, *order;
} docs[] = {
	{"cat dog bird", "2001", "A", "f"},
	{"dog cat", "2002", "A", "e"},
	{"cat x y dog", "2003", "A", "d"},
	{"bird bird cat", "2004", "B", "c"},
	{"fish", "", "B", "b"},
	{"dog bird cat", "2006", "C", "a"},
};
#define DOCS (sizeof(docs) / sizeof(docs[0]))

static struct xap_db *db;
static struct xap_pool *pool;

static int setup(void **state)
{
	struct xap_writer *w;

	if (scratch_open(state))
		return -1;
	w = writer_at(in_scratch("db"), XAP_OPEN_CREATE);
	for (size_t i = 0; i < DOCS; i++) {
		struct xap_doc *doc = doc_of(docs[i].words);

		ok(xap_doc_set_value(doc, SLOT_DATE, str(docs[i].date), &err));
		ok(xap_doc_set_value(doc, SLOT_ARTICLE, str(docs[i].article),
				     &err));
		ok(xap_doc_set_value(doc, SLOT_ORDER, str(docs[i].order),
				     &err));
		ok(xap_writer_add(w, doc, NULL, &err));
		xap_doc_free(doc);
	}
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	db = db_at(in_scratch("db"));
	ok(xap_pool_new(&pool, db, &err));
	return 0;
}

static int teardown(void **state)
{
	xap_pool_free(pool);
	xap_pool_free(NULL);
	xap_db_free(db);
	return scratch_close(state);
}

static struct xap_query *term(const char *word)
{
	return xap_query_term(pool, str(word));
}

/* Join the words, and then `more` unless it is NULL. */
static struct xap_query *join(enum xap_op op, const char *words,
			      struct xap_query *more)
{
	struct xap_query *parts[8];
	size_t n = 0;
	char copy[64], *rest;

	snprintf(copy, sizeof(copy), "%s", words);
	for (char *p = strtok_r(copy, " ", &rest); p;
	     p = strtok_r(NULL, " ", &rest))
		parts[n++] = term(p);
	if (more)
		parts[n++] = more;
	return xap_query_join(pool, op, parts, n);
}

/* What the tests change of it, they change in a copy. */
static const struct xap_search_how plain = {
	.limit = DOCS,
	.check_at_least = DOCS,
	.collapse_slot = XAP_NO_SLOT,
	.order_slot = XAP_NO_SLOT,
	.weighting = XAP_BM25_PLUS,
	.k1 = 1.2,
	.b = .75,
	.delta = 1,
};

static struct xap_hits *search(const struct xap_query *query,
			       const struct xap_search_how *how)
{
	struct xap_hits *hits;

	assert_non_null(query);
	ok(xap_search(&hits, db, query, how, &err));
	return hits;
}

/* The numbers of the hits, in their order. */
static const char *numbers(const struct xap_query *query,
			   const struct xap_search_how *how)
{
	static char text[64];
	struct xap_hits *hits = search(query, how);
	size_t len = 0;

	text[0] = '\0';
	for (uint32_t i = 0; i < xap_hits_count(hits); i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%u",
					i ? " " : "", xap_hits_number(hits, i));
	xap_hits_free(hits);
	return text;
}

/* The query matches these documents and no others. */
static void matches(const struct xap_query *query, const char *wanted)
{
	struct xap_search_how how = plain;

	how.weighting = XAP_BOOLEAN;
	assert_string_equal(numbers(query, &how), wanted);
}

/* The weight that the query gives to a document; it matches it. */
static double weight(const struct xap_query *query, uint32_t number,
		     const struct xap_search_how *how)
{
	struct xap_hits *hits = search(query, how);
	double found = -1;

	for (uint32_t i = 0; i < xap_hits_count(hits); i++)
		if (xap_hits_number(hits, i) == number)
			found = xap_hits_weight(hits, i);
	xap_hits_free(hits);
	assert_true(found >= 0);
	return found;
}

#define same_weight(a, b) assert_true(fabs((a) - (b)) < 1e-9)

static void test_match(void **state)
{
	(void)state;
	matches(term("cat"), "1 2 3 4 6");
	matches(xap_query_all(pool), "1 2 3 4 5 6");
	matches(xap_query_none(pool), "");
	matches(join(XAP_AND, "cat dog bird", NULL), "1 6");
	matches(join(XAP_AND, "", NULL), "");
	matches(join(XAP_AND, "cat none", NULL), "");
	matches(join(XAP_OR, "bird fish none", NULL), "1 4 5 6");
	matches(join(XAP_OR, "", NULL), "");
	matches(join(XAP_AND_NOT, "cat bird x", NULL), "2");
	matches(join(XAP_AND_NOT, "cat", xap_query_none(pool)), "1 2 3 4 6");
	matches(join(XAP_AND_MAYBE, "bird cat fish", NULL), "1 4 6");
	matches(join(XAP_FILTER, "cat dog bird", NULL), "1 6");
	matches(join(XAP_SYNONYM, "bird fish", NULL), "1 4 5 6");
	/* A node may stand in several trees, and in one twice. */
	matches(join(XAP_OR, "fish", join(XAP_AND, "x y", NULL)), "3 5");
}

static struct xap_query *range(const char *low, const char *high)
{
	return xap_query_range(pool, SLOT_DATE, str(low), str(high));
}

static void test_range(void **state)
{
	(void)state;
	matches(range("2002", "2004"), "2 3 4");
	matches(range("2002", "2003~"), "2 3");
	matches(range("2003", ""), "3 4 6");
	matches(range("", "2002"), "1 2");
	/* 5 has no date, so it is in no range of dates. */
	matches(range("", ""), "1 2 3 4 6");
	matches(range("2004", "2002"), "");
	matches(join(XAP_FILTER, "bird", range("2004", "")), "4 6");
	matches(xap_query_range(pool, 99, str("a"), str("")), "");
	same_weight(weight(range("2002", "2004"), 2, &plain), 0);
}

/* Such terms are in no document; to Xapian the empty one is in all. */
static void test_impossible_terms(void **state)
{
	char longest[XAP_TERM_MAX + 1];

	(void)state;
	memset(longest, 'a', sizeof(longest));
	matches(term(""), "");
	matches(xap_query_term(pool, hk_span_str("cat\0", 4)), "");
	matches(xap_query_term(pool, hk_span_str(longest, XAP_TERM_MAX)), "");
	matches(xap_query_term(pool, hk_span_str(longest, sizeof(longest))),
		"");
	matches(join(XAP_OR, "fish", term("")), "5");
	ok(xap_pool_status(pool, &err));
}

/* Lv and Zhai 2011, formula 8, with Xapian's (N + 1) / n. */
static double bm25_plus(const struct xap_search_how *how, double documents,
			double wdf, double length)
{
	double mean = 16. / DOCS;
	double norm = fmax(length / mean, how->min_normlen);

	return log((DOCS + 1) / documents) *
	       ((how->k1 + 1) * wdf /
			(how->k1 * (1 - how->b + how->b * norm) + wdf) +
		how->delta);
}

static void test_bm25_plus(void **state)
{
	struct xap_search_how how = plain;

	(void)state;
	same_weight(weight(term("bird"), 4, &how), bm25_plus(&how, 3, 2, 3));
	same_weight(weight(term("cat"), 2, &how), bm25_plus(&how, 5, 1, 2));
	same_weight(weight(term("fish"), 5, &how), bm25_plus(&how, 1, 1, 1));
	how.k1 = 2;
	how.b = .3;
	how.delta = .4;
	how.min_normlen = .9;
	same_weight(weight(term("bird"), 4, &how), bm25_plus(&how, 3, 2, 3));
	same_weight(weight(term("cat"), 2, &how), bm25_plus(&how, 5, 1, 2));
	how.weighting = XAP_BOOLEAN;
	same_weight(weight(term("bird"), 4, &how), 0);
}

static void test_weights(void **state)
{
	double cat = weight(term("cat"), 1, &plain);
	double dog = weight(term("dog"), 1, &plain);
	double bird = weight(term("bird"), 1, &plain);

	(void)state;
	assert_true(bird > dog && dog > cat);
#define weighs(query, wanted) same_weight(weight(query, 1, &plain), wanted)
	weighs(join(XAP_AND, "cat dog bird", NULL), cat + dog + bird);
	weighs(join(XAP_OR, "cat dog fish", NULL), cat + dog);
	weighs(join(XAP_AND_NOT, "cat fish", NULL), cat);
	weighs(join(XAP_AND_MAYBE, "cat dog fish", NULL), cat + dog);
	weighs(join(XAP_AND_MAYBE, "cat dog bird", NULL), cat + dog + bird);
	weighs(join(XAP_FILTER, "cat dog bird", NULL), cat);
	weighs(xap_query_scale(pool, term("cat"), 2.5), 2.5 * cat);
	weighs(xap_query_scale(pool, term("cat"), 0), 0);
	weighs(xap_query_all(pool), 0);
	/* As one term of one document, not as two. */
	assert_true(weight(join(XAP_SYNONYM, "x y", NULL), 3, &plain) <
		    weight(join(XAP_OR, "x y", NULL), 3, &plain));
}

static void test_pages(void **state)
{
	struct xap_query *cat = term("cat");
	struct xap_search_how how = plain;
	struct xap_hits *hits;
	struct hk_buf b;

	(void)state;
	how.weighting = XAP_BOOLEAN;
	how.limit = 2;
	assert_string_equal(numbers(cat, &how), "1 2");
	how.first = 2;
	assert_string_equal(numbers(cat, &how), "3 4");
	hits = search(cat, &how);
	hk_buf_init(&b, 100);
	ok(xap_hits_record(hits, 1, &b, &err));
	assert_string_equal(b.data, docs[3].words);
	hk_buf_release(&b);
	xap_hits_free(hits);
	how.first = 4;
	how.limit = UINT32_MAX;
	assert_string_equal(numbers(cat, &how), "6");
	how.first = 5;
	assert_string_equal(numbers(cat, &how), "");
	how.first = UINT32_MAX;
	assert_string_equal(numbers(cat, &how), "");

	how.first = how.limit = 0;
	how.check_at_least = UINT32_MAX;
	hits = search(cat, &how);
	assert_int_equal(xap_hits_count(hits), 0);
	assert_int_equal(xap_hits_lower_bound(hits), 5);
	xap_hits_free(hits);
	xap_hits_free(NULL);
}

static void test_ties(void **state)
{
	struct xap_search_how how = plain;

	(void)state;
	/* 1 and 6 weigh the same, and so do all under no weighting. */
	assert_string_equal(numbers(join(XAP_AND, "dog bird", NULL), &how),
			    "1 6");
	how.order_slot = SLOT_ORDER;
	assert_string_equal(numbers(join(XAP_AND, "dog bird", NULL), &how),
			    "6 1");
	/* Weight comes first: 4 has the word twice. */
	assert_string_equal(numbers(term("bird"), &how), "4 6 1");
	how.weighting = XAP_BOOLEAN;
	assert_string_equal(numbers(term("cat"), &how), "6 4 3 2 1");
	/* No value comes before all values. */
	how.order_slot = SLOT_DATE;
	assert_string_equal(numbers(xap_query_all(pool), &how), "5 1 2 3 4 6");
}

static void test_collapse(void **state)
{
	struct xap_search_how how = plain;
	struct xap_hits *hits;

	(void)state;
	how.weighting = XAP_BOOLEAN;
	how.collapse_slot = SLOT_ARTICLE;
	assert_string_equal(numbers(xap_query_all(pool), &how), "1 4 6");
	/* The best of an article stays, not the first. */
	how.weighting = XAP_BM25_PLUS;
	assert_string_equal(numbers(term("dog"), &how), "2 6");
	how.limit = 1;
	hits = search(xap_query_all(pool), &how);
	assert_int_equal(xap_hits_count(hits), 1);
	assert_int_equal(xap_hits_lower_bound(hits), 3);
	xap_hits_free(hits);
}

static void test_hits(void **state)
{
	struct xap_hits *hits = search(term("fish"), &plain);
	struct hk_buf b;

	(void)state;
	hk_buf_init(&b, 10);
	assert_int_equal(xap_hits_count(hits), 1);
	ok(xap_hits_record(hits, 0, &b, &err));
	assert_string_equal(b.data, "fish");
	hk_buf_release(&b);
	hk_buf_init(&b, 3);
	fails(xap_hits_record(hits, 0, &b, &err), HK_ETOOBIG);
	hk_buf_release(&b);
	xap_hits_free(hits);
}

static void test_first_failure_sticks(void **state)
{
	struct xap_pool *own, *whole = pool;
	struct xap_query *bad;
	struct hk_error first;

	(void)state;
	ok(xap_pool_new(&own, db, &err));
	pool = own;
	assert_non_null(term("cat"));
	ok(xap_pool_status(pool, &err));
	bad = xap_query_scale(pool, term("bird"), -1);
	assert_null(bad);
	fails(xap_pool_status(pool, &first), HK_EINDEX);
	assert_null(term("cat"));
	assert_null(xap_query_join(pool, XAP_AND, &bad, 1));
	assert_null(xap_query_scale(pool, bad, 1));
	fails(xap_pool_status(pool, &err), HK_EINDEX);
	assert_string_equal(err.message, first.message);
	fails(xap_pool_status(pool, NULL), HK_EINDEX);
	pool = whole;
	xap_pool_free(own);
}

static void fails_to_scale(double factor)
{
	struct xap_pool *own;

	ok(xap_pool_new(&own, db, &err));
	assert_null(xap_query_scale(own, xap_query_all(own), factor));
	fails(xap_pool_status(own, &err), HK_EINDEX);
	xap_pool_free(own);
}

static void test_bad_factors(void **state)
{
	(void)state;
	fails_to_scale(-1);
	fails_to_scale((double)NAN);
	fails_to_scale((double)INFINITY);
}

static void test_null_part(void **state)
{
	struct xap_query *none = NULL;
	struct xap_pool *own;

	(void)state;
	ok(xap_pool_new(&own, db, &err));
	assert_null(xap_query_join(own, XAP_OR, &none, 1));
	fails(xap_pool_status(own, &err), HK_EINDEX);
	xap_pool_free(own);
}

enum {
	MANY = 3000
};

/* Terms that all documents have, of which some were removed: Xapian reads
 * them from another list, and takes it for damaged. */
static void check_everywhere(struct xap_db *of, unsigned more)
{
	struct xap_search_how how = {.limit = MANY,
				     .check_at_least = MANY,
				     .collapse_slot = XAP_NO_SLOT,
				     .order_slot = XAP_NO_SLOT,
				     .weighting = XAP_BOOLEAN};
	struct xap_query *all, *some, *trees[4];
	const uint32_t counts[] = {MANY - 1, MANY / 2, MANY / 2, more};
	struct xap_pool *own;

	ok(xap_pool_new(&own, of, &err));
	all = xap_query_term(own, str("all"));
	some = xap_query_term(own, str("odd"));
	trees[0] = all;
	trees[1] = xap_query_join(own, XAP_FILTER,
				  (struct xap_query *[]){some, all}, 2);
	trees[2] = xap_query_join(
		own, XAP_AND,
		(struct xap_query *[]){some, xap_query_scale(own, all, 0)}, 2);
	trees[3] = xap_query_join(own, XAP_AND_NOT,
				  (struct xap_query *[]){some, all}, 2);
	for (size_t i = 0; i < 8; i++) {
		struct xap_hits *hits;

		how.weighting = i < 4 ? XAP_BOOLEAN : XAP_BM25_PLUS;
		ok(xap_search(&hits, of, trees[i % 4], &how, &err));
		assert_int_equal(xap_hits_count(hits), counts[i % 4]);
		xap_hits_free(hits);
	}
	xap_pool_free(own);
}

static void test_everywhere(void **state)
{
	const char *path = in_scratch("everywhere");
	const char *elsewhere = in_scratch("elsewhere");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	struct xap_doc *doc = doc_of("all"), *odd = doc_of("all odd");
	struct xap_doc *other = doc_of("odd");
	struct xap_db *of, *more;

	(void)state;
	for (unsigned i = 0; i < MANY; i++)
		ok(xap_writer_add(w, i % 2 ? odd : doc, NULL, &err));
	ok(xap_writer_delete(w, 11, &err));
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	of = db_at(path);
	check_everywhere(of, 0);

	/* Also where another database has other documents. */
	w = writer_at(elsewhere, XAP_OPEN_CREATE);
	for (unsigned i = 0; i < 3; i++)
		ok(xap_writer_add(w, other, NULL, &err));
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	more = db_at(elsewhere);
	ok(xap_db_join(of, more, &err));
	check_everywhere(of, 3);
	xap_db_free(more);
	xap_db_free(of);
	xap_doc_free(doc);
	xap_doc_free(odd);
	xap_doc_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_everywhere),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_impossible_terms),
		cmocka_unit_test(test_bm25_plus),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_collapse),
		cmocka_unit_test(test_hits),
		cmocka_unit_test(test_first_failure_sticks),
		cmocka_unit_test(test_bad_factors),
		cmocka_unit_test(test_null_part),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
