/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_PDF_FIXTURE_H
#define HIKU_TESTS_UNIT_PDF_FIXTURE_H

/*
 * Makes small PDFs: pages of lines of Japanese in a font whose codes are
 * UTF-16, with a map back to Unicode as real files have it.
 */

#include <stdlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

#define PDF_OBJECTS_MAX 64

struct pdf {
	struct hk_buf out;
	size_t at[PDF_OBJECTS_MAX]; /* where object n begins, from 1 */
	unsigned objects;
	const char *info;     /* entries of the Info dictionary */
	const char *security; /* entries of the trailer */
};

/* One line: where it stands in points from below and left, its size. */
struct pdf_line {
	int x, y, size;
	const char *text; /* NULL: the page ends; twice: the file */
};

static inline void pdf_put(struct pdf *pdf, const char *text)
{
	if (hk_buf_puts(&pdf->out, text))
		abort();
}

static inline void pdf_object(struct pdf *pdf, unsigned number)
{
	if (number > pdf->objects)
		pdf->objects = number;
	pdf->at[number] = pdf->out.len;
	if (hk_buf_printf(&pdf->out, "%u 0 obj\n", number))
		abort();
}

/* As the digits of UTF-16. */
static inline void pdf_hex(struct hk_buf *out, const char *text)
{
	struct hk_str rest = hk_span_cstr(text);

	while (rest.len) {
		uint32_t c;
		size_t n = hk_utf8_decode(rest.data, rest.len, &c);

		if (hk_buf_printf(out, "%04X", c))
			abort();
		rest.data += n;
		rest.len -= n;
	}
}

static inline void pdf_stream(struct pdf *pdf, unsigned number,
			      const struct hk_buf *bytes)
{
	pdf_object(pdf, number);
	if (hk_buf_printf(&pdf->out, "<</Length %zu>>stream\n", bytes->len) ||
	    hk_buf_append(&pdf->out, bytes->data, bytes->len))
		abort();
	pdf_put(pdf, "\nendstream endobj\n");
}

/* Objects 3 to 6: the font. */
static inline void pdf_font(struct pdf *pdf)
{
	static const char map[] =
		"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
		"1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
		"endcmap end end";
	struct hk_buf bytes;

	pdf_object(pdf, 3);
	pdf_put(pdf, "<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding"
		     "/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"
		     "endobj\n");
	pdf_object(pdf, 4);
	pdf_put(pdf, "<</Type/Font/Subtype/CIDFontType2/BaseFont/Made"
		     "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
		     "/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>endobj\n");
	pdf_object(pdf, 5);
	pdf_put(pdf, "<</Type/FontDescriptor/FontName/Made/Flags 4/FontBBox"
		     "[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
		     "/CapHeight 700/StemV 80>>endobj\n");
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	if (hk_buf_puts(&bytes, map))
		abort();
	pdf_stream(pdf, 6, &bytes);
	hk_buf_release(&bytes);
}

/* One page, objects `number` and the next. Returns the lines used. */
static inline size_t pdf_page(struct pdf *pdf, unsigned number,
			      const struct pdf_line *lines)
{
	struct hk_buf bytes;
	size_t n = 0;

	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	for (; lines[n].text; n++) {
		if (hk_buf_printf(&bytes, "BT /F %d Tf %d %d Td <",
				  lines[n].size, lines[n].x, lines[n].y))
			abort();
		pdf_hex(&bytes, lines[n].text);
		if (hk_buf_puts(&bytes, "> Tj ET\n"))
			abort();
	}
	pdf_object(pdf, number);
	if (hk_buf_printf(&pdf->out,
			  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
			  "/Resources<</Font<</F 3 0 R>>>>/Contents %u 0 R>>"
			  "endobj\n",
			  number + 1))
		abort();
	pdf_stream(pdf, number + 1, &bytes);
	hk_buf_release(&bytes);
	return n;
}

/* The outline: one entry, which leads to the first page. */
static inline void pdf_outline(struct pdf *pdf, unsigned number,
			       const char *title)
{
	pdf_object(pdf, number);
	if (hk_buf_printf(&pdf->out,
			  "<</Type/Outlines/First %u 0 R/Last %u 0 R"
			  "/Count 1>>endobj\n",
			  number + 1, number + 1))
		abort();
	pdf_object(pdf, number + 1);
	if (hk_buf_printf(&pdf->out, "<</Parent %u 0 R/Title<FEFF", number))
		abort();
	pdf_hex(&pdf->out, title);
	pdf_put(pdf, ">/Dest[7 0 R/Fit]>>endobj\n");
}

static inline void pdf_end(struct pdf *pdf, unsigned info)
{
	size_t begin = pdf->out.len;
	enum hk_status status =
		hk_buf_printf(&pdf->out, "xref\n0 %u\n0000000000 65535 f \n",
			      pdf->objects + 1);

	for (unsigned i = 1; i <= pdf->objects && !status; i++)
		status = hk_buf_printf(&pdf->out, "%010zu 00000 n \n",
				       pdf->at[i]);
	if (!status)
		status = hk_buf_printf(
			&pdf->out,
			"trailer<</Size %u/Root 1 0 R/Info %u 0 R%s>>\n"
			"startxref\n%zu\n%%%%EOF\n",
			pdf->objects + 1, info,
			pdf->security ? pdf->security : "", begin);
	if (status)
		abort();
}

/* Make the file in `pdf->out`; `info` and `security` are set before. */
static inline void pdf_make(struct pdf *pdf, const struct pdf_line *lines,
			    const char *outline)
{
	unsigned number = 7, pages = 0;

	hk_buf_init(&pdf->out, HK_BUF_NO_MAX);
	pdf->objects = 0;
	pdf_put(pdf, "%PDF-1.4\n");
	pdf_font(pdf);
	for (; lines->text; number += 2, pages++)
		lines += pdf_page(pdf, number, lines) + 1;
	pdf_object(pdf, 2);
	pdf_put(pdf, "<</Type/Pages/Kids[");
	for (unsigned i = 0; i < pages; i++)
		if (hk_buf_printf(&pdf->out, "%u 0 R ", 7 + i * 2))
			abort();
	if (hk_buf_printf(&pdf->out, "]/Count %u>>endobj\n", pages))
		abort();
	pdf_object(pdf, number);
	pdf_put(pdf, "<<");
	pdf_put(pdf, pdf->info ? pdf->info : "");
	pdf_put(pdf, ">>endobj\n");
	if (outline)
		pdf_outline(pdf, number + 1, outline);
	pdf_object(pdf, 1);
	pdf_put(pdf, "<</Type/Catalog/Pages 2 0 R");
	if (outline && hk_buf_printf(&pdf->out, "/Outlines %u 0 R", number + 1))
		abort();
	pdf_put(pdf, ">>endobj\n");
	pdf_end(pdf, number);
}

#endif
