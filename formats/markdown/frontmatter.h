/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_FRONTMATTER_H
#define HIKU_FORMATS_MARKDOWN_FRONTMATTER_H

/*
 * The lines about an article that stand above it: YAML between two lines of
 * ---, TOML between two of +++. Not all of these languages: keys and values
 * of the first level, quoted or not, and lists on one line or on many.
 *
 * Known are title, date (published_at, created, ...), tags (topics,
 * categories, keywords), author, lang, url (permalink, ...) and description;
 * all else is left out.
 */

#include "text/article.h"

/*
 * Take what stands about the article from the beginning of `*text`, which
 * moves behind it with the line number `*line`; without front matter they
 * stay. A date that is none is left out. HK_ENOMEM.
 */
enum hk_status hk_frontmatter_read(struct hk_article *article,
				   struct hk_str *text,
				   uint32_t *line) HK_MUST_USE;

#endif
