/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_ENTITY_H
#define HIKU_FORMATS_MARKDOWN_ENTITY_H

/*
 * Character references of HTML in formats that let it through: the names of
 * HTML 4 (and &apos;), and numbers.
 */

#include <stddef.h>

#include "base/span.h"

/* The longest reference that is looked at, from '&' to ';'. */
#define HK_ENTITY_MAX 40

/*
 * Write the character that `entity`, "&amp;" with all its signs, stands for
 * as UTF-8 and return its length; 0 where it stands for none. Controls become
 * a blank, what is no character becomes U+FFFD.
 */
size_t hk_entity_decode(char out[4], struct hk_str entity);
/* The length of the reference that `text` begins with; 0: with none. */
size_t hk_entity_length(struct hk_str text);

#endif
