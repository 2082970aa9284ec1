/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"

/* Mouse buttons and wheel, with numbers for far columns (xterm's 1006); pasted
 * text in brackets. A terminal that does not know them ignores them. */
#define MODES_ON  "\033[?1000h\033[?1006h\033[?2004h"
#define MODES_OFF "\033[?2004l\033[?1006l\033[?1000l"

static const struct {
	int number;
	unsigned what;
} caught[] = {{SIGWINCH, HK_TTY_RESIZED}, {SIGTERM, HK_TTY_ENDS},
	      {SIGHUP, HK_TTY_ENDS},	  {SIGINT, HK_TTY_INTERRUPTED},
	      {SIGTSTP, HK_TTY_STOPS},	  {SIGCONT, HK_TTY_GOES_ON}};

/* After these the terminal is given back, and what they do is done. */
static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

#define CAUGHT (sizeof(caught) / sizeof(*caught))
#define FATAL  (sizeof(fatal) / sizeof(*fatal))

static struct {
	struct termios usual;
	char back[8 * HK_TERMINFO_MAX]; /* what gives it back */
	size_t back_len;
	char on[4 * HK_TERMINFO_MAX];
	int wake[2];
	struct sigaction before[CAUGHT], fatal_before[FATAL];
	bool open;
} tty;

/* Is the terminal ours now? Signals look at it, too. */
static volatile sig_atomic_t taken;
static volatile sig_atomic_t came;

/* Nothing here but what may be done in a signal. */
static void give_back(void)
{
	if (!taken)
		return;
	taken = 0;
	if (write(STDOUT_FILENO, tty.back, tty.back_len) < 0)
		errno = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &tty.usual);
}

static void take(void)
{
	struct termios raw = tty.usual;

	raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK |
				   ISTRIP | IXON);
	raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
	raw.c_cflag = (raw.c_cflag & ~(tcflag_t)CSIZE) | CS8;
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	taken = 1;
	if (write(STDOUT_FILENO, tty.on, strlen(tty.on)) < 0)
		errno = 0;
}

static void note(int number)
{
	int saved = errno;

	for (size_t i = 0; i < CAUGHT; i++)
		if (caught[i].number == number)
			came |= (sig_atomic_t)caught[i].what;
	if (write(tty.wake[1], "", 1) < 0)
		errno = saved;
	errno = saved;
}

static void die(int number)
{
	give_back();
	/* SA_RESETHAND: it does now what it does. */
	raise(number);
}

static void catch_signals(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = note;
	action.sa_flags = SA_RESTART;
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i].number, &action, &tty.before[i]);
	action.sa_handler = die;
	action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
	for (size_t i = 0; i < FATAL; i++) {
		sigaction(fatal[i], NULL, &tty.fatal_before[i]);
		/* Not those of a sanitiser, which has more to say. */
		if (tty.fatal_before[i].sa_handler == SIG_DFL)
			sigaction(fatal[i], &action, NULL);
	}
}

enum hk_status hk_tty_open(const struct hk_terminfo *t, struct hk_error *err)
{
	static bool at_exit;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return hk_error_set(err, HK_EUSAGE,
				    "-i needs a terminal as its input and its "
				    "output: ask without -i");
	if (tcgetattr(STDIN_FILENO, &tty.usual))
		return hk_error_system(err, errno, "cannot use the terminal");
	if (pipe2(tty.wake, O_NONBLOCK | O_CLOEXEC))
		return hk_error_system(err, errno, "cannot make a pipe");
	snprintf(tty.on, sizeof(tty.on), "%s%s" MODES_ON, t->enter, t->keys_on);
	tty.back_len = (size_t)snprintf(tty.back, sizeof(tty.back),
					"%s" MODES_OFF "%s%s%s", t->plain,
					t->keys_off, t->show, t->leave);
	if (!*t->leave) {
		/* Without a screen of its own: below all that is there. */
		tty.back_len = (size_t)snprintf(tty.back, sizeof(tty.back),
						"%s" MODES_OFF "%s%s\r\n",
						t->plain, t->keys_off, t->show);
	}
	catch_signals();
	if (!at_exit)
		atexit(give_back);
	at_exit = true;
	tty.open = true;
	take();
	return HK_OK;
}

void hk_tty_close(void)
{
	if (!tty.open)
		return;
	give_back();
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i].number, &tty.before[i], NULL);
	for (size_t i = 0; i < FATAL; i++)
		sigaction(fatal[i], &tty.fatal_before[i], NULL);
	close(tty.wake[0]);
	close(tty.wake[1]);
	tty.open = false;
}

/* What SIGTSTP does: what it usually does, or what note() does. */
static void set_stop(void (*handler)(int))
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = handler;
	action.sa_flags = SA_RESTART;
	sigaction(SIGTSTP, &action, NULL);
}

void hk_tty_lend(void)
{
	give_back();
	set_stop(SIG_DFL);
}

void hk_tty_take_back(void)
{
	unsigned what = hk_tty_signals();

	what &= ~(unsigned)(HK_TTY_INTERRUPTED | HK_TTY_STOPS | HK_TTY_GOES_ON);
	came |= (sig_atomic_t)what;
	set_stop(note);
	if (!taken)
		take();
}

void hk_tty_stop(void)
{
	hk_tty_lend();
	kill(0, SIGTSTP);
	/* Here it goes on. */
	hk_tty_take_back();
}

void hk_tty_size(unsigned *columns, unsigned *rows)
{
	struct winsize size;

	*columns = 80;
	*rows = 24;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col &&
	    size.ws_row) {
		*columns = size.ws_col;
		*rows = size.ws_row;
	}
}

int hk_tty_descriptor(void)
{
	return tty.wake[0];
}

unsigned hk_tty_signals(void)
{
	char bytes[64];
	unsigned what;
	sigset_t all, before;

	while (read(tty.wake[0], bytes, sizeof(bytes)) > 0)
		continue;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	what = (unsigned)came;
	came = 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return what;
}

enum hk_status hk_tty_send(struct hk_str bytes, struct hk_error *err)
{
	return hk_file_write_all(STDOUT_FILENO, bytes, "the terminal", err);
}
