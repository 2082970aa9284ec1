/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The header of a message or part, and parameters of its fields. */

#include <stddef.h>
#include <stdio.h>
#include <strings.h>

#include "formats/mail/mail.h"

/* Bytes of a field's name at most. */
#define VALUE_MAX (64u << 10)
#define NAME_MAX  76
/* Pieces of one parameter (RFC 2231). */
#define PIECES_MAX 64

#define NOT_KEPT ((size_t)-1)

/* Fields by which a mail is recognised. */
static const struct known {
	const char *name;
	size_t offset; /* in struct hk_mail_header */
	bool sure;     /* other kinds of text do not have it */
} known[] = {
	{"Subject", offsetof(struct hk_mail_fields, subject), false},
	{"From", offsetof(struct hk_mail_fields, from), false},
	{"Sender", offsetof(struct hk_mail_fields, sender), false},
	{"Date", offsetof(struct hk_mail_fields, date), false},
	{"Received", offsetof(struct hk_mail_fields, received), true},
	{"Message-ID", offsetof(struct hk_mail_fields, id), true},
	{"Content-Type", offsetof(struct hk_mail_fields, type), false},
	{"Content-Transfer-Encoding", offsetof(struct hk_mail_fields, transfer),
	 true},
	{"Content-Disposition", offsetof(struct hk_mail_fields, disposition),
	 false},
	{"To", NOT_KEPT, false},
	{"Cc", NOT_KEPT, false},
	{"Reply-To", NOT_KEPT, false},
	{"Newsgroups", NOT_KEPT, false},
	{"References", NOT_KEPT, false},
	{"In-Reply-To", NOT_KEPT, true},
	{"MIME-Version", NOT_KEPT, true},
	{"Return-Path", NOT_KEPT, true},
	{"Delivered-To", NOT_KEPT, true},
};
#define KNOWN_COUNT (sizeof(known) / sizeof(*known))

/* ---- Lines ---- */

/* The next line, without its end; the end is a line feed. */
static struct hk_str take_line(struct hk_str *rest)
{
	const char *end = memchr(rest->data, '\n', rest->len);
	size_t len = end ? (size_t)(end - rest->data) : rest->len;
	struct hk_str line = hk_span_str(rest->data, len);

	rest->data += end ? len + 1 : len;
	rest->len -= end ? len + 1 : len;
	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* The length of a field's name; 0 if the line is not a field. */
static size_t name_length(struct hk_str line)
{
	size_t at = 0, name;

	while (at < line.len && at <= NAME_MAX && line.data[at] > ' ' &&
	       line.data[at] < 0x7F && line.data[at] != ':')
		at++;
	name = at;
	while (at < line.len && (line.data[at] == ' ' || line.data[at] == '\t'))
		at++;
	if (!name || name > NAME_MAX || at == line.len || line.data[at] != ':')
		return 0;
	/* https://... is text. */
	if (at + 2 < line.len && line.data[at + 1] == '/' &&
	    line.data[at + 2] == '/')
		return 0;
	return name;
}

bool hk_mail_is_field(struct hk_str bytes)
{
	return name_length(bytes) != 0;
}

/* Where the value of a field begins that has a name of that length. */
static struct hk_str value_of(struct hk_str line, size_t name)
{
	const char *colon = memchr(line.data + name, ':', line.len - name);

	return hk_span_str(colon + 1,
			   (size_t)(line.data + line.len - colon - 1));
}

/* Where the field of that name is kept; NULL if it is not. */
static struct hk_str *place_of(struct hk_mail_fields *fields,
			       struct hk_str name)
{
	for (size_t i = 0; i < KNOWN_COUNT; i++) {
		if (strlen(known[i].name) != name.len ||
		    strncasecmp(known[i].name, name.data, name.len))
			continue;
		fields->known |= 1u << i;
		if (known[i].offset == NOT_KEPT)
			return NULL;
		return (struct hk_str *)(void *)((char *)fields +
						 known[i].offset);
	}
	return NULL;
}

size_t hk_mail_envelope(struct hk_str bytes)
{
	const char *end;

	if (!hk_span_starts(bytes, "From ") && !hk_span_starts(bytes, ">From "))
		return 0;
	end = memchr(bytes.data, '\n', bytes.len);
	return end ? (size_t)(end - bytes.data) + 1 : 0;
}

void hk_mail_split(struct hk_mail_fields *fields, struct hk_str bytes)
{
	struct hk_str rest = bytes, *place = NULL;
	bool any = false;

	memset(fields, 0, sizeof(*fields));
	while (rest.len) {
		struct hk_str before = rest, line = take_line(&rest);
		size_t name = name_length(line);

		if (!line.len) /* the end of the header */
			break;
		if (name) {
			struct hk_str value = value_of(line, name);

			place = place_of(fields, hk_span_str(line.data, name));
			if (place && place->data)
				place = NULL; /* the first one counts */
			if (place)
				*place = value;
			any = true;
		} else if (any &&
			   (line.data[0] == ' ' || line.data[0] == '\t' ||
			    hk_mail_is_field(rest))) {
			/* Folded; some mailers forget the blank. */
			if (place)
				place->len = (size_t)(line.data + line.len -
						      place->data);
		} else {
			rest = before;
			break;
		}
	}
	fields->body = rest;
}

bool hk_mail_is_header(struct hk_str bytes)
{
	struct hk_mail_fields fields;
	unsigned count = 0, sure = 0;

	if (!hk_mail_is_field(bytes))
		return false;
	hk_mail_split(&fields, bytes);
	for (size_t i = 0; i < KNOWN_COUNT; i++)
		if (fields.known >> i & 1) {
			count++;
			sure += known[i].sure;
		}
	return count >= 3 || (count == 2 && sure);
}

/* ---- Values ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct hk_str hk_mail_type(struct hk_str value)
{
	const char *end = memchr(value.data ? value.data : "", ';', value.len);

	if (end)
		value.len = (size_t)(end - value.data);
	value = hk_span_trim(value);
	for (size_t i = 0; i < value.len; i++)
		if (is_blank(value.data[i]) || value.data[i] == '(')
			value.len = i;
	return value;
}

bool hk_mail_type_is(struct hk_str type, const char *name)
{
	size_t len = strlen(name);
	bool kind = name[len - 1] == '/';

	return (kind ? type.len >= len : type.len == len) &&
	       !strncasecmp(type.data, name, len);
}

/* The end of a value that begins at `at`: a ';' outside of quotes. */
static size_t end_of_value(struct hk_str value, size_t at)
{
	bool quoted = false;

	for (; at < value.len; at++) {
		if (value.data[at] == '"')
			quoted = !quoted;
		else if (value.data[at] == '\\' && quoted)
			at++;
		else if (value.data[at] == ';' && !quoted)
			break;
	}
	return at < value.len ? at : value.len;
}

/* Find the parameter of exactly this name, undecoded; false if there is none.
 */
static bool find(struct hk_str *found, struct hk_str value, const char *name)
{
	size_t at = end_of_value(value, 0), len = strlen(name);

	while (at < value.len) {
		struct hk_str one;
		const char *equals;
		size_t end;

		end = end_of_value(value, ++at);
		one = hk_span_trim(hk_span_str(value.data + at, end - at));
		at = end;
		equals = memchr(one.data, '=', one.len);
		if (!equals)
			continue;
		*found = hk_span_str(one.data, (size_t)(equals - one.data));
		*found = hk_span_trim(*found);
		if (found->len != len || strncasecmp(found->data, name, len))
			continue;
		*found = hk_span_trim(hk_span_str(
			equals + 1, (size_t)(one.data + one.len - equals - 1)));
		return true;
	}
	return false;
}

/* Without quotes; a value that has none ends at a blank where `token`. */
static enum hk_status unquote(struct hk_buf *out, struct hk_str text,
			      bool token)
{
	bool quoted = text.len && text.data[0] == '"';
	enum hk_status status = HK_OK;

	for (size_t i = quoted; i < text.len && !status; i++) {
		char c = text.data[i];

		if (quoted && c == '"')
			break;
		if (!quoted && token && is_blank(c))
			break;
		if (quoted && c == '\\' && i + 1 < text.len)
			c = text.data[++i];
		status = hk_buf_putc(out, c);
	}
	return status;
}

/* %XX */
static enum hk_status unescape(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < text.len && !status; i++) {
		char c = text.data[i];
		int byte = c == '%'
				   ? hk_span_hex_byte(hk_span_from(text, i + 1))
				   : -1;

		status = hk_buf_putc(out, byte < 0 ? c : (char)byte);
		i += byte < 0 ? 0 : 2;
	}
	return status;
}

/*
 * Take a piece of a parameter by RFC 2231. The first one, if it is escaped,
 * begins with charset'language'.
 */
static enum hk_status add_piece(struct hk_buf *bytes, struct hk_str piece,
				bool escaped, struct hk_str *charset)
{
	if (!escaped)
		return unquote(bytes, piece, false);
	if (piece.len && piece.data[0] == '"') { /* wrong, but seen */
		piece.data++;
		piece.len -= piece.len > 1 ? 2 : 1;
	}
	if (charset) {
		const char *end = piece.data + piece.len;
		const char *one = memchr(piece.data, '\'', piece.len);
		const char *two =
			one ? memchr(one + 1, '\'', (size_t)(end - one - 1))
			    : NULL;

		if (two) {
			*charset = hk_span_str(piece.data,
					       (size_t)(one - piece.data));
			piece = hk_span_str(two + 1, (size_t)(end - two - 1));
		}
	}
	return unescape(bytes, piece);
}

/* name*, or name*0, name*0*, name*1, ... `*any` says whether there were. */
static enum hk_status extended(struct hk_buf *bytes, struct hk_str value,
			       const char *name, struct hk_str *charset,
			       bool *any)
{
	enum hk_status status = HK_OK;
	struct hk_str piece;
	char full[48];

	snprintf(full, sizeof(full), "%s*", name);
	*any = find(&piece, value, full);
	if (*any)
		return add_piece(bytes, piece, true, charset);
	for (unsigned i = 0; i < PIECES_MAX && !status; i++) {
		bool escaped;

		snprintf(full, sizeof(full), "%s*%u*", name, i);
		escaped = find(&piece, value, full);
		full[strlen(full) - 1] = '\0';
		if (!escaped && !find(&piece, value, full))
			break;
		*any = true;
		status = add_piece(bytes, piece, escaped, i ? NULL : charset);
	}
	return status;
}

enum hk_status hk_mail_parameter(struct hk_buf *out, struct hk_str value,
				 const char *name, bool raw)
{
	struct hk_str charset = {NULL, 0}, none = {NULL, 0}, found;
	enum hk_status status = HK_OK;
	struct hk_buf bytes;
	bool any = false;

	if (value.len > VALUE_MAX)
		value.len = VALUE_MAX;
	hk_buf_init(&bytes, VALUE_MAX);
	status = extended(&bytes, value, name, &charset, &any);
	if (!status && !any && find(&found, value, name))
		status = unquote(&bytes, found, raw);
	if (!status && raw)
		status = hk_buf_append(out, bytes.data, bytes.len);
	else if (!status && any)
		status = hk_mail_decode(out, hk_buf_str(&bytes), charset, none);
	else if (!status)
		status = hk_mail_text(out, hk_buf_str(&bytes), none);
	hk_buf_release(&bytes);
	return status;
}
