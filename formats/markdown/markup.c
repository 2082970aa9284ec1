/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/markup.h"

#include <strings.h>

#include "formats/markdown/entity.h"

/* Tags that do not end a paragraph. */
static const char *const inline_tags[] = {
	"a",	"abbr", "b",	 "bdi",	 "bdo",	   "big",    "button",
	"cite", "code", "data",	 "del",	 "dfn",	   "em",     "font",
	"i",	"img",	"ins",	 "kbd",	 "label",  "mark",   "q",
	"s",	"samp", "small", "span", "strike", "strong", "sub",
	"sup",	"time", "tt",	 "u",	 "var",	   "wbr",
};

void hk_markup_init(struct hk_markup *m, struct hk_flow *flow)
{
	memset(m, 0, sizeof(*m));
	m->flow = flow;
}

void hk_markup_begin(struct hk_markup *m, bool block)
{
	m->state = HK_MARKUP_TEXT;
	m->quote = 0;
	m->skip[0] = '\0';
	m->block = block;
}

static bool is_inline(const char *name)
{
	for (size_t i = 0; i < sizeof(inline_tags) / sizeof(*inline_tags); i++)
		if (!strcmp(inline_tags[i], name))
			return true;
	return false;
}

/* Does that end stand in what is parsed, behind `from`? Where it does not, it
 * is not looked for again. */
static bool comes(struct hk_markup *m, const char *from, unsigned which)
{
	static const char *const ends[HK_MARKUP_ENDS] = {">", "-->", "</script",
							 "</style"};
	const char *needle = ends[which];
	struct hk_str all = m->flow->parsed;
	const char *end = all.data + all.len;
	size_t len = strlen(needle);

	if (m->missing[which] || from < all.data || from > end)
		return false;
	for (; (size_t)(end - from) >= len; from++) {
		from = memchr(from, needle[0], (size_t)(end - from) - len + 1);
		if (!from)
			break;
		if (!strncasecmp(from, needle, len))
			return true;
	}
	m->missing[which] = true;
	return false;
}

/* What a block's tag means for blocks of ours. */
static void end_block(struct hk_markup *m)
{
	const char *name = m->name;
	bool heading =
		name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2];

	if (!strcmp(name, "td") || !strcmp(name, "th")) {
		if (!m->end && m->flow->text.len)
			hk_flow_add(m->flow, "  ", 2);
	} else if (!strcmp(name, "br")) {
		hk_flow_add(m->flow, " ", 1);
	} else if (heading && !m->end) {
		hk_flow_close(m->flow, HK_BLOCK_HEADING,
			      (unsigned)(name[1] - '0'));
	} else {
		hk_flow_close(m->flow,
			      !strcmp(name, "li") && !m->end
				      ? HK_BLOCK_ITEM
				      : HK_BLOCK_PARAGRAPH,
			      0);
	}
}

/* A tag is complete; `behind` is what follows it. */
static void take_tag(struct hk_markup *m, const char *behind)
{
	bool script, style;

	m->name[m->name_len] = '\0';
	if (m->skip[0]) {
		if (m->end && !strcmp(m->skip, m->name))
			m->skip[0] = '\0';
		return;
	}
	script = !strcmp(m->name, "script");
	style = !strcmp(m->name, "style");
	if (!m->end && (script || style)) {
		if (comes(m, behind,
			  script ? HK_MARKUP_END_SCRIPT : HK_MARKUP_END_STYLE))
			strcpy(m->skip, m->name);
		return;
	}
	if (hk_flow_ruby(m->flow, m->name, m->end) || is_inline(m->name))
		return;
	if (m->block)
		end_block(m);
	else
		hk_flow_add(m->flow, " ", 1);
}

static void put(struct hk_markup *m, struct hk_str text)
{
	if (m->skip[0])
		return;
	while (text.len) {
		const char *sign = memchr(text.data, '&', text.len);
		size_t len = sign ? (size_t)(sign - text.data) : text.len;
		char out[4];

		hk_flow_put(m->flow, hk_span_str(text.data, len));
		text.data += len;
		text.len -= len;
		if (!text.len)
			break;
		len = hk_entity_length(text);
		if (len) {
			size_t n = hk_entity_decode(
				out, hk_span_str(text.data, len));
			hk_flow_stand(m->flow, hk_span_str(text.data, len));
			hk_flow_add(m->flow, out, n);
		} else {
			len = 1;
			hk_flow_put(m->flow, hk_span_str(text.data, 1));
		}
		text.data += len;
		text.len -= len;
	}
}

/* What begins at '<'; its length, 0: it is text. */
static size_t open(struct hk_markup *m, struct hk_str text)
{
	char next = text.len > 1 ? text.data[1] : '\0';
	bool letter;

	if (hk_span_starts(text, "<!--") && !m->skip[0]) {
		if (!comes(m, text.data + 4, HK_MARKUP_END_COMMENT))
			return 0;
		m->state = HK_MARKUP_COMMENT;
		return 4;
	}
	if ((next == '!' || next == '?') && !m->skip[0]) {
		if (!comes(m, text.data + 2, HK_MARKUP_END_TAG))
			return 0;
		m->state = HK_MARKUP_OTHER;
		return 2;
	}
	m->end = next == '/';
	if (m->end)
		next = text.len > 2 ? text.data[2] : '\0';
	letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
	if (!letter || !comes(m, text.data, HK_MARKUP_END_TAG))
		return 0;
	m->state = HK_MARKUP_TAG;
	m->name_len = 0;
	m->quote = 0;
	return m->end ? 2 : 1;
}

/* Inside a tag: to its end. Returns what was taken. */
static size_t in_tag(struct hk_markup *m, struct hk_str text, bool naming)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (m->quote) {
			if (c == m->quote)
				m->quote = 0;
			continue;
		}
		if (c == '>') {
			m->state = HK_MARKUP_TEXT;
			take_tag(m, text.data + i + 1);
			return i + 1;
		}
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (naming && ((c >= 'a' && c <= 'z') ||
			       (c >= '0' && c <= '9') || c == '-')) {
			/* Longer names are none that we know. */
			if (m->name_len < sizeof(m->name) - 1)
				m->name[m->name_len++] = c;
			continue;
		}
		naming = false;
		if (c == '"' || c == '\'')
			m->quote = c;
	}
	return text.len;
}

void hk_markup_take(struct hk_markup *m, struct hk_str text)
{
	while (text.len) {
		const char *end;
		size_t n = text.len;

		if (m->state == HK_MARKUP_TEXT) {
			end = memchr(text.data, '<', text.len);
			n = end ? (size_t)(end - text.data) : text.len;
			put(m, hk_span_str(text.data, n));
			if (end) {
				struct hk_str from =
					hk_span_str(end, text.len - n);
				size_t opened = open(m, from);

				if (!opened)
					put(m, hk_span_str(end, 1));
				n += opened ? opened : 1;
				if (m->state == HK_MARKUP_TAG)
					n += in_tag(m,
						    hk_span_str(text.data + n,
								text.len - n),
						    true);
			}
		} else if (m->state == HK_MARKUP_TAG) {
			n = in_tag(m, text, false);
		} else {
			bool comment = m->state == HK_MARKUP_COMMENT;

			end = memmem(text.data, text.len, comment ? "-->" : ">",
				     comment ? 3 : 1);
			if (end) {
				n = (size_t)(end - text.data) +
				    (comment ? 3 : 1);
				m->state = HK_MARKUP_TEXT;
			}
		}
		text.data += n;
		text.len -= n;
	}
}
