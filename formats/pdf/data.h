/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PDF_DATA_H
#define HIKU_FORMATS_PDF_DATA_H

/*
 * poppler's tables of the characters of Japanese fonts, which systems have in a
 * package of their own. What is said of a PDF that was read without them tells
 * that it is to be read again once they are there.
 */

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/* Reasons, as formats/format.h has them. */
#define HK_PDF_DATA_NO_TEXT \
	HK_MESSAGE("no text without the package poppler-data")
/* How the other one begins, and all of it. */
#define HK_PDF_DATA_LACK "text is missing without the package poppler-data"
#define HK_PDF_DATA_LACK_FORMAT                                           \
	HK_MESSAGE("text is missing without the package poppler-data "    \
		   "(%.*s): once it is installed, update reads the file " \
		   "again")

/* Are the tables where systems put them? */
bool hk_pdf_data_is_there(void);
/* Was a file, or one inside it, read without them, and are they there now?
 * `reason` is what was said of it. */
bool hk_pdf_data_came(struct hk_str reason);

#endif
