/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass.h"
#include "shim/handle.h"
#include "shim/trial.h"

struct xap_writer {
	Xapian::WritableDatabase db;
	struct hk_error first = {}; /* the first failure; HK_OK: none yet */
	struct xap_db view = {};
	bool in_batch = false;
};

static struct xap_task task(const struct xap_writer *writer, const char *verb)
{
	return xap_db_task(&writer->view, verb);
}

static int xapian_flags(unsigned flags)
{
	/* Without GLASS, stubs would be opened too. */
	return Xapian::DB_BACKEND_GLASS |
	       (flags & XAP_OPEN_CREATE ? Xapian::DB_CREATE : Xapian::DB_OPEN) |
	       (flags & XAP_OPEN_NO_SYNC ? Xapian::DB_NO_SYNC : 0) |
	       (flags & XAP_OPEN_DANGEROUS ? Xapian::DB_DANGEROUS : 0);
}

enum hk_status xap_writer_open(struct xap_writer **out, const char *path,
			       unsigned flags, struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(
		err, {HK_MESSAGE("open for writing"), path, nullptr}, [&] {
			enum hk_status status = xap_trust(err);

			if (status)
				return status;
			xap_check_files(path);
			Xapian::WritableDatabase db(path, xapian_flags(flags),
						    GLASS_BLOCK_MIN);
			struct xap_db view = {db, path, nullptr};

			*out = new xap_writer{db, {}, view, false};
			(*out)->view.first = &(*out)->first;
			return HK_OK;
		});
}

void xap_writer_free(struct xap_writer *writer)
{
	if (!writer)
		return;
	/* Closing saves what is not in a transaction, so begin one. That fails
	 * if there is one already, which is just as good. */
	xap_guard(nullptr, {HK_MESSAGE("close"), "", nullptr}, [&] {
		writer->db.begin_transaction(false);
		return HK_OK;
	});
	/* Hits may keep the database open, so release the lock here. */
	xap_guard(nullptr, {HK_MESSAGE("close"), "", nullptr}, [&] {
		writer->db.close();
		return HK_OK;
	});
	xap_guard(nullptr, {HK_MESSAGE("close"), "", nullptr}, [&] {
		delete writer;
		return HK_OK;
	});
}

bool xap_writer_dead(const struct xap_writer *writer)
{
	return writer->first.status != HK_OK;
}

const struct xap_db *xap_writer_db(const struct xap_writer *writer)
{
	return &writer->view;
}

enum hk_status xap_writer_begin(struct xap_writer *writer, struct hk_error *err)
{
	return xap_guard(err, task(writer, "begin a batch in"), [&] {
		writer->db.begin_transaction();
		writer->in_batch = true;
		return HK_OK;
	});
}

enum hk_status xap_writer_commit(struct xap_writer *writer,
				 struct hk_error *err)
{
	return xap_guard(err, task(writer, "save to"), [&] {
		if (writer->in_batch)
			writer->db.commit_transaction();
		else
			writer->db.commit();
		writer->in_batch = false;
		return HK_OK;
	});
}

enum hk_status xap_writer_revision(const struct xap_writer *writer,
				   uint64_t *out, struct hk_error *err)
{
	return xap_db_revision(&writer->view, out, err);
}

enum hk_status xap_writer_add(struct xap_writer *writer,
			      const struct xap_doc *doc, uint32_t *number,
			      struct hk_error *err)
{
	return xap_guard(err, task(writer, "add a document to"), [&] {
		Xapian::docid added = writer->db.add_document(doc->doc);

		if (number)
			*number = added;
		return HK_OK;
	});
}

enum hk_status xap_writer_delete(struct xap_writer *writer, uint32_t number,
				 struct hk_error *err)
{
	return xap_guard(err, task(writer, "remove a document from"), [&] {
		try {
			writer->db.delete_document(number);
		} catch (const Xapian::DocNotFoundError &) {
			/* Thrown before anything is changed. */
			return HK_OK;
		}
		return HK_OK;
	});
}

enum hk_status xap_writer_delete_term(struct xap_writer *writer,
				      struct hk_str term, struct hk_error *err)
{
	return xap_guard(err, task(writer, "remove documents from"), [&] {
		writer->db.delete_document(xap_string(term));
		return HK_OK;
	});
}

enum hk_status xap_writer_set_metadata(struct xap_writer *writer,
				       struct hk_str key, struct hk_str value,
				       struct hk_error *err)
{
	return xap_guard(err, task(writer, "set metadata of"), [&] {
		if (key.len > XAP_KEY_MAX)
			return hk_error_set(
				err, HK_ETOOBIG,
				"a metadata key has %zu bytes; the limit is %d",
				key.len, XAP_KEY_MAX);
		writer->db.set_metadata(xap_string(key), xap_string(value));
		return HK_OK;
	});
}
