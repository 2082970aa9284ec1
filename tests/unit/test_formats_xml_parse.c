/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML as events: the table of cases, and documents that ask for too much. */
#include "tests/unit/rows.h"

#include "base/buf.h"
#include "formats/xml/parse.h"

#ifdef HK_HAVE_EXPAT

struct events {
	struct hk_buf text;
	bool in_text;
	size_t opened, text_bytes;
	unsigned deepest;
	enum hk_status answer; /* to elements that open */
};

static void put(struct events *e, const char *bytes, size_t len)
{
	assert_int_equal(hk_buf_append(&e->text, bytes, len), HK_OK);
}

static void put_name(struct events *e, struct hk_str space, struct hk_str name)
{
	if (space.len) {
		put(e, "{", 1);
		put(e, space.data, space.len);
		put(e, "}", 1);
	}
	put(e, name.data, name.len);
}

static void end_text(struct events *e)
{
	if (e->in_text)
		put(e, "」", 3);
	e->in_text = false;
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *x)
{
	struct events *e = ctx;

	end_text(e);
	put_name(e, x->space, x->name);
	for (size_t i = 0; i < x->attribute_count; i++) {
		put(e, i ? " " : "[", 1);
		put_name(e, x->attributes[i].space, x->attributes[i].name);
		put(e, "=", 1);
		put(e, x->attributes[i].value.data, x->attributes[i].value.len);
	}
	if (x->attribute_count)
		put(e, "]", 1);
	return HK_OK;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *x)
{
	struct events *e = ctx;

	(void)x;
	end_text(e);
	put(e, "/", 1);
	return HK_OK;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct events *e = ctx;

	(void)line;
	if (!e->in_text)
		put(e, "「", 3);
	e->in_text = true;
	put(e, text.data, text.len);
	return HK_OK;
}

static void test_rows(void **state)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  on_text};
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/xml_events.tsv", 3);
	while (rows_next(&rows)) {
		struct hk_xml_parse_flaw flaw;
		struct events e = {.in_text = false};

		hk_buf_init(&e.text, HK_BUF_NO_MAX);
		assert_int_equal(
			hk_xml_parse(rows.column[0], 1, &events, &e, &flaw),
			HK_OK);
		if (flaw.why)
			assert_int_equal(hk_buf_printf(&e.text, "! %u: %s",
						       flaw.line, flaw.why),
					 HK_OK);
		if (flaw.external)
			assert_int_equal(hk_buf_printf(&e.text,
						       "! %zu external",
						       flaw.external),
					 HK_OK);
		rows_expect(&rows, 1, hk_buf_str(&e.text));
		hk_buf_release(&e.text);
	}
	rows_close(&rows, 35);
}

/* ---- Documents that ask for too much ---- */

static enum hk_status count_open(void *ctx,
				 const struct hk_xml_parse_element *x)
{
	struct events *e = ctx;

	e->opened++;
	if (x->depth > e->deepest)
		e->deepest = x->depth;
	return e->answer;
}

static enum hk_status count_close(void *ctx,
				  const struct hk_xml_parse_element *x)
{
	struct events *e = ctx;

	assert_int_equal(x->name.data[0], 'a');
	e->opened--;
	return HK_OK;
}

static enum hk_status count_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct events *e = ctx;

	(void)line;
	e->text_bytes += text.len;
	return HK_OK;
}

static const struct hk_xml_parse_events counting = {count_open, count_close,
						    count_text};

static struct hk_xml_parse_flaw count(struct events *e, struct hk_buf *source)
{
	struct hk_xml_parse_flaw flaw;

	memset(e, 0, sizeof(*e));
	assert_int_equal(
		hk_xml_parse(hk_buf_str(source), 1, &counting, e, &flaw),
		HK_OK);
	assert_int_equal(e->opened, 0);
	hk_buf_release(source);
	return flaw;
}

static void add(struct hk_buf *source, unsigned times, const char *text)
{
	for (unsigned i = 0; i < times; i++)
		assert_int_equal(hk_buf_puts(source, text), HK_OK);
}

static void test_deep(void **state)
{
	struct hk_xml_parse_flaw flaw;
	struct hk_buf source;
	struct events e;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 100000, "<a>");
	flaw = count(&e, &source);
	assert_string_equal(flaw.why, "its elements are nested too deep");
	assert_int_equal(e.deepest, HK_XML_PARSE_DEPTH);
	assert_within(flaw.rest, 294000 - 3, 294000);
}

/* Each entity is ten times the one before it. */
static void declare_laughs(struct hk_buf *source)
{
	add(source, 1, "<!DOCTYPE a [<!ENTITY x0 \"0123456789\">");
	for (unsigned i = 1; i < 12; i++) {
		assert_int_equal(hk_buf_printf(source, "<!ENTITY x%u \"", i),
				 HK_OK);
		for (unsigned k = 0; k < 10; k++)
			assert_int_equal(hk_buf_printf(source, "&x%u;", i - 1),
					 HK_OK);
		add(source, 1, "\">");
	}
	add(source, 1, "]>");
}

static void test_laughs(void **state)
{
	static const char *const uses[] = {"<a>&x11;</a>", "<a b='&x11;'/>"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct hk_xml_parse_flaw flaw;
		struct hk_buf source;
		struct events e;

		hk_buf_init(&source, HK_BUF_NO_MAX);
		declare_laughs(&source);
		add(&source, 1, uses[i]);
		flaw = count(&e, &source);
		assert_string_equal(flaw.why, "its entities make it too long");
		assert_true(e.text_bytes < 4u << 20);
	}
}

/* One long entity, many times. */
static void test_long_entity(void **state)
{
	struct hk_xml_parse_flaw flaw;
	struct hk_buf source;
	struct events e;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<!DOCTYPE a [<!ENTITY x \"");
	add(&source, 10000, "0123456789");
	add(&source, 1, "\">]><a>");
	add(&source, 10000, "&x;");
	flaw = count(&e, &source);
	assert_string_equal(flaw.why, "its entities make it too long");
	assert_true(e.text_bytes < 4u << 20);
}

/* A chain of entities, each of which is the next one. */
static void test_chain(void **state)
{
	struct hk_xml_parse_flaw flaw;
	struct hk_buf source;
	struct events e;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<!DOCTYPE a [");
	for (unsigned i = 0; i < 5000; i++)
		assert_int_equal(hk_buf_printf(&source,
					       "<!ENTITY x%u \"&x%u;\">", i,
					       i + 1),
				 HK_OK);
	add(&source, 1, "]><a>&x0;</a>");
	flaw = count(&e, &source);
	assert_string_equal(flaw.why,
			    "too many of its entities refer to others");
}

/* Every element gets all defaults of its attributes. */
static void test_defaults(void **state)
{
	struct hk_xml_parse_flaw flaw;
	struct hk_buf source;
	struct events e;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<!DOCTYPE a [<!ATTLIST a ");
	for (unsigned i = 0; i < 5000; i++)
		assert_int_equal(hk_buf_printf(&source, "x%u CDATA ''\n", i),
				 HK_OK);
	add(&source, 1, ">]><a>");
	add(&source, 20000, "<a/>");
	flaw = count(&e, &source);
	assert_string_equal(flaw.why, "its entities make it too long");
}

static void test_many(void **state)
{
	struct hk_xml_parse_flaw flaw;
	struct hk_buf source;
	struct events e;

	(void)state;
	/* Attributes past the limit are left out. */
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<a ");
	for (unsigned i = 0; i < 1000; i++)
		assert_int_equal(hk_buf_printf(&source,
					       "xmlns:p%u='u%u' x%u='' ", i, i,
					       i),
				 HK_OK);
	add(&source, 1, "/>");
	flaw = count(&e, &source);
	assert_null(flaw.why);
	/* Signs that are no markup, each of which becomes longer. */
	hk_buf_init(&source, HK_BUF_NO_MAX);
	add(&source, 1, "<a>");
	add(&source, 1000000, "&");
	add(&source, 1, "</a>");
	flaw = count(&e, &source);
	assert_null(flaw.why);
	assert_int_equal(e.text_bytes, 1000000);
}

static void test_stops(void **state)
{
	struct hk_xml_parse_flaw flaw;
	struct events e = {.answer = HK_ETOOBIG};

	(void)state;
	assert_int_equal(hk_xml_parse(hk_span_cstr("<a><a/></a>"), 1, &counting,
				      &e, &flaw),
			 HK_ETOOBIG);
	assert_int_equal(e.opened, 1);
	assert_null(flaw.why);
}

static enum hk_status note_line(void *ctx, const struct hk_xml_parse_element *x)
{
	uint32_t *lines = ctx;

	lines[x->name.data[0] - 'a'] = x->line;
	return HK_OK;
}

static enum hk_status note_text(void *ctx, struct hk_str text, uint32_t line)
{
	uint32_t *lines = ctx;

	if (text.data[0] != '\n')
		lines[9] = line;
	return HK_OK;
}

static void test_lines(void **state)
{
	static const struct hk_xml_parse_events events = {note_line, NULL,
							  note_text};
	static const char source[] = "\r\n<?xml version='1.0'?>\n"
				     "<!DOCTYPE a [<!ENTITY x '<c/>\n\n三'>]>\r"
				     "<a\n>\n<b/>\n&x;</a>";
	uint32_t lines[10] = {0};
	struct hk_xml_parse_flaw flaw;

	(void)state;
	assert_int_equal(
		hk_xml_parse(hk_span_cstr(source), 10, &events, lines, &flaw),
		HK_OK);
	assert_null(flaw.why);
	assert_int_equal(lines[0], 15);
	assert_int_equal(lines[1], 17);
	/* What an entity holds is on the line that refers to it. */
	assert_int_equal(lines[2], 18);
	assert_int_equal(lines[9], 18);
}

/* ---- Piece by piece ---- */

static const struct hk_xml_parse_events all_events = {on_open, on_close,
						      on_text};

/* What comes of the document in pieces of `size` bytes. */
static void in_pieces(struct hk_str text, size_t size, const char *wanted)
{
	struct hk_xml_parse_flaw flaw;
	struct events e = {.in_text = false};
	struct hk_xml_parser *parser = hk_xml_parse_new(&all_events, &e);

	assert_non_null(parser);
	hk_buf_init(&e.text, HK_BUF_NO_MAX);
	while (text.len) {
		size_t len = text.len < size ? text.len : size;

		assert_int_equal(
			hk_xml_parse_piece(parser, hk_span_str(text.data, len)),
			HK_OK);
		text = hk_span_from(text, len);
	}
	assert_int_equal(hk_xml_parse_end(parser, &flaw), HK_OK);
	if (flaw.why)
		put(&e, flaw.why, strlen(flaw.why));
	assert_string_equal(e.text.data, wanted);
	hk_buf_release(&e.text);
}

static void test_pieces(void **state)
{
	static const char wide[] = "\xFF\xFE<\0a\0>\0\x2C\x67<\0/\0a\0>\0";
	static const char text[] =
		"<?xml version='1.0'?><a xmlns='u:x'><b c='日'>本&amp;</b>"
		"<b/>誌</a>";
	static const char wanted[] = "{u:x}a{u:x}b[c=日]「本&」/{u:x}b/「誌」/";

	(void)state;
	for (size_t size = 1; size < sizeof(text); size++)
		in_pieces(hk_span_cstr(text), size, wanted);
	in_pieces(hk_span_str(wide, sizeof(wide) - 1), 3, "a「本」/");
	in_pieces(hk_span_cstr("<a><b>切"), 4, "ab「切」//it ends too early");
	in_pieces(hk_span_cstr(""), 4, "it ends too early");
}

/* A tag that does not end is not collected for ever. */
static void test_long_tag(void **state)
{
	struct events e = {.in_text = false};
	struct hk_xml_parser *parser = hk_xml_parse_new(&all_events, &e);
	struct hk_xml_parse_flaw flaw;
	static char piece[65536];

	(void)state;
	assert_non_null(parser);
	hk_buf_init(&e.text, HK_BUF_NO_MAX);
	memset(piece, 'a', sizeof(piece));
	piece[0] = '<';
	for (size_t i = 0; i < 100; i++) {
		assert_int_equal(
			hk_xml_parse_piece(parser,
					   hk_span_str(piece, sizeof(piece))),
			HK_OK);
		piece[0] = 'a';
	}
	assert_int_equal(hk_xml_parse_end(parser, &flaw), HK_OK);
	assert_string_equal(flaw.why, "a tag of it is too long");
	assert_int_equal(e.text.len, 0);
	hk_buf_release(&e.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_laughs),
		cmocka_unit_test(test_chain),
		cmocka_unit_test(test_long_entity),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_long_tag),
	};

	return rows_run(tests, NULL, NULL);
}

#else

int main(void)
{
	puts("1..0 # SKIP built without expat");
	return 0;
}

#endif
