/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/slice.h"

#include "formats/plain.h"

/* After this many bytes a slice ends at the next block. */
#define PART (64u << 10)
/* md4c takes quadratic time in the links of a paragraph. After LINKS of them a
 * slice ends at the next line that is not indented, after LINKS_MAX at any
 * line. */
#define LINKS	  2000
#define LINKS_MAX 4000

/* The rest of a line that begins as a fence of code; NULL: it does not. */
static const char *fence_of(struct hk_str line, size_t *len)
{
	size_t at = 0, n = 0;

	while (at < line.len && at < 4 && line.data[at] == ' ')
		at++;
	if (at == 4 || at == line.len ||
	    (line.data[at] != '`' && line.data[at] != '~'))
		return NULL;
	while (at + n < line.len && line.data[at + n] == line.data[at])
		n++;
	*len = n;
	return n >= 3 ? line.data + at : NULL;
}

/* Counts what may begin a link. */
static size_t links_of(struct hk_str line)
{
	size_t count = 0;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.data[i],
		     next = i + 1 < line.len ? line.data[i + 1] : '\0';

		count += c == '[' || c == '@' || (c == ':' && next == '/') ||
			 (c == 'w' && next == '.');
	}
	return count;
}

struct hk_str hk_markdown_slice_take(struct hk_str text)
{
	struct hk_str rest = text, line;
	const char *fence, *open = NULL;
	size_t len, open_len = 0, links = 0;
	bool blank = false, indented;

	while (rest.len) {
		size_t before = text.len - rest.len;

		hk_plain_line(&line, &rest);
		indented = !line.len || line.data[0] == ' ' ||
			   line.data[0] == '\t';
		if (before >= PART && blank && !open && !indented)
			return hk_span_str(text.data, before);
		links += open ? 0 : links_of(line); /* code has no links */
		if (before &&
		    (text.len - rest.len > HK_MARKDOWN_SLICE_MAX ||
		     (links > LINKS && !indented) || links > LINKS_MAX))
			return hk_span_str(text.data, before);
		blank = hk_plain_is_blank(line);
		if (blank)
			links = 0;
		fence = fence_of(line, &len);
		if (!fence)
			continue;
		if (!open) {
			open = fence;
			open_len = len;
		} else if (*open == *fence && len >= open_len) {
			open = NULL;
		}
	}
	return text;
}

unsigned hk_markdown_slice_nesting(struct hk_str line)
{
	unsigned count = 0;
	size_t at = 0;

	while (at < line.len) {
		char c = line.data[at];
		bool end = at + 1 == line.len;
		char next = end ? ' ' : line.data[at + 1];

		if (c == '>' ||
		    (strchr("-+*.)", c) && (next == ' ' || next == '\t')))
			count++;
		else if (c != ' ' && c != '\t' && !(c >= '0' && c <= '9'))
			break;
		at++;
	}
	return count;
}

size_t hk_markdown_slice_note(struct hk_str line)
{
	size_t at = 0, label;
	const char *end;

	while (at < line.len && at < 3 && line.data[at] == ' ')
		at++;
	if (at == line.len || line.data[at] != '[')
		return 0;
	label = at + 1;
	end = memchr(line.data + at, ']', line.len - at);
	at = end ? (size_t)(end - line.data) + 1 : line.len;
	if (at >= line.len || line.data[at] != ':')
		return 0;
	if (line.data[label] == '^')
		return at;
	for (size_t i = at + 1; i < line.len; i++)
		if (strchr("./#:<", line.data[i]))
			return 0; /* that may be an address */
	return hk_plain_is_blank(
		       hk_span_str(line.data + at + 1, line.len - at - 1))
		       ? 0
		       : at;
}

bool hk_markdown_slice_is_rule(struct hk_str line)
{
	bool bar = false, dash = false;

	for (size_t i = 0; i < line.len; i++) {
		if (!strchr("|-: \t", line.data[i]) || !line.data[i])
			return false;
		bar = bar || line.data[i] == '|';
		dash = dash || line.data[i] == '-';
	}
	return bar && dash;
}

size_t hk_markdown_slice_attributes(struct hk_str line)
{
	struct hk_str trimmed = hk_plain_trim(line);
	const char *open;

	if (trimmed.len < 5 || trimmed.data[0] != '#' ||
	    trimmed.data[trimmed.len - 1] != '}')
		return 0;
	open = memrchr(trimmed.data, '{', trimmed.len);
	if (!open || open[-1] == '\\' || (open[1] != '#' && open[1] != '.'))
		return 0;
	return (size_t)(open - line.data);
}
