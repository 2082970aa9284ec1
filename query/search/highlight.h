/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_HIGHLIGHT_H
#define HIKU_QUERY_SEARCH_HIGHLIGHT_H

/*
 * The marks of a text: exactly what matched, in bytes of the text itself.
 *
 * The mark of an inflected verb or adjective includes た or だ after it (食べた
 * for 食べる). A cluster such as ㌔ or ﾃﾞ is marked whole, a phrase from its
 * first to its last character.
 */

#include "query/search/match.h"

/*
 * The marks of the text that `analyser` holds, in which `matches` were found:
 * ascending, not empty, not overlapping or touching; in `arena`. HK_ENOMEM.
 */
enum hk_status hk_highlight_marks(
	struct hk_span **out, size_t *count, struct hk_arena *arena,
	const struct hk_plan *plan, const struct hk_matches *matches,
	const struct hk_analyser *analyser) HK_MUST_USE;

#endif
