/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_VERBATIM_H
#define HIKU_FORMATS_VERBATIM_H

/* Lines that each mean something, in text that says no more about them. */

#include <stdbool.h>

#include "base/span.h"

/*
 * Does the line, without blanks at its ends, mean something by itself? It
 * begins with a time, a date, a bullet, a number, a check box or the sign of a
 * comment or a quotation, has a name before ':' or '=', or columns (tabs, '|',
 * wide blanks), is a rule, or ends or begins as only code does.
 */
bool hk_verbatim_line(struct hk_str line);

/* Is it the name of a file of source code, settings or commands, by its suffix?
 * Any line of those means something, whatever it looks like. */
bool hk_verbatim_named(struct hk_str path);

#endif
