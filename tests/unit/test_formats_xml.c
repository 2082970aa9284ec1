/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML: the table of cases, and documents that ask for too much. Whole documents
 * are in tests/golden/xml. */
#include "tests/unit/joined.h"

#ifdef HK_HAVE_EXPAT

static void test_rows(void **state)
{
	(void)state;
	joined_rows(&hk_format_xml, "tests/rows/xml.tsv", "", false, 35);
}

static void add(struct hk_buf *source, unsigned times, const char *text)
{
	for (unsigned i = 0; i < times; i++)
		assert_int_equal(hk_buf_puts(source, text), HK_OK);
}

static void read_and_release(struct hk_buf *source)
{
	assert_int_equal(dump_read(&dump, &hk_format_xml, hk_buf_str(source)),
			 HK_OK);
	hk_buf_release(source);
}

/* Elements in elements: the text inside the last of them is read. */
static void test_deep(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 50000, "<a>");
	add(&source, 1, "底");
	read_and_release(&source);
	assert_non_null(strstr(dump.text.data, "nested too deep"));
	assert_non_null(strstr(dump.text.data, "| 底\n"));
}

/* Entities that would be gigabytes: what stands before them is there. */
static void test_laughs(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<!DOCTYPE a [<!ENTITY x0 '笑い'>");
	for (unsigned i = 1; i < 40; i++)
		assert_int_equal(hk_buf_printf(&source,
					       "<!ENTITY x%u '&x%u;&x%u;'>", i,
					       i - 1, i - 1),
				 HK_OK);
	add(&source, 1, "]><a><p>前の文。</p><p>&x39;</p></a>");
	read_and_release(&source);
	assert_non_null(strstr(dump.text.data, "entities make it too long"));
	assert_non_null(strstr(dump.text.data, "| 前の文。\n"));
	assert_true(dump.text.len < 16u << 20);
}

/* Notes, entries, names and headings without end. */
static void test_many(void **state)
{
	static const char *const parts[][3] = {
		{"<TEI><p>", "<note>注</note>", "</p></TEI>"},
		{"<rss>", "<item><guid>同</guid></item>", "</rss>"},
		{"<a>", "<title>題</title>", "</a>"},
		{"<a>", "<x y='字'>字</x>", "</a>"},
		{"<article><para>", "<title>", "</title></para></article>"},
		{"<a>", "<ruby>字<rt>", "</a>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		struct hk_buf source;

		hk_buf_init(&source, HK_BUF_NO_MAX);
		add(&source, 1, parts[i][0]);
		add(&source, 20000, parts[i][1]);
		add(&source, 1, parts[i][2]);
		read_and_release(&source);
	}
}

/* Names of every length, more than are told apart. */
static void test_names(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<a>");
	for (unsigned i = 0; i < 10000; i++)
		assert_int_equal(hk_buf_printf(&source, "<n%u>字</n%u>", i, i),
				 HK_OK);
	add(&source, 1, "</a>");
	read_and_release(&source);
	assert_non_null(strstr(dump.text.data, "1 text| 字\n1 text| 字\n"));
}

static void test_recognised(void **state)
{
	const char *why;

	(void)state;
	assert_ptr_equal(
		hk_format_of("x", hk_span_cstr("<?xml version='1'?>"), &why),
		&hk_format_xml);
	assert_ptr_equal(
		hk_format_of("x", hk_span_cstr("\n<rss version='2.0'>"), &why),
		&hk_format_xml);
	assert_ptr_equal(hk_format_of("x", hk_span_cstr("<bookish>"), &why),
			 &hk_format_text);
	/* XHTML is a web page, whatever its name is. */
	assert_ptr_equal(
		hk_format_of_text(
			&hk_format_xml, hk_span_cstr("x.xml"),
			hk_span_cstr(
				"<?xml version='1.0'?><html><body/></html>")),
		&hk_format_html);
	assert_ptr_equal(hk_format_of_text(&hk_format_xml,
					   hk_span_cstr("x.xml"),
					   hk_span_cstr("<article/>")),
			 &hk_format_xml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_laughs),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_recognised),
	};

	return rows_run(tests, dump_open, dump_close);
}

#else

int main(void)
{
	puts("1..0 # SKIP built without expat");
	return 0;
}

#endif
