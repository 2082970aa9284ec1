/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_LOOKS_H
#define HIKU_FORMATS_HTML_LOOKS_H

#include "base/span.h"

/*
 * Does a file that begins with these bytes, of whatever encoding, look like
 * HTML or XHTML? Behind a mark of order, blanks, comments and XML's own
 * declarations it must name the document type html, or be an <html>, <head>,
 * <body> or <title>. UTF-16 is seen by its mark.
 */
bool hk_html_looks(struct hk_str head);

#endif
