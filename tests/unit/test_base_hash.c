/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes: stored in indexes, so they must never change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/hash.h"

/* More than is read at once, several times. */
#define MUCH 1000000

static char scratch[] = "/tmp/hiku-hash-XXXXXX";
static char much[MUCH];
static struct hk_error err;

static void hex_is(struct hk_hash hash, const char *wanted)
{
	char hex[HK_HASH_HEX];

	memset(hex, 'x', sizeof(hex));
	hk_hash_hex(hex, hash);
	assert_string_equal(hex, wanted);
}

static void test_hex(void **state)
{
	struct hk_hash small = {0x1, 0xFEDCBA9876543210};

	(void)state;
	hex_is(small, "0000000000000001fedcba9876543210");
	hex_is(hk_hash_bytes(NULL, 0), "99aa06d3014798d86001c324468d497f");
	hex_is(hk_hash_bytes("abc", 3), "06b05ab6733a618578af5f94892f3950");
}

static void test_file(void **state)
{
	static const size_t sizes[] = {0, 1, 1u << 18, (1u << 18) + 1, MUCH};
	char *path = hk_dir_join(scratch, "file");

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct hk_hash whole = hk_hash_bytes(much, sizes[i]), hash;

		assert_int_equal(hk_file_replace(scratch, "file",
						 hk_span_str(much, sizes[i]),
						 &err),
				 HK_OK);
		assert_int_equal(hk_hash_file(&hash, path, &err), HK_OK);
		assert_true(hash.high == whole.high && hash.low == whole.low);
	}
	free(path);
}

/* The open file is hashed whatever has its name by now, as a whole, and its
 * position stays. */
static void test_open_file(void **state)
{
	char *path = hk_dir_join(scratch, "open");
	struct hk_hash whole = hk_hash_bytes(much, MUCH), hash;
	int fd;

	(void)state;
	assert_int_equal(
		hk_file_replace(scratch, "open", hk_span_str(much, MUCH), &err),
		HK_OK);
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	assert_int_equal(lseek(fd, 10, SEEK_SET), 10);
	assert_int_equal(
		hk_file_replace(scratch, "open", hk_span_cstr("other"), &err),
		HK_OK);
	assert_int_equal(hk_hash_fd(&hash, fd, path, &err), HK_OK);
	assert_true(hash.high == whole.high && hash.low == whole.low);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 10);
	close(fd);
	free(path);
}

static void test_refused(void **state)
{
	char *path = hk_dir_join(scratch, "none");
	struct hk_hash hash;

	(void)state;
	assert_int_equal(hk_hash_file(&hash, path, &err), HK_ENOTFOUND);
	assert_non_null(strstr(err.message, path));
	assert_int_equal(hk_hash_file(&hash, scratch, NULL), HK_EIO);
	/* A FIFO is refused at once, without waiting for a writer. */
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(hk_hash_file(&hash, path, &err), HK_EIO);
	free(path);
}

static int enter(void **state)
{
	(void)state;
	for (size_t i = 0; i < MUCH; i++)
		much[i] = (char)(i * 7 % 251);
	return mkdtemp(scratch) ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	hk_dir_remove(scratch);
	return access(scratch, F_OK) == 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_open_file),
		cmocka_unit_test(test_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter, leave);
}
