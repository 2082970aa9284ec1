/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_MEND_H
#define HIKU_FORMATS_XML_MEND_H

/*
 * The slips in XML that people and programs make most often, mended so that a
 * parser does not give up at them.
 */

#include <stdint.h>

#include "base/buf.h"

/*
 * Returns the XML `text`, valid UTF-8, with these changes:
 *
 * - control characters and U+FFFE, U+FFFF, which XML forbids, are blanks;
 * - '&' that begins no reference and '<' that begins no markup are text;
 * - a reference to a character that XML forbids, such as &#0;, is U+FFFD.
 *
 * Lines stay where they are. CDATA sections, comments and processing
 * instructions keep their signs. What needs no change is returned as it is,
 * borrowed; else the result is in `out`. HK_ENOMEM in `*status`.
 */
struct hk_str hk_xml_mend(struct hk_buf *out, struct hk_str text,
			  enum hk_status *status);
/* The offset in `text` of what stands at `offset` of the mended text, or just
 * behind it. `out` is to work in. */
size_t hk_xml_mend_offset(struct hk_buf *out, struct hk_str text,
			  size_t offset);

#endif
