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
#include "store/codebooks.h"
#include "store/location.h"
#include "store/signature.h"

struct hk_reader;

struct hk_reader_options {
	/* Of each remote index: bounds the connection, and then each answer, in
	 * milliseconds. 0: nothing does. */
	unsigned timeout_ms;
	bool partial; /* go on without those that cannot be opened */
	const struct hk_stop *stop; /* as of xap_db_heed(), borrowed; or NULL */
};

/*
 * Open the indexes in the folders `dirs`, at least one. HK_ESIGNATURE where two
 * have different signatures, and which; HK_ECORRUPT also where a table file of
 * a generation is missing (Xapian would silently answer wrongly); otherwise
 * what hk_folder_open(), hk_shard_set_check() and the engine give.
 */
enum hk_status hk_reader_open(struct hk_reader **out, const char *const *dirs,
			      size_t count, struct hk_error *err) HK_MUST_USE;
/*
 * The same for indexes anywhere; `locations`, at least one, are borrowed for
 * the reader's life. Also HK_ENETWORK or HK_ETIMEOUT, with the name of the
 * remote one that does not answer. With `partial` those that cannot be opened
 * are left out for good, as long as one is left; else the failure of the first
 * one is returned.
 */
enum hk_status hk_reader_open_locations(struct hk_reader **out,
					const struct hk_locations *locations,
					const struct hk_reader_options *options,
					struct hk_error *err) HK_MUST_USE;
void hk_reader_free(struct hk_reader *reader);

/* All indexes as one database, and the signature that they share. Borrowed
 * until hk_reader_begin() or hk_reader_again(). */
const struct xap_db *hk_reader_db(const struct hk_reader *reader);
/* What unpacks the records of hk_reader_db(). */
struct hk_codebooks *hk_reader_codebooks(struct hk_reader *reader);
const struct hk_signature *hk_reader_signature(const struct hk_reader *reader);
/* The name of the i-th location that was left out, from 0, and why; NULL:
 * there are not as many. Both are borrowed, as above. */
const char *hk_reader_missing(const struct hk_reader *reader, size_t i,
			      const char **why);

/* Begin a query, on the newest state of each local index; where a connection
 * failed in the last query, connect again. Errors are those of opening. */
enum hk_status hk_reader_begin(struct hk_reader *reader,
			       struct hk_error *err) HK_MUST_USE;
/*
 * Call this when a query has failed with `why`, of which `err` has the line.
 * HK_OK: begin the whole query again, on another hk_reader_db(). Otherwise the
 * query has failed with the status that is returned:
 *
 * After HK_ESTALE: moves to the newest revision or generation of each index.
 * HK_ECORRUPT: nothing has moved, so the index is damaged; the line says how
 * to rebuild it. HK_ETIMEOUT: writers have kept us from one whole answer for
 * 10 seconds since the query began. HK_ESIGNATURE: an index was rebuilt with
 * other rules, so that the query must be analysed again: open another reader.
 *
 * After HK_ENETWORK or HK_ETIMEOUT: connects again once (servers close idle
 * connections); with `partial`, what does not answer is left out. Otherwise
 * the line names it.
 *
 * After anything else: `why`.
 */
enum hk_status hk_reader_again(struct hk_reader *reader, enum hk_status why,
			       struct hk_error *err) HK_MUST_USE;

#endif
