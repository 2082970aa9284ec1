/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Office files: any bytes make sound articles, or none; and so does any XML as
 * their main part, which random zip files seldom reach. The first byte says
 * which part of which kind: '<' is a flat OpenDocument file. */
#include "tests/fuzz/container.h"

#ifdef HK_HAVE_LIBARCHIVE

#include <archive.h>
#include <archive_entry.h>

#define TYPE "application/vnd.oasis.opendocument."

/* A part of a zip file; without text it is the input. */
struct part {
	const char *name, *text;
};

static const struct part word[] = {
	{"word/_rels/document.xml.rels",
	 "<R><Relationship Id='a' Type='/footnotes' Target='n.xml'/></R>"},
	{"word/n.xml", "<footnotes><footnote><p><r><t>注</t></r></p></footnote>"
		       "</footnotes>"},
	{"word/styles.xml", "<styles><style styleId='1'><name val='heading 1'/>"
			    "</style></styles>"},
	{"word/document.xml", NULL},
	{NULL, NULL}};
static const struct part style[] = {
	{"word/document.xml",
	 "<d><p><pPr><pStyle val='1'/></pPr><r><t>題</t></r></p></d>"},
	{"word/styles.xml", NULL},
	{NULL, NULL}};
static const struct part sheet[] = {
	{"xl/workbook.xml", "<w xmlns:r='r'><sheet name='一' r:id='a'/></w>"},
	{"xl/_rels/workbook.xml.rels",
	 "<R><Relationship Id='a' Type='/worksheet' Target='s.xml'/>"
	 "<Relationship Id='b' Type='/sharedStrings' Target='t.xml'/></R>"},
	{"xl/t.xml", "<sst><si><t>甲乙</t><rPh sb='0' eb='1'><t>コウ</t></rPh>"
		     "</si></sst>"},
	{"xl/s.xml", NULL},
	{NULL, NULL}};
static const struct part strings[] = {
	{"xl/workbook.xml", "<w xmlns:r='r'><sheet name='一' r:id='a'/></w>"},
	{"xl/_rels/workbook.xml.rels",
	 "<R><Relationship Id='a' Type='/worksheet' Target='s.xml'/>"
	 "<Relationship Id='b' Type='/sharedStrings' Target='t.xml'/>"
	 "<Relationship Id='c' Type='/styles' Target='t.xml'/></R>"},
	{"xl/s.xml", "<row><c t='s'><v>0</v></c><c s='1'><v>45418.5</v></c>"
		     "</row>"},
	{"xl/t.xml", NULL},
	{NULL, NULL}};
static const struct part slide[] = {
	{"ppt/presentation.xml", "<p xmlns:r='r'><sldId r:id='a'/></p>"},
	{"ppt/_rels/presentation.xml.rels",
	 "<R><Relationship Id='a' Type='/slide' Target='s.xml'/></R>"},
	{"ppt/s.xml", NULL},
	{NULL, NULL}};
static const struct part text[] = {
	{"mimetype", TYPE "text"}, {"content.xml", NULL}, {NULL, NULL}};
static const struct part table[] = {
	{"mimetype", TYPE "spreadsheet"}, {"content.xml", NULL}, {NULL, NULL}};
static const struct part pages[] = {
	{"mimetype", TYPE "presentation"}, {"content.xml", NULL}, {NULL, NULL}};

static la_ssize_t keep(struct archive *a, void *ctx, const void *data,
		       size_t len)
{
	(void)a;
	FUZZ_HOLDS(hk_buf_append(ctx, data, len) == HK_OK);
	return (la_ssize_t)len;
}

static void pack(struct archive *a, const char *name, const void *bytes,
		 size_t len)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)len);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	FUZZ_HOLDS(archive_write_header(a, entry) >= ARCHIVE_WARN);
	FUZZ_HOLDS(!len || archive_write_data(a, bytes, len) > 0);
	archive_entry_free(entry);
}

static void read_parts(const struct part *part, const uint8_t *data,
		       size_t size)
{
	struct archive *a = archive_write_new();
	struct hk_buf zip;

	hk_buf_init(&zip, HK_BUF_NO_MAX);
	archive_write_set_format_zip(a);
	archive_write_set_options(a, "zip:compression=store");
	archive_write_open(a, &zip, NULL, keep, NULL);
	for (; part->name; part++)
		if (part->text)
			pack(a, part->name, part->text, strlen(part->text));
		else
			pack(a, part->name, data, size);
	archive_write_close(a);
	archive_write_free(a);
	container_read(&hk_format_docx, (const uint8_t *)zip.data, zip.len);
	hk_buf_release(&zip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct part *const kinds[] = {word,  style, sheet, strings,
						   slide, text,	 table, pages};

	if (size && *data >= '0' && *data < '8')
		read_parts(kinds[*data - '0'], data + 1, size - 1);
	else
		container_read(&hk_format_docx, data, size);
	return 0;
}

#else

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	(void)data;
	(void)size;
	return 0;
}

#endif
