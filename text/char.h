/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_CHAR_H
#define HIKU_TEXT_CHAR_H

/* Classes of code points that matter in Japanese text. Blocks are those of
 * Unicode 15's Blocks.txt. */

#include <stdbool.h>
#include <stdint.h>

static inline bool hk_char_hiragana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x309F;
}

/* Includes the prolonged sound mark ー, but not the middle dot ・. */
static inline bool hk_char_katakana(uint32_t c)
{
	return (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x30FF) ||
	       (c >= 0x31F0 && c <= 0x31FF);
}

/* Unified, compatibility and supplementary ideographs, and 々〆〇〻. */
static inline bool hk_char_han(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
	       (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x3005 && c <= 0x3007) || c == 0x303B;
}

/* A fast answer of most characters: does one of U+3000 to U+9FFF, which the
 * dictionary cuts and not we, begin with this byte? */
static inline bool hk_char_lead(char byte)
{
	unsigned char lead = (unsigned char)byte;

	return lead >= 0xE3 && lead <= 0xE9;
}

static inline bool hk_char_hangul(uint32_t c)
{
	return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) ||
	       (c >= 0x3130 && c <= 0x318F);
}

/* Written without blanks: a line break between two such characters may be one
 * of the layout only. */
static inline bool hk_char_japanese(uint32_t c)
{
	return hk_char_hiragana(c) || hk_char_katakana(c) || hk_char_han(c) ||
	       (c >= 0x3001 && c <= 0x303F) || (c >= 0x30A0 && c <= 0x30FF) ||
	       (c >= 0xFF01 && c <= 0xFFEF);
}

static inline bool hk_char_space(uint32_t c)
{
	return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

/* 。！？ and their narrow and half-width forms. */
static inline bool hk_char_sentence_end(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '!' ||
	       c == '?' || c == 0xFF61 || c == 0xFF0E || c == 0x203C ||
	       c == 0x2047 || c == 0x2048 || c == 0x2049;
}

/* Closing brackets, which belong to the sentence that ends before them. */
static inline bool hk_char_closing(uint32_t c)
{
	return c == 0x300D || c == 0x300F || c == 0xFF09 || c == ')' ||
	       c == 0x3011 || c == 0x3009 || c == 0x300B || c == 0x3015 ||
	       c == 0x201D || c == 0xFF63 || c == ']' || c == 0xFF3D;
}

static inline bool hk_char_opening(uint32_t c)
{
	return c == 0x300C || c == 0x300E || c == 0xFF08 || c == '(' ||
	       c == 0x3010 || c == 0x3008 || c == 0x300A || c == 0x3014 ||
	       c == 0x201C || c == 0xFF62 || c == '[' || c == 0xFF3B;
}

#endif
