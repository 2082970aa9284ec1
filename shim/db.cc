/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <cstdio>

enum hk_status xap_db_open(struct xap_db **out, const char *path,
			   struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, {"open", path, nullptr}, [&] {
		/* Without the flag a stub would be read too. */
		*out = new xap_db{
			Xapian::Database(path, Xapian::DB_BACKEND_GLASS), path,
			nullptr};
		return HK_OK;
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
		return hk_error_set(err, HK_EUSAGE,
				    "there is no port %u: 65535 is the last",
				    port);
	snprintf(name, sizeof(name), "%s:%u", host, port);
	return xap_guard(err, {"connect to", name, nullptr}, [&] {
		*out = new xap_db{Xapian::Remote::open(host, port, timeout_ms,
						       timeout_ms),
				  name, nullptr};
		return HK_OK;
	});
}

enum hk_status xap_db_open_program(struct xap_db **out, const char *program,
				   const char *arguments, unsigned timeout_ms,
				   struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, {"run", program, nullptr}, [&] {
		*out = new xap_db{
			Xapian::Remote::open(program, arguments, timeout_ms),
			program, nullptr};
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
		return HK_OK;
	});
}

void xap_db_free(struct xap_db *db)
{
	xap_guard(nullptr, {"close", "", nullptr}, [&] {
		delete db;
		return HK_OK;
	});
}

enum hk_status xap_db_reopen(struct xap_db *db, bool *changed,
			     struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "open again"), [&] {
		bool moved = db->db.reopen();

		if (changed)
			*changed = moved;
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
		*out = db->db.get_termfreq(xap_string(term));
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

			if (status)
				return status;
		}
		return HK_OK;
	});
}

enum hk_status xap_db_each_term(const struct xap_db *db, struct hk_str prefix,
				xap_term_fn fn, void *ctx, struct hk_error *err)
{
	return xap_guard(err, xap_db_task(db, "list the terms of"), [&] {
		const std::string start = xap_string(prefix);
		const Xapian::TermIterator end = db->db.allterms_end();

		for (auto i = db->db.allterms_begin(start); i != end; ++i) {
			enum hk_status status =
				fn(ctx, xap_bytes(*i), i.get_termfreq());

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

			if (status)
				return status;
		}
		return HK_OK;
	});
}

/* Xapian calls 0 an invalid argument, for us it is only not there. */
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

enum hk_status xap_db_each_doc_term(const struct xap_db *db, uint32_t number,
				    xap_term_fn fn, void *ctx,
				    struct hk_error *err)
{
	return xap_guard(
		err, xap_db_task(db, "list a document's terms of"), [&] {
			const Xapian::TermIterator end =
				db->db.termlist_end(number);

			for (auto i = db->db.termlist_begin(checked(number));
			     i != end; ++i) {
				enum hk_status status =
					fn(ctx, xap_bytes(*i), i.get_wdf());

				if (status)
					return status;
			}
			return HK_OK;
		});
}
