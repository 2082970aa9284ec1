/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_COMMAND_H
#define HIKU_FORMATS_LIGHT_COMMAND_H

/*
 * Commands with arguments in braces: \name{...} of LaTeX, @name{...} of
 * Texinfo. The arguments that are not text are named by a string, a letter
 * each; behind its end all is text, and braces by themselves are nothing.
 *
 *	d  {...} goes
 *	o  [...], if it is there, goes
 *	p  (...), if it is there, goes
 *	l  [...], if it is there, is text: the label of an item
 *	*  a star, if it is there, goes
 *	m  a name with a backslash, in braces or not, goes
 *	n  {...} is a footnote
 *	r  {...} is a base, the {...} behind it its reading
 *	k  {...} stays as it is
 *	u  {...} is the number of a character
 *	c  {...,...,...}: the last of the parts that are not empty is text
 *	f  {...,...,...}: the first of them
 */

#include "formats/light/light.h"

/* Bytes of an argument that is not text, at most. */
#define HK_LIGHT_ARGUMENT_MAX 8000

struct hk_light_command {
	const char *name;
	const char *arguments;
	const char *text; /* what stands for the command itself, or NULL */
};

/* The row of that name, or NULL. The table ends with a row without a name. */
const struct hk_light_command *hk_light_command_find(
	const struct hk_light_command *table, struct hk_str name);

/* Where the bracket at `at` is closed, within HK_LIGHT_ARGUMENT_MAX bytes;
 * text.len: nowhere. A `escape` before a bracket makes it a plain one. */
size_t hk_light_command_end(struct hk_str text, size_t at, char escape);

/*
 * For hooks: take the arguments from `at` on; returns where to read on. Of
 * those that are never closed nothing goes. `*failed`, zero at the beginning of
 * a block, counts these, so that hostile text does not cost more than its
 * length.
 */
size_t hk_light_command_take(struct hk_light *light, const char *arguments,
			     size_t at, char escape, unsigned *failed);

/* A letter with an accent, which is named as LaTeX and Texinfo do ('e, "o):
 * puts it, and returns the bytes of the letter with its braces at `at`; 0: the
 * sign is not an accent, or no letter follows. */
size_t hk_light_command_accent(struct hk_light *light, char sign, size_t at);

#endif
