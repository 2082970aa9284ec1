/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RTF_PRIVATE_H
#define HIKU_FORMATS_RTF_PRIVATE_H

/*
 * What the files of the RTF reader share:
 *
 *   rtf.c     the format: a file to an article
 *   parse.c   groups, control words, and where their text goes
 *   field.c   furigana, which Word and LibreOffice write as fields
 *   code.c    characters
 *   token.c   tokens
 *   word.c    the control words
 *
 * Nobody else includes this.
 */

#include "formats/format.h"
#include "formats/office/flow.h"
#include "formats/rtf/code.h"
#include "formats/rtf/token.h"
#include "formats/rtf/word.h"

/* Groups in each other whose properties are kept; in deeper ones text has
 * those of the deepest. */
#define HK_RTF_DEPTH_MAX 1000
/* Fonts and styles have numbers below this. */
#define HK_RTF_NUMBERS 65536
/* Bytes of a title, an author, the instruction of a field. */
#define HK_RTF_TEXT_MAX 16384

struct hk_rtf_group {
	enum hk_rtf_place place;
	enum hk_rtf_place outer; /* of UPR: the place around it */
	bool aside;		 /* it began an aside of the flow */
	bool margin;		 /* which is a header or footer */
	bool row;		 /* and this is the row around it */
	bool shown; /* a FIELD: its text is known from what it is */
	bool deleted, hidden, intbl;
	uint32_t uc;	/* characters that stand for one of \u */
	uint32_t font;	/* its number */
	unsigned level; /* of a heading; 0: none */
};

struct hk_rtf {
	struct hk_office_flow flow;
	struct hk_rtf_code code;
	struct hk_rtf_group *groups; /* HK_RTF_DEPTH_MAX */
	size_t depth;		     /* of the last of them */
	uint64_t over;		     /* groups beyond */
	uint16_t *pages;	     /* of fonts; HK_RTF_NUMBERS */
	unsigned char *levels;	     /* of styles: 1 to 6; 0: no heading */
	uint32_t font, style;	     /* that are being described */
	uint32_t standard;	     /* the font that \plain means */
	uint32_t skip;		     /* fallback characters that are to come */
	bool skip_second;	     /* so is the second byte of the last one */
	bool star;		     /* \* stood before */
	bool item;		     /* the paragraph has a marker */
	bool row, row_defined;	     /* one is open; one is described */
	bool closed;		     /* the outermost group has ended */
	int32_t date[2][5];	     /* created, revised; year ... minute */
	struct hk_buf title, author, inst, marker;
	enum hk_status status;
};

enum hk_status hk_rtf_init(struct hk_rtf *rtf, struct hk_article *article);
void hk_rtf_release(struct hk_rtf *rtf);
/* Read all of it into the flow. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_rtf_parse(struct hk_rtf *rtf, struct hk_str bytes);

/* Is the field furigana, an EQ field with \o and \s\up? Then its base goes to
 * the flow, with its reading. */
bool hk_rtf_field_ruby(struct hk_office_flow *flow, struct hk_str inst);

#endif
