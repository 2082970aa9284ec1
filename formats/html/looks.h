/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_LOOKS_H
#define HIKU_FORMATS_HTML_LOOKS_H

#include "base/span.h"

/*
 * Does a file that begins with these bytes, in any encoding, look like HTML or
 * XHTML? After a byte order mark, blanks, comments and XML declarations it must
 * have the document type html, or <html>, <head>, <body> or <title>. UTF-16 is
 * recognised by its byte order mark.
 */
bool hk_html_looks(struct hk_str head);

#endif
