/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"
#include "shim/packer_private.h"

#include <cstring>

static const struct xap_task TASK = {HK_MESSAGE("make"),
				     HK_MESSAGE("a document"), nullptr};

enum hk_status xap_check_term(struct hk_str term, struct hk_error *err)
{
	if (term.len > XAP_TERM_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "a term has %zu bytes; the limit is %d",
				    term.len, XAP_TERM_MAX);
	if (!term.len)
		return hk_error_set(err, HK_EFORMAT, "a term is empty");
	if (memchr(term.data, '\0', term.len))
		return hk_error_set(err, HK_EFORMAT, "a term has a NUL byte");
	return HK_OK;
}

enum hk_status xap_doc_new(struct xap_doc **out, struct hk_error *err)
{
	*out = nullptr;
	return xap_guard(err, TASK, [&] {
		*out = new xap_doc;
		return HK_OK;
	});
}

void xap_doc_free(struct xap_doc *doc)
{
	xap_guard(nullptr, TASK, [&] {
		delete doc;
		return HK_OK;
	});
}

enum hk_status xap_doc_reset(struct xap_doc *doc, struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		doc->doc = Xapian::Document();
		return HK_OK;
	});
}

enum hk_status xap_doc_add_term(struct xap_doc *doc, struct hk_str term,
				uint32_t wdf, struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		enum hk_status status = xap_check_term(term, err);

		if (!status)
			doc->doc.add_term(xap_string(term), wdf);
		return status;
	});
}

enum hk_status xap_doc_set_value(struct xap_doc *doc, unsigned slot,
				 struct hk_str value, struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		doc->doc.add_value(slot, xap_string(value));
		return HK_OK;
	});
}

enum hk_status xap_doc_set_record(struct xap_doc *doc, struct hk_str record,
				  struct hk_error *err)
{
	return xap_guard(err, TASK, [&] {
		if (record.len > XAP_RECORD_MAX)
			return hk_error_set(
				err, HK_ETOOBIG,
				"a record has %zu bytes; the limit is %u",
				record.len, XAP_RECORD_MAX);
		doc->doc.set_data(xap_string(record));
		return HK_OK;
	});
}
