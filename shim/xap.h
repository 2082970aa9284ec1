/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_XAP_H
#define HIKU_SHIM_XAP_H

/*
 * A C interface to the parts of Xapian that hiku uses. The implementation is
 * C++; callers get handles only, and no other memory that C++ allocated. Every
 * exception is turned into a status, in one place (shim/guard.h).
 *
 * Terms, keys, values and records are bytes: pointer and length. Document
 * numbers are 32-bit, from 1. Wherever a function takes `err`, it may be NULL.
 * An `*out` handle belongs to the caller, who frees it, and is NULL after a
 * failure.
 *
 * Every function can fail with HK_ENOMEM; HK_ESTALE (two or more commits were
 * made since the database was opened, so its revision is gone: open it again
 * and begin again); HK_ECORRUPT; HK_EVERSION (a database of another version of
 * Xapian); HK_ENOSPC, HK_EIO, HK_ENETWORK, HK_ETIMEOUT; or HK_EINDEX for any
 * other failure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"
#include "base/stop.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In bytes. Xapian allows 245; NUL bytes count twice, so we refuse them. */
#define XAP_TERM_MAX 240
#define XAP_KEY_MAX  240
/* In bytes. A record of 128 MB would make every later commit fail. */
#define XAP_RECORD_MAX (16u << 20)

struct xap_db;	   /* one or several databases, open for reading */
struct xap_writer; /* one database open for writing */
struct xap_doc;	   /* a document that is to be added */
struct xap_pool;   /* owns the query nodes made in it */
struct xap_query;  /* a node of a query tree; borrowed from its pool */
struct xap_hits;   /* ranked results */

/* ---- Reading (shim/db.cc) ---- */

/*
 * Open the glass database in the folder `path`, but never a stub, since opening
 * one can run a command. HK_ENOTFOUND if there is none. Free `*out` with
 * xap_db_free().
 */
enum hk_status xap_db_open(struct xap_db **out, const char *path,
			   struct hk_error *err) HK_MUST_USE;
/*
 * Connect to a xapian-tcpsrv. Connecting, and later each answer, may take
 * `timeout_ms` milliseconds (0: any time), else HK_ETIMEOUT. HK_ENETWORK if
 * nothing listens there, and in every call after the connection is lost;
 * HK_EUSAGE for a port over 65535. Xapian makes the whole process ignore
 * SIGPIPE from the first remote database on.
 */
enum hk_status xap_db_open_tcp(struct xap_db **out, const char *host,
			       unsigned port, unsigned timeout_ms,
			       struct hk_error *err) HK_MUST_USE;
/* The same with a program, such as ssh that runs xapian-progsrv. Xapian splits
 * `arguments` at blanks. */
enum hk_status xap_db_open_program(struct xap_db **out, const char *program,
				   const char *arguments, unsigned timeout_ms,
				   struct hk_error *err) HK_MUST_USE;
/* Add all databases of `more` to `db`. `more` still belongs to the caller. */
enum hk_status xap_db_join(struct xap_db *db, const struct xap_db *more,
			   struct hk_error *err) HK_MUST_USE;
/* From now on calls that use `db`, or results of it, end with HK_EINTERRUPTED
 * when `stop` asks: those that run, too, but for the time that another machine
 * takes. It is borrowed; NULL: nobody asks. */
void xap_db_heed(struct xap_db *db, const struct hk_stop *stop);
/* HK_EINTERRUPTED if that asks now: for what takes long beside the database. */
enum hk_status xap_db_heeds(const struct xap_db *db,
			    struct hk_error *err) HK_MUST_USE;
void xap_db_free(struct xap_db *db);
/* After HK_ENETWORK or HK_ETIMEOUT from `db` or from results of it: was it the
 * connection of `part`, which is `db` itself or was joined to it? */
bool xap_db_lost(const struct xap_db *db, const struct xap_db *part);

/* The revision that is read. For a single local database only. */
enum hk_status xap_db_revision(const struct xap_db *db, uint64_t *out,
			       struct hk_error *err) HK_MUST_USE;
enum hk_status xap_db_doc_count(const struct xap_db *db, uint32_t *out,
				struct hk_error *err) HK_MUST_USE;
/* The number of documents that have the term; 0 if there are none. */
enum hk_status xap_db_term_freq(const struct xap_db *db, struct hk_str term,
				uint32_t *out,
				struct hk_error *err) HK_MUST_USE;
/* Is it, or one of several, a remote database? */
bool xap_db_is_remote(const struct xap_db *db);
/* Get the frequencies of all terms of remote databases in one round trip,
 * before they are looked up or queries are made of them. They are cached until
 * later ones replace them. */
enum hk_status xap_db_ask_ahead(const struct xap_db *db,
				const struct hk_str *terms, size_t count,
				struct hk_error *err) HK_MUST_USE;
/* Append the value of the key, or nothing if it has none. With several
 * databases, that of the first one. */
enum hk_status xap_db_metadata(const struct xap_db *db, struct hk_str key,
			       struct hk_buf *out,
			       struct hk_error *err) HK_MUST_USE;

/* A callback ends the iteration by returning anything but HK_OK, which is then
 * returned to the caller. What is passed to it is valid during the call. */
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
/* Those of them that `wants` wants: how many documents have a term, which takes
 * as long as all else, is read only for them. */
enum hk_status xap_db_each_wanted(const struct xap_db *db, struct hk_str prefix,
				  bool (*wants)(void *ctx, struct hk_str term),
				  xap_term_fn fn, void *ctx,
				  struct hk_error *err) HK_MUST_USE;
/* The highest document number that was ever used; 0 if there was none. */
enum hk_status xap_db_last_doc(const struct xap_db *db, uint32_t *out,
			       struct hk_error *err) HK_MUST_USE;
/* The documents that have the term, ascending; all if it is empty. */
enum hk_status xap_db_each_doc(const struct xap_db *db, struct hk_str term,
			       xap_doc_fn fn, void *ctx,
			       struct hk_error *err) HK_MUST_USE;
/* Append the record of a document; HK_ENOTFOUND if there is no such document.
 */
enum hk_status xap_db_record(const struct xap_db *db, uint32_t number,
			     struct hk_buf *out,
			     struct hk_error *err) HK_MUST_USE;
/* The same for a value; appends nothing if the document does not have it. */
enum hk_status xap_db_value(const struct xap_db *db, uint32_t number,
			    unsigned slot, struct hk_buf *out,
			    struct hk_error *err) HK_MUST_USE;

/* ---- Writing (shim/writer.cc) ---- */

enum xap_open {
	XAP_OPEN_EXISTING = 0, /* HK_ENOTFOUND if there is none */
	XAP_OPEN_CREATE = 1,   /* HK_EINDEX if there is one */
	/* Flags that can be added, for databases that are worthless after a
	 * crash: do not sync; overwrite blocks in place. */
	XAP_OPEN_NO_SYNC = 16,
	XAP_OPEN_DANGEROUS = 32,
};

/*
 * Open a database for writing. HK_ELOCKED if another process has it open.
 *
 * After a failed commit, Xapian's next one reports success and saves nothing.
 * So a writer is dead after any failure of Xapian, also one while reading
 * xap_writer_db(): each later call gives the first failure again, and closing
 * saves nothing. The caller frees it and opens another, which begins at the
 * last commit. HK_ENOTFOUND and HK_ETOOBIG do no harm.
 */
enum hk_status xap_writer_open(struct xap_writer **out, const char *path,
			       unsigned flags,
			       struct hk_error *err) HK_MUST_USE;
/* Free the writer, dropping what was not committed. May be NULL. */
void xap_writer_free(struct xap_writer *writer);
/* See xap_writer_open(). */
bool xap_writer_dead(const struct xap_writer *writer);
/* The database for reading, uncommitted changes included. Borrowed until the
 * writer is freed. */
const struct xap_db *xap_writer_db(const struct xap_writer *writer);

/* A batch. Without one, Xapian commits after every 10,000 documents; in one,
 * nothing is committed before xap_writer_commit(). That syncs the files; the
 * caller must fsync the folder. */
enum hk_status xap_writer_begin(struct xap_writer *writer,
				struct hk_error *err) HK_MUST_USE;
enum hk_status xap_writer_commit(struct xap_writer *writer,
				 struct hk_error *err) HK_MUST_USE;
/* The revision of the last commit. */
enum hk_status xap_writer_revision(const struct xap_writer *writer,
				   uint64_t *out,
				   struct hk_error *err) HK_MUST_USE;

/* Add a document; `*number`, unless NULL, is the number that it got. */
enum hk_status xap_writer_add(struct xap_writer *writer,
			      const struct xap_doc *doc, uint32_t *number,
			      struct hk_error *err) HK_MUST_USE;
/* Delete a document, or all that have a term. HK_OK also if there are none. */
enum hk_status xap_writer_delete(struct xap_writer *writer, uint32_t number,
				 struct hk_error *err) HK_MUST_USE;
enum hk_status xap_writer_delete_term(struct xap_writer *writer,
				      struct hk_str term,
				      struct hk_error *err) HK_MUST_USE;
/* An empty value removes the key. HK_ETOOBIG for a key over XAP_KEY_MAX bytes.
 */
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
 * Add `wdf` occurrences of a term (0: a boolean term, which does not count in
 * the length). HK_ETOOBIG over XAP_TERM_MAX bytes, HK_EFORMAT if it is empty or
 * has a NUL: Xapian would notice only when the batch is committed.
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
 * Nodes live as long as their pool. A failure is kept in the pool: the call
 * returns NULL, as does every call that gets NULL as a part, and
 * xap_pool_status() gives the first failure, so that callers need not check
 * each node. A node may be in several trees. The queries are for `db` as it is
 * now, which is borrowed until the pool is freed.
 */
enum hk_status xap_pool_new(struct xap_pool **out, const struct xap_db *db,
			    struct hk_error *err) HK_MUST_USE;
void xap_pool_free(struct xap_pool *pool);
enum hk_status xap_pool_status(const struct xap_pool *pool,
			       struct hk_error *err) HK_MUST_USE;

enum xap_op {
	XAP_AND,       /* all parts; without parts nothing matches */
	XAP_OR,	       /* any part */
	XAP_AND_NOT,   /* the first part, none of the others */
	XAP_AND_MAYBE, /* the first part; the others only add weight */
	XAP_FILTER,    /* all parts; only the first adds weight */
	XAP_SYNONYM,   /* any part; weighted as one term */
};

/* A term that documents cannot have (see xap_doc_add_term()) matches nothing.
 */
struct xap_query *xap_query_term(struct xap_pool *pool, struct hk_str term);
struct xap_query *xap_query_join(struct xap_pool *pool, enum xap_op op,
				 struct xap_query *const *parts, size_t count);
/* The weights of `part` times `factor`, which is at least 0 (0: no weight). */
struct xap_query *xap_query_scale(struct xap_pool *pool, struct xap_query *part,
				  double factor);
/* The documents that match `part`, all with the same weight. */
struct xap_query *xap_query_constant(struct xap_pool *pool,
				     struct xap_query *part, double weight);
/* Documents whose value is in [low, high], compared as bytes; without weight.
 * If `low` or `high` is empty, that end is open. Documents without a value
 * never match. */
struct xap_query *xap_query_range(struct xap_pool *pool, unsigned slot,
				  struct hk_str low, struct hk_str high);
/* All documents, without weight, and none. */
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
	uint32_t limit;		 /* then return at most this many */
	uint32_t check_at_least; /* count this many before estimating */
	unsigned collapse_slot;	 /* keep the best of those with equal values;
				  * XAP_NO_SLOT: keep all */
	unsigned order_slot;	 /* order of equal weights: ascending by value;
				  * XAP_NO_SLOT: by document number */
	bool by_value;		 /* order by the values of `value_slot`, equal
				  * ones by weight, not by weight first */
	unsigned value_slot;
	bool descending; /* the greatest value first */
	enum xap_weighting weighting;
	double k1, b, delta, min_normlen;
};

/*
 * Search `db`. The hits are of one revision, else HK_ESTALE; so are their
 * records. Free `*out` with xap_hits_free().
 */
enum hk_status xap_search(struct xap_hits **out, const struct xap_db *db,
			  const struct xap_query *query,
			  const struct xap_search_how *how,
			  struct hk_error *err) HK_MUST_USE;
void xap_hits_free(struct xap_hits *hits);
uint32_t xap_hits_count(const struct xap_hits *hits);
/* A lower bound of the number of matches after collapsing. Exact if
 * check_at_least was not less than the number of documents. */
uint32_t xap_hits_lower_bound(const struct xap_hits *hits);
/* The document number and the weight of hit `i`, 0 <= i < count. */
uint32_t xap_hits_number(const struct xap_hits *hits, uint32_t i);
double xap_hits_weight(const struct xap_hits *hits, uint32_t i);
/* The value of hit `i` in the slot that was collapsed on; empty without
 * collapsing. Needs no further reading. Borrowed from `hits`. */
struct hk_str xap_hits_collapse_key(const struct xap_hits *hits, uint32_t i);
/* Append the record of hit `i`. Records of remote databases are fetched in
 * groups of consecutive hits, so read them in order. */
enum hk_status xap_hits_record(const struct xap_hits *hits, uint32_t i,
			       struct hk_buf *out,
			       struct hk_error *err) HK_MUST_USE;

/* ---- Upkeep (shim/upkeep.cc) ---- */

/*
 * Merge the databases in the `count` folders `sources` into a new one in the
 * folder `to`, which must be empty or not exist. Documents get new numbers, in
 * the order of the sources; of metadata with the same key, the first is kept.
 * HK_EINDEX if `to` is not empty. After any other failure `to` is unusable.
 */
enum hk_status xap_compact(const char *const *sources, size_t count,
			   const char *to, struct hk_error *err) HK_MUST_USE;
/*
 * Check the structure of the database in a folder. `*damages` becomes the
 * number of errors found; Xapian's description of them is appended to `out`.
 * Xapian may crash on a damaged database: call this in a child process.
 */
enum hk_status xap_check(const char *path, struct hk_buf *out, size_t *damages,
			 struct hk_error *err) HK_MUST_USE;
/*
 * Xapian and MeCab throw exceptions that cannot be caught: in a destructor when
 * the disk is full, and through a C function when memory is exhausted. C++ then
 * ends the program. `end` is called before, with the reason; it reports that
 * and ends the program at once, since nothing can be cleaned up. What was
 * committed is safe.
 */
typedef void (*xap_end_fn)(const struct hk_error *why);
void xap_on_terminate(xap_end_fn end);

/*
 * If damage makes a posting list go backwards, Xapian's matcher (1.4.22) never
 * ends, and it calls nothing that could stop it. So xap_search() may use a
 * limited time; then the function of xap_on_terminate() ends the program with
 * HK_ECORRUPT. `milliseconds` are processor time of the thread, so the load of
 * the machine does not matter.
 *
 * Both functions are called on the thread that is watched; there is one watch
 * per thread.
 */
void xap_watch_begin(unsigned long milliseconds);
void xap_watch_end(void);
/* Xapian's version, as "1.4.22". */
const char *xap_version(void);
/* Its series, as "1.4": what the files of an index hang on. Static. */
const char *xap_series(void);

#ifdef __cplusplus
}
#endif

#endif
