/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/held.h"

#include <strings.h>

static const struct {
	const char *name;
	bool code;
} holders[] = {
	{"script", true},  {"style", true},	 {"iframe", true},
	{"noembed", true}, {"title", false},	 {"textarea", false},
	{"xmp", false},	   {"plaintext", false},
};
#define HOLDER_COUNT ((int)(sizeof(holders) / sizeof(*holders)))
#define SCRIPT	     0
#define PLAINTEXT    (HOLDER_COUNT - 1)

int hk_html_held_find(struct hk_str name)
{
	for (int i = 0; i < HOLDER_COUNT; i++)
		if (strlen(holders[i].name) == name.len &&
		    !strncasecmp(name.data, holders[i].name, name.len))
			return i;
	return -1;
}

bool hk_html_held_code(int number)
{
	return holders[number].code;
}

bool hk_html_held_rest(int number)
{
	return number == PLAINTEXT;
}

/* Does a tag of that name begin at `at`, behind its '<' or "</"? */
static bool is_tag(struct hk_str text, size_t at, struct hk_str name)
{
	size_t end = at + name.len;

	return end <= text.len &&
	       !strncasecmp(text.data + at, name.data, name.len) &&
	       (end == text.len ||
		memchr(" \n\t\r\f>/", text.data[end], 7) != NULL);
}

size_t hk_html_held_close(struct hk_str text, size_t from, struct hk_str name)
{
	const char *p;

	for (; from < text.len; from++) {
		p = memchr(text.data + from, '<', text.len - from);
		if (!p)
			break;
		from = (size_t)(p - text.data);
		if (from + 1 < text.len && p[1] == '/' &&
		    is_tag(text, from + 2, name))
			return from;
	}
	return text.len;
}

/*
 * The end of a script by the rules of the standard: "<!--" begins what "-->"
 * ends, and inside of that "<script" begins what "</script" ends, which is not
 * the end of the script.
 */
static size_t script_end(struct hk_str text, size_t from)
{
	const struct hk_str name = hk_span_cstr("script");
	bool escaped = false, twice = false;

	for (size_t at = from; at < text.len; at++) {
		struct hk_str here = hk_span_from(text, at);

		if (*here.data == '-') {
			if (escaped && hk_span_starts(here, "-->"))
				escaped = twice = false;
		} else if (*here.data != '<') {
			continue;
		} else if (hk_span_starts(here, "</")) {
			if (!is_tag(text, at + 2, name))
				continue;
			if (!twice)
				return at;
			twice = false;
		} else if (!escaped && hk_span_starts(here, "<!--")) {
			escaped = true;
			at++; /* its dashes may be those of "-->" */
		} else if (escaped && is_tag(text, at + 1, name)) {
			twice = true;
		}
	}
	return text.len;
}

size_t hk_html_held_end(int number, struct hk_str text, size_t from,
			bool *no_escape_end)
{
	const char *name = holders[number].name;
	size_t end;

	if (number == PLAINTEXT)
		return text.len;
	if (number == SCRIPT && !*no_escape_end) {
		end = script_end(text, from);
		if (end < text.len)
			return end;
		*no_escape_end = true;
	}
	return hk_html_held_close(text, from, hk_span_str(name, strlen(name)));
}
