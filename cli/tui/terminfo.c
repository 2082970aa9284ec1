/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/terminfo.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FUNCTIONS(X)                                  \
	X(setupterm, int, (const char *, int, int *)) \
	X(tigetstr, char *, (const char *))           \
	X(tigetnum, int, (const char *))              \
	X(tiparm, char *, (const char *, ...))

static struct {
	void *handle;
	const char *move; /* borrowed from the library */
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares the name. */
#define DECLARE(name, result, arguments) result(*name) arguments;
	FUNCTIONS(DECLARE)
#undef DECLARE
} library;

static bool find(void *to, const char *name)
{
	void *found = dlsym(library.handle, name);

	memcpy(to, &found, sizeof(found));
	return found != NULL;
}

static bool load(void)
{
	static const char *const names[] = {
		"libtinfo.so.6",   "libtinfow.so.6",	   "libncursesw.so.6",
		"libncurses.so.6", "libncurses.5.4.dylib", "libncurses.dylib"};
	bool whole;

	for (size_t i = 0;
	     !library.handle && i < sizeof(names) / sizeof(*names); i++)
		library.handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	whole = library.handle != NULL;
#define FIND(name, result, arguments) \
	whole = whole && find(&library.name, #name);
	FUNCTIONS(FIND)
#undef FIND
	return whole;
}

/* Copy a string without the delays "$<5>", which no terminal of today needs. */
static void copy(char out[HK_TERMINFO_MAX], const char *text)
{
	size_t n = 0;

	while (text && *text && n + 1 < HK_TERMINFO_MAX) {
		const char *end = text[0] == '$' && text[1] == '<'
					  ? strchr(text, '>')
					  : NULL;

		if (end)
			text = end + 1;
		else
			out[n++] = *text++;
	}
	out[n] = '\0';
}

static void get(char out[HK_TERMINFO_MAX], const char *name)
{
	const char *text = library.tigetstr(name);

	out[0] = '\0';
	/* -1: it is no name of a string. */
	if (text && text != (const char *)-1 && strlen(text) < HK_TERMINFO_MAX)
		copy(out, text);
}

enum hk_status hk_terminfo_load(struct hk_terminfo *out, struct hk_error *err)
{
	const char *term = getenv("TERM");
	int why = 0;

	memset(out, 0, sizeof(*out));
	if (!term || !*term || !strcmp(term, "dumb"))
		return hk_error_set(err, HK_EUSAGE,
				    "-i needs a terminal with a screen; this "
				    "one is dumb (TERM): ask without -i");
	if (!load())
		return hk_error_set(err, HK_ENOTFOUND,
				    "-i needs the library libtinfo of ncurses, "
				    "which is not there: install it, or ask "
				    "without -i");
	if (library.setupterm(term, STDOUT_FILENO, &why) != 0)
		return hk_error_set(err, HK_EUSAGE,
				    "the terminal '%s' (TERM) is not known: "
				    "install its terminfo entry, or set TERM",
				    term);
	library.move = library.tigetstr("cup");
	get(out->clear, "clear");
	if (!library.move || library.move == (const char *)-1 || !*out->clear)
		return hk_error_set(err, HK_EUSAGE,
				    "-i needs a terminal with a screen; '%s' "
				    "(TERM) cannot move its cursor: ask "
				    "without -i",
				    term);
	get(out->enter, "smcup");
	get(out->leave, "rmcup");
	get(out->hide, "civis");
	get(out->show, "cnorm");
	get(out->keys_on, "smkx");
	get(out->keys_off, "rmkx");
	get(out->plain, "sgr0");
	get(out->bold, "bold");
	get(out->reverse, "rev");
	get(out->underline, "smul");
	out->colors = library.tigetnum("colors");
	return HK_OK;
}

void hk_terminfo_move(char out[HK_TERMINFO_MAX], unsigned row, unsigned column)
{
	copy(out, library.tiparm(library.move, (int)row, (int)column));
}
