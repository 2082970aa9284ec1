/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_FRONTMATTER_H
#define HIKU_FORMATS_MARKDOWN_FRONTMATTER_H

/*
 * Front matter, the lines above an article that describe it: YAML between two
 * lines of ---, TOML between two of +++. Of these languages, keys and values of
 * the first level are read, quoted or not, and lists on one line or on several.
 *
 * The keys are title, date (published_at, created, ...), tags (topics,
 * categories, keywords), author, lang, url (permalink, ...) and description,
 * how title and author are read (formats/yomi.h);
 * others are ignored.
 */

#include "text/article.h"

/*
 * Take front matter off the beginning of `*text` into the article, and move the
 * line number `*line` past it. Without front matter both stay as they are. A
 * date that cannot be read is ignored. HK_ENOMEM.
 */
enum hk_status hk_frontmatter_read(struct hk_article *article,
				   struct hk_str *text,
				   uint32_t *line) HK_MUST_USE;

#endif
