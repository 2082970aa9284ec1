/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reader processes: what they do comes back, and what ends one ends no more
 * than the question at hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serve/clock.h"
#include "serve/pool.h"
#include "tests/unit/range.h"

/* ---- A reader that does what it is told ---- */

static volatile sig_atomic_t hurried;

static void hurry(int signal)
{
	(void)signal;
	hurried = 1;
}

/* As long as it may. */
static void be_slow(void)
{
	while (!hurried)
		usleep(1000);
}

static int obey(const void *reader, int fd)
{
	struct hk_buf question;
	char *large;

	hk_buf_init(&question, HK_POOL_QUESTION_MAX);
	signal(HK_POOL_STOP, hurry);
	while (hk_pool_next(&question, fd)) {
		hurried = 0;
		if (!strcmp(question.data, "crash"))
			abort();
		if (!strcmp(question.data, "end"))
			_exit(0);
		if (!strcmp(question.data, "slow"))
			be_slow();
		if (!strcmp(question.data, "hang"))
			for (;;)
				pause();
		if (!strcmp(question.data, "large")) {
			large = calloc(1, 1u << 20);
			if (!hk_pool_tell(fd, 1, 2,
					  hk_span_str(large, 1u << 20)))
				break;
			free(large);
			continue;
		}
		if (!hk_pool_tell(fd, 200, 7, hk_buf_str(&question)))
			break;
	}
	hk_buf_release(&question);
	return reader != NULL;
}

/* ---- Who asks ---- */

struct asker {
	bool done, unwanted;
	enum hk_pool_end end;
	uint32_t code, type;
	size_t len;
	char text[16];
};

static bool wanted(void *ctx, void *asker)
{
	(void)ctx;
	return !((struct asker *)asker)->unwanted;
}

static void done(void *ctx, void *asker, enum hk_pool_end end,
		 struct hk_pool_answer *answer)
{
	struct asker *a = asker;

	++*(int *)ctx;
	assert_false(a->done);
	a->done = true;
	a->end = end;
	a->code = answer->code;
	a->type = answer->type;
	a->len = answer->len;
	if (answer->len && answer->len < sizeof(a->text))
		memcpy(a->text, answer->bytes, answer->len);
	free(answer->bytes);
}

static int answered;

static struct hk_pool *new_pool(unsigned readers, unsigned waiting,
				unsigned timeout_ms)
{
	struct hk_pool_how how = {.readers = readers,
				  .waiting = waiting,
				  .timeout_ms = timeout_ms,
				  .answer_max = 2u << 20,
				  .read = obey,
				  .ctx = &answered,
				  .wanted = wanted,
				  .done = done};
	struct hk_pool *pool;

	answered = 0;
	signal(SIGPIPE, SIG_IGN);
	assert_false(hk_pool_new(&pool, &how, NULL));
	return pool;
}

/* Go on until so many are done. */
static void run(struct hk_pool *pool, int count)
{
	struct pollfd fds[HK_POOL_READERS_MAX];

	hk_pool_step(pool, NULL, 0);
	while (answered < count) {
		int64_t until = hk_clock_now() + 10000;
		size_t n = hk_pool_wait(pool, fds, &until);
		int64_t left = until - hk_clock_now();

		assert_true(poll(fds, n, left < 0 ? 0 : (int)left) >= 0);
		hk_pool_step(pool, fds, n);
	}
	assert_int_equal(answered, count);
}

static void ask(struct hk_pool *pool, struct asker *asker, const char *text)
{
	memset(asker, 0, sizeof(*asker));
	assert_true(hk_pool_ask(pool, hk_span_cstr(text), asker));
}

static void test_answers(void **state)
{
	struct hk_pool *pool = new_pool(2, 100, 60000);
	struct asker askers[100];
	char text[16];

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "%d", i);
		ask(pool, &askers[i], text);
	}
	run(pool, 100);
	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "%d", i);
		assert_int_equal(askers[i].end, HK_POOL_ANSWERED);
		assert_int_equal(askers[i].code, 200);
		assert_int_equal(askers[i].type, 7);
		assert_string_equal(askers[i].text, text);
	}
	assert_int_equal(hk_pool_restarts(pool), 0);
	hk_pool_free(pool);
}

static void test_large(void **state)
{
	struct hk_pool *pool = new_pool(1, 4, 60000);
	struct asker a, b;

	(void)state;
	ask(pool, &a, "large");
	ask(pool, &b, "");
	run(pool, 2);
	assert_int_equal(a.len, 1u << 20);
	assert_int_equal(b.len, 0);
	assert_int_equal(b.end, HK_POOL_ANSWERED);
	hk_pool_free(pool);
}

static void test_line_is_limited(void **state)
{
	struct hk_pool *pool = new_pool(1, 2, 60000);
	struct asker a, b, c;
	static char huge[HK_POOL_QUESTION_MAX + 2];

	(void)state;
	memset(huge, 'a', sizeof(huge) - 1);
	assert_false(hk_pool_ask(pool, hk_span_cstr(huge), &c));
	ask(pool, &a, "a");
	ask(pool, &b, "b");
	assert_false(hk_pool_ask(pool, hk_span_cstr("c"), &c));
	run(pool, 2);
	ask(pool, &c, "c");
	run(pool, 3);
	hk_pool_free(pool);
}

static void test_crashes(void **state)
{
	struct hk_pool *pool = new_pool(2, 8, 60000);
	struct asker a, b, c, d;

	(void)state;
	ask(pool, &a, "crash");
	ask(pool, &b, "b");
	ask(pool, &c, "end");
	ask(pool, &d, "d");
	run(pool, 4);
	assert_int_equal(a.end, HK_POOL_CRASHED);
	assert_int_equal(b.end, HK_POOL_ANSWERED);
	assert_int_equal(c.end, HK_POOL_CRASHED);
	assert_int_equal(d.end, HK_POOL_ANSWERED);
	hk_pool_free(pool);
}

/* A reader that ends again and again is started more and more rarely: two
 * seconds of crashes are no thousand processes. */
static void test_restarts_are_bounded(void **state)
{
	struct hk_pool *pool = new_pool(1, 64, 60000);
	struct asker askers[5];

	(void)state;
	for (int i = 0; i < 5; i++)
		ask(pool, &askers[i], "crash");
	run(pool, 5);
	assert_within(hk_pool_restarts(pool), 4, 5);
	/* The fifth end has cost a pause: nobody is there now. */
	assert_int_equal(hk_pool_pid(pool, 0), 0);
	ask(pool, &askers[0], "well");
	run(pool, 6);
	assert_int_equal(askers[0].end, HK_POOL_ANSWERED);
	hk_pool_free(pool);
}

static void test_late(void **state)
{
	struct hk_pool *pool = new_pool(1, 8, 100);
	struct asker a, b;

	(void)state;
	ask(pool, &a, "hang");
	run(pool, 1);
	assert_int_equal(a.end, HK_POOL_LATE);
	/* A busy machine may be late with the next ones, too. */
	for (int i = 2; i == 2 || b.end == HK_POOL_LATE; i++) {
		ask(pool, &b, "b");
		run(pool, i);
	}
	assert_int_equal(b.end, HK_POOL_ANSWERED);
	hk_pool_free(pool);
}

/* A reader that heeds what it is told goes on with the next question, and what
 * it said to the one before reaches nobody. */
static void test_hurried(void **state)
{
	struct hk_pool *pool = new_pool(1, 8, 20);
	struct asker a, b;
	int pid = 0, count = 0;

	(void)state;
	/* A busy machine may be late with anything. */
	do {
		pid = hk_pool_pid(pool, 0);
		ask(pool, &a, "slow");
		run(pool, ++count);
		assert_int_equal(a.end, HK_POOL_LATE);
		ask(pool, &b, "b");
		run(pool, ++count);
	} while (b.end == HK_POOL_LATE || hk_pool_pid(pool, 0) != pid);
	assert_int_equal(b.end, HK_POOL_ANSWERED);
	assert_string_equal(b.text, "b");
	hk_pool_free(pool);
}

/* Who waited for the answer at hand has gone. */
static void test_gone(void **state)
{
	struct hk_pool *pool = new_pool(1, 8, 60000);
	struct asker a, b;

	(void)state;
	ask(pool, &a, "slow");
	hk_pool_step(pool, NULL, 0);
	a.unwanted = true;
	ask(pool, &b, "b");
	run(pool, 2);
	assert_int_equal(a.end, HK_POOL_LATE);
	assert_int_equal(b.end, HK_POOL_ANSWERED);
	hk_pool_free(pool);
}

static void test_unwanted(void **state)
{
	struct hk_pool *pool = new_pool(1, 8, 60000);
	struct asker a, b;

	(void)state;
	ask(pool, &a, "crash");
	a.unwanted = true;
	ask(pool, &b, "b");
	run(pool, 2);
	assert_int_equal(a.end, HK_POOL_LATE);
	assert_int_equal(b.end, HK_POOL_ANSWERED);
	assert_int_equal(hk_pool_restarts(pool), 0);
	hk_pool_free(pool);
}

static void test_killed_meanwhile(void **state)
{
	struct hk_pool *pool = new_pool(1, 8, 60000);
	struct asker a;
	int pid = hk_pool_pid(pool, 0);

	(void)state;
	assert_true(pid > 0);
	assert_false(kill(pid, SIGKILL));
	ask(pool, &a, "a");
	run(pool, 1);
	ask(pool, &a, "a");
	run(pool, 2);
	assert_int_equal(a.end, HK_POOL_ANSWERED);
	assert_int_not_equal(hk_pool_pid(pool, 0), pid);
	hk_pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_line_is_limited),
		cmocka_unit_test(test_crashes),
		cmocka_unit_test(test_restarts_are_bounded),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_hurried),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_unwanted),
		cmocka_unit_test(test_killed_meanwhile),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
