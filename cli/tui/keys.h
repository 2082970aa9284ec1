/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_KEYS_H
#define HIKU_CLI_TUI_KEYS_H

/*
 * From the bytes of a terminal to keys.
 *
 * The sequences are those of ECMA-48 and xterm, which the terminals of today
 * share, with the older forms of rxvt, the Linux console and PuTTY. A sequence
 * that is not known is passed over as a whole, so that no letter of it is
 * typed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hk_key_kind {
	HK_KEY_CHAR, /* `c`, with `control` and `alt` */
	HK_KEY_UP,
	HK_KEY_DOWN,
	HK_KEY_LEFT,
	HK_KEY_RIGHT,
	HK_KEY_HOME,
	HK_KEY_END,
	HK_KEY_PAGE_UP,
	HK_KEY_PAGE_DOWN,
	HK_KEY_DELETE,
	HK_KEY_BACKSPACE,
	HK_KEY_ENTER,
	HK_KEY_TAB,
	HK_KEY_BACKTAB,
	HK_KEY_ESCAPE,
	HK_KEY_HELP, /* F1 */
	HK_KEY_WHEEL_UP,
	HK_KEY_WHEEL_DOWN,
	HK_KEY_CLICK,
};

struct hk_key {
	enum hk_key_kind kind;
	uint32_t c; /* of HK_KEY_CHAR; with `control` a small letter, or a sign
		     */
	bool control, alt, shift;
	bool pasted;	      /* part of a pasted text: it commands nothing */
	unsigned row, column; /* of the mouse, from 0 */
};

/* Bytes of a sequence that are looked at; longer ones are dropped. */
#define HK_KEYS_MAX 64

struct hk_keys {
	unsigned char bytes[HK_KEYS_MAX];
	size_t len;
	bool pasting;
	bool skipping; /* the rest of a sequence that is too long */
};

/* An empty one is all zeroes. */

/*
 * Take bytes that were read; returns how many were taken, at least one unless
 * `len` is 0: then call hk_keys_next() until it says false, and give the rest.
 */
size_t hk_keys_take(struct hk_keys *keys, const char *bytes, size_t len);

/*
 * The next key. False: there is none, or the bytes may be the beginning of one;
 * with `whole` nothing more comes, so that ESC alone is the key.
 */
bool hk_keys_next(struct hk_key *out, struct hk_keys *keys, bool whole);

/* Nothing came for a second: a paste that has not ended yet never will, and
 * keys command again. */
void hk_keys_calm(struct hk_keys *keys);

/* Is the beginning of a key waiting for the rest? */
bool hk_keys_pending(const struct hk_keys *keys);

#endif
