/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/hint.h"

/* Where declarations stand: HTML's within 1024 bytes, Vim's in five lines. */
#define HEAD	       4096
#define TAIL	       2048
#define NAME_MAX_BYTES 40

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_name(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '_';
}

/* Does `word` stand at `at`, with nothing of a name before it? */
static bool is_word(struct hk_str text, size_t at, const char *word)
{
	size_t i = 0;

	if (at && is_name(text.data[at - 1]) && text.data[at - 1] != '-')
		return false;
	for (; word[i]; i++)
		if (at + i >= text.len || lower(text.data[at + i]) != word[i])
			return false;
	return true;
}

/* The value behind `at`: an equals sign or a colon, perhaps quotes. @charset
 * has a blank only. */
static struct hk_str value_at(struct hk_str text, size_t at, bool blank)
{
	size_t begin;

	while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\t'))
		at++;
	if (at < text.len && (text.data[at] == '=' || text.data[at] == ':'))
		at++;
	else if (!blank)
		return hk_span_str(NULL, 0);
	while (at < text.len && memchr(" \t\"'", text.data[at], 4))
		at++;
	for (begin = at; at < text.len && is_name(text.data[at]);)
		at++;
	if (at - begin > NAME_MAX_BYTES)
		return hk_span_str(NULL, 0);
	return hk_span_str(text.data + begin, at - begin);
}

static struct hk_str find_in(struct hk_str text)
{
	static const char *const words[] = {"charset", "encoding", "coding",
					    "fileencoding", "fenc"};
	struct hk_str none = {NULL, 0};

	for (size_t at = 0; at < text.len; at++) {
		char first = lower(text.data[at]);

		if (first != 'c' && first != 'e' && first != 'f')
			continue;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			bool css = i == 0 && at && text.data[at - 1] == '@';
			struct hk_str name;

			if (!is_word(text, at, words[i]))
				continue;
			name = value_at(text, at + strlen(words[i]), css);
			/* Content-Transfer-Encoding is another thing. */
			if (i == 1 && at && text.data[at - 1] == '-')
				continue;
			if (name.len > 2)
				return name;
		}
	}
	return none;
}

struct hk_str hk_hint_find(struct hk_str bytes)
{
	struct hk_str head = bytes, tail = bytes, name;

	if (head.len > HEAD)
		head.len = HEAD;
	name = find_in(head);
	if (name.len || bytes.len <= HEAD)
		return name;
	if (tail.len > TAIL) {
		tail.data += tail.len - TAIL;
		tail.len = TAIL;
	}
	return find_in(tail);
}
