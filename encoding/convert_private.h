/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_CONVERT_PRIVATE_H
#define HIKU_ENCODING_CONVERT_PRIVATE_H

/* What the files of hk_convert_run() share. */

#include "encoding/convert.h"

/* Write U+FFFD for what is bad at the source offset `at`. */
enum hk_status hk_convert_replace(struct hk_buf *out,
				  struct hk_convert_result *result, size_t at);
/* An error for what a buffer or iconv gave. */
enum hk_status hk_convert_fail(struct hk_error *err, enum hk_status status,
			       const struct hk_buf *out);

/* UTF-8, UTF-16 and UTF-32: no iconv. */
enum hk_status hk_convert_unicode(struct hk_buf *out, struct hk_str bytes,
				  enum hk_charset charset,
				  struct hk_convert_result *result);

#endif
