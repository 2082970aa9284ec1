/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What fields say: texts with encoded words (RFC 2047), mailboxes. */

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "formats/mail/mail.h"
#include "formats/plain.h"
#include "base/utf8.h"

#define VALUE_MAX   (64u << 10)
#define CHARSET_MAX 64
/* RFC 2047 allows 75; some mailers put a whole subject into one. */
#define WORD_MAX 8192

/* ---- Encoded words ---- */

struct word {
	struct hk_str charset, text;
	bool base64;
	size_t len; /* of all of it */
};

/* =?charset?B?text?=, also without its end at the end of the field. */
static bool take_word(struct word *word, struct hk_str rest)
{
	size_t at = 2, end, limit;

	if (!hk_span_starts(rest, "=?"))
		return false;
	while (at < rest.len && at < CHARSET_MAX && rest.data[at] != '?' &&
	       rest.data[at] > ' ')
		at++;
	if (at + 2 >= rest.len || rest.data[at] != '?' ||
	    rest.data[at + 2] != '?' || !strchr("BbQq", rest.data[at + 1]))
		return false;
	word->charset = hk_span_str(rest.data + 2, at - 2);
	word->base64 = strchr("Bb", rest.data[at + 1]) != NULL;
	end = at += 3;
	limit = rest.len - at > WORD_MAX ? at + WORD_MAX : rest.len;
	while (end < limit &&
	       !(rest.data[end] == '?' &&
		 (end + 1 == rest.len || rest.data[end + 1] == '=')))
		end++;
	if (end == limit && !(word->base64 && limit == rest.len))
		return false;
	word->text = hk_span_str(rest.data + at, end - at);
	word->len = end + 2 < rest.len ? end + 2 : rest.len;
	return true;
}

/* Words that belong together: a character may begin in one and end in the
 * next. */
struct words {
	struct hk_buf bytes;
	struct hk_str charset;
	struct hk_mail_bits bits;
	bool any;
};

static enum hk_status add_word(struct words *words, const struct word *word)
{
	enum hk_status status = HK_OK;

	if (word->base64) {
		/* Bits that stayed mean that the base64 was cut in two, not
		 * that '=' is missing. */
		if (!words->bits.value && words->bits.count != 6)
			words->bits.count = 0;
		return hk_mail_base64(&words->bytes, word->text, &words->bits);
	}
	words->bits.value = words->bits.count = 0;
	for (size_t i = 0; i < word->text.len && !status; i++) {
		char c = word->text.data[i] == '_' ? ' ' : word->text.data[i];
		int byte = c == '=' ? hk_span_hex_byte(
					      hk_span_from(word->text, i + 1))
				    : -1;

		status = hk_buf_putc(&words->bytes, byte < 0 ? c : (char)byte);
		i += byte < 0 ? 0 : 2;
	}
	return status;
}

static enum hk_status end_words(struct hk_buf *out, struct words *words,
				struct hk_str hint)
{
	enum hk_status status = HK_OK;

	if (words->any)
		status = hk_mail_decode(out, hk_buf_str(&words->bytes),
					words->charset, hint);
	hk_buf_reset(&words->bytes);
	words->bits.value = words->bits.count = 0;
	words->any = false;
	return status;
}

static bool same_charset(struct hk_str a, struct hk_str b)
{
	return a.len == b.len && !strncasecmp(a.data, b.data, a.len);
}

/* The white space that `text` begins with. */
static size_t blanks(struct hk_str text)
{
	size_t n = 0;

	while (n < text.len && strchr(" \t\r\n", text.data[n]) && text.data[n])
		n++;
	return n;
}

/* Decode the words of a text that is UTF-8 elsewhere. */
static enum hk_status decode_words(struct hk_buf *out, struct hk_str rest,
				   struct hk_str hint)
{
	struct words words = {.any = false};
	enum hk_status status = HK_OK;

	hk_buf_init(&words.bytes, VALUE_MAX);
	while (rest.len && !status) {
		struct word word;
		size_t n = words.any ? blanks(rest) : 0;
		struct hk_str next = hk_span_str(rest.data + n, rest.len - n);

		if (take_word(&word, next)) {
			if (words.any &&
			    !same_charset(words.charset, word.charset))
				status = end_words(out, &words, hint);
			words.charset = word.charset;
			words.any = true;
			if (!status)
				status = add_word(&words, &word);
			n += word.len;
		} else {
			const char *more;

			status = end_words(out, &words, hint);
			more = memmem(rest.data + 1, rest.len - 1, "=?", 2);
			n = more ? (size_t)(more - rest.data) : rest.len;
			if (!status)
				status = hk_buf_append(out, rest.data, n);
		}
		rest.data += n;
		rest.len -= n;
	}
	if (!status)
		status = end_words(out, &words, hint);
	hk_buf_release(&words.bytes);
	return status;
}

/* Decode unlabelled bytes to UTF-8; encoded words stay. */
static enum hk_status decode_raw(struct hk_buf *out, struct hk_str value,
				 struct hk_str hint)
{
	struct hk_str charset = hint, none = {NULL, 0};
	bool high = false;

	for (size_t i = 0; i < value.len; i++)
		high = high || value.data[i] & 0x80;
	if (!high && memchr(value.data ? value.data : "", 0x1B, value.len))
		charset = hk_span_cstr("iso-2022-jp");
	else if (!high || hk_utf8_valid(value))
		charset = hk_span_cstr("utf-8");
	return hk_mail_decode(out, value, charset, none);
}

/* Replace runs of blanks and controls by one blank, and drop those at the ends.
 */
static enum hk_status tidy(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;
	bool blank = false;

	text = hk_plain_trim(text);
	for (size_t i = 0; i < text.len && !status; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c <= ' ' || c == 0x7F) {
			blank = true;
			continue;
		}
		if (blank && out->len)
			status = hk_buf_putc(out, ' ');
		blank = false;
		if (!status)
			status = hk_buf_putc(out, (char)c);
	}
	return status;
}

enum hk_status hk_mail_text(struct hk_buf *out, struct hk_str value,
			    struct hk_str hint)
{
	struct hk_buf raw, text;
	enum hk_status status;

	if (value.len > VALUE_MAX)
		value.len = VALUE_MAX;
	hk_buf_init(&raw, HK_BUF_NO_MAX);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	status = decode_raw(&raw, value, hint);
	if (!status)
		status = decode_words(&text, hk_buf_str(&raw), hint);
	if (!status)
		status = tidy(out, hk_buf_str(&text));
	hk_buf_release(&raw);
	hk_buf_release(&text);
	return status;
}

/* ---- Mailboxes ---- */

/* The first `c` outside of quotes, or the length. */
static size_t find_outside(struct hk_str text, char c)
{
	bool quoted = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\\' && quoted)
			i++;
		else if (text.data[i] == '"')
			quoted = !quoted;
		else if (text.data[i] == c && !quoted)
			return i;
	}
	return text.len;
}

/* The end of the comment that begins behind a '(': comments nest. */
static size_t end_of_comment(struct hk_str text)
{
	size_t at = 0, depth = 0;

	for (; at < text.len; at++) {
		if (text.data[at] == '\\')
			at++;
		else if (text.data[at] == '(')
			depth++;
		else if (text.data[at] == ')' && !depth--)
			break;
	}
	return at < text.len ? at : text.len;
}

/* Of a group, `name: mailbox, mailbox;`, the mailboxes; its name if it has
 * none. */
static struct hk_str inside_group(struct hk_str text)
{
	size_t colon = find_outside(text, ':'), end;
	struct hk_str inside;

	if (colon == text.len || colon > find_outside(text, '<') ||
	    memchr(text.data, '@', colon))
		return text;
	inside = hk_span_from(text, colon + 1);
	end = find_outside(inside, ';');
	if (end == inside.len)
		return text;
	inside.len = end;
	return hk_plain_is_blank(inside) ? hk_span_str(text.data, colon)
					 : inside;
}

/* The part of a mailbox that is shown: name <address>, address (name), or the
 * address. */
static struct hk_str name_in(struct hk_str text)
{
	size_t open = find_outside(text, '<'), comma = find_outside(text, ',');
	struct hk_str name;

	if (comma < open && memchr(text.data, '@', comma))
		open = text.len = comma;
	if (open < text.len) {
		name = hk_plain_trim(hk_span_str(text.data, open));
		if (name.len && !hk_span_same(name, hk_span_cstr("\"\"")))
			return name;
		name = hk_span_str(text.data + open + 1, text.len - open - 1);
		name.len = find_outside(name, '>');
		return name;
	}
	open = find_outside(text, '(');
	if (open < text.len) {
		name = hk_span_str(text.data + open + 1, text.len - open - 1);
		name.len = end_of_comment(name);
		if (!hk_plain_is_blank(name))
			return name;
		text.len = open;
	}
	return text;
}

enum hk_status hk_mail_author(struct hk_buf *out, struct hk_str value,
			      struct hk_str hint)
{
	struct hk_str none = {NULL, 0}, name;
	struct hk_buf raw, plain;
	enum hk_status status;

	if (value.len > VALUE_MAX)
		value.len = VALUE_MAX;
	hk_buf_init(&raw, HK_BUF_NO_MAX);
	hk_buf_init(&plain, HK_BUF_NO_MAX);
	status = decode_raw(&raw, value, hint);
	name = name_in(inside_group(hk_buf_str(&raw)));
	for (size_t i = 0; i < name.len && !status; i++) {
		if (name.data[i] == '\\' && i + 1 < name.len)
			i++;
		else if (name.data[i] == '"')
			continue;
		status = hk_buf_putc(&plain, name.data[i]);
	}
	if (!status)
		status = hk_mail_text(out, hk_buf_str(&plain), none);
	hk_buf_release(&raw);
	hk_buf_release(&plain);
	return status;
}
