/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_TEX_H
#define HIKU_FORMATS_LIGHT_TEX_H

/* The parts of LaTeX's reader. */

#include "formats/light/command.h"

/* What the lines of an environment are. */
enum hk_tex_mode {
	HK_TEX_TEXT,
	HK_TEX_CODE,  /* kept as they are */
	HK_TEX_TABLE, /* rows end at \\ */
	HK_TEX_DROP,  /* a drawing, or the like */
};

struct hk_tex_environment {
	const char *name;
	enum hk_tex_mode mode;
	const char *arguments; /* formats/light/command.h */
};

/* The environment of that name, or NULL. */
const struct hk_tex_environment *hk_tex_environment(struct hk_str name);

extern const struct hk_light_mark hk_tex_marks[];
/* The bytes that the hook takes. */
#define HK_TEX_HOOKS "\\{}$&~"
/* The hook. `light->state` begins with an unsigned that is zero when a block
 * begins. */
size_t hk_tex_hook(struct hk_light *light, size_t at);

/* The name of the command at the backslash at `at`. */
struct hk_str hk_tex_name_at(struct hk_str line, size_t at);
/* What stands in \verb between two equal characters, of which the first is at
 * `at`, or behind a star there. Returns the offset behind the second; 0: there
 * is none. */
size_t hk_tex_verb(struct hk_str text, size_t at, struct hk_span *inside);
/* The line up to a comment. Those of \verb and of addresses are none. */
struct hk_str hk_tex_without_comment(struct hk_str line);
/* Take title, author and date from wherever `text` has them; behind % if it is
 * `documented`. */
void hk_tex_fields(struct hk_light *light, struct hk_str text, bool documented);

/* The level of a heading that `name` makes, or 0. */
unsigned hk_tex_heading(struct hk_str name);

#endif
