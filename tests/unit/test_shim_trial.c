/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An engine that answers wrongly is not used. */
#include "tests/unit/shim_fixture.h"

#include "shim/trial.h"

/* The one that the tests run with answers as it should. */
static void test_trial(void **state)
{
	uint32_t found;

	(void)state;
	ok(xap_trial(&found, &err));
	ok(xap_trial_judge(found, &err));
	ok(xap_trust(&err));
	/* Once is enough. */
	ok(xap_trust(&err));
}

/* One that finds nothing, as Xapian 2.1.0 does, or too much. */
static void test_refusal(void **state)
{
	(void)state;
	fails(xap_trial_judge(0, &err), HK_EINDEX);
	assert_non_null(strstr(err.message, xap_version()));
	assert_non_null(strstr(err.message, "Xapian 1.4"));
	fails(xap_trial_judge(2, &err), HK_EINDEX);
	assert_int_equal(xap_trial_judge(0, NULL), HK_EINDEX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trial),
		cmocka_unit_test(test_refusal),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
