/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the package document of an EPUB says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "formats/archive/opf.h"

static struct hk_opf opf;

static int set_up(void **state)
{
	(void)state;
	hk_opf_init(&opf);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_opf_release(&opf);
	return 0;
}

static void check(struct hk_str text, const char *wanted)
{
	if (!hk_span_same(text, hk_span_cstr(wanted)))
		fail_msg("'%.*s' is not '%s'", (int)text.len,
			 text.len ? text.data : "", wanted);
}

static void read_package(const char *path, const char *xml)
{
	assert_int_equal(
		hk_opf_package(&opf, hk_span_cstr(path), hk_span_cstr(xml)),
		HK_OK);
}

/* What books have wrong. */
static void test_broken_package(void **state)
{
	(void)state;
	read_package("a.opf",
		     "<?xml version='1.0' encoding='utf-16'?><package>"
		     "<manifest><item id=' a ' href='a.xhtml'/></manifest>"
		     "<metadata><x:title>題</x:title>"
		     "<dc:language>ja</dc:language></metadata>"
		     "<spine><itemref idref='a'/></spine>"
		     "<collection><metadata><dc:creator>人</dc:creator>"
		     "</metadata></collection></package>");
	check(opf.title, "題");
	check(opf.lang, "ja");
	check(opf.author, "");
	assert_int_equal(opf.spine_count, 1);
	check(opf.spine[0].path, "a.xhtml");
}

static void test_container(void **state)
{
	struct hk_str path;

	(void)state;
	assert_int_equal(
		hk_opf_container(
			&opf, &path,
			hk_span_cstr(
				"<?xml version='1.0'?><!-- <rootfile "
				"full-path='no'/> --><c:container><c:rootfiles>"
				"<c:rootfile media-type='x' "
				"full-path='/a/./b%20&amp;.opf'/>"
				"<c:rootfile full-path='second'/>")),
		HK_OK);
	check(path, "a/b &.opf");
	assert_int_equal(hk_opf_container(&opf, &path, hk_span_cstr("<a/>")),
			 HK_OK);
	assert_int_equal(path.len, 0);
}

static void test_metadata(void **state)
{
	(void)state;
	read_package("a.opf",
		     "<package><metadata>"
		     "<dc:title id='t'> 川と\n山 &amp; 海 </dc:title>"
		     "<dc:title>二番目</dc:title>"
		     "<dc:creator opf:role='aut'>山田 花子</dc:creator>"
		     "<dc:creator opf:role='ill'>絵の人</dc:creator>"
		     "<dc:creator><![CDATA[A & B]]></dc:creator>"
		     "<dc:language>ja</dc:language>"
		     "<dc:date opf:event='modification'>2024-01-01</dc:date>"
		     "<dc:date opf:event='publication'>2019-04-01T00:00:00Z"
		     "</dc:date><dc:subject>水</dc:subject><dc:subject/>"
		     "<dc:subject>空</dc:subject></metadata>"
		     "<manifest/><dc:title>違う</dc:title></package>");
	check(opf.title, "川と\n山 & 海");
	check(opf.author, "山田 花子, A & B");
	check(opf.lang, "ja");
	check(opf.date, "2019-04-01");
	assert_int_equal(opf.subject_count, 2);
	check(opf.subjects[1], "空");
	assert_int_equal(opf.spine_count, 0);
}

/* What title and author are sorted by, if it is kana: EPUB 3, EPUB 2. */
static void test_readings(void **state)
{
	(void)state;
	read_package("a.opf",
		     "<package><metadata>"
		     "<dc:title id='t'>雲母坂</dc:title>"
		     "<dc:creator id='a'>小鳥遊</dc:creator>"
		     "<dc:creator id='b'>月見里</dc:creator>"
		     "<meta refines='#t' property='title-type'>main</meta>"
		     "<meta refines='#t' property='file-as'>キララザカ</meta>"
		     "<meta refines='#b' property='file-as'>ヤマナシ</meta>"
		     "<meta refines='#a' property='file-as'>タカナシ</meta>"
		     "<meta refines='#' property='file-as'>カ</meta>"
		     "<meta refines='#t' property='file-as'>オソイ</meta>"
		     "</metadata></package>");
	check(opf.title_reading, "キララザカ");
	check(opf.author_reading, "タカナシ");
}

static void test_older_readings(void **state)
{
	(void)state;
	read_package("a.opf",
		     "<package><metadata>"
		     "<dc:title opf:file-as='きららざか'>雲母坂</dc:title>"
		     "<dc:creator opf:file-as='Takanashi'>小鳥遊</dc:creator>"
		     "</metadata></package>");
	check(opf.title, "雲母坂");
	check(opf.title_reading, "きららざか");
	check(opf.author_reading, "");
}

static void test_default_prefix(void **state)
{
	(void)state;
	read_package("a.opf", "<package><metadata><title>川</title>"
			      "<date>2001</date></metadata>");
	check(opf.title, "川");
	check(opf.date, "2001");
}

static void test_spine(void **state)
{
	size_t index;

	(void)state;
	read_package(
		"O/p/content.opf",
		"<package><manifest>"
		"<item id='c' href='z.xhtml' "
		"media-type='application/xhtml+xml'/>"
		"<item id='a' href='../%E5%B7%9D.html' media-type='text/html'/>"
		"<item id='b' href='../../../b.xhtml#x'/>"
		"<item id='twice' href='./z.xhtml'/>"
		"<item id='i' href='i.svg' media-type='image/svg+xml'/>"
		"<item id='e' href=''/></manifest><spine toc='n'>"
		"<itemref idref='c'/><itemref idref='i'/><itemref idref='a'/>"
		"<itemref idref='c'/><itemref idref='b' linear='no'/>"
		"<itemref idref='twice'/><itemref idref='none'/></spine>"
		"<spine><itemref idref='e'/></spine>");
	assert_int_equal(opf.spine_count, 4);
	check(opf.spine[0].path, "O/p/z.xhtml");
	check(opf.spine[1].path, "O/川.html");
	check(opf.spine[2].path, "b.xhtml");
	check(opf.spine[3].path, "O/p");
	for (size_t i = 0; i < opf.spine_count; i++) {
		assert_true(hk_opf_find(&opf, opf.spine[i].path, &index));
		assert_int_equal(index, i);
	}
	assert_false(hk_opf_find(&opf, hk_span_cstr("O/p/i.svg"), &index));
	assert_false(hk_opf_find(&opf, hk_span_cstr(""), &index));
}

static void test_encryption(void **state)
{
	(void)state;
	read_package("O/a.opf",
		     "<manifest><item id='a' href='a'/>"
		     "<item id='b' href='b'/></manifest>"
		     "<spine><itemref idref='a'/><itemref idref='b'/>"
		     "</spine>");
	assert_int_equal(
		hk_opf_encryption(
			&opf,
			hk_span_cstr(
				"<encryption><e:EncryptedData>"
				"<e:EncryptionMethod Algorithm='http://www.idpf"
				".org/2008/embedding'/><e:CipherReference "
				"URI='O/a'/></e:EncryptedData><e:EncryptedData>"
				"<e:EncryptionMethod Algorithm='aes'/>"
				"<e:CipherReference URI='O/b'/>"
				"<e:CipherReference URI='else'/>")),
		HK_OK);
	assert_false(opf.spine[0].encrypted);
	assert_true(opf.spine[1].encrypted);
}

/* Entities that hold each other are not so much as looked at. */
static void test_entities(void **state)
{
	(void)state;
	read_package("a.opf",
		     "<!DOCTYPE p [<!ENTITY a '&b;&b;'><!ENTITY b '&c;&c;'>"
		     "<!ENTITY c SYSTEM 'file:///etc/passwd'>]>"
		     "<metadata><dc:title>&a; &#24029;</dc:title>");
	check(opf.title, "&a; 川");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_container),	   TEST(test_metadata),
		TEST(test_default_prefix), TEST(test_spine),
		TEST(test_encryption),	   TEST(test_entities),
		TEST(test_broken_package), TEST(test_readings),
		TEST(test_older_readings),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
