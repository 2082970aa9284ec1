/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_OPEN_STYLE_H
#define HIKU_FORMATS_OFFICE_OPEN_STYLE_H

/* What hiku wants to know of the styles of OpenDocument (ODF 1.3 part 3, 16 and
 * 20): which is the title, and which hides its sheet or slide. */

#include "formats/office/office.h"

struct hk_open_style {
	struct hk_str name;
	bool title, hidden;
};

struct hk_open_styles {
	struct hk_open_style *list;
	size_t count, capacity;
	struct hk_hashmap by_name;
	struct hk_open_style *now; /* the one that is open; or NULL */
};

void hk_open_style_init(struct hk_open_styles *styles);
void hk_open_style_release(struct hk_open_styles *styles);
/* Take an element that opens; names live in the arena. HK_ENOMEM. */
enum hk_status hk_open_style_take(
	struct hk_open_styles *styles, struct hk_arena *arena,
	const struct hk_xml_parse_element *element) HK_MUST_USE;
/* The style of that name, or NULL. */
const struct hk_open_style *hk_open_style_find(
	const struct hk_open_styles *styles, struct hk_str name);

#endif
