/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The parts of a message and of what it forwards. */

#include "formats/mail/private.h"

#include "formats/plain.h"

#define ATTACHMENTS_MAX 1000

/* Types of text that are not for reading. */
static bool is_unfit(struct hk_str type)
{
	static const char *const unfit[] = {
		"text/calendar",   "text/css",		 "text/rtf",
		"text/vcard",	   "text/x-vcard",	 "text/directory",
		"text/javascript", "text/rfc822-headers"};

	for (size_t i = 0; i < sizeof(unfit) / sizeof(*unfit); i++)
		if (hk_mail_type_is(type, unfit[i]))
			return true;
	return false;
}

/* Old mailers wrote "text" alone, or nothing. */
static bool is_text(struct hk_str type)
{
	return hk_mail_type_is(type, "text/") ||
	       (!memchr(type.data ? type.data : "", '/', type.len));
}

static bool is_attached(struct hk_mail_letter *l,
			const struct hk_mail_fields *fields)
{
	struct hk_str how = hk_mail_type(fields->disposition);

	if (hk_mail_type_is(how, "attachment"))
		return true;
	return !hk_mail_type_is(how, "inline") &&
	       (hk_mail_letter_parameter(l, fields->disposition, "filename",
					 true)
			.len ||
		hk_mail_letter_parameter(l, fields->type, "name", true).len);
}

static void remember(struct hk_mail_letter *l,
		     const struct hk_mail_fields *fields)
{
	struct hk_mail_attachment *one;

	if (!l->input->inside || l->attachments == ATTACHMENTS_MAX)
		return;
	one = hk_arena_alloc(&l->arena, sizeof(*one));
	if (!one) {
		hk_mail_note(l, HK_ENOMEM);
		return;
	}
	one->fields = *fields;
	*l->last = one;
	l->last = &one->next;
	l->attachments++;
}

static void walk_leaf(struct hk_mail_letter *l,
		      const struct hk_mail_fields *fields, struct hk_str part,
		      unsigned depth)
{
	struct hk_str type = hk_mail_type(fields->type);
	bool text = is_text(type);

	if (depth > 0 && is_attached(l, fields))
		remember(l, fields);
	else if (hk_mail_type_is(type, "text/html"))
		hk_mail_add_html(l, fields, part);
	else if (text && !is_unfit(type))
		hk_mail_add_plain(l, fields, part);
	else if (depth == 0)
		remember(l, fields);
}

/* Add a forwarded message under its subject as a heading. */
static void walk_message(struct hk_mail_letter *l,
			 const struct hk_mail_fields *fields,
			 struct hk_str part, unsigned depth)
{
	struct hk_str bytes = fields->body;
	struct hk_mail_fields inner;
	uint32_t fixed = l->fixed;

	if (!hk_mail_plain(fields->transfer)) {
		hk_buf_reset(&l->bytes);
		hk_mail_note(l, hk_mail_transfer(&l->bytes, bytes,
						 fields->transfer));
		if (!l->bytes.len)
			return;
		bytes.len = l->bytes.len;
		bytes.data = hk_arena_copy(&l->arena, l->bytes.data, bytes.len);
		if (!bytes.data)
			hk_mail_note(l, HK_ENOMEM);
		if (l->status)
			return;
		l->fixed = hk_mail_line(l, part.data);
		l->encoded = true;
	}
	bytes = hk_span_from(bytes, hk_mail_envelope(bytes));
	l->forwarded++;
	hk_mail_split(&inner, bytes);
	hk_buf_reset(&l->text);
	if (inner.subject.len) {
		hk_mail_note(l,
			     hk_mail_text(&l->text, inner.subject, l->charset));
		hk_mail_note(
			l, hk_plain_block(l->article, HK_BLOCK_HEADING,
					  l->forwarded < 6 ? l->forwarded : 6,
					  hk_buf_str(&l->text),
					  hk_mail_line(l, inner.subject.data)));
	}
	hk_mail_walk(l, bytes, depth + 1, false);
	l->forwarded--;
	l->fixed = fixed;
}

/* Add one of several versions of a text: plain text if there is any, else the
 * first of the others that has some. */
static void walk_alternative(struct hk_mail_letter *l,
			     struct hk_mail_parts parts, unsigned depth)
{
	size_t blocks = l->article->block_count;
	struct hk_mail_parts again = parts;
	struct hk_mail_fields fields;
	struct hk_str part;

	while (hk_mail_parts_next(&parts, &part) && !l->status) {
		hk_mail_split(&fields, part);
		if (!hk_mail_type_is(hk_mail_type(fields.type), "text/plain") ||
		    is_attached(l, &fields))
			continue;
		hk_mail_add_plain(l, &fields, part);
		if (l->article->block_count > blocks)
			return;
	}
	while (hk_mail_parts_next(&again, &part) && !l->status) {
		hk_mail_split(&fields, part);
		if (hk_mail_type_is(hk_mail_type(fields.type), "text/plain") &&
		    !is_attached(l, &fields))
			continue;
		hk_mail_walk(l, part, depth + 1, false);
		if (l->article->block_count > blocks)
			return;
	}
}

/* False: the field tells no boundary. */
static bool delimiter_of(struct hk_mail_letter *l,
			 const struct hk_mail_fields *fields,
			 struct hk_str *delimiter)
{
	struct hk_str boundary =
		hk_mail_letter_parameter(l, fields->type, "boundary", true);
	char *text = hk_arena_alloc(&l->arena, boundary.len + 3);

	while (boundary.len && boundary.data[boundary.len - 1] == ' ')
		boundary.len--;
	if (!text)
		hk_mail_note(l, HK_ENOMEM);
	if (!text || !boundary.len)
		return false;
	memcpy(text, "\n--", 3);
	memcpy(text + 3, boundary.data, boundary.len);
	*delimiter = hk_span_str(text, boundary.len + 3);
	return true;
}

static void walk_multipart(struct hk_mail_letter *l,
			   const struct hk_mail_fields *fields,
			   struct hk_str bytes, unsigned depth)
{
	struct hk_str type = hk_mail_type(fields->type), part, delimiter;
	struct hk_mail_parts parts;
	bool digest = hk_mail_type_is(type, "multipart/digest");

	if (!delimiter_of(l, fields, &delimiter) ||
	    !hk_mail_parts_begin(&parts, fields->body, delimiter)) {
		hk_mail_add_plain(l, fields, bytes);
		return;
	}
	if (hk_mail_type_is(type, "multipart/alternative")) {
		walk_alternative(l, parts, depth);
		return;
	}
	while (hk_mail_parts_next(&parts, &part) && !l->status)
		hk_mail_walk(l, part, depth + 1, digest);
}

void hk_mail_walk(struct hk_mail_letter *l, struct hk_str bytes, unsigned depth,
		  bool digest)
{
	struct hk_mail_fields fields;
	struct hk_str type;

	if (l->status)
		return;
	if (depth > HK_MAIL_DEPTH_MAX) {
		l->too_deep = true;
		return;
	}
	hk_mail_split(&fields, bytes);
	type = hk_mail_type(fields.type);
	if (hk_mail_type_is(type, "multipart/"))
		walk_multipart(l, &fields, bytes, depth);
	else if (hk_mail_type_is(type, "message/rfc822") ||
		 hk_mail_type_is(type, "message/global") ||
		 (digest && !type.len))
		walk_message(l, &fields, bytes, depth);
	else
		walk_leaf(l, &fields, bytes, depth);
}
