/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running programs: their output, their end, their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/process.h"

/* What is not about time may take as long as it likes, in milliseconds; and
 * what must not be waited for sleeps for longer than any machine is busy. */
#define LONG	600000
#define FOREVER "3600"

static struct hk_error err;
static struct hk_buf out;

static enum hk_status run(const char *const *argv, int input, size_t max,
			  unsigned ms)
{
	struct hk_process process = {.argv = (char *const *)(uintptr_t)argv,
				     .input = input,
				     .milliseconds = ms};

	hk_buf_release(&out);
	hk_buf_init(&out, max);
	err.message[0] = '\0';
	return hk_process_run(&out, &process, &err);
}

static enum hk_status shell(const char *script, size_t max, unsigned ms)
{
	const char *const argv[] = {"sh", "-c", script, NULL};

	return run(argv, -1, max, ms);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Is there a process of that number? */
static bool lives(const char *number)
{
	return kill((pid_t)strtol(number, NULL, 10), 0) == 0;
}

/* Where nobody reaps orphans it stays as a zombie. */
static bool ended(const char *number)
{
	char path[64], stat[256] = "";
	FILE *f;

	if (!lives(number))
		return true;
	snprintf(path, sizeof(path), "/proc/%ld/stat",
		 strtol(number, NULL, 10));
	f = fopen(path, "r");
	if (!f)
		return !lives(number);
	if (!fgets(stat, sizeof(stat), f))
		stat[0] = '\0';
	fclose(f);
	return strstr(stat, ") Z") != NULL;
}

static void test_output(void **state)
{
	static const char *const argv[] = {"printf", "%s|%s", "一 二",
					   "$HOME;`id`", NULL};

	(void)state;
	assert_int_equal(run(argv, -1, 1000, LONG), HK_OK);
	assert_string_equal(out.data, "一 二|$HOME;`id`");
	assert_int_equal(shell("true", 1000, LONG), HK_OK);
	assert_int_equal(out.len, 0);
}

/* More than a pipe holds, on both pipes at once. */
static void test_much(void **state)
{
	(void)state;
	assert_int_equal(shell("head -c 3000000 /dev/zero; "
			       "head -c 3000000 /dev/zero >&2; echo end",
			       4000000, LONG),
			 HK_OK);
	assert_int_equal(out.len, 3000004);
}

static void test_input(void **state)
{
	static const char *const cat[] = {"cat", NULL};
	char name[] = "/tmp/hiku-process-XXXXXX";
	int fd = mkstemp(name);

	(void)state;
	assert_true(fd >= 0);
	unlink(name);
	assert_int_equal(write(fd, "本文", 6), 6);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(run(cat, fd, 1000, LONG), HK_OK);
	assert_string_equal(out.data, "本文");
	close(fd);
	assert_int_equal(run(cat, -1, 1000, LONG), HK_OK);
	assert_int_equal(out.len, 0);
}

static void test_status(void **state)
{
	(void)state;
	assert_int_equal(shell("echo some; echo '  ' >&2; echo why >&2; "
			       "echo more >&2; exit 3",
			       1000, LONG),
			 HK_EFORMAT);
	assert_string_equal(err.message, "'sh' failed with status 3: why");
	assert_int_equal(shell("exit 1", 1000, LONG), HK_EFORMAT);
	assert_string_equal(err.message, "'sh' failed with status 1");
	assert_int_equal(shell("kill -9 $$", 1000, LONG), HK_EFORMAT);
	assert_string_equal(err.message, "'sh' was ended by signal 9");
}

static void test_missing(void **state)
{
	static const char *const none[] = {"hiku-no-such-program", NULL};
	static const char *const folder[] = {"/tmp", NULL};

	(void)state;
	assert_int_equal(run(none, -1, 1000, LONG), HK_ENOTFOUND);
	assert_non_null(
		strstr(err.message, "cannot run 'hiku-no-such-program'"));
	assert_int_equal(run(folder, -1, 1000, LONG), HK_EACCES);
}

static void test_time(void **state)
{
	double start = seconds();
	unsigned ms = 100;

	(void)state;
	do { /* until the machine is quick enough for it to begin */
		ms *= 2;
		assert_int_equal(
			shell("echo $$; exec sleep " FOREVER, 1000, ms),
			HK_ETIMEOUT);
	} while (!out.len);
	assert_false(lives(out.data));
	/* Closing its pipes does not end a program. */
	assert_int_equal(shell("exec sleep " FOREVER " >&- 2>&-", 1000, 300),
			 HK_ETIMEOUT);
	/* Neither it nor its child ends at SIGTERM. */
	assert_int_equal(shell("trap '' TERM HUP INT; sleep " FOREVER
			       " & echo $!; "
			       "wait; sleep " FOREVER,
			       1000, 300),
			 HK_ETIMEOUT);
	assert_true(seconds() - start < LONG / 1000);
}

static void test_size(void **state)
{
	static const char *const yes[] = {"yes", NULL};

	(void)state;
	assert_int_equal(run(yes, -1, 1000000, LONG), HK_ETOOBIG);
	assert_true(out.len <= 1000000);
	assert_non_null(strstr(err.message, "1000000 bytes"));
	/* Exactly the cap will do. */
	assert_int_equal(shell("head -c 1000 /dev/zero", 1000, LONG), HK_OK);
	assert_int_equal(shell("head -c 1001 /dev/zero", 1000, LONG),
			 HK_ETOOBIG);
}

/* What it leaves behind holds the pipe, and is not waited for. */
static void test_left_behind(void **state)
{
	double start = seconds();

	(void)state;
	assert_int_equal(shell("sleep " FOREVER " & echo $!", 1000, LONG),
			 HK_OK);
	assert_true(seconds() - start < LONG / 1000);
	/* Killed, but perhaps not dead yet. */
	for (int i = 0; i < LONG / 10 && !ended(out.data); i++)
		usleep(10000);
	assert_true(ended(out.data));
}

static void test_stop(void **state)
{
	static const volatile sig_atomic_t stop = 1;
	static const char *const argv[] = {"sleep", FOREVER, NULL};
	struct hk_process process = {.argv = (char *const *)(uintptr_t)argv,
				     .input = -1,
				     .milliseconds = LONG,
				     .stop = &stop};
	double start = seconds();

	(void)state;
	assert_int_equal(hk_process_run(&out, &process, &err), HK_EINTERRUPTED);
	assert_true(seconds() - start < LONG / 1000);
}

/* It does not ignore the signals that we ignore. */
static void test_signals(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(shell("kill -PIPE $$; echo alive", 1000, LONG),
			 HK_EFORMAT);
	signal(SIGPIPE, SIG_DFL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_output),
		cmocka_unit_test(test_much),
		cmocka_unit_test(test_input),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_left_behind),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_signals),
	};
	int failed;

	hk_buf_init(&out, 1000);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	hk_buf_release(&out);
	return failed;
}
