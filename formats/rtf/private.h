/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RTF_PRIVATE_H
#define HIKU_FORMATS_RTF_PRIVATE_H

/*
 * What the files of the RTF reader share:
 *
 *   rtf.c     the format: a file to an article
 *   parse.c   groups, control words, and where their text goes
 *   body.c    that text: paragraphs, rows, markers of lists
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

static inline void hk_rtf_fail(struct hk_rtf *rtf, enum hk_status status)
{
	if (status && !rtf->status)
		rtf->status = status;
}

/* The innermost group. */
static inline struct hk_rtf_group *hk_rtf_top(struct hk_rtf *rtf)
{
	return &rtf->groups[rtf->depth];
}

/* ---- parse.c ---- */

enum hk_status hk_rtf_init(struct hk_rtf *rtf, struct hk_article *article);
void hk_rtf_release(struct hk_rtf *rtf);
/* Read all of it into the flow. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_rtf_parse(struct hk_rtf *rtf, struct hk_str bytes);

/* ---- body.c; failures are kept ---- */

/* Bring what was decoded to its place. */
void hk_rtf_body_deliver(struct hk_rtf *rtf);
/* Let the flow be in a row exactly where the text is. */
void hk_rtf_body_row(struct hk_rtf *rtf, bool in);
/* A character that a control word or sign stands for; a byte of text, and one
 * that was written as \'xx; bytes of text as they are. All of them may be the
 * fallback of a character that was there already. */
void hk_rtf_body_char(struct hk_rtf *rtf, uint32_t c);
void hk_rtf_body_byte(struct hk_rtf *rtf, unsigned char byte);
void hk_rtf_body_hex(struct hk_rtf *rtf, unsigned char byte);
void hk_rtf_body_text(struct hk_rtf *rtf, struct hk_str text);
/* A paragraph ends, or a line of it; a cell, or a tab; a row. */
void hk_rtf_body_end_line(struct hk_rtf *rtf, bool paragraph);
void hk_rtf_body_end_cell(struct hk_rtf *rtf, bool tab);
void hk_rtf_body_end_row(struct hk_rtf *rtf);
/* The number of an item is part of its text, unless it is only a mark. */
void hk_rtf_body_end_marker(struct hk_rtf *rtf);

/* ---- field.c ---- */

/* Is the field furigana, an EQ field with \o and \s\up? Then its base goes to
 * the flow, with its reading. */
bool hk_rtf_field_ruby(struct hk_office_flow *flow, struct hk_str inst);

#endif
