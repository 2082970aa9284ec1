/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_NODES_H
#define HIKU_QUERY_SOUND_NODES_H

/*
 * The words that a reading may be made of, each with its place in the reading
 * and with what the index says of it.
 */

#include "query/sound/node.h"

/*
 * Find the words of `nodes->sound` in `nodes->readings` and in the index; all
 * of this is the caller's, and the nodes are in the vocabulary's arena. What
 * the engine gives; other failures are in `failed` and in the vocabulary.
 */
enum hk_status hk_nodes_find(struct hk_nodes *nodes,
			     struct hk_error *err) HK_MUST_USE;

#endif
