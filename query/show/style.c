/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/style.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define OFF "\033[0m"

static const struct {
	const char *name, *preset;
	size_t offset;
} parts[] = {
	{"title", "1", offsetof(struct hk_style, title)},
	{"path", "38;5;98", offsetof(struct hk_style, path)},
	{"line", "38;5;29", offsetof(struct hk_style, line)},
	{"dim", "38;5;243", offsetof(struct hk_style, dim)},
	{"mark", "1;38;5;163", offsetof(struct hk_style, mark)},
};
#define PARTS (sizeof(parts) / sizeof(*parts))

void hk_style_plain(struct hk_style *out)
{
	memset(out, 0, sizeof(*out));
	out->off = out->open = out->close = "";
}

static void set(struct hk_style *style, size_t part, const char *value,
		size_t len)
{
	char *at = (char *)style + parts[part].offset;

	*at = '\0';
	if (len)
		snprintf(at, HK_STYLE_MAX, "\033[%.*sm", (int)len, value);
}

/* Read "name=value", of `len` bytes. */
static bool read_part(struct hk_style *style, const char *text, size_t len)
{
	for (size_t i = 0; i < PARTS; i++) {
		size_t name = strlen(parts[i].name);
		const char *value = text + name + 1;

		if (len <= name || text[name] != '=' ||
		    strncmp(text, parts[i].name, name) != 0)
			continue;
		len -= name + 1;
		/* Not more than the parameters of "select graphic rendition",
		 * so that nothing else can be told to the terminal. */
		if (len > HK_STYLE_MAX - 4 ||
		    strspn(value, "0123456789;") < len)
			return false;
		set(style, i, value, len);
		return true;
	}
	return false;
}

enum hk_status hk_style_colors(struct hk_style *out, const char *spec,
			       struct hk_error *err)
{
	enum hk_status status = HK_OK;

	hk_style_plain(out);
	out->color = true;
	out->off = OFF;
	for (size_t i = 0; i < PARTS; i++)
		set(out, i, parts[i].preset, strlen(parts[i].preset));
	while (spec && *spec) {
		size_t len = strcspn(spec, ":");

		if (len && !status && !read_part(out, spec, len))
			status = hk_error_set(
				err, HK_EUSAGE,
				"HIKU_COLORS has '%.*s', which is not "
				"title, path, line, dim or mark with "
				"numbers (mark=1;31)",
				(int)(len > 40 ? 40 : len), spec);
		spec += len + (spec[len] == ':');
	}
	return status;
}

void hk_style_source(struct hk_layout_source *source,
		     const struct hk_style *style)
{
	source->wide = style->wide;
	source->open = (unsigned)hk_layout_cells(hk_span_cstr(style->open),
						 style->wide);
	source->close = (unsigned)hk_layout_cells(hk_span_cstr(style->close),
						  style->wide);
}

void hk_style_lines(struct hk_style_lines *out, const struct hk_style *style,
		    const char *indent, const char *on)
{
	snprintf(out->mark_on, sizeof(out->mark_on), "%s%s",
		 *on ? style->off : "", style->mark);
	snprintf(out->mark_off, sizeof(out->mark_off), "%s%s",
		 *style->mark ? style->off : "", on);
	out->layout = (struct hk_layout_style){.indent = indent,
					       .on = on,
					       .off = *on ? style->off : "",
					       .mark_on = out->mark_on,
					       .mark_off = out->mark_off,
					       .open = style->open,
					       .close = style->close};
}
