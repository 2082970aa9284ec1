/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What readers see of an index: generations, changes, damage. */
#include "tests/unit/store_fixture.h"

#include <sys/syscall.h>
#include <time.h>

#include "base/dir.h"

/* A clock that can run ahead, of 64 bits everywhere. */
static time_t ahead;

#ifdef SYS_clock_gettime64
#define SYSTEM_CLOCK SYS_clock_gettime64
#else
#define SYSTEM_CLOCK SYS_clock_gettime
#endif

int clock_gettime(clockid_t id, struct timespec *out)
{
	int failed = (int)syscall(SYSTEM_CLOCK, id, out);

	out->tv_sec += ahead;
	return failed;
}

static enum hk_status count_entry(void *ctx, const char *name,
				  struct hk_error *ignored)
{
	(void)name;
	(void)ignored;
	++*(int *)ctx;
	return HK_OK;
}

static int entries(const char *dir)
{
	int n = 0;

	ok(hk_dir_each(dir, count_entry, &n, &err));
	return n;
}

/* ---- Generations ---- */

static void test_compact(void **state)
{
	const char *dir = in_scratch("compact");
	struct hk_writer *w = writer_of(dir);
	uint64_t before = 0, after = 0;

	(void)state;
	for (int i = 0; i < 50; i++) {
		char line[32];

		snprintf(line, sizeof(line), "same word%d", i);
		commit(w, line);
	}
	ok(hk_writer_begin(w, &err));
	ok(xap_writer_delete_term(hk_writer_xap(w), str("word7"), &err));
	ok(xap_writer_set_metadata(hk_writer_xap(w), str("key"), str("value"),
				   &err));
	ok(hk_writer_commit(w, &err));
	ok(hk_writer_compact(w, &before, &after, &err));
	assert_true(after > 0 && after < before);
	assert_string_equal(hk_writer_folder(w)->generation, "generation-0002");
	assert_int_equal(freq(hk_writer_db(w), "same"), 49);
	commit(w, "same again");
	ok(hk_writer_compact(w, NULL, NULL, &err));
	hk_writer_free(w);
	assert_int_equal(visible(dir), 50);
	/* hiku-index, lock, the one generation and the link to it */
	assert_int_equal(entries(dir), 4);
	w = writer_of(dir);
	assert_memory_equal(hk_writer_signature(w), &sig, sizeof(sig));
	hk_writer_free(w);
}

static void test_reader_keeps_its_generation(void **state)
{
	const char *dir = in_scratch("kept");
	struct hk_writer *w = writer_of(dir);
	struct hk_reader *r;
	struct hk_buf record;

	(void)state;
	commit(w, "a");
	r = reader_of(dir);
	ok(hk_writer_compact(w, NULL, NULL, &err));
	commit(w, "b");
	commit(w, "c");
	assert_true(exists(below(dir, "generation-0001")));
	hk_buf_init(&record, 64);
	ok(xap_db_record(hk_reader_db(r), 1, &record, &err));
	assert_string_equal(record.data, "a");
	hk_buf_release(&record);
	hk_writer_free(w);
	w = writer_of(dir);
	assert_true(exists(below(dir, "generation-0001")));
	hk_writer_free(w);

	ok(hk_reader_again(r, HK_ESTALE, &err));
	assert_int_equal(count(hk_reader_db(r)), 3);
	hk_writer_free(writer_of(dir));
	assert_false(exists(below(dir, "generation-0001")));
	hk_reader_free(r);
}

static void test_rebuild(void **state)
{
	const char *dir = in_scratch("rebuild");
	struct hk_writer *w = writer_of(dir);
	struct hk_reader *r;
	struct hk_signature other = sig;
	struct xap_writer *fresh;

	(void)state;
	strcpy(other.dictionary, "unidic");
	commit(w, "old");
	ok(hk_writer_rebuild(w, &other, &fresh, &err));
	add(fresh, "dropped");
	hk_writer_rebuild_drop(w);
	hk_writer_rebuild_drop(w);
	assert_int_equal(freq(hk_writer_db(w), "old"), 1);
	assert_int_equal(entries(dir), 4);

	ok(hk_writer_rebuild(w, &other, &fresh, &err));
	assert_int_equal(count(xap_writer_db(fresh)), 0);
	ok(xap_writer_begin(fresh, &err));
	add(fresh, "new one");
	ok(xap_writer_commit(fresh, &err));
	add(fresh, "new two");
	assert_int_equal(count(hk_writer_db(w)), 1);
	assert_int_equal(visible(dir), 1);
	r = reader_of(dir);
	ok(hk_writer_rebuild_publish(w, &err));
	assert_string_equal(hk_writer_signature(w)->dictionary, "unidic");
	assert_int_equal(freq(hk_writer_db(w), "old"), 0);
	assert_int_equal(freq(hk_writer_db(w), "new"), 2);
	assert_int_equal(visible(dir), 2);
	commit(w, "new three");
	hk_writer_free(w);
	assert_int_equal(visible(dir), 3);

	/* A query made for the old rules must not go on with the new ones. */
	fails(hk_reader_again(r, HK_ESTALE, &err), HK_ESIGNATURE);
	assert_string_equal(hk_reader_signature(r)->dictionary, "ipadic");
	hk_reader_free(r);
}

/* ---- Readers ---- */

static void test_several(void **state)
{
	const char *dirs[] = {in_scratch("north"), in_scratch("south")};
	struct hk_signature other = sig;
	struct hk_writer *w[2];
	struct hk_reader *r;

	(void)state;
	for (int i = 0; i < 2; i++) {
		w[i] = writer_of(dirs[i]);
		commit(w[i], i ? "both south" : "both north");
	}
	ok(hk_reader_open(&r, dirs, 2, &err));
	assert_int_equal(freq(hk_reader_db(r), "both"), 2);
	assert_int_equal(freq(hk_reader_db(r), "south"), 1);
	assert_string_equal(hk_reader_signature(r)->dictionary, "ipadic");
	commit(w[1], "both again");
	ok(hk_reader_again(r, HK_ESTALE, &err));
	assert_int_equal(freq(hk_reader_db(r), "both"), 3);
	hk_reader_free(r);
	hk_writer_free(w[0]);
	hk_writer_free(w[1]);

	other.lexicon_size++;
	dirs[1] = in_scratch("other");
	ok(hk_writer_open(&w[1], dirs[1], &other, 0, &err));
	hk_writer_free(w[1]);
	fails(hk_reader_open(&r, dirs, 2, &err), HK_ESIGNATURE);
	assert_null(r);
	assert_non_null(strstr(err.message, "north"));
	assert_non_null(strstr(err.message, "other"));
	dirs[1] = in_scratch("missing");
	fails(hk_reader_open(&r, dirs, 2, &err), HK_ENOTFOUND);
}

#define MANY 300

/* Replace all documents by MANY new ones: more than fit into the blocks that a
 * reader has read when it opens. */
static void commit_many(struct hk_writer *w, char letter)
{
	char line[1000];

	memset(line, letter, sizeof(line));
	ok(hk_writer_begin(w, &err));
	ok(xap_writer_delete_term(hk_writer_xap(w), str("word"), &err));
	for (int i = 0; i < MANY; i++) {
		struct xap_doc *doc;

		ok(xap_doc_new(&doc, &err));
		ok(xap_doc_set_record(doc, hk_span_str(line, sizeof(line)),
				      &err));
		ok(xap_doc_add_term(doc, str("word"), 1, &err));
		ok(xap_writer_add(hk_writer_xap(w), doc, NULL, &err));
		xap_doc_free(doc);
	}
	ok(hk_writer_commit(w, &err));
}

/* Read the records of all of them, each of which begins with `letter`. */
static enum hk_status read_many(const struct xap_db *db, char letter)
{
	struct hk_buf record;
	uint32_t last = 0;
	enum hk_status status = xap_db_last_doc(db, &last, &err);

	hk_buf_init(&record, HK_BUF_NO_MAX);
	for (uint32_t i = 0; !status && i < MANY; i++) {
		hk_buf_reset(&record);
		status = xap_db_record(db, last - i, &record, &err);
		if (!status)
			assert_int_equal(record.data[0], letter);
	}
	hk_buf_release(&record);
	return status;
}

static void test_again(void **state)
{
	const char *dir = in_scratch("again");
	struct hk_writer *w = writer_of(dir);
	struct hk_reader *r;

	(void)state;
	commit_many(w, 'a');
	r = reader_of(dir);
	commit_many(w, 'b');
	ok(read_many(hk_reader_db(r), 'a'));
	commit_many(w, 'c');
	fails(read_many(hk_reader_db(r), 'a'), HK_ESTALE);
	ok(hk_reader_again(r, HK_ESTALE, &err));
	ok(read_many(hk_reader_db(r), 'c'));
	/* Nothing has changed since, so a second HK_ESTALE means damage. */
	fails(hk_reader_again(r, HK_ESTALE, &err), HK_ECORRUPT);
	assert_non_null(strstr(err.message, dir));
	ok(read_many(hk_reader_db(r), 'c'));

	commit(w, "c");
	ahead = 9;
	ok(hk_reader_again(r, HK_ESTALE, &err));
	commit(w, "d");
	ahead = 11;
	fails(hk_reader_again(r, HK_ESTALE, &err), HK_ETIMEOUT);
	ahead = 0;
	hk_reader_free(r);
	hk_writer_free(w);
}

static void test_missing_tables(void **state)
{
	static const char *const names[] = {"iamglass", "postlist.glass",
					    "termlist.glass", "docdata.glass"};
	const char *dir = in_scratch("tables");
	struct hk_writer *w = writer_of(dir);

	(void)state;
	commit(w, "a");
	hk_writer_free(w);
	for (size_t i = 0; i < 4; i++) {
		char path[600], aside[610];

		snprintf(path, sizeof(path), "%s/generation-0001/%s", dir,
			 names[i]);
		snprintf(aside, sizeof(aside), "%s.aside", path);
		assert_int_equal(rename(path, aside), 0);
		fails(reader_status(dir), HK_ECORRUPT);
		assert_non_null(strstr(err.message, names[i]));
		fails(hk_writer_open(&w, dir, &sig, 0, &err), HK_ECORRUPT);
		assert_non_null(strstr(err.message, names[i]));
		assert_int_equal(rename(aside, path), 0);
	}
	fails(reader_status(dir), HK_OK);
}

static void test_no_signature(void **state)
{
	const char *dir = in_scratch("unsigned");
	struct hk_writer *w = writer_of(dir);

	(void)state;
	ok(hk_writer_begin(w, &err));
	ok(xap_writer_set_metadata(
		hk_writer_xap(w), str(HK_SCHEMA_KEY_SIGNATURE), str(""), &err));
	ok(hk_writer_commit(w, &err));
	hk_writer_free(w);
	fails(reader_status(dir), HK_ECORRUPT);
	assert_non_null(strstr(err.message, "unsigned"));
	fails(hk_writer_open(&w, dir, &sig, 0, &err), HK_ECORRUPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compact),
		cmocka_unit_test(test_reader_keeps_its_generation),
		cmocka_unit_test(test_rebuild),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_missing_tables),
		cmocka_unit_test(test_no_signature),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
