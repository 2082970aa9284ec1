/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/office.h"

#include "formats/plain.h"
#include "formats/title.h"

#ifdef HK_OFFICE_BUILT

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static enum hk_status nothing(struct hk_office *o, const char *why)
{
	return hk_error_set(o->err, HK_EFORMAT, "%s", why);
}

/* ---- What it is ---- */

/* The main part and the core properties, by [Content_Types].xml. */
static enum hk_status on_type(void *ctx, const struct hk_xml_parse_element *e)
{
	static const char core[] = "core-properties+xml";
	struct hk_office *o = ctx;
	struct hk_str type = hk_xml_parse_value(e, "ContentType");
	struct hk_str name = hk_xml_parse_value(e, "PartName");
	enum hk_office_kind kind = hk_office_kind_of_part(type);
	struct hk_str *to = NULL;

	if (kind && !o->main.len) {
		o->kind = kind;
		to = &o->main;
	} else if (type.len &&
		   memmem(type.data, type.len, core, sizeof(core) - 1)) {
		to = &o->facts;
	}
	if (!to || !name.len)
		return HK_OK;
	to->data = hk_arena_copy(&o->arena, name.data, name.len);
	to->len = to->data ? name.len : 0;
	return to->data ? HK_OK : HK_ENOMEM;
}

static struct hk_office_part *find(const struct hk_office *o, const char *name)
{
	return hk_office_package_find(&o->package, hk_span_cstr(name));
}

/* By the names that all programs give, where the types are lost. */
static void guess_main(struct hk_office *o)
{
	static const struct {
		const char *name;
		enum hk_office_kind kind;
	} mains[] = {
		{"word/document.xml", HK_OFFICE_DOCX},
		{"xl/workbook.xml", HK_OFFICE_XLSX},
		{"xl/workbook.bin", HK_OFFICE_XLSB},
		{"ppt/presentation.xml", HK_OFFICE_PPTX},
	};

	for (size_t i = 0; i < sizeof(mains) / sizeof(*mains); i++)
		if (find(o, mains[i].name)) {
			o->kind = mains[i].kind;
			o->main = hk_span_cstr(mains[i].name);
			return;
		}
	if (find(o, "content.xml") && find(o, "META-INF/manifest.xml"))
		o->main = hk_span_cstr("content.xml");
}

static bool is_open(enum hk_office_kind kind)
{
	return kind == HK_OFFICE_ODT || kind == HK_OFFICE_ODS ||
	       kind == HK_OFFICE_ODP;
}

static enum hk_status find_main(struct hk_office *o)
{
	static const struct hk_xml_parse_events events = {.open = on_type};
	struct hk_office_part *types = find(o, "[Content_Types].xml");
	struct hk_office_part *mime = find(o, "mimetype");
	enum hk_office_kind kind = HK_OFFICE_NONE;

	if (mime && mime->kept)
		kind = hk_office_kind_of_mime(mime->bytes);
	if (kind) {
		o->kind = kind;
		o->main = hk_span_cstr("content.xml");
		return HK_OK;
	}
	if (types) {
		enum hk_status status = hk_office_package_parse(
			&o->package, types, &events, o, o->err);

		if (status)
			return status;
	}
	if (!o->main.len || !hk_office_package_find(&o->package, o->main))
		guess_main(o);
	return HK_OK;
}

/* ---- The article ---- */

enum hk_status hk_office_title(struct hk_office *o, struct hk_str title)
{
	struct hk_article *a = o->flow.article;
	enum hk_status status;

	title = hk_plain_trim(title);
	if (a->title.len || !title.len)
		return HK_OK;
	status = hk_article_keep(a, &a->title, title);
	for (size_t i = 0; i < a->title.len; i++)
		if ((unsigned char)a->title.data[i] < ' ')
			((char *)a->title.data)[i] = ' ';
	return status;
}

/* A title that says nothing is none: then the first heading is. */
static enum hk_status settle_title(struct hk_office *o)
{
	struct hk_article *a = o->flow.article;

	if (!hk_title_given(a->title, o->input->member.len ? o->input->member
							   : o->input->path))
		a->title = hk_span_str(NULL, 0);
	if (o->kind == HK_OFFICE_XLSX || o->kind == HK_OFFICE_ODS)
		return HK_OK; /* its headings are names of sheets */
	for (size_t i = 0; i < a->block_count && !a->title.len; i++) {
		struct hk_span s = a->blocks[i].span;
		enum hk_block_kind kind = a->blocks[i].kind;

		if (kind == HK_BLOCK_HEADING || kind == HK_BLOCK_TITLE)
			return hk_office_title(
				o, hk_span_str(a->text.data + s.begin,
					       s.end - s.begin));
	}
	return HK_OK;
}

static enum hk_status give(struct hk_office *o)
{
	enum hk_status status;

	hk_office_flow_end(&o->flow);
	hk_office_flow_give(&o->flow);
	status = o->flow.status ? o->flow.status : settle_title(o);
	if (status == HK_ETOOBIG)
		return hk_error_set(o->err, status, "its text is too long");
	if (status)
		return hk_error_nomem(o->err);
	if (o->flow.full)
		hk_container_complain(o->input, hk_span_str(NULL, 0),
				      "too much text: the end is left out");
	return o->input->emit(o->input->ctx, o->flow.article);
}

static enum hk_status read_kind(struct hk_office *o)
{
	switch (o->kind) {
	case HK_OFFICE_DOCX:
		return hk_office_word(o);
	case HK_OFFICE_XLSX:
		return hk_office_sheets(o);
	case HK_OFFICE_PPTX:
		return hk_office_slides(o);
	default:
		return hk_office_open(o);
	}
}

static enum hk_status read_package(struct hk_office *o)
{
	enum hk_status status = find_main(o);
	struct hk_str facts = o->facts;

	if (status)
		return status;
	if (o->kind == HK_OFFICE_XLSB)
		return hk_error_set(o->err, HK_ENOTTEXT,
				    "a binary workbook (xlsb), which is not "
				    "read: save it as xlsx");
	if (is_open(o->kind) && !find(o, "content.xml") &&
	    find(o, "styles.xml"))
		return hk_error_set(o->err, HK_ENOTTEXT,
				    "a template of styles, without text");
	if (!hk_office_package_find(&o->package, o->main) &&
	    !find(o, "encrypted-package"))
		return o->package.encrypted
			       ? hk_error_set(o->err, HK_ENOTTEXT,
					      "encrypted: needs a password")
			       : nothing(o, "its main part is missing");
	if (is_open(o->kind))
		facts = hk_span_cstr("meta.xml");
	else if (!facts.len)
		facts = hk_span_cstr("docProps/core.xml");
	status = hk_office_facts(o, hk_office_package_find(&o->package, facts));
	if (!status)
		status = read_kind(o);
	if (!status)
		status = give(o);
	return status ? status : hk_office_embedded(o);
}

/* ---- Not a zip file ---- */

/* An OLE2 file: an older format, or one of these that is encrypted, by
 * [MS-OFFCRYPTO] 2.3. Its directory has names in UTF-16. */
static bool has_wide(struct hk_str bytes, const char *name)
{
	char wide[64];
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++) {
		wide[i * 2] = name[i];
		wide[i * 2 + 1] = '\0';
	}
	return memmem(bytes.data, bytes.len, wide, len * 2) != NULL;
}

/* Bytes of an OLE2 file in which its directory is searched for. */
#define OLE_MAX (4u << 20)

static enum hk_status refuse_ole(struct hk_office *o, struct hk_str bytes)
{
	if (has_wide(bytes, "EncryptedPackage"))
		return hk_error_set(o->err, HK_ENOTTEXT,
				    "encrypted: needs a password");
	return hk_error_set(o->err, HK_ENOTTEXT,
			    "an older office file in spite of its name: a "
			    "filter can read it");
}

static enum hk_status read_ole(struct hk_office *o)
{
	struct hk_buf bytes;
	enum hk_status status;

	if (o->input->fd < 0)
		return refuse_ole(o, o->input->text);
	hk_buf_init(&bytes, OLE_MAX);
	status = hk_buf_reserve(&bytes, OLE_MAX);
	if (!status) {
		ssize_t n = pread(o->input->fd, bytes.data, OLE_MAX, 0);

		bytes.len = n > 0 ? (size_t)n : 0;
		status = refuse_ole(o, hk_buf_str(&bytes));
	}
	hk_buf_release(&bytes);
	return status;
}

/* ---- One XML file ---- */

static enum hk_status flat_pieces(struct hk_office *o,
				  struct hk_xml_parser *parser)
{
	enum hk_status status = HK_OK;
	char piece[65536];
	ssize_t n = 0;

	if (o->input->fd < 0)
		return hk_xml_parse_piece(parser, o->input->text);
	do {
		n = read(o->input->fd, piece, sizeof(piece));
		if (n > 0)
			status = hk_xml_parse_piece(
				parser, hk_span_str(piece, (size_t)n));
	} while (!status && (n > 0 || (n < 0 && errno == EINTR)));
	return n < 0 ? hk_error_system(o->err, errno, "cannot be read")
		     : status;
}

static enum hk_status read_flat(struct hk_office *o)
{
	struct hk_office_open *open = hk_office_open_new(o);
	struct hk_xml_parser *parser =
		open ? hk_xml_parse_new(&hk_office_open_events, open) : NULL;
	struct hk_xml_parse_flaw flaw = {.why = NULL};
	enum hk_status status = HK_ENOMEM, ended = HK_OK;

	if (parser) {
		status = flat_pieces(o, parser);
		ended = hk_xml_parse_end(parser, &flaw);
	}
	hk_office_open_free(open);
	if (!status)
		status = ended;
	if (status == HK_ENOMEM)
		return hk_error_nomem(o->err);
	if (status)
		return status;
	if (flaw.why && !o->flow.article->block_count &&
	    hk_office_flow_blank(&o->flow))
		return nothing(o, flaw.why);
	if (flaw.external)
		hk_container_complain(o->input, hk_span_str(NULL, 0),
				      HK_OFFICE_PACKAGE_EXTERNAL);
	if (flaw.why)
		hk_container_complain(o->input, hk_span_str(NULL, 0), flaw.why);
	return give(o);
}

/* ---- The readers ---- */

static struct hk_str peek(const struct hk_format_input *input,
			  char head[HK_FORMAT_HEAD])
{
	ssize_t n;

	if (input->fd < 0)
		return input->text.len < HK_FORMAT_HEAD
			       ? input->text
			       : hk_span_str(input->text.data, HK_FORMAT_HEAD);
	n = pread(input->fd, head, HK_FORMAT_HEAD, 0);
	return hk_span_str(head, n > 0 ? (size_t)n : 0);
}

static enum hk_status read_zip(struct hk_office *o, bool *other)
{
	enum hk_status status =
		hk_office_package_open(&o->package, o->input, o->err);

	if (!status) {
		status = read_package(o);
		*other = status == HK_EFORMAT && !o->main.len;
	}
	hk_office_package_close(&o->package);
	return status;
}

static enum hk_status read_office(const struct hk_format_input *input,
				  enum hk_office_kind kind,
				  struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	struct hk_office o = {.input = input, .kind = kind, .err = &own};
	char *head = malloc(HK_FORMAT_HEAD);
	enum hk_status status;
	struct hk_str begin;
	bool other = false;

	if (!head)
		return hk_error_nomem(err);
	begin = peek(input, head);
	hk_arena_init(&o.arena, HK_BUF_NO_MAX);
	hk_article_reset(input->article);
	hk_office_flow_init(&o.flow, input->article);
	if (hk_span_starts(begin, "PK") || (!begin.len && input->fd >= 0))
		status = read_zip(&o, &other);
	else if (hk_span_starts(begin, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
		status = read_ole(&o);
	else if (memmem(begin.data, begin.len, "<office:document", 16))
		status = read_flat(&o);
	else
		status = nothing(&o, "not an office file, or damaged at its "
				     "beginning");
	hk_office_flow_release(&o.flow);
	hk_arena_release(&o.arena);
	free(head);
	if (other && hk_container_rewinds(input))
		return hk_format_archive.read(input, err);
	if (status && own.status && err)
		*err = own;
	return status;
}

#define READER(name, NAME)                                                     \
	static enum hk_status read_##name(const struct hk_format_input *input, \
					  struct hk_error *err)                \
	{                                                                      \
		return read_office(input, HK_OFFICE_##NAME, err);              \
	}
#else
#define READER(name, NAME)
#endif

#ifdef HK_OFFICE_BUILT
#define READ(name) read_##name
#else
#define READ(name) NULL
#endif

static bool is_kind(struct hk_str head, enum hk_office_kind kind)
{
	enum hk_office_kind found = hk_office_kind_of_head(head);

	return found == kind ||
	       (found == HK_OFFICE_XLSB && kind == HK_OFFICE_XLSX);
}

#define FORMAT(name, NAME)                              \
	READER(name, NAME)                              \
	static bool looks_##name(struct hk_str head)    \
	{                                               \
		return is_kind(head, HK_OFFICE_##NAME); \
	}                                               \
	const struct hk_format hk_format_##name = {     \
		.takes = HK_FORMAT_BYTES,               \
		.looks = looks_##name,                  \
		.read = READ(name),                     \
		.needs = "libarchive and expat",        \
		.apart = true,                          \
	};

FORMAT(docx, DOCX)
FORMAT(xlsx, XLSX)
FORMAT(pptx, PPTX)
FORMAT(odt, ODT)
FORMAT(ods, ODS)
FORMAT(odp, ODP)
