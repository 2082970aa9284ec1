/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SURE_H
#define HIKU_QUERY_SURE_H

#include "query/plan.h"

/*
 * What surely stands in the normal form of a text that has the word: all of it
 * for letters and digits; for kanji, where the dictionary's lemmas are written
 * with those of the surface (`own_lemmas`: not UniDic), all of a noun and the
 * first of what inflects; of katakana what folding leaves alone. Empty: nothing
 * is sure. Borrowed from the unit.
 */
struct hk_str hk_sure_part(const struct hk_unit *unit, bool own_lemmas);

#endif
