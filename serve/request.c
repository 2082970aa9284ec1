/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/request.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lib/hiku.h"

#define OF(kind)  (1u << HK_REQUEST_##kind)
#define AT(field) .offset = offsetof(struct hk_request, field)

static const struct {
	const char *path;
	enum hk_request_kind kind;
	uint64_t limit; /* if the request has none */
} paths[] = {
	{"/", HK_REQUEST_PAGE, 10},
	{"/show", HK_REQUEST_ARTICLE, 0},
	{"/api/v1/search", HK_REQUEST_SEARCH, 10},
	{"/api/v1/show", HK_REQUEST_SHOW, 50},
	{"/api/v1/complete", HK_REQUEST_COMPLETE, 10},
	{"/api/v1/facets", HK_REQUEST_FACETS, 100},
};

#define FINDS (OF(PAGE) | OF(SEARCH))
#define SHOWS (OF(ARTICLE) | OF(SHOW))

enum type {
	TEXT,
	BYTES,
	NUMBER,
	FLAG,
	CHOICE,
	PART
};

static const char *const sorts[] = {"score", "date",  "-date",
				    "path",  "-path", NULL};
/* Nothing is the first of enum hiku_by, and no choice here. */
static const char *const bys[] = {"folder", "month",  "year", "type",
				  "tag",    "author", NULL};
static const char *const corrections[] = {"auto", "always", "never", NULL};

static const struct parameter {
	const char *name;
	unsigned takes, needs; /* OF() the kinds */
	enum type type;
	uint32_t first; /* the value of the first choice */
	size_t offset;
	uint64_t max; /* of a number */
	const char *const *choices;
	uint32_t flag; /* of enum hiku_query_flag */
} parameters[] = {
	{"q", FINDS | SHOWS | OF(COMPLETE) | OF(FACETS),
	 OF(SEARCH) | OF(COMPLETE) | OF(FACETS), TEXT, AT(query)},
	{"id", SHOWS, SHOWS, BYTES, AT(id)},
	{"line", OF(ARTICLE), 0, NUMBER, AT(line), .max = 999999999},
	{"part", OF(PAGE), 0, PART, AT(part)},
	{"path", FINDS | OF(FACETS), 0, TEXT, AT(path)},
	{"since", FINDS | OF(FACETS), 0, TEXT, AT(since)},
	{"until", FINDS | OF(FACETS), 0, TEXT, AT(until)},
	{"limit", FINDS | OF(SHOW) | OF(COMPLETE) | OF(FACETS), 0, NUMBER,
	 AT(limit), .max = 100},
	{"offset", FINDS | OF(SHOW), 0, NUMBER, AT(offset), .max = 10000},
	{"max_per_article", FINDS, 0, NUMBER, AT(max_per_article), .max = 100},
	{"sort", FINDS, 0, CHOICE, AT(sort), .choices = sorts},
	{"by", OF(FACETS), OF(FACETS), CHOICE, AT(by), .choices = bys,
	 .first = HIKU_BY_FOLDER},
	{"correct", FINDS, 0, CHOICE, AT(correct), .choices = corrections},
	{"all", FINDS | SHOWS | OF(FACETS), 0, FLAG, .flag = HIKU_ALL},
	{"exact", FINDS | SHOWS | OF(FACETS), 0, FLAG, .flag = HIKU_EXACT},
	{"literal", FINDS | SHOWS | OF(FACETS), 0, FLAG, .flag = HIKU_LITERAL},
	{"romaji", FINDS | OF(FACETS), 0, FLAG, .flag = HIKU_ROMAJI},
	{"no_sound", FINDS | OF(COMPLETE) | OF(FACETS), 0, FLAG,
	 .flag = HIKU_NO_SOUND},
	{"no_synonyms", FINDS | SHOWS | OF(FACETS), 0, FLAG,
	 .flag = HIKU_NO_SYNONYMS},
	{"once", FINDS, 0, FLAG, .flag = HIKU_ONCE},
	{"explain", FINDS, 0, FLAG, .flag = HIKU_EXPLAIN},
};

#define PARAMETERS (sizeof(parameters) / sizeof(*parameters))

/* ---- Values ---- */

/* Decode `raw` to `*end`, with a NUL behind it, and move `*end` there. It takes
 * no more bytes than `raw` and the '=' before it did. */
static enum hk_status decode(struct hk_str *out, char **end, struct hk_str raw,
			     const char *name, struct hk_error *err)
{
	char *to = *end;

	for (size_t i = 0; i < raw.len; i++) {
		int byte = (unsigned char)raw.data[i];

		if (byte == '+') {
			byte = ' ';
		} else if (byte == '%') {
			byte = hk_span_hex_byte(hk_span_from(raw, i + 1));
			i += 2;
		}
		if (byte <= 0)
			return hk_error_set(err, HK_EUSAGE,
					    "the parameter '%s' has a %% that "
					    "is not followed by two digits of "
					    "a byte, or a NUL",
					    name);
		*to++ = (char)byte;
	}
	*out = hk_span_str(*end, (size_t)(to - *end));
	*to++ = '\0';
	*end = to;
	return HK_OK;
}

static enum hk_status read_text(const char **out, const struct parameter *p,
				struct hk_str value, struct hk_error *err)
{
	if (value.len > HK_REQUEST_TEXT_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "the parameter '%s' is too long: at most "
				    "%d bytes",
				    p->name, HK_REQUEST_TEXT_MAX);
	if (p->type == TEXT && !hk_utf8_valid(value))
		return hk_error_set(err, HK_EUSAGE,
				    "the parameter '%s' is not UTF-8", p->name);
	*out = value.data;
	return HK_OK;
}

static enum hk_status read_number(uint64_t *out, const struct parameter *p,
				  struct hk_str value, struct hk_error *err)
{
	if (value.len <= 9 && strspn(value.data, "0123456789") == value.len) {
		*out = strtoul(value.data, NULL, 10);
		if (*out <= p->max)
			return HK_OK;
	}
	return hk_error_set(err, HK_EUSAGE,
			    "the parameter '%s' is a whole number up to %u, "
			    "not '%s'",
			    p->name, (unsigned)p->max, value.data);
}

static enum hk_status read_flag(uint32_t *out, const struct parameter *p,
				struct hk_str value, struct hk_error *err)
{
	if (value.len != 1 || (value.data[0] != '0' && value.data[0] != '1'))
		return hk_error_set(err, HK_EUSAGE,
				    "the parameter '%s' is 0 or 1, not '%s'",
				    p->name, value.data);
	if (value.data[0] == '1')
		*out |= p->flag;
	return HK_OK;
}

static enum hk_status read_choice(uint32_t *out, const struct parameter *p,
				  struct hk_str value, struct hk_error *err)
{
	char all[100] = "";
	size_t len = 0;

	for (uint32_t i = 0; p->choices[i]; i++) {
		if (!strcmp(p->choices[i], value.data)) {
			*out = p->first + i;
			return HK_OK;
		}
		len += (size_t)snprintf(all + len, sizeof(all) - len, "%s%s",
					i ? ", " : "", p->choices[i]);
	}
	return hk_error_set(err, HK_EUSAGE,
			    "the parameter '%s' is one of %s, not '%s'",
			    p->name, all, value.data);
}

static enum hk_status read_part(bool *out, const struct parameter *p,
				struct hk_str value, struct hk_error *err)
{
	*out = hk_span_same(value, hk_span_cstr("answer"));
	return *out ? HK_OK
		    : hk_error_set(err, HK_EUSAGE,
				   "the parameter '%s' is one of %s, not '%s'",
				   p->name, "answer", value.data);
}

static enum hk_status read_value(struct hk_request *out,
				 const struct parameter *p, struct hk_str value,
				 struct hk_error *err)
{
	void *place = (char *)out + p->offset;

	switch (p->type) {
	case NUMBER:
		return read_number(place, p, value, err);
	case FLAG:
		return read_flag(&out->flags, p, value, err);
	case CHOICE:
		return read_choice(place, p, value, err);
	case PART:
		return read_part(place, p, value, err);
	default:
		return read_text(place, p, value, err);
	}
}

/* ---- The target ---- */

/* What stands before the next `sign`; `*text` is left with what stands behind
 * it. */
static struct hk_str cut(struct hk_str *text, char sign)
{
	const char *at = text->len ? memchr(text->data, sign, text->len) : NULL;
	struct hk_str before = *text;

	if (at)
		before.len = (size_t)(at - text->data);
	*text = hk_span_from(*text, before.len + (at ? 1 : 0));
	return before;
}

static const struct parameter *find(enum hk_request_kind kind,
				    struct hk_str name)
{
	for (size_t i = 0; i < PARAMETERS; i++)
		if (parameters[i].takes & (1u << kind) &&
		    hk_span_same(name, hk_span_cstr(parameters[i].name)))
			return &parameters[i];
	return NULL;
}

static enum hk_status read_parameters(struct hk_request *out,
				      struct hk_str text, struct hk_error *err)
{
	bool given[PARAMETERS] = {false};
	char *end = out->text;
	enum hk_status status = HK_OK;

	while (text.len && !status) {
		struct hk_str value = cut(&text, '&'), name = cut(&value, '=');
		const struct parameter *p = find(out->kind, name);

		if (!name.len && !value.len)
			continue;
		if (!p)
			return hk_error_set(err, HK_EUSAGE,
					    "there is no parameter '%.*s' here",
					    (int)name.len, name.data);
		if (given[p - parameters])
			return hk_error_set(err, HK_EUSAGE,
					    "the parameter '%s' is given twice",
					    p->name);
		/* Forms also send the fields that were left empty. */
		if (!value.len)
			continue;
		given[p - parameters] = true;
		status = decode(&value, &end, value, p->name, err);
		if (!status)
			status = read_value(out, p, value, err);
	}
	for (size_t i = 0; i < PARAMETERS && !status; i++)
		if (parameters[i].needs & (1u << out->kind) && !given[i])
			return hk_error_set(err, HK_EUSAGE,
					    "the parameter '%s' is missing",
					    parameters[i].name);
	return status;
}

enum hk_status hk_request_read(struct hk_request *out, struct hk_str target,
			       struct hk_error *err)
{
	struct hk_str path;

	memset(out, 0, offsetof(struct hk_request, text));
	out->max_per_article = 3;
	if (target.len > HK_REQUEST_TARGET_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "the address is too long: at most %d bytes",
				    HK_REQUEST_TARGET_MAX);
	path = cut(&target, '?');
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (hk_span_same(path, hk_span_cstr(paths[i].path))) {
			out->kind = paths[i].kind;
			out->limit = paths[i].limit;
			return read_parameters(out, target, err);
		}
	}
	return hk_error_set(err, HK_ENOTFOUND,
			    "there is nothing at '%.*s'; docs/OUTPUT.md has "
			    "what can be asked",
			    (int)path.len, path.data);
}

unsigned hk_request_code(enum hk_status status)
{
	switch (status) {
	case HK_OK:
		return 200;
	case HK_ENOTFOUND:
		return 404;
	case HK_ETOOBIG:
		return 414;
	default:
		return 400;
	}
}
