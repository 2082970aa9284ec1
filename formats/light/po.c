/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"
#include "text/date.h"

/*
 * gettext: the translations are the text, each a block, and what they translate
 * is not; in a template, where nothing is translated, it is. Entries that are
 * no longer used (#~) are left out, like all comments.
 */

enum key {
	NONE,
	ID,
	PLURAL,
	TEXT,
};

struct reader {
	struct hk_light light;
	struct hk_buf id, text; /* of the entry at hand; unescaped */
	uint32_t id_line, text_line;
	enum key key;  /* what strings on lines of their own continue */
	bool template; /* nothing in it is translated */
};

/* ---- Strings ---- */

/* Append what stands between the quotes of a line. */
static enum hk_status add_string(struct hk_buf *out, struct hk_str line)
{
	static const char names[] = "ntr\"\\abfv";
	static const char bytes[] = "\n\t\n\"\\    ";
	enum hk_status status = HK_OK;
	size_t i = 0;

	while (i < line.len && line.data[i] != '"')
		i++;
	for (i++; i < line.len && line.data[i] != '"' && !status; i++) {
		char c = line.data[i];
		const char *name;

		if (c == '\\' && i + 1 < line.len) {
			c = line.data[++i];
			name = c ? strchr(names, c) : NULL;
			c = name ? bytes[name - names] : c;
		}
		status = hk_buf_putc(out, c);
	}
	return status;
}

/* ---- The header: the translation of "" ---- */

/* "Name: value\n" of the header. */
static struct hk_str header_field(struct hk_str text, const char *name)
{
	struct hk_str line;

	while (hk_plain_line(&line, &text))
		if (hk_light_starts(line, name))
			return hk_plain_trim(hk_span_from(line, strlen(name)));
	return hk_span_str(NULL, 0);
}

static void keep(struct hk_light *l, struct hk_str *field, struct hk_str value)
{
	if (!field->len && value.len && !l->status)
		l->status = hk_article_keep(l->article, field, value);
}

static void take_header(struct reader *r)
{
	struct hk_article *a = r->light.article;
	struct hk_str text = hk_buf_str(&r->text), value;
	char date[HK_DATE_MAX];
	const char *mail;

	value = header_field(text, "project-id-version:");
	if (!hk_span_starts(value, "PACKAGE"))
		keep(&r->light, &a->title, value);
	value = header_field(text, "po-revision-date:");
	if (hk_date_normalise(date, value))
		keep(&r->light, &a->date, hk_span_cstr(date));
	value = header_field(text, "last-translator:");
	mail = value.len ? memchr(value.data, '<', value.len) : NULL;
	if (mail)
		value = hk_plain_trim(
			hk_span_str(value.data, (size_t)(mail - value.data)));
	if (!hk_span_starts(value, "FULL NAME"))
		keep(&r->light, &a->author, value);
	keep(&r->light, &a->lang, header_field(text, "language:"));
}

/* ---- Entries ---- */

static void end_entry(struct reader *r)
{
	struct hk_light *l = &r->light;
	struct hk_str text = hk_buf_str(r->template ? &r->id : &r->text);

	if (r->text_line && !r->id.len)
		take_header(r);
	else if (!l->status)
		l->status = hk_plain_block(
			l->article,
			hk_plain_keeps_lines(text) ? HK_BLOCK_VERBATIM
						   : HK_BLOCK_PARAGRAPH,
			0, text, r->template ? r->id_line : r->text_line);
	hk_buf_reset(&r->id);
	hk_buf_reset(&r->text);
	r->id_line = r->text_line = 0;
	r->key = NONE;
}

static void take(struct reader *r, struct hk_str line)
{
	struct hk_light *l = &r->light;
	struct hk_buf *to = NULL;

	line = hk_plain_trim(line);
	if (!line.len || *line.data == '#')
		return;
	if (hk_span_starts(line, "msgid_plural")) {
		r->key = PLURAL;
	} else if (hk_span_starts(line, "msgid") ||
		   hk_span_starts(line, "msgctxt")) {
		if (r->text_line)
			end_entry(r);
		r->key = line.data[3] == 'i' ? ID : NONE;
		r->id_line = l->line;
	} else if (hk_span_starts(line, "msgstr")) {
		r->key = TEXT;
		/* The forms of a plural are several. */
		if (r->text.len && !l->status)
			l->status = hk_buf_putc(&r->text, '\n');
		r->text_line = r->text_line ? r->text_line : l->line;
	} else if (*line.data != '"') {
		return;
	}
	to = r->key == ID ? &r->id : r->key == TEXT ? &r->text : NULL;
	if (to && !l->status)
		l->status = add_string(to, line);
}

/* Is any entry but the header translated? */
static bool is_template(struct hk_str text)
{
	struct hk_str line;
	bool id = false, named = false, string = false;

	while (hk_plain_line(&line, &text)) {
		line = hk_plain_trim(line);
		if (hk_span_starts(line, "msgid")) {
			id = true;
			named = string = false;
		} else if (hk_span_starts(line, "msgstr")) {
			id = false;
			string = true;
		} else if (!hk_span_starts(line, "\"")) {
			continue;
		}
		named = named ||
			(id && !memmem(line.data, line.len, "\"\"", 2));
		if (string && named && !memmem(line.data, line.len, "\"\"", 2))
			return false;
	}
	return true;
}

static bool looks(struct hk_str text)
{
	return hk_span_starts(text, "msgid ") ||
	       (text.len && memmem(text.data, text.len, "\nmsgid ", 7));
}

static enum hk_status read_po(const struct hk_format_input *input,
			      struct hk_error *err)
{
	static const struct hk_light_syntax none = {.headings_only = true};
	struct reader r = {.key = NONE};
	enum hk_status status;
	struct hk_str line;

	if (!looks(input->text))
		return hk_format_text.read(input, err);
	hk_light_init(&r.light, &none, input);
	input->article->lines = HK_BLOCK_LINES_RECORD;
	hk_buf_init(&r.id, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&r.text, HK_BLOCK_TEXT_MAX);
	r.template = is_template(input->text);
	while (hk_light_next(&r.light, &line))
		take(&r, line);
	if (r.text_line)
		end_entry(&r);
	status = hk_light_finish(&r.light, err);
	hk_buf_release(&r.id);
	hk_buf_release(&r.text);
	hk_light_release(&r.light);
	return status;
}

const struct hk_format hk_format_po = {
	.takes = HK_FORMAT_TEXT,
	.read = read_po,
};
