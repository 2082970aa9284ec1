/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/parse.h"

#ifdef HK_HAVE_EXPAT

/* Declares the limits of entities, which every build of expat has that knows
 * DTDs. */
#define XML_DTD
#include <expat.h>
#include <limits.h>
#include <stdlib.h>

#include "formats/html/reference.h"
#include "formats/xml/mend.h"
#include "formats/xml/parse_why.h"
#include "formats/xml/space.h"

/* Bytes of a document that its entities may always add, and how many times its
 * own length they may then be. */
#define ENTITIES_FREE  (1u << 20)
#define ENTITIES_TIMES 4
/* Entities that refer to others: expat calls itself once for each level. */
#define NESTED_MAX 500
/* Bytes that the parser is given at once, and that may hold nothing that is
 * whole: a tag is read from its beginning with each piece. */
#define PIECE_MAX	65536u
#define PIECE_SINCE_MAX (4u << 20)

struct parser {
	XML_Parser expat;
	const struct hk_xml_parse_events *events;
	void *ctx;
	struct hk_xml_parse_flaw *flaw;
	uint32_t first_line;
	size_t given;  /* offset behind the last event */
	size_t budget; /* bytes that may still be given */
	unsigned nested;
	unsigned depth;
	size_t names_at[HK_XML_PARSE_DEPTH]; /* of the open elements */
	struct hk_buf names; /* with their prefixes, a NUL each */
	struct hk_xml_spaces spaces;
	struct hk_xml_parse_attribute attributes[HK_XML_PARSE_ATTRIBUTES];
	enum hk_status status;
};

/* Since 2.9 expat has these in 64 bits everywhere, others are deprecated. */
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
#define CURRENT(what) XML_GetCurrent##what##64
#else
#define CURRENT(what) XML_GetCurrent##what
#endif

static uint32_t line_now(const struct parser *p)
{
	uint64_t line = CURRENT(LineNumber)(p->expat);

	return line > UINT32_MAX - p->first_line
		       ? UINT32_MAX
		       : p->first_line + (uint32_t)line - 1;
}

/* An event is about to be given. Inside an entity it is the reference. */
static void note_place(struct parser *p)
{
	int64_t at = CURRENT(ByteIndex)(p->expat);
	int64_t count = (int64_t)CURRENT(ByteCount)(p->expat);

	if (at >= 0 && count >= 0)
		p->given = (size_t)at + (size_t)count;
}

/* ---- Ends ---- */

static void stop(struct parser *p, enum hk_status status)
{
	if (!p->status)
		p->status = status;
	XML_StopParser(p->expat, XML_FALSE);
}

/* Go on unless an event was answered with a failure. */
static void heed(struct parser *p, enum hk_status status)
{
	if (status)
		stop(p, status);
}

/* Give up because of what the document is. */
static void refuse(struct parser *p, const char *why)
{
	if (!p->flaw->why)
		p->flaw->why = why;
	XML_StopParser(p->expat, XML_FALSE);
}

/* expat may call once more after it was stopped. */
static bool is_over(const struct parser *p)
{
	return p->status || p->flaw->why;
}

static bool spend(struct parser *p, size_t bytes)
{
	if (bytes > p->budget) {
		refuse(p, "its entities make it too long");
		return false;
	}
	p->budget -= bytes;
	return true;
}

/* ---- Events ---- */

static struct hk_xml_parse_element element_of(const struct parser *p,
					      struct hk_str name)
{
	struct hk_xml_parse_element e = {.depth = p->depth};
	struct hk_str prefix;

	e.name = hk_xml_space_split(name, &prefix);
	e.space = hk_xml_space_find(&p->spaces, prefix);
	return e;
}

static size_t take_attributes(struct parser *p, const XML_Char **pairs)
{
	struct hk_str prefix;
	size_t count = 0, cost = 0;

	for (const XML_Char **at = pairs; *at; at += 2) {
		cost += 1 + strlen(at[0]) + strlen(at[1]);
		if (hk_xml_space_declares(hk_span_cstr(at[0]), &prefix))
			heed(p, hk_xml_space_bind(&p->spaces, p->depth, prefix,
						  hk_span_cstr(at[1])));
	}
	if (!spend(p, cost))
		return 0;
	for (const XML_Char **at = pairs;
	     *at && count < HK_XML_PARSE_ATTRIBUTES; at += 2) {
		struct hk_xml_parse_attribute *a = &p->attributes[count];

		if (hk_xml_space_declares(hk_span_cstr(at[0]), &prefix))
			continue;
		a->name = hk_xml_space_split(hk_span_cstr(at[0]), &prefix);
		a->space = prefix.len ? hk_xml_space_find(&p->spaces, prefix)
				      : prefix;
		a->value = hk_span_cstr(at[1]);
		count++;
	}
	return count;
}

static void XMLCALL on_open(void *ctx, const XML_Char *name,
			    const XML_Char **pairs)
{
	struct parser *p = ctx;
	struct hk_xml_parse_element e;
	size_t count, len = strlen(name);

	if (is_over(p) || !spend(p, len + 1))
		return;
	if (p->depth == HK_XML_PARSE_DEPTH) {
		refuse(p, "its elements are nested too deep");
		return;
	}
	p->names_at[p->depth++] = p->names.len;
	if (hk_buf_append(&p->names, name, len + 1)) {
		stop(p, HK_ENOMEM);
		return;
	}
	count = take_attributes(p, pairs);
	if (is_over(p)) { /* nobody has heard of it */
		p->names.len = p->names_at[--p->depth];
		return;
	}
	e = element_of(p, hk_span_str(name, len));
	e.attributes = p->attributes;
	e.attribute_count = count;
	e.line = line_now(p);
	note_place(p);
	if (p->events->open)
		heed(p, p->events->open(p->ctx, &e));
}

static void close_one(struct parser *p, uint32_t line)
{
	const char *name = p->names.data + p->names_at[p->depth - 1];
	struct hk_xml_parse_element e = element_of(p, hk_span_cstr(name));

	e.line = line;
	if (p->events->close)
		heed(p, p->events->close(p->ctx, &e));
	hk_xml_space_unbind(&p->spaces, p->depth);
	p->names.len = p->names_at[--p->depth];
}

static void XMLCALL on_close(void *ctx, const XML_Char *name)
{
	struct parser *p = ctx;

	(void)name;
	if (is_over(p) || !p->depth)
		return;
	note_place(p);
	close_one(p, line_now(p));
}

static void give_text(struct parser *p, const char *text, size_t len)
{
	if (is_over(p) || !p->depth || !spend(p, len))
		return;
	note_place(p);
	if (p->events->text)
		heed(p, p->events->text(p->ctx, hk_span_str(text, len),
					line_now(p)));
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len)
{
	give_text(ctx, text, (size_t)len);
}

/* An entity that the document does not declare: perhaps one of HTML's. */
static void XMLCALL on_skipped(void *ctx, const XML_Char *name, int parameter)
{
	char reference[64], out[HK_HTML_REFERENCE_MAX];
	size_t n, len = strlen(name);

	if (parameter || len + 2 > sizeof(reference))
		return;
	reference[0] = '&';
	memcpy(reference + 1, name, len);
	reference[len + 1] = ';';
	if (hk_html_reference_read(out, &n, hk_span_str(reference, len + 2),
				   false))
		give_text(ctx, out, n);
	else
		give_text(ctx, reference, len + 2);
}

/* Read nothing in place of a DTD, or a part of one, so that expat goes on with
 * what the document itself declares behind it. */
static int read_empty(XML_Parser expat)
{
	XML_Parser empty = XML_ExternalEntityParserCreate(expat, NULL, "UTF-8");
	int answer = XML_STATUS_ERROR;

	if (empty)
		answer = (int)XML_Parse(empty, "", 0, 1);
	XML_ParserFree(empty);
	return answer;
}

/* An entity in another file, which stays unread. expat also asks for DTDs, and
 * for the one that it is told to assume; these have no context. */
static int XMLCALL on_external(XML_Parser expat, const XML_Char *context,
			       const XML_Char *base, const XML_Char *address,
			       const XML_Char *public)
{
	struct parser *p = XML_GetUserData(expat);

	(void)base;
	(void)address;
	(void)public;
	if (!context)
		return read_empty(expat);
	p->flaw->external++;
	return XML_STATUS_OK;
}

/* Bound how deep entities can refer to each other. */
static void XMLCALL on_entity(void *ctx, const XML_Char *name, int parameter,
			      const XML_Char *value, int len,
			      const XML_Char *base, const XML_Char *address,
			      const XML_Char *public, const XML_Char *notation)
{
	struct parser *p = ctx;

	(void)name;
	(void)parameter;
	(void)base;
	(void)address;
	(void)public;
	(void)notation;
	if (is_over(p) || !value || len <= 0)
		return;
	if (memchr(value, '&', (size_t)len) || memchr(value, '%', (size_t)len))
		p->nested++;
	if (p->nested > NESTED_MAX)
		refuse(p, "too many of its entities refer to others");
}

/* ---- The whole ---- */

/* `encoding`: NULL for what the document says. */
static bool prepare(struct parser *p, const char *encoding)
{
	p->expat = XML_ParserCreate(encoding);
	if (!p->expat)
		return false;
	XML_SetUserData(p->expat, p);
	XML_SetElementHandler(p->expat, on_open, on_close);
	XML_SetCharacterDataHandler(p->expat, on_text);
	XML_SetSkippedEntityHandler(p->expat, on_skipped);
	XML_SetExternalEntityRefHandler(p->expat, on_external);
	XML_SetEntityDeclHandler(p->expat, on_entity);
	/* With a DTD that might declare more, an entity that is not known is
	 * passed to on_skipped() instead of being an error. */
	XML_UseForeignDTD(p->expat, XML_TRUE);
	XML_SetParamEntityParsing(p->expat, XML_PARAM_ENTITY_PARSING_ALWAYS);
	XML_SetBillionLaughsAttackProtectionMaximumAmplification(
		p->expat, ENTITIES_TIMES + 1);
	XML_SetBillionLaughsAttackProtectionActivationThreshold(p->expat,
								ENTITIES_FREE);
	return true;
}

/* The offset behind what was given. Before the first element it is that of the
 * tag in which expat gave up. */
static size_t end_of_given(const struct parser *p, struct hk_str text)
{
	int64_t at = CURRENT(ByteIndex)(p->expat);
	const char *tag;

	if (p->given || at <= 0 || (size_t)at >= text.len || *text.data != '<')
		return p->given;
	tag = memrchr(text.data, '<', (size_t)at + 1);
	return tag ? (size_t)(tag - text.data) : 0;
}

static enum hk_status run(struct parser *p, struct hk_str text)
{
	enum XML_Error error = XML_ERROR_NO_MEMORY;

	/* The whole in one call: expat then copies nothing of it. */
	if (text.len <= INT_MAX &&
	    XML_Parse(p->expat, text.data, (int)text.len, 1) == XML_STATUS_OK)
		error = XML_ERROR_NONE;
	else if (text.len <= INT_MAX)
		error = XML_GetErrorCode(p->expat);
	if (p->status || error == XML_ERROR_NONE)
		return p->status;
	if (error == XML_ERROR_NO_MEMORY)
		return HK_ENOMEM;
	if (!p->flaw->why)
		p->flaw->why = hk_xml_parse_why((int)error);
	p->flaw->line = line_now(p);
	while (p->depth && !p->status)
		close_one(p, p->flaw->line);
	return p->status;
}

enum hk_status hk_xml_parse(struct hk_str text, uint32_t line,
			    const struct hk_xml_parse_events *events, void *ctx,
			    struct hk_xml_parse_flaw *flaw)
{
	struct parser *p = calloc(1, sizeof(*p));
	enum hk_status status = HK_OK;
	struct hk_str source;
	struct hk_buf mended;

	memset(flaw, 0, sizeof(*flaw));
	if (!p)
		return HK_ENOMEM;
	hk_buf_init(&mended, HK_BUF_NO_MAX);
	hk_buf_init(&p->names, HK_BUF_NO_MAX);
	hk_xml_space_init(&p->spaces);
	/* The declaration must be the first. */
	for (; text.len && strchr(" \t\r\n", *text.data);
	     text.len--, text.data++)
		line += *text.data == '\n' ||
			(*text.data == '\r' &&
			 (text.len == 1 || text.data[1] != '\n'));
	source = text;
	text = hk_xml_mend(&mended, source, &status);
	p->events = events;
	p->ctx = ctx;
	p->flaw = flaw;
	p->first_line = line;
	p->budget = ENTITIES_FREE + (1 + ENTITIES_TIMES) * text.len;
	if (!status && !prepare(p, "UTF-8"))
		status = HK_ENOMEM;
	if (!status)
		status = run(p, text);
	if (flaw->why)
		flaw->rest =
			source.len - hk_xml_mend_offset(&mended, source,
							end_of_given(p, text));
	XML_ParserFree(p->expat);
	hk_buf_release(&mended);
	hk_buf_release(&p->names);
	hk_xml_space_release(&p->spaces);
	free(p);
	return status;
}

/* ---- Piece by piece ---- */

struct hk_xml_parser {
	struct parser p;
	struct hk_xml_parse_flaw flaw;
	size_t since; /* bytes since the last event */
};

struct hk_xml_parser *hk_xml_parse_new(const struct hk_xml_parse_events *events,
				       void *ctx)
{
	struct hk_xml_parser *parser = calloc(1, sizeof(*parser));
	struct parser *p = parser ? &parser->p : NULL;

	if (!p || !prepare(p, NULL)) {
		free(parser);
		return NULL;
	}
	hk_buf_init(&p->names, HK_BUF_NO_MAX);
	hk_xml_space_init(&p->spaces);
	p->events = events;
	p->ctx = ctx;
	p->flaw = &parser->flaw;
	p->first_line = 1;
	p->budget = ENTITIES_FREE;
	return parser;
}

static enum hk_status give_piece(struct hk_xml_parser *parser,
				 struct hk_str piece, bool last)
{
	struct parser *p = &parser->p;
	size_t budget = p->budget += piece.len * (1 + ENTITIES_TIMES);

	if (is_over(p))
		return p->status;
	if (XML_Parse(p->expat, piece.data, (int)piece.len, last) !=
		    XML_STATUS_OK &&
	    !is_over(p)) {
		if (XML_GetErrorCode(p->expat) == XML_ERROR_NO_MEMORY)
			p->status = HK_ENOMEM;
		p->flaw->why =
			hk_xml_parse_why((int)XML_GetErrorCode(p->expat));
		p->flaw->line = line_now(p);
	}
	parser->since = p->budget == budget ? parser->since + piece.len : 0;
	if (!is_over(p) && parser->since > PIECE_SINCE_MAX)
		refuse(p, "a tag of it is too long");
	return p->status;
}

enum hk_status hk_xml_parse_piece(struct hk_xml_parser *parser,
				  struct hk_str piece)
{
	enum hk_status status = HK_OK;

	while (piece.len && !status) {
		size_t len = piece.len < PIECE_MAX ? piece.len : PIECE_MAX;

		status =
			give_piece(parser, hk_span_str(piece.data, len), false);
		piece = hk_span_from(piece, len);
	}
	return status;
}

enum hk_status hk_xml_parse_end(struct hk_xml_parser *parser,
				struct hk_xml_parse_flaw *flaw)
{
	struct parser *p = &parser->p;
	enum hk_status status = give_piece(parser, hk_span_str("", 0), true);

	while (p->depth && !p->status)
		close_one(p, p->flaw->line);
	if (!status)
		status = p->status;
	*flaw = parser->flaw;
	XML_ParserFree(p->expat);
	hk_buf_release(&p->names);
	hk_xml_space_release(&p->spaces);
	free(parser);
	return status;
}

#endif

struct hk_str hk_xml_parse_value(const struct hk_xml_parse_element *element,
				 const char *name)
{
	for (size_t i = 0; i < element->attribute_count; i++)
		if (hk_span_same(element->attributes[i].name,
				 hk_span_cstr(name)))
			return element->attributes[i].value;
	return hk_span_str(NULL, 0);
}

bool hk_xml_parse_is(const struct hk_xml_parse_element *element,
		     const char *name)
{
	return hk_span_same(element->name, hk_span_cstr(name));
}
