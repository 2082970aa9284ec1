/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/width.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "base/file.h"
#include "cli/state_file.h"

/* WHITE CIRCLE, of ambiguous width. */
#define CIRCLE	    0x25CB
#define CIRCLE_UTF8 "\xE2\x97\x8B"

#define WHERE "\033[6n"

/* Milliseconds that an answer may take; from another machine longer. */
#define PATIENCE     200
#define PATIENCE_FAR 1000
/* Bytes of both answers at most. */
#define ANSWER_MAX 64
/* Bytes of a terminal's name, and of its kind. */
#define TTY_MAX 128

#define KIND "width"

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool put(int fd, const char *text)
{
	return hk_file_write_all(fd, hk_span_cstr(text), "the terminal",
				 NULL) == HK_OK;
}

static bool is_waiting(int fd, int ms)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	return poll(&p, 1, ms) > 0 && (p.revents & POLLIN);
}

/* The column in an answer "ESC [ ROW ; COLUMN R"; `*rest` is what follows. 0:
 * it is none. */
static unsigned long take_column(const char *text, const char **rest)
{
	const char *at = strstr(text, "\033[");
	unsigned long column;
	char *end;

	if (!at)
		return 0;
	strtoul(at + 2, &end, 10);
	if (*end != ';')
		return 0;
	column = strtoul(end + 1, &end, 10);
	*rest = end + 1;
	return *end == 'R' ? column : 0;
}

/* Read until both answers are there; false: they did not come in time. */
static bool read_answers(int fd, char *answer)
{
	bool far = getenv("SSH_CONNECTION") || getenv("SSH_TTY");
	long end = now_ms() + (far ? PATIENCE_FAR : PATIENCE);
	size_t len = 0;

	for (unsigned done = 0; done < 2;) {
		long left = end - now_ms();

		if (len + 1 >= ANSWER_MAX || left <= 0 ||
		    !is_waiting(fd, (int)left) ||
		    read(fd, answer + len, 1) != 1)
			return false;
		done += answer[len] == 'R';
		answer[++len] = '\0';
	}
	return true;
}

/* Ask a terminal that sends each character as it comes, and shows none. False:
 * it could not be asked now. `*cells` becomes 1 or 2; 0: it did not tell. */
static bool ask_raw(unsigned *cells, int fd)
{
	char answer[ANSWER_MAX] = "", wipe[32];
	unsigned long before, behind;
	const char *rest = answer;

	if (is_waiting(fd, 0) || !put(fd, WHERE CIRCLE_UTF8 WHERE))
		return false;
	if (!read_answers(fd, answer)) {
		/* So that the shell does not read what came. */
		tcflush(fd, TCIFLUSH);
		return put(fd, "\r\033[K");
	}
	before = take_column(answer, &rest);
	behind = take_column(rest, &rest);
	if (before && behind > before && behind - before <= 2)
		*cells = (unsigned)(behind - before);
	snprintf(wipe, sizeof(wipe), "\033[%luG\033[K", before ? before : 1);
	return put(fd, wipe);
}

/* Ask without being interrupted, since the terminal must be left as it was. */
static bool ask(unsigned *cells, int fd)
{
	struct termios old, raw;
	sigset_t all, before;
	bool asked = false;

	*cells = 0;
	if (tcgetpgrp(fd) != getpgrp() || tcgetattr(fd, &old))
		return false;
	raw = old;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	if (!tcsetattr(fd, TCSANOW, &raw)) {
		asked = ask_raw(cells, fd);
		tcsetattr(fd, TCSANOW, &old);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return asked;
}

/* What is kept: the cells, and which terminal that is. */
static void describe(char *out, size_t size, const char *tty, unsigned cells)
{
	const char *term = getenv("TERM");

	snprintf(out, size, "%u %s %s\n", cells, tty, term ? term : "");
}

static bool recall(unsigned *cells, const char *tty)
{
	char line[2 * TTY_MAX];
	struct hk_buf kept;
	bool known = false;

	hk_buf_init(&kept, 4096);
	if (!hk_state_file_read(&kept, NULL, KIND, NULL))
		for (unsigned i = 0; i <= 2 && !known; i++) {
			describe(line, sizeof(line), tty, i);
			known = !strcmp(kept.data ? kept.data : "", line);
			*cells = i;
		}
	hk_buf_release(&kept);
	return known;
}

/* 1 or 2; 0: the terminal does not tell. */
static unsigned cells_there(void)
{
	char tty[TTY_MAX], line[2 * TTY_MAX];
	unsigned cells = 0;
	int fd;

	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 ||
	    ttyname_r(STDOUT_FILENO, tty, sizeof(tty)))
		return 0;
	if (recall(&cells, tty))
		return cells;
	fd = open(tty, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	if (ask(&cells, fd)) {
		describe(line, sizeof(line), tty, cells);
		hk_state_file_write(KIND, hk_span_cstr(line));
	}
	close(fd);
	return cells;
}

bool hk_width_is_wide(bool asks)
{
	unsigned cells;

	setlocale(LC_CTYPE, ""); /* for its encoding, and for wcwidth() */
	cells = asks ? cells_there() : 0;
	return cells ? cells == 2 : wcwidth(CIRCLE) == 2;
}
