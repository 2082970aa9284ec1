/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Names in containers: their encoding, and where they may lead. */

#include "formats/archive/container_private.h"
#include "base/utf8.h"

#define LONGEST 4096

/* Is every byte of the name valid in that encoding? */
static bool fits(struct hk_buf *out, struct hk_str raw, struct hk_str encoding)
{
	struct hk_encoding_result how;

	hk_buf_reset(out);
	return !hk_encoding_decode(out, raw, encoding, &how, NULL) &&
	       !how.replaced;
}

static enum hk_status decode(struct hk_buf *out, struct hk_str raw,
			     struct hk_str encoding, bool dos)
{
	struct hk_str none = {NULL, 0}, cp932 = hk_span_cstr("cp932");

	if (!hk_utf8_valid(raw)) {
		if (encoding.len && fits(out, raw, encoding))
			return HK_OK;
		if (fits(out, raw, dos ? cp932 : none) ||
		    fits(out, raw, dos ? none : cp932))
			return HK_OK;
	}
	hk_buf_reset(out);
	return hk_buf_append(out, raw.data, raw.len);
}

/* Hidden files, which the walk skips too, and what macOS adds. */
static bool is_hidden(struct hk_str part, bool folder)
{
	static const char *const names[] = {"__MACOSX", "CVS",	  "SCCS",
					    "RCS",	"_darcs", "{arch}"};

	if (part.data[0] == '.')
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && folder; i++)
		if (hk_span_same(part, hk_span_cstr(names[i])))
			return true;
	return false;
}

/* Remove, in place, components that say nothing or lead outside. */
static enum hk_container_name clean(struct hk_buf *name, bool dos)
{
	enum hk_container_name what = HK_CONTAINER_NAME_EMPTY;
	size_t from = 0, to = 0;

	while (from < name->len) {
		char *data = name->data;
		struct hk_str part = {data + from, 0};
		size_t end = from;

		while (end < name->len && data[end] != '/' &&
		       !(dos && data[end] == '\\'))
			end++;
		part.len = end - from;
		from = end + 1;
		if (!part.len || hk_span_same(part, hk_span_cstr(".")) ||
		    hk_span_same(part, hk_span_cstr("..")))
			continue;
		if (is_hidden(part, from <= name->len))
			return HK_CONTAINER_NAME_HIDDEN;
		if (to)
			data[to++] = '/';
		memmove(data + to, part.data, part.len);
		to += part.len;
		what = HK_CONTAINER_NAME_FINE;
	}
	name->len = to;
	if (name->data)
		name->data[to] = '\0';
	return what;
}

enum hk_status hk_container_name(struct hk_buf *out,
				 enum hk_container_name *what,
				 struct hk_str raw, struct hk_str encoding,
				 bool dos)
{
	*what = HK_CONTAINER_NAME_LONG;
	hk_buf_reset(out);
	if (raw.len > LONGEST)
		return HK_OK;
	if (decode(out, raw, encoding, dos))
		return HK_ENOMEM;
	*what = clean(out, dos);
	return HK_OK;
}

size_t hk_container_member_max(const struct hk_format_input *input)
{
	return HK_CONTAINER_MEMBER_MAX >>
	       (input->depth < 16 ? input->depth : 16);
}

static int shown(struct hk_str name)
{
	return (int)(name.len < 200 ? name.len : 200);
}

void hk_container_complain(const struct hk_format_input *input,
			   struct hk_str name, const char *why)
{
	struct hk_str outer = input->member;
	struct hk_error text;

	hk_error_set(&text, HK_EFORMAT, "%.*s%s%.*s%s%s", shown(outer),
		     outer.len ? outer.data : "",
		     outer.len && name.len ? "/" : "", shown(name),
		     name.len ? name.data : "",
		     outer.len || name.len ? ": " : "", why);
	input->complain(input->ctx, 0, text.message);
}
