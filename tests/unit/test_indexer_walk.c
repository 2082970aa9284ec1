/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking folders: order, what is passed over and why, links, rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/dir.h"
#include "indexer/walk/walk.h"

static char scratch[] = "/tmp/hiku-walk-XXXXXX";
static struct hk_error err;
static struct hk_arena arena;

/* "path: why" of what was passed over, '!' before what failed, a '|' behind
 * each. */
static char notes[1u << 16];

static void note(void *ctx, const char *path, const char *why, bool failed)
{
	size_t len = strlen(notes);
	const char *named = strstr(why, scratch);

	assert_ptr_equal(ctx, notes);
	assert_int_equal(strncmp(path, scratch, strlen(scratch)), 0);
	snprintf(notes + len, sizeof(notes) - len, "%s%s: %.*s%s|",
		 failed ? "!" : "", path + strlen(scratch) + 1,
		 (int)(named ? (size_t)(named - why) : strlen(why)), why,
		 named ? named + strlen(scratch) + 1 : "");
}

static void make_dir(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	assert_int_equal(hk_dir_make(path, &err), HK_OK);
}

static void make_file(const char *name, const char *text)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void make_link(const char *name, const char *to)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	assert_int_equal(symlink(to, path), 0);
}

/* The words, with a NUL behind each, as rules. */
static struct hk_rules rules_of(const char *words, size_t len)
{
	struct hk_rules rules;

	assert_int_equal(
		hk_rules_read(&rules, &arena, hk_span_str(words, len), &err),
		HK_OK);
	return rules;
}
#define RULES(words) rules_of(words, sizeof(words))
#define NO_RULES     rules_of("", 0)

static enum hk_status walk_below(struct hk_walk *walk, const char *name,
				 size_t number, struct hk_rules rules)
{
	char path[512];

	snprintf(path, sizeof(path), "%s%s%s", scratch, *name ? "/" : "", name);
	notes[0] = '\0';
	return hk_walk_root(walk, path, number, &rules, note, notes, &err);
}

/* The names found below the scratch folder, a '|' behind each. */
static const char *found(const struct hk_walk *walk)
{
	static char names[1u << 16];
	size_t len = 0;

	names[0] = '\0';
	for (size_t i = 0; i < walk->count; i++)
		len += (size_t)snprintf(names + len, sizeof(names) - len, "%s|",
					walk->files[i].path + strlen(scratch) +
						1);
	return names;
}

static void expect(const char *below, struct hk_rules rules, const char *wanted,
		   const char *said)
{
	struct hk_walk walk;

	hk_walk_init(&walk);
	assert_int_equal(walk_below(&walk, below, 0, rules), HK_OK);
	assert_string_equal(found(&walk), wanted);
	assert_string_equal(notes, said);
	hk_walk_release(&walk);
}

static void test_order(void **state)
{
	struct hk_walk walk;

	(void)state;
	make_dir("order/b");
	make_file("order/b/1", "12345");
	make_file("order/b.txt", "");
	make_file("order/a", "1");
	make_file("order/\xE3\x81\x82", "");
	make_file("order/\xFF\n", "12");
	hk_walk_init(&walk);
	assert_int_equal(walk_below(&walk, "order", 7, NO_RULES), HK_OK);
	assert_string_equal(found(&walk),
			    "order/a|order/b/1|order/b.txt|order/\xE3\x81\x82|"
			    "order/\xFF\n|");
	assert_string_equal(notes, "");
	assert_int_equal(walk.bytes, 8);
	assert_int_equal(walk.files[1].size, 5);
	assert_int_equal(walk.files[1].root, 7);
	assert_true(walk.files[1].mtime_ns > 0);
	assert_false(walk.files[1].linked);
	hk_walk_release(&walk);
}

static void test_roots(void **state)
{
	struct hk_rules none = NO_RULES;
	struct hk_walk walk;

	(void)state;
	make_file("file.txt", "123");
	expect("file.txt", NO_RULES, "file.txt|", "");
	expect("file.txt", RULES("--include\0*.txt"), "file.txt|", "");
	expect("file.txt", RULES("--exclude\0*.txt"), "",
	       "file.txt: excluded by --exclude|");
	expect("file.txt", RULES("--include\0*.md"), "",
	       "file.txt: not matched by --include|");
	hk_walk_init(&walk);
	assert_int_equal(walk_below(&walk, "nothing", 0, NO_RULES),
			 HK_ENOTFOUND);
	assert_non_null(strstr(err.message, "cannot read '"));
	assert_int_equal(walk_below(&walk, "file.txt/x", 0, NO_RULES),
			 HK_ENOTFOUND);
	assert_int_equal(
		hk_walk_root(&walk, "/dev/null", 0, &none, note, notes, &err),
		HK_EFORMAT);
	assert_int_equal(walk.count, 0);
	hk_walk_release(&walk);
}

static void test_kinds(void **state)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	char path[512];

	(void)state;
	make_dir("kinds/index");
	make_file("kinds/index/hiku-index", "");
	make_file("kinds/index/a", "");
	snprintf(path, sizeof(path), "%s/kinds/fifo", scratch);
	assert_int_equal(mkfifo(path, 0600), 0);
	snprintf(at.sun_path, sizeof(at.sun_path), "%s/kinds/socket", scratch);
	assert_int_equal(bind(fd, (struct sockaddr *)(void *)&at, sizeof(at)),
			 0);
	close(fd);
	expect("kinds", NO_RULES, "",
	       "kinds/fifo: not a regular file|"
	       "kinds/index: the folder of an index|"
	       "kinds/socket: not a regular file|");
	/* The root itself was asked for. */
	expect("kinds/index", NO_RULES, "kinds/index/a|kinds/index/hiku-index|",
	       "");
}

static void test_hidden(void **state)
{
	(void)state;
	make_dir("hidden/.git");
	make_dir("hidden/CVS");
	make_file("hidden/.git/a", "");
	make_file("hidden/CVS/b", "");
	make_file("hidden/.c", "");
	make_file("hidden/RCS", "");
	make_file("hidden/.hikuignore", "");
	expect("hidden", NO_RULES, "hidden/RCS|",
	       "hidden/.c: hidden|hidden/.git: hidden|"
	       "hidden/.hikuignore: hidden|"
	       "hidden/CVS: a folder of version control|");
	expect("hidden", RULES("--hidden"),
	       "hidden/.c|hidden/.git/a|hidden/CVS/b|hidden/RCS|",
	       "hidden/.hikuignore: rules, not an article|");
	expect("hidden/.git", NO_RULES, "hidden/.git/a|", "");
}

static void test_links(void **state)
{
	struct hk_walk walk;

	(void)state;
	make_dir("links/in/sub");
	make_dir("links/out/deep");
	make_file("links/in/sub/a", "1");
	make_file("links/out/b", "22");
	make_file("links/out/deep/c", "333");
	make_link("links/in/0file", "../out/b");
	make_link("links/in/1out", "../out");
	make_link("links/in/2out", "../out");
	make_link("links/in/sub/up", "../../in");
	make_link("links/in/sub/nowhere", "x");
	make_link("links/out/deep/back", "../../in");
	expect("links/in", NO_RULES, "links/in/sub/a|",
	       "links/in/0file: symbolic link|"
	       "links/in/1out: symbolic link|"
	       "links/in/2out: symbolic link|"
	       "links/in/sub/nowhere: symbolic link|"
	       "links/in/sub/up: symbolic link|");
	expect("links/in", RULES("--follow"),
	       "links/in/0file|links/in/1out/b|links/in/1out/deep/c|"
	       "links/in/sub/a|",
	       "links/in/1out/deep/back: a folder that contains this link|"
	       "links/in/2out: a folder that another link leads to|"
	       "!links/in/sub/nowhere: dangling symbolic link|"
	       "links/in/sub/up: a folder that contains this link|");
	hk_walk_init(&walk);
	assert_int_equal(walk_below(&walk, "links/in", 0, RULES("--follow")),
			 HK_OK);
	assert_true(walk.files[0].linked);
	assert_int_equal(walk.files[0].size, 2);
	assert_false(walk.files[1].linked);
	hk_walk_release(&walk);
}

static void test_ignore(void **state)
{
	(void)state;
	make_dir("ignore/sub/sub");
	make_file("ignore/.hikuignore", "*.o\n/sub/a\n");
	make_file("ignore/sub/.hikuignore", "!b.o\nsub/x\n");
	make_file("ignore/a", "");
	make_file("ignore/b.o", "");
	make_file("ignore/sub/a", "");
	make_file("ignore/sub/b.o", "");
	make_file("ignore/sub/sub/a", "");
	make_file("ignore/sub/sub/c.o", "");
	make_file("ignore/sub/sub/x", "");
	expect("ignore", NO_RULES, "ignore/a|ignore/sub/b.o|ignore/sub/sub/a|",
	       "ignore/.hikuignore: hidden|"
	       "ignore/b.o: ignored by line 1 of ignore/.hikuignore|"
	       "ignore/sub/.hikuignore: hidden|"
	       "ignore/sub/a: ignored by line 2 of ignore/.hikuignore|"
	       "ignore/sub/sub/c.o: ignored by line 1 of ignore/.hikuignore|"
	       "ignore/sub/sub/x: ignored by line 2 of "
	       "ignore/sub/.hikuignore|");
	/* Rules above a root are not asked. */
	expect("ignore/sub/sub", NO_RULES,
	       "ignore/sub/sub/a|ignore/sub/sub/c.o|ignore/sub/sub/x|", "");
	expect("ignore", RULES("--exclude\0sub/sub/x\0--include\0sub/"),
	       "ignore/sub/b.o|ignore/sub/sub/a|",
	       "ignore/.hikuignore: hidden|"
	       "ignore/a: not matched by --include|"
	       "ignore/b.o: not matched by --include|"
	       "ignore/sub/.hikuignore: hidden|"
	       "ignore/sub/a: ignored by line 2 of ignore/.hikuignore|"
	       "ignore/sub/sub/c.o: ignored by line 1 of ignore/.hikuignore|"
	       "ignore/sub/sub/x: excluded by --exclude|");
}

/* If the rules cannot be read, the folder is not walked. */
static void test_unread_rules(void **state)
{
	struct hk_walk walk;

	(void)state;
	make_dir("unread/a/.hikuignore");
	make_file("unread/a/x", "");
	make_dir("unread/b");
	make_link("unread/b/.hikuignore", "../../file.txt");
	make_file("unread/b/x", "");
	make_file("unread/c", "");
	hk_walk_init(&walk);
	walk.keep_left = true;
	assert_int_equal(walk_below(&walk, "unread", 3, NO_RULES), HK_OK);
	assert_string_equal(found(&walk), "unread/c|");
	assert_non_null(strstr(notes, "!unread/a: its .hikuignore is not a "
				      "regular file|"));
	assert_non_null(
		strstr(notes, "!unread/b: cannot read its .hikuignore"));
	hk_walk_release(&walk);
}

static void test_deep(void **state)
{
	struct hk_walk walk;
	char name[512] = "deep";

	(void)state;
	for (size_t i = 0; i < 200; i++)
		strcat(name, "/d");
	make_dir(name);
	strcat(name, "/a"); /* in the deepest that is entered */
	make_file(name, "");
	name[strlen(name) - 1] = 'd';
	make_dir(name);
	hk_walk_init(&walk);
	assert_int_equal(walk_below(&walk, "deep", 0, NO_RULES), HK_OK);
	assert_int_equal(walk.count, 1);
	strcat(name, ": nested too deep|");
	assert_int_equal(notes[0], '!');
	assert_string_equal(notes + 1, name);
	hk_walk_release(&walk);
}

static struct hk_str below(char out[512], const char *name)
{
	snprintf(out, 512, "%s/%s", scratch, name);
	return hk_span_cstr(out);
}

/* What an update asks: was it seen, left out, or not to be read? */
static void test_left(void **state)
{
	const struct hk_walk_left *left;
	struct hk_walk walk;
	char name[512];

	(void)state;
	hk_walk_init(&walk);
	walk.keep_left = true;
	assert_int_equal(walk_below(&walk, "hidden", 1, NO_RULES), HK_OK);
	assert_int_equal(walk_below(&walk, "unread", 2, NO_RULES), HK_OK);
	hk_walk_sort(&walk);
	assert_true(hk_walk_has(&walk, below(name, "hidden/RCS").data));
	assert_false(hk_walk_has(&walk, below(name, "hidden/.c").data));
	left = hk_walk_find_left(&walk, below(name, "hidden/.c"), 1);
	assert_non_null(left);
	assert_false(left->unread);
	assert_null(hk_walk_find_left(&walk, below(name, "hidden/.c"), 2));
	left = hk_walk_find_left(&walk, below(name, "hidden/.git/x/y"), 1);
	assert_non_null(left);
	assert_null(hk_walk_find_left(&walk, below(name, "hidden/.gitx"), 1));
	assert_null(hk_walk_find_left(&walk, below(name, "hidden/RCS"), 1));
	left = hk_walk_find_left(&walk, below(name, "unread/a/x"), 2);
	assert_non_null(left);
	assert_true(left->unread);
	hk_walk_release(&walk);
}

static void test_unique(void **state)
{
	struct hk_walk walk;
	char name[512];

	(void)state;
	hk_walk_init(&walk);
	assert_int_equal(walk_below(&walk, "order/b.txt", 0, NO_RULES), HK_OK);
	assert_int_equal(walk_below(&walk, "order", 1, NO_RULES), HK_OK);
	assert_int_equal(walk_below(&walk, "order/b", 2, NO_RULES), HK_OK);
	assert_int_equal(walk_below(&walk, "file.txt", 3, NO_RULES), HK_OK);
	assert_int_equal(walk.count, 8);
	hk_walk_unique(&walk);
	assert_string_equal(found(&walk),
			    "order/a|order/b.txt|order/\xE3\x81\x82|"
			    "order/\xFF\n|order/b/1|file.txt|");
	assert_int_equal(walk.files[0].root, 1);
	assert_int_equal(walk.files[4].root, 2);
	assert_int_equal(walk.bytes, 11);
	hk_walk_sort(&walk);
	assert_true(hk_walk_has(&walk, below(name, "order/b/1").data));
	assert_true(hk_walk_has(&walk, below(name, "file.txt").data));
	assert_false(hk_walk_has(&walk, below(name, "order/b").data));
	hk_walk_release(&walk);
	assert_false(hk_walk_has(&walk, "/"));
}

static bool reaches(const char *root, struct hk_rules rules, const char *name)
{
	char from[512], to[512];

	return hk_walk_reaches(below(from, root).data, &rules,
			       below(to, name).data);
}

static void test_reaches(void **state)
{
	struct hk_rules none = NO_RULES;

	(void)state;
	assert_true(reaches("order", NO_RULES, "order"));
	assert_true(reaches("order", NO_RULES, "order/b"));
	assert_true(reaches("order", NO_RULES, "order/b/1"));
	assert_false(reaches("order", NO_RULES, "order/b/none"));
	assert_false(reaches("order/b", NO_RULES, "order/b.txt"));
	assert_false(reaches("order", NO_RULES, "file.txt"));
	assert_false(reaches("order", RULES("--exclude\0b"), "order/b/1"));
	assert_false(reaches("order", RULES("--include\0*.md"), "order/b/1"));
	assert_true(reaches("order", RULES("--include\0b"), "order/b/1"));
	assert_false(reaches("hidden", NO_RULES, "hidden/.git/a"));
	assert_true(reaches("hidden", RULES("--hidden"), "hidden/.git/a"));
	assert_false(reaches("ignore", NO_RULES, "ignore/sub/a"));
	assert_true(reaches("ignore", NO_RULES, "ignore/sub/b.o"));
	assert_false(reaches("links/in", NO_RULES, "links/in/1out/b"));
	assert_true(reaches("links/in", RULES("--follow"), "links/in/1out/b"));
	assert_false(reaches("kinds", NO_RULES, "kinds/index/a"));
	assert_false(reaches("unread", NO_RULES, "unread/a/x"));
	assert_true(hk_walk_reaches("/", &none, "/dev"));
	assert_false(hk_walk_reaches("/", &none, "/dev/null"));
}

/* Many files: a walk that is not linear would take minutes. */
static void test_many(void **state)
{
	struct hk_walk walk;
	char name[64];

	(void)state;
	make_dir("many");
	for (unsigned i = 0; i < 3000; i++) {
		snprintf(name, sizeof(name), "many/%u", i);
		make_file(name, "");
	}
	hk_walk_init(&walk);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(walk_below(&walk, "many", i, NO_RULES), HK_OK);
	assert_int_equal(walk.count, 9000);
	hk_walk_unique(&walk);
	assert_int_equal(walk.count, 3000);
	hk_walk_release(&walk);
}

static int begin(void **state)
{
	(void)state;
	hk_arena_init(&arena, 64u << 20);
	return mkdtemp(scratch) ? 0 : -1;
}

static int finish(void **state)
{
	(void)state;
	hk_arena_release(&arena);
	hk_dir_remove(scratch);
	return 0;
}

int main(void)
{
	/* Later ones walk what earlier ones have made. */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_roots),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_ignore),
		cmocka_unit_test(test_unread_rules),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_left),
		cmocka_unit_test(test_unique),
		cmocka_unit_test(test_reaches),
		cmocka_unit_test(test_many),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, begin, finish);
}
