/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Taking the marks inside lines out. */

#include "formats/light/light.h"

#include "base/array.h"
#include "formats/html/reference.h"
#include "base/utf8.h"

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void append(struct hk_light *l, struct hk_buf *to, const char *data,
		   size_t len)
{
	if (!l->status && len)
		l->status = hk_buf_append(to, data, len);
}

/* ---- What hooks call, too ---- */

void hk_light_put(struct hk_light *l, const char *text, size_t len)
{
	append(l, &l->out, text, len);
}

void hk_light_put_code(struct hk_light *l, size_t begin, size_t end)
{
	uint32_t value = 0;
	char bytes[4];

	for (size_t i = begin; i < end && i < begin + 6; i++) {
		int digit = hk_span_hex(l->text.data[i]);

		value = value * 16 + (digit > 0 ? (uint32_t)digit : 0);
	}
	if (value >= ' ' && value <= 0x10FFFF &&
	    !(value >= 0xD800 && value < 0xE000))
		hk_light_put(l, bytes, hk_utf8_encode(bytes, value));
}

void hk_light_keep(struct hk_light *l, size_t begin, size_t end)
{
	append(l, &l->out, l->text.data + begin, end - begin);
}

void hk_light_drop(struct hk_light *l, size_t begin, size_t end)
{
	const char *p = l->text.data + begin, *stop = l->text.data + end;

	while (p < stop && (p = memchr(p, '\n', (size_t)(stop - p)))) {
		append(l, &l->out, "\n", 1);
		p++;
	}
}

static void find_due(struct hk_light *l)
{
	l->due = (size_t)-1;
	for (size_t i = 0; i < l->pending_count; i++)
		if (l->pending[i].begin < l->due)
			l->due = l->pending[i].begin;
}

bool hk_light_later(struct hk_light *l, size_t begin, size_t end)
{
	if (l->pending_count == HK_LIGHT_PENDING_MAX)
		return false;
	l->pending[l->pending_count++] = (struct hk_light_pending){begin, end};
	if (begin < l->due)
		l->due = begin;
	return true;
}

/* Let go what is due at `at`; returns where to read on. */
static size_t let_go(struct hk_light *l, size_t at)
{
	size_t end = at;

	for (size_t i = 0; i < l->pending_count;) {
		struct hk_light_pending *p = &l->pending[i];

		/* What lies behind was left out with something else. */
		if (p->begin == at && p->end > end)
			end = p->end;
		if (p->begin <= at)
			*p = l->pending[--l->pending_count];
		else
			i++;
	}
	hk_light_drop(l, at, end);
	find_due(l);
	return end;
}

void hk_light_note(struct hk_light *l, size_t begin, size_t end)
{
	struct hk_light_note *note;
	size_t begun = l->notes.len;

	if (l->in_note) {
		/* A note in a note stays where it is. */
		hk_light_keep(l, begin, end);
		return;
	}
	append(l, &l->notes, l->text.data + begin, end - begin);
	for (; l->counted < l->out.len; l->counted++)
		l->counted_lines += l->out.data[l->counted] == '\n';
	if (l->status ||
	    !HK_ARRAY_RESERVE(l->note, l->note_capacity, l->note_count + 1)) {
		l->status = l->status ? l->status : HK_ENOMEM;
		return;
	}
	note = &l->note[l->note_count++];
	note->span.begin = begun;
	note->span.end = l->notes.len;
	note->line = l->first + l->counted_lines;
	hk_light_drop(l, begin, end);
}

void hk_light_ruby(struct hk_light *l, struct hk_span base,
		   struct hk_span reading)
{
	struct hk_light_reading r;

	r.base.begin = l->out.len;
	hk_light_keep(l, base.begin, base.end);
	r.base.end = l->out.len;
	r.reading.begin = l->readings.len;
	append(l, &l->readings, l->text.data + reading.begin,
	       reading.end - reading.begin);
	r.reading.end = l->readings.len;
	if (!l->status && HK_ARRAY_RESERVE(l->reading, l->reading_capacity,
					   l->reading_count + 1))
		l->reading[l->reading_count++] = r;
	else
		l->status = l->status ? l->status : HK_ENOMEM;
	hk_light_drop(l, reading.begin, reading.end);
}

size_t hk_light_find(struct hk_light *l, unsigned slot, const char *what,
		     size_t from)
{
	size_t *next = &l->next[HK_LIGHT_MARKS_MAX + slot];
	const char *found;

	if (*next < from || !*next) {
		found = from < l->text.len
				? memmem(l->text.data + from,
					 l->text.len - from, what, strlen(what))
				: NULL;
		*next = found ? (size_t)(found - l->text.data) : l->text.len;
	}
	return *next;
}

/* ---- Pairs of marks ---- */

/* May the mark close at `at`? */
static bool closes(const struct hk_light *l, const struct hk_light_mark *m,
		   size_t at)
{
	size_t end = at + strlen(m->close);
	char last = l->text.data[at - 1];
	char next = end < l->text.len ? l->text.data[end] : '\n';

	if (l->syntax->escape && last == l->syntax->escape)
		return false;
	if (!(m->flags & HK_LIGHT_BORDER))
		return true;
	return !is_blank(last) && !is_word(next) && next != *m->close;
}

/* Where the mark that opens before `from` closes; text.len: nowhere. */
static size_t find_close(struct hk_light *l, size_t index, size_t from)
{
	const struct hk_light_mark *m = &l->syntax->marks[index];
	size_t len = strlen(m->close), at = from;

	if (l->next[index] >= from)
		return l->next[index];
	while (at < l->text.len) {
		const char *found = memmem(l->text.data + at, l->text.len - at,
					   m->close, len);

		at = found ? (size_t)(found - l->text.data) : l->text.len;
		if (!found || closes(l, m, at))
			break;
		at++;
	}
	return l->next[index] = at;
}

static bool opens(const struct hk_light *l, const struct hk_light_mark *m,
		  size_t at)
{
	size_t len = strlen(m->open);
	char before = at ? l->text.data[at - 1] : '\n';
	char after;

	if (l->text.len - at < len || memcmp(l->text.data + at, m->open, len))
		return false;
	if (!(m->flags & HK_LIGHT_BORDER))
		return true;
	after = at + len < l->text.len ? l->text.data[at + len] : '\n';
	return !is_word(before) && before != *m->open && !is_blank(after) &&
	       after != *m->open;
}

/* Where `between` stands in [begin, end); `end`: nowhere. */
static size_t find_between(const struct hk_light *l,
			   const struct hk_light_mark *m, size_t begin,
			   size_t end)
{
	size_t len = strlen(m->between), at = end;
	const char *from = l->text.data + begin, *stop = l->text.data + end;

	while (from < stop &&
	       (from = memmem(from, (size_t)(stop - from), m->between, len))) {
		at = (size_t)(from - l->text.data);
		if (m->use != HK_LIGHT_LAST)
			break;
		from++;
	}
	return at;
}

/* The marks enclose [begin, end), with `between` at `at`; `close` ends behind.
 * Returns where to read on. */
static size_t use_parts(struct hk_light *l, const struct hk_light_mark *m,
			struct hk_light_pending in, size_t at, size_t behind)
{
	size_t next = at + strlen(m->between);
	struct hk_span base = {in.begin, at}, reading = {next, in.end};

	if (at == in.end && m->flags & HK_LIGHT_ONLY) {
		hk_light_drop(l, in.begin, behind);
		return behind;
	}
	if (m->use == HK_LIGHT_RUBY && at < in.end) {
		hk_light_ruby(l, base, reading);
		return behind;
	}
	if (m->use == HK_LIGHT_FIRST || at == in.end) {
		hk_light_later(l, at, behind);
		return in.begin;
	}
	hk_light_later(l, in.end, behind);
	hk_light_drop(l, in.begin, next);
	return next;
}

/* Take the mark of this index at `at`; returns where to read on, or `at` if it
 * is not one. */
static size_t take_mark(struct hk_light *l, size_t index, size_t at)
{
	const struct hk_light_mark *m = &l->syntax->marks[index];
	size_t from = at + strlen(m->open), end;
	struct hk_light_pending in;

	if (m->use == HK_LIGHT_PUT) {
		hk_light_put(l, m->between, strlen(m->between));
		return from;
	}
	if (at < l->busy[index] || l->pending_count == HK_LIGHT_PENDING_MAX)
		return at;
	end = find_close(l, index, from + (m->flags & HK_LIGHT_BORDER ? 1 : 0));
	if (end >= l->text.len ||
	    (m->flags & HK_LIGHT_LINE &&
	     memchr(l->text.data + from, '\n', end - from)))
		return at;
	in.begin = from;
	in.end = end;
	end += strlen(m->close);
	l->busy[index] = end;
	switch ((enum hk_light_use)m->use) {
	case HK_LIGHT_KEEP:
		hk_light_later(l, in.end, end);
		return from;
	case HK_LIGHT_RAW:
		hk_light_keep(l, in.begin, in.end);
		return end;
	case HK_LIGHT_DROP:
		hk_light_drop(l, in.begin, in.end);
		return end;
	case HK_LIGHT_NOTE:
		hk_light_note(l, in.begin, in.end);
		return end;
	default:
		return use_parts(l, m, in, find_between(l, m, in.begin, in.end),
				 end);
	}
}

/* ---- The whole ---- */

static bool is_sign(char c)
{
	return c > ' ' && c < 0x7F && !is_word(c);
}

/* Take what stands at `at`, whose byte is special. */
static size_t take(struct hk_light *l, size_t at)
{
	const struct hk_light_syntax *s = l->syntax;
	char c = l->text.data[at];
	size_t n;

	if (s->hook && s->hooks && c && strchr(s->hooks, c)) {
		n = s->hook(l, at);
		if (n)
			return at + n;
	}
	if (c == s->escape && c && at + 1 < l->text.len &&
	    is_sign(l->text.data[at + 1])) {
		hk_light_keep(l, at + 1, at + 2);
		return at + 2;
	}
	for (size_t i = 0; s->marks && s->marks[i].open; i++)
		if (*s->marks[i].open == c && opens(l, &s->marks[i], at)) {
			n = take_mark(l, i, at);
			if (n != at)
				return n;
		}
	hk_light_keep(l, at, at + 1);
	return at + 1;
}

size_t hk_light_reference(struct hk_light *l, size_t at)
{
	char bytes[HK_HTML_REFERENCE_MAX];
	size_t len;
	size_t n = hk_html_reference_read(bytes, &len,
					  hk_span_from(l->text, at), false);

	if (n && len == 1 && (unsigned char)*bytes < ' ')
		*bytes = ' ';
	if (n)
		hk_light_put(l, bytes, len);
	return n;
}

void hk_light_scan(struct hk_light *l, struct hk_str text)
{
	size_t at = 0;

	l->text = text;
	l->pending_count = 0;
	l->counted = l->counted_lines = 0;
	l->due = (size_t)-1;
	memset(l->next, 0, sizeof(l->next));
	memset(l->busy, 0, sizeof(l->busy));
	while (at < text.len && !l->status) {
		size_t end = at;

		if (at >= l->due) {
			at = let_go(l, at);
			continue;
		}
		while (end < text.len && end < l->due &&
		       !l->special[(unsigned char)text.data[end]])
			end++;
		hk_light_keep(l, at, end);
		at = end;
		if (at < text.len && at < l->due)
			at = take(l, at);
	}
}
