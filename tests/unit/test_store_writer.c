/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One index from writing to reading: batches, generations, locks, damage. */
#include "tests/unit/shim_fixture.h"

#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

#include "base/dir.h"
#include "store/reader.h"
#include "store/schema.h"
#include "store/writer.h"

static const struct hk_signature sig = {
	.schema = HK_SCHEMA_VERSION,
	.normaliser = 1,
	.terms = 1,
	.kanji = "0123456789abcdef",
	.pairs = "0011223344556677",
	.spellings = "0123456789abcdef",
	.passage_chars = 400,
	.dictionary = "ipadic",
	.charset = "utf-8",
	.dictionary_version = 102,
	.lexicon_size = 392126,
};

/* A disk that can be full: the program's own pwrite() comes first. */
static bool disk_full;

ssize_t pwrite(int fd, const void *data, size_t len, off_t at)
{
	if (disk_full) {
		errno = ENOSPC;
		return -1;
	}
	return syscall(SYS_pwrite64, fd, data, len, at);
}

/* A clock that can run ahead. */
static time_t ahead;

int clock_gettime(clockid_t id, struct timespec *out)
{
	int failed = (int)syscall(SYS_clock_gettime, id, out);

	out->tv_sec += ahead;
	return failed;
}

/* Xapian itself forgets some memory when a write fails. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libxapian";
}

static struct hk_writer *writer_of(const char *dir)
{
	struct hk_writer *w;

	ok(hk_writer_open(&w, dir, &sig, 0, &err));
	return w;
}

static struct hk_reader *reader_of(const char *dir)
{
	struct hk_reader *r;

	ok(hk_reader_open(&r, &dir, 1, &err));
	return r;
}

static enum hk_status reader_status(const char *dir)
{
	struct hk_reader *r;
	enum hk_status status = hk_reader_open(&r, &dir, 1, &err);

	hk_reader_free(r);
	return status;
}

/* Documents that one who opens the index now can see. */
static uint32_t visible(const char *dir)
{
	struct hk_reader *r = reader_of(dir);
	uint32_t n = count(hk_reader_db(r));

	hk_reader_free(r);
	return n;
}

static void commit(struct hk_writer *w, const char *line)
{
	ok(hk_writer_begin(w, &err));
	add(hk_writer_xap(w), line);
	ok(hk_writer_commit(w, &err));
}

static const char *below(const char *dir, const char *name)
{
	static char paths[8][512];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	return path;
}

/* ---- Making one ---- */

static void test_create(void **state)
{
	const char *dir = in_room("new/index");
	struct hk_signature other = sig;
	struct hk_writer *w = (void *)room;
	struct stat st;
	mode_t mask;

	(void)state;
	fails(hk_writer_open(&w, dir, NULL, 0, &err), HK_ENOTFOUND);
	assert_null(w);
	assert_false(exists(in_room("new")));
	w = writer_of(dir);
	assert_memory_equal(hk_writer_signature(w), &sig, sizeof(sig));
	assert_string_equal(hk_writer_folder(w)->generation, "generation-0001");
	assert_int_equal(visible(dir), 0);
	hk_writer_free(w);
	/* Others may read it, if they may read what we make. */
	mask = umask(0);
	umask(mask);
	assert_int_equal(stat(below(dir, "generation-0001"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0777 & ~mask);
	/* Another wish changes nothing. */
	other.passage_chars = 800;
	ok(hk_writer_open(&w, dir, &other, 0, &err));
	assert_int_equal(hk_writer_signature(w)->passage_chars, 400);
	hk_writer_free(w);
	ok(hk_writer_open(&w, dir, NULL, 0, &err));
	hk_writer_free(w);
	hk_writer_free(NULL);
}

static void test_maker_that_died(void **state)
{
	const char *dir = in_room("died");
	struct hk_writer *w = writer_of(dir);

	(void)state;
	commit(w, "a");
	hk_writer_free(w);
	/* As if it had died before the pointer was there. */
	assert_int_equal(unlink(below(dir, "hiku-index")), 0);
	assert_int_equal(mkdir(below(dir, "scratch-aaaaaa"), 0700), 0);
	fails(reader_status(dir), HK_ENOTINDEX);
	hk_writer_free(writer_of(dir));
	assert_int_equal(visible(dir), 1);
	assert_false(exists(below(dir, "scratch-aaaaaa")));
}

/* ---- Batches ---- */

static void test_batches(void **state)
{
	const char *dir = in_room("batches");
	struct hk_writer *w = writer_of(dir);

	(void)state;
	ok(hk_writer_commit(w, &err)); /* nothing is open */
	ok(hk_writer_begin(w, &err));
	ok(hk_writer_begin(w, &err));
	add(hk_writer_xap(w), "a");
	add(hk_writer_xap(w), "b");
	assert_int_equal(count(hk_writer_db(w)), 2);
	assert_int_equal(visible(dir), 0);
	ok(hk_writer_commit(w, &err));
	assert_int_equal(visible(dir), 2);
	ok(hk_writer_begin(w, &err));
	add(hk_writer_xap(w), "c");
	hk_writer_free(w); /* drops it */
	assert_int_equal(visible(dir), 2);
}

/* A failure ends the writer; the next one goes on from the last commit. */
static void test_failure(void **state)
{
	const char *dir = in_room("failure");
	struct hk_writer *w = writer_of(dir);

	(void)state;
	commit(w, "a");
	/* A generation that cannot get its name */
	assert_int_equal(mkdir(below(dir, "generation-0002"), 0777), 0);
	assert_int_equal(mkdir(below(dir, "generation-0002/x"), 0777), 0);
	assert_int_not_equal(hk_writer_compact(w, NULL, NULL, &err), HK_OK);
	assert_non_null(strstr(err.message, "generation-0002"));
	hk_writer_free(w);
	w = writer_of(dir);
	commit(w, "b");
	assert_int_equal(visible(dir), 2);
	ok(hk_writer_compact(w, NULL, NULL, &err));
	assert_int_equal(visible(dir), 2);
	hk_writer_free(w);
}

static void test_full_disk(void **state)
{
	const char *dir = in_room("full");
	struct hk_writer *w = writer_of(dir);
	struct xap_writer *rebuilt;

	(void)state;
	commit(w, "a");
	assert_false(hk_writer_failed(w));
	ok(hk_writer_begin(w, &err));
	add(hk_writer_xap(w), "b");
	disk_full = true;
	if (hk_writer_commit(w, &err) != HK_ENOSPC) {
		disk_full = false;
		fail_msg("%s", err.message);
	}
	disk_full = false;
	fails(hk_writer_commit(w, &err), HK_ENOSPC);
	assert_true(hk_writer_failed(w));
	hk_writer_free(w);
	w = writer_of(dir);
	assert_int_equal(count(hk_writer_db(w)), 1);
	commit(w, "c");
	assert_int_equal(visible(dir), 2);

	disk_full = true;
	assert_int_not_equal(hk_writer_compact(w, NULL, NULL, &err), HK_OK);
	assert_int_not_equal(hk_writer_rebuild(w, &sig, &rebuilt, &err), HK_OK);
	assert_null(rebuilt);
	disk_full = false;
	hk_writer_free(w);
	w = writer_of(dir);
	assert_string_equal(hk_writer_folder(w)->generation, "generation-0001");
	commit(w, "d");
	assert_int_equal(visible(dir), 3);
	hk_writer_free(w);
}

/* ---- One writer ---- */

/* Run `body` in a process of its own; its exit status. */
static int in_child(int (*body)(const char *), const char *dir)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (!pid)
		_exit(body(dir));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int is_locked(const char *dir)
{
	char holder[64];
	struct hk_writer *w;
	enum hk_status status = hk_writer_open(&w, dir, &sig, 0, &err);

	snprintf(holder, sizeof(holder), "process %ld on ", (long)getppid());
	return status == HK_ELOCKED && strstr(err.message, holder) ? 0 : 1;
}

static int dies_writing(const char *dir)
{
	struct hk_writer *w = writer_of(dir);
	struct xap_writer *rebuilt;

	commit(w, "b");
	ok(hk_writer_rebuild(w, &sig, &rebuilt, &err));
	ok(hk_writer_begin(w, &err));
	add(hk_writer_xap(w), "c");
	raise(SIGKILL);
	return 0;
}

static void test_one_writer(void **state)
{
	const char *dir = in_room("one");
	struct hk_writer *w = writer_of(dir), *second;

	(void)state;
	assert_int_equal(in_child(is_locked, dir), 0);
	fails(hk_writer_open(&second, dir, &sig, 0, &err), HK_ELOCKED);
	assert_null(second);
	/* One that fails leaves the first one its work. */
	commit(w, "a");
	hk_writer_free(w);
	assert_int_equal(in_child(dies_writing, dir), -SIGKILL);
	w = writer_of(dir);
	assert_int_equal(count(hk_writer_db(w)), 2);
	hk_writer_free(w);
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
	const char *dir = in_room("compact");
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
	const char *dir = in_room("kept");
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
	const char *dir = in_room("rebuild");
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

	/* Whose query was made for the old rules must not go on with it. */
	fails(hk_reader_again(r, HK_ESTALE, &err), HK_ESIGNATURE);
	assert_string_equal(hk_reader_signature(r)->dictionary, "ipadic");
	hk_reader_free(r);
}

/* ---- Readers ---- */

static void test_several(void **state)
{
	const char *dirs[] = {in_room("north"), in_room("south")};
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
	dirs[1] = in_room("other");
	ok(hk_writer_open(&w[1], dirs[1], &other, 0, &err));
	hk_writer_free(w[1]);
	fails(hk_reader_open(&r, dirs, 2, &err), HK_ESIGNATURE);
	assert_null(r);
	assert_non_null(strstr(err.message, "north"));
	assert_non_null(strstr(err.message, "other"));
	dirs[1] = in_room("missing");
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
	const char *dir = in_room("again");
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
	/* Nothing has moved since: had this been stale, it were damaged. */
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
	const char *dir = in_room("tables");
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
	const char *dir = in_room("unsigned");
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
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_maker_that_died),
		cmocka_unit_test(test_batches),
		cmocka_unit_test(test_failure),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_one_writer),
		cmocka_unit_test(test_compact),
		cmocka_unit_test(test_reader_keeps_its_generation),
		cmocka_unit_test(test_rebuild),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_missing_tables),
		cmocka_unit_test(test_no_signature),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, room_open, room_close);
}
