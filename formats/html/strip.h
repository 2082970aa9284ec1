/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_STRIP_H
#define HIKU_FORMATS_HTML_STRIP_H

/* HTML in a field of something else, such as the title of a feed's entry. */

#include "base/buf.h"

/* Append the text of a piece of HTML as one line: without tags and with its
 * references resolved. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_html_strip_line(struct hk_buf *out,
				  struct hk_str html) HK_MUST_USE;

#endif
