/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing: locks, batches, what a failure leaves, and documents. */
#include "tests/unit/shim_fixture.h"

#include <signal.h>
#include <sys/resource.h>

#include "tests/unit/disk_fixture.h"

#define FLUSH 10000 /* documents after which Xapian commits on its own */

static uint32_t committed(const char *path)
{
	struct xap_db *db = db_at(path);
	uint32_t n = count(db);

	xap_db_free(db);
	return n;
}

static void test_open_flags(void **state)
{
	const char *path = in_scratch("flags");
	struct xap_writer *w = (void *)scratch;

	(void)state;
	fails(xap_writer_open(&w, path, XAP_OPEN_EXISTING, &err), HK_ENOTFOUND);
	assert_null(w);
	assert_false(exists(path));
	xap_writer_free(writer_at(path, XAP_OPEN_CREATE));
	fails(xap_writer_open(&w, path, XAP_OPEN_CREATE, &err), HK_EINDEX);
	assert_null(w);
	assert_non_null(strstr(err.message, path));
	xap_writer_free(writer_at(path, XAP_OPEN_EXISTING));
	xap_writer_free(NULL);
}

static void test_scratch(void **state)
{
	const char *path = in_scratch("scratch");
	struct xap_writer *w = writer_at(
		path, XAP_OPEN_CREATE | XAP_OPEN_NO_SYNC | XAP_OPEN_DANGEROUS);

	(void)state;
	add(w, "a");
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	assert_int_equal(committed(path), 1);
}

static void test_lock(void **state)
{
	const char *path = in_scratch("lock");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	struct xap_writer *second;

	(void)state;
	fails(xap_writer_open(&second, path, XAP_OPEN_EXISTING, &err),
	      HK_ELOCKED);
	assert_null(second);
	xap_writer_free(w);
	xap_writer_free(writer_at(path, XAP_OPEN_EXISTING));
}

static enum hk_status open_status(const char *path)
{
	struct xap_writer *w;
	enum hk_status status =
		xap_writer_open(&w, path, XAP_OPEN_EXISTING, &err);

	xap_writer_free(w);
	return status;
}

/* Xapian says "lock error" here too, but waiting would not help. */
static void test_read_only(void **state)
{
	const char *path = in_scratch("read-only");

	(void)state;
	xap_writer_free(writer_at(path, XAP_OPEN_CREATE));
	assert_int_equal(chmod(scratch, 0711), 0);
	assert_int_equal(chmod(in_scratch("read-only/flintlock"), 0444), 0);
	assert_int_equal(chmod(path, 0555), 0);
	assert_int_equal(unprivileged(open_status, path), HK_EACCES);
	assert_int_equal(chmod(path, 0755), 0);
}

static void test_free_saves_nothing(void **state)
{
	const char *path = in_scratch("free");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	(void)state;
	add(w, "saved");
	ok(xap_writer_commit(w, &err));
	add(w, "alone");
	xap_writer_free(w);
	assert_int_equal(committed(path), 1);

	w = writer_at(path, XAP_OPEN_EXISTING);
	ok(xap_writer_begin(w, &err));
	add(w, "in a batch");
	xap_writer_free(w);
	assert_int_equal(committed(path), 1);
}

/* The lock is given up even where results still hold the database. */
static void test_free_before_hits(void **state)
{
	const char *path = in_scratch("hits");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	struct xap_search_how how = {.limit = 1,
				     .collapse_slot = XAP_NO_SLOT,
				     .order_slot = XAP_NO_SLOT};
	struct xap_pool *pool;
	struct xap_hits *hits;

	(void)state;
	add(w, "a");
	ok(xap_pool_new(&pool, xap_writer_db(w), &err));
	ok(xap_search(&hits, xap_writer_db(w), xap_query_all(pool), &how,
		      &err));
	assert_int_equal(xap_hits_count(hits), 1);
	xap_writer_free(w);
	xap_writer_free(writer_at(path, XAP_OPEN_EXISTING));
	xap_hits_free(hits);
	xap_pool_free(pool);
	assert_int_equal(committed(path), 0);
}

static void test_batch(void **state)
{
	const char *path = in_scratch("batch");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	uint64_t before, after;

	(void)state;
	ok(xap_writer_commit(w, &err));
	ok(xap_writer_revision(w, &before, &err));
	ok(xap_writer_begin(w, &err));
	for (int i = 0; i < FLUSH + 10; i++)
		add(w, "half");
	assert_int_equal(committed(path), 0);
	assert_int_equal(count(xap_writer_db(w)), FLUSH + 10);
	assert_int_equal(freq(xap_writer_db(w), "half"), FLUSH + 10);
	ok(xap_writer_commit(w, &err));
	assert_int_equal(committed(path), FLUSH + 10);
	ok(xap_writer_revision(w, &after, &err));
	assert_true(after > before);

	ok(xap_writer_begin(w, &err));
	add(w, "dropped");
	ok(xap_writer_set_metadata(w, str("k"), str("dropped"), &err));
	xap_writer_free(w);
	w = writer_at(path, XAP_OPEN_EXISTING);
	assert_int_equal(count(xap_writer_db(w)), FLUSH + 10);
	ok(xap_writer_begin(w, &err));
	add(w, "kept");
	ok(xap_writer_commit(w, &err));
	assert_int_equal(freq(xap_writer_db(w), "dropped"), 0);
	xap_writer_free(w);
	assert_int_equal(committed(path), FLUSH + 11);
}

static void test_change(void **state)
{
	const char *path = in_scratch("change");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	const struct xap_db *db = xap_writer_db(w);

	(void)state;
	assert_int_equal(add(w, "id1 old"), 1);
	assert_int_equal(add(w, "id1 old"), 2);
	assert_int_equal(add(w, "id2 new"), 3);
	ok(xap_writer_begin(w, &err));
	/* Two passages of an article become one. */
	ok(xap_writer_delete_term(w, str("id1"), &err));
	assert_int_equal(count(db), 1);
	assert_int_equal(freq(db, "old"), 0);
	assert_int_equal(add(w, "id1 new"), 4);
	assert_int_equal(add(w, "id3 new"), 5);
	assert_int_equal(freq(db, "new"), 3);

	/* Removing what is not there succeeds and removes nothing else. */
	ok(xap_writer_delete(w, 99, &err));
	ok(xap_writer_delete_term(w, str("id9"), &err));
	ok(xap_writer_commit(w, &err));
	assert_int_equal(committed(path), 3);
	ok(xap_writer_delete(w, 3, &err));
	ok(xap_writer_delete_term(w, str("new"), &err));
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	assert_int_equal(committed(path), 0);
}

static void test_metadata(void **state)
{
	struct xap_writer *w = writer_at(in_scratch("meta"), XAP_OPEN_CREATE);
	const struct xap_db *db = xap_writer_db(w);
	char key[XAP_KEY_MAX + 1];
	struct hk_buf b;

	(void)state;
	hk_buf_init(&b, 100);
	memset(key, 'k', sizeof(key));
	ok(xap_writer_set_metadata(w, hk_span_str(key, XAP_KEY_MAX),
				   str("long"), &err));
	ok(xap_writer_set_metadata(w, str("gone"), str("value"), &err));
	ok(xap_writer_set_metadata(w, str("gone"), str(""), &err));
	fails(xap_writer_set_metadata(w, hk_span_str(key, sizeof(key)),
				      str("value"), &err),
	      HK_ETOOBIG);
	assert_false(xap_writer_dead(w));
	ok(xap_writer_commit(w, &err));
	ok(xap_db_metadata(db, hk_span_str(key, XAP_KEY_MAX), &b, &err));
	ok(xap_db_metadata(db, str("gone"), &b, &err));
	assert_string_equal(b.data, "long");
	hk_buf_release(&b);
	xap_writer_free(w);
}

static void test_document(void **state)
{
	struct xap_writer *w =
		writer_at(in_scratch("document"), XAP_OPEN_CREATE);
	char term[XAP_TERM_MAX + 1];
	struct hk_str longest = hk_span_str(term, XAP_TERM_MAX);
	struct xap_doc *doc = doc_of("before");
	char *record = malloc(XAP_RECORD_MAX + 1);

	(void)state;
	assert_non_null(record);
	memset(term, '\xff', sizeof(term));
	memset(record, 'r', XAP_RECORD_MAX + 1);
	ok(xap_doc_reset(doc, &err));
	fails(xap_doc_add_term(doc, hk_span_str(term, sizeof(term)), 1, &err),
	      HK_ETOOBIG);
	fails(xap_doc_add_term(doc, str(""), 1, &err), HK_EFORMAT);
	fails(xap_doc_add_term(doc, hk_span_str("a\0b", 3), 1, &err),
	      HK_EFORMAT);
	fails(xap_doc_add_term(doc, hk_span_str("\0", 1), 1, &err), HK_EFORMAT);
	fails(xap_doc_set_record(doc, hk_span_str(record, XAP_RECORD_MAX + 1),
				 &err),
	      HK_ETOOBIG);
	ok(xap_doc_set_record(doc, hk_span_str(record, XAP_RECORD_MAX), &err));
	ok(xap_doc_add_term(doc, longest, 0, &err));
	ok(xap_writer_add(w, doc, NULL, &err));
	ok(xap_writer_commit(w, &err));
	assert_int_equal(freq(xap_writer_db(w), "before"), 0);
	assert_int_equal(count(xap_writer_db(w)), 1);
	free(record);
	xap_doc_free(doc);
	xap_doc_free(NULL);
	xap_writer_free(w);
}

/* One document is saved, and a batch begun that is too big to be kept in
 * memory. */
static struct xap_writer *in_batch(const char *path)
{
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	add(w, "saved");
	ok(xap_writer_commit(w, &err));
	ok(xap_writer_begin(w, &err));
	for (int i = 0; i < 5000; i++) {
		char line[32];

		snprintf(line, sizeof(line), "word%d lost", i);
		add(w, line);
	}
	return w;
}

/*
 * A commit fails for `wanted`, and the writer is dead; `refuse` and `allow`
 * break and mend the disk.
 */
static void dies_of(const char *path, enum hk_status wanted,
		    void (*refuse)(void), void (*allow)(void))
{
	struct xap_writer *w = in_batch(path);
	struct hk_error first;
	uint32_t n;

	refuse();
	fails(xap_writer_commit(w, &first), wanted);
	allow();
	assert_non_null(strstr(first.message, path));
	assert_true(xap_writer_dead(w));

	/* Xapian would now say that all is well. */
	fails(xap_writer_commit(w, &err), wanted);
	assert_string_equal(err.message, first.message);
	fails(xap_writer_begin(w, NULL), wanted);
	fails(xap_writer_delete(w, 1, &err), wanted);
	memset(&err, 0, sizeof(err));
	fails(xap_db_doc_count(xap_writer_db(w), &n, &err), wanted);
	assert_string_equal(err.message, first.message);
	xap_writer_free(w);

	assert_int_equal(committed(path), 1);
	w = writer_at(path, XAP_OPEN_EXISTING);
	add(w, "after");
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	assert_int_equal(committed(path), 2);
}

static void fill_disk(void)
{
	disk_full = true;
}

static void empty_disk(void)
{
	disk_full = false;
}

static void test_disk_full(void **state)
{
	(void)state;
	dies_of(in_scratch("full"), HK_ENOSPC, fill_disk, empty_disk);
	assert_true(disk_refused > 0);
}

static enum hk_status ignore_term(void *ctx, struct hk_str term, uint32_t n)
{
	(void)ctx;
	(void)term;
	(void)n;
	return HK_OK;
}

/* Reading the uncommitted changes writes too. */
static void test_disk_full_in_read(void **state)
{
	const char *path = in_scratch("view");
	struct xap_writer *w = in_batch(path);
	const struct xap_db *db = xap_writer_db(w);
	struct hk_buf b;

	(void)state;
	hk_buf_init(&b, HK_BUF_NO_MAX);
	fails(xap_db_record(db, 9999, &b, &err), HK_ENOTFOUND);
	assert_false(xap_writer_dead(w));
	hk_buf_release(&b);
	fill_disk();
	fails(xap_db_each_term(db, str(""), ignore_term, NULL, &err),
	      HK_ENOSPC);
	empty_disk();
	assert_true(xap_writer_dead(w));
	fails(xap_writer_commit(w, &err), HK_ENOSPC);
	xap_writer_free(w);
	assert_int_equal(committed(path), 1);
}

static void set_limit(rlim_t bytes)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes == RLIM_INFINITY ? limit.rlim_max : bytes;
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit))
		fail();
}

static void limit_files(void)
{
	set_limit(20000);
}

static void unlimit_files(void)
{
	set_limit(RLIM_INFINITY);
}

static void test_file_limit(void **state)
{
	(void)state;
	dies_of(in_scratch("limit"), HK_ENOSPC, limit_files, unlimit_files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open_flags),
		cmocka_unit_test(test_scratch),
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_free_saves_nothing),
		cmocka_unit_test(test_free_before_hits),
		cmocka_unit_test(test_batch),
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_metadata),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_disk_full),
		cmocka_unit_test(test_disk_full_in_read),
		cmocka_unit_test(test_file_limit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
