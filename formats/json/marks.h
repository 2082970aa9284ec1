/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_MARKS_H
#define HIKU_FORMATS_JSON_MARKS_H

/* Marks inside the texts of chats and wikis that export JSON. */

#include "formats/json/tree.h"

/* Is the object a message as Slack exports it? */
bool hk_json_marks_slack(const struct hk_json_tree *tree, uint32_t object);
/* Append the text of a message of Slack: <@U1> and <#C1|name> become names,
 * <address|label> its label, &amp; a sign. HK_ENOMEM. */
enum hk_status hk_json_marks_message(struct hk_buf *out,
				     struct hk_str text) HK_MUST_USE;
/* Is the object a page of Scrapbox (Cosense)? */
bool hk_json_marks_page(const struct hk_json_tree *tree, uint32_t object);
/* Append a line of such a page: [link] and [address label] without brackets,
 * [* bold] and `code` without their marks. HK_ENOMEM. */
enum hk_status hk_json_marks_line(struct hk_buf *out,
				  struct hk_str line) HK_MUST_USE;

#endif
