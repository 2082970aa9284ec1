/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/command.h"

#include "formats/plain.h"

/* Arguments without an end that are searched for in a block. */
#define FAILED_MAX 50

const struct hk_light_command *hk_light_command_find(
	const struct hk_light_command *table, struct hk_str name)
{
	for (; table->name; table++)
		if (table->name[0] == name.data[0] &&
		    strlen(table->name) == name.len &&
		    !memcmp(table->name, name.data, name.len))
			return table;
	return NULL;
}

size_t hk_light_command_end(struct hk_str text, size_t at, char escape)
{
	char open = text.data[at];
	char close = open == '{' ? '}' : open == '[' ? ']' : ')';
	unsigned depth = 0, braces = 0;
	size_t stop = text.len - at > HK_LIGHT_ARGUMENT_MAX
			      ? at + HK_LIGHT_ARGUMENT_MAX
			      : text.len;

	for (size_t i = at; i < stop; i++) {
		char c = text.data[i];

		if (c == escape) {
			i++;
			continue;
		}
		if (c == open)
			depth++;
		if (c == close && !braces && !--depth)
			return i;
		if (open != '{') {
			braces += c == '{';
			braces -= c == '}' && braces;
		}
	}
	return text.len;
}

/* White space, with one line end at most. */
static size_t skip_blanks(struct hk_str text, size_t at)
{
	bool line = false;

	while (at < text.len &&
	       (text.data[at] == ' ' || text.data[at] == '\t' ||
		(text.data[at] == '\n' && !line))) {
		line = line || text.data[at] == '\n';
		at++;
	}
	return at;
}

/* ---- Single arguments: [begin, end) without its braces ---- */

/* Of the parts between commas, the first or last one that is not empty. */
static struct hk_span choose_part(struct hk_str text, size_t begin, size_t end,
				  bool first)
{
	struct hk_span part = {begin, end};
	size_t from = begin;
	unsigned depth = 0;
	bool found = false;

	for (size_t i = begin; i <= end; i++) {
		char c = i < end ? text.data[i] : ',';

		depth += c == '{';
		depth -= c == '}' && depth;
		if (c != ',' || (depth && i < end))
			continue;
		if (!hk_plain_is_blank(
			    hk_span_str(text.data + from, i - from)) &&
		    !(found && first)) {
			part.begin = from;
			part.end = i;
			found = true;
		}
		from = i + 1;
	}
	while (part.begin < part.end && text.data[part.begin] == ' ')
		part.begin++;
	return part;
}

/* The reading behind its base, which ends at `close`; returns where to read
 * on. */
static size_t take_ruby(struct hk_light *l, size_t open, size_t close,
			char escape)
{
	struct hk_span base = {open + 1, close}, reading;
	size_t at = skip_blanks(l->text, close + 1), from, end;

	if (at >= l->text.len || l->text.data[at] != '{')
		return open;
	end = hk_light_command_end(l->text, at, escape);
	if (end >= l->text.len)
		return open;
	reading.begin = at + 1;
	reading.end = end;
	hk_light_drop(l, close, at);
	from = l->readings.len;
	hk_light_ruby(l, base, reading);
	/* Bars part the readings of single characters. */
	if (!l->status && l->readings.len > from) {
		size_t len = from;

		for (size_t i = from; i < l->readings.len; i++)
			if (l->readings.data[i] != '|' &&
			    l->readings.data[i] != '{' &&
			    l->readings.data[i] != '}')
				l->readings.data[len++] = l->readings.data[i];
		l->readings.len = len;
		l->reading[l->reading_count - 1].reading.end = len;
	}
	return end + 1;
}

/* Take one argument at `at`, where its bracket opens and `close` closes it. */
static size_t take_one(struct hk_light *l, char kind, size_t at, size_t close,
		       char escape)
{
	struct hk_span part;

	switch (kind) {
	case 'n':
		if (l->in_note)
			return at;
		hk_light_note(l, at + 1, close);
		return close + 1;
	case 'r':
		return take_ruby(l, at, close, escape);
	case 'k':
		hk_light_keep(l, at + 1, close);
		return close + 1;
	case 'u':
		hk_light_put_code(l, at + 1, close);
		return close + 1;
	case 'c':
	case 'f':
		part = choose_part(l->text, at + 1, close, kind == 'f');
		if (!hk_light_later(l, part.end, close + 1))
			return at;
		hk_light_drop(l, at, part.begin);
		return part.begin;
	case 'l':
		if (!hk_light_later(l, close, close + 1))
			return at;
		return at + 1;
	default:
		hk_light_drop(l, at, close + 1);
		return close + 1;
	}
}

/* A command that is being defined: \name or {\name}. */
static size_t take_name(struct hk_str text, size_t at, char escape)
{
	if (at >= text.len || text.data[at] != escape)
		return at;
	at++;
	while (at < text.len && ((text.data[at] | 0x20) >= 'a') &&
	       ((text.data[at] | 0x20) <= 'z'))
		at++;
	return at;
}

size_t hk_light_command_take(struct hk_light *l, const char *arguments,
			     size_t at, char escape, unsigned *failed)
{
	for (; *arguments && !l->status; arguments++) {
		size_t from = skip_blanks(l->text, at), close;
		char c = from < l->text.len ? l->text.data[from] : '\0';
		bool last = strchr("cfl", *arguments) != NULL;

		if (*arguments == '*') {
			at += at < l->text.len && l->text.data[at] == '*';
			continue;
		}
		if (*arguments == 'm' && c == escape) {
			at = take_name(l->text, from, escape);
			continue;
		}
		if (strchr("olp", *arguments) &&
		    c != (*arguments == 'p' ? '(' : '['))
			continue;
		if (!strchr("olp", *arguments) && c != '{')
			return at;
		close = *failed < FAILED_MAX
				? hk_light_command_end(l->text, from, escape)
				: l->text.len;
		if (close >= l->text.len) {
			++*failed;
			return at;
		}
		hk_light_drop(l, at, from);
		at = take_one(l, *arguments, from, close, escape);
		if (last)
			return at;
	}
	return at;
}

/* ---- Accents ---- */

size_t hk_light_command_accent(struct hk_light *l, char sign, size_t at)
{
	static const char signs[] = "'`^\"~=.";
	static const char *const marks[] = {"\xCC\x81", "\xCC\x80", "\xCC\x82",
					    "\xCC\x88", "\xCC\x83", "\xCC\x84",
					    "\xCC\x87"};
	const char *found = sign ? strchr(signs, sign) : NULL;
	bool braces = at < l->text.len && l->text.data[at] == '{';
	size_t letter = at + braces;
	char c = letter < l->text.len ? l->text.data[letter] : '\0';

	if (!found || (c | 0x20) < 'a' || (c | 0x20) > 'z' ||
	    (braces &&
	     (letter + 1 >= l->text.len || l->text.data[letter + 1] != '}')))
		return 0;
	hk_light_put(l, &c, 1);
	hk_light_put(l, marks[found - signs], 2);
	return braces ? 3 : 1;
}
