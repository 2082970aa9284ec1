/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A database that is written in one go is the same as one that the engine's
 * writer makes, to the engine and to its tools. */
#include "shim/load.h"
#include "shim/packer.h"
#include "tests/unit/shim_fixture.h"
#include "tests/unit/range.h"

/* Xapian deletes its database by a pointer to the base in Database::check(). */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

/* Documents, and terms that they may have. */
#define DOCUMENTS 1300
#define TERMS	  500

static uint32_t mix(uint32_t a, uint32_t b)
{
	uint32_t h = a * 2654435761u ^ (b + 1) * 2246822519u;

	h ^= h >> 15;
	h *= 3266489917u;
	return h ^ h >> 13;
}

/* Numbers with gaps, in which keys get longer by a byte twice. */
static uint32_t number_of(unsigned document)
{
	uint32_t number = 32300 + document + document / 7;

	return document < DOCUMENTS - 20 ? number : number + 5000000;
}

/* The first term is in all documents, the last ones are in few; UINT32_MAX: it
 * is not in this one. */
static uint32_t wdf_of(unsigned document, unsigned term)
{
	uint32_t h = mix(document, term);

	if (term && h % (term + 3) > 2)
		return UINT32_MAX;
	h >>= 20;
	return h % 50 == 0 ? h % 997 : h % 4;
}

/* Ascending; some long, with the bytes that text has. */
static struct hk_str term_of(unsigned term)
{
	static char text[XAP_TERM_MAX + 1];

	snprintf(text, sizeof(text), "%c%s%04u", 'A' + (int)(term / 20),
		 term % 20 > 15 ? "\xe8\xaa\x9e\xff" : "\xe3", term);
	if (term % 50 == 17) {
		size_t at = strlen(text);

		memset(text + at, '~', XAP_TERM_MAX - at);
		text[XAP_TERM_MAX] = '\0';
	}
	return hk_span_cstr(text);
}

/* Some of nothing, some that cannot be packed, some over several blocks. */
static void make_record(struct hk_buf *out, unsigned document)
{
	static const unsigned sizes[] = {0, 1, 18, 19, 700, 2100, 9000, 40000};
	unsigned size = sizes[document % 97 ? document % 6 : 7 - document % 2];

	hk_buf_reset(out);
	for (unsigned i = 0; i < size; i++)
		ok(hk_buf_putc(out,
			       (char)mix(document, document % 5 ? i % 80 : i)));
}

static void make_values(struct hk_str values[XAP_LOAD_SLOTS], unsigned document)
{
	static char text[XAP_LOAD_SLOTS][32];

	memset(values, 0, XAP_LOAD_SLOTS * sizeof(*values));
	for (unsigned i = 0; i < 3; i++) {
		if (mix(document, i) % 4 == 0 && i != 1)
			continue;
		snprintf(text[i], sizeof(text[i]), "%08x%u",
			 i == 2 ? 7 : mix(document, i + 9), i);
		values[i] = hk_span_cstr(text[i]);
	}
}

static int compare_terms(const void *a, const void *b)
{
	const struct xap_packer_term *left = a, *right = b;
	size_t len = left->text.len < right->text.len ? left->text.len
						      : right->text.len;
	int order = memcmp(left->text.data, right->text.data, len);

	return order ? order
		     : (left->text.len > right->text.len) -
			       (left->text.len < right->text.len);
}

static void load_document(struct xap_load *load, struct xap_packer *packer,
			  unsigned document, struct hk_buf bytes[3])
{
	static struct xap_packer_term terms[TERMS];
	static char texts[TERMS][XAP_TERM_MAX + 1];
	struct xap_load_entry d = {.number = number_of(document)};
	size_t count = 0;

	for (unsigned t = 0; t < TERMS; t++) {
		uint32_t wdf = wdf_of(document, t);

		if (wdf == UINT32_MAX)
			continue;
		strcpy(texts[count], term_of(t).data);
		terms[count] = (struct xap_packer_term){
			hk_span_cstr(texts[count]), wdf};
		d.length += wdf;
		count++;
	}
	qsort(terms, count, sizeof(*terms), compare_terms);
	hk_buf_reset(&bytes[0]);
	make_record(&bytes[2], document);
	ok(xap_packer_terms(packer, &bytes[0], terms, count, &err));
	d.terms = hk_buf_str(&bytes[0]);
	d.record = hk_buf_str(&bytes[2]);
	make_values(d.values, document);
	ok(xap_load_document(load, &d, &err));
}

static void load_terms(struct xap_load *load)
{
	static struct xap_posting postings[DOCUMENTS];

	for (unsigned t = 0; t < TERMS; t++) {
		size_t count = 0;

		for (unsigned d = 0; d < DOCUMENTS; d++) {
			uint32_t wdf = wdf_of(d, t);

			if (wdf != UINT32_MAX)
				postings[count++] =
					(struct xap_posting){number_of(d), wdf};
		}
		ok(xap_load_term(load, term_of(t), postings, count, &err));
	}
}

/* A database of which `expected` documents are said to come. */
static const char *load_of(const char *name, uint32_t expected,
			   enum xap_load_way way)
{
	const char *path = in_scratch(name);
	struct xap_packer *packer;
	struct xap_load *load;
	struct hk_buf bytes[3];

	for (unsigned i = 0; i < 3; i++)
		hk_buf_init(&bytes[i], HK_BUF_NO_MAX);
	assert_int_equal(mkdir(path, 0777), 0);
	ok(xap_packer_new(&packer, &err));
	ok(xap_load_new(&load, path, expected, way, &err));
	ok(xap_load_metadata(load, str("a"), str("one"), &err));
	ok(xap_load_metadata(load, str("b"), str("two"), &err));
	for (unsigned d = 0; d < DOCUMENTS; d++)
		load_document(load, packer, d, bytes);
	load_terms(load);
	ok(xap_load_finish(load, &err));
	xap_load_free(load);
	xap_packer_free(packer);
	for (unsigned i = 0; i < 3; i++)
		hk_buf_release(&bytes[i]);
	return path;
}

static const char *load(const char *name, enum xap_load_way way)
{
	return load_of(name, DOCUMENTS, way);
}

static void is_sound(const char *path)
{
	struct hk_buf words;
	size_t damages = 1;

	hk_buf_init(&words, 1u << 20);
	ok(xap_check(path, &words, &damages, &err));
	if (damages)
		fail_msg("%s: %s", path, words.data);
	hk_buf_release(&words);
}

/* What the commands say, run in each of the two folders, is the same. */
static void tools_agree(const char *left, const char *right,
			const char *command)
{
	char line[2048];

	snprintf(line, sizeof(line),
		 "for DB in '%s' '%s'; do { %s; } >\"$DB.out\" || exit; done; "
		 "test -s '%s.out' && cmp '%s.out' '%s.out' >&2",
		 left, right, command, left, left, right);
	if (system(line))
		fail_msg("they differ: %s", command);
}

/* Scores depend on all statistics; ranges on values and their bounds. */
static void answers_agree(const struct xap_db *a, const struct xap_db *b)
{
	const struct xap_db *dbs[] = {a, b};
	struct xap_hits *hits[2];

	for (unsigned t = 0; t + 7 < TERMS; t += 23) {
		for (unsigned i = 0; i < 2; i++) {
			struct xap_search_how how = {
				.limit = DOCUMENTS,
				.check_at_least = DOCUMENTS,
				.collapse_slot = XAP_NO_SLOT,
				.order_slot = 1,
				.k1 = 1.2,
				.b = .85,
				.delta = 1};
			struct xap_query *parts[3];
			struct xap_pool *pool;

			ok(xap_pool_new(&pool, dbs[i], &err));
			parts[0] = xap_query_term(pool, term_of(t));
			parts[1] = xap_query_term(pool, term_of(t + 7));
			parts[2] = xap_query_range(pool, 0, str("2"), str("c"));
			parts[0] = xap_query_join(pool, XAP_OR, parts, 2);
			parts[1] = parts[2];
			ok(xap_search(
				&hits[i], dbs[i],
				xap_query_join(pool, XAP_FILTER, parts, 2),
				&how, &err));
			xap_pool_free(pool);
		}
		assert_true(xap_hits_count(hits[0]) > 0);
		assert_int_equal(xap_hits_count(hits[0]),
				 xap_hits_count(hits[1]));
		for (uint32_t i = 0; i < xap_hits_count(hits[0]); i++) {
			assert_int_equal(xap_hits_number(hits[0], i),
					 xap_hits_number(hits[1], i));
			assert_true(xap_hits_weight(hits[0], i) ==
				    xap_hits_weight(hits[1], i));
		}
		xap_hits_free(hits[0]);
		xap_hits_free(hits[1]);
	}
}

static void both_agree(const char *left, const char *right)
{
	struct xap_db *a = db_at(left), *b = db_at(right);

	is_sound(left);
	is_sound(right);
	answers_agree(a, b);
	xap_db_free(a);
	xap_db_free(b);
	/* Numbers, lengths, bounds; all terms with their frequencies. */
	tools_agree(left, right, "xapian-delve -v \"$DB\" | grep -v UUID");
	tools_agree(left, right, "xapian-delve -1av \"$DB\"");
	/* Values, terms, lengths and records of documents. */
	tools_agree(left, right, "xapian-delve -1vV0 -V1 -V2 \"$DB\"");
	tools_agree(left, right,
		    "xapian-delve -1vd $(seq -f '-r %.0f' 32300 1 32700 ) "
		    "\"$DB\" 2>&1 | grep -av 'not found'");
	tools_agree(left, right,
		    "xapian-delve -1vd $(seq -f '-r %.0f' 5033700 1 5033800) "
		    "\"$DB\" 2>&1 | grep -av 'not found'");
	/* A posting list of several pieces. */
	tools_agree(left, right,
		    "xapian-delve -1v -t \"$(xapian-delve -1a \"$DB\" | sed -n "
		    "2p)\" \"$DB\"");
}

/* Change a database as an update does: documents go, and others come. */
static void change(const char *path)
{
	struct xap_writer *w = writer_at(path, XAP_OPEN_EXISTING);

	ok(xap_writer_begin(w, &err));
	for (unsigned d = 0; d < DOCUMENTS; d += 3)
		ok(xap_writer_delete(w, number_of(d), &err));
	ok(xap_writer_delete_term(w, term_of(3), &err));
	for (unsigned i = 0; i < 40; i++)
		add(w, "new words in it");
	ok(xap_writer_set_metadata(w, str("b"), str(""), &err));
	ok(xap_writer_set_metadata(w, str("c"), str("three"), &err));
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
}

static void empty(const char *path)
{
	struct xap_writer *w = writer_at(path, XAP_OPEN_EXISTING);

	for (unsigned d = 0; d < DOCUMENTS; d++)
		ok(xap_writer_delete(w, number_of(d), &err));
	ok(xap_writer_delete_term(w, str("new"), &err));
	ok(xap_writer_commit(w, &err));
	for (unsigned t = 0; t < TERMS; t++)
		assert_int_equal(freq(xap_writer_db(w), term_of(t).data), 0);
	xap_writer_free(w);
}

static void test_same(void **state)
{
	const char *direct = load("direct", XAP_LOAD_BEST);
	const char *engine = load("engine", XAP_LOAD_ENGINE);
	const char *both[] = {direct, engine};

	(void)state;
	both_agree(direct, engine);
	/* Merged, it is as good as the engine's own. */
	ok(xap_compact(both, 2, in_scratch("merged"), &err));
	is_sound(in_scratch("merged"));
	change(direct);
	change(engine);
	both_agree(direct, engine);
	/* The engine takes out by its list of terms what a document has. */
	empty(direct);
	is_sound(direct);
}

static off_t posting_bytes(const char *path)
{
	char file[600];
	struct stat st;

	snprintf(file, sizeof(file), "%s/postlist.glass", path);
	assert_int_equal(stat(file, &st), 0);
	return st.st_size;
}

/* A large one has larger blocks, and is as good. */
static void test_large(void **state)
{
	const char *small = load("small", XAP_LOAD_BEST);
	const char *large = load_of("large", 1000000, XAP_LOAD_BEST);

	(void)state;
	both_agree(large, small);
	assert_int_equal(posting_bytes(large) % 8192, 0);
	assert_int_not_equal(posting_bytes(large), posting_bytes(small));
	change(large);
	change(small);
	both_agree(large, small);
	empty(large);
	is_sound(large);
}

/* The same again gives the same bytes. */
static void test_bytes(void **state)
{
	const char *first = load("first", XAP_LOAD_BEST);
	const char *second = load("second", XAP_LOAD_BEST);

	(void)state;
	tools_agree(first, second, "cat \"$DB\"/*");
}

static off_t bytes_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

/* A document that is added writes about two small blocks for each of its
 * terms, and splits few: one for the counts of a list, one for its end. */
static void test_update(void **state)
{
	const char *path = load("update", XAP_LOAD_BEST);
	const char *postings = in_scratch("update/postlist.glass");
	const unsigned count = 100;
	struct xap_writer *w = writer_at(path, XAP_OPEN_EXISTING);
	off_t before = bytes_of(postings);
	struct xap_doc *doc;

	(void)state;
	ok(xap_doc_new(&doc, &err));
	for (unsigned t = 0; t < count; t++)
		ok(xap_doc_add_term(doc, term_of(t * (TERMS / count)), 1,
				    &err));
	ok(xap_writer_begin(w, &err));
	ok(xap_writer_add(w, doc, NULL, &err));
	ok(xap_writer_commit(w, &err));
	xap_doc_free(doc);
	xap_writer_free(w);
	/* What is written goes behind all blocks that there were. */
	assert_within(bytes_of(postings) - before, 2048, count * 3 * 2048);
	is_sound(path);
}

static void test_order(void **state)
{
	const char *path = in_scratch("order");
	struct xap_posting postings[] = {{2, 1}, {1, 1}};
	struct xap_load_entry d = {.number = 2};
	struct xap_packer *packer;
	struct xap_load *load;
	struct hk_buf bytes;

	(void)state;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	assert_int_equal(mkdir(path, 0777), 0);
	ok(xap_packer_new(&packer, &err));
	ok(xap_packer_terms(packer, &bytes, NULL, 0, &err));
	d.terms = hk_buf_str(&bytes);
	ok(xap_load_new(&load, path, 1, XAP_LOAD_BEST, &err));
	/* Nothing but metadata is no database for us. */
	fails(xap_load_finish(load, &err), HK_EINDEX);
	xap_load_free(load);
	assert_int_not_equal(xap_load_new(&load, path, 1, XAP_LOAD_BEST, &err),
			     HK_OK);
	path = in_scratch("order-2");
	assert_int_equal(mkdir(path, 0777), 0);
	ok(xap_load_new(&load, path, 1, XAP_LOAD_BEST, &err));
	ok(xap_load_metadata(load, str("b"), str("1"), &err));
	fails(xap_load_metadata(load, str("a"), str("1"), &err), HK_EINDEX);
	ok(xap_load_document(load, &d, &err));
	fails(xap_load_document(load, &d, &err), HK_EINDEX);
	fails(xap_load_term(load, str("x"), postings, 2, &err), HK_EINDEX);
	fails(xap_load_term(load, str(""), postings, 1, &err), HK_EFORMAT);
	xap_load_free(load);
	xap_packer_free(packer);
	hk_buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),  cmocka_unit_test(test_large),
		cmocka_unit_test(test_bytes), cmocka_unit_test(test_update),
		cmocka_unit_test(test_order),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
