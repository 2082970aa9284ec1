/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_CHM_CHECK_H
#define HIKU_FORMATS_CHM_CHECK_H

/*
 * What libchm takes on trust: that the pages of a CHM file's directory do not
 * lead in a circle, and that their entries lie inside of them. The layout is
 * that of Matthew Russotto's "Microsoft's HTML Help (.chm) format".
 */

#include <stdint.h>

#include "base/error.h"

/* What the file's header says. */
struct hk_chm_check {
	uint32_t lcid; /* the locale of who made it, as Windows numbers them */
};

/* Look at the open file. HK_EFORMAT and why; HK_ENOMEM, HK_EIO. */
enum hk_status hk_chm_check(struct hk_chm_check *out, int fd,
			    struct hk_error *err) HK_MUST_USE;

#endif
