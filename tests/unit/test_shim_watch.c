/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search that does not end ends the program; others are left alone. */
#include "tests/unit/shim_fixture.h"

#include <sys/wait.h>
#include <time.h>

static void tell(const struct hk_error *why)
{
	_exit(why->status == HK_ECORRUPT && strstr(why->message, "check") ? 7
									  : 8);
}

/* Milliseconds of processor time of this thread. */
static double used(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* How a child ends that works for `works` ms and is watched for `watch` ms. */
static int child(unsigned long watch, double works, bool ends)
{
	int how = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		double begun = used();

		xap_on_terminate(tell);
		xap_watch_begin(watch);
		if (ends)
			xap_watch_end();
		while (used() - begun < works)
			;
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_true(WIFEXITED(how));
	return WEXITSTATUS(how);
}

static void test_watch(void **state)
{
	(void)state;
	assert_int_equal(child(50, 30000, false), 7);
	assert_int_equal(child(30000, 100, false), 0);
	assert_int_equal(child(50, 300, true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_watch)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
