/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#define COLUMNS_DEFAULT 80
/* WHITE CIRCLE, of ambiguous width. */
#define CIRCLE 0x25CB

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return !term || !*term || !strcmp(term, "dumb");
}

/* Emacs says what runs the program: vterm, term and eat are terminals, its
 * other buffers (compile, shell) only look like one. */
static bool is_emacs_buffer(void)
{
	const char *inside = getenv("INSIDE_EMACS");

	return inside && *inside && !strstr(inside, "term") &&
	       !strstr(inside, ",eat");
}

void hk_terminal_look(struct hk_terminal *out)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	memset(out, 0, sizeof(*out));
	out->is = isatty(STDOUT_FILENO) != 0;
	if (!out->is)
		return;
	out->full = !is_dumb() && !is_emacs_buffer() && !is_set("CI");
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
		out->columns = size.ws_col;
		out->rows = size.ws_row;
	}
	if (!out->columns && columns)
		out->columns = (unsigned)strtoul(columns, NULL, 10);
	if (!out->columns)
		out->columns = COLUMNS_DEFAULT;
	if (out->columns < HK_TERMINAL_COLUMNS_MIN)
		out->columns = HK_TERMINAL_COLUMNS_MIN;
	if (out->columns > HK_TERMINAL_COLUMNS_MAX)
		out->columns = HK_TERMINAL_COLUMNS_MAX;
}

bool hk_terminal_color(const struct hk_terminal *terminal)
{
	return terminal->is && !is_set("NO_COLOR") && !is_dumb();
}

bool hk_terminal_wide(void)
{
	return wcwidth(CIRCLE) == 2;
}
