/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_FIELD_H
#define HIKU_QUERY_FIELD_H

/*
 * The fields of the query language, NAME:VALUE, which restrict what is found.
 * Parser, help and manual page read this table; query/plan/filter.h says what
 * each of them does.
 */

enum hk_field_kind {
	HK_FIELD_TITLE,
	HK_FIELD_AUTHOR,
	HK_FIELD_HEADING,
	HK_FIELD_PATH,
	HK_FIELD_TYPE,
	HK_FIELD_TAG,
	HK_FIELD_DATE,
};

struct hk_field {
	enum hk_field_kind kind;
	const char *name;
	const char *value;  /* what the value is called in the help */
	const char *help;   /* one line */
	const char *manual; /* in the form of an option's: base/opt.h */
};

/* Ended by a row without a name. */
extern const struct hk_field hk_field_table[];

#endif
