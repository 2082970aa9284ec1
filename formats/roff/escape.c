/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Escapes, strings and arguments of roff: groff(7). */

#include "formats/roff/language.h"

#include <stdint.h>

#include "text/article.h"
#include "base/utf8.h"

#define STRING_MAX     1000	   /* bytes of a string that is defined */
#define EXPANDED_MAX   (64u << 10) /* that strings may give in a page */
#define NAME_MAX_BYTES 200	   /* of what stands in an escape */
#define DEPTH_MAX      8	   /* strings in strings */

void hk_roff_init(struct hk_roff *roff, struct hk_arena *arena)
{
	memset(roff, 0, sizeof(*roff));
	roff->arena = arena;
	roff->most = EXPANDED_MAX;
	hk_buf_init(&roff->args, HK_BLOCK_TEXT_MAX);
}

void hk_roff_release(struct hk_roff *roff)
{
	hk_buf_release(&roff->args);
	roff->string_count = 0;
}

/* ---- Strings ---- */

static struct hk_roff_string *find(const struct hk_roff *roff,
				   struct hk_str name)
{
	for (size_t i = 0; i < roff->string_count; i++)
		if (hk_span_same(roff->strings[i].name, name))
			return (struct hk_roff_string *)&roff->strings[i];
	return NULL;
}

bool hk_roff_defined(const struct hk_roff *roff, struct hk_str name)
{
	return find(roff, name) != NULL;
}

enum hk_status hk_roff_define(struct hk_roff *roff, struct hk_str name,
			      struct hk_str value)
{
	struct hk_roff_string *string = find(roff, name);
	char *copy;

	if (value.len > STRING_MAX || name.len > STRING_MAX ||
	    roff->expanded > roff->most)
		return HK_OK;
	if (!string) {
		if (roff->string_count == HK_ROFF_STRINGS)
			return HK_OK;
		copy = hk_arena_copy(roff->arena, name.data, name.len);
		if (!copy)
			return HK_ENOMEM;
		string = &roff->strings[roff->string_count++];
		string->name = hk_span_str(copy, name.len);
	}
	roff->expanded += value.len; /* it takes memory, too */
	copy = hk_arena_copy(roff->arena, value.data, value.len);
	string->value = hk_span_str(copy, copy ? value.len : 0);
	return copy ? HK_OK : HK_ENOMEM;
}

/* Strings that every page knows: groff_man(7), mdoc(7). */
static struct hk_str known(struct hk_str name)
{
	static const char *const strings[][2] = {
		{"R", "®"},    {"Tm", "™"},  {"lq", "“"}, {"rq", "”"},
		{"Lq", "“"},   {"Rq", "”"},  {"aq", "'"}, {"Aq", "'"},
		{"q", "\""},   {"Ne", "≠"},  {"Le", "≤"}, {"Ge", "≥"},
		{"Lt", "<"},   {"Gt", ">"},  {"Pm", "±"}, {"If", "∞"},
		{"Na", "NaN"}, {"Ba", "|"},  {"ua", "↑"}, {"aa", "´"},
		{"ga", "`"},   {"Pi", "π"},  {"<=", "≤"}, {">=", "≥"},
		{"L\"", "“"},  {"R\"", "”"}, {"C`", ""},  {"C'", ""},
		{"--", "—"},
	};

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		if (hk_span_same(name, hk_span_cstr(strings[i][0])))
			return hk_span_cstr(strings[i][1]);
	return hk_span_str(NULL, 0);
}

/* ---- Reading an escape ---- */

static size_t char_len(struct hk_str text, size_t at)
{
	uint32_t c;
	size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

	return n ? n : 1;
}

/* A name: x, (xx or [name]; `*at` moves behind it. */
static struct hk_str take_name(struct hk_str text, size_t *at)
{
	size_t begin = *at, end = begin;

	if (begin >= text.len)
		return hk_span_str(NULL, 0);
	if (text.data[begin] == '[') {
		size_t most = text.len - begin;
		const char *close =
			memchr(text.data + begin, ']',
			       most < NAME_MAX_BYTES ? most : NAME_MAX_BYTES);

		/* Names are short; what has no end ends here. */
		end = close ? (size_t)(close - text.data) : begin + 1;
		*at = close ? end + 1 : end;
		return hk_span_str(text.data + begin + 1, end - begin - 1);
	}
	if (text.data[begin] == '(') {
		end = begin = begin + 1;
		for (int i = 0; i < 2 && end < text.len; i++)
			end += char_len(text, end);
	} else {
		end += char_len(text, end);
	}
	*at = end;
	return hk_span_str(text.data + begin, end - begin);
}

/* Take the text between a delimiter and the next one like it. */
static struct hk_str take_delimited(struct hk_str text, size_t *at)
{
	struct hk_str inside = {NULL, 0};
	const char *end;
	size_t n, most;

	if (*at >= text.len)
		return inside;
	n = char_len(text, *at);
	inside.data = text.data + *at + n;
	*at += n;
	most = text.len - *at < NAME_MAX_BYTES ? text.len - *at
					       : NAME_MAX_BYTES;
	end = most ? memmem(inside.data, most, inside.data - n, n) : NULL;
	if (!end)
		return hk_span_str(NULL, 0);
	inside.len = (size_t)(end - inside.data);
	*at += inside.len + n;
	return inside;
}

/* \s: a size; one digit, or two where the first is 1 to 3. */
static void skip_size(struct hk_str text, size_t *at)
{
	size_t i = *at;
	bool sign =
		i < text.len && (text.data[i] == '+' || text.data[i] == '-');

	i += sign;
	if (i < text.len && (text.data[i] == '(' || text.data[i] == '[')) {
		take_name(text, &i);
	} else if (i < text.len && text.data[i] == '\'') {
		take_delimited(text, &i);
	} else if (i < text.len && text.data[i] >= '0' && text.data[i] <= '9') {
		bool two = !sign && text.data[i] >= '1' &&
			   text.data[i] <= '3' && i + 1 < text.len &&
			   text.data[i + 1] >= '0' && text.data[i + 1] <= '9';

		i += two ? 2 : 1;
	}
	*at = i;
}

static enum hk_status expand(struct hk_roff *roff, struct hk_buf *out,
			     struct hk_str text, unsigned depth);

static enum hk_status put_string(struct hk_roff *roff, struct hk_buf *out,
				 struct hk_str name, unsigned depth)
{
	const struct hk_roff_string *string = find(roff, name);

	if (!string)
		return hk_buf_append(out, known(name).data, known(name).len);
	roff->expanded += string->value.len + 1;
	if (depth >= DEPTH_MAX || roff->expanded > roff->most)
		return HK_OK;
	return expand(roff, out, string->value, depth + 1);
}

static enum hk_status put_character(struct hk_buf *out, struct hk_str name)
{
	char bytes[16];
	size_t n = hk_roff_character(name, bytes);

	return n ? hk_buf_append(out, bytes, n) : HK_OK;
}

/* Escapes that take an argument; false: it is another. */
static bool with_argument(struct hk_roff *roff, struct hk_buf *out,
			  struct hk_str text, size_t *at, unsigned depth,
			  enum hk_status *status)
{
	char kind = text.data[(*at)++];
	struct hk_str name;

	switch (kind) {
	case '(':
	case '[':
		(*at)--;
		*status = put_character(out, take_name(text, at));
		return true;
	case 'C':
		*status = put_character(out, take_delimited(text, at));
		return true;
	case '*':
		*status = put_string(roff, out, take_name(text, at), depth);
		return true;
	case 'o': /* one above the other: the first is read */
		name = take_delimited(text, at);
		if (name.len && *name.data != '\\')
			*status = hk_buf_append(out, name.data,
						char_len(name, 0));
		return true;
	case 's':
		skip_size(text, at);
		return true;
	case 'n': /* \n+x */
		if (*at < text.len &&
		    (text.data[*at] == '+' || text.data[*at] == '-'))
			(*at)++;
		take_name(text, at);
		return true;
	default:
		break;
	}
	if (strchr("f$kmMFgVYO", kind))
		take_name(text, at);
	else if (strchr("hvwDlLxbNXZABRSH", kind))
		take_delimited(text, at);
	else
		(*at)--;
	return strchr("f$kmMFgVYOhvwDlLxbNXZABRSH", kind) != NULL;
}

/* Resolve the escape whose character, after the backslash, is at `*at`. */
static enum hk_status put_escape(struct hk_roff *roff, struct hk_buf *out,
				 struct hk_str text, size_t *at, unsigned depth)
{
	enum hk_status status = HK_OK;
	size_t n;
	char c;

	if (*at >= text.len) { /* the line goes on in the next one */
		roff->joined = true;
		return HK_OK;
	}
	c = text.data[*at];
	if (c && with_argument(roff, out, text, at, depth, &status))
		return status;
	n = char_len(text, *at);
	*at += n;
	switch (c) {
	case '"':
	case '#': /* a comment to the line's end */
		*at = text.len;
		return HK_OK;
	case 'c':
		roff->joined = true;
		return HK_OK;
	case '~':
	case ' ':
	case '0':
	case 't':
		return hk_buf_putc(out, ' ');
	case 'e':
	case 'E':
		return hk_buf_putc(out, '\\');
	default:
		if (c && strchr("&|^/,:%!?{})adurpz", c))
			return HK_OK;
		return hk_buf_append(out, text.data + *at - n, n);
	}
}

static enum hk_status expand(struct hk_roff *roff, struct hk_buf *out,
			     struct hk_str text, unsigned depth)
{
	enum hk_status status = HK_OK;
	size_t at = 0;

	while (!status && at < text.len) {
		const char *next = memchr(text.data + at, '\\', text.len - at);
		size_t end = next ? (size_t)(next - text.data) : text.len;

		status = hk_buf_append(out, text.data + at, end - at);
		at = end;
		if (!status && at < text.len) {
			at++;
			status = put_escape(roff, out, text, &at, depth);
		}
	}
	return status;
}

enum hk_status hk_roff_expand(struct hk_roff *roff, struct hk_buf *out,
			      struct hk_str text)
{
	return expand(roff, out, text, 0) ? HK_ENOMEM : HK_OK;
}

/* ---- Arguments ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Copy the argument that begins at `*at`; HK_ENOMEM. */
static enum hk_status take_arg(struct hk_buf *to, struct hk_str text,
			       size_t *at, bool quoted)
{
	enum hk_status status = HK_OK;
	size_t i = *at;

	while (!status && i < text.len) {
		char c = text.data[i];

		if (c == '\\' && i + 1 < text.len) {
			if (text.data[i + 1] == '"') {
				i = text.len; /* a comment */
				break;
			}
			status = hk_buf_append(to, text.data + i, 2);
			i += 2;
			continue;
		}
		if (quoted && c == '"' &&
		    (i + 1 >= text.len || text.data[i + 1] != '"')) {
			i++;
			break;
		}
		if (!quoted && is_blank(c))
			break;
		i += quoted && c == '"'; /* "" is one */
		status = hk_buf_putc(to, c);
		i++;
	}
	*at = i;
	return status;
}

enum hk_status hk_roff_split(struct hk_roff *roff, struct hk_roff_args *args,
			     struct hk_str text)
{
	struct hk_buf *to = &roff->args;
	enum hk_status status = hk_buf_reserve(to, text.len + 1);
	size_t at = 0;

	/* Nothing moves any more: it all fits. */
	hk_buf_reset(to);
	args->count = 0;
	while (!status) {
		size_t begin = to->len, i = args->count;

		while (at < text.len && is_blank(text.data[at]))
			at++;
		if (at == text.len || i == HK_ROFF_ARGS ||
		    hk_span_starts(hk_span_str(text.data + at, text.len - at),
				   "\\\""))
			break;
		args->quoted[i] = text.data[at] == '"';
		at += args->quoted[i];
		status = take_arg(to, text, &at, args->quoted[i]);
		args->list[i] = hk_span_str(to->data + begin, to->len - begin);
		args->count++;
	}
	if (!status && at < text.len && args->count == HK_ROFF_ARGS) {
		struct hk_str *last = &args->list[HK_ROFF_ARGS - 1];

		status = hk_buf_putc(to, ' ');
		if (!status)
			status = hk_buf_append(to, text.data + at,
					       text.len - at);
		last->len = (size_t)(to->data + to->len - last->data);
	}
	return status ? HK_ENOMEM : HK_OK;
}
