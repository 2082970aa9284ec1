/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_SESSION_H
#define HIKU_QUERY_SEARCH_SESSION_H

/*
 * What answering takes: the indexes, open for reading, and an analyser with
 * the dictionary that they were made with. One serves one thread.
 */

#include <stdbool.h>

#include "store/reader.h"
#include "text/term.h"

struct hk_session {
	struct hk_reader *reader;
	struct hk_dict *dict;
	bool own_dict;	    /* else another session's */
	char user_hash[33]; /* of its user dictionary; "" none */
	struct hk_analyser analyser;
};

/*
 * Open the indexes in `places`, borrowed. The caller releases `out` with
 * hk_session_release(), also after a failure. With `sharing` the dictionary
 * is that session's, which must outlive this one. What
 * hk_reader_open_locations(), hk_dict_open() and hk_signature_compare() give.
 */
enum hk_status hk_session_open(struct hk_session *out,
			       const struct hk_locations *places,
			       const struct hk_reader_options *options,
			       const struct hk_session *sharing,
			       struct hk_error *err) HK_MUST_USE;
void hk_session_release(struct hk_session *session);

#endif
