/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_HINT_H
#define HIKU_ENCODING_HINT_H

/*
 * What a text says about its own encoding: HTML's meta, the XML declaration,
 * CSS's @charset, MIME's charset, Emacs' `-*- coding -*-` (at the end, too) and
 * Vim's `fileencoding` in a mode line. It may be wrong.
 */

#include "base/span.h"

/*
 * The first name that is declared near the beginning or the end, as it is
 * written there; empty: none. Borrowed from `bytes`, whose encoding must
 * include ASCII.
 */
struct hk_str hk_hint_find(struct hk_str bytes);

#endif
