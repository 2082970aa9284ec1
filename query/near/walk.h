/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_WALK_H
#define HIKU_QUERY_NEAR_WALK_H

#include "query/near/candidates.h"
#include "query/near/kanji.h"
#include "shim/xap.h"
#include "text/slip.h"

/*
 * Offer the words of the index that are within `limit` of the word, of those
 * that begin with a letter of its kinds: kana, kanji, or any other; and those
 * in which one kanji is another of the same sound, which `kanji` may know. What
 * the engine gives. An index on another machine is not read: that would be as
 * many bytes as its vocabulary has.
 */
enum hk_status hk_near_walk(struct hk_near_candidates *out,
			    const struct xap_db *db, struct hk_str word,
			    unsigned limit, const struct hk_near_kanji *kanji,
			    struct hk_error *err) HK_MUST_USE;

#endif
