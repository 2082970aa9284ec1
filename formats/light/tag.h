/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_TAG_H
#define HIKU_FORMATS_LIGHT_TAG_H

/* Tags of HTML inside of light markup. */

#include "formats/light/light.h"

/*
 * For hooks: the length of a tag or a comment of HTML at `at`, whose line ends
 * are kept and which is nothing else, but for <br>, which is a blank; <ruby>
 * with a <rt> in it is taken as a whole, and its reading put aside. 0: it is
 * not a tag. The last slot of hk_light_find() is used.
 */
size_t hk_light_tag(struct hk_light *light, size_t at);
/* The length of the tag <name ...> or </name> at the beginning of `text`, whose
 * name is in `*name`; 0: it is not a tag. */
size_t hk_light_tag_at(struct hk_str text, struct hk_str *name);

#endif
