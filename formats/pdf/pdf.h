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

#ifdef HK_HAVE_POPPLER
#define HK_PDF_BUILT true
#else
#define HK_PDF_BUILT false
#endif

#define HK_PDF_FILE_MAX	 (256u << 20)
#define HK_PDF_PAGES_MAX 20000
#define HK_PDF_TEXT_MAX	 (64u << 20)

/* The records in the pipe: a kind, a number and a text each, in this order. */
enum hk_pdf_kind {
	HK_PDF_TITLE = 'T',
	HK_PDF_AUTHOR = 'A',
	HK_PDF_KEYWORDS = 'K',
	HK_PDF_DATE = 'D',    /* YYYY-MM-DDThh:mm:ss */
	HK_PDF_OUTLINE = 'O', /* number: page * 8 + level, 1 to 6 */
	HK_PDF_PAGE = 'P',   /* number: from 1; paragraphs end at blank lines */
	HK_PDF_FAILED = 'F', /* number: enum hk_pdf_reason */
	HK_PDF_CUT = 'C',    /* the same; not all of it was told */
	HK_PDF_END = 'E',
};

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
