/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a database and reading it. */
#include "tests/unit/shim_fixture.h"
#include "tests/unit/range.h"

#include <fcntl.h>

#define BIG 2000 /* documents, over many blocks of each table */

static void make(const char *path)
{
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	struct xap_doc *doc = doc_of("ab ac b b b");

	ok(xap_doc_set_value(doc, 7, str("seven"), &err));
	ok(xap_writer_add(w, doc, NULL, &err));
	add(w, "ab");
	add(w, "c b");
	ok(xap_writer_delete(w, 2, &err));
	ok(xap_writer_set_metadata(w, str("k1"), str("one"), &err));
	ok(xap_writer_set_metadata(w, str("k2"), str("two"), &err));
	ok(xap_writer_set_metadata(w, str("x"), str("three"), &err));
	ok(xap_writer_commit(w, &err));
	xap_doc_free(doc);
	xap_writer_free(w);
}

static void add_many(struct xap_writer *w, const char *word)
{
	for (int i = 0; i < BIG; i++) {
		char line[32];

		snprintf(line, sizeof(line), "%s %s%d", word, word, i);
		add(w, line);
	}
	ok(xap_writer_commit(w, &err));
}

static void test_missing(void **state)
{
	struct xap_db *db = (void *)scratch;
	const char *path = in_scratch("no-such-folder");

	(void)state;
	fails(xap_db_open(&db, path, &err), HK_ENOTFOUND);
	assert_null(db);
	assert_int_equal(err.status, HK_ENOTFOUND);
	assert_non_null(strstr(err.message, path));
	assert_null(strchr(err.message, '\n'));
	fails(xap_db_open(&db, scratch, NULL), HK_ENOTFOUND);
	xap_db_free(NULL);
}

/* Opening a stub the usual way would run the command. */
static void test_stub(void **state)
{
	const char *ran = in_scratch("ran");
	const char *folder = in_scratch("stub");
	const char *inside = in_scratch("stub/XAPIANDB");
	const char *file = in_scratch("stub-file");
	const char *paths[] = {folder, inside, file};
	char text[600];

	(void)state;
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(text, sizeof(text), "remote :/usr/bin/touch %s\n", ran);
	write_file(inside, text);
	write_file(file, text);
	for (size_t i = 0; i < 3; i++) {
		const char *sources[] = {paths[i]};
		struct hk_buf words;
		struct xap_writer *w;
		struct xap_db *db;
		size_t damages;

		hk_buf_init(&words, HK_BUF_NO_MAX);
		fails(xap_db_open(&db, paths[i], &err), HK_ENOTFOUND);
		fails(xap_writer_open(&w, paths[i], XAP_OPEN_EXISTING, &err),
		      HK_ENOTFOUND);
		assert_int_not_equal(
			xap_compact(sources, 1, in_scratch("merged"), &err),
			HK_OK);
		assert_int_not_equal(
			xap_check(paths[i], &words, &damages, &err), HK_OK);
		hk_buf_release(&words);
	}
	assert_false(exists(ran));
	/* What is made beside a stub is a database, and the stub is dead. */
	xap_writer_free(writer_at(folder, XAP_OPEN_CREATE));
	xap_db_free(db_at(folder));
	assert_false(exists(ran));
}

static enum hk_status collect_key(void *ctx, struct hk_str key)
{
	return hk_buf_printf(ctx, "%.*s ", (int)key.len, key.data);
}

static enum hk_status collect_term(void *ctx, struct hk_str term, uint32_t n)
{
	return hk_buf_printf(ctx, "%.*s:%u ", (int)term.len, term.data, n);
}

static enum hk_status collect_doc(void *ctx, uint32_t number)
{
	return hk_buf_printf(ctx, "%u ", number);
}

/* What a walk has reported; clears it for the next one. */
#define told(buf, wanted)                                                   \
	do {                                                                \
		assert_string_equal((buf)->len ? (buf)->data : "", wanted); \
		hk_buf_reset(buf);                                          \
	} while (0)

static void test_read(void **state)
{
	const char *path = in_scratch("read");
	struct hk_buf b;
	struct xap_db *db;

	(void)state;
	hk_buf_init(&b, 100);
	make(path);
	db = db_at(path);
	assert_int_equal(count(db), 2);
	assert_int_equal(freq(db, "b"), 2);
	assert_int_equal(freq(db, "none"), 0);

	ok(xap_db_each_term(db, str("a"), collect_term, &b, &err));
	told(&b, "ab:1 ac:1 ");
	ok(xap_db_each_term(db, str(""), collect_term, &b, &err));
	told(&b, "ab:1 ac:1 b:2 c:1 ");
	ok(xap_db_each_doc(db, str("b"), collect_doc, &b, &err));
	told(&b, "1 3 ");
	ok(xap_db_each_doc(db, str(""), collect_doc, &b, &err));
	told(&b, "1 3 ");
	ok(xap_db_each_doc(db, str("none"), collect_doc, &b, &err));
	told(&b, "");
	ok(xap_db_each_key(db, str("k"), collect_key, &b, &err));
	told(&b, "k1 k2 ");

	ok(xap_db_metadata(db, str("k2"), &b, &err));
	ok(xap_db_metadata(db, str("k9"), &b, &err));
	ok(xap_db_record(db, 3, &b, &err));
	ok(xap_db_value(db, 1, 7, &b, &err));
	ok(xap_db_value(db, 1, 8, &b, &err));
	told(&b, "twoc bseven");

	fails(xap_db_record(db, 2, &b, &err), HK_ENOTFOUND);
	fails(xap_db_record(db, 0, &b, &err), HK_ENOTFOUND);
	fails(xap_db_record(db, UINT32_MAX, &b, &err), HK_ENOTFOUND);
	fails(xap_db_value(db, 2, 7, &b, &err), HK_ENOTFOUND);
	told(&b, "");
	hk_buf_release(&b);
	xap_db_free(db);
}

static enum hk_status stop_at_key(void *ctx, struct hk_str key)
{
	(void)key;
	++*(int *)ctx;
	return HK_EINTERRUPTED;
}

static enum hk_status stop_at_term(void *ctx, struct hk_str term, uint32_t n)
{
	(void)n;
	return stop_at_key(ctx, term);
}

static enum hk_status stop_at_doc(void *ctx, uint32_t number)
{
	(void)number;
	return stop_at_key(ctx, str(""));
}

static void test_walks_stop(void **state)
{
	const char *path = in_scratch("stop");
	int calls = 0;
	struct xap_db *db;

	(void)state;
	make(path);
	db = db_at(path);
	fails(xap_db_each_key(db, str(""), stop_at_key, &calls, &err),
	      HK_EINTERRUPTED);
	fails(xap_db_each_term(db, str(""), stop_at_term, &calls, &err),
	      HK_EINTERRUPTED);
	fails(xap_db_each_doc(db, str(""), stop_at_doc, &calls, &err),
	      HK_EINTERRUPTED);
	assert_int_equal(calls, 3);
	xap_db_free(db);
}

static void test_capped_buffer(void **state)
{
	const char *path = in_scratch("capped");
	struct hk_buf b;
	struct xap_db *db;

	(void)state;
	make(path);
	db = db_at(path);
	hk_buf_init(&b, 5);
	ok(hk_buf_puts(&b, "abc"));
	fails(xap_db_record(db, 3, &b, &err), HK_ETOOBIG);
	assert_int_equal(err.status, HK_ETOOBIG);
	assert_string_equal(b.data, "abc");
	hk_buf_release(&b);
	xap_db_free(db);
}

static enum hk_status read_all(const struct xap_db *db)
{
	enum hk_status status = HK_OK;
	struct hk_buf b;

	hk_buf_init(&b, HK_BUF_NO_MAX);
	for (uint32_t i = 1; i <= BIG && !status; i++) {
		hk_buf_reset(&b);
		status = xap_db_record(db, i, &b, &err);
	}
	hk_buf_release(&b);
	return status;
}

static void test_stale(void **state)
{
	const char *path = in_scratch("stale");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);
	struct xap_db *db;
	uint64_t before, after;

	(void)state;
	add_many(w, "first");
	db = db_at(path);
	ok(xap_db_revision(db, &before, &err));

	add_many(w, "second");
	ok(read_all(db));
	assert_int_equal(count(db), BIG);
	add_many(w, "third");
	fails(read_all(db), HK_ESTALE);
	assert_int_equal(err.status, HK_ESTALE);

	xap_db_free(db);
	db = db_at(path);
	ok(xap_db_revision(db, &after, &err));
	assert_true(after == before + 2);
	ok(read_all(db));
	assert_int_equal(count(db), 3 * BIG);
	xap_db_free(db);
	xap_writer_free(w);
}

/* Overwrite a byte of a file in the scratch folder. */
static void poke(const char *name, off_t at, char byte)
{
	int fd = open(in_scratch(name), O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static enum hk_status open_status(const char *path)
{
	struct xap_db *db;
	enum hk_status status = xap_db_open(&db, path, &err);

	xap_db_free(db);
	return status;
}

/* Whatever bit of the version file is wrong, opening ends, well or not. */
static void test_damaged_version(void **state)
{
	struct xap_writer *w = writer_at(in_scratch("bits"), XAP_OPEN_CREATE);
	char bytes[256];
	ssize_t count;
	size_t bad = 0;
	int fd;

	(void)state;
	add_many(w, "word");
	xap_writer_free(w);
	fd = open(in_scratch("bits/iamglass"), O_RDONLY);
	count = read(fd, bytes, sizeof(bytes));
	close(fd);
	assert_within(count, 60, 255);
	for (ssize_t at = 0; at < count; at++) {
		for (unsigned bit = 0; bit < 8; bit++) {
			poke("bits/iamglass", at,
			     (char)(bytes[at] ^ (1 << bit)));
			bad += open_status(in_scratch("bits")) == HK_ECORRUPT;
		}
		poke("bits/iamglass", at, bytes[at]);
	}
	assert_within(bad, 20, 1000);
	ok(open_status(in_scratch("bits")));
}

static void test_damaged(void **state)
{
	const char *path = in_scratch("damaged");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	(void)state;
	add_many(w, "word");
	xap_writer_free(w);
	ok(open_status(path));

	/* Bytes 14 and 15 of the version file are the format's version. */
	poke("damaged/iamglass", 14, 0x7f);
	fails(open_status(path), HK_EVERSION);
	poke("damaged/iamglass", 0, 0x7f);
	fails(open_status(path), HK_ECORRUPT);
	assert_int_equal(truncate(in_scratch("damaged/iamglass"), 10), 0);
	fails(open_status(path), HK_ECORRUPT);
}

static void test_cut_table(void **state)
{
	const char *path = in_scratch("cut");
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	(void)state;
	add_many(w, "word");
	xap_writer_free(w);
	assert_int_equal(truncate(in_scratch("cut/postlist.glass"), 2048), 0);
	fails(open_status(path), HK_ECORRUPT);
	assert_int_equal(unlink(in_scratch("cut/postlist.glass")), 0);
	fails(open_status(path), HK_ECORRUPT);
}

static void test_unreadable(void **state)
{
	const char *path = in_scratch("unreadable");

	(void)state;
	make(path);
	assert_int_equal(chmod(scratch, 0711), 0);
	assert_int_equal(chmod(in_scratch("unreadable/iamglass"), 0), 0);
	assert_int_equal(unprivileged(open_status, path), HK_EACCES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_stub),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_walks_stop),
		cmocka_unit_test(test_capped_buffer),
		cmocka_unit_test(test_stale),
		cmocka_unit_test(test_damaged_version),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_cut_table),
		cmocka_unit_test(test_unreadable),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
