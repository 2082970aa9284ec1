/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/attribute.h"

#include <strings.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_name(struct hk_str name, const char *lower)
{
	return strlen(lower) == name.len &&
	       !strncasecmp(name.data, lower, name.len);
}

/* Where the quote stands from `from` on, or the end. */
static size_t find_quote(struct hk_html_attribute_quotes *q, struct hk_str s,
			 size_t from, char quote)
{
	bool *none = !q ? NULL : quote == '"' ? &q->no_double : &q->no_single;
	const char *p;

	if ((none && *none) || from >= s.len)
		return s.len;
	p = memchr(s.data + from, quote, s.len - from);
	if (none)
		*none = !p;
	return p ? (size_t)(p - s.data) : s.len;
}

static size_t pass_spaces(struct hk_str s, size_t at)
{
	while (at < s.len && is_space(s.data[at]))
		at++;
	return at;
}

/* Does the quoted value seem to end at the quote that begins the value of
 * another tag, as in href="x>...</a> <a href="y? */
static bool is_unclosed(struct hk_str s, struct hk_span value)
{
	struct hk_str text = {s.data + value.begin, value.end - value.begin};

	return text.len && text.data[text.len - 1] == '=' &&
	       value.end + 1 < s.len && !is_space(s.data[value.end + 1]) &&
	       !strchr("/>", s.data[value.end + 1]) &&
	       memchr(text.data, '>', text.len) &&
	       memchr(text.data, '<', text.len);
}

/* Where the value that begins at `at` ends, and in `*after` what is behind it:
 * its quote, too. A quote that is not closed begins no value.
 */
static size_t value_end(struct hk_html_attribute_quotes *q, struct hk_str s,
			size_t *at, size_t *after)
{
	char quote = *at < s.len ? s.data[*at] : '\0';
	size_t end;

	if ((quote == '"' || quote == '\'') && !(q && q->off)) {
		end = find_quote(q, s, *at + 1, quote);
		if (!q || (end < s.len &&
			   !is_unclosed(s, (struct hk_span){*at + 1, end}))) {
			++*at;
			*after = end + (end < s.len);
			return end;
		}
	}
	end = *at;
	while (end < s.len && !is_space(s.data[end]) && s.data[end] != '>')
		end++;
	*after = end;
	return end;
}

size_t hk_html_attribute_next(struct hk_html_attribute *a,
			      struct hk_html_attribute_quotes *q,
			      struct hk_str s, size_t at)
{
	memset(a, 0, sizeof(*a));
	while (at < s.len && (is_space(s.data[at]) || s.data[at] == '/')) {
		a->slash = s.data[at] == '/';
		at++;
	}
	if (at == s.len || s.data[at] == '>')
		return at;
	a->slash = false;
	a->name.begin = at++;
	while (at < s.len && !is_space(s.data[at]) && s.data[at] != '/' &&
	       s.data[at] != '>' && s.data[at] != '=')
		at++;
	a->name.end = a->value.begin = a->value.end = at;
	at = pass_spaces(s, at);
	if (at == s.len || s.data[at] != '=')
		return at;
	at = pass_spaces(s, at + 1);
	a->value.begin = at;
	a->value.end = value_end(q, s, &a->value.begin, &at);
	return at;
}

bool hk_html_attribute_take(struct hk_str *name, struct hk_str *value,
			    struct hk_str *rest)
{
	struct hk_str s = *rest;
	struct hk_html_attribute a;
	size_t at = hk_html_attribute_next(&a, NULL, s, 0);

	*name = hk_span_str(s.data + a.name.begin, a.name.end - a.name.begin);
	*value = hk_span_str(s.data + a.value.begin,
			     a.value.end - a.value.begin);
	*rest = hk_span_from(s, at);
	return name->len > 0;
}

struct hk_str hk_html_attribute_value(struct hk_str attributes,
				      const char *lower)
{
	struct hk_str name, value;

	while (hk_html_attribute_take(&name, &value, &attributes))
		if (is_name(name, lower))
			return value;
	return hk_span_str(NULL, 0);
}
