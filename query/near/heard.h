/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_HEARD_H
#define HIKU_QUERY_NEAR_HEARD_H

#include "query/near/candidates.h"
#include "query/sound/vocabulary.h"
#include "text/readings.h"
#include "text/slip.h"
#include "text/term.h"

/*
 * Words of the index that a word may be meant for by its sound: those with
 * nearly the reading that was typed in kana (ふいんき: 雰囲気) or in Latin
 * letters (kensku: 検索), and those with the reading of what was converted
 * wrongly (検策: 検索).
 */
struct hk_near_ear {
	struct hk_near_candidates *out;
	struct hk_vocabulary *vocabulary;
	const struct hk_readings *readings;
	struct hk_analyser *analyser; /* its text is overwritten */
};

/* Each fails as the engine and the analyser do, or with HK_ENOMEM. */
enum hk_status hk_near_kana(const struct hk_near_ear *ear,
			    const struct hk_slip_word *word,
			    struct hk_error *err) HK_MUST_USE;
enum hk_status hk_near_letters(const struct hk_near_ear *ear,
			       struct hk_str word,
			       struct hk_error *err) HK_MUST_USE;
enum hk_status hk_near_converted(const struct hk_near_ear *ear,
				 struct hk_str word,
				 struct hk_error *err) HK_MUST_USE;

#endif
