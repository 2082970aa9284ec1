/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Lines that were made in English, in another language: the format is found
 * that a line was made by, its values are cut out of the line, and put into the
 * translated format. No format of a catalogue is ever given to printf().
 *
 * Values stand where they stood between the letters of the format, each as
 * short as it can be. A value that holds such letters itself may be cut at
 * another place, or another format may fit better; the line then has the same
 * words in another order, and never fewer.
 */

#include <string.h>

#include "base/buf.h"
#include "base/message.h"
#include "base/span.h"

/* Values of a format; lines within lines; pieces between ": "; letters of a
 * format that are enough to know a line by it. */
#define VALUES_MAX  12
#define DEPTH_MAX   4
#define PIECES_MAX  8
#define LETTERS_MIN 4

/* The formats of po/ja.po, by tools/pack-messages. */
static const char *const formats[] = {
#include "base/message_formats.h"
	NULL};

/* ---- Formats ---- */

/* A directive, such as "%.*s" or "%2$llu". */
struct directive {
	char kind;	 /* what it takes: s c d f, or % for the sign itself */
	unsigned number; /* of its value in the list of arguments, from 1 */
	size_t len;	 /* bytes of it */
};

/* Read the directive at `text`; `*next` is the number of the next argument. */
static struct directive take_directive(const char *text, unsigned *next)
{
	struct directive d = {.kind = '%', .len = 1};
	unsigned number = 0, named = 0;

	while (text[d.len] && !strchr("%scdiuxfg", text[d.len])) {
		char c = text[d.len++];

		if (c >= '0' && c <= '9')
			number = number < 100 ? number * 10 + (unsigned)c - '0'
					      : number;
		else if (c == '$' && !named)
			named = number;
		else if (c == '*' && !named)
			(*next)++;
		if (c < '0' || c > '9')
			number = 0;
	}
	if (!text[d.len])
		return d;
	d.kind = text[d.len++];
	if (d.kind == '%')
		return d;
	if (strchr("iux", d.kind))
		d.kind = 'd';
	if (d.kind == 'g')
		d.kind = 'f';
	d.number = named ? named : (*next)++;
	return d;
}

struct value {
	struct hk_str text;
	bool name;  /* in quotes: it stays as it is */
	bool words; /* even one word may be of a message */
	bool verb;  /* one of those that cannot be done */
};

/* What a line has in the places of a format. */
struct fit {
	struct value values[VALUES_MAX + 1]; /* by number */
	size_t letters;			     /* of the format itself */
};

/* What stands before a value says what it is. */
static struct value start_value(struct hk_str line, size_t at, size_t from)
{
	struct value v = {.text = hk_span_from(line, at)};

	v.name = at > from && strchr("'`-[", line.data[at - 1]);
	v.verb = at == 7 && !memcmp(line.data, "cannot ", 7);
	v.words = v.verb || (at >= 2 && !memcmp(line.data + at - 2, ": ", 2)) ||
		  (at >= 1 && line.data[at - 1] == '(');
	return v;
}

/* Bytes of what a directive other than %s takes at the beginning of the line;
 * 0: it does not fit. */
static size_t take_number(struct hk_str line, char kind)
{
	const char *digits = kind == 'f' ? "0123456789.-" : "0123456789-";
	size_t len = 0;

	if (kind == 'c')
		return line.len ? 1 : 0;
	while (len < line.len && line.data[len] &&
	       strchr(digits, line.data[len]))
		len++;
	return len;
}

/* Where the letters stand in the line, from `at` on; the line's length plus one
 * if nowhere. */
static size_t find_letters(struct hk_str line, size_t at, struct hk_str letters)
{
	for (; at + letters.len <= line.len; at++)
		if (!memcmp(line.data + at, letters.data, letters.len))
			return at;
	return line.len + 1;
}

struct matcher {
	struct hk_str line;
	size_t at;
	struct value *open; /* a %s whose end is not known yet */
};

static const char *find_text(struct hk_str line);

/* Where what cannot be done ends, "read a record of", behind which a blank and
 * a name stand: the longest that is known. */
static size_t find_verb(struct hk_str line, size_t at)
{
	size_t found = line.len + 1;

	for (size_t end = at; end < line.len; end++)
		if (line.data[end] == ' ' &&
		    find_text(hk_span_str(line.data + at, end - at)))
			found = end;
	return found;
}

/* The letters of the format that come next; `last`: nothing follows them. */
static bool match_letters(struct matcher *m, struct hk_str letters, bool last)
{
	size_t found = m->at;

	if (m->open && last)
		found = m->line.len >= m->at + letters.len
				? m->line.len - letters.len
				: m->line.len + 1;
	else if (m->open && m->open->verb)
		found = find_verb(m->line, m->at);
	else if (m->open)
		found = find_letters(m->line, m->at, letters);
	if (found + letters.len > m->line.len ||
	    memcmp(m->line.data + found, letters.data, letters.len) != 0)
		return false;
	if (m->open)
		m->open->text.len = found - m->at;
	m->open = NULL;
	m->at = found + letters.len;
	return true;
}

/* Was the line made by the format? */
static bool match(struct fit *fit, const char *format, struct hk_str line)
{
	struct matcher m = {.line = line};
	unsigned next = 1;

	memset(fit, 0, sizeof(*fit));
	while (*format) {
		size_t len = strcspn(format, "%"), before = m.at;
		struct directive d;

		fit->letters += len;
		if (len &&
		    !match_letters(&m, hk_span_str(format, len), !format[len]))
			return false;
		format += len;
		if (!*format)
			break;
		d = take_directive(format, &next);
		format += d.len;
		if (d.kind == '%' &&
		    !match_letters(&m, hk_span_str("%", 1), !*format))
			return false;
		if (d.kind == '%')
			continue;
		if (d.number > VALUES_MAX)
			return false;
		/* Of two neighbours the second has it all. */
		if (m.open)
			m.open->text.len = 0;
		m.open = NULL;
		fit->values[d.number] =
			start_value(line, m.at, len ? before : m.at);
		if (d.kind == 's') {
			m.open = &fit->values[d.number];
			continue;
		}
		len = take_number(hk_span_from(line, m.at), d.kind);
		if (!len)
			return false;
		fit->values[d.number].text.len = len;
		m.at += len;
	}
	return m.open || m.at == line.len;
}

/* ---- Lines ---- */

/* What the text is in the other language if it is a message without values;
 * NULL: it is none. */
static const char *find_text(struct hk_str line)
{
	char text[HK_MESSAGE_MAX];
	const char *said;

	if (!line.len || line.len >= sizeof(text))
		return NULL;
	memcpy(text, line.data, line.len);
	text[line.len] = '\0';
	said = hk_message_text(text);
	return said == text ? NULL : said;
}

/* The translation of the format with the most letters that the line may have
 * been made by; NULL: there is none. */
static const char *find_format(struct fit *best, struct hk_str line)
{
	const char *found = NULL;

	best->letters = 0;
	for (size_t i = 0; formats[i] && line.len; i++) {
		const char *said;
		struct fit fit;

		if (*formats[i] != '%' && *formats[i] != *line.data)
			continue;
		if (!match(&fit, formats[i], line) ||
		    fit.letters < LETTERS_MIN || fit.letters <= best->letters)
			continue;
		said = hk_message_text(formats[i]);
		if (said == formats[i])
			continue;
		found = said;
		*best = fit;
	}
	return found;
}

/* How many letters of the line are known; 0: it is no message. */
static size_t known_letters(struct hk_str line)
{
	struct fit fit;

	if (find_text(line))
		return line.len;
	return find_format(&fit, line) ? fit.letters : 0;
}

static enum hk_status say(struct hk_buf *out, struct hk_str line,
			  unsigned depth);

static enum hk_status say_value(struct hk_buf *out, const struct value *v,
				unsigned depth)
{
	if (!v->text.len)
		return HK_OK;
	/* One word is most likely a name. */
	if (v->name || (!v->words && !memchr(v->text.data, ' ', v->text.len)))
		return hk_buf_append(out, v->text.data, v->text.len);
	return say(out, v->text, depth + 1);
}

/* Put the values into the translated format. */
static enum hk_status say_format(struct hk_buf *out, const char *format,
				 const struct fit *fit, unsigned depth)
{
	enum hk_status status = HK_OK;
	unsigned next = 1;

	while (*format && !status) {
		size_t len = strcspn(format, "%");
		struct directive d;

		status = hk_buf_append(out, format, len);
		format += len;
		if (!*format || status)
			continue;
		d = take_directive(format, &next);
		format += d.len;
		if (d.kind == '%')
			status = hk_buf_putc(out, '%');
		else if (d.number <= VALUES_MAX)
			status = say_value(out, &fit->values[d.number], depth);
	}
	return status;
}

/*
 * Where the line is two, with a ": " between them, as what the system says
 * stands behind what was tried: where the first is known, and more of both than
 * `letters`; else, if nothing is known of the line as a whole, where one of
 * them is known. 0: nowhere.
 */
static size_t find_border(struct hk_str line, size_t letters)
{
	size_t pieces = 0, one = 0;

	for (size_t at = line.len; at-- > 2 && pieces < PIECES_MAX;) {
		size_t head, tail;

		if (memcmp(line.data + at - 1, ": ", 2) != 0)
			continue;
		pieces++;
		head = known_letters(hk_span_str(line.data, at - 1));
		tail = known_letters(hk_span_from(line, at + 1));
		if (head && head + tail > letters)
			return at - 1;
		if (!one && (head || tail))
			one = at - 1;
	}
	return letters ? 0 : one;
}

static enum hk_status say(struct hk_buf *out, struct hk_str line,
			  unsigned depth)
{
	const char *said = find_text(line);
	enum hk_status status;
	struct fit fit;
	size_t border;

	if (said)
		return hk_buf_puts(out, said);
	if (depth >= DEPTH_MAX)
		return hk_buf_append(out, line.data, line.len);
	said = find_format(&fit, line);
	border = find_border(line, fit.letters);
	if (said && !border)
		return say_format(out, said, &fit, depth);
	if (!border)
		return hk_buf_append(out, line.data, line.len);
	status = say(out, hk_span_str(line.data, border), depth + 1);
	if (!status)
		status = hk_buf_puts(out, ": ");
	return status ? status
		      : say(out, hk_span_from(line, border + 2), depth + 1);
}

const char *hk_message_line(struct hk_message_buf *buf, const char *line)
{
	struct hk_buf out;

	if (!hk_message_is_said())
		return line;
	hk_buf_init(&out, sizeof(buf->text) - 1);
	/* What does not fit is said as it is. */
	if (!say(&out, hk_span_cstr(line), 0) && out.len) {
		memcpy(buf->text, out.data, out.len + 1);
		line = buf->text;
	}
	hk_buf_release(&out);
	return line;
}
