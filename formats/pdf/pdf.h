/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PDF_PDF_H
#define HIKU_FORMATS_PDF_PDF_H

/*
 * PDF by poppler, which crashes on some files and takes all memory or time on
 * others: it works in a process of its own, under limits, and writes what it
 * finds to a pipe. What comes out of the pipe is trusted as little as the file.
 * The library is loaded when the first PDF is read, so that hiku-index does not
 * start slower for those who have none.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "formats/format.h"
#include "formats/pdf/page.h"

#ifdef HK_HAVE_POPPLER
#define HK_PDF_BUILT true
#else
#define HK_PDF_BUILT false
#endif

#define HK_PDF_FILE_MAX	 (256u << 20)
#define HK_PDF_PAGES_MAX 20000

/* The records in the pipe: a kind, a number and a text each, in this order. */
enum hk_pdf_kind {
	HK_PDF_TITLE = 'T',
	HK_PDF_AUTHOR = 'A',
	HK_PDF_KEYWORDS = 'K',
	HK_PDF_DATE = 'D',    /* YYYY-MM-DDThh:mm:ss */
	HK_PDF_OUTLINE = 'O', /* number: page * 8 + level, 1 to 6 */
	HK_PDF_PAGE = 'P',    /* number: from 1; text only if it has no blocks;
			       * its paragraphs end at blank lines */
	HK_PDF_BLOCK = 'B',   /* of the last page (formats/pdf/page.h); number:
			       * HK_PDF_BLOCK_NUMBER */
	HK_PDF_PICTURES =
		'I',	     /* number: of pages without text that have some */
	HK_PDF_FONTS = 'G',  /* no text, though there are fonts */
	HK_PDF_LACKS = 'L',  /* a table of characters, which it names */
	HK_PDF_FAILED = 'F', /* number: enum hk_pdf_reason */
	HK_PDF_CUT = 'C',    /* the same; not all of it was told */
	HK_PDF_END = 'E',
};

/* Flags, size in quarters of a point, and middle of the block from the top of
 * the page, in the same. */
#define HK_PDF_BLOCK_NUMBER(flags, size, place) \
	((flags) | (size) << 6 | (uint32_t)(place) << 18)

enum hk_pdf_reason {
	HK_PDF_DAMAGED,
	HK_PDF_ENCRYPTED,
	HK_PDF_MANY_PAGES,
	HK_PDF_LONG_TEXT,
	HK_PDF_REASON_COUNT
};

struct hk_pdf_record {
	enum hk_pdf_kind kind;
	uint32_t number;
	struct hk_str text;
};

/* Take the next record off; false if there is no whole one. */
bool hk_pdf_record_take(struct hk_pdf_record *record, struct hk_str *rest);
/* Write a record to the pipe; false if nobody reads it any more. */
bool hk_pdf_record_write(int fd, const struct hk_pdf_record *record);

/*
 * Load the library; NULL if it is not installed. It is not unloaded; loading it
 * again is cheap.
 */
struct hk_pdf_library;
struct hk_pdf_library *hk_pdf_library_new(void) HK_MUST_USE;
void hk_pdf_library_free(struct hk_pdf_library *library);
/* Read a PDF and write its records to `out`. Only for a process of its own,
 * since it may crash or never end. */
void hk_pdf_library_tell(const struct hk_pdf_library *library,
			 struct hk_str bytes, int out);

/*
 * Append the records of a PDF to `told`: of the file open as `fd`, or of
 * `bytes` if that is -1. If the library did not finish, the records have no end
 * and `*why` is a line that says why. HK_ENOTTEXT if the library is not
 * installed; HK_ETOOBIG, HK_EIO, HK_ENOMEM; HK_EINTERRUPTED.
 */
enum hk_status hk_pdf_child_run(struct hk_buf *told, const char **why, int fd,
				struct hk_str bytes,
				struct hk_error *err) HK_MUST_USE;

/*
 * Make an article of the records, and give it to `input->emit`. `why` is as
 * above. HK_EFORMAT and a message if the PDF cannot be read, HK_ETOOBIG,
 * HK_ENOMEM, or what emit returned.
 */
enum hk_status hk_pdf_article(const struct hk_format_input *input,
			      struct hk_str told, const char *why,
			      struct hk_error *err) HK_MUST_USE;

#endif
