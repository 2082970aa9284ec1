/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_READER_H
#define HIKU_STORE_READER_H

/*
 * One index, or several as one, open for reading.
 */

#include <stddef.h>

#include "base/error.h"
#include "shim/xap.h"
#include "store/signature.h"

struct hk_reader;

/*
 * Open the indexes in the folders `dirs`. All must have one signature:
 * HK_ESIGNATURE names two that differ. HK_ECORRUPT also where a table file of
 * a generation is missing (Xapian would answer wrongly without a word).
 */
enum hk_status hk_reader_open(struct hk_reader **out, const char *const *dirs,
			      size_t count, struct hk_error *err) HK_MUST_USE;
void hk_reader_free(struct hk_reader *reader);

/* Borrowed; of hk_reader_db(), until hk_reader_again(). */
const struct xap_db *hk_reader_db(const struct hk_reader *reader);
const struct hk_signature *hk_reader_signature(const struct hk_reader *reader);

/*
 * After HK_ESTALE: move to the newest revision or generation of each index.
 * HK_OK: begin the whole query again. HK_ECORRUPT: nothing has moved, so the
 * index is damaged; the line says how to rebuild it. HK_ETIMEOUT: writers
 * have kept us from one whole answer for 10 seconds since the first call.
 * HK_ESIGNATURE: an index was made anew with other rules, so that the query
 * must be too: open another reader. After a failure all is as it was.
 */
enum hk_status hk_reader_again(struct hk_reader *reader,
			       struct hk_error *err) HK_MUST_USE;

#endif
