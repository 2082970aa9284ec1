/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives: members, names, limits, damage. */
#ifdef HK_HAVE_LIBARCHIVE
#include "tests/unit/container_fixture.h"

#include <locale.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static enum hk_status read_packed(void)
{
	struct hk_format_input input = input_of(hk_buf_str(&packed));

	return hk_format_archive.read(&input, &err);
}

static void test_formats(void **state)
{
	static const struct {
		const char *format, *filter;
	} rows[] = {
		{"zip", NULL},	  {"7zip", NULL},   {"ustar", NULL},
		{"pax", "gzip"},  {"pax", "bzip2"}, {"gnutar", "xz"},
		{"pax", "zstd"},  {"pax", "lz4"},   {"pax", "compress"},
		{"7zip", "gzip"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		pack_begin(rows[i].format, rows[i].filter, NULL);
		pack("./a.txt", "川\n");
		pack_as("d", NULL, 0, AE_IFDIR);
		pack("/d/b.md", "# 山\n");
		pack("empty.txt", "");
		pack_end();
		assert_true(hk_format_archive.looks(hk_buf_str(&packed)));
		if (i == 9) { /* 7z can only be read from a seekable file */
			assert_int_equal(read_packed(), HK_EFORMAT);
			continue;
		}
		assert_int_equal(read_packed(), HK_OK);
		check("a.txt [a.txt] 2020-09-13 1: 川\n\n"
		      "d/b.md [b.md] 2020-09-13 1: # 山\n\n");
	}
}

static void test_compressed(void **state)
{
	struct hk_format_input input;

	(void)state;
	pack_begin("raw", "gzip", NULL);
	pack("x", "川の話\n");
	pack_end();
	assert_int_equal(read_packed(), HK_OK);
	check(" [notes.txt]  1: 川の話\n\n");
	/* Inside of something: its name there counts. */
	input = input_of(hk_buf_str(&packed));
	input.member = hk_span_cstr("d/page.1.GZ");
	input.depth = 1;
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check(" [page.1]  2: 川の話\n\n");
	/* Never a suffix more than compressions. */
	input = input_of(hk_buf_str(&packed));
	input.path = hk_span_cstr("x.txt.gz.gz");
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check(" [x.txt.gz]  1: 川の話\n\n");
}

static void test_no_archive(void **state)
{
	struct hk_format_input input = input_of(hk_span_cstr("川の話\n"));

	(void)state;
	assert_int_equal(hk_format_archive.read(&input, &err), HK_EFORMAT);
	assert_string_equal(err.message, "not an archive");
	assert_false(hk_format_archive.looks(hk_span_cstr("川の話\n")));
	assert_false(hk_format_archive.looks(hk_span_cstr("BZh")));
	input = input_of(hk_span_str(NULL, 0));
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check("");
}

static void test_passed_over(void **state)
{
	(void)state;
	pack_begin("zip", NULL, NULL);
	pack_as("link.txt", NULL, 0, AE_IFLNK);
	pack(".hidden/a.txt", "no");
	pack("d/.b.txt", "no");
	pack("__MACOSX/c.txt", "no");
	pack("CVS/d.txt", "no");
	pack("../../e.txt", "yes");
	pack("..", "no");
	pack("f\ng", "yes");
	pack("CVS", "yes");
	pack_end();
	assert_int_equal(read_packed(), HK_OK);
	check("e.txt [e.txt] 2020-09-13 1: yes\n"
	      "! a member without a name\n"
	      "f\ng [f\ng] 2020-09-13 1: yes\n"
	      "CVS [CVS] 2020-09-13 1: yes\n");
}

static void test_names(void **state)
{
	static const struct {
		const char *raw, *encoding;
		bool dos;
		enum hk_container_name what;
		const char *name;
	} rows[] = {
		{"a/b", "", false, HK_CONTAINER_NAME_FINE, "a/b"},
		{"/a//./b/", "", false, HK_CONTAINER_NAME_FINE, "a/b"},
		{"../a/../b", "", false, HK_CONTAINER_NAME_FINE, "a/b"},
		{"", "", false, HK_CONTAINER_NAME_EMPTY, ""},
		{"/..", "", false, HK_CONTAINER_NAME_EMPTY, ""},
		{"a/.git/b", "", false, HK_CONTAINER_NAME_HIDDEN, NULL},
		{"a\\b", "", false, HK_CONTAINER_NAME_FINE, "a\\b"},
		{"a\\..\\b", "", true, HK_CONTAINER_NAME_FINE, "a/b"},
		/* か゛ stays two characters. */
		{"か\xE3\x82\x99", "", true, HK_CONTAINER_NAME_FINE,
		 "か\xE3\x82\x99"},
		/* 表\ソ.txt as Windows writes it: 5C thrice, one divides. */
		{"\x95\x5C\x5C\x83\x5C.txt", "", true, HK_CONTAINER_NAME_FINE,
		 "表/ソ.txt"},
		/* 日本 in EUC-JP, when the user says so. */
		{"\xC6\xFC\xCB\xDC", "euc-jp", true, HK_CONTAINER_NAME_FINE,
		 "日本"},
		/* 日本語の記録 in EUC-JP, as old tar files have it. */
		{"\xC6\xFC\xCB\xDC\xB8\xEC\xA4\xCE\xB5\xAD\xCF\xBF", "", false,
		 HK_CONTAINER_NAME_FINE, "日本語の記録"},
		/* In no known encoding: the bytes as they are. */
		{"a\xFF\xFF/b", "", true, HK_CONTAINER_NAME_FINE,
		 "a\xFF\xFF/b"},
	};
	enum hk_container_name what;
	struct hk_buf out;
	char *longer;

	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(hk_container_name(
					 &out, &what, hk_span_cstr(rows[i].raw),
					 hk_span_cstr(rows[i].encoding),
					 rows[i].dos),
				 HK_OK);
		assert_int_equal(what, rows[i].what);
		if (rows[i].name)
			assert_string_equal(out.len ? out.data : "",
					    rows[i].name);
	}
	longer = calloc(1, 5000);
	assert_non_null(longer);
	memset(longer, 'a', 4999);
	assert_int_equal(hk_container_name(&out, &what,
					   hk_span_str(longer, 4999),
					   hk_span_str(NULL, 0), true),
			 HK_OK);
	assert_int_equal(what, HK_CONTAINER_NAME_LONG);
	free(longer);
	hk_buf_release(&out);
}

/* The names do not depend on the user's locale. */
static void test_locale(void **state)
{
	static const char *const formats[] = {"zip", "pax", "7zip"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
		pack_begin(formats[i], NULL,
			   i == 0 ? "hdrcharset=UTF-8" : NULL);
		pack("表/日本.txt", "a");
		pack_end();
		assert_non_null(setlocale(LC_CTYPE, "C"));
		assert_int_equal(read_packed(), HK_OK);
		check("表/日本.txt [日本.txt] 2020-09-13 1: a\n");
	}
}

/* ---- Limits ---- */

static void pack_zeros(const char *name, size_t len)
{
	char *zeros = calloc(1, len);

	assert_non_null(zeros);
	pack_as(name, zeros, len, AE_IFREG);
	free(zeros);
}

static void test_member_too_long(void **state)
{
	static const char *const formats[] = {"zip", "ustar", "7zip"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct hk_format_input input;

		pack_begin(formats[i], NULL, NULL);
		pack_zeros("big.txt", 100000);
		pack("small.txt", "a");
		pack_end();
		input = input_of(hk_buf_str(&packed));
		input.depth = 10; /* so the cap is 64 KB */
		input.member = hk_span_cstr("m.zip");
		assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
		check("! m.zip/big.txt: longer than 0 MB\n"
		      "small.txt [small.txt] 2020-09-13 11: a\n");
	}
}

static void test_bomb(void **state)
{
	static const struct {
		const char *format, *filter;
	} rows[] = {{"zip", NULL}, {"ustar", "gzip"}, {"ustar", "xz"}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		pack_begin(rows[i].format, rows[i].filter, NULL);
		pack_zeros("bomb.txt", 14 << 20);
		pack("small.txt", "a");
		pack_end();
		assert_int_equal(read_packed(), HK_OK);
		check("! bomb.txt: unpacks to more than 200 times its size, "
		      "as decompression bombs do\n"
		      "small.txt [small.txt] 2020-09-13 1: a\n");
	}
}

static void test_budget(void **state)
{
	struct hk_container_budget budget = {.packed = 1u << 30};
	struct hk_format_input input;

	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("a.txt", "aaaa");
	pack("b.txt", "bbbb");
	pack("c.txt", "cccc");
	pack_end();
	budget.unpacked = HK_CONTAINER_UNPACKED_MAX - 5;
	input = input_of(hk_buf_str(&packed));
	input.budget = &budget;
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check("a.txt [a.txt] 2020-09-13 1: aaaa\n"
	      "! b.txt: more than 4 GB unpacked: the rest is left out\n");
	budget = (struct hk_container_budget){
		.packed = 10, .unpacked = HK_CONTAINER_RATIO_FREE + 1996};
	input = input_of(hk_buf_str(&packed));
	input.budget = &budget;
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check("a.txt [a.txt] 2020-09-13 1: aaaa\n"
	      "! b.txt: unpacks to more than 200 times its size, as "
	      "decompression bombs do: the rest is left out\n");
	budget = (struct hk_container_budget){
		.members = HK_CONTAINER_MEMBERS_MAX - 2};
	input = input_of(hk_buf_str(&packed));
	input.budget = &budget;
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check("a.txt [a.txt] 2020-09-13 1: aaaa\n"
	      "b.txt [b.txt] 2020-09-13 1: bbbb\n"
	      "! more than 100000 members: the rest is left out\n");
}

/* A block that wants a window of 64 MB, and one of 256 MB; the rest of it is
 * not there. */
static void test_window(void **state)
{
	static const unsigned char xz[] = {0xFD, '7',  'z',  'X',  'Z',	 0,
					   0,	 4,    0xE6, 0xD6, 0xB4, 0x46,
					   3,	 0x80, 0x85, 0x01, 4,	 1,
					   0, /* sizes, a filter for x86 */
					   0x21, 1,    28,   0,	   0,	 0,
					   0,	 0,    0,    0,	   0};

	(void)state;
	for (int bits = 28; bits <= 32; bits += 4) {
		hk_buf_reset(&packed);
		assert_int_equal(hk_buf_append(&packed, xz, sizeof(xz)), 0);
		packed.data[21] = (char)bits;
		if (bits == 28) {
			assert_int_equal(read_packed(), HK_EFORMAT);
			continue;
		}
		assert_int_equal(read_packed(), HK_ETOOBIG);
		assert_string_equal(err.message,
				    "unpacking takes too much memory");
	}
}

/* ---- Damage ---- */

static char *find_packed(const char *text)
{
	char *at = memmem(packed.data, packed.len, text, strlen(text));

	assert_non_null(at);
	return at;
}

static void test_checksum(void **state)
{
	(void)state;
	pack_begin("zip", NULL, "zip:compression=store");
	pack("a.txt", "hello\n");
	pack("b.txt", "world\n");
	pack_end();
	find_packed("hello")[4] = 'p';
	assert_int_equal(read_packed(), HK_OK);
	assert_non_null(strstr(heard.data, "! a.txt: damaged (ZIP bad CRC"));
	assert_non_null(
		strstr(heard.data, "a.txt [a.txt] 2020-09-13 1: hellp\n"));
	assert_non_null(
		strstr(heard.data, "b.txt [b.txt] 2020-09-13 1: world\n"));
}

/* What lies behind a member that cannot be unpacked is read nevertheless. */
static void test_resume(void **state)
{
	char noise[5000];
	uint32_t n = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = "abcdefgh"[(n = n * 1664525 + 1013904223) >> 29];
	pack_begin("zip", NULL, NULL);
	pack_as("a.txt", noise, sizeof(noise), AE_IFREG);
	pack("b.txt", "world\n");
	pack_end();
	memset(find_packed("a.txt") + 60, 0xFF, 900);
	assert_int_equal(read_packed(), HK_OK);
	assert_non_null(strstr(heard.data, "! a.txt: damaged ("));
	assert_non_null(
		strstr(heard.data, "b.txt [b.txt] 2020-09-13 1: world\n"));
}

static void test_cut(void **state)
{
	static char text[300000];
	size_t whole;

	(void)state;
	for (size_t i = 0; i + 10 < sizeof(text); i += 10)
		snprintf(text + i, 11, "%09zu\n", i);
	pack_begin("ustar", NULL, NULL);
	pack("a.txt", "first\n");
	pack_as("b.txt", text, sizeof(text), AE_IFREG);
	pack_end();
	packed.len = 512 + 512 + 512 + 204805;
	assert_int_equal(read_packed(), HK_OK);
	assert_non_null(
		strstr(heard.data, "a.txt [a.txt] 2020-09-13 1: first"));
	assert_non_null(strstr(heard.data, "! b.txt: damaged ("));
	assert_non_null(strstr(heard.data, ": the rest is lost\n"));
	assert_non_null(
		strstr(heard.data, "b.txt [b.txt] 2020-09-13 1: 000000"));
	/* In the first block of a compressed file there is nothing. */
	pack_begin("raw", "gzip", NULL);
	pack("x", "川の話\n");
	pack_end();
	whole = packed.len;
	for (packed.len = 11; packed.len < whole; packed.len++) {
		enum hk_status status = read_packed();

		assert_true(status == HK_EFORMAT || status == HK_OK);
	}
}

static void test_encrypted(void **state)
{
	(void)state;
	pack_begin("zip", NULL, "zip:encryption=zipcrypt");
	pack("a.txt", "hello\n");
	pack("b.txt", "hello\n");
	pack_end();
	assert_int_equal(read_packed(), HK_OK);
	check("- a.txt: encrypted: needs a password\n"
	      "- b.txt: encrypted: needs a password\n");
}

/* ---- Files and pipes ---- */

static void test_file(void **state)
{
	struct hk_format_input input = input_of(hk_span_str(NULL, 0));
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	pack_begin("7zip", NULL, NULL);
	pack("a.txt", "hello\n");
	pack_end();
	assert_int_equal(fwrite(packed.data, 1, packed.len, file), packed.len);
	fflush(file);
	input.fd = fileno(file);
	for (int i = 0; i < 2; i++) { /* wherever it stands */
		hk_buf_reset(&heard);
		assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
		check("a.txt [a.txt] 2020-09-13 1: hello\n\n");
	}
	fclose(file);
}

static void test_pipe(void **state)
{
	struct hk_format_input input;
	int ends[2];

	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("a.txt", "hello\n");
	pack("b.txt", "world\n");
	pack_end();
	input = input_of(hk_span_str(NULL, 0));
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], packed.data, packed.len), packed.len);
	close(ends[1]);
	input.fd = ends[0];
	assert_int_equal(hk_format_archive.read(&input, &err), HK_OK);
	check("a.txt [a.txt] 2020-09-13 1: hello\n\n"
	      "b.txt [b.txt] 2020-09-13 1: world\n\n");
	close(ends[0]);
	/* A read error is not reported as a bad archive. */
	input.fd = ends[0];
	assert_int_equal(hk_format_archive.read(&input, &err), HK_EIO);
}

/* An error from the feed ends the reading, and its message is kept. */
static enum hk_status refuse(void *ctx, const struct hk_format_member *m)
{
	(void)ctx;
	(void)m;
	return hk_error_set(&err, HK_ENOSPC, "disk full");
}

static void test_refused(void **state)
{
	struct hk_format_input input;

	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("a.txt", "hello\n");
	pack_end();
	input = input_of(hk_buf_str(&packed));
	input.inside = refuse;
	assert_int_equal(hk_format_archive.read(&input, &err), HK_ENOSPC);
	assert_string_equal(err.message, "disk full");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_formats),
		TEST(test_compressed),
		TEST(test_no_archive),
		TEST(test_passed_over),
		TEST(test_names),
		TEST(test_locale),
		TEST(test_member_too_long),
		TEST(test_bomb),
		TEST(test_budget),
		TEST(test_window),
		TEST(test_checksum),
		TEST(test_resume),
		TEST(test_cut),
		TEST(test_encrypted),
		TEST(test_file),
		TEST(test_pipe),
		TEST(test_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else
#include <stdio.h>

int main(void)
{
	puts("1..0 # SKIP libarchive is not built in");
	return 0;
}
#endif
