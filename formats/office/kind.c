/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/office.h"

/* ---- Types ---- */

static bool has(struct hk_str text, const char *part)
{
	return text.len && memmem(text.data, text.len, part, strlen(part));
}

static bool ends(struct hk_str text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && !memcmp(text.data + text.len - len, end, len);
}

/* Types of main parts by ECMA-376 part 1, 11.3, 12.3, 13.3, and Microsoft's for
 * files with macros. */
enum hk_office_kind hk_office_kind_of_part(struct hk_str type)
{
	if (!ends(type, ".main+xml") && !ends(type, ".main"))
		return HK_OFFICE_NONE;
	if (has(type, "wordprocessingml.") || has(type, "ms-word."))
		return HK_OFFICE_DOCX;
	if (has(type, "ms-excel.sheet.binary."))
		return HK_OFFICE_XLSB;
	if (has(type, "spreadsheetml.") || has(type, "ms-excel."))
		return HK_OFFICE_XLSX;
	if (has(type, "presentationml.") || has(type, "ms-powerpoint."))
		return HK_OFFICE_PPTX;
	return HK_OFFICE_NONE;
}

enum hk_office_kind hk_office_kind_of_mime(struct hk_str mime)
{
	static const struct {
		const char *name;
		enum hk_office_kind kind;
	} types[] = {
		{"text", HK_OFFICE_ODT},	 {"writer", HK_OFFICE_ODT},
		{"spreadsheet", HK_OFFICE_ODS},	 {"calc", HK_OFFICE_ODS},
		{"presentation", HK_OFFICE_ODP}, {"impress", HK_OFFICE_ODP},
		{"graphics", HK_OFFICE_ODP},	 {"draw", HK_OFFICE_ODP},
	};
	static const char *const before[] = {
		"application/vnd.oasis.opendocument.",
		"application/x-vnd.oasis.opendocument.",
		"application/vnd.sun.xml."};

	mime = hk_span_trim(mime);
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++) {
		struct hk_str rest = mime;

		if (!hk_span_starts(mime, before[i]))
			continue;
		rest = hk_span_from(rest, strlen(before[i]));
		for (size_t k = 0; k < sizeof(types) / sizeof(*types); k++)
			if (hk_span_starts(rest, types[k].name))
				return types[k].kind;
	}
	return HK_OFFICE_NONE;
}

#ifdef HK_OFFICE_BUILT

/* ---- The beginning of a file ---- */

struct look {
	enum hk_office_kind kind;  /* by a type */
	enum hk_office_kind guess; /* by the names of parts */
};

static enum hk_status on_override(void *ctx,
				  const struct hk_xml_parse_element *e)
{
	struct look *look = ctx;

	if (!look->kind)
		look->kind = hk_office_kind_of_part(
			hk_xml_parse_value(e, "ContentType"));
	return HK_OK;
}

static enum hk_office_kind guess(struct hk_str name)
{
	if (hk_span_same(name, hk_span_cstr("word/document.xml")))
		return HK_OFFICE_DOCX;
	if (hk_span_same(name, hk_span_cstr("xl/workbook.xml")))
		return HK_OFFICE_XLSX;
	if (hk_span_same(name, hk_span_cstr("xl/workbook.bin")))
		return HK_OFFICE_XLSB;
	if (hk_span_same(name, hk_span_cstr("ppt/presentation.xml")))
		return HK_OFFICE_PPTX;
	return HK_OFFICE_NONE;
}

static void look_at(struct look *look, struct hk_container *container,
		    struct hk_str name, struct hk_buf *bytes)
{
	static const struct hk_xml_parse_events events = {.open = on_override};
	bool types = hk_span_same(name, hk_span_cstr("[Content_Types].xml"));
	struct hk_xml_parse_flaw flaw;
	struct hk_xml_parser *parser;

	if (!look->guess)
		look->guess = guess(name);
	if (!types && !hk_span_same(name, hk_span_cstr("mimetype")))
		return;
	/* What could be read is used, whatever comes behind it. */
	if (hk_container_read(container, bytes, NULL) && !bytes->len)
		return;
	if (!types) {
		look->kind = hk_office_kind_of_mime(hk_buf_str(bytes));
		return;
	}
	parser = hk_xml_parse_new(&events, look);
	if (!parser)
		return;
	if (hk_xml_parse_piece(parser, hk_buf_str(bytes)))
		look->guess = HK_OFFICE_NONE;
	if (hk_xml_parse_end(parser, &flaw))
		look->guess = HK_OFFICE_NONE;
}

static void ignore(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	(void)line;
	(void)why;
}

/* The members of a zip file of which only the beginning is there. */
static enum hk_office_kind look_into(struct hk_str head)
{
	struct hk_container_budget budget = {0, 0, 0};
	struct hk_format_input input = {
		.text = head, .fd = -1, .complain = ignore, .budget = &budget};
	struct look look = {HK_OFFICE_NONE, HK_OFFICE_NONE};
	struct hk_container_member member;
	struct hk_container *container;
	struct hk_buf bytes;

	budget.packed = head.len;
	if (hk_container_new(&container, &input, &budget, NULL))
		return HK_OFFICE_NONE;
	hk_buf_init(&bytes, HK_FORMAT_HEAD * 16);
	while (!look.kind && !hk_container_next(container, &member, NULL))
		look_at(&look, container, member.name, &bytes);
	hk_buf_release(&bytes);
	hk_container_free(container);
	return look.kind ? look.kind : look.guess;
}

/* The attribute office:mimetype of the outermost element. */
static enum hk_office_kind look_flat(struct hk_str head)
{
	static const char key[] = "mimetype=";
	const char *at = memmem(head.data, head.len, key, sizeof(key) - 1);
	struct hk_str rest;

	if (!at || !has(head, "<office:document"))
		return HK_OFFICE_NONE;
	rest = hk_span_from(head, (size_t)(at - head.data) + sizeof(key));
	return rest.len ? hk_office_kind_of_mime(rest) : HK_OFFICE_NONE;
}

enum hk_office_kind hk_office_kind_of_head(struct hk_str head)
{
	struct hk_str tag = head;

	if (hk_span_starts(head, "\xEF\xBB\xBF"))
		tag = hk_span_from(head, 3);
	if (tag.len > 4096)
		tag.len = 4096;
	if (hk_span_starts(tag, "<"))
		return look_flat(head.len > 8192 ? hk_span_str(head.data, 8192)
						 : head);
	if (!hk_span_starts(head, "PK\3\4"))
		return HK_OFFICE_NONE;
	/* Other zip files are told apart without unpacking anything. */
	if (!has(head, "[Content_Types].xml") && !has(head, "mimetype") &&
	    !has(head, "word/") && !has(head, "xl/") && !has(head, "ppt/"))
		return HK_OFFICE_NONE;
	return look_into(head);
}

#else

enum hk_office_kind hk_office_kind_of_head(struct hk_str head)
{
	(void)head;
	return HK_OFFICE_NONE;
}

#endif
