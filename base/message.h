/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_MESSAGE_H
#define HIKU_BASE_MESSAGE_H

/*
 * What users read, in their language: by LC_ALL, LC_MESSAGES, LANG and
 * LANGUAGE, as gettext(3) has it, from po/.
 *
 * Lines that libraries make (base/error.h) are English inside the programs: an
 * index keeps some of them, JSON has them, processes send them to each other,
 * and reasons are told apart by them. They are said in the user's language
 * where they are printed, by hk_message_line(), and nowhere else. Texts that
 * are printed where they are made go through hk_message_text().
 *
 * The locale of the process is left as it is: strerror() and libraries go on
 * in English, numbers and dates in the C locale.
 */

#include <stdbool.h>

#include "base/attribute.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that a line takes at most, its NUL included. */
#define HK_MESSAGE_MAX 4096

/* Speak the user's language, which is looked up by the first message. Called
 * once, before threads are started; without it all is English. */
void hk_message_init(void);

/* Is there a catalogue in the user's language? */
bool hk_message_is_said(void);

/* The text, which may be a format, in the user's language; `text` itself where
 * there is none. Not to be freed. */
const char *hk_message_text(const char *text) HK_FORMAT_ARG(1);

struct hk_message_buf {
	char text[HK_MESSAGE_MAX];
};

/*
 * An English line, made from formats of this program, in the user's language;
 * what has no translation stays as it is. Names in quotes are not changed.
 * The result is `line` or in `buf`.
 */
const char *hk_message_line(struct hk_message_buf *buf, const char *line);

#ifdef __cplusplus
}
#endif

#endif
