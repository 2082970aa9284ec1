/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_XAP_H
#define HIKU_SHIM_XAP_H

/*
 * The C face of Xapian: what hiku needs of it, no more. Everything behind it
 * is C++; nothing that C++ allocated crosses but handles. Every exception
 * becomes a status in one place (shim/guard.h).
 *
 * Terms, keys, values and records are bytes: pointer and length. Document
 * numbers are 32-bit, from 1. Where a function takes `err`, it may be NULL.
 *
 * Statuses that any function here may give: HK_ENOMEM; HK_ESTALE (the
 * database moved on by two commits or more while it was read: reopen and
 * begin again); HK_ECORRUPT; HK_EVERSION (a database of another Xapian);
 * HK_ENOSPC, HK_EIO, HK_ENETWORK, HK_ETIMEOUT; HK_EINDEX for what is left.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Xapian takes 245 bytes; NUL bytes count double, so we refuse them. */
#define XAP_TERM_MAX 240
#define XAP_KEY_MAX  240
/* A record of 128 MB makes every later commit fail. */
#define XAP_RECORD_MAX (16u << 20)

struct xap_db;	   /* one database, or several as one, open for reading */
struct xap_writer; /* one database open for writing */
struct xap_doc;	   /* a document that is being made, or was read */
struct xap_pool;   /* owns the queries made in it */
struct xap_query;  /* a node of a query tree; borrowed from its pool */
struct xap_hits;   /* ranked results */

/* ---- Reading (shim/db.cc) ---- */

/*
 * Open the glass database in the folder `path`: never a stub, since opening
 * one can run a command. HK_ENOTFOUND where there is none. The caller frees
 * `*out` with xap_db_free(); it is NULL after a failure, here as everywhere.
 */
enum hk_status xap_db_open(struct xap_db **out, const char *path,
			   struct hk_error *err) HK_MUST_USE;
/*
 * Connect to a xapian-tcpsrv. `timeout_ms` bounds the connection and then
 * each answer (0: nothing does): HK_ETIMEOUT; HK_ENETWORK where nobody
 * listens, and ever after once a server is gone; HK_EUSAGE for a port over
 * 65535. From the first remote database on, Xapian ignores SIGPIPE in the
 * whole process.
 */
enum hk_status xap_db_open_tcp(struct xap_db **out, const char *host,
			       unsigned port, unsigned timeout_ms,
			       struct hk_error *err) HK_MUST_USE;
/* Run `program` with `arguments` (split at blanks by Xapian) and speak the
 * remote protocol with it; for xapian-progsrv over ssh. */
enum hk_status xap_db_open_program(struct xap_db **out, const char *program,
				   const char *arguments, unsigned timeout_ms,
				   struct hk_error *err) HK_MUST_USE;
/* Make all databases of `more` part of `db` too. `more` stays the caller's. */
enum hk_status xap_db_join(struct xap_db *db, const struct xap_db *more,
			   struct hk_error *err) HK_MUST_USE;
void xap_db_free(struct xap_db *db);
/* After HK_ENETWORK or HK_ETIMEOUT of `db`, or of results from it: was it the
 * connection of `part`, which was joined to it or is it? */
bool xap_db_lost(const struct xap_db *db, const struct xap_db *part);

/* The revision that is being read; only of one local database. */
enum hk_status xap_db_revision(const struct xap_db *db, uint64_t *out,
			       struct hk_error *err) HK_MUST_USE;
enum hk_status xap_db_doc_count(const struct xap_db *db, uint32_t *out,
				struct hk_error *err) HK_MUST_USE;
/* Documents with the term; 0 where it is not there. */
enum hk_status xap_db_term_freq(const struct xap_db *db, struct hk_str term,
				uint32_t *out,
				struct hk_error *err) HK_MUST_USE;
/* Is it, or one of several, on the other side of a connection? */
bool xap_db_is_remote(const struct xap_db *db);
/* Before terms are looked up, or queries made of them, over connections: learn
 * the frequencies of all in one journey. Later ones may push them out. */
enum hk_status xap_db_ask_ahead(const struct xap_db *db,
				const struct hk_str *terms, size_t count,
				struct hk_error *err) HK_MUST_USE;
/* Append the value of the key; nothing where there is none. Of several
 * databases: the first one's. */
enum hk_status xap_db_metadata(const struct xap_db *db, struct hk_str key,
			       struct hk_buf *out,
			       struct hk_error *err) HK_MUST_USE;

/* Callbacks end the walk by returning anything but HK_OK; the walk returns
 * that. Nothing passed to them outlives the call. */
typedef enum hk_status (*xap_key_fn)(void *ctx, struct hk_str key);
typedef enum hk_status (*xap_term_fn)(void *ctx, struct hk_str term,
				      uint32_t documents);
typedef enum hk_status (*xap_doc_fn)(void *ctx, uint32_t number);

/* The metadata keys that begin with `prefix`, in byte order. */
enum hk_status xap_db_each_key(const struct xap_db *db, struct hk_str prefix,
			       xap_key_fn fn, void *ctx,
			       struct hk_error *err) HK_MUST_USE;
/* The terms that begin with `prefix`, in byte order. */
enum hk_status xap_db_each_term(const struct xap_db *db, struct hk_str prefix,
				xap_term_fn fn, void *ctx,
				struct hk_error *err) HK_MUST_USE;
/* The highest document number that was ever given; 0 for none. */
enum hk_status xap_db_last_doc(const struct xap_db *db, uint32_t *out,
			       struct hk_error *err) HK_MUST_USE;
/* The documents that have the term (all, where it is empty), ascending. */
enum hk_status xap_db_each_doc(const struct xap_db *db, struct hk_str term,
			       xap_doc_fn fn, void *ctx,
			       struct hk_error *err) HK_MUST_USE;
/* Append the record of a document; HK_ENOTFOUND where there is none. */
enum hk_status xap_db_record(const struct xap_db *db, uint32_t number,
			     struct hk_buf *out,
			     struct hk_error *err) HK_MUST_USE;
/* Append a value of a document; nothing where it has none. */
enum hk_status xap_db_value(const struct xap_db *db, uint32_t number,
			    unsigned slot, struct hk_buf *out,
			    struct hk_error *err) HK_MUST_USE;

/* ---- Writing (shim/writer.cc) ---- */

enum xap_open {
	XAP_OPEN_EXISTING = 0,	 /* HK_ENOTFOUND where there is none */
	XAP_OPEN_CREATE = 1,	 /* HK_EINDEX where there is one */
	XAP_OPEN_NO_SYNC = 16,	 /* or-ed in: for scratch databases, */
	XAP_OPEN_DANGEROUS = 32, /* which are worthless after a crash */
};

/*
 * HK_ELOCKED where another process writes.
 *
 * After a failed commit Xapian's next one reports success and saves nothing.
 * So a writer in which Xapian failed is dead, also if that was in a read of
 * xap_writer_db(): each later call gives the first failure again, closing it
 * saves nothing, and the caller frees it and opens another, which begins at
 * the last commit. Not found and too big (HK_ENOTFOUND, HK_ETOOBIG) harm
 * nothing.
 */
enum hk_status xap_writer_open(struct xap_writer **out, const char *path,
			       unsigned flags,
			       struct hk_error *err) HK_MUST_USE;
/* Free the writer. What was not committed is dropped. */
void xap_writer_free(struct xap_writer *writer);
bool xap_writer_dead(const struct xap_writer *writer);
/* The same database for reading, uncommitted changes included; borrowed. */
const struct xap_db *xap_writer_db(const struct xap_writer *writer);

/* Between these two nothing is committed on its own (Xapian's flush at 10,000
 * documents would commit half a batch). commit is durable but for the
 * folder's entry: the caller fsyncs the folder. */
enum hk_status xap_writer_begin(struct xap_writer *writer,
				struct hk_error *err) HK_MUST_USE;
enum hk_status xap_writer_commit(struct xap_writer *writer,
				 struct hk_error *err) HK_MUST_USE;
enum hk_status xap_writer_revision(const struct xap_writer *writer,
				   uint64_t *out,
				   struct hk_error *err) HK_MUST_USE;

/* `number`, unless NULL, becomes the new document's. */
enum hk_status xap_writer_add(struct xap_writer *writer,
			      const struct xap_doc *doc, uint32_t *number,
			      struct hk_error *err) HK_MUST_USE;
/* No such document or term is no error. */
enum hk_status xap_writer_delete(struct xap_writer *writer, uint32_t number,
				 struct hk_error *err) HK_MUST_USE;
enum hk_status xap_writer_delete_term(struct xap_writer *writer,
				      struct hk_str term,
				      struct hk_error *err) HK_MUST_USE;
/* An empty value removes the key. HK_ETOOBIG over XAP_KEY_MAX bytes. */
enum hk_status xap_writer_set_metadata(struct xap_writer *writer,
				       struct hk_str key, struct hk_str value,
				       struct hk_error *err) HK_MUST_USE;

/* ---- Documents (shim/doc.cc) ---- */

enum hk_status xap_doc_new(struct xap_doc **out,
			   struct hk_error *err) HK_MUST_USE;
void xap_doc_free(struct xap_doc *doc);
/* Empty the document for the next one. */
enum hk_status xap_doc_reset(struct xap_doc *doc,
			     struct hk_error *err) HK_MUST_USE;
/*
 * Add `wdf` occurrences of a term (0: a boolean term, which counts in no
 * length). HK_ETOOBIG over XAP_TERM_MAX bytes, HK_EFORMAT with a NUL or
 * empty: such a term would fail the whole batch at its commit.
 */
enum hk_status xap_doc_add_term(struct xap_doc *doc, struct hk_str term,
				uint32_t wdf, struct hk_error *err) HK_MUST_USE;
enum hk_status xap_doc_set_value(struct xap_doc *doc, unsigned slot,
				 struct hk_str value,
				 struct hk_error *err) HK_MUST_USE;
/* HK_ETOOBIG over XAP_RECORD_MAX bytes. */
enum hk_status xap_doc_set_record(struct xap_doc *doc, struct hk_str record,
				  struct hk_error *err) HK_MUST_USE;

/* ---- Queries (shim/query.cc) ---- */

/*
 * Nodes live as long as their pool. A failure sticks to the pool: the call
 * gives NULL, NULL among the parts gives NULL again, and xap_pool_status()
 * tells the first failure, so that a tree can be written down without asking
 * at each node. The same node may stand in several trees. What is made is for
 * searching `db` as it is now; borrowed.
 */
enum hk_status xap_pool_new(struct xap_pool **out, const struct xap_db *db,
			    struct hk_error *err) HK_MUST_USE;
void xap_pool_free(struct xap_pool *pool);
enum hk_status xap_pool_status(const struct xap_pool *pool,
			       struct hk_error *err) HK_MUST_USE;

enum xap_op {
	XAP_AND,       /* all parts; none: matches nothing */
	XAP_OR,	       /* any part */
	XAP_AND_NOT,   /* the first part, none of the others */
	XAP_AND_MAYBE, /* the first part; the others only add weight */
	XAP_FILTER,    /* the first part weighs, the others must match */
	XAP_SYNONYM,   /* any part; counted as one term */
};

/* A term that no document can have (see xap_doc_add_term) matches nothing. */
struct xap_query *xap_query_term(struct xap_pool *pool, struct hk_str term);
struct xap_query *xap_query_join(struct xap_pool *pool, enum xap_op op,
				 struct xap_query *const *parts, size_t count);
/* The weights of `part` times `factor`, at least 0 (0: only filters). */
struct xap_query *xap_query_scale(struct xap_pool *pool, struct xap_query *part,
				  double factor);
/* Documents that match `part`, all with the same weight. */
struct xap_query *xap_query_constant(struct xap_pool *pool,
				     struct xap_query *part, double weight);
/* Documents whose value lies in [low, high], compared as bytes; weighs
 * nothing. An empty `low` or `high` leaves that end open; documents without
 * a value are in no range. */
struct xap_query *xap_query_range(struct xap_pool *pool, unsigned slot,
				  struct hk_str low, struct hk_str high);
struct xap_query *xap_query_all(struct xap_pool *pool);
struct xap_query *xap_query_none(struct xap_pool *pool);

/* ---- Searching (shim/search.cc) ---- */

#define XAP_NO_SLOT ((unsigned)-1)

enum xap_weighting {
	XAP_BM25_PLUS, /* Lv and Zhai 2011; Xapian::BM25PlusWeight */
	XAP_BOOLEAN,   /* all weights 0 */
};

struct xap_search_how {
	uint32_t first;		 /* skip this many */
	uint32_t limit;		 /* then give at most this many */
	uint32_t check_at_least; /* look at this many before estimating */
	unsigned collapse_slot;	 /* XAP_NO_SLOT: do not collapse */
	uint32_t collapse_max;	 /* keep this many of equal values */
	unsigned order_slot;	 /* equal weights: ascending by this value;
				  * XAP_NO_SLOT: by document number */
	enum xap_weighting weighting;
	double k1, b, delta, min_normlen;
};

/*
 * All of one revision, or HK_ESTALE. Reading a record or value of a hit may
 * give HK_ESTALE too; after xap_db_reopen() it would be another revision's.
 */
enum hk_status xap_search(struct xap_hits **out, const struct xap_db *db,
			  const struct xap_query *query,
			  const struct xap_search_how *how,
			  struct hk_error *err) HK_MUST_USE;
void xap_hits_free(struct xap_hits *hits);
uint32_t xap_hits_count(const struct xap_hits *hits);
/* Matches in all after collapsing, at least. Exact if check_at_least was not
 * less than the number of documents. */
uint32_t xap_hits_lower_bound(const struct xap_hits *hits);
/* Of hit `i` of [0, count). */
uint32_t xap_hits_number(const struct xap_hits *hits, uint32_t i);
double xap_hits_weight(const struct xap_hits *hits, uint32_t i);
/* The value of the slot that was collapsed on; empty without collapsing. Costs
 * nothing, where reading a value may need the network. Borrowed. */
struct hk_str xap_hits_collapse_key(const struct xap_hits *hits, uint32_t i);
/* Append the record, or a value, of hit `i`. Records of remote databases come
 * some tens at a time, so read them in order. */
enum hk_status xap_hits_record(const struct xap_hits *hits, uint32_t i,
			       struct hk_buf *out,
			       struct hk_error *err) HK_MUST_USE;

/* ---- Upkeep (shim/upkeep.cc) ---- */

/*
 * Merge the databases in the `count` folders `sources` into a new one in the
 * folder `to`, which must not exist or be empty. Documents are numbered
 * afresh, in the order of the sources; of metadata under equal keys the
 * first one stays. HK_EINDEX where `to` is not empty. Any other failure
 * leaves a worthless `to`.
 */
enum hk_status xap_compact(const char *const *sources, size_t count,
			   const char *to, struct hk_error *err) HK_MUST_USE;
/*
 * Check the structure of the database in a folder. `*damages` becomes the
 * number found, `out` gets Xapian's words about them. On a damaged database
 * Xapian may crash here: call it in a child process.
 */
enum hk_status xap_check(const char *path, struct hk_buf *out, size_t *damages,
			 struct hk_error *err) HK_MUST_USE;
/*
 * Xapian and MeCab throw where nobody can catch it: in a destructor when the
 * disk is full, out of a C function when memory is. C++ then ends the program.
 * Have `end` called with the reason before; it says so and ends the program
 * itself, at once, for nothing can be tidied up. What was committed stays.
 */
typedef void (*xap_end_fn)(const struct hk_error *why);
void xap_on_terminate(xap_end_fn end);

/*
 * Where a posting list is damaged so that it goes backwards, Xapian's matcher
 * (1.4.22) never ends, and nothing of ours is called in it. So xap_search() has
 * so many milliseconds of processor time of its thread (what others do on the
 * machine does not count); after them the program is ended, by the function
 * of xap_on_terminate(), with HK_ECORRUPT.
 *
 * Begin to watch, and end it, on one thread. One watch a thread.
 */
void xap_watch_begin(unsigned long milliseconds);
void xap_watch_end(void);
/* Xapian's version, as "1.4.22". */
const char *xap_version(void);

#ifdef __cplusplus
}
#endif

#endif
