/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include <errno.h>
#include <strings.h>
#include <unistd.h>

#include "base/keyset.h"
#include "formats/mail/mail.h"

/*
 * An mbox: messages, each after a line "From ...". It may have any size: only
 * one message and a piece of the file are in memory.
 */

#define PIECE (1u << 20)
/* Bytes that are read ahead to find the end of a line and of the one after it.
 */
#define AHEAD 4096

struct mbox {
	const struct hk_format_input *input;
	struct hk_buf buf;
	struct hk_str have; /* what is held, from the message at hand on */
	bool end;	    /* there is no more behind it */
	uint32_t line;	    /* of its first byte */
	uint64_t number;    /* of messages */
	struct hk_keyset ids;
	struct hk_error *err;
};

/* ---- Lines "From " ---- */

/* "Mon Jan  2 03:04:05 2006" somewhere, as far as a reader needs to tell. */
static bool has_date(struct hk_str line)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	bool day = false, time = false;

	for (size_t i = 1; i + 5 <= line.len; i++) {
		const char *p = line.data + i;

		if (p[-1] != ' ')
			continue;
		for (size_t d = 0; d < sizeof(days) - 1; d += 3)
			day = day || (!memcmp(p, days + d, 3) &&
				      (p[3] == ' ' || p[3] == ','));
		time = time || (p[0] >= '0' && p[0] <= '2' && p[2] == ':' &&
				p[3] >= '0' && p[3] <= '5');
	}
	return day && time;
}

/* Is the end of a line, with the blank line above it, before `at`? */
static bool after_blank(struct hk_str have, size_t at)
{
	if (at >= 2 && have.data[at - 2] == '\n')
		return true;
	return at >= 3 && have.data[at - 2] == '\r' &&
	       have.data[at - 3] == '\n';
}

/*
 * Does a message begin with the line "From " at `at`? It needs a field on the
 * next line, and a blank line above or a date, since texts have such lines too.
 */
static bool begins_message(struct hk_str have, size_t at, bool first)
{
	struct hk_str line = hk_span_str(have.data + at, have.len - at), next;
	const char *end;

	if (line.len > AHEAD)
		line.len = AHEAD;
	end = memchr(line.data, '\n', line.len);
	if (!end)
		return false;
	next = hk_span_str(end + 1, (size_t)(line.data + line.len - end - 1));
	line.len = (size_t)(end - line.data);
	if (hk_span_starts(next, ">From ")) /* one that came so */
		return has_date(line);
	return hk_mail_is_field(next) &&
	       (first || after_blank(have, at) || has_date(line));
}

static bool looks_mbox(struct hk_str head)
{
	return hk_span_starts(head, "From ") && begins_message(head, 0, true);
}

/* Where the next message begins, from `*from` on; false: not in what is held,
 * and `*from` moves to where to look once there is more. */
static bool find_next(const struct mbox *m, size_t *from)
{
	size_t at = *from;
	const char *found;

	while (at < m->have.len) {
		found = memmem(m->have.data + at, m->have.len - at, "\nFrom ",
			       6);
		if (!found) {
			*from = m->have.len > at + 6 ? m->have.len - 6 : at;
			return false;
		}
		at = (size_t)(found - m->have.data) + 1;
		if (!m->end && m->have.len - at < AHEAD) {
			*from = at - 1;
			return false;
		}
		if (begins_message(m->have, at, false)) {
			*from = at;
			return true;
		}
	}
	*from = at;
	return false;
}

/* ---- Pieces ---- */

/* Read one more piece; what lies before `have` is dropped. */
static enum hk_status read_more(struct mbox *m)
{
	ssize_t n;

	if (m->have.len && m->have.data != m->buf.data)
		memmove(m->buf.data, m->have.data, m->have.len);
	m->buf.len = m->have.len;
	if (hk_buf_reserve(&m->buf, PIECE))
		return hk_error_nomem(m->err);
	do
		n = read(m->input->fd, m->buf.data + m->buf.len, PIECE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return hk_error_system(m->err, errno, "cannot read the mbox");
	m->end = n == 0;
	m->buf.len += (size_t)n;
	m->have = hk_buf_str(&m->buf);
	return HK_OK;
}

static void skip(struct mbox *m, size_t len)
{
	const char *p = m->have.data, *end = p + len;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		m->line++;
		p++;
	}
	m->have.data += len;
	m->have.len -= len;
}

/* ---- Messages ---- */

static enum hk_status read_message(struct mbox *m, size_t len)
{
	const struct hk_format_input *input = m->input;
	struct hk_error own = {HK_OK, ""};
	struct hk_str bytes = hk_span_str(m->have.data, len);
	const char *end = memchr(bytes.data, '\n', len);
	uint32_t line = m->line;
	enum hk_status status;
	size_t envelope;

	m->number++;
	if (hk_span_starts(bytes, "From ")) {
		envelope = end ? (size_t)(end - bytes.data) + 1 : len;
		bytes.data += envelope;
		bytes.len -= envelope;
		line += end != NULL;
	}
	if (!bytes.len)
		return HK_OK;
	if (bytes.len > HK_MAIL_MAX) {
		input->complain(input->ctx, line,
				"a message of more than 64 MB");
		return HK_OK;
	}
	status = hk_mail_read(input, bytes, line, m->number, &m->ids, &own);
	if (status == HK_ETOOBIG && own.status == status) {
		input->complain(input->ctx, line, own.message);
		return HK_OK;
	}
	if (own.status && m->err)
		*m->err = own;
	return status;
}

/* Skip a message that is too long. */
static enum hk_status pass_over(struct mbox *m)
{
	enum hk_status status = HK_OK;
	size_t from = 0;

	m->number++;
	m->input->complain(m->input->ctx, m->line,
			   "a message of more than 64 MB");
	while (!status && !find_next(m, &from)) {
		if (m->end) {
			skip(m, m->have.len);
			return HK_OK;
		}
		/* A line end and a blank line before it stay. */
		if (from > 2) {
			skip(m, from - 2);
			from = 2;
		}
		status = read_more(m);
	}
	if (!status)
		skip(m, from);
	return status;
}

static enum hk_status read_messages(struct mbox *m)
{
	enum hk_status status = HK_OK;

	while (!status && (m->have.len || !m->end)) {
		size_t from = 0;
		bool found = find_next(m, &from);

		while (!found && !m->end && !status &&
		       m->have.len <= HK_MAIL_MAX + AHEAD) {
			status = read_more(m);
			found = !status && find_next(m, &from);
		}
		if (status)
			break;
		if (!found && !m->end) {
			status = pass_over(m);
			continue;
		}
		if (!found)
			from = m->have.len;
		if (from)
			status = read_message(m, from);
		skip(m, from);
	}
	return status;
}

static enum hk_status read_mbox(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct mbox m = {.input = input,
			 .have = input->text,
			 .end = input->fd == -1,
			 .line = input->first_line,
			 .err = err};
	enum hk_status status;

	hk_buf_init(&m.buf, HK_BUF_NO_MAX);
	hk_keyset_init(&m.ids);
	status = read_messages(&m);
	hk_keyset_release(&m.ids);
	hk_buf_release(&m.buf);
	return status;
}

const struct hk_format hk_format_mbox = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks_mbox,
	.read = read_mbox,
};
