/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_CHAT_H
#define HIKU_FORMATS_JSON_CHAT_H

/* Conversations whose messages are a tree, as ChatGPT exports them: "mapping"
 * has a node for each message, which names its parent. */

#include "formats/json/record.h"

bool hk_json_chat_looks(const struct hk_json_tree *tree, uint32_t object);
/* Add the messages to the article as Markdown: those that lead to the last one
 * in their order, then all others. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_json_chat_fill(struct hk_json_record *record,
				 const struct hk_json_tree *tree,
				 uint32_t object) HK_MUST_USE;

#endif
