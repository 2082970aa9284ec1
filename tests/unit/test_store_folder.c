/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of an index: what is accepted, refused, kept and removed. */
#include "tests/unit/shim_fixture.h"

#include "store/folder.h"
#include "store/lock.h"

#define POINTER_1 "hiku-index 1\ngeneration-0001\n"

static void make(const char *path)
{
	assert_int_equal(mkdir(path, 0777), 0);
}

static const char *below(const char *dir, const char *name)
{
	static char paths[8][512];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	return path;
}

/* A folder that looks like an index. */
static const char *index_at(const char *name)
{
	const char *dir = in_scratch(name);

	make(dir);
	make(below(dir, "generation-0001"));
	write_file(below(dir, "generation-0001/in-use"), "");
	write_file(below(dir, "hiku-index"), POINTER_1);
	return dir;
}

static enum hk_status open_status(const char *dir)
{
	struct hk_folder folder;
	enum hk_status status = hk_folder_open(&folder, dir, &err);

	if (!status)
		hk_folder_release(&folder);
	return status;
}

static void test_open(void **state)
{
	const char *dir = index_at("open");
	struct hk_folder folder;
	char *real = realpath(dir, NULL), name[HK_FOLDER_NAME_MAX];
	bool moved = true;

	(void)state;
	ok(hk_folder_open(&folder, below(dir, "../open/."), &err));
	assert_string_equal(folder.dir, real);
	assert_string_equal(folder.generation, "generation-0001");
	assert_string_equal(folder.database, below(real, "generation-0001"));
	hk_folder_next(&folder, name);
	assert_string_equal(name, "generation-0002");
	ok(hk_folder_refresh(&folder, &moved, &err));
	assert_false(moved);
	make(below(dir, "generation-10000"));
	write_file(below(dir, "hiku-index"),
		   "hiku-index 1\ngeneration-10000\n");
	ok(hk_folder_refresh(&folder, &moved, &err));
	assert_true(moved);
	assert_string_equal(folder.database, below(real, "generation-10000"));
	hk_folder_next(&folder, name);
	assert_string_equal(name, "generation-10001");
	hk_folder_release(&folder);
	free(real);
}

static void test_what_is_no_index(void **state)
{
	const char *dir = in_scratch("none");

	(void)state;
	fails(open_status(dir), HK_ENOTFOUND);
	assert_non_null(strstr(err.message, "hiku-index"));
	assert_non_null(strstr(err.message, "add"));
	fails(open_status(""), HK_ENOTFOUND);
	make(dir);
	fails(open_status(dir), HK_ENOTINDEX);
	write_file(in_scratch("file"), POINTER_1);
	fails(open_status(in_scratch("file")), HK_ENOTINDEX);
	/* Opening a FIFO must not block. */
	assert_int_equal(mkfifo(below(dir, "hiku-index"), 0666), 0);
	fails(open_status(dir), HK_ENOTINDEX);
}

static void test_pointers(void **state)
{
	static const struct {
		const char *text;
		enum hk_status status;
	} rows[] = {
		{POINTER_1, HK_OK},
		{"", HK_ENOTINDEX},
		{"hiku-index 1\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-0001", HK_ENOTINDEX},
		{"hiku-index 1\r\ngeneration-0001\r\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-0001\r\n", HK_ENOTINDEX},
		{POINTER_1 "\n", HK_ENOTINDEX},
		{POINTER_1 "remote :touch X\n", HK_ENOTINDEX},
		{" " POINTER_1, HK_ENOTINDEX},
		{"hiku-index 1 \ngeneration-0001\n", HK_ENOTINDEX},
		{"hiku-index  1\ngeneration-0001\n", HK_ENOTINDEX},
		{"hiku-index \ngeneration-0001\n", HK_ENOTINDEX},
		{"hiku-index -1\ngeneration-0001\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-001\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-00001\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-0000\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-+001\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration- 001\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-0001/\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-0001/..\n", HK_ENOTINDEX},
		{"hiku-index 1\n..\n", HK_ENOTINDEX},
		{"hiku-index 1\n../generation-0001\n", HK_ENOTINDEX},
		{"hiku-index 1\n/generation-0001\n", HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-99999999999999999999\n",
		 HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-9999999999999999999999999\n",
		 HK_ENOTINDEX},
		{"hiku-index 1\ngeneration-0002\n", HK_ECORRUPT},
		{"hiku-index 2\n", HK_EVERSION},
		{"hiku-index 2\nwhatever comes then\nand more\n", HK_EVERSION},
		{"hiku-index 10\ngeneration-0001\n", HK_EVERSION},
	};
	const char *dir = index_at("pointers");
	FILE *file;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		write_file(below(dir, "hiku-index"), rows[i].text);
		if (open_status(dir) != rows[i].status)
			fail_msg("row %zu: %s", i, rows[i].text);
	}
	file = fopen(below(dir, "hiku-index"), "w");
	assert_int_equal(
		fwrite("hiku-index 1\ngeneration-0001\0\n", 1, 30, file), 30);
	assert_int_equal(fclose(file), 0);
	fails(open_status(dir), HK_ENOTINDEX);
	/* Longer than it may be */
	file = fopen(below(dir, "hiku-index"), "w");
	fputs(POINTER_1, file);
	for (int i = 0; i < 100000; i++)
		fputc('\n', file);
	assert_int_equal(fclose(file), 0);
	fails(open_status(dir), HK_ENOTINDEX);
}

static void test_stubs_and_links(void **state)
{
	const char *dir = index_at("links");

	(void)state;
	write_file(below(dir, "XAPIANDB"), "remote :touch X\n");
	fails(open_status(dir), HK_ENOTINDEX);
	assert_non_null(strstr(err.message, "XAPIANDB"));
	assert_int_equal(unlink(below(dir, "XAPIANDB")), 0);
	assert_int_equal(symlink("nowhere", below(dir, "XAPIANDB")), 0);
	fails(open_status(dir), HK_ENOTINDEX);
	assert_int_equal(unlink(below(dir, "XAPIANDB")), 0);
	write_file(below(dir, "generation-0001/XAPIANDB"), "");
	fails(open_status(dir), HK_ENOTINDEX);
	assert_int_equal(unlink(below(dir, "generation-0001/XAPIANDB")), 0);
	fails(open_status(dir), HK_OK);
	assert_int_equal(
		rename(below(dir, "generation-0001"), below(dir, "elsewhere")),
		0);
	assert_int_equal(symlink("elsewhere", below(dir, "generation-0001")),
			 0);
	fails(open_status(dir), HK_ENOTINDEX);
	assert_int_equal(unlink(below(dir, "generation-0001")), 0);
	write_file(below(dir, "generation-0001"), "a file");
	fails(open_status(dir), HK_ENOTINDEX);
	/* The pointer, too, is a file of its own. */
	assert_int_equal(unlink(below(dir, "generation-0001")), 0);
	assert_int_equal(
		rename(below(dir, "elsewhere"), below(dir, "generation-0001")),
		0);
	assert_int_equal(rename(below(dir, "hiku-index"), below(dir, "p")), 0);
	assert_int_equal(symlink("p", below(dir, "hiku-index")), 0);
	fails(open_status(dir), HK_ENOTINDEX);
}

static enum hk_status create_status(const char *dir)
{
	struct hk_folder folder;
	enum hk_status status = hk_folder_create(&folder, dir, &err);

	if (!status) {
		assert_string_equal(folder.generation, "");
		assert_null(folder.database);
		hk_folder_release(&folder);
	}
	return status;
}

static void test_create(void **state)
{
	const char *dir = in_scratch("a//b/c/");

	(void)state;
	fails(create_status(dir), HK_OK);
	assert_true(exists(in_scratch("a/b/c")));
	fails(create_status(dir), HK_OK);
	write_file(in_scratch("a/b/c/diary.txt"), "");
	fails(create_status(dir), HK_ENOTINDEX);
	assert_non_null(strstr(err.message, "diary.txt"));
	fails(create_status(in_scratch("a/b/c/diary.txt")), HK_ENOTINDEX);
	fails(create_status(""), HK_ENOTFOUND);
}

/* What looks like a dead writer's may be a file of the user's. */
static void test_create_beside(void **state)
{
	const char *dir = in_scratch("beside");

	(void)state;
	make(dir);
	make(below(dir, "scratch-notes"));
	fails(create_status(dir), HK_ENOTINDEX);
	write_file(below(dir, "lock"), "");
	fails(create_status(dir), HK_OK);
	make(below(dir, "generation-0001"));
	write_file(below(dir, "hiku-index.new-1-0"), "");
	fails(create_status(dir), HK_OK);
	make(below(dir, "generation-1"));
	fails(create_status(dir), HK_ENOTINDEX);
}

static void test_check(void **state)
{
	const char *dir = index_at("check");
	struct hk_folder folder;

	(void)state;
	ok(hk_folder_open(&folder, dir, &err));
	write_file(below(folder.database, "iamglass"), "");
	write_file(below(folder.database, "postlist.glass"), "");
	fails(hk_folder_check(&folder, false, &err), HK_ECORRUPT);
	assert_non_null(strstr(err.message, "termlist.glass"));
	write_file(below(folder.database, "termlist.glass"), "");
	ok(hk_folder_check(&folder, false, &err));
	fails(hk_folder_check(&folder, true, &err), HK_ECORRUPT);
	assert_non_null(strstr(err.message, "docdata.glass"));
	write_file(below(folder.database, "docdata.glass"), "");
	ok(hk_folder_check(&folder, true, &err));
	hk_folder_release(&folder);
}

static void test_publish_and_clean(void **state)
{
	const char *dir = index_at("publish");
	struct hk_folder folder;
	char *unfinished;
	int held;

	(void)state;
	ok(hk_folder_open(&folder, dir, &err));
	held = hk_folder_hold(&folder);
	assert_true(held >= 0);
	ok(hk_folder_scratch(&folder, &unfinished, &err));
	write_file(below(unfinished, "half"), "");
	make(below(unfinished, "part"));
	write_file(below(unfinished, "part/file"), "");
	make(below(dir, "generation-0002"));
	write_file(below(dir, "hiku-index.new-1-0"), "");
	ok(hk_folder_publish(&folder, "generation-0002", &err));
	assert_string_equal(folder.generation, "generation-0002");
	assert_true(exists(below(dir, "generation-0002/in-use")));
	fails(open_status(dir), HK_OK);

	ok(hk_folder_clean(&folder, &err));
	assert_false(exists(unfinished));
	assert_false(exists(below(dir, "hiku-index.new-1-0")));
	assert_true(exists(below(dir, "generation-0001")));
	close(held);
	ok(hk_folder_clean(&folder, &err));
	assert_false(exists(below(dir, "generation-0001")));
	assert_true(exists(below(dir, "generation-0002")));
	fails(open_status(dir), HK_OK);
	free(unfinished);
	hk_folder_release(&folder);
}

/* Nothing that a link leads to is touched. */
static void test_clean_follows_no_links(void **state)
{
	const char *dir = index_at("safe"), *mine = in_scratch("mine");
	struct hk_folder folder;

	(void)state;
	make(mine);
	write_file(below(mine, "diary.txt"), "");
	assert_int_equal(symlink(mine, below(dir, "scratch-abcdef")), 0);
	assert_int_equal(symlink(mine, below(dir, "generation-0007")), 0);
	ok(hk_folder_open(&folder, dir, &err));
	ok(hk_folder_clean(&folder, &err));
	assert_false(exists(below(dir, "scratch-abcdef")));
	assert_true(exists(below(mine, "diary.txt")));
	hk_folder_release(&folder);
}

/* The pointer on disk decides, whatever we remember. */
static void test_clean_reads_the_pointer(void **state)
{
	const char *dir = index_at("moved");
	struct hk_folder folder;

	(void)state;
	ok(hk_folder_open(&folder, dir, &err));
	make(below(dir, "generation-0002"));
	write_file(below(dir, "hiku-index"), "hiku-index 1\ngeneration-0002\n");
	ok(hk_folder_clean(&folder, &err));
	assert_true(exists(below(dir, "generation-0002")));
	assert_false(exists(below(dir, "generation-0001")));
	hk_folder_release(&folder);
}

static void test_adopt(void **state)
{
	const char *dir = in_scratch("adopt");
	struct hk_folder folder;

	(void)state;
	make(dir);
	ok(hk_folder_create(&folder, dir, &err));
	ok(hk_folder_adopt(&folder, &err));
	assert_string_equal(folder.generation, "");
	make(below(dir, "generation-0003"));
	make(below(dir, "generation-0002"));
	ok(hk_folder_clean(&folder, &err));
	assert_true(exists(below(dir, "generation-0002")));
	ok(hk_folder_adopt(&folder, &err));
	assert_string_equal(folder.generation, "generation-0003");
	fails(open_status(dir), HK_OK);
	hk_folder_release(&folder);
}

static void test_default(void **state)
{
	struct hk_buf path;

	(void)state;
	hk_buf_init(&path, 4096);
	setenv("HIKU_DB", "some/where", 1);
	setenv("XDG_DATA_HOME", "/data", 1);
	setenv("HOME", "/home/me", 1);
	ok(hk_folder_default(&path, &err));
	assert_string_equal(path.data, "some/where");
	setenv("HIKU_DB", "", 1);
	hk_buf_reset(&path);
	ok(hk_folder_default(&path, &err));
	assert_string_equal(path.data, "/data/hiku/default");
	setenv("XDG_DATA_HOME", "relative", 1);
	hk_buf_reset(&path);
	ok(hk_folder_default(&path, &err));
	assert_string_equal(path.data, "/home/me/.local/share/hiku/default");
	unsetenv("HIKU_DB");
	unsetenv("XDG_DATA_HOME");
	unsetenv("HOME");
	hk_buf_reset(&path);
	fails(hk_folder_default(&path, &err), HK_EUSAGE);
	assert_int_equal(path.len, 0);
	hk_buf_release(&path);
}

static void test_lock(void **state)
{
	const char *dir = in_scratch("locked");
	char self[32];
	int first, second;

	(void)state;
	make(dir);
	ok(hk_lock_take(&first, dir, 0, &err));
	fails(hk_lock_take(&second, dir, 0, &err), HK_ELOCKED);
	assert_int_equal(second, -1);
	snprintf(self, sizeof(self), "process %ld ", (long)getpid());
	assert_non_null(strstr(err.message, self));
	fails(hk_lock_take(&second, dir, 60, &err), HK_ELOCKED);
	hk_lock_free(first);
	ok(hk_lock_take(&second, dir, -1, &err));
	hk_lock_free(second);
	fails(hk_lock_take(&first, in_scratch("nowhere"), 0, &err),
	      HK_ENOTFOUND);
	/* Never write through a link. */
	assert_int_equal(unlink(below(dir, "lock")), 0);
	write_file(in_scratch("diary"), "dear diary");
	assert_int_equal(symlink("../diary", below(dir, "lock")), 0);
	assert_int_not_equal(hk_lock_take(&first, dir, 0, &err), HK_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_what_is_no_index),
		cmocka_unit_test(test_pointers),
		cmocka_unit_test(test_stubs_and_links),
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_create_beside),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_publish_and_clean),
		cmocka_unit_test(test_clean_follows_no_links),
		cmocka_unit_test(test_clean_reads_the_pointer),
		cmocka_unit_test(test_adopt),
		cmocka_unit_test(test_default),
		cmocka_unit_test(test_lock),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
