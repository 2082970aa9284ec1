/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_ENTRY_H
#define HIKU_CLI_TUI_ENTRY_H

/*
 * A line that is being typed: UTF-8, a cursor between two characters as they
 * are seen (a kana and its mark, an emoji of several parts), what was cut out
 * last, and lines that were typed before.
 *
 * It always is valid UTF-8 without control characters, whatever is typed.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Bytes of a line, at most; what is typed beyond that is left out. */
#define HK_ENTRY_MAX 4096
/* Lines that are kept. */
#define HK_ENTRY_PAST 500

struct hk_entry {
	struct hk_buf text;
	size_t cursor; /* a byte of the text */
	struct hk_buf cut;
	char *past[HK_ENTRY_PAST]; /* the latest last; each its own memory */
	size_t past_count;
	size_t past_at;	    /* that is shown; past_count: the typed line */
	struct hk_buf kept; /* the typed line, while another is shown */
};

void hk_entry_init(struct hk_entry *entry);
void hk_entry_release(struct hk_entry *entry);

/* Replace all of the line; the cursor is behind it. HK_ENOMEM. */
enum hk_status hk_entry_set(struct hk_entry *entry,
			    struct hk_str text) HK_MUST_USE;
/* Type a character, or a text, at the cursor. HK_ENOMEM. */
enum hk_status hk_entry_type(struct hk_entry *entry, uint32_t c) HK_MUST_USE;
enum hk_status hk_entry_insert(struct hk_entry *entry,
			       struct hk_str text) HK_MUST_USE;

/* Move by a character, or by a word: a run of one script. */
void hk_entry_left(struct hk_entry *entry);
void hk_entry_right(struct hk_entry *entry);
void hk_entry_word_left(struct hk_entry *entry);
void hk_entry_word_right(struct hk_entry *entry);

/* Remove a character before or behind the cursor. */
void hk_entry_erase(struct hk_entry *entry);
void hk_entry_delete(struct hk_entry *entry);

/* Cut out what is between the cursor and there; hk_entry_put_back() inserts it
 * again. HK_ENOMEM: the line is as it was. */
enum hk_status hk_entry_cut_to(struct hk_entry *entry,
			       size_t there) HK_MUST_USE;
enum hk_status hk_entry_put_back(struct hk_entry *entry) HK_MUST_USE;
/* Where the word before or behind the cursor begins, or ends. */
size_t hk_entry_word_before(const struct hk_entry *entry);
size_t hk_entry_word_behind(const struct hk_entry *entry);

/* Keep a line among those that were typed, unless it is empty or the last one.
 * HK_ENOMEM. */
enum hk_status hk_entry_keep(struct hk_entry *entry,
			     struct hk_str line) HK_MUST_USE;
/* Show the line before or behind the one that is shown; false: there is none.
 * HK_ENOMEM counts as none. */
bool hk_entry_older(struct hk_entry *entry);
bool hk_entry_newer(struct hk_entry *entry);

#endif
