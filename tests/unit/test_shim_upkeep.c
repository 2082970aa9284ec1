/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merging databases and checking them. */
#include "tests/unit/shim_fixture.h"

/* Xapian deletes its database by a pointer to the base in Database::check(). */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

/*
 * A database of documents with these lines, after one that is removed again,
 * with metadata under the key "both" and under its own name.
 */
static const char *make(const char *name, const char *const *lines)
{
	const char *path = in_scratch(name);
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	add(w, "removed");
	for (; *lines; lines++)
		add(w, *lines);
	ok(xap_writer_delete(w, 1, &err));
	ok(xap_writer_set_metadata(w, str("both"), str(name), &err));
	ok(xap_writer_set_metadata(w, str(name), str("own"), &err));
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	return path;
}
#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void has_metadata(const struct xap_db *db, const char *key,
			 const char *wanted)
{
	struct hk_buf b;

	hk_buf_init(&b, 100);
	ok(xap_db_metadata(db, str(key), &b, &err));
	assert_non_null(b.data);
	assert_string_equal(b.data, wanted);
	hk_buf_release(&b);
}

struct records {
	const struct xap_db *db;
	struct hk_buf text;
};

static enum hk_status collect_record(void *ctx, uint32_t number)
{
	struct records *records = ctx;

	ok(xap_db_record(records->db, number, &records->text, &err));
	return hk_buf_putc(&records->text, '|');
}

static void test_compact(void **state)
{
	const char *sources[] = {
		make("left", LINES("a", "b c")),
		make("empty", LINES(NULL)),
		make("right", LINES("c d", "e")),
	};
	const char *to = in_scratch("merged");
	struct xap_db *db;
	struct xap_writer *w;
	struct records records;

	(void)state;
	ok(xap_compact(sources, 3, to, &err));
	db = db_at(to);
	assert_int_equal(count(db), 4);
	assert_int_equal(freq(db, "c"), 2);
	assert_int_equal(freq(db, "removed"), 0);
	records.db = db;
	hk_buf_init(&records.text, 1000);
	ok(xap_db_each_doc(db, str(""), collect_record, &records, &err));
	assert_string_equal(records.text.data, "a|b c|c d|e|");
	hk_buf_release(&records.text);
	has_metadata(db, "both", "left");
	has_metadata(db, "left", "own");
	has_metadata(db, "right", "own");
	xap_db_free(db);

	/* It can be written to like any other. */
	w = writer_at(to, XAP_OPEN_EXISTING);
	add(w, "more");
	ok(xap_writer_delete_term(w, str("a"), &err));
	ok(xap_writer_commit(w, &err));
	assert_int_equal(count(xap_writer_db(w)), 4);
	xap_writer_free(w);
}

/* Xapian would write over a database, and follow and change a stub. */
static void test_compact_overwrites_nothing(void **state)
{
	const char *sources[] = {make("source", LINES("a"))};
	const char *target = make("target", LINES("kept", "too"));
	const char *folder = in_scratch("stub");
	const char *file = in_scratch("stub-file");
	struct xap_db *db;

	(void)state;
	fails(xap_compact(sources, 1, target, &err), HK_EINDEX);
	assert_non_null(strstr(err.message, target));
	db = db_at(target);
	assert_int_equal(count(db), 2);
	xap_db_free(db);

	assert_int_equal(mkdir(folder, 0700), 0);
	write_file(in_scratch("stub/XAPIANDB"), "auto ../target\n");
	write_file(file, "auto target\n");
	fails(xap_compact(sources, 1, folder, &err), HK_EINDEX);
	assert_int_not_equal(xap_compact(sources, 1, file, &err), HK_OK);
	assert_false(exists(in_scratch("stub/iamglass")));

	/* An empty folder is treated like a missing one. */
	assert_int_equal(mkdir(in_scratch("empty-folder"), 0700), 0);
	ok(xap_compact(sources, 1, in_scratch("empty-folder"), &err));
}

static void test_compact_nothing_there(void **state)
{
	const char *sources[] = {make("there", LINES("a")),
				 in_scratch("not-there")};
	const char *to = in_scratch("nowhere");

	(void)state;
	fails(xap_compact(sources, 2, to, &err), HK_ENOTFOUND);
	assert_false(exists(to));
}

static void test_check_good(void **state)
{
	const char *path = make("good", LINES("a b c", "d"));
	size_t damages = 99;
	struct hk_buf words;

	(void)state;
	hk_buf_init(&words, HK_BUF_NO_MAX);
	ok(xap_check(path, &words, &damages, &err));
	assert_int_equal(damages, 0);
	assert_non_null(strstr(words.data, "postlist"));
	hk_buf_release(&words);
	fails(xap_check(in_scratch("no-such"), &words, &damages, &err),
	      HK_ENOTFOUND);
}

/* A database of many blocks in each table. */
static const char *make_big(const char *name)
{
	const char *path = in_scratch(name);
	struct xap_writer *w = writer_at(path, XAP_OPEN_CREATE);

	for (int i = 0; i < 2000; i++) {
		char line[64];

		snprintf(line, sizeof(line), "every word%d is new %d", i, i);
		add(w, line);
	}
	ok(xap_writer_commit(w, &err));
	xap_writer_free(w);
	return path;
}

/*
 * Does the check find damage? Xapian may crash on it, so it runs in a child,
 * whose crash is an answer too.
 */
static bool is_damaged(const char *path)
{
	pid_t child = fork();
	int how;

	assert_true(child >= 0);
	if (!child) {
		struct hk_buf words;
		size_t damages = 0;
		enum hk_status status;

		hk_buf_init(&words, HK_BUF_NO_MAX);
		status = xap_check(path, &words, &damages, NULL);
		_exit(status == HK_ECORRUPT || (!status && damages) ? 1
		      : status					    ? 2
								    : 0);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_false(WIFEXITED(how) && WEXITSTATUS(how) == 2);
	return !WIFEXITED(how) || WEXITSTATUS(how) == 1;
}

static void test_check_truncated(void **state)
{
	static const char *const tables[] = {"postlist", "docdata", "termlist"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const char *path = make_big(tables[i]);
		char name[64];
		struct stat st;

		assert_false(is_damaged(path));
		snprintf(name, sizeof(name), "%s/%s.glass", tables[i],
			 tables[i]);
		assert_int_equal(stat(in_scratch(name), &st), 0);
		assert_int_equal(truncate(in_scratch(name), st.st_size / 2), 0);
		assert_true(is_damaged(path));
	}
}

static void test_check_zeroed(void **state)
{
	const char *path = make_big("zeroed");
	FILE *file = fopen(in_scratch("zeroed/postlist.glass"), "r+");
	char zeros[3 * 8192] = {0};

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite(zeros, 1, sizeof(zeros), file), sizeof(zeros));
	assert_int_equal(fclose(file), 0);
	assert_true(is_damaged(path));
}

static void test_version(void **state)
{
	unsigned major, minor;

	(void)state;
	assert_int_equal(sscanf(xap_version(), "%u.%u", &major, &minor), 2);
	assert_true(major > 1 || (major == 1 && minor >= 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compact),
		cmocka_unit_test(test_compact_overwrites_nothing),
		cmocka_unit_test(test_compact_nothing_there),
		cmocka_unit_test(test_check_good),
		cmocka_unit_test(test_check_truncated),
		cmocka_unit_test(test_check_zeroed),
		cmocka_unit_test(test_version),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
