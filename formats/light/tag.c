/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/tag.h"

/* Bytes of a tag at most. */
#define TAG_MAX 1000
/* Bytes of <ruby> up to its end at most. */
#define RUBY_MAX 1000

#define SLOT_COMMENT (HK_LIGHT_FINDS_MAX - 1)

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

size_t hk_light_tag_at(struct hk_str text, struct hk_str *name)
{
	size_t begin = 1, n;
	char quote = '\0';

	if (text.len > 1 && text.data[1] == '/')
		begin++;
	if (begin >= text.len || *text.data != '<' ||
	    !is_letter(text.data[begin]))
		return 0;
	n = begin;
	while (n < text.len && n < TAG_MAX &&
	       (is_letter(text.data[n]) ||
		(text.data[n] >= '0' && text.data[n] <= '9')))
		n++;
	*name = hk_span_str(text.data + begin, n - begin);
	if (n >= text.len || !strchr(" \t\n/>", text.data[n]))
		return 0;
	for (; n < text.len && n < TAG_MAX; n++) {
		char c = text.data[n];

		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '<') {
			return 0;
		} else if (c == '>') {
			return n + 1;
		}
	}
	return 0;
}

/* <ruby>base<rt>reading</rt></ruby>, with <rb> and <rp> or without. */
static size_t take_ruby(struct hk_light *l, size_t at)
{
	struct hk_str rest = hk_span_from(l->text, at), name;
	struct hk_span base = {0, 0}, reading = {0, 0}, *part = NULL;
	size_t i = 0, n;

	rest.len = rest.len < RUBY_MAX ? rest.len : RUBY_MAX;
	while (i < rest.len) {
		bool end;

		if (rest.data[i] != '<') {
			i++;
			continue;
		}
		n = hk_light_tag_at(hk_span_from(rest, i), &name);
		if (!n)
			return 0;
		end = rest.data[i + 1] == '/';
		if (part && !part->end)
			part->end = at + i;
		part = NULL;
		i += n;
		if (hk_light_is(name, "ruby") && end) {
			if (base.end <= base.begin ||
			    reading.end <= reading.begin)
				return 0;
			hk_light_ruby(l, base, reading);
			return i;
		}
		if (!end &&
		    (hk_light_is(name, "ruby") || hk_light_is(name, "rb"))) {
			part = &base;
			base.begin = at + i;
			base.end = 0;
		} else if (!end && hk_light_is(name, "rt")) {
			if (reading.begin)
				return 0; /* several: as tags */
			part = &reading;
			reading.begin = at + i;
		}
	}
	return 0;
}

size_t hk_light_tag(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at), name;
	size_t n, end;

	if (hk_span_starts(here, "<!--")) {
		end = hk_light_find(l, SLOT_COMMENT, "-->", at);
		if (end >= l->text.len)
			return 0;
		hk_light_drop(l, at, end);
		return end + 3 - at;
	}
	n = hk_light_tag_at(here, &name);
	if (!n)
		return 0;
	if (hk_light_is(name, "ruby") && here.data[1] != '/') {
		end = take_ruby(l, at);
		if (end)
			return end;
	}
	if (hk_light_is(name, "br"))
		hk_light_put(l, " ", 1);
	hk_light_drop(l, at, at + n);
	return n;
}
