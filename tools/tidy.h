/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * For clang-tidy, which sees one file at a time: setting an error never
 * returns HK_OK.
 */
#include "base/error.h"

/* clang-format off */
#define hk_error_set(err, status, ...)                                         \
	(hk_error_set(err, status, __VA_ARGS__), status)
/* clang-format on */
#define hk_error_system(...) (hk_error_system(__VA_ARGS__), HK_EIO)
#define hk_error_nomem(err)  (hk_error_nomem(err), HK_ENOMEM)
