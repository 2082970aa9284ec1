/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_DEFAULT 80

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

/* The parent of a process, as Linux tells it; 0: unknown. */
static long parent_of(long pid)
{
	char path[64], text[512];
	const char *name_end;
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	file = fopen(path, "re");
	len = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
	if (file)
		fclose(file);
	text[len] = '\0';
	/* "PID (NAME) STATE PARENT", where the name can hold anything. */
	name_end = strrchr(text, ')');
	return name_end && strlen(name_end) > 4 ? strtol(name_end + 4, NULL, 10)
						: 0;
}

/* script(1) writes down all that is printed. It has the terminal's other end,
 * so it is the parent of the session's leader; on BSD it sets a variable. */
static bool is_script(void)
{
	char path[64], name[32] = "";
	long parent;
	FILE *file;

	if (is_set("SCRIPT"))
		return true;
	parent = parent_of((long)getsid(0));
	if (parent <= 1)
		return false;
	snprintf(path, sizeof(path), "/proc/%ld/comm", parent);
	file = fopen(path, "re");
	if (file && !fgets(name, sizeof(name), file))
		name[0] = '\0';
	if (file)
		fclose(file);
	return !strcmp(name, "script\n");
}

void hk_terminal_look(struct hk_terminal *out)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	memset(out, 0, sizeof(*out));
	out->is = isatty(STDOUT_FILENO) != 0;
	if (!out->is)
		return;
	out->full = !is_dumb() && !is_emacs_buffer() && !is_set("CI") &&
		    !is_script();
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
