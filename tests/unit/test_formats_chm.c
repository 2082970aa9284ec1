/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CHM files that are broken: what becomes of them concerns one file only, and
 * is said. A sound one is in tests/golden/chm. */
#ifdef HK_HAVE_CHM
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "formats/child/child.h"
#include "formats/chm/check.h"
#include "formats/chm/contents.h"
#include "tests/unit/dump.h"
#include "tests/unit/random.h"

#define GUIDE "tests/golden/chm/guide.chm"
/* Where the directory begins in it, and its first page. */
#define DIRECTORY 0x78
#define PAGE	  (DIRECTORY + 0x54)

static struct hk_buf guide;
static struct hk_child *child;

/* Read these bytes in the process for it; what they gave is in `d`. */
static enum hk_status read_bytes(struct dump *d, struct hk_str bytes)
{
	d->input.child = child;
	return dump_read(d, &hk_format_chm, bytes);
}

static void put(size_t at, uint32_t number)
{
	for (unsigned i = 0; i < 4; i++)
		guide.data[at + i] = (char)(number >> 8 * i);
}

static uint32_t get(size_t at)
{
	uint32_t number = 0;

	for (unsigned i = 4; i--;)
		number = number << 8 | (unsigned char)guide.data[at + i];
	return number;
}

/* With another number at this place it is refused for this reason. */
static void check_refused(size_t at, uint32_t number, const char *why)
{
	uint32_t old = get(at);
	struct dump d;

	dump_init(&d);
	put(at, number);
	assert_int_equal(read_bytes(&d, hk_buf_str(&guide)), HK_EFORMAT);
	put(at, old);
	assert_non_null(strstr(d.text.data, why));
	dump_release(&d);
}

static void test_directory(void **state)
{
	(void)state;
	assert_memory_equal(guide.data + DIRECTORY, "ITSP", 4);
	assert_memory_equal(guide.data + PAGE, "PMGL", 4);
	/* The page behind the first one is itself; there is none; more is
	 * unused than there is; pages of no size; no entries. */
	check_refused(PAGE + 16, 0, "leads in a circle");
	check_refused(PAGE + 16, 77, "its end is missing");
	check_refused(PAGE + 4, 4096, "its directory is broken");
	check_refused(DIRECTORY + 0x10, 0, "its directory is broken");
	check_refused(PAGE, 0, "its directory is broken");
	check_refused(PAGE + 20, 0, "its directory is broken");
}

static bool is_file_fault(enum hk_status status)
{
	return !status || status == HK_EFORMAT || status == HK_ETOOBIG ||
	       status == HK_ENOTTEXT;
}

static void check_sound(void)
{
	struct dump d;

	dump_init(&d);
	assert_int_equal(read_bytes(&d, hk_buf_str(&guide)), HK_OK);
	assert_non_null(strstr(d.text.data, "残高が繰り越されます"));
	assert_null(strstr(d.text.data, "!"));
	dump_release(&d);
}

/* Cut off anywhere it is refused, or what is lost is said. */
static void test_cut(void **state)
{
	(void)state;
	for (size_t len = 0; len < guide.len; len += guide.len / 40) {
		enum hk_status status;
		struct dump d;

		dump_init(&d);
		status = read_bytes(&d, hk_span_str(guide.data, len));
		assert_true(is_file_fault(status));
		assert_non_null(strstr(d.text.data ? d.text.data : "", "!"));
		dump_release(&d);
	}
	check_sound();
}

static void test_changed(void **state)
{
	uint32_t seed = 15;

	(void)state;
	for (unsigned n = 0; n < 60; n++) {
		size_t at = random_next(&seed) % guide.len;
		char old = guide.data[at];
		struct dump d;

		dump_init(&d);
		guide.data[at] = (char)random_next(&seed);
		assert_true(is_file_fault(read_bytes(&d, hk_buf_str(&guide))));
		guide.data[at] = old;
		dump_release(&d);
	}
	check_sound();
}

/* There is no space for the file that libchm opens. */
static void test_full(void **state)
{
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	struct rlimit limit, none;
	enum hk_status status;
	struct dump d;

	(void)state;
	dump_init(&d);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	none = limit;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	status = read_bytes(&d, hk_buf_str(&guide));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	signal(SIGXFSZ, before);
	assert_int_equal(status, HK_EIO);
	dump_release(&d);
	check_sound();
}

static void test_paths(void **state)
{
	static const struct {
		const char *raw, *path;
		bool link;
	} rows[] = {
		{"/Pages/A.HTM", "pages/a.htm", false},
		{"pages\\a.htm#x", "pages/a.htm", true},
		{"ms-its:other.chm::/a%20b.htm", "a b.htm", true},
		{"../../etc/a.htm", "etc/a.htm", true},
		{"/\x93\xFA\x96\x7B.htm", "日本.htm", false},
		{"%93%FA%96%7B.htm", "日本.htm", true},
		{"#top", "", true},
	};
	struct hk_buf out;

	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(hk_chm_contents_path(&out,
						      hk_span_cstr(rows[i].raw),
						      rows[i].link),
				 HK_OK);
		assert_true(hk_span_same(hk_buf_str(&out),
					 hk_span_cstr(rows[i].path)));
	}
	hk_buf_release(&out);
}

static int begin(void **state)
{
	(void)state;
	hk_buf_init(&guide, HK_BUF_NO_MAX);
	child = hk_child_new(NULL);
	return !child || hk_file_read(&guide, GUIDE, NULL);
}

static int end(void **state)
{
	(void)state;
	hk_buf_release(&guide);
	hk_child_free(child);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_directory), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_changed),	  cmocka_unit_test(test_full),
		cmocka_unit_test(test_paths),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, begin, end);
}

#else
#include <stdio.h>

int main(void)
{
	puts("1..0 # SKIP libchm is not built in");
	return 0;
}
#endif
