/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"
#include "shim/trial.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

/* The beginning of Xapian's name for the connection to a program. */
static const char PROGRAM[] = "remote:prog(";

/* The most frequencies that are kept by xap_db_ask_ahead(). */
static const size_t KNOWN_MAX = 10000;

static struct xap_db *make(const Xapian::Database &db, const char *name,
			   const std::string &context)
{
	return new xap_db{db,
			  name,
			  nullptr,
			  context,
			  !context.empty(),
			  {db},
			  {},
			  std::make_shared<std::string>(),
			  nullptr,
			  nullptr};
}

/* Why the first document has nothing in this table. */
static enum hk_status look_at_table(const std::string &table,
				    struct hk_error *err)
{
	int fd = open(table.c_str(), O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		/* Whether it may be missing is for others to decide. */
		return errno == ENOENT
			       ? HK_OK
			       : hk_error_system(err, errno, "cannot open %s",
						 table.c_str());
	close(fd);
	return hk_error_set(err, HK_ECORRUPT,
			    "cannot read '%s': it is damaged or could not be "
			    "opened; try again, then run `hiku-index check`",
			    table.c_str());
}

enum hk_status xap_look_whole(const Xapian::Database &db,
			      const std::string &path, struct hk_error *err)
{
	const Xapian::PostingIterator first = db.postlist_begin(std::string());
	enum hk_status status = HK_OK;

	if (first == db.postlist_end(std::string()))
		return HK_OK;
	if (db.get_document(*first).get_data().empty())
		status = look_at_table(path + "/docdata.glass", err);
	if (!status && db.termlist_begin(*first) == db.termlist_end(*first))
		status = look_at_table(path + "/termlist.glass", err);
	return status;
}

enum hk_status xap_db_open(struct xap_db **out, const char *path,
			   struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, {HK_MESSAGE("open"), path, nullptr}, [&] {
		enum hk_status status = xap_trust(err);

		if (status)
			return status;
		xap_check_files(path);
		/* Without the flag a stub would be read too. */
		Xapian::Database db(path, Xapian::DB_BACKEND_GLASS);
		status = xap_look_whole(db, path, err);
		if (!status)
			*out = make(db, path, "");
		return status;
	});
}

enum hk_status xap_db_open_tcp(struct xap_db **out, const char *host,
			       unsigned port, unsigned timeout_ms,
			       struct hk_error *err)
{
	char name[300];

	*out = nullptr;
	/* Xapian would take the lower 16 bits. */
	if (port > 65535)
		return hk_error_set(
			err, HK_EUSAGE,
			"port %u is not valid; the highest is 65535", port);
	snprintf(name, sizeof(name), "%s:%u", host, port);
	return xap_guard(err, {HK_MESSAGE("connect to"), name, nullptr}, [&] {
		enum hk_status status = xap_trust(err);

		if (status)
			return status;
		*out = make(Xapian::Remote::open(host, port, timeout_ms,
						 timeout_ms),
			    name, std::string("remote:tcp(") + name + ")");
		return HK_OK;
	});
}

enum hk_status xap_db_open_program(struct xap_db **out, const char *program,
				   const char *arguments, unsigned timeout_ms,
				   struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, {HK_MESSAGE("run"), program, nullptr}, [&] {
		enum hk_status status = xap_trust(err);

		if (status)
			return status;
		*out = make(
			Xapian::Remote::open(program, arguments, timeout_ms),
			program,
			std::string(PROGRAM) + program + " " + arguments + ")");
		return HK_OK;
	});
}

enum hk_status xap_db_join(struct xap_db *db, const struct xap_db *more,
			   struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "add to"), [&] {
		std::string name = db->name;

		if (db->db.size() == 1)
			name += " and others";
		db->db.add_database(more->db);
		db->name.swap(name);
		db->remote = db->remote || more->remote;
		db->parts.insert(db->parts.end(), more->parts.begin(),
				 more->parts.end());
		db->known.clear();
		return HK_OK;
	});
}

void xap_db_heed(struct xap_db *db, const struct hk_stop *stop)
{
	db->stop = stop;
}

enum hk_status xap_db_heeds(const struct xap_db *db, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "search"), [] { return HK_OK; });
}

bool xap_db_lost(const struct xap_db *db, const struct xap_db *part)
{
	return !db->lost->empty() && *db->lost == part->context;
}

/*
 * Closing the connection to a program waits until the program ends, which it
 * may never do if it did not answer. Such a handle is kept, and never closed.
 */
static void give_up(struct xap_db *db)
{
	static std::atomic<struct xap_db *> given_up;

	db->next = given_up.load();
	while (!given_up.compare_exchange_weak(db->next, db))
		;
}

void xap_db_free(struct xap_db *db)
{
	if (db && !db->lost->compare(0, strlen(PROGRAM), PROGRAM)) {
		give_up(db);
		return;
	}
	xap_guard(nullptr, {HK_MESSAGE("close"), "", nullptr}, [&] {
		delete db;
		return HK_OK;
	});
}

enum hk_status xap_db_revision(const struct xap_db *db, uint64_t *out,
			       struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "tell the revision of"), [&] {
		*out = db->db.get_revision();
		return HK_OK;
	});
}

enum hk_status xap_db_doc_count(const struct xap_db *db, uint32_t *out,
				struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "count the documents of"), [&] {
		*out = db->db.get_doccount();
		return HK_OK;
	});
}

enum hk_status xap_db_last_doc(const struct xap_db *db, uint32_t *out,
			       struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "number the documents of"), [&] {
		*out = db->db.get_lastdocid();
		return HK_OK;
	});
}

enum hk_status xap_db_term_freq(const struct xap_db *db, struct hk_str term,
				uint32_t *out, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "look up a term in"), [&] {
		*out = xap_term_freq(db, xap_string(term));
		return HK_OK;
	});
}

bool xap_db_is_remote(const struct xap_db *db)
{
	return db->remote;
}

enum hk_status xap_db_ask_ahead(const struct xap_db *db,
				const struct hk_str *terms, size_t count,
				struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "look up terms in"), [&] {
		Xapian::Enquire enquire(db->db);
		std::vector<Xapian::Query> queries;
		Xapian::MSet mset;

		if (db->known.size() > KNOWN_MAX)
			db->known.clear();
		for (size_t i = 0; i < count; i++)
			queries.push_back(Xapian::Query(xap_string(terms[i])));
		enquire.set_query(Xapian::Query(
			Xapian::Query::OP_OR, queries.begin(), queries.end()));
		mset = enquire.get_mset(0, 0);
		for (size_t i = 0; i < count; i++) {
			const std::string name = xap_string(terms[i]);

			db->known[name] = mset.get_termfreq(name);
		}
		return HK_OK;
	});
}

enum hk_status xap_db_metadata(const struct xap_db *db, struct hk_str key,
			       struct hk_buf *out, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "read metadata of"), [&] {
		return xap_append(out, db->db.get_metadata(xap_string(key)),
				  err);
	});
}

enum hk_status xap_db_each_key(const struct xap_db *db, struct hk_str prefix,
			       xap_key_fn fn, void *ctx, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "list the metadata of"), [&] {
		const std::string start = xap_string(prefix);
		const Xapian::TermIterator end = db->db.metadata_keys_end();

		for (auto i = db->db.metadata_keys_begin(start); i != end;
		     ++i) {
			enum hk_status status = fn(ctx, xap_bytes(*i));

			xap_heed(db->stop);
			if (status)
				return status;
		}
		return HK_OK;
	});
}

enum hk_status xap_db_each_term(const struct xap_db *db, struct hk_str prefix,
				xap_term_fn fn, void *ctx, struct hk_error *err)
{
	return xap_db_each_wanted(db, prefix, nullptr, fn, ctx, err);
}

enum hk_status xap_db_each_wanted(const struct xap_db *db, struct hk_str prefix,
				  bool (*wants)(void *ctx, struct hk_str term),
				  xap_term_fn fn, void *ctx,
				  struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "list the terms of"), [&] {
		const std::string start = xap_string(prefix);
		const Xapian::TermIterator end = db->db.allterms_end();

		for (auto i = db->db.allterms_begin(start); i != end; ++i) {
			const std::string term = *i;
			enum hk_status status;

			xap_heed(db->stop);
			if (wants && !wants(ctx, xap_bytes(term)))
				continue;
			status = fn(ctx, xap_bytes(term), i.get_termfreq());
			if (status)
				return status;
		}
		return HK_OK;
	});
}

enum hk_status xap_db_each_doc(const struct xap_db *db, struct hk_str term,
			       xap_doc_fn fn, void *ctx, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "list the documents of"), [&] {
		const std::string name = xap_string(term);
		const Xapian::PostingIterator end = db->db.postlist_end(name);

		for (auto i = db->db.postlist_begin(name); i != end; ++i) {
			enum hk_status status = fn(ctx, *i);

			xap_heed(db->stop);
			if (status)
				return status;
		}
		return HK_OK;
	});
}

/* To Xapian 0 is an invalid argument, to us a document that does not exist. */
static Xapian::docid checked(uint32_t number)
{
	if (!number)
		throw Xapian::DocNotFoundError("Documents begin at 1");
	return number;
}

enum hk_status xap_db_record(const struct xap_db *db, uint32_t number,
			     struct hk_buf *out, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "read a record of"), [&] {
		Xapian::Document doc = db->db.get_document(checked(number));

		return xap_append(out, doc.get_data(), err);
	});
}

enum hk_status xap_db_value(const struct xap_db *db, uint32_t number,
			    unsigned slot, struct hk_buf *out,
			    struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "read a value of"), [&] {
		Xapian::Document doc = db->db.get_document(checked(number));

		return xap_append(out, doc.get_value(slot), err);
	});
}
