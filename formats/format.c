/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include <strings.h>

#include "formats/verbatim.h"
#include "base/utf8.h"

#define ROW(name, suffixes, about) {#name, suffixes, about, &hk_format_##name},
const struct hk_format_row hk_format_rows[] = {
	HK_FORMAT_LIST(ROW){NULL, NULL, NULL, NULL}};
#undef ROW

/* Suffixes of what looks like text or an archive, but would make no sense as
 * such. */
static const char *const foreign[] = {
	"css", "js",  "doc", "xls", "ppt",  "jar",   "apk",
	"whl", "deb", "rpm", "iso", "woff", "woff2",
};

const struct hk_format *hk_format_named(const char *name)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->name && strcmp(row->name, name) != 0)
		row++;
	return row->format;
}

enum hk_status hk_format_give(const struct hk_format_input *input)
{
	if (input->text_read && input->article->block_count)
		input->text_read(input->ctx);
	return input->emit(input->ctx, input->article);
}

const char *hk_format_name(const struct hk_format *format)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->format && row->format != format)
		row++;
	return row->name;
}

const char *hk_format_suffix(const char *path)
{
	const char *name = strrchr(path, '/');
	const char *suffix = strrchr(name ? name : path, '.');

	return suffix ? suffix + 1 : "";
}

/* Is the suffix one of `list`, in any case? */
static bool is_among(const char *list, const char *suffix)
{
	size_t len = strlen(suffix);

	while (*list) {
		size_t n = strcspn(list, " ");

		if (n == len && !strncasecmp(list, suffix, n))
			return true;
		list += n + (list[n] == ' ');
	}
	return false;
}

bool hk_format_has_suffix(const struct hk_format *format, const char *suffix)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->format && row->format != format)
		row++;
	return row->format && is_among(row->suffixes, suffix);
}

static const struct hk_format *format_by_suffix(const char *suffix)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->name && !is_among(row->suffixes, suffix))
		row++;
	return row->format;
}

/* The format that a file's name tells. "guide.rd.ja" is RD: the name of a
 * language may stand behind the suffix. */
static const struct hk_format *format_by_name(const char *path)
{
	const char *suffix = hk_format_suffix(path);
	const struct hk_format *format = format_by_suffix(suffix);
	char before[16];
	size_t at, len;

	if (format || !is_among("ja jp en", suffix))
		return format;
	/* Where the suffix before that one begins. */
	at = strlen(path) - strlen(suffix) - 1;
	for (len = 0; at && path[at - 1] != '.' && path[at - 1] != '/'; len++)
		at--;
	if (!at || path[at - 1] != '.' || len >= sizeof(before))
		return NULL;
	memcpy(before, path + at, len);
	before[len] = '\0';
	return format_by_suffix(before);
}

/* Do most lines of a file that is named as a table have a tab? Names that end
 * in .tab and .tsv have texts, too. */
static bool has_tabs(struct hk_str head)
{
	size_t lines = 0, tabbed = 0;
	bool text = false, tab = false;

	for (size_t i = 0; i <= head.len; i++) {
		char c = i < head.len ? head.data[i] : '\n';

		if (c == '\n' || c == '\r') {
			lines += text;
			tabbed += text && tab;
			text = tab = false;
		} else {
			text = text || (c && c != ' ' && c != '\t');
			tab = tab || (c == '\t' && text);
		}
	}
	return tabbed * 2 >= lines;
}

/* Their readers tell other zip files themselves, where the beginning of the
 * file does not tell. */
static bool is_office(const struct hk_format *format)
{
	static const struct hk_format *const office[] = {
		&hk_format_docx, &hk_format_xlsx, &hk_format_pptx,
		&hk_format_odt,	 &hk_format_ods,  &hk_format_odp,
	};

	for (size_t i = 0; i < sizeof(office) / sizeof(*office); i++)
		if (format == office[i])
			return true;
	return false;
}

const struct hk_format *hk_format_of(const char *path, struct hk_str head,
				     const char **why)
{
	const char *suffix = hk_format_suffix(path);
	const struct hk_format *format = format_by_name(path), *named;

	*why = NULL;
	/* Office files are told by what they hold, even under an older name
	 * (.doc). */
	for (const struct hk_format_row *row = hk_format_rows; row->name; row++)
		if (is_office(row->format) && row->format->looks(head))
			return row->format;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (!strcasecmp(foreign[i], suffix)) {
			*why = foreign[i];
			return NULL;
		}
	/* A name that the content does not bear out tells nothing, if something
	 * else does. */
	named = format;
	if (format && format->takes == HK_FORMAT_BYTES && format->looks &&
	    !format->looks(head))
		format = NULL;
	/* The content decides before the name; but a file that is named as
	 * text is not examined for other formats of text. */
	for (const struct hk_format_row *row = hk_format_rows; row->name; row++)
		if (row->format->looks &&
		    (!format || row->format->takes == HK_FORMAT_BYTES) &&
		    row->format->looks(head) &&
		    !(row->format == &hk_format_archive && is_office(named)))
			return row->format;
	if (named == &hk_format_tsv && !has_tabs(head))
		named = &hk_format_text;
	return named ? named : &hk_format_text;
}

const struct hk_format *hk_format_of_text(const struct hk_format *format,
					  struct hk_str name,
					  struct hk_str text)
{
	struct hk_str head = text;

	if (text.len > HK_FORMAT_HEAD)
		head.len = hk_utf8_boundary(text, HK_FORMAT_HEAD);
	/* XHTML by the name of XML. */
	if (format == &hk_format_xml && hk_format_html.looks(head))
		return &hk_format_html;
	if (format != &hk_format_text || hk_verbatim_named(name))
		return format;
	for (const struct hk_format_row *row = hk_format_rows; row->name; row++)
		if (row->format->told && row->format->told(text))
			return row->format;
	return format;
}
