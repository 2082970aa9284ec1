/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>

#include <ctime>

#include "shim/guard.h"
#include "shim/xap.h"

/* Not used elsewhere in hiku. Its default action also ends the process. */
static const int SIGNAL = SIGPROF;

static thread_local timer_t timer;
static thread_local bool watching;

/* The thread is in the matcher, so it holds no lock that is needed here. */
static void time_is_up(int)
{
	static struct hk_error why;

	hk_error_set(&why, HK_ECORRUPT,
		     "a search in the index does not end: it is damaged; run "
		     "`hiku-index check`");
	xap_end_program(&why);
}

static void catch_signal()
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = time_is_up;
	sigaction(SIGNAL, &action, nullptr);
}

void xap_watch_begin(unsigned long milliseconds)
{
	static std::once_flag once;
	struct sigevent event;
	struct itimerspec when;

	std::call_once(once, catch_signal);
	memset(&event, 0, sizeof(event));
	event.sigev_notify = SIGEV_SIGNAL;
	event.sigev_signo = SIGNAL;
	/* Without a timer we search unwatched, rather than not at all. */
	if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer))
		return;
	memset(&when, 0, sizeof(when));
	when.it_value.tv_sec = static_cast<time_t>(milliseconds / 1000);
	when.it_value.tv_nsec =
		static_cast<long>(milliseconds % 1000) * 1000000;
	watching = !timer_settime(timer, 0, &when, nullptr);
	if (!watching)
		timer_delete(timer);
}

void xap_watch_end(void)
{
	int number = errno;

	if (watching)
		timer_delete(timer);
	watching = false;
	errno = number;
}
