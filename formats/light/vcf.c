/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/light/card.h"

/* vCard, versions 2.1 to 4: each card is an article. */

static const struct hk_card_field fields[] = {
	{"FN", HK_CARD_TITLE, 0},
	{"N", HK_CARD_PERSON, ';'},
	{"SOUND", HK_CARD_READING, ';'},
	{"SORT-STRING", HK_CARD_READING, ','},
	{"X-PHONETIC-LAST-NAME", HK_CARD_FAMILY, 0},
	{"X-PHONETIC-FIRST-NAME", HK_CARD_GIVEN, 0},
	{"NICKNAME", HK_CARD_TEXT, ','},
	{"ORG", HK_CARD_TEXT, ';'},
	{"X-PHONETIC-ORG", HK_CARD_TEXT, 0},
	{"TITLE", HK_CARD_TEXT, 0},
	{"ROLE", HK_CARD_TEXT, 0},
	{"ADR", HK_CARD_TEXT, ';'},
	{"LABEL", HK_CARD_TEXT, 0},
	{"TEL", HK_CARD_TEXT, 0},
	{"EMAIL", HK_CARD_TEXT, 0},
	{"IMPP", HK_CARD_TEXT, 0},
	{"BDAY", HK_CARD_TEXT, 0},
	{"NOTE", HK_CARD_TEXT, 0},
	{"URL", HK_CARD_URL, 0},
	{"CATEGORIES", HK_CARD_TAGS, 0},
	{"REV", HK_CARD_DATE, 0},
	{NULL, HK_CARD_TEXT, 0},
};

static bool looks(struct hk_str text)
{
	return hk_card_looks(text, "BEGIN:VCARD");
}

static enum hk_status read_vcf(const struct hk_format_input *input,
			       struct hk_error *err)
{
	static const char *const entries[] = {"VCARD", NULL};

	if (hk_format_ics.told(input->text))
		return hk_format_ics.read(input, err);
	if (!looks(input->text))
		return hk_format_text.read(input, err);
	return hk_card_read(input, entries, fields, err);
}

const struct hk_format hk_format_vcf = {
	.takes = HK_FORMAT_TEXT,
	.told = looks,
	.read = read_vcf,
};
