/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/field.h"
#include "cli/options.h"
#include "tests/unit/range.h"

/* Which options of hiku go together. */

static const struct {
	const char *text;
	const char *said; /* NULL: nothing is wrong */
} cases[] = {
	{"川", NULL},
	{"--json -n 5 --offset 5 -m 0 --explain --all --exact 川", NULL},
	{"-l0 川", NULL},
	{"--null --files-with-matches 川", NULL},
	{"-c --all 川", NULL},
	{"--batch --threads 2 --explain --json", NULL},
	{"-w --explain --color --no-pager 川", NULL},
	{"--json -l 川", "options '--json' and '-l' cannot be used together"},
	{"-l --json 川", "options '--json' and '-l' cannot be used together"},
	{"-jc 川", "options '-j' and '-c' cannot be used together"},
	{"-l 川 --count", "options '-l' and '--count' cannot be used together"},
	{"--batch -l", "options '--batch' and '-l' cannot be used together"},
	{"--batch -c", "options '--batch' and '-c' cannot be used together"},
	{"-w --json 川", "options '-w' and '--json' cannot be used together"},
	{"-wl 川", "options '-w' and '-l' cannot be used together"},
	{"-wc 川", "options '-w' and '-c' cannot be used together"},
	{"-w --batch", "options '-w' and '--batch' cannot be used together"},
	{"-l --explain 川",
	 "options '--explain' and '-l' cannot be used together"},
	{"-c --explain 川",
	 "options '--explain' and '-c' cannot be used together"},
	{"--batch 川", "option '--batch' takes no words, got '川'"},
	{"-0 川", NULL},
	{"-w --width 30 川", NULL},
	{"--marks [ ] 川", NULL},
	{"--pretty --explain 川", NULL},
	{"--format=tsv --json 川",
	 "options '--format' and '--json' cannot be used together"},
	{"--format page -l 川",
	 "options '--format' and '-l' cannot be used together"},
	{"--no-heading --pretty 川",
	 "options '--no-heading' and '--pretty' cannot be used together"},
	{"--width 30 --json 川",
	 "options '--width' and '--json' cannot be used together"},
	{"--marks [ ] -c 川",
	 "options '--marks' and '-c' cannot be used together"},
	{"-0 --batch", "options '-0' and '--batch' cannot be used together"},
	{"--show 1", NULL},
	{"--show 1 川", "option '--show' takes no words, got '川'"},
	{"--show 1 --open 1",
	 "options '--show' and '--open' cannot be used together"},
	{"--show 1 --json",
	 "options '--show' and '--json' cannot be used together"},
	{"--threads 2 川", "option '--threads' needs '--batch'"},
};

static void test_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char copy[128], *argv[16] = {copy}, *rest = copy;
		struct hk_error err = {HK_OK, ""};
		struct hk_query_options options;
		struct hk_opt_line line;
		int argc = 1;

		memset(&options, 0, sizeof(options));
		snprintf(copy, sizeof(copy), "%s", cases[i].text);
		while ((argv[argc] = strsep(&rest, " ")))
			argc++;
		assert_int_equal(hk_opt_parse(&line, &options, &hk_cli_program,
					      argc, argv, &err),
				 HK_OK);
		if (!hk_opt_check(&line, &hk_cli_program, NULL, 0, &err) !=
		    !cases[i].said)
			fail_msg("%s: %s", cases[i].text, err.message);
		if (cases[i].said)
			assert_string_equal(err.message, cases[i].said);
		hk_opt_release(&line, &options, &hk_cli_program);
	}
}

/* Options that a pair names are there, and are not the same. */
static void test_names(void **state)
{
	const struct hk_opt_pair *lists[] = {hk_cli_program.excludes,
					     hk_cli_program.needs};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (const struct hk_opt_pair *p = lists[i]; p->option; p++) {
			bool a = false, b = !*p->other;
			const struct hk_opt *o = hk_cli_program.options;

			for (; o->name || o->help; o++) {
				a = a ||
				    (o->name && !strcmp(o->name, p->option));
				b = b ||
				    (o->name && !strcmp(o->name, p->other));
			}
			if (!a || !b)
				fail_msg("%s, %s", p->option, p->other);
		}
}

/* What is there if nothing is said. */
static void test_presets(void **state)
{
	struct hk_query_options options;
	struct hk_opt_line line;

	(void)state;
	memset(&options, 0, sizeof(options));
	assert_int_equal(hk_opt_parse(&line, &options, &hk_cli_program, 1,
				      (char *[]){"hiku", NULL}, NULL),
			 HK_OK);
	assert_int_equal(options.limit, 10);
	assert_int_equal(options.offset, 0);
	assert_int_equal(options.max_per_article, 3);
	assert_int_equal(options.places.timeout, 5);
	assert_int_equal(hk_opt_places_ms(&options.places), 5000);
	/* What nobody waits for is no short time by mistake. */
	options.places.timeout = UINT64_MAX;
	assert_within(hk_opt_places_ms(&options.places), 2000000000,
		      UINT32_MAX);
	assert_int_equal(options.color, HK_COLOR_AUTO);
	hk_opt_release(&line, &options, &hk_cli_program);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_presets),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
