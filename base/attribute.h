/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_ATTRIBUTE_H
#define HIKU_BASE_ATTRIBUTE_H

/*
 * What compilers can check of a function, if they know how.
 */

#if defined(__GNUC__) || defined(__clang__)
/* The caller must not ignore what the function returns. */
#define HK_MUST_USE __attribute__((warn_unused_result))
/* Argument `f` is a format of printf(); its values begin at argument `a`. */
#define HK_PRINTF(f, a) __attribute__((format(printf, f, a)))
/* The function returns a format that takes what argument `f` takes. */
#define HK_FORMAT_ARG(f) __attribute__((format_arg(f)))
#else
#define HK_MUST_USE
#define HK_PRINTF(f, a)
#define HK_FORMAT_ARG(f)
#endif

#endif
