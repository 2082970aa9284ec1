/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/scalar.h"

#include "formats/plain.h"
#include "base/utf8.h"

void hk_scalar_init(struct hk_scalar *s)
{
	memset(s, 0, sizeof(*s));
	hk_buf_init(&s->value, HK_SCALAR_MAX);
}

void hk_scalar_release(struct hk_scalar *s)
{
	hk_buf_release(&s->value);
}

void hk_scalar_reset(struct hk_scalar *s)
{
	hk_buf_reset(&s->value);
	s->too_long = false;
}

static uint32_t hex_value(struct hk_str text, size_t digits)
{
	uint32_t value = 0;

	for (size_t i = 0; i < digits; i++) {
		int digit = hk_span_hex(text.data[i]);

		value = value * 16 + (digit > 0 ? (uint32_t)digit : 0);
	}
	return value;
}

/* Write the character that an escape in double quotes stands for; `text` begins
 * after the backslash. Returns the bytes that were read. */
static size_t escape(char out[4], size_t *len, struct hk_str text)
{
	static const char names[] = "nrtbf0ea_NLP", blanks[] = "            ";
	const char *name = strchr(names, text.data[0]);
	size_t digits = text.data[0] == 'u'   ? 4
			: text.data[0] == 'U' ? 8
			: text.data[0] == 'x' ? 2
					      : 0;
	uint32_t value = 0;

	if (digits && text.len > digits) {
		value = hex_value(hk_span_from(text, 1), digits);
		/* Two halves of a character, as JSON has them. */
		if (value >= 0xD800 && value < 0xDC00 && text.len > 10 &&
		    text.data[5] == '\\' && text.data[6] == 'u') {
			uint32_t low = hex_value(hk_span_from(text, 7), 4);

			if (low >= 0xDC00 && low < 0xE000) {
				value = 0x10000 + ((value - 0xD800) << 10) +
					(low - 0xDC00);
				digits = 10;
			}
		}
		if (value < 0x20)
			value = ' ';
		if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
			value = 0xFFFD;
		*len = hk_utf8_encode(out, value);
		return digits + 1;
	}
	if (text.data[0] && name)
		out[0] = blanks[name - names];
	else
		out[0] = text.data[0];
	*len = 1;
	return 1;
}

void hk_scalar_add(struct hk_scalar *s, const char *data, size_t len)
{
	enum hk_status status = hk_buf_append(&s->value, data, len);

	if (status == HK_ETOOBIG)
		s->too_long = true;
	else if (status)
		s->status = status;
}

size_t hk_scalar_take(struct hk_scalar *s, struct hk_str text, const char *ends)
{
	char quote = text.len ? text.data[0] : '\0';
	size_t at = 1;

	hk_scalar_reset(s);
	if (quote != '"' && quote != '\'') {
		for (at = 0; at < text.len; at++) {
			char c = text.data[at];

			if ((c && strchr(ends, c)) ||
			    (c == '#' && at &&
			     (text.data[at - 1] == ' ' ||
			      text.data[at - 1] == '\t')))
				break;
		}
		hk_scalar_add(s, text.data, at);
		return at;
	}
	while (at < text.len) {
		size_t n = 1;
		char c = text.data[at];

		if (c == quote && quote == '\'' && at + 1 < text.len &&
		    text.data[at + 1] == '\'') {
			hk_scalar_add(s, "'", 1);
			n = 2;
		} else if (c == quote) {
			return at + 1;
		} else if (c == '\\' && quote == '"' && at + 1 < text.len) {
			char out[4];
			size_t len;

			n = 1 + escape(out, &len,
				       hk_span_str(text.data + at + 1,
						   text.len - at - 1));
			/* A character of many bytes goes on by itself. */
			hk_scalar_add(s, out, len);
		} else {
			hk_scalar_add(s, text.data + at, 1);
		}
		at += n;
	}
	return at;
}

bool hk_scalar_ends(struct hk_str text)
{
	text = hk_plain_trim(text);
	return !text.len || text.data[0] == '#';
}

/* A value without quotes, up to a comment. */
static void take_plain(struct hk_scalar *s, struct hk_str text)
{
	size_t at = 0;

	while (at < text.len &&
	       !(text.data[at] == '#' && at &&
		 (text.data[at - 1] == ' ' || text.data[at - 1] == '\t')))
		at++;
	hk_scalar_reset(s);
	hk_scalar_add(s, text.data, at);
}

void hk_scalar_line(struct hk_scalar *s, struct hk_str text)
{
	size_t n = hk_scalar_take(s, text, "");

	if (!hk_scalar_ends(hk_span_from(text, n)))
		take_plain(s, text);
}

/* Where the name of an anchor that begins at `at` ends. */
static size_t name_end(struct hk_str text, size_t at)
{
	while (at < text.len &&
	       ((text.data[at] >= '0' && text.data[at] <= '9') ||
		(text.data[at] >= 'A' && text.data[at] <= 'Z') ||
		(text.data[at] >= 'a' && text.data[at] <= 'z') ||
		text.data[at] == '_' || text.data[at] == '-'))
		at++;
	return at;
}

struct hk_str hk_scalar_bare(struct hk_str text)
{
	while (text.len > 1 &&
	       (text.data[0] == '&' || hk_span_starts(text, "!!"))) {
		size_t at = name_end(text, 1 + (text.data[0] == '!'));

		if (at < 2 || at == text.len || text.data[at] != ' ')
			break;
		text = hk_plain_trim(hk_span_from(text, at));
	}
	return text;
}

bool hk_scalar_is_closed(struct hk_str text, size_t from)
{
	char quote = text.data[0];

	for (size_t at = from; at < text.len; at++) {
		if (text.data[at] == '\\' && quote == '"')
			at++;
		else if (text.data[at] == quote &&
			 !(quote == '\'' && at + 1 < text.len &&
			   text.data[at + 1] == '\''))
			return true;
		else if (text.data[at] == quote)
			at++;
	}
	return false;
}

struct hk_str hk_scalar_anchor(struct hk_str text, struct hk_str alias)
{
	struct hk_str none = {NULL, 0}, line;

	if (alias.len < 2 || alias.data[0] != '*' ||
	    name_end(alias, 1) != alias.len)
		return none;
	alias = hk_span_from(alias, 1);
	while (text.len) {
		const char *sign = memchr(text.data, '&', text.len);

		if (!sign)
			return none;
		text = hk_span_from(text, (size_t)(sign - text.data) + 1);
		if (text.len > alias.len &&
		    !memcmp(text.data, alias.data, alias.len) &&
		    text.data[alias.len] == ' ') {
			text = hk_span_from(text, alias.len);
			hk_plain_line(&line, &text);
			return hk_plain_trim(line);
		}
	}
	return none;
}

/* ---- Inline maps ---- */

/* The length of what comes before the first of `ends` that is in no brackets
 * and no quotes. */
static size_t up_to(struct hk_str text, const char *ends)
{
	size_t depth = 0, at;

	for (at = 0; at < text.len; at++) {
		char c = text.data[at];

		if (!depth && c && strchr(ends, c))
			return at;
		if (c == '{' || c == '[') {
			depth++;
		} else if ((c == '}' || c == ']') && depth) {
			depth--;
		} else if ((c == '"' || c == '\'') &&
			   (!at || strchr(" ,:[{", text.data[at - 1]))) {
			const char *end = memchr(text.data + at + 1, c,
						 text.len - at - 1);

			if (end)
				at = (size_t)(end - text.data);
		}
	}
	return at;
}

struct hk_str hk_scalar_map(struct hk_str text)
{
	struct hk_str none = {NULL, 0}, inside;
	size_t len;

	if (!text.len || text.data[0] != '{')
		return none;
	inside = hk_span_from(text, 1);
	len = up_to(inside, "}");
	if (len == inside.len || !hk_scalar_ends(hk_span_from(inside, len + 1)))
		return none;
	return hk_span_str(inside.data, len);
}

bool hk_scalar_pair(struct hk_str *rest, struct hk_str *key,
		    struct hk_str *value)
{
	while (rest->len) {
		struct hk_str pair = {rest->data, up_to(*rest, ",")};
		size_t colon = up_to(pair, ":");

		*rest = hk_span_from(*rest, pair.len + (pair.len < rest->len));
		if (colon == pair.len)
			continue;
		*key = hk_plain_trim(hk_span_str(pair.data, colon));
		*value = hk_plain_trim(hk_span_from(pair, colon + 1));
		if (key->len > 1 && strchr("\"'", key->data[0])) {
			key->data++;
			key->len -= 2;
		}
		return true;
	}
	return false;
}

/* ---- Lines ---- */

bool hk_scalar_cut(struct hk_str line, bool toml, struct hk_str *key,
		   struct hk_str *value)
{
	const char *sign = memchr(line.data, toml ? '=' : ':', line.len);
	size_t at = sign ? (size_t)(sign - line.data) : 0;

	if (!at || (!toml && at + 1 < line.len && line.data[at + 1] != ' ' &&
		    line.data[at + 1] != '\t'))
		return false;
	*key = hk_plain_trim(hk_span_str(line.data, at));
	*value = hk_plain_trim(
		hk_span_str(line.data + at + 1, line.len - at - 1));
	if (key->len > 1 && (key->data[0] == '"' || key->data[0] == '\'') &&
	    key->data[key->len - 1] == key->data[0]) {
		key->data++;
		key->len -= 2;
	}
	return key->len && key->data[0] != '#' && key->data[0] != '-';
}

bool hk_scalar_is_bracketed(struct hk_str line)
{
	size_t depth = 0;

	for (size_t at = 0; at < line.len; at++) {
		char c = line.data[at];

		if (c == '"' || c == '\'') {
			const char *end = memchr(line.data + at + 1, c,
						 line.len - at - 1);

			if (!end)
				return false;
			at = (size_t)(end - line.data);
		} else if (c == '[') {
			depth++;
		} else if (c == ']' && --depth == 0) {
			return !hk_scalar_ends(hk_span_from(line, at + 1));
		}
	}
	return false;
}

bool hk_scalar_is_block(struct hk_str value)
{
	size_t at = 1;

	if (value.data[0] != '|' && value.data[0] != '>')
		return false;
	while (at < value.len && strchr("0123456789+-", value.data[at]) &&
	       value.data[at])
		at++;
	return at == value.len || (value.data[at] == ' ' &&
				   hk_scalar_ends(hk_span_from(value, at)));
}
