/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_MORPH_PIECE_H
#define HIKU_TEXT_MORPH_PIECE_H

/*
 * The copy of a stretch of text that MeCab is given: old kanji and other
 * forms as those in use, which dictionaries know. A kanji of four bytes may
 * become one of three; the way back is kept. For text/morph.c only.
 */

#include <stddef.h>
#include <stdint.h>

/* Most bytes that MeCab is given at once. Its time is quadratic in runs of one
 * class, its path costs overflow in megabytes. */
#define HK_MORPH_PIECE_MAX 2048

struct hk_morph_piece {
	char bytes[HK_MORPH_PIECE_MAX + 1]; /* NUL-terminated */
	size_t len;
	/* Ends of the kanji, in `bytes`, that are a byte shorter here. */
	uint16_t shorter[HK_MORPH_PIECE_MAX / 4];
	size_t shorter_count;
};

/* Copy `len` bytes, at most HK_MORPH_PIECE_MAX. */
void hk_morph_piece_copy(struct hk_morph_piece *piece, const char *text,
			 size_t len);
/* The offset in the text of a border of characters in the copy. */
size_t hk_morph_piece_source(const struct hk_morph_piece *piece, size_t at);

#endif
