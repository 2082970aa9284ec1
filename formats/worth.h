/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_WORTH_H
#define HIKU_FORMATS_WORTH_H

/*
 * Which values of data are text for people. Files of data hold many that
 * programs wrote for programs: numbers, addresses, identifiers, pictures in
 * base64. Nobody searches for these, and they would drown the rest.
 */

#include <stdbool.h>

#include "base/span.h"

/* Is it encoded data: at least 64 characters of base64, and nothing else? */
bool hk_worth_is_blob(struct hk_str text);
/* Is it an address of the web, or a data: URL? */
bool hk_worth_is_url(struct hk_str text);
/*
 * Is the value text? It is if it holds a Japanese character; or if it has two
 * words of letters or more with blanks between them. Blobs and addresses are
 * not.
 */
bool hk_worth_reading(struct hk_str text);

#endif
