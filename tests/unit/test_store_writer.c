/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing an index: batches, full disks, locks. */
#include "tests/unit/store_fixture.h"

#include <signal.h>

#include "tests/unit/disk_fixture.h"

/* ---- Making one ---- */

static void test_create(void **state)
{
	const char *dir = in_scratch("new/index");
	struct hk_signature other = sig;
	struct hk_writer *w = (void *)scratch;
	struct stat st;
	mode_t mask;

	(void)state;
	fails(hk_writer_open(&w, dir, NULL, 0, &err), HK_ENOTFOUND);
	assert_null(w);
	assert_false(exists(in_scratch("new")));
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
	const char *dir = in_scratch("died");
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
	const char *dir = in_scratch("batches");
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
	const char *dir = in_scratch("failure");
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
	const char *dir = in_scratch("full");
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
	const char *dir = in_scratch("one");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_maker_that_died),
		cmocka_unit_test(test_batches),
		cmocka_unit_test(test_failure),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_one_writer),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
