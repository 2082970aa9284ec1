/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/frontmatter.h"

#include "text/date.h"
#include "formats/plain.h"
#include "formats/tags.h"
#include "text/utf8.h"

/* Bytes of front matter at most; what is longer is text. */
#define LENGTH_MAX (64u << 10)
/* Bytes of a value at most. */
#define VALUE_MAX (16u << 10)

enum key {
	KEY_NONE,
	KEY_TITLE,
	KEY_DATE,
	KEY_TAGS,
	KEY_AUTHOR,
	KEY_LANG,
	KEY_URL,
	KEY_NOTE,
};

static const struct {
	const char *name;
	enum key key;
} keys[] = {
	{"title", KEY_TITLE},	    {"date", KEY_DATE},
	{"published_at", KEY_DATE}, {"pubdate", KEY_DATE},
	{"publishdate", KEY_DATE},  {"created", KEY_DATE},
	{"created_at", KEY_DATE},   {"tags", KEY_TAGS},
	{"tag", KEY_TAGS},	    {"topics", KEY_TAGS},
	{"categories", KEY_TAGS},   {"category", KEY_TAGS},
	{"keywords", KEY_TAGS},	    {"author", KEY_AUTHOR},
	{"authors", KEY_AUTHOR},    {"lang", KEY_LANG},
	{"language", KEY_LANG},	    {"url", KEY_URL},
	{"permalink", KEY_URL},	    {"canonical_url", KEY_URL},
	{"description", KEY_NOTE},  {"summary", KEY_NOTE},
};

struct matter {
	struct hk_article *article;
	struct hk_str rest; /* lines that are not read yet */
	bool toml;
	bool other;	     /* inside a table of TOML that is ignored */
	struct hk_buf value; /* the one at hand, without its quotes */
	bool too_long;	     /* the value exceeds VALUE_MAX and is ignored */
	enum key key;
	enum hk_status status;
};

static bool same_word(struct hk_str text, const char *word)
{
	if (text.len != strlen(word))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != word[i])
			return false;
	}
	return true;
}

/* ---- Values ---- */

static void set(struct matter *m, struct hk_str *field, struct hk_str value)
{
	if (field->len || !value.len)
		return; /* the first one stands */
	if (hk_article_keep(m->article, field, value))
		m->status = HK_ENOMEM;
}

/* Authors of a list are joined. */
static void add_author(struct matter *m, struct hk_str value)
{
	struct hk_article *a = m->article;
	struct hk_str old = a->author;
	char *both;

	if (hk_span_starts(value, "name:"))
		value = hk_plain_trim(
			hk_span_str(value.data + 5, value.len - 5));
	if (!old.len || !value.len || old.len > VALUE_MAX) {
		set(m, &a->author, value);
		return;
	}
	both = hk_arena_alloc(&a->arena, old.len + 2 + value.len);
	if (!both) {
		m->status = HK_ENOMEM;
		return;
	}
	memcpy(both, old.data, old.len);
	memcpy(both + old.len, ", ", 2);
	memcpy(both + old.len + 2, value.data, value.len);
	a->author = hk_span_str(both, old.len + 2 + value.len);
}

/* Take a value of the key at hand; `listed`: it is one of several. */
static void take_value(struct matter *m, struct hk_str value, bool listed)
{
	struct hk_article *a = m->article;
	char date[HK_DATE_MAX];

	value = hk_plain_trim(value);
	if (m->too_long)
		return;
	switch (m->key) {
	case KEY_TITLE:
		set(m, &a->title, value);
		break;
	case KEY_DATE:
		if (hk_date_normalise(date, value))
			set(m, &a->date, hk_span_cstr(date));
		break;
	case KEY_TAGS:
		m->status = listed ? hk_tags_add(a, value)
				   : hk_tags_split(a, value);
		break;
	case KEY_AUTHOR:
		add_author(m, value);
		break;
	case KEY_LANG:
		set(m, &a->lang, value);
		break;
	case KEY_URL:
		set(m, &a->url, value);
		break;
	case KEY_NOTE:
		set(m, &a->note, value);
		break;
	default:
		break;
	}
}

/* ---- Scalars ---- */

/* Write the character that an escape in double quotes stands for; `text` begins
 * after the backslash. Returns the bytes that were read. */
static size_t escape(char out[4], size_t *len, struct hk_str text)
{
	static const char names[] = "nrtbf0ea", blanks[] = "        ";
	const char *name = strchr(names, text.data[0]);
	size_t digits = text.data[0] == 'u'   ? 4
			: text.data[0] == 'U' ? 8
			: text.data[0] == 'x' ? 2
					      : 0;
	uint32_t value = 0;

	if (digits && text.len > digits) {
		for (size_t i = 1; i <= digits; i++) {
			int digit = hk_span_hex(text.data[i]);

			value = value * 16 + (digit > 0 ? (uint32_t)digit : 0);
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

static void put(struct matter *m, const char *data, size_t len)
{
	enum hk_status status = hk_buf_append(&m->value, data, len);

	if (status == HK_ETOOBIG)
		m->too_long = true;
	else if (status)
		m->status = status;
}

/*
 * A value at the beginning of `text`, up to its closing quote or, without
 * quotes, to one of the bytes `ends` or a comment. What is taken is written
 * to `value`; returns its length in the text.
 */
static size_t take_scalar(struct matter *m, struct hk_str text,
			  const char *ends)
{
	char quote = text.len ? text.data[0] : '\0';
	size_t at = 1;

	hk_buf_reset(&m->value);
	m->too_long = false;
	if (quote != '"' && quote != '\'') {
		for (at = 0; at < text.len; at++) {
			char c = text.data[at];

			if ((c && strchr(ends, c)) ||
			    (c == '#' && at &&
			     (text.data[at - 1] == ' ' ||
			      text.data[at - 1] == '\t')))
				break;
		}
		put(m, text.data, at);
		return at;
	}
	while (at < text.len) {
		size_t n = 1;
		char c = text.data[at];

		if (c == quote && quote == '\'' && at + 1 < text.len &&
		    text.data[at + 1] == '\'') {
			put(m, "'", 1);
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
			put(m, out, len);
		} else {
			put(m, text.data + at, 1);
		}
		at += n;
	}
	return at;
}

static void take_one(struct matter *m, struct hk_str text, bool listed)
{
	take_scalar(m, hk_plain_trim(text), "");
	take_value(m, hk_buf_str(&m->value), listed);
}

/* ---- Lists ---- */

/* [a, "b, c"], whose lines may be many. */
static void take_array(struct matter *m, struct hk_str text)
{
	/* The rest of its line, then all lines behind it: one range. */
	text.len = (size_t)(m->rest.data + m->rest.len - text.data);
	text.data++;
	text.len--;
	while (text.len && !m->status) {
		size_t n = 0;

		while (n < text.len && strchr(" \t\r\n,", text.data[n]) &&
		       text.data[n])
			n++;
		text.data += n;
		text.len -= n;
		if (!text.len || text.data[0] == ']')
			break;
		if (text.data[0] == '#') {
			struct hk_str line;

			hk_plain_line(&line, &text);
			continue;
		}
		n = take_scalar(m, text, ",]\r\n");
		take_value(m, hk_buf_str(&m->value), true);
		text.data += n ? n : 1;
		text.len -= n ? n : 1;
	}
	/* On behind the line of the closing bracket. */
	if (text.len) {
		struct hk_str line;

		hk_plain_line(&line, &text);
		m->rest = text;
	}
}

static bool is_indented(struct hk_str line)
{
	return line.len && (line.data[0] == ' ' || line.data[0] == '\t');
}

/* "- a" on lines of their own. */
static void take_items(struct matter *m)
{
	struct hk_str before = m->rest, line;

	while (!m->status && hk_plain_line(&line, &m->rest)) {
		struct hk_str item = hk_plain_trim(line);

		if (!item.len || item.data[0] == '#') {
			before = m->rest;
			continue;
		}
		if (item.data[0] != '-') {
			if (!is_indented(line))
				break;
			before = m->rest; /* a map, or more of an item */
			continue;
		}
		take_one(m, hk_span_str(item.data + 1, item.len - 1), true);
		before = m->rest;
	}
	m->rest = before;
}

/* The indented lines behind | or >, joined by blanks. */
static void take_folded(struct matter *m)
{
	struct hk_str before = m->rest, line;

	hk_buf_reset(&m->value);
	m->too_long = false;
	while (!m->status && hk_plain_line(&line, &m->rest)) {
		struct hk_str text = hk_plain_trim(line);

		if (text.len && !is_indented(line))
			break;
		if (text.len && m->value.len)
			put(m, " ", 1);
		put(m, text.data, text.len);
		before = m->rest;
	}
	m->rest = before;
	take_value(m, hk_buf_str(&m->value), true);
}

/* ---- Lines ---- */

/* Cut "key: value"; false if the line is not of that form. */
static bool cut_pair(struct hk_str line, bool toml, struct hk_str *key,
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

static void take_line(struct matter *m, struct hk_str line)
{
	struct hk_str key, value;

	if (m->toml && hk_span_starts(line, "[")) {
		m->other = !hk_span_starts(line, "[taxonomies]");
		return;
	}
	if ((is_indented(line) && !m->toml) || m->other ||
	    !cut_pair(line, m->toml, &key, &value))
		return;
	m->key = KEY_NONE;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (same_word(key, keys[i].name))
			m->key = keys[i].key;
	if (!m->toml && (!value.len || value.data[0] == '#'))
		take_items(m);
	else if (!m->toml && (value.data[0] == '|' || value.data[0] == '>') &&
		 value.len <= 3)
		take_folded(m);
	else if (value.len && value.data[0] == '[')
		take_array(m, value);
	else
		take_one(m, value, false);
}

/* Is the line the fence `sign` three times, and nothing else? */
static bool is_fence(struct hk_str line, char sign)
{
	while (line.len && (line.data[line.len - 1] == ' ' ||
			    line.data[line.len - 1] == '\t'))
		line.len--;
	return line.len == 3 && line.data[0] == sign && line.data[1] == sign &&
	       line.data[2] == sign;
}

/* Find the lines between the fences, and what follows them; false: this is not
 * front matter, but a rule and text. */
static bool find(struct matter *m, struct hk_str *text, uint32_t *line)
{
	struct hk_str rest = *text, now, key, value;
	bool first = true;
	uint32_t lines = 1;
	const char *begin;

	if (!hk_plain_line(&now, &rest))
		return false;
	m->toml = is_fence(now, '+');
	if (!m->toml && !is_fence(now, '-'))
		return false;
	begin = rest.data;
	while (hk_plain_line(&now, &rest)) {
		lines++;
		if ((size_t)(now.data - begin) > LENGTH_MAX)
			return false;
		if (is_fence(now, m->toml ? '+' : '-') ||
		    (!m->toml && is_fence(now, '.'))) {
			m->rest =
				hk_span_str(begin, (size_t)(now.data - begin));
			*text = rest;
			*line += lines;
			return true;
		}
		if (!first || hk_plain_is_blank(now) || now.data[0] == '#' ||
		    (m->toml && now.data[0] == '['))
			continue;
		if (!cut_pair(now, m->toml, &key, &value))
			return false;
		first = false;
	}
	return false;
}

enum hk_status hk_frontmatter_read(struct hk_article *article,
				   struct hk_str *text, uint32_t *line)
{
	struct matter m = {.article = article};
	struct hk_str now;

	if (!find(&m, text, line))
		return HK_OK;
	hk_buf_init(&m.value, VALUE_MAX);
	while (!m.status && hk_plain_line(&now, &m.rest))
		take_line(&m, now);
	hk_buf_release(&m.value);
	return m.status;
}
