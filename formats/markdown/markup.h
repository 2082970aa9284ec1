/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_MARKUP_H
#define HIKU_FORMATS_MARKDOWN_MARKUP_H

/*
 * The HTML that stands raw in Markdown: its tags are taken out and its text
 * is kept. It comes in pieces, lines and tags, and need not be sound.
 */

#include "formats/markdown/flow.h"

/* Ends that are looked for. */
enum {
	HK_MARKUP_END_TAG,
	HK_MARKUP_END_COMMENT,
	HK_MARKUP_END_SCRIPT,
	HK_MARKUP_END_STYLE,
	HK_MARKUP_ENDS,
};

struct hk_markup {
	struct hk_flow *flow;
	enum {
		HK_MARKUP_TEXT,
		HK_MARKUP_TAG,
		HK_MARKUP_COMMENT,
		HK_MARKUP_OTHER, /* <!...>, <?...> */
	} state;
	bool block; /* tags of blocks end blocks of ours */
	char quote; /* of the value that we are in, else 0 */
	bool end;   /* the tag is an end tag */
	char name[12];
	size_t name_len;
	char skip[12]; /* the element that is left out with all in it: script,
			* style; empty: none */
	bool missing[HK_MARKUP_ENDS]; /* from here to the end of the source */
};

/* What comes is of the source that the flow has now. */
void hk_markup_init(struct hk_markup *markup, struct hk_flow *flow);
/* A block or paragraph begins: nothing is open. */
void hk_markup_begin(struct hk_markup *markup, bool block);
/* Take a piece of HTML; its text goes to the flow. */
void hk_markup_take(struct hk_markup *markup, struct hk_str piece);

#endif
