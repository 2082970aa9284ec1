/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EPUB: chapters as articles. */
#ifdef HK_HAVE_LIBARCHIVE
#include "tests/unit/container_fixture.h"

#include <unistd.h>

static const char container[] =
	"<container><rootfiles><rootfile full-path='O/c.opf'/></rootfiles>"
	"</container>";
static const char package[] =
	"<package><metadata><dc:title>川の本</dc:title><dc:creator>山田"
	"</dc:creator><dc:language>ja</dc:language><dc:date>2019-04-01"
	"</dc:date><dc:subject>水</dc:subject></metadata><manifest>"
	"<item id='1' href='1.xhtml'/><item id='2' href='t/2.xhtml'/>"
	"<item id='3' href='3.xhtml'/><item id='4' href='4.xhtml'/>"
	"</manifest><spine><itemref idref='1'/><itemref idref='2'/>"
	"<itemref idref='3'/><itemref idref='4'/></spine></package>";

static enum hk_status hear_article(void *ctx, struct hk_article *a)
{
	(void)ctx;
	hear("%.*s | %.*s | %.*s | %.*s | %.*s |", (int)a->member.len,
	     a->member.data, (int)a->title.len, a->title.data,
	     (int)a->author.len, a->author.len ? a->author.data : "",
	     (int)a->lang.len, a->lang.len ? a->lang.data : "",
	     (int)a->date.len, a->date.len ? a->date.data : "");
	for (size_t i = 0; i < a->tag_count; i++)
		hear(" %.*s", (int)a->tags[i].len, a->tags[i].data);
	hear(" | %.*s\n", (int)(a->text.len < 60 ? a->text.len : 60),
	     a->text.data);
	assert_int_equal(a->lines, HK_BLOCK_LINES_NONE);
	for (size_t i = 0; i < a->block_count; i++)
		assert_int_equal(a->blocks[i].line, 0);
	return HK_OK;
}

static struct hk_format_input epub(struct hk_str bytes)
{
	struct hk_format_input input = input_of(bytes);

	input.emit = hear_article;
	return input;
}

static enum hk_status read_epub(void)
{
	struct hk_format_input input = epub(hk_buf_str(&packed));

	return hk_format_epub.read(&input, &err);
}

static void begin(void)
{
	pack_begin("zip", NULL, "zip:compression=store");
	pack("mimetype", "application/epub+zip");
}

static void pack_book(void)
{
	begin();
	pack("O/c.opf", package);
	pack("O/3.xhtml", "<title>川の本</title><p>三</p>");
	pack("O/1.xhtml", "<html lang='en'><title>第一章</title><p>一</p>");
	pack("O/t/2.xhtml",
	     "<title>川の本</title><h2>第二章</h2><p><ruby>二<rt>に</rt>"
	     "</ruby></p>");
	pack("O/5.xhtml", "<p>not in the spine</p>");
	pack("O/4.xhtml", "<title>川の本 終章</title><p>四</p>");
	pack("META-INF/container.xml", container);
	pack_end();
}

static const char book[] =
	"O/1.xhtml | 川の本 — 第一章 | 山田 | en | 2019-04-01 | 水 | 一\n"
	"O/t/2.xhtml | 川の本 — 第二章 | 山田 | ja | 2019-04-01 | 水 | "
	"第二章\n\n二\n"
	"O/3.xhtml | 川の本 | 山田 | ja | 2019-04-01 | 水 | 三\n"
	"O/4.xhtml | 川の本 終章 | 山田 | ja | 2019-04-01 | 水 | 四\n";

static void test_book(void **state)
{
	(void)state;
	pack_book();
	assert_true(hk_format_epub.looks(hk_buf_str(&packed)));
	assert_int_equal(read_epub(), HK_OK);
	check(book);
}

static void test_pipe(void **state)
{
	struct hk_format_input input;
	int ends[2];

	(void)state;
	pack_book();
	input = epub(hk_span_str(NULL, 0));
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], packed.data, packed.len), packed.len);
	close(ends[1]);
	input.fd = ends[0];
	assert_int_equal(hk_format_epub.read(&input, &err), HK_OK);
	check(book);
	close(ends[0]);
}

static void test_missing(void **state)
{
	(void)state;
	begin();
	pack("META-INF/container.xml", container);
	pack("O/c.opf", package);
	pack("O/2.xhtml", "elsewhere");
	pack_as("O/3.xhtml", "\x89PNG\r\n\x1a\n\0\0\0\1\xFF\xFE\0\3", 16,
		AE_IFREG);
	pack("O/4.xhtml", "<p>四</p>");
	pack_end();
	assert_int_equal(read_epub(), HK_OK);
	assert_non_null(strstr(heard.data,
			       "! O/1.xhtml: this chapter is missing\n"
			       "! O/t/2.xhtml: this chapter is missing\n"
			       "! O/3.xhtml: "));
	assert_non_null(strstr(heard.data, "\nO/4.xhtml | 川の本 | "));
}

static void test_no_epub(void **state)
{
	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("a.txt", "no\n");
	pack_end();
	assert_false(hk_format_epub.looks(hk_buf_str(&packed)));
	assert_int_equal(read_epub(), HK_EFORMAT);
	begin();
	pack("META-INF/container.xml", container);
	pack_end();
	assert_int_equal(read_epub(), HK_EFORMAT);
	hk_buf_reset(&packed);
	assert_int_equal(hk_buf_puts(&packed, "no zip file"), HK_OK);
	assert_int_equal(read_epub(), HK_EFORMAT);
}

/* The header of a stored member, and its bytes. */
static void local(const char *name, const char *bytes)
{
	char header[30] = "PK\3\4";

	header[18] = header[22] = (char)strlen(bytes);
	header[26] = (char)strlen(name);
	assert_int_equal(hk_buf_append(&packed, header, 30), HK_OK);
	assert_int_equal(hk_buf_puts(&packed, name), HK_OK);
	assert_int_equal(hk_buf_puts(&packed, bytes), HK_OK);
}

static void test_looks(void **state)
{
	(void)state;
	/* Without the type, by the one file that every book has. */
	local("a.txt", "a");
	local("META-INF/container.xml", "<a/>");
	assert_true(hk_format_epub.looks(hk_buf_str(&packed)));
	packed.data[6] = 8; /* the size of the first one is unknown */
	assert_false(hk_format_epub.looks(hk_buf_str(&packed)));
	hk_buf_reset(&packed);
	local("mimetype", "application/epub+zip");
	for (size_t len = 0; len < packed.len; len++)
		assert_false(
			hk_format_epub.looks(hk_span_str(packed.data, len)));
	assert_true(hk_format_epub.looks(hk_buf_str(&packed)));
	hk_buf_reset(&packed);
	local("mimetype", "application/other");
	assert_false(hk_format_epub.looks(hk_buf_str(&packed)));
	/* A book inside of an archive is not the archive. */
	hk_buf_reset(&packed);
	local("a.epub", "PK\3\4 mimetypeapplication/epub+zip");
	assert_false(hk_format_epub.looks(hk_buf_str(&packed)));
}

static void test_encrypted(void **state)
{
	(void)state;
	begin();
	pack("META-INF/container.xml", container);
	pack("META-INF/encryption.xml",
	     "<EncryptedData><EncryptionMethod Algorithm='aes'/>"
	     "<CipherReference URI='O/1.xhtml'/></EncryptedData>"
	     "<EncryptedData><EncryptionMethod Algorithm='aes'/>"
	     "<CipherReference URI='O/3.xhtml'/></EncryptedData>");
	pack("O/c.opf", package);
	pack("O/1.xhtml", "\x01\x02\x03");
	pack("O/t/2.xhtml", "<p>二</p>");
	pack("O/3.xhtml", "\x01\x02\x03");
	pack("O/4.xhtml", "<p>四</p>");
	pack_end();
	assert_int_equal(read_epub(), HK_OK);
	check("O/t/2.xhtml | 川の本 | 山田 | ja | 2019-04-01 | 水 | 二\n"
	      "O/4.xhtml | 川の本 | 山田 | ja | 2019-04-01 | 水 | 四\n"
	      "! 2 of 4 chapters are encrypted (DRM)\n");
}

static void test_too_long(void **state)
{
	static char text[70000];
	struct hk_format_input input;

	(void)state;
	memset(text, 'a', sizeof(text));
	begin();
	pack("META-INF/container.xml", container);
	pack("O/c.opf", package);
	pack_as("O/1.xhtml", text, sizeof(text), AE_IFREG);
	pack("O/t/2.xhtml", "<p>二</p>");
	pack("O/3.xhtml", "<p>三</p>");
	pack("O/4.xhtml", "<p>四</p>");
	pack_end();
	input = epub(hk_buf_str(&packed));
	input.depth = 10; /* so the cap is 64 KB */
	assert_int_equal(hk_format_epub.read(&input, &err), HK_OK);
	assert_non_null(strstr(heard.data, "! O/1.xhtml: longer than 0 MB\n"
					   "O/t/2.xhtml | "));
	assert_null(strstr(heard.data, "missing"));
}

static enum hk_status refuse(void *ctx, struct hk_article *a)
{
	(void)ctx;
	(void)a;
	return hk_error_set(&err, HK_ENOSPC, "disk full");
}

static void test_refused(void **state)
{
	struct hk_format_input input;

	(void)state;
	pack_book();
	input = epub(hk_buf_str(&packed));
	input.emit = refuse;
	assert_int_equal(hk_format_epub.read(&input, &err), HK_ENOSPC);
	assert_string_equal(err.message, "disk full");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_book),     TEST(test_pipe),	 TEST(test_missing),
		TEST(test_no_epub),  TEST(test_looks),	 TEST(test_encrypted),
		TEST(test_too_long), TEST(test_refused),
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
