/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_RANGE_H
#define HIKU_TESTS_UNIT_RANGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* assert_within(value, least, most): numbers that int64_t can hold. cmocka 2
 * warns of the name that 1.1 has, and 1.1 lacks the one that 2 wants. */
#ifdef assert_int_in_range
#define assert_within assert_int_in_range
#else
#define assert_within assert_in_range
#endif

#endif
