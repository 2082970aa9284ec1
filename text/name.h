/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NAME_H
#define HIKU_TEXT_NAME_H

/*
 * Names of files as they are compared: composed (NFC). macOS writes が as か
 * and a mark, keyboards write one character; both mean one file. Names are kept
 * and shown as they are.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* Bytes of a longer name stay as they are. */
#define HK_NAME_MAX 4096

/* May composing change the name? Quick, and true too often. */
bool hk_name_may_compose(struct hk_str name);
/* The name composed, in `out`; or the name itself, if it is composed already,
 * longer than HK_NAME_MAX bytes, or not UTF-8. */
struct hk_str hk_name_compose(char out[HK_NAME_MAX], struct hk_str name);

#endif
