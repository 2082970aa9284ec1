/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/manifest.h"

#ifdef HK_OFFICE_BUILT

struct manifest {
	bool content; /* the entry that is open is the content */
	bool *encrypted;
};

static enum hk_status on_entry(void *ctx, const struct hk_xml_parse_element *e)
{
	struct manifest *m = ctx;
	struct hk_str path;

	if (hk_xml_parse_is(e, "file-entry")) {
		path = hk_xml_parse_value(e, "full-path");
		m->content =
			hk_span_same(path, hk_span_cstr("content.xml")) ||
			hk_span_same(path, hk_span_cstr("encrypted-package"));
	} else if (hk_xml_parse_is(e, "encryption-data") && m->content) {
		*m->encrypted = true;
	}
	return HK_OK;
}

enum hk_status hk_manifest_encrypted(bool *encrypted, struct hk_office *o)
{
	static const struct hk_xml_parse_events events = {.open = on_entry};
	struct hk_office_part *part = hk_office_package_find(
		&o->package, hk_span_cstr("META-INF/manifest.xml"));
	struct manifest m = {false, encrypted};

	*encrypted = false;
	return part ? hk_office_package_parse(&o->package, part, &events, &m,
					      o->err)
		    : HK_OK;
}

#endif
