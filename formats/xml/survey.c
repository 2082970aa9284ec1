/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/survey.h"

#ifdef HK_HAVE_EXPAT

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "formats/plain.h"
#include "formats/xml/parse.h"
#include "base/utf8.h"

/* Names that are told apart, and children of one element that are counted. */
#define NAMES_MAX    4096
#define CHILDREN_MAX 4096

/* An element that is open. */
struct frame {
	size_t children; /* where its own begin in `children` */
	bool text;	 /* it has text of its own */
};

struct look {
	struct hk_xml_survey *survey;
	struct frame frames[HK_XML_PARSE_DEPTH + 1];
	unsigned depth;
	unsigned *children; /* numbers of the names, for all open elements */
	size_t count, capacity;
};

struct wanted {
	const struct hk_xml_survey *survey;
	struct hk_str name;
};

static bool same_name(const void *ctx, size_t item)
{
	const struct wanted *w = ctx;

	return hk_span_same(w->survey->names[item].name, w->name);
}

static size_t find(const struct hk_xml_survey *s, struct hk_str name)
{
	struct wanted w = {s, name};

	return hk_hashmap_find(&s->map, hk_hash_bytes(name.data, name.len).low,
			       same_name, &w);
}

/* The number of the name, which may be new; HK_HASHMAP_NONE: too many. */
static enum hk_status number_of(struct hk_xml_survey *s, struct hk_str name,
				size_t *number)
{
	char *copy;

	*number = find(s, name);
	if (*number != HK_HASHMAP_NONE || s->count >= NAMES_MAX)
		return HK_OK;
	copy = hk_arena_copy(&s->arena, name.data, name.len);
	if (!copy || !HK_ARRAY_RESERVE(s->names, s->capacity, s->count + 1))
		return HK_ENOMEM;
	s->names[s->count] = (struct hk_xml_survey_name){
		hk_span_str(copy, name.len), 0, 0, HK_XML_UNKNOWN};
	*number = s->count++;
	return hk_hashmap_add(&s->map, hk_hash_bytes(name.data, name.len).low,
			      *number);
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct look *l = ctx;
	struct frame *parent = &l->frames[l->depth];
	enum hk_status status;
	size_t number;

	status = number_of(l->survey, e->name, &number);
	if (status)
		return status;
	if (number != HK_HASHMAP_NONE) {
		struct hk_xml_survey_name *n = &l->survey->names[number];

		n->seen++;
		if (parent->text) {
			n->beside_text++;
		} else if (l->count - parent->children < CHILDREN_MAX) {
			if (!HK_ARRAY_RESERVE(l->children, l->capacity,
					      l->count + 1))
				return HK_ENOMEM;
			l->children[l->count++] = (unsigned)number;
		}
	}
	l->frames[++l->depth] = (struct frame){l->count, false};
	return HK_OK;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct look *l = ctx;

	(void)e;
	l->count = l->frames[l->depth--].children;
	return HK_OK;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct look *l = ctx;
	struct frame *f = &l->frames[l->depth];

	(void)line;
	if (f->text || hk_plain_is_blank(text))
		return HK_OK;
	f->text = true;
	/* Those before the text stand beside it, too. */
	while (l->count > f->children)
		l->survey->names[l->children[--l->count]].beside_text++;
	return HK_OK;
}

static bool has(const void *ctx, const char *name)
{
	return find(ctx, hk_span_cstr(name)) != HK_HASHMAP_NONE;
}

static void decide(struct hk_xml_survey *s)
{
	struct hk_str none = {NULL, 0};

	s->vocabulary = hk_xml_vocabulary_of(s->count ? s->names[0].name : none,
					     has, s);
	for (size_t i = 0; i < s->count; i++) {
		struct hk_xml_survey_name *n = &s->names[i];

		n->role = hk_xml_vocabulary_role(s->vocabulary, n->name);
		if (n->role == HK_XML_UNKNOWN)
			n->role = 2 * n->beside_text >= n->seen ? HK_XML_INLINE
								: HK_XML_BLOCK;
	}
}

enum hk_status hk_xml_survey_init(struct hk_xml_survey *survey,
				  struct hk_str text)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  on_text};
	struct look *look = calloc(1, sizeof(*look));
	struct hk_xml_parse_flaw flaw;
	enum hk_status status = HK_ENOMEM;

	memset(survey, 0, sizeof(*survey));
	hk_arena_init(&survey->arena, HK_BUF_NO_MAX);
	if (text.len > HK_XML_SURVEY_LENGTH)
		text.len = hk_utf8_boundary(text, HK_XML_SURVEY_LENGTH);
	if (look) {
		look->survey = survey;
		status = hk_xml_parse(text, 1, &events, look, &flaw);
		free(look->children);
	}
	free(look);
	decide(survey);
	return status;
}

void hk_xml_survey_release(struct hk_xml_survey *survey)
{
	free(survey->names);
	hk_hashmap_release(&survey->map);
	hk_arena_release(&survey->arena);
}

enum hk_xml_role hk_xml_survey_role(const struct hk_xml_survey *survey,
				    struct hk_str name)
{
	size_t number = find(survey, name);
	enum hk_xml_role role;

	if (number != HK_HASHMAP_NONE)
		return survey->names[number].role;
	role = hk_xml_vocabulary_role(survey->vocabulary, name);
	return role ? role : HK_XML_BLOCK;
}

#endif
