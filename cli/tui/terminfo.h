/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_TERMINFO_H
#define HIKU_CLI_TUI_TERMINFO_H

/*
 * What moves the cursor and so on at this terminal, as the terminfo library of
 * ncurses knows it.
 *
 * It is loaded here and not linked, since each library costs every start of
 * hiku a tenth of a millisecond (docs/BENCHMARKS.md). Of ncurses' windows
 * nothing is used: they measure characters by the locale.
 */

#include "base/error.h"

#define HK_TERMINFO_MAX 64 /* bytes of a string, its NUL included */

/* Strings to send; empty: the terminal cannot do it. */
struct hk_terminfo {
	char enter[HK_TERMINFO_MAX], leave[HK_TERMINFO_MAX]; /* a screen of our
								own */
	char clear[HK_TERMINFO_MAX];
	char hide[HK_TERMINFO_MAX], show[HK_TERMINFO_MAX]; /* the cursor */
	char keys_on[HK_TERMINFO_MAX], keys_off[HK_TERMINFO_MAX];
	char plain[HK_TERMINFO_MAX], bold[HK_TERMINFO_MAX],
		reverse[HK_TERMINFO_MAX], underline[HK_TERMINFO_MAX];
	int colors; /* how many; 0 or less: none */
};

/*
 * Look up the terminal $TERM. HK_EUSAGE if it is none on which a screen can be
 * drawn, or is not known; HK_ENOTFOUND if the library is not there.
 */
enum hk_status hk_terminfo_load(struct hk_terminfo *out,
				struct hk_error *err) HK_MUST_USE;
/* What moves the cursor there, from 0. After hk_terminfo_load() only. */
void hk_terminfo_move(char out[HK_TERMINFO_MAX], unsigned row, unsigned column);

#endif
