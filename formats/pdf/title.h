/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PDF_TITLE_H
#define HIKU_FORMATS_PDF_TITLE_H

/* Which text is the title of a PDF, where it says none (formats/title.h). All
 * texts are valid UTF-8. */

#include "formats/pdf/flow.h"

/* Copy a text without the codes of languages that a text of the PDF may hold
 * between escapes. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_pdf_title_plain(struct hk_buf *out,
				  struct hk_str text) HK_MUST_USE;
/* Find the title on the first page: what is set in the largest letters, else
 * the first line, unless they say nothing. It is appended to `out`, which is
 * empty if there is none. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_pdf_title_find(struct hk_buf *out,
				 const struct hk_pdf_flow *flow) HK_MUST_USE;

#endif
