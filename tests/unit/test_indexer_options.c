/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/options.h"

/* Which command of hiku-index takes which options and words. */

#define ALL	    ((1u << HK_INDEX_COMMANDS) - 1)
#define ON(command) (1u << HK_INDEX_##command)
#define NO_INDEX                                                    \
	(ON(COLLECTIONS) | ON(SYNONYMS_ADD) | ON(SYNONYMS_REMOVE) | \
	 ON(SYNONYMS_LIST) | ON(SYNONYMS_SHOW))

/* The options as they are typed, and who takes them. Written again here, so
 * that a command does not get an option by mistake. */
static const struct {
	const char *typed;
	uint32_t takers;
} taken[] = {
	{"--db=x", ALL & ~NO_INDEX},
	{"--collection=x", ALL & ~NO_INDEX},
	{"--shards=2", ON(ADD)},
	{"--wait=1", ON(ADD) | ON(UPDATE) | ON(REMOVE) | ON(REINDEX) |
			     ON(DICT_ADD) | ON(DICT_REMOVE) | ON(COMPACT) |
			     ON(CHECK)},
	{"--delay=9", ON(WATCH)},
	{"--every=9", ON(WATCH)},
	{"--passage-chars=9", ON(ADD) | ON(REINDEX) | ON(DICT_ADD)},
	{"--dictionary=x", ON(ADD) | ON(UPDATE) | ON(WATCH) | ON(REMOVE) |
				   ON(REINDEX) | ON(DICT_ADD) |
				   ON(DICT_REMOVE) | ON(ANALYZE) | ON(CHECK)},
	{"--no-reindex", ON(DICT_ADD) | ON(DICT_REMOVE)},
	{"--seal", ON(CHECK)},
	{"--format=text", ON(ADD)},
	{"--encoding=x", ON(ADD)},
	{"--columns=x", ON(ADD)},
	{"--files-from=x", ON(ADD)},
	{"--include=x", ON(ADD)},
	{"--exclude=x", ON(ADD)},
	{"--hidden", ON(ADD)},
	{"--follow", ON(ADD)},
	{"--id=x", ON(ADD)},
	{"--title=x", ON(ADD)},
	{"--dry-run", ON(ADD) | ON(UPDATE) | ON(REMOVE)},
	{"--verbose", ON(ADD) | ON(UPDATE) | ON(WATCH) | ON(REMOVE)},
	{"--quiet", ON(ADD) | ON(UPDATE) | ON(WATCH) | ON(REMOVE) |
			    ON(REINDEX) | ON(DICT_ADD) | ON(DICT_REMOVE) |
			    ON(COMPACT)},
	{"--json", ON(LIST) | ON(ANALYZE) | ON(STATUS) | ON(COLLECTIONS)},
	{"--skipped", ON(STATUS)},
	{"--help", ALL},
	{"--version", ALL},
};
#define TAKEN_COUNT (sizeof(taken) / sizeof(*taken))

static const struct hk_opt_program *const program = &hk_indexer_program;
static struct hk_error err;

/* Judge a command line; its words are separated by single blanks. */
static enum hk_status judge(const char *text)
{
	char copy[256], *argv[16] = {copy}, *rest = copy;
	const struct hk_opt_command *command;
	struct hk_index_options options;
	struct hk_opt_line line;
	enum hk_status status;
	size_t used;
	int argc = 1;

	memset(&options, 0, sizeof(options));
	snprintf(copy, sizeof(copy), "%s", text);
	while ((argv[argc] = strsep(&rest, " ")))
		argc++;
	status = hk_opt_parse(&line, &options, program, argc, argv, &err);
	if (!status)
		status = hk_opt_find(&command, &used, program, &line.words,
				     &err);
	if (!status)
		status = hk_opt_check(&line, program, command, used, &err);
	hk_opt_release(&line, &options, program);
	return status;
}

/* As many words as a command needs, and "-" where it takes any. */
static const char *words_for(size_t number)
{
	const struct hk_opt_command *c = &program->commands[number];

	return c->min == 2 ? " a b" : c->max ? " -" : "";
}

static void test_each_with_each(void **state)
{
	(void)state;
	for (size_t i = 0; program->commands[i].name; i++) {
		for (size_t k = 0; k < TAKEN_COUNT; k++) {
			const char *typed = taken[k].typed;
			char text[128], wanted[128];
			enum hk_status status;

			snprintf(text, sizeof(text), "%s%s%s %s",
				 program->commands[i].name, words_for(i),
				 strcmp(typed, "--title=x") ? "" : " --id=x",
				 typed);
			status = judge(text);
			if (taken[k].takers & (1u << i)) {
				if (status)
					fail_msg("%s: %s", text, err.message);
				continue;
			}
			snprintf(wanted, sizeof(wanted),
				 "%.*s is an option of ",
				 (int)strcspn(typed, "="), typed);
			if (status != HK_EUSAGE ||
			    (strncmp(err.message, wanted, strlen(wanted)) !=
				     0 &&
			     strcmp(typed, "--title=x") != 0))
				fail_msg("%s: %s", text, err.message);
		}
	}
}

/* No option is missing in the list above. */
static void test_all_taken(void **state)
{
	size_t count = 0;

	(void)state;
	for (const struct hk_opt *o = program->options; o->name || o->help; o++)
		count += o->name != NULL;
	assert_int_equal(count, TAKEN_COUNT);
}

static void refused(const char *text, const char *said)
{
	assert_int_equal(judge(text), HK_EUSAGE);
	assert_string_equal(err.message, said);
}

static void test_words(void **state)
{
	static const char *const none[] = {"update",	 "reindex", "dict list",
					   "status",	 "compact", "check",
					   "collections"};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		char text[64];

		assert_int_equal(judge(none[i]), HK_OK);
		snprintf(text, sizeof(text), "%s extra", none[i]);
		refused(text, "takes no words, got 'extra'");
	}
	refused("remove", "PATH|ID... is missing; usage: remove PATH|ID...");
	refused("dict add a",
		"WORD READING... is missing; usage: dict add WORD READING...");
	refused("dict remove", "WORD... is missing; usage: dict remove "
			       "WORD...");
}

static void test_pairs(void **state)
{
	(void)state;
	refused("update --quiet -v",
		"options '--quiet' and '-v' cannot be used together");
	refused("add --id x a",
		"option '--id' needs '-', which stands for standard input");
	refused("add --title x -", "option '--title' needs '--id'");
	assert_int_equal(judge("add --title x --id y -"), HK_OK);
}

/* ---- Help ---- */

static char *help_of(const char *name)
{
	const char *items[2] = {name, NULL};
	struct hk_opt_list words = {items, name ? 1 : 0, 0};
	const char *second = NULL;
	char *text = NULL;
	size_t len = 0;
	FILE *file = open_memstream(&text, &len);

	assert_non_null(file);
	/* A name of two words. */
	if (name && (second = strchr(name, ' '))) {
		items[0] = strndup(name, (size_t)(second - name));
		items[1] = second + 1;
		words.count = 2;
	}
	assert_int_equal(hk_opt_help(program, &words, file, &err), HK_OK);
	assert_int_equal(fclose(file), 0);
	if (second)
		free((void *)(uintptr_t)items[0]);
	return text;
}

static void fits(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len > 80)
			fail_msg("%.*s", (int)len, text);
		assert_int_equal(text[len], '\n');
		text += len + 1;
	}
}

/* A command's help has its options and no others. */
static void test_help(void **state)
{
	char *text = help_of(NULL);

	(void)state;
	fits(text);
	for (size_t i = 0; program->commands[i].name; i++)
		assert_non_null(strstr(text, program->commands[i].name));
	free(text);
	for (size_t i = 0; program->commands[i].name; i++) {
		char begin[64];

		text = help_of(program->commands[i].name);
		fits(text);
		snprintf(begin, sizeof(begin), "usage: hiku-index %s ",
			 program->commands[i].name);
		assert_int_equal(strncmp(text, begin, strlen(begin)), 0);
		for (size_t k = 0; k < TAKEN_COUNT; k++) {
			char option[64];
			bool takes = taken[k].takers & (1u << i);

			snprintf(option, sizeof(option), " %.*s",
				 (int)strcspn(taken[k].typed, "="),
				 taken[k].typed);
			if (takes != (strstr(text, option) != NULL))
				fail_msg("%s%s", begin, option);
		}
		free(text);
	}
}

/* "dict" alone is three commands. */
static void test_help_family(void **state)
{
	char *text = help_of("dict");
	struct hk_opt_list nosuch = {(const char *[]){"nosuch"}, 1, 0};

	(void)state;
	assert_non_null(strstr(text, "usage: hiku-index dict add "));
	assert_non_null(strstr(text, "usage: hiku-index dict remove "));
	assert_non_null(strstr(text, "usage: hiku-index dict list "));
	free(text);
	assert_int_equal(hk_opt_help(program, &nosuch, stdout, &err),
			 HK_EUSAGE);
	assert_string_equal(err.message,
			    "unknown command 'nosuch'; --help lists them all");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_with_each),
		cmocka_unit_test(test_all_taken),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_help_family),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
