/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What authors say of pictures for those who cannot see them: the only text
 * that a picture has. */

#include "formats/office/office.h"

#ifdef HK_OFFICE_BUILT

#include <strings.h>

#include "formats/foreign.h"
#include "formats/plain.h"

/* Bytes of a text that is looked at for being a file's name. */
#define NAME_MAX_BYTES 255

/* Programs that insert a picture say the name of its file. */
static bool is_file_name(struct hk_str text)
{
	char name[NAME_MAX_BYTES + 1];

	if (text.len > NAME_MAX_BYTES || memchr(text.data, '\n', text.len))
		return false;
	memcpy(name, text.data, text.len);
	name[text.len] = '\0';
	return strcmp(hk_foreign_reason(name), HK_FOREIGN_BARE) == 0;
}

void hk_office_alt(struct hk_office_flow *flow, struct hk_str text)
{
	text = hk_plain_trim(text);
	if (!text.len || is_file_name(text))
		return;
	hk_office_flow_aside(flow);
	hk_office_flow_picture(flow);
	hk_office_flow_text(flow, text);
	hk_office_flow_aside_end(flow);
}

void hk_office_alt_of(struct hk_office_flow *flow,
		      const struct hk_xml_parse_element *e)
{
	struct hk_str title = hk_xml_parse_value(e, "title");
	struct hk_str text = hk_xml_parse_value(e, "descr");

	hk_office_alt(flow, title);
	if (!hk_span_same(title, text))
		hk_office_alt(flow, text);
}

#endif
