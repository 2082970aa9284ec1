/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_RECORD_H
#define HIKU_FORMATS_JSON_RECORD_H

/*
 * From objects of JSON to articles. The members of an object have the roles of
 * columns in a table; all other texts in it, at any depth, follow its text, if
 * people can read them.
 */

#include "formats/format.h"
#include "formats/json/role.h"
#include "formats/unique.h"

/* Objects around the records, at most. */
#define HK_JSON_RECORD_AROUND 8

struct hk_json_record {
	const struct hk_format_input *input;
	struct hk_article *article; /* that is being filled */
	struct hk_json_roles roles;
	struct hk_unique unique;
	struct hk_article inner; /* for texts with a format of their own */
	struct hk_error *err;
	/* Their fields are those of records that have none. */
	uint32_t around[HK_JSON_RECORD_AROUND];
	unsigned around_count;
	uint32_t line;	  /* of the record at hand */
	struct hk_str ts; /* what names a message of Slack */
};

/* HK_EUSAGE, HK_ENOMEM. */
enum hk_status hk_json_record_init(struct hk_json_record *record,
				   const struct hk_format_input *input,
				   struct hk_error *err) HK_MUST_USE;
void hk_json_record_release(struct hk_json_record *record);

/* Has the object a member that is its text? */
bool hk_json_record_has_text(const struct hk_json_record *record,
			     const struct hk_json_tree *tree, uint32_t object);

/*
 * All of these give HK_ENOMEM or HK_ETOOBIG. An article is begun, gets texts
 * and fields, and is emitted.
 */

/* Begin an article with nothing in it, whose object stands on `line`. */
void hk_json_record_begin(struct hk_json_record *record,
			  struct hk_article *article, uint32_t line);
/* Take the fields of an object, those that the article does not have yet. */
enum hk_status hk_json_record_fields(struct hk_json_record *record,
				     const struct hk_json_tree *tree,
				     uint32_t object) HK_MUST_USE;
/* Add all texts of a value, at any depth and in their order, except what is
 * in the value `except`. */
enum hk_status hk_json_record_texts(struct hk_json_record *record,
				    const struct hk_json_tree *tree,
				    uint32_t value,
				    uint32_t except) HK_MUST_USE;
/* Add a text that stands on `line`, in the markup `format`; NULL: HTML if it
 * looks like that, else plain text. */
enum hk_status hk_json_record_put(struct hk_json_record *record,
				  const struct hk_format *format,
				  struct hk_str text,
				  uint32_t line) HK_MUST_USE;
/* Add what the members of the object are. */
enum hk_status hk_json_record_fill(struct hk_json_record *record,
				   const struct hk_json_tree *tree,
				   uint32_t object) HK_MUST_USE;
/* Give it the fields of what is around it, and a name in its file if it is a
 * `member` of that, and emit it; not if it has no text. What emit says, too. */
enum hk_status hk_json_record_emit(struct hk_json_record *record,
				   const struct hk_json_tree *tree,
				   bool member) HK_MUST_USE;

/* Complain of what the text is broken by, if anything. */
void hk_json_record_tell(const struct hk_format_input *input,
			 const struct hk_json_flaw *flaw);
/* What a reader gives in the end, with a message in `err`: the one in `own`, in
 * which the record has noted its errors, or one for `status`. */
enum hk_status hk_json_record_end(enum hk_status status,
				  const struct hk_error *own,
				  struct hk_error *err) HK_MUST_USE;

#endif
