/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/json/chat.h"
#include "formats/worth.h"

/*
 * JSON of any kind. Each object of an array that is the file is an article; so
 * is each object of the array that holds the text of an object that is the
 * file. Anything else is one article of all texts in it.
 */

/* How deep in an object its array is looked for, and arrays in its elements. */
#define LOOK_DEPTH 4
/* Elements of an array that tell whether it holds texts. */
#define LOOK_ELEMENTS 20

struct reader {
	struct hk_json_record record;
	struct hk_article own; /* of what belongs to no record */
	const struct hk_json_tree *tree;
};

/* An array of objects in an object. */
struct found {
	uint32_t array;
	uint64_t weight; /* bytes of text in it */
	bool texts;	 /* its objects say which member is their text */
};

/* Bytes of text in a value. */
static uint64_t weigh(const struct reader *r, uint32_t value)
{
	uint64_t weight = 0;

	if (hk_json_tree_kind(r->tree, value) == HK_JSON_STRING) {
		struct hk_str text = hk_json_tree_text(r->tree, value);

		return hk_worth_reading(text) ? text.len : 0;
	}
	for (uint32_t v = hk_json_tree_first(r->tree, value); v;
	     v = hk_json_tree_next(r->tree, v))
		weight += weigh(r, v);
	return weight;
}

/* Does the array hold objects, and do these, or those in them, have texts? */
static bool holds_objects(const struct reader *r, uint32_t array, bool *texts,
			  unsigned depth)
{
	unsigned seen = 0, objects = 0;

	for (uint32_t v = hk_json_tree_first(r->tree, array);
	     v && seen < LOOK_ELEMENTS;
	     v = hk_json_tree_next(r->tree, v), seen++) {
		if (hk_json_tree_kind(r->tree, v) != HK_JSON_OBJECT)
			continue;
		objects++;
		*texts = *texts || hk_json_chat_looks(r->tree, v) ||
			 hk_json_record_has_text(&r->record, r->tree, v);
		for (uint32_t m = hk_json_tree_first(r->tree, v);
		     m && !*texts && depth; m = hk_json_tree_next(r->tree, m))
			if (hk_json_tree_kind(r->tree, m) == HK_JSON_ARRAY)
				holds_objects(r, m, texts, depth - 1);
	}
	return objects * 2 > seen;
}

/* The array with the most text in an object; those with texts come first. */
static void look(const struct reader *r, uint32_t object, unsigned depth,
		 struct found *best)
{
	for (uint32_t v = hk_json_tree_first(r->tree, object); v;
	     v = hk_json_tree_next(r->tree, v)) {
		struct found now = {v, 0, false};

		if (hk_json_tree_kind(r->tree, v) == HK_JSON_OBJECT && depth)
			look(r, v, depth - 1, best);
		if (hk_json_tree_kind(r->tree, v) != HK_JSON_ARRAY ||
		    !holds_objects(r, v, &now.texts, LOOK_DEPTH))
			continue;
		now.weight = weigh(r, v);
		if (now.texts > best->texts ||
		    (now.texts == best->texts && now.weight > best->weight))
			*best = now;
	}
}

/* Texts outside of all records. The title of an object is that of the records
 * in it. */
static enum hk_status put_own(struct reader *r, uint32_t value, uint32_t except)
{
	struct hk_article *before = r->record.article;
	bool object = hk_json_tree_kind(r->tree, value) == HK_JSON_OBJECT;
	enum hk_status status = HK_OK;

	r->record.article = &r->own;
	if (!object)
		status = hk_json_record_texts(&r->record, r->tree, value,
					      except);
	for (uint32_t v = object ? hk_json_tree_first(r->tree, value) : 0;
	     v && !status; v = hk_json_tree_next(r->tree, v))
		if (hk_json_role_of(&r->record.roles,
				    hk_json_tree_key(r->tree, v)) !=
		    HK_JSON_TITLE)
			status = hk_json_record_texts(&r->record, r->tree, v,
						      except);
	r->record.article = before;
	return status;
}

static enum hk_status take_object(struct reader *r, uint32_t object,
				  bool member, unsigned depth);

/* Each element of the array is a record inside of `object`. */
static enum hk_status take_array(struct reader *r, uint32_t object,
				 uint32_t array, unsigned depth)
{
	struct hk_json_record *record = &r->record;
	enum hk_status status = HK_OK;

	if (record->around_count == HK_JSON_RECORD_AROUND)
		return put_own(r, array, 0);
	record->around[record->around_count++] = object;
	for (uint32_t v = hk_json_tree_first(r->tree, array); v && !status;
	     v = hk_json_tree_next(r->tree, v))
		status = hk_json_tree_kind(r->tree, v) == HK_JSON_OBJECT
				 ? take_object(r, v, true, depth)
				 : put_own(r, v, 0);
	record->around_count--;
	return status;
}

/* An object without records in it. */
static enum hk_status take_one(struct reader *r, uint32_t object, bool member)
{
	struct hk_json_record *record = &r->record;
	enum hk_status status;

	hk_json_record_begin(record, record->input->article,
			     hk_json_tree_line(r->tree, object));
	status = hk_json_chat_looks(r->tree, object)
			 ? hk_json_chat_fill(record, r->tree, object)
			 : hk_json_record_fill(record, r->tree, object);
	return status ? status : hk_json_record_emit(record, r->tree, member);
}

static enum hk_status take_object(struct reader *r, uint32_t object,
				  bool member, unsigned depth)
{
	struct found best = {0, 0, false};
	enum hk_status status;

	if (!depth || hk_json_chat_looks(r->tree, object) ||
	    hk_json_record_has_text(&r->record, r->tree, object))
		return take_one(r, object, member);
	look(r, object, LOOK_DEPTH, &best);
	/* Without texts it must be what the file is about. */
	if (!best.array || !best.weight ||
	    (!best.texts && (member || best.weight * 2 < weigh(r, object))))
		return take_one(r, object, member);
	status = take_array(r, object, best.array, depth - 1);
	return status ? status : put_own(r, object, best.array);
}

static enum hk_status take(void *ctx, const struct hk_json_tree *tree,
			   uint32_t value, bool element)
{
	struct reader *r = ctx;

	r->tree = tree;
	r->record.around_count = 0;
	if (hk_json_tree_kind(tree, value) != HK_JSON_OBJECT)
		return put_own(r, value, 0);
	return take_object(r, value, element, LOOK_DEPTH);
}

static enum hk_status read_json(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	struct hk_json_flaw flaw;
	struct reader r = {.tree = NULL};
	enum hk_status status;

	hk_article_init(&r.own);
	r.own.lines = HK_BLOCK_LINES_RECORD;
	status = hk_json_record_init(&r.record, input, &own);
	if (!status)
		status = hk_json_tree_read(input->text, input->first_line, take,
					   &r, &flaw);
	if (!status) {
		hk_json_record_tell(input, &flaw);
		if (r.own.block_count)
			status = input->emit(input->ctx, &r.own);
	}
	hk_json_record_release(&r.record);
	hk_article_release(&r.own);
	return hk_json_record_end(status, &own, err);
}

const struct hk_format hk_format_json = {
	.takes = HK_FORMAT_TEXT,
	.read = read_json,
	.apart = true,
};
