/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_VERBATIM_H
#define HIKU_FORMATS_VERBATIM_H

/* Lines that each mean something, in text that says no more about them. */

#include <stdbool.h>

#include "base/span.h"

/*
 * Do the lines of a paragraph, two at least, mean something each? They do where
 * half of them or more show it: they begin with a time, a date, a bullet, a
 * number, a check box or the sign of a comment or a quotation, have a name
 * before ':' or '=', columns (tabs, '|', wide blanks), or end or begin as only
 * code does.
 */
bool hk_verbatim_looks(struct hk_str text);

/* Is it the name of a file of source code, settings or commands, by its suffix?
 * Any line of those means something, whatever it looks like. */
bool hk_verbatim_named(struct hk_str path);

#endif
