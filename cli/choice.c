/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/choice.h"

#include "lib/hiku.h"

/* In the order of enum hk_color. */
const char *hk_choice_when(size_t i)
{
	static const char *const names[] = {"auto", "always", "never", NULL};

	return names[i];
}

/* Behind "auto", which is 0. */
const char *hk_choice_format_name(int format)
{
	const char *name;
	uint32_t traits;

	if (!format)
		return NULL;
	for (size_t i = 0; (name = hiku_format(i, &traits)); i++)
		if (traits & HIKU_FORMAT_CHOSEN && !--format)
			return name;
	return NULL;
}

const char *hk_choice_format(size_t i)
{
	return i ? hk_choice_format_name((int)i) : "auto";
}

/* In the order of enum hk_width. */
const char *hk_choice_width(size_t i)
{
	static const char *const names[] = {"auto", "1", "2", NULL};

	return names[i];
}

/* In the order of enum hiku_sort. */
const char *hk_choice_sort(size_t i)
{
	static const char *const names[] = {"score", "date",  "-date",
					    "path",  "-path", NULL};

	return names[i];
}

/* In the order of enum hiku_by, whose first is none of them. */
const char *hk_choice_count_by(size_t i)
{
	static const char *const names[] = {"none", "folder", "month",	"year",
					    "type", "tag",    "author", NULL};

	return names[i];
}

static const struct {
	const char *name, *pattern;
} links[] = {
	{"none", NULL},
	{"file", "file://{host}{path}"},
	{"kitty", "file://{host}{path}#{line}"},
	{"vscode", "vscode://file{path}:{line}"},
	{"vscodium", "vscodium://file{path}:{line}"},
	{"textmate", "txmt://open?url=file://{path}&line={line}"},
	{"macvim", "mvim://open?url=file://{path}&line={line}"},
};

const char *hk_choice_link(size_t i)
{
	return i < sizeof(links) / sizeof(*links) ? links[i].name : NULL;
}

const char *hk_choice_link_pattern(int hyperlink)
{
	return links[hyperlink].pattern;
}
