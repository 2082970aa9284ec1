/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_SESSION_H
#define HIKU_QUERY_SEARCH_SESSION_H

/*
 * What is needed to answer queries: the indexes, open for reading, and an
 * analyser with the dictionary that they were made with. A session belongs to
 * one thread.
 */

#include <stdbool.h>

#include "query/search/search.h"
#include "query/sound/also.h"
#include "store/reader.h"
#include "store/synonym_tables.h"
#include "text/term.h"

struct hk_session {
	struct hk_reader *reader;
	struct hk_dict *dict;
	char user_hash[33]; /* of the user dictionary; "": none */
	struct hk_analyser analyser;
	struct hk_also_ears ears;
	struct hk_synonym_tables synonyms;    /* of the user */
	const struct hk_locations *locations; /* borrowed */
	struct hk_reader_options reading;
	unsigned renewed; /* times, since the last answer */
};

/*
 * Open the indexes at `locations`, which are borrowed while the session is
 * open. The caller releases `out` with hk_session_release(), also after a
 * failure. The errors of hk_reader_open_locations(), hk_words_file(),
 * hk_dict_open(), hk_signature_compare() and hk_term_init(); HK_EDICT if the
 * index has a user dictionary and no location is local.
 */
enum hk_status hk_session_open(struct hk_session *out,
			       const struct hk_locations *locations,
			       const struct hk_reader_options *options,
			       struct hk_error *err) HK_MUST_USE;
/*
 * Call this when an answer has failed with `why`, of which `err` has the line.
 * HK_OK: the index had been rebuilt with other words, and the session is open
 * anew: ask again, with what it has now. Otherwise the status that is returned
 * stands, and the session is as it was.
 */
enum hk_status hk_session_again(struct hk_session *session, enum hk_status why,
				struct hk_error *err) HK_MUST_USE;
/* hk_search_run() with the session, and again after hk_session_again(). The
 * caller releases `out`, also after a failure. */
enum hk_status hk_session_search(struct hk_result *out,
				 struct hk_session *session,
				 struct hk_str query,
				 const struct hk_search_options *options,
				 struct hk_error *err) HK_MUST_USE;
void hk_session_release(struct hk_session *session);

#endif
