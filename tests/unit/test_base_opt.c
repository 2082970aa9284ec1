/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: which arguments are options, which are words, which are errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"

struct options {
	bool files, null, json;
	const char *path;
	struct hk_opt_list dbs, pairs;
	uint64_t limit;
	int color;
};

#define AT(member) .offset = offsetof(struct options, member)

static const char *when(size_t i)
{
	static const char *const names[] = {"auto", "always", "never", NULL};

	return names[i];
}

static const struct hk_opt table[] = {
	{.kind = HK_OPT_GROUP, .help = "Where to look"},
	{.kind = HK_OPT_LIST,
	 .letter = 'd',
	 .name = "db",
	 .argument = "DIR",
	 .help = "an index",
	 AT(dbs)},
	{.kind = HK_OPT_STRING,
	 .letter = 'p',
	 .name = "path",
	 .argument = "DIR",
	 .help = "below it",
	 AT(path)},
	{.kind = HK_OPT_LIST,
	 .name = "pair",
	 .argument = "A B",
	 .words = 2,
	 .help = "two words",
	 AT(pairs)},
	{.kind = HK_OPT_GROUP, .help = "How to answer"},
	{.kind = HK_OPT_UINT,
	 .letter = 'n',
	 .name = "limit",
	 .argument = "N",
	 .help = "how many",
	 AT(limit),
	 .preset = "10"},
	{.kind = HK_OPT_FLAG,
	 .letter = 'l',
	 .name = "files-with-matches",
	 .help = "names",
	 AT(files)},
	{.kind = HK_OPT_FLAG,
	 .letter = '0',
	 .name = "null",
	 .help = "a NUL behind",
	 AT(null)},
	{.kind = HK_OPT_FLAG, .name = "json", .help = "as JSON", AT(json)},
	{.kind = HK_OPT_CHOICE,
	 .letter = 'c',
	 .name = "color",
	 .argument = "WHEN",
	 .help = "colours",
	 AT(color),
	 .choice = when,
	 .fallback = "always"},
	HK_OPT_END,
};

static struct hk_opt_program program = {.name = "test", .options = table};
static struct options options;
static struct hk_opt_line line;
static struct hk_error err;

/* Read a command line whose words are separated by single blanks. */
static enum hk_status parse(enum hk_opt_mode mode, const char *text)
{
	static char copy[512];
	char *argv[32] = {copy}, *rest = copy;
	int argc = 1;

	hk_opt_release(&line, &options, &program);
	memset(&options, 0, sizeof(options));
	snprintf(copy, sizeof(copy), "%s", text);
	while (*text && (argv[argc] = strsep(&rest, " ")))
		argc++;
	argv[argc] = NULL;
	program.mode = mode;
	return hk_opt_parse(&line, &options, &program, argc, argv, &err);
}

static void query(const char *text)
{
	if (parse(HK_OPT_QUERY, text))
		fail_msg("%s: %s", text, err.message);
}

static void words_are(const char *wanted)
{
	char all[512] = "";

	for (size_t i = 0; i < line.words.count; i++)
		strcat(strcat(all, i ? " " : ""), line.words.items[i]);
	assert_string_equal(all, wanted);
}

/* The line is refused, and the message has all of these texts. */
static void refused(enum hk_opt_mode mode, const char *text, const char *a,
		    const char *b)
{
	assert_int_equal(parse(mode, text), HK_EUSAGE);
	assert_int_equal(err.status, HK_EUSAGE);
	if (!strstr(err.message, a) || !strstr(err.message, b))
		fail_msg("%s: %s", text, err.message);
}

static void test_long(void **state)
{
	(void)state;
	query("--limit=5 --path a --db=x --json 京都 --db y --path=b=c");
	assert_int_equal(options.limit, 5);
	assert_string_equal(options.path, "b=c");
	assert_true(options.json);
	assert_false(options.files);
	assert_int_equal(options.dbs.count, 2);
	assert_string_equal(options.dbs.items[0], "x");
	assert_string_equal(options.dbs.items[1], "y");
	words_are("京都");
	query("--path= --path --json");
	assert_string_equal(options.path, "--json");
	assert_false(options.json);
	query("--path=");
	assert_string_equal(options.path, "");
	query("");
	words_are("");
	assert_int_equal(options.limit, 10);
}

/* A value of two words. */
static void test_words(void **state)
{
	(void)state;
	query("--pair -l --json x --pair=y -n z");
	assert_int_equal(options.pairs.count, 4);
	assert_string_equal(options.pairs.items[1], "--json");
	assert_string_equal(options.pairs.items[2], "y");
	assert_string_equal(options.pairs.items[3], "-n");
	words_are("x z");
	refused(HK_OPT_QUERY, "x --pair a", "--pair needs 2 words", "A B");
	refused(HK_OPT_QUERY, "x --pair=a", "--pair needs 2 words", "A B");
	refused(HK_OPT_QUERY, "x --pair", "--pair", "A B");
}

static void test_short(void **state)
{
	(void)state;
	query("-n5 -l0 -d./x -d y word");
	assert_int_equal(options.limit, 5);
	assert_true(options.files && options.null);
	assert_int_equal(options.dbs.count, 2);
	words_are("word");
	query("-n 7");
	assert_int_equal(options.limit, 7);
	/* What takes a value takes the rest. */
	query("-l0p./l0");
	assert_true(options.files && options.null);
	assert_string_equal(options.path, "./l0");
	query("-ln 3 word");
	assert_int_equal(options.limit, 3);
	words_are("word");
}

static void test_fallback(void **state)
{
	(void)state;
	/* The next word, if that is one of the choices. */
	query("--color never");
	assert_int_equal(options.color, 2);
	words_are("");
	query("--color some never");
	assert_int_equal(options.color, 1);
	words_are("some never");
	query("--color=never");
	assert_int_equal(options.color, 2);
	query("-c never");
	assert_int_equal(options.color, 2);
	query("--color -- never");
	assert_int_equal(options.color, 1);
	words_are("never");
	query("-lc");
	assert_int_equal(options.color, 1);
}

/* With one dash, before and behind the first word. */
static void test_query_words(void **state)
{
	static const char *const words[] = {
		"-東京", "-xyz", "-linux", "-docker", "-date:2024..", "-ndjson",
		"-n5x",	 "-lz",	 "-",	   "-\"a\"",  "－l",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		char text[64], twice[64];

		snprintf(text, sizeof(text), "%s 京都", words[i]);
		query(text);
		words_are(text);
		snprintf(text, sizeof(text), "京都 %s", words[i]);
		query(text);
		words_are(text);
		snprintf(twice, sizeof(twice), "-l %s -l", words[i]);
		query(twice);
		words_are(words[i]);
	}
	query("京都 -l -n5 --json --limit 3 -d ../x");
	words_are("京都");
	assert_true(options.files && options.json);
	assert_int_equal(options.limit, 3);
	assert_string_equal(options.dbs.items[0], "../x");
	query("京都 -ln 3 -d../x 大阪 -d@all -dtcp://h:1");
	words_are("京都 大阪");
	assert_int_equal(options.limit, 3);
	assert_int_equal(options.dbs.count, 3);
	assert_string_equal(options.dbs.items[0], "../x");
	assert_string_equal(options.dbs.items[1], "@all");
	query("--json -- --limit -l -z -- 京都");
	words_are("--limit -l -z -- 京都");
	assert_int_equal(options.limit, 10);
	assert_false(options.files);
}

/* What is more likely a slip than a word to leave out. */
static void test_query_slips(void **state)
{
	(void)state;
	refused(HK_OPT_QUERY, "京都 -z", "unknown option '-z';", "write －z,");
	refused(HK_OPT_QUERY, "-z 京都", "unknown option '-z';", "or -- ");
	refused(HK_OPT_QUERY, "京都 -?", "'-?'", "write －?,");
	refused(HK_OPT_QUERY, "京都 -json", "'--json'", "write －json,");
	refused(HK_OPT_QUERY, "-limit=3 京都", "'--limit=3'", "write －limit,");
	refused(HK_OPT_QUERY, "京都 -n", "-n", "N");
	refused(HK_OPT_QUERY, "京都 -lp", "-p", "DIR");
}

static void test_short_anywhere(void **state)
{
	(void)state;
	assert_int_equal(
		parse(HK_OPT_SHORT_ANYWHERE, "add dir -l - -n5 --json -- -0"),
		HK_OK);
	words_are("add dir - -0");
	assert_true(options.files && options.json);
	assert_false(options.null);
	assert_int_equal(options.limit, 5);
	refused(HK_OPT_SHORT_ANYWHERE, "add -x", "-x", "--help");
	refused(HK_OPT_SHORT_ANYWHERE, "add -lx0", "'-x';", "--help");
	/* Messages name whole characters. */
	refused(HK_OPT_SHORT_ANYWHERE, "add -東京", "'-東';", "--help");
}

static void test_unknown(void **state)
{
	(void)state;
	for (enum hk_opt_mode mode = HK_OPT_QUERY;
	     mode <= HK_OPT_SHORT_ANYWHERE; mode++) {
		refused(mode, "word --limt=5", "'--limt';", "did you mean");
		refused(mode, "--limt", "--limt", "'--limit'?");
		refused(mode, "--limits", "--limits", "'--limit'?");
		refused(mode, "--josn", "--josn", "'--json'?");
		refused(mode, "--dv", "--dv", "'--db'?");
		refused(mode, "--bd", "--bd", "'--db'?");
		refused(mode, "--Path x", "--Path", "'--path'?");
		refused(mode, "--colour=auto", "--colour", "'--color'?");
		/* An abbreviation is refused; the message names the option. */
		refused(mode, "--file", "--file", "'--files-with-matches'?");
		refused(mode, "--limi", "--limi", "'--limit'?");
		refused(mode, "---", "---", "--help");
		refused(mode, "--=x", "--", "--help");
	}
}

/* No guess is better than a wild one. */
static void test_no_guess(void **state)
{
	static const char *const far[] = {
		"--x",
		"--zz",
		"--verbose",
		"--li",
		"--q",
		"--files-without-any-matches-at-all-in-the-whole-house",
		"--検索",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
		refused(HK_OPT_QUERY, far[i], far[i], "--help");
		assert_null(strstr(err.message, "did you mean"));
	}
}

static void test_values_refused(void **state)
{
	static const char *const numbers[] = {
		"",
		"x",
		"5x",
		"-5",
		"+5",
		"\t5",
		"0x5",
		"1.5",
		"５",
		"18446744073709551616",
		"99999999999999999999999",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		char text[64];

		snprintf(text, sizeof(text), "--limit=%s", numbers[i]);
		refused(HK_OPT_QUERY, text, "--limit", "number");
		assert_int_equal(options.limit, 10);
	}
	query("-n18446744073709551615");
	assert_true(options.limit == UINT64_MAX);
	query("-n 007");
	assert_int_equal(options.limit, 7);
	refused(HK_OPT_QUERY, "--color=some", "auto, always, never", "some");
	refused(HK_OPT_QUERY, "--color=", "auto, always, never", "--color");
	refused(HK_OPT_QUERY, "--color=alway", "auto, always, never", "alway");
	refused(HK_OPT_QUERY, "--json=yes", "--json", "no value");
	refused(HK_OPT_QUERY, "--json=", "--json", "no value");
	refused(HK_OPT_QUERY, "word --limit", "--limit", "N");
	refused(HK_OPT_QUERY, "-n", "-n", "N");
	refused(HK_OPT_QUERY, "-ld", "-d", "DIR");
}

/* What was read before the failure can be freed. */
static void test_lists_after_failure(void **state)
{
	(void)state;
	refused(HK_OPT_QUERY, "-d x -d y a b --bad c", "--bad", "");
	assert_int_equal(options.dbs.count, 2);
	words_are("a b");
	hk_opt_release(&line, &options, &program);
	assert_null(options.dbs.items);
	assert_int_equal(line.words.count, 0);
	assert_int_equal(hk_opt_parse(&line, &options, &program, 2,
				      (char *[]){"hiku", "--bad", NULL}, NULL),
			 HK_EUSAGE);
	assert_int_equal(hk_opt_parse(&line, &options, &program, 0,
				      (char *[]){NULL}, NULL),
			 HK_OK);
}

/* ---- Help ---- */

static void test_usage(void **state)
{
	char *text = NULL;
	size_t len = 0;
	FILE *file = open_memstream(&text, &len);

	(void)state;
	assert_non_null(file);
	hk_opt_help_options(&program, NULL, file);
	assert_int_equal(fclose(file), 0);
	assert_string_equal(
		text, "\nWhere to look:\n"
		      "  -d, --db DIR              an index\n"
		      "  -p, --path DIR            below it\n"
		      "      --pair A B            two words\n"
		      "\nHow to answer:\n"
		      "  -n, --limit N             how many (default 10)\n"
		      "  -l, --files-with-matches  names\n"
		      "  -0, --null                a NUL behind\n"
		      "      --json                as JSON\n"
		      "  -c, --color[=WHEN]        colours (auto, always, "
		      "never)\n");
	free(text);
}

/* If an option is too long, its help starts on the next line. */
static void test_usage_wide(void **state)
{
	static const struct hk_opt wide[] = {
		{.name = "nineteen-characters", .help = "beside"},
		{.name = "twenty-characters-ab",
		 .help = "below, and so long that it comes to the `end` of <the"
			 "> line"},
		HK_OPT_END,
	};
	static const struct hk_opt_program wide_program = {.options = wide};
	char *text = NULL;
	size_t len = 0;
	FILE *file = open_memstream(&text, &len);

	(void)state;
	assert_non_null(file);
	hk_opt_help_options(&wide_program, NULL, file);
	assert_int_equal(fclose(file), 0);
	assert_string_equal(
		text, "      --nineteen-characters beside\n"
		      "      --twenty-characters-ab\n"
		      "                            below, and so long that "
		      "it comes to the end of the\n"
		      "                            line\n");
	free(text);
}

static int leave(void **state)
{
	(void)state;
	hk_opt_release(&line, &options, &program);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_fallback),
		cmocka_unit_test(test_query_words),
		cmocka_unit_test(test_query_slips),
		cmocka_unit_test(test_short_anywhere),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_no_guess),
		cmocka_unit_test(test_values_refused),
		cmocka_unit_test(test_lists_after_failure),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_usage_wide),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, leave);
}
