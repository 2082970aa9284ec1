/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_CARD_H
#define HIKU_FORMATS_LIGHT_CARD_H

/* Calendars and cards: entries between BEGIN: and END:, each an article whose
 * fields are properties by their names. */

#include "formats/format.h"

enum hk_card_use {
	HK_CARD_TITLE,
	HK_CARD_PERSON, /* the title if there is none yet, else text */
	HK_CARD_DATE,	/* 20240531T090000Z, 2024-05-31 */
	HK_CARD_TEXT,
	HK_CARD_TAGS,
	HK_CARD_URL,
	HK_CARD_READING, /* text, and how the title is read */
	HK_CARD_GIVEN,	 /* text, and how a part of it is read: */
	HK_CARD_FAMILY,	 /* that of the family name, which comes first */
	HK_CARD_NAME,	 /* of somebody: the parameter CN */
};

struct hk_card_field {
	const char *name; /* NULL ends the table */
	enum hk_card_use use;
	char between; /* parts its parts; 0: it has none */
};

/* Does the text begin with this line, in any case? */
bool hk_card_looks(struct hk_str text, const char *line);
/* Read all entries of these names, which NULL ends; what else they hold, as
 * alarms, is left out. */
enum hk_status hk_card_read(const struct hk_format_input *input,
			    const char *const *entries,
			    const struct hk_card_field *fields,
			    struct hk_error *err);

#endif
