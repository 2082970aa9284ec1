/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_MEND_H
#define HIKU_FORMATS_JSON_MEND_H

/* The slips in JSON that people make most often, mended so that a parser does
 * not give up at them. */

#include "base/buf.h"

/*
 * Returns the JSON `text`, valid UTF-8, with a blank for each comma before a
 * closing bracket, for each control character in a string and for each NUL.
 * Nothing moves: offsets and lines stay what they are. What needs no change is
 * returned as it is, borrowed; else the result is in `out`. HK_ENOMEM in
 * `*status`.
 */
struct hk_str hk_json_mend(struct hk_buf *out, struct hk_str text,
			   enum hk_status *status);
/* In a text that yajl has decoded, the second half of a surrogate pair that has
 * no first one is three bytes that are not UTF-8: make them U+FFFD; and make
 * NUL a blank. */
void hk_json_mend_decoded(char *text, size_t len);

#endif
