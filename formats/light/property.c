/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/property.h"

#include "encoding/encoding.h"
#include <strings.h>

#include "formats/light/light.h"
#include "formats/plain.h"

/* Bytes of a property: its notes may be long, its pictures are longer. */
#define PROPERTY_MAX (32u << 20)

void hk_property_init(struct hk_property *p, struct hk_str text, uint32_t line)
{
	memset(p, 0, sizeof(*p));
	p->rest = text;
	p->next = line;
	hk_buf_init(&p->raw, PROPERTY_MAX);
	hk_buf_init(&p->value, PROPERTY_MAX);
}

void hk_property_release(struct hk_property *p)
{
	hk_buf_release(&p->raw);
	hk_buf_release(&p->value);
}

bool hk_property_is(const struct hk_property *p, const char *name)
{
	return p->name.len == strlen(name) &&
	       !strncasecmp(p->name.data, name, p->name.len);
}

struct hk_str hk_property_parameter(const struct hk_property *p,
				    const char *name)
{
	struct hk_str rest = p->parameters, one;
	size_t len = strlen(name);

	while (rest.len) {
		bool quoted = false;
		size_t n = 1;

		for (; n < rest.len && (quoted || rest.data[n] != ';'); n++)
			quoted = rest.data[n] == '"' ? !quoted : quoted;
		one = hk_span_str(rest.data + 1, n - 1);
		rest = hk_span_from(rest, n);
		if (one.len <= len || one.data[len] != '=' ||
		    strncasecmp(one.data, name, len) != 0)
			continue;
		one = hk_span_from(one, len + 1);
		if (one.len > 1 && one.data[0] == '"' &&
		    one.data[one.len - 1] == '"')
			one = hk_span_str(one.data + 1, one.len - 2);
		return one;
	}
	return hk_span_str(NULL, 0);
}

/* Is the word one of the parameters, with a name before it or without, as in
 * version 2.1? */
static bool has_word(const struct hk_property *p, const char *word)
{
	struct hk_str text = p->parameters;
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= text.len; i++)
		if (!strncasecmp(text.data + i, word, len))
			return true;
	return false;
}

/* Split the line at its colon, which does not stand between quotes. */
static bool split(struct hk_property *p)
{
	struct hk_str line = hk_buf_str(&p->raw);
	size_t name = 0, colon;
	bool quoted = false;
	const char *dot;

	while (name < line.len && line.data[name] != ';' &&
	       line.data[name] != ':')
		name++;
	for (colon = name; colon < line.len; colon++) {
		quoted = line.data[colon] == '"' ? !quoted : quoted;
		if (line.data[colon] == ':' && !quoted)
			break;
	}
	if (!name || colon >= line.len)
		return false;
	p->name = hk_span_str(line.data, name);
	dot = memrchr(line.data, '.', name);
	if (dot)
		p->name = hk_span_from(p->name, (size_t)(dot - line.data) + 1);
	p->parameters = hk_span_str(line.data + name, colon - name);
	return p->name.len > 0;
}

/* The value behind the colon, as UTF-8. */
static enum hk_status decode(struct hk_property *p, bool quoted)
{
	struct hk_str line = hk_buf_str(&p->raw);
	size_t at =
		(size_t)(p->parameters.data + p->parameters.len - line.data) +
		1;
	struct hk_buf bytes;
	enum hk_status status = HK_OK;

	if (p->binary)
		return HK_OK;
	if (!quoted)
		return hk_buf_append(&p->value, line.data + at, line.len - at);
	hk_buf_init(&bytes, PROPERTY_MAX);
	while (at < line.len && !status) {
		int byte =
			line.data[at] == '='
				? hk_span_hex_byte(hk_span_from(line, at + 1))
				: -1;

		status = hk_buf_putc(&bytes,
				     byte < 0 ? line.data[at] : (char)byte);
		at += byte < 0 ? 1 : 3;
	}
	if (!status)
		status = hk_encoding_decode(&p->value, hk_buf_str(&bytes),
					    hk_property_parameter(p, "CHARSET"),
					    NULL, NULL);
	/* Of a charset that is not one, or wrong: what can be read. */
	if (status && status != HK_ENOMEM) {
		hk_buf_reset(&p->value);
		status = hk_encoding_decode(&p->value, hk_buf_str(&bytes),
					    hk_span_cstr(""), NULL, NULL);
		if (status && status != HK_ENOMEM) {
			hk_buf_reset(&p->value);
			status = HK_OK;
		}
	}
	hk_buf_release(&bytes);
	return status;
}

/* Add the lines that continue the property. */
static enum hk_status unfold(struct hk_property *p, bool quoted)
{
	enum hk_status status = HK_OK;
	struct hk_str before, line;

	for (;;) {
		bool soft = quoted && p->raw.len &&
			    p->raw.data[p->raw.len - 1] == '=';

		before = p->rest;
		if (status || !hk_plain_line(&line, &p->rest))
			return status;
		/* The base64 of version 2.1 ends at a blank line. */
		if (!soft && !(p->binary && hk_plain_is_blank(line)) &&
		    (!line.len || (*line.data != ' ' && *line.data != '\t')))
			break;
		p->next++;
		if (p->binary)
			continue;
		if (soft)
			p->raw.len--;
		else
			line = hk_span_from(line, 1);
		status = hk_buf_append(&p->raw, line.data, line.len);
	}
	p->rest = before;
	return status;
}

enum hk_status hk_property_next(struct hk_property *p)
{
	struct hk_str line;

	while (hk_plain_line(&line, &p->rest)) {
		enum hk_status status;
		bool quoted;

		p->line = p->next++;
		hk_buf_reset(&p->raw);
		hk_buf_reset(&p->value);
		p->binary = false;
		/* A name may be folded, too, if its line is long. */
		status = hk_buf_append(&p->raw, line.data, line.len);
		if (!status && !split(p))
			status = unfold(p, false);
		if (status)
			return status;
		if (!split(p))
			continue;
		quoted = has_word(p, "QUOTED-PRINTABLE");
		p->binary = has_word(p, "BASE64") || has_word(p, "ENCODING=B");
		status = unfold(p, quoted);
		/* The buffer may have moved. */
		if (!status && split(p))
			status = decode(p, quoted);
		return status;
	}
	return HK_ENOTFOUND;
}

enum hk_status hk_property_text(struct hk_buf *out, struct hk_str value,
				char between)
{
	enum hk_status status = HK_OK;
	bool blank = true; /* what is before is nothing, or a blank */

	for (size_t i = 0; i < value.len && !status; i++) {
		char c = value.data[i];

		if (c == '\\' && i + 1 < value.len) {
			c = value.data[++i];
			if (c == 'n' || c == 'N')
				c = '\n';
		} else if (between && c == between) {
			if (!blank)
				status = hk_buf_putc(out, ' ');
			blank = true;
			continue;
		}
		if (c == '\r')
			continue;
		blank = false;
		status = hk_buf_putc(out, c);
	}
	return status;
}
