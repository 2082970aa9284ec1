/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_NEAR_H
#define HIKU_QUERY_SEARCH_NEAR_H

#include "base/arena.h"
#include "shim/xap.h"

/*
 * The most frequent word of the index that `word` (normal form) may be a slip
 * of: it begins with the same character, and one character is missing, is one
 * too many or is another, or two neighbours have changed places. `*out` is in
 * `arena`; empty if there is none, if the word has fewer than three characters,
 * or if the index is on another machine. HK_ENOMEM, and what the engine gives.
 */
enum hk_status hk_near_word(struct hk_str *out, struct hk_arena *arena,
			    const struct xap_db *db, struct hk_str word,
			    struct hk_error *err) HK_MUST_USE;

#endif
