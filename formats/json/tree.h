/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JSON_TREE_H
#define HIKU_FORMATS_JSON_TREE_H

/*
 * JSON as a tree of values, each with its line. The parser is yajl. A file that
 * is one array, or a row of values, is read element by element, so that only
 * one of them is in memory; a file that is one object is held as a whole, up to
 * HK_JSON_TREE_VALUES values.
 */

#include <stdint.h>

#include "base/buf.h"

/* Values of one tree, and their depth. */
#define HK_JSON_TREE_VALUES 2000000u
#define HK_JSON_TREE_DEPTH  500u

enum hk_json_kind {
	HK_JSON_OBJECT,
	HK_JSON_ARRAY,
	HK_JSON_STRING,
	HK_JSON_NUMBER, /* true, false and null are not kept */
};

/* A value; its number in the tree is an index, and 0 stands for none. */
struct hk_json_value {
	uint32_t next;	/* its next sibling */
	uint32_t first; /* of its children */
	uint32_t line;
	uint32_t key, key_len;	 /* for hk_json_tree_key() */
	uint32_t text, text_len; /* for hk_json_tree_text() */
	enum hk_json_kind kind;
};

struct hk_json_tree {
	struct hk_str source;
	struct hk_buf strings; /* those that had escapes in them */
	struct hk_json_value *values;
	size_t count, capacity;
};

/* What was wrong with the text. */
struct hk_json_flaw {
	const char *why; /* a constant; NULL: nothing */
	uint32_t line;	 /* where the reading ended */
	/* Of an array that is the file, the other elements are read: */
	uint32_t resumed; /* the line where it went on, the last time, up to
			   * the end; 0: it did not */
	unsigned more;	  /* other elements with a fault */
};

/* How a flaw is told. */
#define HK_JSON_TREE_BROKEN \
	HK_MESSAGE("the JSON is broken: %s; what follows is left out")

/* Takes a value with all that it holds; the tree is borrowed during the call.
 * `element`: it is one of several, or of an array that is the file. A status
 * but HK_OK ends the reading. */
typedef enum hk_status (*hk_json_tree_take)(void *ctx,
					    const struct hk_json_tree *tree,
					    uint32_t value, bool element);

/*
 * Read the text, valid UTF-8, which begins on `line`. Comments are passed over
 * and slips mended (formats/json/mend.h). HK_OK, also if the text is broken,
 * which `flaw` then says; what stands before the error has been given.
 * HK_ENOMEM, or what `take` returned.
 */
enum hk_status hk_json_tree_read(struct hk_str text, uint32_t line,
				 hk_json_tree_take take, void *ctx,
				 struct hk_json_flaw *flaw) HK_MUST_USE;

/* The text of a string or a number, as it is written there; empty for others.
 */
struct hk_str hk_json_tree_text(const struct hk_json_tree *tree,
				uint32_t value);
/* The key of a member of an object; empty for others. */
struct hk_str hk_json_tree_key(const struct hk_json_tree *tree, uint32_t value);
/* The member of that name, or 0; of several the last one. */
uint32_t hk_json_tree_member(const struct hk_json_tree *tree, uint32_t object,
			     const char *key);

/* The first child, and the next sibling. */
static inline uint32_t hk_json_tree_first(const struct hk_json_tree *tree,
					  uint32_t value)
{
	return tree->values[value].first;
}

static inline uint32_t hk_json_tree_next(const struct hk_json_tree *tree,
					 uint32_t value)
{
	return tree->values[value].next;
}

static inline enum hk_json_kind hk_json_tree_kind(
	const struct hk_json_tree *tree, uint32_t value)
{
	return tree->values[value].kind;
}

static inline uint32_t hk_json_tree_line(const struct hk_json_tree *tree,
					 uint32_t value)
{
	return tree->values[value].line;
}

#endif
