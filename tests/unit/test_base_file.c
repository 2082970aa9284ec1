/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files: read to the end, written to the end, replaced or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "tests/unit/range.h"

/* More than a pipe holds and more than is read at once. */
#define MUCH 300000

static char scratch[] = "/tmp/hiku-file-XXXXXX";
static char much[MUCH];
static struct hk_buf buf;
static struct hk_error err;

/* A path in the scratch folder; it stays until the next one. */
static const char *in_scratch(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	return path;
}

static enum hk_status put(const char *name, const char *text)
{
	return hk_file_replace(scratch, name, hk_span_cstr(text), &err);
}

static void holds(const char *name, const char *text)
{
	hk_buf_reset(&buf);
	if (hk_file_read(&buf, in_scratch(name), &err))
		fail_msg("%s", err.message);
	assert_int_equal(buf.len, strlen(text));
	assert_string_equal(buf.data, text);
}

static unsigned names_in_scratch(void)
{
	DIR *dir = opendir(scratch);
	unsigned count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

static void test_read(void **state)
{
	static const size_t sizes[] = {0,     1,     63,     64,  65535,
				       65536, 65537, 131072, MUCH};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		assert_int_equal(hk_file_replace(scratch, "read",
						 hk_span_str(much, sizes[i]),
						 &err),
				 HK_OK);
		hk_buf_reset(&buf);
		assert_int_equal(hk_buf_puts(&buf, "before"), HK_OK);
		assert_int_equal(hk_file_read(&buf, in_scratch("read"), &err),
				 HK_OK);
		assert_int_equal(buf.len, 6 + sizes[i]);
		assert_memory_equal(buf.data, "before", 6);
		assert_memory_equal(buf.data + 6, much, sizes[i]);
		assert_int_equal(buf.data[buf.len], 0);
	}
}

/* A known size takes no more memory than the file and its end. */
static void test_read_capacity(void **state)
{
	struct hk_buf fresh;

	(void)state;
	assert_int_equal(
		hk_file_replace(scratch, "long", hk_span_str(much, MUCH), &err),
		HK_OK);
	hk_buf_init(&fresh, HK_BUF_NO_MAX);
	assert_int_equal(hk_file_read(&fresh, in_scratch("long"), &err), HK_OK);
	assert_within(fresh.capacity, MUCH + 1, MUCH + 64);
	hk_buf_release(&fresh);
}

static void test_read_cap(void **state)
{
	static const size_t sizes[] = {0, 1, 10, 65536, 100000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct hk_str bytes = hk_span_str(much, sizes[i]);
		struct hk_buf small;

		assert_int_equal(hk_file_replace(scratch, "cap", bytes, &err),
				 HK_OK);
		hk_buf_init(&small, sizes[i]);
		assert_int_equal(hk_file_read(&small, in_scratch("cap"), &err),
				 HK_OK);
		assert_int_equal(small.len, sizes[i]);
		hk_buf_release(&small);
		if (!sizes[i])
			continue;
		hk_buf_init(&small, sizes[i] - 1);
		assert_int_equal(hk_file_read(&small, in_scratch("cap"), &err),
				 HK_ETOOBIG);
		assert_non_null(strstr(err.message, in_scratch("cap")));
		hk_buf_release(&small);
	}
}

static void test_read_endless(void **state)
{
	struct hk_buf small;
	int fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);

	(void)state;
	hk_buf_init(&small, 100000);
	assert_int_equal(hk_file_read_fd(&small, fd, "zeros", &err),
			 HK_ETOOBIG);
	assert_non_null(strstr(err.message, "zeros"));
	hk_buf_release(&small);
	close(fd);
}

static void test_read_refused(void **state)
{
	(void)state;
	hk_buf_reset(&buf);
	assert_int_equal(hk_file_read(&buf, in_scratch("none"), &err),
			 HK_ENOTFOUND);
	assert_non_null(strstr(err.message, in_scratch("none")));
	assert_int_equal(hk_file_read(&buf, scratch, &err), HK_EFORMAT);
	assert_int_equal(hk_file_read(&buf, "/dev/null", NULL), HK_EFORMAT);
	/* It has no writer, and the reader does not wait for one. */
	assert_int_equal(mkfifo(in_scratch("fifo"), 0600), 0);
	assert_int_equal(hk_file_read(&buf, in_scratch("fifo"), &err),
			 HK_EFORMAT);
	unlink(in_scratch("fifo"));
	assert_int_equal(hk_file_read_fd(&buf, -1, "bad", &err), HK_EIO);
}

static void test_replace(void **state)
{
	struct stat st;
	mode_t mask = umask(027);
	unsigned before = names_in_scratch();

	(void)state;
	assert_int_equal(put("pointer", "one"), HK_OK);
	umask(mask);
	holds("pointer", "one");
	assert_int_equal(stat(in_scratch("pointer"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(put("pointer", "the second"), HK_OK);
	holds("pointer", "the second");
	assert_int_equal(put("pointer", ""), HK_OK);
	holds("pointer", "");
	assert_int_equal(names_in_scratch(), before + 1);
}

/* A link is replaced, not what it points to. */
static void test_replace_link(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(put("target", "kept"), HK_OK);
	assert_int_equal(symlink("target", in_scratch("link")), 0);
	assert_int_equal(put("link", "new"), HK_OK);
	assert_int_equal(lstat(in_scratch("link"), &st), 0);
	assert_true(S_ISREG(st.st_mode));
	holds("link", "new");
	holds("target", "kept");
}

/* Whoever finds the old file open goes on reading the old bytes. */
static void test_replace_is_another_file(void **state)
{
	int fd;

	(void)state;
	assert_int_equal(put("open", "old"), HK_OK);
	fd = open(in_scratch("open"), O_RDONLY | O_CLOEXEC);
	assert_int_equal(put("open", "new"), HK_OK);
	hk_buf_reset(&buf);
	assert_int_equal(hk_file_read_fd(&buf, fd, "open", &err), HK_OK);
	assert_string_equal(buf.data, "old");
	close(fd);
	holds("open", "new");
}

static void test_replace_refused(void **state)
{
	struct rlimit limit, small;
	unsigned before;

	(void)state;
	assert_int_equal(hk_file_replace(in_scratch("no-folder"), "x",
					 hk_span_cstr("x"), &err),
			 HK_ENOTFOUND);
	assert_int_equal(put("full", "old"), HK_OK);
	assert_int_equal(mkdir(in_scratch("folder"), 0700), 0);
	before = names_in_scratch();
	assert_int_not_equal(put("folder", "x"), HK_OK);
	assert_non_null(strstr(err.message, in_scratch("folder")));
	assert_int_equal(names_in_scratch(), before);
	/* The disk is full after the first bytes. */
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 1000;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_int_equal(
		hk_file_replace(scratch, "full", hk_span_str(much, MUCH), &err),
		HK_ENOSPC);
	setrlimit(RLIMIT_FSIZE, &limit);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(names_in_scratch(), before);
	holds("full", "old");
}

/* A file left by a crash, of a process that had our number. */
static void test_replace_beside_left_over(void **state)
{
	char name[64];

	(void)state;
	snprintf(name, sizeof(name), "busy.new-%ld-0", (long)getpid());
	assert_int_equal(put(name, "left over"), HK_OK);
	assert_int_equal(put("busy", "new"), HK_OK);
	holds("busy", "new");
	holds(name, "left over");
}

static void test_write_refused(void **state)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

	(void)state;
	assert_int_equal(hk_file_write_all(fd, hk_span_cstr("x"), "full", &err),
			 HK_ENOSPC);
	assert_non_null(strstr(err.message, "full"));
	assert_int_equal(
		hk_file_write_all(fd, hk_span_str(NULL, 0), "full", &err),
		HK_OK);
	close(fd);
	assert_int_equal(hk_file_write_all(-1, hk_span_cstr("x"), "bad", &err),
			 HK_EIO);
}

/*
 * Interruptions: a child at the other end of a pipe does nothing before the
 * alarm has rung some times, so that it rings while we wait for the child.
 */

static volatile sig_atomic_t rung;
static int go[2];

static void on_alarm(int number)
{
	(void)number;
	rung++;
	if (rung == 5)
		(void)!write(go[1], "", 1);
}

static void ring(long microseconds)
{
	struct itimerval often = {{0, microseconds}, {0, microseconds}};

	setitimer(ITIMER_REAL, &often, NULL);
}

/* In the child: all is as it should be. */
static bool takes_all(int fd)
{
	char byte;

	return read(go[0], &byte, 1) == 1 &&
	       hk_file_read_fd(&buf, fd, "pipe", NULL) == HK_OK &&
	       buf.len == MUCH && !memcmp(buf.data, much, MUCH);
}

static bool gives_all(int fd)
{
	char byte;

	return read(go[0], &byte, 1) == 1 &&
	       hk_file_write_all(fd, hk_span_str(much, MUCH), "pipe", NULL) ==
		       HK_OK;
}

/* The child works on `ends[its]`; its number. */
static pid_t begin(int ends[2], int its, bool (*work)(int fd))
{
	struct sigaction action = {.sa_handler = on_alarm}; /* no SA_RESTART */
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(pipe(go), 0);
	rung = 0;
	hk_buf_reset(&buf);
	sigaction(SIGALRM, &action, NULL);
	child = fork();
	assert_int_not_equal(child, -1);
	if (!child) {
		close(ends[!its]);
		close(go[1]); /* so that our end is the end of the wait */
		_exit(work(ends[its]) ? 0 : 1);
	}
	close(ends[its]);
	ring(2000);
	return child;
}

static void end(pid_t child, int fd)
{
	int how;

	ring(0);
	close(fd);
	close(go[0]);
	close(go[1]);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(how, 0);
	assert_true(rung >= 5);
}

static void test_interrupted_write(void **state)
{
	int ends[2];
	pid_t child = begin(ends, 0, takes_all);
	enum hk_status status = hk_file_write_all(
		ends[1], hk_span_str(much, MUCH), "pipe", &err);

	(void)state;
	end(child, ends[1]);
	assert_int_equal(status, HK_OK);
}

static void test_interrupted_read(void **state)
{
	int ends[2];
	pid_t child = begin(ends, 1, gives_all);
	enum hk_status status = hk_file_read_fd(&buf, ends[0], "pipe", &err);

	(void)state;
	end(child, ends[0]);
	assert_int_equal(status, HK_OK);
	assert_int_equal(buf.len, MUCH);
	assert_memory_equal(buf.data, much, MUCH);
}

static void test_sync_dir(void **state)
{
	(void)state;
	assert_int_equal(hk_file_sync_dir(scratch, &err), HK_OK);
	assert_int_equal(hk_file_sync_dir(in_scratch("none"), &err),
			 HK_ENOTFOUND);
	assert_int_equal(put("file", ""), HK_OK);
	assert_int_not_equal(hk_file_sync_dir(in_scratch("file"), &err), HK_OK);
}

static int enter(void **state)
{
	(void)state;
	for (size_t i = 0; i < MUCH; i++)
		much[i] = (char)(i * 7 % 251);
	hk_buf_init(&buf, HK_BUF_NO_MAX);
	return mkdtemp(scratch) ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	hk_buf_release(&buf);
	hk_dir_remove(scratch);
	return access(scratch, F_OK) == 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_read_capacity),
		cmocka_unit_test(test_read_cap),
		cmocka_unit_test(test_read_endless),
		cmocka_unit_test(test_read_refused),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_replace_link),
		cmocka_unit_test(test_replace_is_another_file),
		cmocka_unit_test(test_replace_refused),
		cmocka_unit_test(test_replace_beside_left_over),
		cmocka_unit_test(test_write_refused),
		cmocka_unit_test(test_interrupted_write),
		cmocka_unit_test(test_interrupted_read),
		cmocka_unit_test(test_sync_dir),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter, leave);
}
