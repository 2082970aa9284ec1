/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_VAULT_H
#define HIKU_FORMATS_MARKDOWN_VAULT_H

/*
 * What note programs such as Obsidian add to Markdown: marks that are no text
 * and that a parser of Markdown would leave there, and #tags.
 */

#include "text/article.h"

/* What stands for a byte of a mark in what the parser sees. */
#define HK_MARKDOWN_HIDDEN '\x02'

/* How a text is read line by line. */
struct hk_markdown_vault {
	struct hk_article *article; /* gets the tags */
	bool comment;		    /* inside %% ... %% */
	char fence;		    /* of the block of code; 0: none is open */
	size_t fence_len;
};

/*
 * Hide the marks of a line, which `copy` is a copy of: %%comments%%, ==marks==,
 * the [!kind] of a callout, a ^name at its end, ![[pictures]]; and give its
 * #tags to the article. `ends` says whether a comment that begins here has an
 * end in what follows. HK_ENOMEM.
 */
enum hk_status hk_markdown_vault_line(struct hk_markdown_vault *vault,
				      struct hk_str line, char *copy,
				      bool ends) HK_MUST_USE;

#endif
