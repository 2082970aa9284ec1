/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_WIKI_H
#define HIKU_FORMATS_LIGHT_WIKI_H

/* The parts of MediaWiki's reader. */

#include "formats/light/light.h"

/* The marks inside lines, for `hook`: links, templates, tags, ''. */
size_t hk_light_wiki(struct hk_light *light, size_t at);
/* A file of WikiExtractor: each <doc> is an article. */
enum hk_status hk_light_wiki_docs(const struct hk_format_input *input,
				  struct hk_error *err);

#endif
