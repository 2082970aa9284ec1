/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands: which words and options each of them takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/opt.h"

struct options {
	bool files, null, json;
};

#define AT(member) .offset = offsetof(struct options, member)

static struct hk_error err;

enum {
	PUT,
	WORD_ADD,
	WORD_LIST,
};

static const struct hk_opt_command commands[] = {
	[PUT] = {.name = "put", .words = "PATH...", .min = 1, .max = 2},
	[WORD_ADD] = {.name = "word add",
		      .words = "WORD",
		      .min = 1,
		      .max = HK_OPT_MANY},
	[WORD_LIST] = {.name = "word list", .words = ""},
	{.name = NULL},
};

static const struct hk_opt command_options[] = {
	{.name = "json", .help = "", AT(json), .commands = HK_OPT_OF(PUT)},
	{.name = "null",
	 .letter = '0',
	 .help = "",
	 AT(null),
	 .commands = HK_OPT_OF(PUT) | HK_OPT_OF(WORD_ADD)},
	{.name = "files", .help = "", AT(files)},
	HK_OPT_END,
};

static const struct hk_opt_program command_program = {
	.mode = HK_OPT_SHORT_ANYWHERE,
	.options = command_options,
	.commands = commands,
};

/* The error message for a command line; NULL: there is none. */
static const char *judge(const char *text, size_t *number)
{
	char copy[128], *argv[16] = {copy}, *rest = copy;
	const struct hk_opt_command *command;
	struct options values = {.json = false};
	struct hk_opt_line l;
	enum hk_status status;
	size_t used;
	int argc = 1;

	snprintf(copy, sizeof(copy), "%s", text);
	while ((argv[argc] = strsep(&rest, " ")))
		argc++;
	assert_int_equal(
		hk_opt_parse(&l, &values, &command_program, argc, argv, &err),
		HK_OK);
	status = hk_opt_find(&command, &used, &command_program, &l.words, &err);
	if (!status) {
		*number = (size_t)(command - commands);
		status =
			hk_opt_check(&l, &command_program, command, used, &err);
	}
	hk_opt_release(&l, &values, &command_program);
	assert_true(!status || status == HK_EUSAGE);
	return status ? err.message : NULL;
}

static void test_commands(void **state)
{
	static const struct {
		const char *text;
		size_t number;
		const char *said; /* NULL: nothing is wrong */
	} cases[] = {
		{"put a", PUT, NULL},
		{"put a b --json -0 --files", PUT, NULL},
		{"--null put a", PUT, NULL},
		{"word add a b c d", WORD_ADD, NULL},
		{"word --files list", WORD_LIST, NULL},
		{"put", PUT, "PATH... is missing; usage: put PATH..."},
		{"put a b c d", PUT, "takes only PATH..., got 'c' too"},
		{"word list a", WORD_LIST, "takes no words, got 'a'"},
		{"word add --json x", WORD_ADD, "--json is an option of put"},
		{"word list -0", WORD_LIST,
		 "--null is an option of put and word add"},
		{"", 0, "unknown command ''; --help lists them all"},
		{"zzz", 0, "unknown command 'zzz'; --help lists them all"},
		{"putt", 0, "unknown command 'putt'; did you mean 'put'?"},
		{"word", 0,
		 "'word' alone is not a command; there are 'word add', 'word "
		 "list'"},
		{"word put", 0,
		 "'word' alone is not a command; there are 'word add', 'word "
		 "list'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t number = 0;
		const char *said = judge(cases[i].text, &number);

		if (!said != !cases[i].said)
			fail_msg("%s: %s", cases[i].text, said ? said : "");
		if (said)
			assert_string_equal(said, cases[i].said);
		assert_int_equal(number, cases[i].number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
