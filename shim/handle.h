/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_HANDLE_H
#define HIKU_SHIM_HANDLE_H

/*
 * What is behind those handles of xap.h that more than one file of the shim
 * looks into.
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
	std::string name;	/* for messages: path or address */
	struct hk_error *first; /* of the writer that it belongs to, or NULL */
	/* Xapian's name for the connection; empty: a local database, or the
	 * first of several. */
	std::string context = std::string();
	bool remote = false;			  /* it, or one of several */
	std::vector<Xapian::Database> parts = {}; /* each by itself */
	/* xap_db_ask_ahead() */
	mutable std::unordered_map<std::string, uint32_t> known = {};
	/* The context of the connection that failed; results share it. */
	std::shared_ptr<std::string> lost = nullptr;
	struct xap_db *next = nullptr; /* of those given up */
};

struct xap_doc {
	Xapian::Document doc;
};

struct xap_query {
	Xapian::Query query;
	/* What it matches, where its weights do not count: see safe_term(). */
	Xapian::Query filter;
};

static inline struct xap_task xap_db_task(const struct xap_db *db,
					  const char *verb)
{
	return {verb, db->name.c_str(), db->first, db->lost.get()};
}

/*
 * Look at the files of a database before Xapian opens them. Throws
 * DatabaseCorruptError for one that is a link (to write to it would be to write
 * elsewhere), a FIFO (to open it would take forever) or anything else but a
 * file, and for a table deeper than Xapian's cursors: 1.4.22 believes the
 * version file and writes past their end (shim/version.cc).
 */
void xap_check_files(const std::string &database);

/*
 * A table that cannot be opened (too many open files, a disk that fails) is to
 * Xapian one that is not there, and it says nothing: texts are empty, and what
 * is merged loses them. A document of ours has a text and terms, so look at
 * the first one. HK_OK, what the system says, or HK_ECORRUPT.
 */
enum hk_status xap_look_whole(const Xapian::Database &db,
			      const std::string &path, struct hk_error *err);

/* In how many documents the term is. */
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

/* Append to a buffer of the caller's, which may be capped. */
static inline enum hk_status xap_append(struct hk_buf *out,
					const std::string &text,
					struct hk_error *err)
{
	enum hk_status status = hk_buf_append(out, text.data(), text.size());

	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	if (status)
		return hk_error_set(err, status,
				    "%zu bytes from the database are too many",
				    text.size());
	return HK_OK;
}

#endif
