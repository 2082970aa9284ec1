/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/light/card.h"

/* iCalendar: each event, task and journal entry is an article. */

/* What there is to read of an entry. */
static const struct hk_card_field fields[] = {
	{"SUMMARY", HK_CARD_TITLE, 0},	  {"DTSTART", HK_CARD_DATE, 0},
	{"DUE", HK_CARD_DATE, 0},	  {"LOCATION", HK_CARD_TEXT, 0},
	{"DESCRIPTION", HK_CARD_TEXT, 0}, {"COMMENT", HK_CARD_TEXT, 0},
	{"CONTACT", HK_CARD_TEXT, 0},	  {"RESOURCES", HK_CARD_TEXT, ','},
	{"CATEGORIES", HK_CARD_TAGS, 0},  {"URL", HK_CARD_URL, 0},
	{"ORGANIZER", HK_CARD_NAME, 0},	  {"ATTENDEE", HK_CARD_NAME, 0},
	{NULL, HK_CARD_TEXT, 0},
};

static bool looks(struct hk_str text)
{
	return hk_card_looks(text, "BEGIN:VCALENDAR");
}

static enum hk_status read_ics(const struct hk_format_input *input,
			       struct hk_error *err)
{
	static const char *const entries[] = {"VEVENT", "VTODO", "VJOURNAL",
					      NULL};

	if (!looks(input->text))
		return hk_format_text.read(input, err);
	return hk_card_read(input, entries, fields, err);
}

const struct hk_format hk_format_ics = {
	.takes = HK_FORMAT_TEXT,
	.told = looks,
	.read = read_ics,
};
