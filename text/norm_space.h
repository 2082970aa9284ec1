/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_SPACE_H
#define HIKU_TEXT_NORM_SPACE_H

/*
 * White space becomes one blank, one line feed or nothing, depending on what
 * stands on both sides of it. No word crosses a line feed of the normal form.
 */

#include "text/norm_out.h"

/* Write the white space that begins at `*at` of the text; `*at` becomes the
 * byte after it. Errors as in text/norm_out.h. */
enum hk_status hk_norm_space_put(struct hk_norm_out *out,
				 size_t *at) HK_MUST_USE;
/* Where the text goes on behind `at`, if white space that becomes nothing
 * begins there, else `at`. `before` is what stands before it. */
size_t hk_norm_space_over(const struct hk_norm_out *out, uint32_t before,
			  size_t at);

#endif
