/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_HANDLE_H
#define HIKU_SHIM_HANDLE_H

/*
 * The handles of xap.h that more than one file of the shim uses.
 */

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "shim/guard.h"
#include "shim/xap.h"

struct xap_db {
	Xapian::Database db;
	std::string name = std::string(); /* for messages: path or address */
	/* First failure of its writer, or NULL. */
	struct hk_error *first = nullptr;
	/* Xapian's name for the connection; of several databases, that of the
	 * first; empty if it is local. */
	std::string context = std::string();
	bool remote = false;			  /* it, or one of several */
	std::vector<Xapian::Database> parts = {}; /* each one alone */
	/* Frequencies that xap_db_ask_ahead() got. */
	mutable std::unordered_map<std::string, uint32_t> known = {};
	/* The context of the connection that failed; shared with results. */
	std::shared_ptr<std::string> lost = nullptr;
	struct xap_db *next = nullptr; /* in the list of those given up */
	const struct hk_stop *stop = nullptr; /* who asks its calls to end */
};

struct xap_doc {
	Xapian::Document doc;
};

struct xap_query {
	Xapian::Query query;
	/* The same without weights: see safe_term(). */
	Xapian::Query filter;
};

static inline struct xap_task xap_db_task(const struct xap_db *db,
					  const char *verb)
{
	return {verb, db->name.c_str(), db->first, db->lost.get(), db->stop};
}

/*
 * Check the files of a database before Xapian opens them. Throws
 * DatabaseCorruptError for one that is not a regular file (writing to a link
 * would write elsewhere, opening a FIFO would block), and for a table with more
 * levels than Xapian's cursors have: 1.4.22 trusts the version file and writes
 * past their end (shim/version.cc).
 */
void xap_check_files(const std::string &database);

/*
 * Xapian takes a table that cannot be opened (too many open files, a failing
 * disk) for a missing one and gives no error: records are empty, and merging
 * loses them. Our documents all have a record and terms, so the first one shows
 * whether the tables can be read. HK_OK, HK_ECORRUPT or the error of the
 * system.
 */
enum hk_status xap_look_whole(const Xapian::Database &db,
			      const std::string &path, struct hk_error *err);

/* The number of documents that have the term. */
static inline Xapian::doccount xap_term_freq(const struct xap_db *db,
					     const std::string &term)
{
	const auto known = db->known.find(term);

	return known != db->known.end() ? known->second
					: db->db.get_termfreq(term);
}

static inline std::string xap_string(struct hk_str bytes)
{
	return std::string(bytes.data, bytes.len);
}

static inline struct hk_str xap_bytes(const std::string &text)
{
	return hk_span_str(text.data(), text.size());
}

/* Append to a buffer of the caller, which may have a limit: HK_ETOOBIG. */
static inline enum hk_status xap_append(struct hk_buf *out,
					const std::string &text,
					struct hk_error *err)
{
	enum hk_status status = hk_buf_append(out, text.data(), text.size());

	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status)
		return hk_error_set(
			err, status,
			"cannot take %zu bytes from the database: too large",
			text.size());
	return HK_OK;
}

#endif
