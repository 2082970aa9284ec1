/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What a document of LaTeX says about itself, and what is no text in it. */

#include "formats/light/tex.h"

#include "base/utf8.h"
#include "formats/plain.h"

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

struct hk_str hk_tex_name_at(struct hk_str line, size_t at)
{
	size_t n = at + 1;

	while (n < line.len && is_letter(line.data[n]))
		n++;
	return hk_span_str(line.data + at + 1, n - at - 1);
}

size_t hk_tex_verb(struct hk_str text, size_t at, struct hk_span *inside)
{
	const char *end;
	size_t len, width;
	uint32_t sign;

	if (at < text.len && text.data[at] == '*')
		at++;
	if (at >= text.len || text.data[at] == ' ')
		return 0;
	/* Any character, which may have several bytes. */
	width = hk_utf8_decode(text.data + at, text.len - at, &sign);
	if (!width)
		return 0;
	inside->begin = at + width;
	len = text.len - inside->begin;
	if (len > HK_LIGHT_ARGUMENT_MAX)
		len = HK_LIGHT_ARGUMENT_MAX;
	end = len ? memmem(text.data + inside->begin, len, text.data + at,
			   width)
		  : NULL;
	if (!end)
		return 0;
	inside->end = (size_t)(end - text.data);
	return inside->end + width;
}

struct hk_str hk_tex_without_comment(struct hk_str line)
{
	for (size_t i = 0; i < line.len; i++) {
		struct hk_span inside;
		struct hk_str name;
		const char *end;
		size_t behind;

		if (line.data[i] == '%')
			return hk_span_str(line.data, i);
		if (line.data[i] != '\\')
			continue;
		name = hk_tex_name_at(line, i);
		if (!name.len) {
			i++;
			continue;
		}
		i += name.len;
		if (i + 2 >= line.len)
			continue;
		if (hk_span_same(name, hk_span_cstr("verb"))) {
			behind = hk_tex_verb(line, i + 1, &inside);
			i = behind ? behind - 1 : i;
		} else if (hk_span_same(name, hk_span_cstr("url")) ||
			   hk_span_same(name, hk_span_cstr("href"))) {
			end = memchr(line.data + i, '}', line.len - i);
			i = end ? (size_t)(end - line.data) : i;
		}
	}
	return line;
}

/* The argument of the first \name{...} at the beginning of a line. */
static struct hk_str find_field(struct hk_str text, const char *name,
				bool documented)
{
	struct hk_str line;

	while (text.len) {
		size_t at, end;
		const char *begin = text.data;
		struct hk_str all = text;

		hk_plain_line(&line, &text);
		while (line.len &&
		       strchr(documented ? "% \t" : " \t", *line.data))
			line = hk_span_from(line, 1);
		if (!hk_span_starts(line, name))
			continue;
		at = (size_t)(line.data - begin) + strlen(name);
		if (at < all.len && all.data[at] == '[') {
			end = hk_light_command_end(all, at, '\\');
			at = end < all.len ? end + 1 : at;
		}
		while (at < all.len && strchr(" %\r\n", all.data[at]))
			at++;
		if (at >= all.len || all.data[at] != '{')
			continue;
		end = hk_light_command_end(all, at, '\\');
		if (end < all.len)
			return hk_span_str(all.data + at + 1, end - at - 1);
	}
	return hk_span_str(NULL, 0);
}

/* The text of a field without comments. */
static struct hk_str clean(struct hk_light *l, struct hk_str field)
{
	char *copy = hk_arena_alloc(&l->article->arena, field.len + 1);
	struct hk_str line;
	size_t len = 0;

	if (!copy) {
		l->status = HK_ENOMEM;
		return hk_span_str(NULL, 0);
	}
	while (hk_plain_line(&line, &field)) {
		line = hk_span_trim(hk_tex_without_comment(line));
		if (len && line.len)
			copy[len++] = '\n';
		if (line.len)
			memcpy(copy + len, line.data, line.len);
		len += line.len;
	}
	return hk_span_str(copy, len);
}

/* \ProvidesPackage{name}[2024/05/31 v1.0 ...] */
static struct hk_str find_release(struct hk_str text)
{
	const char *found =
		text.len ? memmem(text.data, text.len, "\\Provides", 9) : NULL;
	const char *open;
	size_t most;

	if (!found)
		return hk_span_str(NULL, 0);
	most = (size_t)(text.data + text.len - found);
	most = most < 300 ? most : 300;
	open = memchr(found, '[', most);
	if (!open)
		return hk_span_str(NULL, 0);
	most -= (size_t)(open + 1 - found);
	return hk_span_str(open + 1, most < 10 ? most : 10);
}

void hk_tex_fields(struct hk_light *l, struct hk_str text, bool documented)
{
	static const char *const titles[] = {
		"\\title",	 "\\jtitle",	      "\\Title",
		"\\etitle",	 "\\ProvidesPackage", "\\ProvidesClass",
		"\\ProvidesFile"};
	struct hk_str field = {NULL, 0};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		field = find_field(text, titles[i], documented);
		if (field.len && !memchr(field.data, '#', field.len)) {
			hk_light_title(l, clean(l, field));
			break;
		}
	}
	hk_light_author(l, clean(l, find_field(text, "\\author", documented)));
	hk_light_date(l, clean(l, find_field(text, "\\date", documented)));
	if (documented && !l->article->date.len)
		hk_light_date(l, find_release(text));
}
