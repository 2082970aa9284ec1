/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_PROPERTY_H
#define HIKU_FORMATS_LIGHT_PROPERTY_H

/*
 * The lines of iCalendar (RFC 5545) and vCard (RFC 6350), and of what was
 * before these: NAME;PARAMETER=VALUE:VALUE, folded where a line begins with a
 * blank, in quoted-printable with a charset of its own, in base64.
 */

#include "formats/format.h"

struct hk_property {
	struct hk_str rest;	  /* lines that are not read yet */
	uint32_t line;		  /* on which the property begins */
	uint32_t next;		  /* on which `rest` begins */
	struct hk_buf raw;	  /* the property, unfolded */
	struct hk_buf value;	  /* decoded; \n, \, and \; still stand there */
	struct hk_str name;	  /* without a group (item1.) */
	struct hk_str parameters; /* behind the name, from the first ';' */
	bool binary;		  /* base64: the value is empty */
};

void hk_property_init(struct hk_property *property, struct hk_str text,
		      uint32_t line);
void hk_property_release(struct hk_property *property);
/* Read the next property; HK_ENOTFOUND at the end, HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_property_next(struct hk_property *property);
/* Is it this one, in any case? */
bool hk_property_is(const struct hk_property *property, const char *name);
/* The value of a parameter without its quotes; empty: there is none. */
struct hk_str hk_property_parameter(const struct hk_property *property,
				    const char *name);
/*
 * Append a text with its escapes resolved. Its parts, which `between` parts
 * (';' or ','; 0: it is one), are joined by blanks. HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_property_text(struct hk_buf *out, struct hk_str value,
				char between) HK_MUST_USE;

#endif
