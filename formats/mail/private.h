/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MAIL_PRIVATE_H
#define HIKU_FORMATS_MAIL_PRIVATE_H

/*
 * What the files of mail.h share: message.c begins and ends a message, walk.c
 * goes through its parts, which parts.c separates, and part.c takes their text.
 * Nobody else includes this.
 */

#include "formats/mail/mail.h"

struct hk_mail_attachment {
	struct hk_mail_fields fields;
	struct hk_mail_attachment *next;
};

struct hk_mail_letter {
	const struct hk_format_input *input;
	struct hk_article *article;
	struct hk_arena arena; /* forwarded messages that had to be decoded */
	struct hk_buf bytes, text;
	struct hk_article html;
	uint32_t html_line;    /* of all its blocks; 0: they know their own */
	struct hk_str charset; /* of its first text */
	struct hk_str date;    /* of the message, for its attachments */
	bool encoded;	       /* some text has no lines of its own */
	bool no_html, too_deep;
	/* Where in the message, and on which line, was last looked. */
	const char *at;
	uint32_t line;
	uint32_t fixed; /* 0, or the line of a message that was decoded */
	struct hk_mail_attachment *first, **last;
	unsigned attachments;
	unsigned forwarded; /* messages around the part at hand */
	enum hk_status status;
};

/* The line of a byte of the message; cheap near to the one asked for before. */
uint32_t hk_mail_line(struct hk_mail_letter *l, const char *at);
/* The first failure stays. */
void hk_mail_note(struct hk_mail_letter *l, enum hk_status status);
/* A parameter of a field, in the arena. */
struct hk_str hk_mail_letter_parameter(struct hk_mail_letter *l,
				       struct hk_str value, const char *name,
				       bool raw);

/* Add the text of a part, which is `part` with its header. */
void hk_mail_add_plain(struct hk_mail_letter *l,
		       const struct hk_mail_fields *fields, struct hk_str part);
void hk_mail_add_html(struct hk_mail_letter *l,
		      const struct hk_mail_fields *fields, struct hk_str part);
/* Add the text of a message or part, and of all in it; `depth` 0 is the
 * message itself. `digest`: what does not say what it is is a message. */
void hk_mail_walk(struct hk_mail_letter *l, struct hk_str bytes, unsigned depth,
		  bool digest);

struct hk_mail_parts {
	struct hk_str rest;	 /* behind the line of a delimiter */
	struct hk_str delimiter; /* "\n--", the boundary */
	bool open;		 /* there may be one more */
};

/* Find the first part. `delimiter`, "\n--" and the boundary, is borrowed.
 * False: there is no part in it. */
bool hk_mail_parts_begin(struct hk_mail_parts *parts, struct hk_str body,
			 struct hk_str delimiter);
bool hk_mail_parts_next(struct hk_mail_parts *parts, struct hk_str *part);

#endif
