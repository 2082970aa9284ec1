/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Excel: the sheets of a workbook in its order, each with its comments and the
 * text of its drawings. Formulas are never computed: a cell has the value that
 * was saved with it. */

#include "formats/office/sheet.h"

#ifdef HK_OFFICE_BUILT

/* Sheets of a workbook, and bytes of a value. */
#define SHEETS_MAX 20000
#define VALUE_MAX  131072

struct sheet {
	struct hk_str name;
	struct hk_office_part *part;
};

struct book {
	struct hk_office *office;
	struct hk_office_relations relations;
	struct sheet *list;
	size_t count, capacity;
	bool from_1904;
	struct hk_sheet_strings strings;
	struct hk_sheet_styles styles;

	/* The sheet that is read, and its cell: */
	const struct sheet *now;
	bool headed;
	struct hk_office_skip skip;
	struct hk_sheet_strings own; /* the string in the cell or comment */
	struct hk_sheet_rich rich;
	struct hk_buf value;
	bool in_value;
	bool in_string; /* `own` is being read */
	char type;	/* the first letter of it; 0: a number */
	unsigned style;

	/* Comments: */
	size_t authors;
	struct hk_buf author;
	bool in_author;
	uint64_t threaded; /* bit n: author n stands for a thread */
};

static bool is(const struct hk_xml_parse_element *e, const char *name)
{
	return hk_xml_parse_is(e, name);
}

/* ---- The workbook ---- */

static enum hk_status add_sheet(struct book *b,
				const struct hk_xml_parse_element *e)
{
	struct hk_arena *arena = &b->office->arena;
	struct hk_str state = hk_xml_parse_value(e, "state");
	struct hk_str name = hk_xml_parse_value(e, "name");
	const char *mark =
		hk_span_same(state, hk_span_cstr("hidden")) ||
				hk_span_same(state, hk_span_cstr("veryHidden"))
			? HK_OFFICE_HIDDEN
			: "";
	struct sheet sheet = {.part = hk_office_package_related(
				      &b->relations, hk_office_relation_id(e))};
	char *text;

	if (!sheet.part)
		hk_container_complain(b->office->input, name,
				      "this sheet is missing");
	if (!sheet.part || b->count >= SHEETS_MAX)
		return HK_OK;
	text = hk_arena_alloc(arena, name.len + strlen(mark) + 1);
	if (!text ||
	    !HK_ARENA_RESERVE(arena, b->list, b->capacity, b->count + 1))
		return HK_ENOMEM;
	if (name.len)
		memcpy(text, name.data, name.len);
	memcpy(text + name.len, mark, strlen(mark));
	sheet.name = hk_span_str(text, name.len + strlen(mark));
	b->list[b->count++] = sheet;
	return HK_OK;
}

static enum hk_status open_in_book(void *ctx,
				   const struct hk_xml_parse_element *e)
{
	struct book *b = ctx;

	if (is(e, "workbookPr"))
		b->from_1904 =
			hk_office_is_on(hk_xml_parse_value(e, "date1904"));
	return is(e, "sheet") ? add_sheet(b, e) : HK_OK;
}

/* Sheets that a damaged list leaves out. */
static enum hk_status add_others(struct book *b)
{
	for (size_t i = 0; i < b->relations.count; i++) {
		struct sheet sheet = {.part = b->relations.list[i].part};

		if (!sheet.part || b->count >= SHEETS_MAX ||
		    !hk_span_same(b->relations.list[i].type,
				  hk_span_cstr("worksheet")))
			continue;
		if (!HK_ARENA_RESERVE(&b->office->arena, b->list, b->capacity,
				      b->count + 1))
			return hk_error_nomem(b->office->err);
		b->list[b->count++] = sheet;
	}
	return HK_OK;
}

static struct hk_office_part *related(const struct book *b, const char *type)
{
	for (size_t i = 0; i < b->relations.count; i++)
		if (hk_span_same(b->relations.list[i].type,
				 hk_span_cstr(type)) &&
		    b->relations.list[i].part)
			return b->relations.list[i].part;
	return NULL;
}

/* ---- Cells ---- */

/* The name of the sheet, before the first thing that is in it. */
static void ensure_heading(struct book *b)
{
	if (!b->headed && b->now->name.len)
		hk_office_flow_heading(&b->office->flow, 1, b->now->name);
	b->headed = true;
}

static void open_cell(struct book *b, const struct hk_xml_parse_element *e)
{
	struct hk_str type = hk_xml_parse_value(e, "t");

	b->type = '\0';
	if (hk_span_same(type, hk_span_cstr("s")))
		b->type = 's';
	else if (type.len && !hk_span_same(type, hk_span_cstr("n")))
		b->type = hk_span_same(type, hk_span_cstr("b")) ? 'b' : 't';
	b->style = hk_office_number(hk_xml_parse_value(e, "s"), 1u << 20, 0);
	hk_buf_reset(&b->value);
}

static void begin_string(struct book *b)
{
	hk_sheet_strings_reset(&b->own);
	hk_sheet_rich_begin(&b->rich, &b->own);
	b->in_string = true;
}

static void end_string(struct book *b)
{
	hk_sheet_rich_end(&b->rich);
	hk_sheet_strings_put(&b->own, &b->office->flow, 0);
	b->in_string = false;
}

static void close_cell(struct book *b)
{
	struct hk_office_flow *flow = &b->office->flow;
	struct hk_str value = hk_buf_str(&b->value);
	struct hk_sheet_format format = {.shape = HK_SHEET_GENERAL};

	if (!value.len) {
		/* It has no value, or a string of its own. */
	} else if (b->type == 's') {
		hk_sheet_strings_put(&b->strings, flow,
				     hk_office_number(hk_span_trim(value),
						      1u << 30, 1u << 30));
	} else if (b->type == 'b') {
		hk_office_flow_text(flow, hk_span_cstr(hk_office_is_on(value)
							       ? "TRUE"
							       : "FALSE"));
	} else if (b->type) {
		hk_sheet_strings_reset(&b->own);
		hk_sheet_rich_begin(&b->rich, &b->own);
		b->rich.in_text = true;
		hk_sheet_rich_text(&b->rich, value);
		end_string(b);
	} else {
		if (b->style < b->styles.count)
			format = b->styles.list[b->style];
		hk_sheet_number_put(flow, value, format, b->from_1904);
	}
	hk_office_flow_tab(flow);
}

static enum hk_status status_of(const struct book *b)
{
	return b->rich.status ? b->rich.status : b->office->flow.status;
}

static enum hk_status open_in_sheet(void *ctx,
				    const struct hk_xml_parse_element *e)
{
	struct book *b = ctx;

	if (hk_office_skip_open(&b->skip, e))
		return HK_OK;
	if (b->in_string)
		hk_sheet_rich_open(&b->rich, e);
	else if (is(e, "c"))
		open_cell(b, e);
	else if (is(e, "v"))
		b->in_value = true;
	else if (is(e, "is"))
		begin_string(b);
	else if (is(e, "row"))
		hk_office_flow_row(&b->office->flow);
	return status_of(b);
}

static enum hk_status close_in_sheet(void *ctx,
				     const struct hk_xml_parse_element *e)
{
	struct book *b = ctx;
	struct hk_office_flow *flow = &b->office->flow;

	if (hk_office_skip_close(&b->skip, e))
		return HK_OK;
	if (is(e, "is")) {
		end_string(b);
	} else if (b->in_string) {
		hk_sheet_rich_close(&b->rich, e);
	} else if (is(e, "v")) {
		b->in_value = false;
	} else if (is(e, "c")) {
		close_cell(b);
	} else if (is(e, "row")) {
		if (!hk_office_flow_blank(flow))
			ensure_heading(b);
		hk_office_flow_row_end(flow, 1);
	}
	return status_of(b);
}

static enum hk_status text_in_sheet(void *ctx, struct hk_str text,
				    uint32_t line)
{
	struct book *b = ctx;
	enum hk_status status = HK_OK;

	(void)line;
	if (b->skip.from)
		return HK_OK;
	if (b->in_string)
		hk_sheet_rich_text(&b->rich, text);
	else if (b->in_value)
		status = hk_buf_append(&b->value, text.data, text.len);
	return status == HK_ENOMEM ? status : status_of(b);
}

/* ---- Comments ---- */

static enum hk_status open_in_comments(void *ctx,
				       const struct hk_xml_parse_element *e)
{
	struct book *b = ctx;

	if (b->in_string) {
		hk_sheet_rich_open(&b->rich, e);
	} else if (is(e, "author")) {
		b->in_author = true;
		hk_buf_reset(&b->author);
	} else if (is(e, "comment")) {
		unsigned n = hk_office_number(hk_xml_parse_value(e, "authorId"),
					      64, 64);

		/* What a thread says stands in a part of its own; here an
		 * older Excel is told that it cannot show threads. */
		if (n < 64 && b->threaded >> n & 1)
			hk_office_skip_it(&b->skip, e);
	} else if (is(e, "text") && !b->skip.from) {
		begin_string(b);
	}
	return status_of(b);
}

static enum hk_status close_in_comments(void *ctx,
					const struct hk_xml_parse_element *e)
{
	struct book *b = ctx;

	if (hk_office_skip_close(&b->skip, e))
		return HK_OK;
	if (is(e, "author")) {
		if (hk_span_starts(hk_buf_str(&b->author), "tc=") &&
		    b->authors < 64)
			b->threaded |= (uint64_t)1 << b->authors;
		b->authors++;
		b->in_author = false;
	} else if (is(e, "text") && b->in_string) {
		end_string(b);
		hk_office_flow_end(&b->office->flow);
	} else if (b->in_string) {
		hk_sheet_rich_close(&b->rich, e);
	}
	return status_of(b);
}

static enum hk_status text_in_comments(void *ctx, struct hk_str text,
				       uint32_t line)
{
	struct book *b = ctx;

	(void)line;
	if (b->in_string)
		hk_sheet_rich_text(&b->rich, text);
	else if (b->in_author && b->author.len + text.len <= VALUE_MAX)
		return hk_buf_append(&b->author, text.data, text.len);
	return status_of(b);
}

static enum hk_status read_comments(struct book *b, struct hk_office_part *part)
{
	static const struct hk_xml_parse_events events = {
		open_in_comments, close_in_comments, text_in_comments};

	if (!part || !hk_office_package_once(part))
		return HK_OK;
	memset(&b->skip, 0, sizeof(b->skip));
	b->in_string = b->in_author = false;
	b->authors = 0;
	b->threaded = 0;
	return hk_office_package_parse(&b->office->package, part, &events, b,
				       b->office->err);
}

/* ---- Sheets ---- */

/* What belongs to the sheet, but is not in its cells. */
static enum hk_status read_apart(struct book *b)
{
	struct hk_office *o = b->office;
	struct hk_office_relations own;
	enum hk_status status = hk_office_package_relations(
		&o->package, &own, b->now->part, o->err);

	hk_office_flow_hold(&o->flow);
	for (size_t i = 0; i < own.count && !status; i++)
		if (hk_span_same(own.list[i].type, hk_span_cstr("comments")))
			status = read_comments(b, own.list[i].part);
	if (!status)
		status = hk_office_drawings(o, &own, "threadedComment");
	if (!status)
		status = hk_office_drawings(o, &own, "drawing");
	if (o->flow.waiting_count)
		ensure_heading(b);
	hk_office_flow_give(&o->flow);
	return status;
}

static enum hk_status read_sheet(struct book *b, const struct sheet *sheet)
{
	static const struct hk_xml_parse_events events = {
		open_in_sheet, close_in_sheet, text_in_sheet};
	enum hk_status status;

	if (!hk_office_package_once(sheet->part))
		return HK_OK;
	b->now = sheet;
	b->headed = false;
	memset(&b->skip, 0, sizeof(b->skip));
	b->in_value = b->in_string = false;
	status = hk_office_package_parse(&b->office->package, sheet->part,
					 &events, b, b->office->err);
	if (!hk_office_flow_blank(&b->office->flow))
		ensure_heading(b);
	hk_office_flow_end(&b->office->flow);
	return status ? status : read_apart(b);
}

static enum hk_status read_book(struct book *b, struct hk_office_part *main)
{
	static const struct hk_xml_parse_events events = {.open = open_in_book};
	struct hk_office *o = b->office;
	enum hk_status status = hk_office_package_relations(
		&o->package, &b->relations, main, o->err);

	if (!status)
		status = hk_office_package_parse(&o->package, main, &events, b,
						 o->err);
	if (!status && main->broken)
		status = add_others(b);
	if (!status)
		status = hk_sheet_styles_read(&b->styles, o,
					      related(b, "styles"));
	if (!status)
		status = hk_sheet_strings_read(&b->strings, o,
					       related(b, "sharedStrings"));
	for (size_t i = 0; i < b->count && !status; i++)
		status = read_sheet(b, &b->list[i]);
	return status;
}

enum hk_status hk_office_sheets(struct hk_office *o)
{
	struct book b = {.office = o};
	enum hk_status status;

	hk_sheet_strings_init(&b.strings);
	hk_sheet_strings_init(&b.own);
	hk_buf_init(&b.value, VALUE_MAX);
	hk_buf_init(&b.author, VALUE_MAX);
	status = read_book(&b, hk_office_package_find(&o->package, o->main));
	hk_sheet_strings_release(&b.strings);
	hk_sheet_strings_release(&b.own);
	hk_buf_release(&b.value);
	hk_buf_release(&b.author);
	return status;
}

#endif
