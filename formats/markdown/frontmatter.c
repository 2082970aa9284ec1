/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/frontmatter.h"

#include "text/date.h"
#include "formats/lines.h"
#include "formats/plain.h"
#include "formats/markdown/scalar.h"
#include "formats/tags.h"
#include "formats/yomi.h"

/* Bytes of front matter at most; what is longer is text. */
#define LENGTH_MAX (64u << 10)
/* Aliases of YAML (*name) that are resolved; each is looked for in all lines.
 */
#define ALIASES_MAX 100
/* Bytes of several authors, and of a value of several lines, at most. */
#define VALUE_MAX HK_SCALAR_MAX

enum key {
	KEY_NONE,
	KEY_TITLE,
	KEY_DATE,
	KEY_TAGS,
	KEY_AUTHOR,
	KEY_LANG,
	KEY_URL,
	KEY_NOTE,
	KEY_ALIAS, /* another name of a note, by which it is looked for */
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
	{"aliases", KEY_ALIAS},	    {"alias", KEY_ALIAS},
	{"description", KEY_NOTE},  {"summary", KEY_NOTE},
};

struct matter {
	struct hk_article *article;
	struct hk_str rest; /* lines that are not read yet */
	bool toml;
	bool other;		 /* inside a table of TOML that is ignored */
	struct hk_scalar scalar; /* the value at hand */
	enum key key;
	struct hk_str name; /* of the key, as it is written */
	enum hk_status status;
	struct hk_str all;   /* lines */
	unsigned aliases;    /* that were resolved */
	uint32_t first;	     /* the number of the first of them */
	uint32_t alias_line; /* of the first other name; 0: there is none */
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

/* ---- Lines ---- */

static bool is_indented(struct hk_str line)
{
	return line.len && (line.data[0] == ' ' || line.data[0] == '\t');
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

/* The value that an alias stands for; of one that stands for an alias, that. */
static struct hk_str resolve(struct matter *m, struct hk_str value)
{
	struct hk_str line = {NULL, 0};

	if (!m->toml && m->aliases < ALIASES_MAX)
		line = hk_scalar_anchor(m->all, value);
	if (!line.data)
		return value;
	m->aliases++;
	hk_scalar_line(&m->scalar, line);
	return hk_plain_trim(hk_buf_str(&m->scalar.value));
}

/* Take a value of the key at hand; `listed`: it is one of several. */
static void take_value(struct matter *m, struct hk_str value, bool listed)
{
	struct hk_article *a = m->article;
	char date[HK_DATE_MAX];

	value = resolve(m, hk_plain_trim(value));
	if (m->scalar.too_long)
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
	case KEY_ALIAS:
		m->status = hk_plain_block(a, HK_BLOCK_PARAGRAPH, 0, value,
					   m->alias_line);
		break;
	default:
		hk_yomi_field(a, m->name, value, &m->status);
		break;
	}
}

/* An inline map: of {name: 山田, email: ...} the name, else the first value; of
 * tags all. False: the text is none. */
static bool take_map(struct matter *m, struct hk_str text, bool listed)
{
	struct hk_str rest = hk_scalar_map(text), best = {NULL, 0}, key, value;

	if (m->toml || !rest.data)
		return false;
	while (!m->status && hk_scalar_pair(&rest, &key, &value)) {
		if (value.len && strchr("{[", value.data[0]))
			continue;
		if (m->key == KEY_TAGS) {
			hk_scalar_line(&m->scalar, value);
			take_value(m, hk_buf_str(&m->scalar.value), true);
		} else if (!best.data || same_word(key, "name")) {
			best = value;
		}
	}
	if (best.data) {
		hk_scalar_line(&m->scalar, best);
		take_value(m, hk_buf_str(&m->scalar.value), listed);
	}
	return true;
}

/* A value that is all of a line. */
static void take_one(struct matter *m, struct hk_str text, bool listed)
{
	text = hk_plain_trim(text);
	if (take_map(m, text, listed))
		return;
	hk_scalar_line(&m->scalar, text);
	take_value(m, hk_buf_str(&m->scalar.value), listed);
}

/* ---- Values of many lines ---- */

/* Can an indented line be more of the value, not a key or an item? */
static bool goes_on(struct hk_str line, bool quoted)
{
	struct hk_str key, value, text = hk_plain_trim(line);

	if (!text.len)
		return quoted;
	if (!is_indented(line))
		return false;
	return quoted || (text.data[0] != '#' && text.data[0] != '-' &&
			  !hk_scalar_cut(text, false, &key, &value));
}

/*
 * A value that begins on the line `text` and may go on in the indented lines
 * behind it, of which each line end is a blank. A quote that is not closed in
 * them is closed on its line.
 */
static void take_lines(struct matter *m, struct hk_str text)
{
	bool quoted = text.len && (text.data[0] == '"' || text.data[0] == '\'');
	struct hk_str rest = m->rest, before = rest, line;
	struct hk_buf all;
	bool closed;

	hk_buf_init(&all, VALUE_MAX);
	text = quoted ? text : hk_scalar_bare(text);
	closed = hk_buf_append(&all, text.data, text.len) ||
		 (quoted && hk_scalar_is_closed(text, 1));
	while (!closed && hk_plain_line(&line, &rest) &&
	       goes_on(line, quoted)) {
		size_t len = all.len;

		line = hk_plain_trim(line);
		if (!line.len)
			continue;
		/* In double quotes a backslash joins without a blank. */
		if (quoted && all.data[all.len - 1] == '\\')
			len = --all.len;
		else if (hk_buf_putc(&all, ' '))
			break;
		if (hk_buf_append(&all, line.data, line.len))
			break;
		closed = quoted && hk_scalar_is_closed(hk_buf_str(&all), len);
		before = rest;
	}
	if (all.len && (!quoted || closed)) {
		m->rest = before;
		take_one(m, hk_buf_str(&all), false);
	} else {
		take_one(m, text, false);
	}
	hk_buf_release(&all);
}

/* ---- Lists ---- */

/* [a, "b, c"], whose lines may be many; arrays in it are parts of it. */
static void take_array(struct matter *m, struct hk_str text)
{
	size_t depth = 0;

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
		if (!text.len || (text.data[0] == ']' && !depth))
			break;
		if (text.data[0] == '[' || text.data[0] == ']') {
			depth = text.data[0] == '[' ? depth + 1 : depth - 1;
			text = hk_span_from(text, 1);
			continue;
		}
		if (text.data[0] == '#') {
			struct hk_str line;

			hk_plain_line(&line, &text);
			continue;
		}
		n = hk_scalar_take(&m->scalar, text, ",]\r\n");
		take_value(m, hk_buf_str(&m->scalar.value), true);
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

	hk_scalar_reset(&m->scalar);
	while (!m->status && hk_plain_line(&line, &m->rest)) {
		struct hk_str text = hk_plain_trim(line);

		if (text.len && !is_indented(line))
			break;
		if (text.len && m->scalar.value.len)
			hk_scalar_add(&m->scalar, " ", 1);
		hk_scalar_add(&m->scalar, text.data, text.len);
		before = m->rest;
	}
	m->rest = before;
	take_value(m, hk_buf_str(&m->scalar.value), true);
}

/* ---- The whole ---- */

static enum key key_of(struct hk_str name)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (same_word(name, keys[i].name))
			return keys[i].key;
	return KEY_NONE;
}

/* All of it is one inline map. */
static bool take_all(struct matter *m)
{
	struct hk_str rest = hk_scalar_map(hk_plain_trim(m->rest)), key, value;

	if (m->toml || !rest.data)
		return false;
	m->alias_line = m->first;
	while (!m->status && hk_scalar_pair(&rest, &key, &value)) {
		m->name = key;
		m->key = key_of(key);
		if (value.len && value.data[0] == '[') {
			m->rest = hk_span_str(value.data + value.len, 0);
			take_array(m, value);
		} else {
			take_one(m, value, false);
		}
	}
	return true;
}

static void take_line(struct matter *m, struct hk_str line)
{
	struct hk_str key, value;

	if (m->toml && hk_span_starts(line, "[")) {
		m->other = !hk_span_starts(line, "[taxonomies]");
		return;
	}
	if ((is_indented(line) && !m->toml) || m->other ||
	    !hk_scalar_cut(line, m->toml, &key, &value))
		return;
	m->name = key;
	m->key = key_of(key);
	if (m->key == KEY_ALIAS && !m->alias_line)
		m->alias_line =
			m->first + hk_lines_count(hk_span_str(
					   m->all.data,
					   (size_t)(line.data - m->all.data)));
	if (!m->toml && (!value.len || value.data[0] == '#'))
		take_items(m);
	else if (!m->toml && hk_scalar_is_block(value))
		take_folded(m);
	else if (value.len && value.data[0] == '[' &&
		 (m->toml || !hk_scalar_is_bracketed(value)))
		take_array(m, value);
	else if (m->toml)
		take_one(m, value, false);
	else
		take_lines(m, value);
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
		if (!hk_scalar_cut(now, m->toml, &key, &value))
			return false;
		first = false;
	}
	return false;
}

enum hk_status hk_frontmatter_read(struct hk_article *article,
				   struct hk_str *text, uint32_t *line)
{
	struct matter m = {.article = article};
	uint32_t first = *line;
	struct hk_str now;

	if (!find(&m, text, line))
		return HK_OK;
	m.all = m.rest;
	m.first = first + 1;
	hk_scalar_init(&m.scalar);
	if (!take_all(&m))
		while (!m.status && hk_plain_line(&now, &m.rest))
			take_line(&m, now);
	if (!m.status)
		m.status = m.scalar.status;
	hk_scalar_release(&m.scalar);
	return m.status;
}
