/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/wiki.h"

#include "formats/html/reference.h"
#include "formats/light/tag.h"
#include "formats/plain.h"
#include "formats/tags.h"

/* Bytes of a link or a template with all that is in it, at most. */
#define NESTED_MAX 4000
/* Arguments of a template that are looked at. */
#define ARGUMENTS_MAX 8

/* Where what `open` opens at `at` is closed: the offset of its `close`. */
static size_t nested_end(struct hk_str text, size_t at, char open, char close)
{
	size_t stop = text.len - at > NESTED_MAX ? at + NESTED_MAX : text.len;
	unsigned depth = 0;

	for (size_t i = at; i + 1 < stop; i++) {
		if (text.data[i] == open && text.data[i + 1] == open) {
			depth++;
			i++;
		} else if (text.data[i] == close && text.data[i + 1] == close) {
			if (!--depth)
				return i;
			i++;
		}
	}
	return text.len;
}

/* ---- Links ---- */

static bool is_in_namespace(struct hk_str name, const char *const *list)
{
	for (; *list; list++)
		if (hk_light_starts(name, *list))
			return true;
	return false;
}

/* [[en:Name]], a page in another language. */
static bool is_other_language(struct hk_str name)
{
	size_t n = 0;

	while (n < name.len && name.data[n] >= 'a' && name.data[n] <= 'z')
		n++;
	return n >= 2 && n <= 3 && n < name.len && name.data[n] == ':';
}

static size_t take_link(struct hk_light *l, size_t at)
{
	static const char *const files[] = {
		"file:", "image:", "ファイル:", "画像:", "media:", NULL};
	static const char *const groups[] = {"category:", "カテゴリ:", NULL};
	const char *data = l->text.data;
	size_t end = nested_end(l->text, at, '[', ']'), begin = at + 2;
	struct hk_str name;
	const char *bar;

	if (end >= l->text.len)
		return 0;
	bar = memchr(data + begin, '|', end - begin);
	name = hk_plain_trim(
		hk_span_str(data + begin,
			    bar ? (size_t)(bar - data) - begin : end - begin));
	if (is_in_namespace(name, groups)) {
		const char *colon = memchr(name.data, ':', name.len);

		if (!l->status)
			l->status = hk_tags_add(
				l->article,
				hk_span_from(name,
					     (size_t)(colon - name.data) + 1));
		hk_light_drop(l, at, end);
		return end + 2 - at;
	}
	if ((is_in_namespace(name, files) || is_other_language(name)) && !bar) {
		hk_light_drop(l, at, end);
		return end + 2 - at;
	}
	if (is_in_namespace(name, files)) {
		unsigned depth = 0;

		/* The caption is the last argument. */
		for (size_t i = begin; i < end; i++) {
			depth += data[i] == '[';
			depth -= data[i] == ']' && depth;
			if (data[i] == '|' && !depth)
				bar = data + i;
		}
		hk_light_drop(l, at, (size_t)(bar - data));
		hk_light_note(l, (size_t)(bar - data) + 1, end);
		return end + 2 - at;
	}
	begin = bar ? (size_t)(bar - data) + 1
		    : begin + (begin < end && data[begin] == ':');
	if (!hk_light_later(l, end, end + 2))
		return 0;
	hk_light_drop(l, at, begin);
	return begin - at;
}

/* [http://example.jp text] */
static size_t take_address(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at + 1);
	size_t end, n = 0;

	if (!hk_span_starts(here, "http://") &&
	    !hk_span_starts(here, "https://") && !hk_span_starts(here, "//") &&
	    !hk_span_starts(here, "ftp://"))
		return 0;
	end = hk_light_find(l, 0, "]", at);
	while (n < here.len && (unsigned char)here.data[n] > ' ' &&
	       here.data[n] != ']' && n < NESTED_MAX)
		n++;
	if (end >= l->text.len || at + 1 + n > end ||
	    memchr(here.data, '\n', end - at - 1) ||
	    !hk_light_later(l, end, end + 1))
		return 0;
	return at + 1 + n == end ? 1 : 1 + n + 1;
}

/* ---- Templates ---- */

/* Which argument is shown, from 1; the last one is that of the reading. */
static const struct {
	const char *name;
	unsigned shown, reading;
} templates[] = {
	{"読み仮名", 1, 2},   {"読み仮名_ruby不使用", 1, 2},
	{"ルビ", 1, 2},	      {"ruby", 1, 2},
	{"ふりがな", 1, 2},   {"r", 1, 2},
	{"lang", 2, 0},	      {"仮リンク", 1, 0},
	{"nowrap", 1, 0},     {"en", 1, 0},
	{"fontsize", 2, 0},   {"color", 2, 0},
	{"要出典範囲", 1, 0}, {"quotation", 1, 0},
	{"small", 1, 0},      {"big", 1, 0},
};

/* Those whose argument is a footnote. */
static bool is_note(struct hk_str name)
{
	return hk_light_is(name, "efn") || hk_light_is(name, "refnest") ||
	       hk_light_is(name, "sfn") || hk_light_is(name, "注釈");
}

/* The arguments of the template in [begin, end), the name first; how many. */
static unsigned cut_arguments(struct hk_str text, size_t begin, size_t end,
			      struct hk_span *arguments)
{
	unsigned count = 0, depth = 0;

	arguments[0].begin = begin;
	for (size_t i = begin; i < end && count + 1 < ARGUMENTS_MAX; i++) {
		char c = text.data[i];

		depth += c == '[' || c == '{';
		depth -= (c == ']' || c == '}') && depth;
		if (c == '|' && !depth) {
			arguments[count++].end = i;
			arguments[count].begin = i + 1;
		}
	}
	arguments[count++].end = end;
	return count;
}

/* The argument without "1=" or "title=" before it; false if it has another
 * name. */
static bool is_shown(struct hk_str text, struct hk_span *argument)
{
	struct hk_str value = hk_span_str(text.data + argument->begin,
					  argument->end - argument->begin);
	const char *sign = memchr(value.data, '=', value.len);
	struct hk_str key;

	if (!sign)
		return true;
	key = hk_span_trim(
		hk_span_str(value.data, (size_t)(sign - value.data)));
	if (memchr(value.data, '[', (size_t)(sign - value.data)) ||
	    memchr(value.data, '<', (size_t)(sign - value.data)))
		return true;
	argument->begin += (size_t)(sign - value.data) + 1;
	return hk_light_is(key, "1") || hk_light_is(key, "title");
}

static bool is_japanese(struct hk_str text, struct hk_span span)
{
	for (size_t i = span.begin; i < span.end; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return true;
	return false;
}

static size_t take_template(struct hk_light *l, size_t at)
{
	size_t end = nested_end(l->text, at, '{', '}');
	struct hk_span arguments[ARGUMENTS_MAX], shown = {0, 0};
	struct hk_str name;
	unsigned count;

	if (end >= l->text.len)
		return 0;
	count = cut_arguments(l->text, at + 2, end, arguments);
	name = hk_plain_trim(
		hk_span_str(l->text.data + arguments[0].begin,
			    arguments[0].end - arguments[0].begin));
	if (hk_light_starts(name, "displaytitle:")) {
		if (!l->article->title.len && !l->status)
			l->status = hk_article_keep(
				l->article, &l->article->title,
				hk_plain_trim(hk_span_from(name, 13)));
		return end + 2 - at;
	}
	for (size_t i = 0; i < sizeof(templates) / sizeof(*templates); i++) {
		if (!hk_light_is(name, templates[i].name) ||
		    count <= templates[i].shown)
			continue;
		shown = arguments[templates[i].shown];
		if (templates[i].reading && count > templates[i].reading) {
			hk_light_ruby(l, shown,
				      arguments[templates[i].reading]);
			return end + 2 - at;
		}
		break;
	}
	if (is_note(name) && count > 1) {
		hk_light_note(l, arguments[1].begin, arguments[1].end);
		return end + 2 - at;
	}
	for (unsigned i = 1; i < count && !shown.end; i++)
		if (is_shown(l->text, &arguments[i]) &&
		    is_japanese(l->text, arguments[i]))
			shown = arguments[i];
	if (!shown.end || !hk_light_later(l, shown.end, end + 2)) {
		hk_light_drop(l, at, end);
		return end + 2 - at;
	}
	hk_light_drop(l, at, shown.begin);
	return shown.begin - at;
}

/* ---- The rest ---- */

/* <ref>, and elements whose text holds no marks. */
static size_t take_element(struct hk_light *l, size_t at)
{
	static const struct {
		const char *name, *end;
	} raw[] = {{"ref", "</ref>"},
		   {"nowiki", "</nowiki>"},
		   {"math", "</math>"},
		   {"code", "</code>"}};
	struct hk_str here = hk_span_from(l->text, at), name;
	size_t n = hk_light_tag_at(here, &name), end;

	for (unsigned i = 0; n && i < 4 && here.data[1] != '/'; i++) {
		if (!hk_light_is(name, raw[i].name) || here.data[n - 2] == '/')
			continue;
		end = hk_light_find(l, 1 + i, raw[i].end, at);
		if (end >= l->text.len)
			break;
		if (i == 0)
			hk_light_note(l, at + n, end);
		else
			hk_light_keep(l, at + n, end);
		return end + strlen(raw[i].end) - at;
	}
	return hk_light_tag(l, at);
}

/* __NOTOC__ */
static size_t take_switch(struct hk_str here)
{
	size_t n = 2;

	if (!hk_span_starts(here, "__"))
		return 0;
	while (n < here.len && here.data[n] >= 'A' && here.data[n] <= 'Z')
		n++;
	return n > 2 && hk_span_starts(hk_span_from(here, n), "__") ? n + 2 : 0;
}

size_t hk_light_wiki(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	size_t n;

	switch (*here.data) {
	case '[':
		return hk_span_starts(here, "[[") ? take_link(l, at)
						  : take_address(l, at);
	case '{':
		return hk_span_starts(here, "{{") ? take_template(l, at) : 0;
	case '<':
		return take_element(l, at);
	case '&':
		return hk_light_reference(l, at);
	case '\'':
		n = hk_light_run(here, '\'');
		return n > 1 ? n : 0;
	case '~':
		n = hk_light_run(here, '~');
		return n > 2 && n < 6 ? n : 0;
	default:
		return take_switch(here);
	}
}

/* ---- WikiExtractor ---- */

/* The value of an attribute of <doc>, without references. */
static void take_attribute(struct hk_light *l, struct hk_str line,
			   const char *name, struct hk_str *field)
{
	const char *begin = memmem(line.data, line.len, name, strlen(name));
	const char *end;

	if (!begin || l->status)
		return;
	begin += strlen(name);
	end = memchr(begin, '"', (size_t)(line.data + line.len - begin));
	if (!end)
		return;
	hk_buf_reset(&l->out);
	l->status = hk_html_reference_expand(
		&l->out, hk_span_str(begin, (size_t)(end - begin)), true);
	if (!l->status)
		l->status =
			hk_article_keep(l->article, field, hk_buf_str(&l->out));
}

static void take_line(struct hk_light *l, struct hk_str line)
{
	if (hk_plain_is_blank(line))
		hk_light_close(l);
	else if (!hk_light_open(l) && hk_span_same(line, l->article->title))
		hk_light_one(l, HK_BLOCK_TITLE, 0, line);
	else
		hk_light_add(l, HK_BLOCK_PARAGRAPH, line);
}

enum hk_status hk_light_wiki_docs(const struct hk_format_input *input,
				  struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.hooks = "&<", .hook = hk_light_wiki, .take = take_line};
	struct hk_light l;
	enum hk_status status = HK_OK;
	struct hk_str line;
	unsigned number = 0;

	hk_light_init(&l, &syntax, input);
	while (!status && hk_light_next(&l, &line)) {
		if (!hk_span_starts(line, "<doc ")) {
			if (!hk_span_starts(line, "</doc>"))
				take_line(&l, line);
			continue;
		}
		if (number++)
			status = hk_light_finish(&l, err);
		hk_light_reset(&l);
		hk_light_member(&l, number);
		take_attribute(&l, line, " title=\"", &l.article->title);
		take_attribute(&l, line, " url=\"", &l.article->url);
	}
	if (!status)
		status = hk_light_finish(&l, err);
	hk_light_release(&l);
	return status;
}
