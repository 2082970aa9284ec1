/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Office files: the tables of cases, and files that are broken, hostile or not
 * what their name says. */
#include "formats/office/sheet.h"

#ifdef HK_OFFICE_BUILT

#include "tests/unit/dump.h"
#include "tests/unit/rows.h"
/* Behind these, whose functions have an `err` of their own. */

#include "tests/unit/container_fixture.h"

#define REL \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define TYPES(part, type)                                          \
	"<Types><Override PartName='/" part "' ContentType='" type \
	".main+xml'/></Types>"
#define WORD \
	TYPES("word/document.xml", "application/x.wordprocessingml.document")
#define EXCEL TYPES("xl/workbook.xml", "application/x.spreadsheetml.sheet")
#define POWER TYPES("ppt/p.xml", "application/x.presentationml.presentation")
#define RELATION(id, type, target) \
	"<Relationship Id='" id "' Type='" REL type "' Target='" target "'/>"
#define ODF "application/vnd.oasis.opendocument."

/* ---- Making files ---- */

static void pack_around(const char *name, const char *before,
			struct hk_str inside, const char *after)
{
	struct hk_buf text;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	assert_int_equal(hk_buf_puts(&text, before), HK_OK);
	assert_int_equal(hk_buf_append(&text, inside.data, inside.len), HK_OK);
	assert_int_equal(hk_buf_puts(&text, after), HK_OK);
	pack(name, text.data);
	hk_buf_release(&text);
}

static void pack_word(struct hk_str body)
{
	pack("[Content_Types].xml", WORD);
	pack_around("word/document.xml", "<document xmlns:r='u:r'><body>", body,
		    "</body></document>");
}

static void pack_sheet(struct hk_str rows)
{
	pack("[Content_Types].xml", EXCEL);
	pack("xl/workbook.xml", "<workbook xmlns:r='u:r'><sheets><sheet "
				"name='一' r:id='a'/></sheets></workbook>");
	pack("xl/_rels/workbook.xml.rels",
	     "<Relationships>" RELATION("a", "worksheet",
					"s.xml") "</Relationships>");
	pack_around("xl/s.xml", "<worksheet><sheetData>", rows,
		    "</sheetData></worksheet>");
}

static void pack_slide(struct hk_str shapes)
{
	pack("[Content_Types].xml", POWER);
	pack("ppt/p.xml", "<presentation xmlns:r='u:r'><sldIdLst><sldId "
			  "id='1' r:id='a'/></sldIdLst></presentation>");
	pack("ppt/_rels/p.xml.rels",
	     "<Relationships>" RELATION("a", "slide",
					"s.xml") "</Relationships>");
	pack_around("ppt/s.xml", "<sld>", shapes, "</sld>");
}

static void pack_open(const char *what, struct hk_str body)
{
	char mime[100];

	snprintf(mime, sizeof(mime), ODF "%s", what);
	pack("mimetype", mime);
	pack_around("content.xml",
		    "<office:document-content xmlns:office='u:o' "
		    "xmlns:text='u:t' xmlns:table='u:b' xmlns:draw='u:d'>"
		    "<office:body>",
		    body, "</office:body></office:document-content>");
}

/* ---- Rows ---- */

struct kind {
	const char *name;
	const struct hk_format *format;
	void (*pack)(struct hk_str piece);
};

static void pack_text(struct hk_str body)
{
	pack_open("text", body);
}

static void pack_table(struct hk_str body)
{
	pack_open("spreadsheet", body);
}

static const struct kind kinds[] = {
	{"docx", &hk_format_docx, pack_word},
	{"sheet", &hk_format_xlsx, pack_sheet},
	{"slide", &hk_format_pptx, pack_slide},
	{"odt", &hk_format_odt, pack_text},
	{"ods", &hk_format_ods, pack_table},
};

/* The blocks and readings as the table has them. */
static enum hk_status write_down(void *ctx, struct hk_article *a)
{
	static const char *const names[] = {"text", "head",  "item",
					    "code", "title", "lines"};
	struct dump *d = ctx;

	for (size_t i = 0; i < a->block_count; i++) {
		const struct hk_block *b = &a->blocks[i];

		dump_printf(d, "%s%s", i ? " | " : "", names[b->kind]);
		if (b->level)
			dump_printf(d, "%u", b->level);
		dump_printf(d, " %.*s", (int)(b->span.end - b->span.begin),
			    a->text.data + b->span.begin);
	}
	for (size_t i = 0; i < a->reading_count; i++) {
		const struct hk_reading *r = &a->readings[i];

		dump_printf(d, "%s%.*s=%.*s", i ? " " : " | ",
			    (int)(r->span.end - r->span.begin),
			    a->text.data + r->span.begin, (int)r->reading.len,
			    r->reading.data);
	}
	return HK_OK;
}

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/office.tsv", 4);
	while (rows_next(&rows)) {
		const struct kind *kind = kinds;
		struct dump d;

		while (!hk_span_same(rows.column[0], hk_span_cstr(kind->name)))
			assert_true(++kind < kinds + 5);
		dump_init(&d);
		d.input.emit = write_down;
		pack_begin("zip", NULL, NULL);
		kind->pack(rows.column[1]);
		pack_end();
		assert_true(kind->format->looks(hk_buf_str(&packed)));
		assert_int_equal(
			dump_read(&d, kind->format, hk_buf_str(&packed)),
			HK_OK);
		rows_expect(&rows, 2, hk_buf_str(&d.text));
		dump_release(&d);
	}
	rows_close(&rows, 55);
}

static void test_rows_numbers(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/sheet_numbers.tsv", 4);
	while (rows_next(&rows)) {
		struct hk_str code = rows.column[0];
		struct hk_office_flow flow;

		hk_office_flow_init(&flow, &article);
		hk_sheet_number_put(
			&flow, rows.column[1],
			hk_span_starts(code, "built-in ")
				? hk_sheet_number_built_in(
					  (unsigned)atoi(code.data + 9))
				: hk_sheet_number_code(code),
			false);
		rows_expect(&rows, 2, hk_buf_str(&flow.open[0].text));
		hk_office_flow_release(&flow);
	}
	rows_close(&rows, 44);
}

/* ---- Files that are not as they should be ---- */

static struct dump d;

static int open_dump(void **state)
{
	dump_init(&d);
	return set_up(state);
}

static int close_dump(void **state)
{
	dump_release(&d);
	return tear_down(state);
}

static void expect_bytes(const struct hk_format *format, struct hk_str bytes,
			 const char *wanted)
{
	dump_read(&d, format, bytes);
	assert_string_equal(d.text.data, wanted);
}

static void expect(const struct hk_format *format, const char *wanted)
{
	pack_end();
	expect_bytes(format, hk_buf_str(&packed), wanted);
}

static const char one[] = "<p><r><t>先の文</t></r></p>";
#define ONE "lines: none\n0 text| 先の文\n----\n"

/* The content tells the kind, whichever reader was asked. */
static void test_lies(void **state)
{
	static const struct hk_format *const readers[] = {
		&hk_format_docx, &hk_format_xlsx, &hk_format_pptx,
		&hk_format_odt,	 &hk_format_ods,  &hk_format_odp};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		pack_begin("zip", NULL, NULL);
		pack_word(hk_span_cstr(one));
		expect(readers[i], ONE);
		assert_int_equal(readers[i]->looks(hk_buf_str(&packed)),
				 i == 0);
	}
	/* A zip file that is none of them is read as what it is. */
	pack_begin("zip", NULL, NULL);
	pack("a/b.txt", "書庫");
	expect(&hk_format_docx,
	       "inside: a/b.txt\nfile: b.txt\nof: 2020-09-13\nbytes: 書庫\n"
	       "----\n");
	expect_bytes(&hk_format_docx, hk_span_cstr("ただの文"),
		     "!! not an office file, or damaged at its beginning\n");
	expect_bytes(&hk_format_xlsx, hk_span_cstr(""),
		     "!! not an office file, or damaged at its beginning\n");
}

/* Parts with other names than usual, found by types and relations alone. */
static void test_names(void **state)
{
	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("x/y.xml",
	     "<document><body><p><pPr><pStyle val='q'/></pPr><r><t>章"
	     "</t></r></p></body></document>");
	pack("x/_rels/y.xml.rels",
	     "<Relationships>" RELATION("a", "styles", "../z.xml")
		     RELATION("b", "footnotes", "gone.xml") "</Relationships>");
	pack("z.xml",
	     "<styles><style styleId='q'><name val='見出し 2'/></style>"
	     "</styles>");
	pack("[Content_Types].xml",
	     "<Types><Override PartName='/X/Y.xml' ContentType='application/"
	     "vnd.ms-word.document.macroEnabled.main+xml'/></Types>");
	expect(&hk_format_docx, "title: 章\nlines: none\n0 head2| 章\n----\n");
	/* Types that are lost: the usual names. */
	pack_begin("zip", NULL, NULL);
	pack("word/document.xml", one);
	expect(&hk_format_docx, ONE);
	assert_true(hk_format_docx.looks(hk_buf_str(&packed)));
}

static void test_encrypted(void **state)
{
	static const char ole[] =
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0"
		"y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

	(void)state;
	expect_bytes(&hk_format_docx, hk_span_str(ole, sizeof(ole)),
		     "!! encrypted: needs a password\n");
	expect_bytes(&hk_format_docx, hk_span_str(ole, 12),
		     "!! an older office file in spite of its name: a filter "
		     "can read it\n");
	pack_begin("zip", NULL, NULL);
	pack_open("text", hk_span_cstr("garbage"));
	pack("META-INF/manifest.xml",
	     "<manifest><file-entry full-path='content.xml'><encryption-data/>"
	     "</file-entry></manifest>");
	expect(&hk_format_odt, "!! encrypted: needs a password\n");
	pack_begin("zip", NULL, NULL);
	pack("mimetype", ODF "text");
	pack("encrypted-package", "garbage");
	pack("META-INF/manifest.xml",
	     "<manifest><file-entry full-path='encrypted-package'>"
	     "<encryption-data/></file-entry></manifest>");
	expect(&hk_format_odt, "!! encrypted: needs a password\n");
	pack_begin("zip", NULL, NULL);
	pack("[Content_Types].xml",
	     TYPES("xl/workbook.bin",
		   "application/vnd.ms-excel.sheet.binary.macroEnabled"));
	pack("xl/workbook.bin", "x");
	expect(&hk_format_xlsx,
	       "!! a binary workbook (xlsb), which is not read: "
	       "save it as xlsx\n");
}

/* Files inside of it are members; the data of a chart are none. */
static void test_embedded(void **state)
{
	(void)state;
	pack_begin("zip", NULL, NULL);
	pack_word(hk_span_cstr(one));
	pack("word/embeddings/data.xlsx", "chart");
	pack("word/embeddings/list.xlsx", "sheet");
	pack("word/charts/chart1.xml", "<chart/>");
	pack("word/charts/_rels/chart1.xml.rels",
	     "<Relationships>" RELATION(
		     "a", "package",
		     "../embeddings/data.xlsx") "</Relationships>");
	expect(&hk_format_docx,
	       ONE "inside: word/embeddings/list.xlsx\nfile: list.xlsx\n"
		   "bytes: sheet\n----\n");
	pack_begin("zip", NULL, NULL);
	pack_open("text", hk_span_cstr("<text:p>文</text:p>"));
	pack("Object 1", "ole");
	pack("ObjectReplacements/Object 1", "picture");
	expect(&hk_format_odt, "lines: none\n0 text| 文\n----\n"
			       "inside: Object 1\nfile: Object 1\n"
			       "bytes: ole\n----\n");
}

/* What stands before a fault in the XML is read, and the fault is said. */
static void test_broken_xml(void **state)
{
	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("[Content_Types].xml", WORD);
	pack("word/document.xml",
	     "<document><body><p><r><t>先の文</t></r></p></wrong>");
	expect(&hk_format_docx,
	       "! 0: word/document.xml: an element is closed by another one's "
	       "tag\n" ONE);
	pack_begin("zip", NULL, NULL);
	pack("[Content_Types].xml", WORD);
	pack("word/document.xml",
	     "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
	     "<document><body><p><r><t>先&x;の文</t></r></p></body></"
	     "document>");
	expect(&hk_format_docx,
	       "! 0: word/document.xml: references to entities in other files "
	       "are left out\n" ONE);
	pack_begin("zip", NULL, NULL);
	pack("[Content_Types].xml", EXCEL);
	pack("xl/workbook.xml", "<workbook xmlns:r='u:r'><sheets><sheet "
				"name='無い' r:id='b'/>");
	pack("xl/_rels/workbook.xml.rels",
	     "<Relationships>" RELATION("a", "worksheet",
					"s.xml") "</Relationships>");
	pack("xl/s.xml", "<worksheet><row><c><v>5</v></c></row></worksheet>");
	expect(&hk_format_xlsx, "! 0: 無い: this sheet is missing\n"
				"! 0: xl/workbook.xml: it ends too early\n"
				"lines: none\n0 lines| 5\n----\n");
}

/* Entities that refer to each other, and elements in each other. */
static void test_xml_bombs(void **state)
{
	struct hk_buf deep;

	(void)state;
	pack_begin("zip", NULL, NULL);
	pack("[Content_Types].xml", WORD);
	pack("word/document.xml",
	     "<!DOCTYPE d [<!ENTITY a '笑笑笑笑笑笑笑笑笑笑'>"
	     "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	     "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
	     "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
	     "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
	     "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
	     "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'>]><document><body>"
	     "<p><r><t>先の文</t></r></p><q>&g;</q></body></document>");
	expect(&hk_format_docx,
	       "! 0: word/document.xml: its entities make it too long\n" ONE);
	hk_buf_init(&deep, HK_BUF_NO_MAX);
	assert_int_equal(hk_buf_puts(&deep, one), HK_OK);
	for (int i = 0; i < 3000; i++)
		assert_int_equal(hk_buf_puts(&deep, "<p><r><txbxContent>"),
				 HK_OK);
	pack_begin("zip", NULL, NULL);
	pack_word(hk_buf_str(&deep));
	expect(&hk_format_docx, "! 0: word/document.xml: its elements are "
				"nested too deep\n" ONE);
	hk_buf_release(&deep);
}

/* A text that is used again and again, and parts that are. */
static void test_again(void **state)
{
	struct hk_buf rows;

	(void)state;
	hk_buf_init(&rows, HK_BUF_NO_MAX);
	for (int i = 0; i < 9000; i++)
		assert_int_equal(
			hk_buf_puts(&rows, "<row><c t='s'><v>0</v></c></row>"),
			HK_OK);
	pack_begin("zip", NULL, NULL);
	pack("[Content_Types].xml", EXCEL);
	pack("xl/workbook.xml", "<workbook xmlns:r='u:r'><sheets><sheet "
				"name='一' r:id='a'/><sheet "
				"name='二' r:id='a'/></sheets></workbook>");
	pack("xl/_rels/workbook.xml.rels",
	     "<Relationships>" RELATION("a", "worksheet", "s.xml") RELATION(
		     "c", "sharedStrings", "t.xml") "</Relationships>");
	pack_around("xl/s.xml", "<worksheet>", hk_buf_str(&rows),
		    "</worksheet>");
	hk_buf_reset(&rows);
	assert_int_equal(hk_buf_puts(&rows, "長"), HK_OK);
	for (int i = 0; i < 4000; i++)
		assert_int_equal(hk_buf_puts(&rows, "い"), HK_OK);
	pack_around("xl/t.xml", "<sst><si><t>", hk_buf_str(&rows),
		    "</t></si></sst>");
	pack_end();
	d.input.emit = dump_article;
	assert_int_equal(dump_read(&d, &hk_format_xlsx, hk_buf_str(&packed)),
			 HK_OK);
	assert_non_null(strstr(d.text.data, "! 0: too much text: the end is "
					    "left out\n"));
	assert_non_null(strstr(d.text.data, "0 head1| 一\n0 lines| 長いい"));
	assert_null(strstr(d.text.data, "head1| 二"));
	assert_true(d.article.text.len > HK_OFFICE_FLOW_MAX / 2);
	assert_true(d.article.text.len < HK_OFFICE_FLOW_MAX * 2);
	hk_buf_release(&rows);
}

/* A zip file that ends too early, and one of which a part is damaged. */
static void test_damaged(void **state)
{
	static const char filler[] = "<a>filler filler filler filler</a>";
	struct hk_str all;
	const char *at;

	(void)state;
	pack_begin("zip", NULL, "zip:compression=store");
	pack_word(hk_span_cstr(one));
	pack("docProps/core.xml", "<c><title>題</title></c>");
	pack("word/last.xml", filler);
	pack_end();
	all = hk_buf_str(&packed);
	at = memmem(all.data, all.len, filler, sizeof(filler) - 1);
	assert_non_null(at);
	dump_read(&d, &hk_format_docx,
		  hk_span_str(all.data, (size_t)(at - all.data) + 10));
	assert_non_null(strstr(d.text.data, "damaged"));
	assert_non_null(strstr(d.text.data,
			       "title: 題\nlines: none\n0 text| 先の文\n"));
	at = memmem(all.data, all.len, one, sizeof(one) - 1);
	assert_non_null(at);
	((char *)at)[sizeof(one)] ^= 0x55; /* its checksum is wrong now */
	dump_read(&d, &hk_format_docx, all);
	assert_non_null(strstr(d.text.data, "word/document.xml: damaged"));
	assert_non_null(strstr(d.text.data, "0 text| 先の文\n"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_dump, close_dump)
	const struct CMUnitTest tests[] = {
		TEST(test_rows),       TEST(test_rows_numbers),
		TEST(test_lies),       TEST(test_names),
		TEST(test_encrypted),  TEST(test_embedded),
		TEST(test_broken_xml), TEST(test_xml_bombs),
		TEST(test_again),      TEST(test_damaged),
	};

	return rows_run(tests, NULL, NULL);
}

#else

#include <stdio.h>

int main(void)
{
	puts("1..0 # SKIP built without libarchive or expat");
	return 0;
}

#endif
