/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "cli/pager.h"

#define TEXT "一\n二\n三\n"

static char dir[] = "/tmp/hiku-pager-XXXXXX";
static char paged[64], plain[64]; /* files: what went where */

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(paged, sizeof(paged), "%s/paged", dir);
	snprintf(plain, sizeof(plain), "%s/plain", dir);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_dir_remove(dir);
	return 0;
}

/* Print with standard output led to `name`. */
static enum hk_status print_to(const char *name, struct hk_str text,
			       unsigned rows, bool wanted)
{
	struct hk_error err = {HK_OK, ""};
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int before = dup(STDOUT_FILENO);
	enum hk_status status;

	assert_true(fd >= 0 && before >= 0);
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	status = hk_pager_print(text, rows, wanted, &err);
	dup2(before, STDOUT_FILENO);
	close(before);
	assert_int_equal(status, err.status);
	return status;
}

static void check_file(const char *name, const char *text)
{
	struct hk_buf got;

	hk_buf_init(&got, 1u << 20);
	assert_int_equal(hk_file_read(&got, name, NULL), HK_OK);
	assert_string_equal(got.data ? got.data : "", text);
	hk_buf_release(&got);
}

static void check(unsigned rows, bool wanted, bool is_paged)
{
	FILE *empty = fopen(paged, "w");

	assert_non_null(empty);
	fclose(empty);
	assert_int_equal(print_to(plain, hk_span_cstr(TEXT), rows, wanted),
			 HK_OK);
	check_file(paged, is_paged ? TEXT : "");
	check_file(plain, is_paged ? "" : TEXT);
}

/* A pager that keeps what it reads in the file `paged`. */
static void set_pager(const char *variable)
{
	char command[80];

	snprintf(command, sizeof(command), "cat >%s", paged);
	setenv(variable, command, 1);
}

static void test_when(void **state)
{
	(void)state;
	set_pager("HIKU_PAGER");
	check(3, true, true);
	check(4, true, false);
	check(3, false, false);
}

static void test_which(void **state)
{
	(void)state;
	unsetenv("HIKU_PAGER");
	set_pager("PAGER");
	check(1, true, true);
	setenv("HIKU_PAGER", "cat", 1);
	check(1, true, false);
	setenv("HIKU_PAGER", "", 1);
	check(1, true, false);
	setenv("HIKU_PAGER", "exec 2>/dev/null; hiku-has-no-such-pager", 1);
	check(1, true, false);
}

/* Without either variable, less from the PATH; without that, nothing. */
static void test_less(void **state)
{
	const char *path = getenv("PATH");
	char *before = strdup(path ? path : "");
	char name[64], script[128];
	struct hk_str body;
	int fd;

	(void)state;
	unsetenv("HIKU_PAGER");
	unsetenv("PAGER");
	unsetenv("LESS");
	setenv("LESSCHARSET", "latin1", 1);
	setenv("PATH", dir, 1);
	check(1, true, false);
	snprintf(name, sizeof(name), "%s/less", dir);
	snprintf(script, sizeof(script),
		 "#!/bin/sh\necho \"$1 $LESS $LESSCHARSET\" >%s\n", paged);
	body = hk_span_cstr(script);
	fd = open(name, O_WRONLY | O_CREAT, 0700);
	assert_int_equal(hk_file_write_all(fd, body, name, NULL), HK_OK);
	close(fd);
	assert_int_equal(print_to(plain, hk_span_cstr(TEXT), 1, true), HK_OK);
	check_file(paged, "-FRX FRX latin1\n");
	setenv("PATH", before, 1);
	free(before);
}

/* A pager that reads nothing, and more text than a pipe holds. */
static void test_reader_goes_away(void **state)
{
	struct sigaction now;
	size_t len = 1u << 20;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	memset(text, '\n', len);
	/* A shell ignores it for what it runs in the background. */
	signal(SIGINT, SIG_DFL);
	setenv("HIKU_PAGER", "exit 3", 1);
	assert_int_equal(print_to(plain, hk_span_str(text, len), 1, true),
			 HK_OK);
	check_file(plain, "");
	free(text);
	/* Signals are as they were. */
	assert_int_equal(sigaction(SIGPIPE, NULL, &now), 0);
	assert_true(now.sa_handler == SIG_DFL);
	assert_int_equal(sigaction(SIGINT, NULL, &now), 0);
	assert_true(now.sa_handler == SIG_DFL);
}

static void test_disk_full(void **state)
{
	(void)state;
	if (access("/dev/full", W_OK) != 0)
		skip();
	assert_int_equal(print_to("/dev/full", hk_span_cstr(TEXT), 0, false),
			 HK_ENOSPC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_which),
		cmocka_unit_test(test_less),
		cmocka_unit_test(test_reader_goes_away),
		cmocka_unit_test(test_disk_full),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
