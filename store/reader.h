/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_READER_H
#define HIKU_STORE_READER_H

/*
 * One index, or several as one, open for reading: in folders here, or served
 * by other machines.
 */

#include <stddef.h>

#include "base/error.h"
#include "shim/xap.h"
#include "store/location.h"
#include "store/signature.h"

struct hk_reader;

struct hk_reader_options {
	/* Of each remote index: bounds the connection, and then each answer.
	 * 0: nothing does. */
	unsigned timeout_ms;
	bool partial; /* go on without those that cannot be had */
};

/*
 * Open the indexes in the folders `dirs`. All must have one signature:
 * HK_ESIGNATURE names two that differ. HK_ECORRUPT also where a table file of
 * a generation is missing (Xapian would answer wrongly without a word).
 */
enum hk_status hk_reader_open(struct hk_reader **out, const char *const *dirs,
			      size_t count, struct hk_error *err) HK_MUST_USE;
/*
 * The same for indexes in any place; `places`, borrowed, has one at least.
 * HK_ENETWORK or HK_ETIMEOUT, and its name, for a remote one that cannot be
 * had. With `partial` those that cannot be had are left out for good, while
 * one is left; else the first one's failure is that of all.
 */
enum hk_status hk_reader_open_places(struct hk_reader **out,
				     const struct hk_locations *places,
				     const struct hk_reader_options *options,
				     struct hk_error *err) HK_MUST_USE;
void hk_reader_free(struct hk_reader *reader);

/* Borrowed; of hk_reader_db(), until hk_reader_begin() or hk_reader_again().
 */
const struct xap_db *hk_reader_db(const struct hk_reader *reader);
const struct hk_signature *hk_reader_signature(const struct hk_reader *reader);
/* Which places were left out, and why: number `i` of them, or NULL. */
const char *hk_reader_missing(const struct hk_reader *reader, size_t i,
			      const char **why);

/* Begin a query, on the newest state of each local index; where a connection
 * failed in the last query, connect anew. */
enum hk_status hk_reader_begin(struct hk_reader *reader,
			       struct hk_error *err) HK_MUST_USE;
/*
 * After `why`, which a query came to, told in `err`. HK_OK: begin the whole
 * query again, on another hk_reader_db().
 *
 * HK_ESTALE: moves to the newest revision or generation of each index.
 * HK_ECORRUPT: nothing has moved, so the index is damaged; the line says how
 * to rebuild it. HK_ETIMEOUT: writers have kept us from one whole answer for
 * 10 seconds since the query began. HK_ESIGNATURE: an index was made anew
 * with other rules, so that the query must be too: open another reader.
 *
 * HK_ENETWORK, HK_ETIMEOUT: a lost connection is made anew once (servers close
 * idle ones); with `partial`, what does not answer is left out. Else the line
 * names it.
 *
 * Anything else stays as it is.
 */
enum hk_status hk_reader_again(struct hk_reader *reader, enum hk_status why,
			       struct hk_error *err) HK_MUST_USE;

#endif
