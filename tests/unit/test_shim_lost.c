/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The best documents are found, whatever is passed over on the way: what Xapian
 * finds as it goes is what it finds if it looks at all matches. (With the query
 * as it is, Xapian 1.4.22 loses a document in 14 of these 1,000 searches.)
 */
#include "tests/unit/random.h"
#include "tests/unit/shim_fixture.h"

#define DOCS	 300
#define WORDS	 5
#define LIMIT	 20
#define SEARCHES 1000

static struct xap_db *db;
static struct xap_pool *pool;
static uint32_t seed = 1;

/* "w0 w0 w3". The list of each word ends somewhere else: when the first does,
 * what is left of the query can do with less, and the engine changes it. */
static void put_words(char *out, size_t size, unsigned doc)
{
	size_t len = 0;

	out[0] = '\0';
	for (unsigned word = 0; word < WORDS; word++) {
		unsigned times = 0;

		if (doc < DOCS * (word + 1) / WORDS &&
		    random_next(&seed) % (2 + word * 2) == 0)
			times = 1 + random_next(&seed) % 4;
		while (times--)
			len += (size_t)snprintf(out + len, size - len, "w%u ",
						word);
	}
}

static int setup(void **state)
{
	struct xap_writer *w;
	char words[256];

	if (scratch_open(state))
		return -1;
	w = writer_at(in_scratch("db"), XAP_OPEN_CREATE);
	for (unsigned i = 0; i < DOCS; i++) {
		struct xap_doc *doc;

		put_words(words, sizeof(words), i);
		doc = doc_of(words);
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
	xap_db_free(db);
	return scratch_close(state);
}

/* Some of the words, each with a weight of its own; the last two may only add
 * to it. */
static struct xap_query *draw_query(void)
{
	struct xap_query *any[WORDS], *more[WORDS], *pair[2];
	size_t any_count = 0, more_count = 0;

	for (unsigned word = 0; word < WORDS; word++) {
		char name[8];
		struct xap_query *one;

		if (random_next(&seed) % 4 == 0)
			continue;
		snprintf(name, sizeof(name), "w%u", word);
		one = xap_query_scale(pool, xap_query_term(pool, str(name)),
				      .1 + random_next(&seed) % 30 / 10.);
		if (any_count && random_next(&seed) % 3 == 0)
			more[more_count++] = one;
		else
			any[any_count++] = one;
	}
	pair[0] = xap_query_join(pool, XAP_OR, any, any_count);
	pair[1] = xap_query_join(pool, XAP_OR, more, more_count);
	return more_count ? xap_query_join(pool, XAP_AND_MAYBE, pair, 2)
			  : pair[0];
}

/* "12:3.450 7:2.981 ", numbers and weights. */
static void ask(struct hk_buf *out, const struct xap_query *query,
		uint32_t check_at_least)
{
	const struct xap_search_how how = {
		.limit = LIMIT,
		.check_at_least = check_at_least,
		.collapse_slot = XAP_NO_SLOT,
		.order_slot = XAP_NO_SLOT,
		.weighting = XAP_BM25_PLUS,
		.k1 = 1.2,
		.b = .85,
		.delta = 1,
	};
	struct xap_hits *hits;

	ok(xap_search(&hits, db, query, &how, &err));
	for (uint32_t i = 0; i < xap_hits_count(hits); i++)
		ok(hk_buf_printf(out, "%u:%.6f ", xap_hits_number(hits, i),
				 xap_hits_weight(hits, i)));
	xap_hits_free(hits);
}

static void test_nothing_is_lost(void **state)
{
	unsigned differ = 0;

	(void)state;
	for (unsigned i = 0; i < SEARCHES; i++) {
		struct xap_query *query = draw_query();
		struct hk_buf fast, all;

		hk_buf_init(&fast, HK_BUF_NO_MAX);
		hk_buf_init(&all, HK_BUF_NO_MAX);
		ask(&fast, query, 0);
		ask(&all, query, DOCS);
		differ += !hk_span_same(hk_buf_str(&fast), hk_buf_str(&all));
		hk_buf_release(&fast);
		hk_buf_release(&all);
	}
	assert_int_equal(differ, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_lost),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
