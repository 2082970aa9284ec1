/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls of the library that somebody waits for no more. */
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "tests/unit/lib_fixture.h"

#define INTERRUPTED(call, given)                                 \
	do {                                                     \
		assert_int_equal(call, HIKU_EINTERRUPTED);       \
		assert_int_equal(why.status, HIKU_EINTERRUPTED); \
		assert_null(given);                              \
	} while (0)

/* Every call that asks the index ends, until it may go on. */
static void test_interrupt(void **state)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_answer *like = ask("橋", NULL), *answer;
	struct hiku_words *words;

	(void)state;
	hiku_interrupt(hiku, 1);
	for (uint32_t sort = 0; sort <= HIKU_SORT_PATH_DOWN; sort++) {
		o.sort = sort;
		INTERRUPTED(hiku_search(&answer, hiku, "空港", 6, &o, &why),
			    answer);
	}
	o.sort = 0;
	o.count_by = HIKU_BY_TYPE;
	INTERRUPTED(hiku_search(&answer, hiku, "空港", 6, &o, &why), answer);
	INTERRUPTED(hiku_show(&answer, hiku, "tea", 3, "", 0, NULL, &why),
		    answer);
	INTERRUPTED(hiku_similar(&answer, hiku, like, NULL, &why), answer);
	INTERRUPTED(hiku_complete(&words, hiku, "空", 3, NULL, &why), words);
	INTERRUPTED(hiku_suggest(&words, hiku, "空港", 6, NULL, &why), words);
	hiku_interrupt(hiku, 0);
	hiku_answer_free(like);
	answer = ask("空港", NULL);
	assert_int_equal(hiku_answer_hits(answer), 3);
	hiku_answer_free(answer);
}

static void heed(int signal)
{
	(void)signal;
	/* NOLINTNEXTLINE(bugprone-signal-handler): hiku.h allows it there. */
	hiku_interrupt(hiku, 1);
}

static void *interrupt(void *ctx)
{
	const struct timespec moment = {.tv_nsec = 3000000};

	nanosleep(&moment, NULL);
	hiku_interrupt(ctx, 1);
	return NULL;
}

/* Ask until it is interrupted; every answer before is whole. */
static void ask_until_interrupted(void)
{
	struct hiku_answer *answer;
	enum hiku_status status;

	do {
		status =
			hiku_search(&answer, hiku, "空港 検索", 13, NULL, &why);
		if (status)
			INTERRUPTED(status, answer);
		else
			assert_int_equal(hiku_answer_hits(answer), 3);
		hiku_answer_free(answer);
	} while (!status);
	hiku_interrupt(hiku, 0);
}

/* From another thread, and from a signal handler. */
static void test_interrupt_elsewhere(void **state)
{
	const struct itimerspec soon = {.it_value = {.tv_nsec = 3000000}};
	pthread_t thread;
	timer_t timer;

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_int_equal(pthread_create(&thread, NULL, interrupt, hiku),
				 0);
		ask_until_interrupted();
		pthread_join(thread, NULL);
		hiku_interrupt(hiku, 0);
	}
	signal(SIGALRM, heed);
	assert_int_equal(timer_create(CLOCK_MONOTONIC, NULL, &timer), 0);
	assert_int_equal(timer_settime(timer, 0, &soon, NULL), 0);
	ask_until_interrupted();
	timer_delete(timer);
	signal(SIGALRM, SIG_DFL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_interrupt),
		cmocka_unit_test(test_interrupt_elsewhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_index, close_index);
}
