/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/vault.h"

#include <strings.h>

#include "formats/plain.h"
#include "formats/tags.h"
#include "text/char.h"
#include "base/utf8.h"

/* Bytes of ![[...]] at most. */
#define EMBED_MAX 1000
/* Bytes of a #tag at most. */
#define TAG_MAX 200

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static void hide(char *copy, size_t begin, size_t end)
{
	if (end > begin)
		memset(copy + begin, HK_MARKDOWN_HIDDEN, end - begin);
}

/* Where `what` stands in the line from `from` on; line.len: nowhere. */
static size_t find(struct hk_str line, size_t from, const char *what)
{
	const char *found = from < line.len
				    ? memmem(line.data + from, line.len - from,
					     what, strlen(what))
				    : NULL;

	return found ? (size_t)(found - line.data) : line.len;
}

/* Does the line open or close a block of code, or stand in one? */
static bool is_code(struct hk_markdown_vault *v, struct hk_str line)
{
	size_t at = 0, n = 0;
	char c;

	while (at < line.len && strchr(" >\t", line.data[at]))
		at++;
	c = at < line.len ? line.data[at] : '\0';
	while (at + n < line.len && line.data[at + n] == c)
		n++;
	if ((c != '`' && c != '~') || n < 3)
		return v->fence;
	if (!v->fence) {
		v->fence = c;
		v->fence_len = n;
	} else if (v->fence == c && n >= v->fence_len) {
		v->fence = '\0';
	}
	return true;
}

/* ==text==; returns where it ends, or `at`. */
static size_t take_mark(struct hk_str line, char *copy, size_t at)
{
	size_t end = find(line, at + 3, "==");
	char before = at ? line.data[at - 1] : ' ';

	if (end >= line.len || line.data[at + 2] == '=' ||
	    strchr(" \t", line.data[at + 2]) || before == '=' ||
	    (is_word(before) && is_word(line.data[at + 2])) ||
	    strchr(" \t", line.data[end - 1]) ||
	    (end + 2 < line.len && line.data[end + 2] == '='))
		return at;
	hide(copy, at, at + 2);
	hide(copy, end, end + 2);
	return at + 2;
}

/* ![[picture.png]] goes; the name of a note that is shown here stays. */
static size_t take_embed(struct hk_str line, char *copy, size_t at)
{
	static const char *const suffixes[] = {
		".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp",
		".bmp", ".pdf", ".mp3",	 ".mp4", ".wav", ".webm"};
	struct hk_str near = line;
	size_t end, name;
	const char *bar;

	if (near.len > at + EMBED_MAX)
		near.len = at + EMBED_MAX;
	end = find(near, at, "]]");

	if (end >= near.len)
		return at;
	bar = memchr(line.data + at, '|', end - at);
	name = bar ? (size_t)(bar - line.data) : end;
	hide(copy, at, at + 1);
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		size_t n = strlen(suffixes[i]);

		if (name > at + 3 + n &&
		    !strncasecmp(line.data + name - n, suffixes[i], n)) {
			hide(copy, at, end + 2);
			return end + 2;
		}
	}
	return at + 1;
}

/* "> [!note]- 題" */
static void hide_callout(struct hk_str line, char *copy)
{
	size_t at = 0, end;

	while (at < line.len && strchr(" >\t", line.data[at]))
		at++;
	if (!at || find(line, at, "[!") != at)
		return;
	end = at + 2;
	while (end < line.len &&
	       (is_word(line.data[end]) || line.data[end] == '-'))
		end++;
	if (end == at + 2 || end >= line.len || line.data[end] != ']')
		return;
	end++;
	end += end < line.len && strchr("+-", line.data[end]);
	hide(copy, at, end);
}

/* " ^name" at the end of a line. */
static void hide_name(struct hk_str line, char *copy)
{
	size_t end = line.len, at;

	while (end && strchr(" \t", line.data[end - 1]))
		end--;
	at = end;
	while (at && (is_word(line.data[at - 1]) || line.data[at - 1] == '-'))
		at--;
	if (at < end && at && line.data[at - 1] == '^' &&
	    (at == 1 || strchr(" \t", line.data[at - 2])))
		hide(copy, at - 1, end);
}

/* May the character stand in a tag? */
static bool is_tag(uint32_t c)
{
	if (c < 0x80)
		return is_word((char)c) || c == '_' || c == '-' || c == '/';
	return !hk_char_space(c) &&
	       !(c >= 0x3001 && c <= 0x303F && !hk_char_han(c)) &&
	       !(c >= 0xFF01 && c <= 0xFF0F) && !(c >= 0xFF1A && c <= 0xFF20) &&
	       !(c >= 0xFF3B && c <= 0xFF40) && !(c >= 0xFF5B && c <= 0xFF65) &&
	       !(c >= 0x2000 && c <= 0x206F);
}

/* #tag; returns where it ends, or `at`. A number is none. */
static size_t take_tag(struct hk_markdown_vault *v, struct hk_str line,
		       size_t at, enum hk_status *status)
{
	size_t end = at + 1;
	bool letter = false;

	if (at && !strchr(" \t>", line.data[at - 1]) &&
	    !(at >= 3 && !memcmp(line.data + at - 3, "\xE3\x80\x80", 3)))
		return at;
	while (end < line.len && end - at < TAG_MAX) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(line.data + end, line.len - end, &c);

		if (!n || !is_tag(c))
			break;
		letter = letter || c >= 0x80 || (c | 0x20) >= 'a';
		end += n;
	}
	if (!letter || end - at >= TAG_MAX ||
	    (end < line.len && line.data[end] == '#'))
		return at;
	*status = hk_tags_add(v->article,
			      hk_span_str(line.data + at + 1, end - at - 1));
	return end;
}

/* The rest of a comment; returns where it ends. */
static size_t take_comment(struct hk_markdown_vault *v, struct hk_str line,
			   char *copy, size_t at, size_t from)
{
	size_t end = find(line, from, "%%");

	v->comment = end >= line.len;
	end = v->comment ? line.len : end + 2;
	hide(copy, at, end);
	return end;
}

enum hk_status hk_markdown_vault_line(struct hk_markdown_vault *v,
				      struct hk_str line, char *copy, bool ends)
{
	enum hk_status status = HK_OK;
	bool quoted = false; /* inside `code` */
	size_t at = 0, next;

	if (!v->comment && is_code(v, line))
		return HK_OK;
	if (v->comment)
		at = take_comment(v, line, copy, 0, 0);
	else
		hide_callout(line, copy);
	hide_name(line, copy);
	while (at < line.len && !status) {
		struct hk_str here = hk_span_from(line, at);

		next = at;
		if (*here.data == '`')
			quoted = !quoted;
		else if (quoted)
			next = at;
		else if (hk_span_starts(here, "%%") &&
			 (ends || find(line, at + 2, "%%") < line.len))
			next = take_comment(v, line, copy, at, at + 2);
		else if (hk_span_starts(here, "==") && here.len > 4)
			next = take_mark(line, copy, at);
		else if (hk_span_starts(here, "![["))
			next = take_embed(line, copy, at);
		else if (*here.data == '#')
			next = take_tag(v, line, at, &status);
		at = next > at ? next : at + 1;
	}
	return status;
}
