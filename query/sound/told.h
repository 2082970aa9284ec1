/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_TOLD_H
#define HIKU_QUERY_SOUND_TOLD_H

#include "query/sound/node.h"

/* Add the words of which a text of the index tells that they are read so
 * (store/told.h). What the engine gives; HK_ENOMEM. */
enum hk_status hk_told_words(struct hk_nodes *nodes,
			     struct hk_error *err) HK_MUST_USE;

#endif
