/* SPDX-License-Identifier: GPL-2.0-or-later */

/* A message: its parts become one article, its attachments members. */

#include <stdio.h>

#include "base/hash.h"
#include "base/keyset.h"
#include "text/date.h"
#include "formats/foreign.h"
#include "formats/mail/private.h"
#include "formats/plain.h"

/* Bytes of a Message-ID; longer ones are ignored. */
#define ID_MAX 200
/* Messages with the same Message-ID that get a number, from 2 on. */
#define SAME_MAX 99
/* Bytes of a date with its day. */
#define DAY (sizeof("YYYY-MM-DD") - 1)

uint32_t hk_mail_line(struct hk_mail_letter *l, const char *at)
{
	if (l->fixed)
		return l->fixed;
	for (; l->at < at; l->at++)
		l->line += *l->at == '\n';
	while (l->at > at)
		l->line -= *--l->at == '\n';
	return l->line;
}

void hk_mail_note(struct hk_mail_letter *l, enum hk_status status)
{
	if (!l->status)
		l->status = status;
}

struct hk_str hk_mail_letter_parameter(struct hk_mail_letter *l,
				       struct hk_str value, const char *name,
				       bool raw)
{
	struct hk_str found = {NULL, 0};
	struct hk_buf buf;

	hk_buf_init(&buf, HK_BUF_NO_MAX);
	hk_mail_note(l, hk_mail_parameter(&buf, value, name, raw));
	if (buf.len)
		found.data = hk_arena_copy(&l->arena, buf.data, buf.len);
	if (found.data)
		found.len = buf.len;
	else if (buf.len)
		hk_mail_note(l, HK_ENOMEM);
	hk_buf_release(&buf);
	return found;
}

static struct hk_str keep(struct hk_mail_letter *l, struct hk_str text)
{
	struct hk_str kept = {NULL, 0};

	if (!text.len)
		return kept;
	hk_mail_note(l, hk_article_keep(l->article, &kept, text));
	return kept;
}

/* A message has a day; a number by itself is a zone, or anything. */
static void read_date(char date[HK_DATE_MAX], struct hk_str text)
{
	if (!hk_date_normalise(date, text) || strlen(date) < DAY)
		*date = '\0';
}

static void set_date(struct hk_mail_letter *l,
		     const struct hk_mail_fields *fields)
{
	const char *stamp;
	char date[HK_DATE_MAX];

	read_date(date, fields->date);
	stamp = fields->received.len ? memrchr(fields->received.data, ';',
					       fields->received.len)
				     : NULL;
	if (!*date && stamp) {
		const char *end = fields->received.data + fields->received.len;

		stamp++;
		read_date(date, hk_span_str(stamp, (size_t)(end - stamp)));
	}
	l->article->date = keep(l, hk_span_cstr(date));
}

static void set_fields(struct hk_mail_letter *l,
		       const struct hk_mail_fields *fields)
{
	hk_buf_reset(&l->text);
	hk_mail_note(l, hk_mail_text(&l->text, fields->subject, l->charset));
	l->article->title = keep(l, hk_buf_str(&l->text));
	hk_buf_reset(&l->text);
	hk_mail_note(l, hk_mail_author(&l->text,
				       fields->from.len ? fields->from
							: fields->sender,
				       l->charset));
	l->article->author = keep(l, hk_buf_str(&l->text));
	set_date(l, fields);
	/* A message of nothing but a subject says what it has to say there. */
	if (!l->status && !l->article->block_count && l->article->title.len)
		hk_mail_note(l, hk_plain_block(
					l->article, HK_BLOCK_TITLE, 0,
					l->article->title,
					hk_mail_line(l, fields->subject.data)));
}

/* ---- Its name in an mbox ---- */

/* What stands between < and >, where that can be a name. */
static struct hk_str message_id(struct hk_str field)
{
	struct hk_str id = hk_plain_trim(field);
	const char *end;

	if (!id.data)
		return id;
	if (id.len && id.data[0] == '<') {
		id.data++;
		id.len--;
	}
	end = memchr(id.data, '>', id.len);
	if (end)
		id.len = (size_t)(end - id.data);
	if (id.len > ID_MAX)
		id.len = 0;
	for (const char *c = id.data; id.len && c < id.data + id.len; c++)
		if (*c <= ' ' || *c >= 0x7F)
			id.len = 0;
	return id;
}

/* The Message-ID, with a number behind it where it was there before; the
 * number of the message where it has none. */
static void set_member(struct hk_mail_letter *l, struct hk_str id,
		       uint64_t number, struct hk_keyset *ids)
{
	char name[ID_MAX + 32], key[16];
	struct hk_hash hash;
	bool there = true;
	int len;

	if (id.len)
		len = snprintf(name, sizeof(name), "%.*s", (int)id.len,
			       id.data);
	else
		len = snprintf(name, sizeof(name), "%llu",
			       (unsigned long long)number);
	for (unsigned same = 2; there && !l->status; same++) {
		hash = hk_hash_bytes(name, (size_t)len);
		memcpy(key, &hash, sizeof(key));
		hk_mail_note(l, hk_keyset_add(ids, key, &there));
		if (there && !l->status)
			len = snprintf(name, sizeof(name), "%.*s#%llu",
				       (int)id.len, id.data,
				       same <= SAME_MAX
					       ? same
					       : (unsigned long long)number);
		if (there && same > SAME_MAX)
			break;
	}
	l->article->member = keep(l, hk_span_str(name, (size_t)len));
}

/* ---- Attachments ---- */

/* The last component of a path of any system, without what could hide in it. */
static struct hk_str file_name(struct hk_str name)
{
	for (size_t i = name.len; i-- > 0;)
		if (name.data[i] == '/' || name.data[i] == '\\') {
			name.data += i + 1;
			name.len -= i + 1;
			break;
		}
	if (hk_span_same(name, hk_span_cstr("..")) ||
	    hk_span_same(name, hk_span_cstr(".")))
		name.len = 0;
	return hk_plain_trim(name);
}

/* Is it of a format that is read? Its beginning tells; pictures and the like
 * are not decoded further. */
static bool is_wanted(struct hk_mail_letter *l,
		      const struct hk_mail_attachment *one, struct hk_str file)
{
	struct hk_str body = one->fields.body;
	const struct hk_format *format;
	const char *why;
	char name[256];

	if (body.len > HK_FORMAT_HEAD)
		body.len = HK_FORMAT_HEAD;
	hk_buf_reset(&l->bytes);
	hk_mail_note(l,
		     hk_mail_transfer(&l->bytes, body, one->fields.transfer));
	if (l->status)
		return false;
	if (file.len >= sizeof(name))
		file = hk_span_str(file.data + file.len - sizeof(name) + 1,
				   sizeof(name) - 1);
	memcpy(name, file.data, file.len);
	name[file.len] = '\0';
	format = hk_format_of(name, hk_buf_str(&l->bytes), &why);
	if (format && format->read &&
	    (format != &hk_format_text ||
	     hk_format_has_suffix(format, hk_format_suffix(name)) ||
	     hk_mail_type_is(hk_mail_type(one->fields.type), "text/")))
		return true;
	/* A document may be for another program: the receiver decides. */
	return !strcmp(hk_foreign_reason(name), HK_FOREIGN_DOCUMENT);
}

/* Text that says in which charset it is becomes UTF-8: what is read behind us
 * would have to guess. */
static struct hk_str decoded(struct hk_mail_letter *l,
			     const struct hk_mail_attachment *one)
{
	struct hk_str type = one->fields.type, charset;

	if (l->input->encoding.len ||
	    !hk_mail_type_is(hk_mail_type(type), "text/"))
		return hk_buf_str(&l->bytes);
	charset = hk_mail_letter_parameter(l, type, "charset", true);
	if (!charset.len)
		return hk_buf_str(&l->bytes);
	hk_buf_reset(&l->text);
	hk_mail_note(l, hk_mail_decode(&l->text, hk_buf_str(&l->bytes), charset,
				       l->input->encoding));
	return hk_buf_str(&l->text);
}

static enum hk_status give(struct hk_mail_letter *l, struct hk_str within,
			   const struct hk_mail_attachment *one)
{
	struct hk_format_member member = {.date = l->date,
					  .depth = l->input->depth + 1};
	struct hk_str file = hk_mail_letter_parameter(
		l, one->fields.disposition, "filename", false);
	char *name;

	if (!file.len)
		file = hk_mail_letter_parameter(l, one->fields.type, "name",
						false);
	file = file_name(file);
	if (!file.len || l->status)
		return l->status;
	member.unwanted = !is_wanted(l, one, file);
	hk_buf_reset(&l->bytes);
	if (!member.unwanted)
		hk_mail_note(l, hk_mail_transfer(&l->bytes, one->fields.body,
						 one->fields.transfer));
	if (l->status)
		return l->status;
	name = hk_arena_alloc(&l->arena, within.len + 1 + file.len);
	if (!name)
		return HK_ENOMEM;
	if (within.len) {
		memcpy(name, within.data, within.len);
		name[within.len++] = '/';
	}
	memcpy(name + within.len, file.data, file.len);
	member.name = hk_span_str(name, within.len + file.len);
	member.file = file;
	if (!member.unwanted)
		member.bytes = decoded(l, one);
	if (l->status)
		return l->status;
	return l->input->inside(l->input->ctx, &member);
}

/* ---- The whole ---- */

static void begin_letter(struct hk_mail_letter *l,
			 const struct hk_format_input *input,
			 struct hk_str bytes, uint32_t line)
{
	memset(l, 0, sizeof(*l));
	l->input = input;
	l->article = input->article;
	hk_arena_init(&l->arena, HK_BUF_NO_MAX);
	hk_buf_init(&l->bytes, HK_MAIL_MAX);
	hk_buf_init(&l->text, HK_BLOCK_TEXT_MAX);
	hk_article_init(&l->html);
	l->at = bytes.data;
	l->line = line;
	l->last = &l->first;
	hk_article_reset(l->article);
}

static void end_letter(struct hk_mail_letter *l)
{
	hk_arena_release(&l->arena);
	hk_buf_release(&l->bytes);
	hk_buf_release(&l->text);
	hk_article_release(&l->html);
}

/* Give the article, then the files in it: these are read with the same
 * article struct. */
static enum hk_status give_all(struct hk_mail_letter *l, uint64_t number)
{
	struct hk_str member = l->article->member, date = l->article->date;
	const struct hk_mail_attachment *one;
	enum hk_status status;
	char *kept;

	kept = hk_arena_copy(&l->arena, member.data, member.len);
	l->date.data = hk_arena_copy(&l->arena, date.data, date.len);
	l->date.len = date.len;
	if (!kept || !l->date.data)
		return HK_ENOMEM;
	if (!number)
		member.len = 0;
	member.data = kept;
	status = l->input->emit(l->input->ctx, l->article);
	for (one = l->first; one && !status; one = one->next)
		status = give(l, member, one);
	return status;
}

enum hk_status hk_mail_read(const struct hk_format_input *input,
			    struct hk_str bytes, uint32_t line, uint64_t number,
			    struct hk_keyset *ids, struct hk_error *err)
{
	struct hk_mail_fields fields;
	struct hk_mail_letter l;
	enum hk_status status;

	begin_letter(&l, input, bytes, line);
	hk_mail_split(&fields, bytes);
	hk_mail_walk(&l, bytes, 0, false);
	set_fields(&l, &fields);
	if (number && !l.status)
		set_member(&l, message_id(fields.id), number, ids);
	l.article->lines =
		l.encoded ? HK_BLOCK_LINES_RECORD : HK_BLOCK_LINES_PHYSICAL;
	status = l.status;
	if (!status && l.too_deep)
		input->complain(input->ctx, line,
				"its parts are nested too deep");
	if (!status && l.no_html && !l.article->block_count)
		input->complain(input->ctx, line,
				"its text is HTML, which cannot be read");
	if (status == HK_ETOOBIG)
		hk_error_set(err, status, "its text is too long");
	else if (status)
		hk_error_nomem(err);
	else
		status = give_all(&l, number);
	end_letter(&l);
	return status;
}
