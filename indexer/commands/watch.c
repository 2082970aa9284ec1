/* SPDX-License-Identifier: GPL-2.0-or-later */

/* watch: updates the index at each change of what was added. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/message.h"
#include "indexer/commands/below.h"
#include "indexer/commands/command.h"
#include "indexer/commands/watched.h"
#include "store/lock.h"

#define DELAY_MS     300
#define DELAY_MS_MAX 10000
#define EVERY_S	     600
#define EVERY_S_MAX  1000000
/* Changes go on without a pause: the index waits for so many delays. */
#define PATIENCE 4
/* More changed paths than this are no longer kept one by one. */
#define CHANGED_MAX 100000
/* Milliseconds until the index is tried again that another process writes. */
#define RETRY_MS 1000

#define NEVER INT64_MAX

struct watching {
	struct hk_command_run *run;
	struct hk_watched watched;
	struct hk_changed changed;
	bool all;	      /* everything is to be looked at */
	bool roots_changed;   /* perhaps: another writer was at work */
	int64_t delay, every; /* milliseconds */
	int64_t first, last;  /* when changes came; NEVER: none */
	int64_t locked_until; /* it was locked: the next attempt */
	int64_t look;	      /* when to look at blind folders */
	bool said_locked;
};

/* SIGHUP came. */
static volatile sig_atomic_t hangup;

static void on_hangup(int number)
{
	(void)number;
	hangup = 1;
}

/* Is there a terminal that this process belongs to? Standard error may well be
 * a file then. */
static bool has_terminal(void)
{
	int fd = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Take SIGHUP from now on. Does the end of a terminal end us, too? Not where
 * nohup(1) or the like had it ignored. */
static bool take_hangup(void)
{
	struct sigaction action = {.sa_handler = on_hangup}, before;

	return sigaction(SIGHUP, &action, &before) == 0 &&
	       before.sa_handler != SIG_IGN && has_terminal();
}

/* Milliseconds of a clock that is never set. */
static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- Changes ---- */

static void note_time(struct watching *w)
{
	w->last = now_ms();
	if (w->first == NEVER)
		w->first = w->last;
}

static void begin_anew(struct watching *w)
{
	w->all = true;
	hk_changed_reset(&w->changed);
}

static enum hk_status take_change(void *ctx, enum hk_watch_news news,
				  struct hk_str path)
{
	struct watching *w = ctx;
	bool below = news == HK_WATCH_GONE;

	if (news == HK_WATCH_LOST) {
		note_time(w);
		begin_anew(w);
		return HK_OK;
	}
	if (hk_span_same(path, hk_span_cstr(w->watched.lock))) {
		note_time(w);
		w->roots_changed = true;
		return HK_OK;
	}
	if (w->all || !hk_watched_wants(&w->watched, path, &below))
		return HK_OK;
	note_time(w);
	if (w->changed.count >= CHANGED_MAX) {
		begin_anew(w);
		return HK_OK;
	}
	return hk_changed_add(&w->changed, path, below);
}

/* ---- Updating ---- */

static enum hk_status update(struct watching *w, struct hk_error *err)
{
	const struct hk_index_options *options = w->run->options;
	struct hk_command_run run = {.options = options,
				     .stop = w->run->stop,
				     .changed = w->all ? NULL : &w->changed,
				     .folder = hk_watched_folder,
				     .folder_ctx = &w->watched};
	enum hk_status status;

	hk_report_init(&run.report, options->verbose, options->quiet);
	run.report.db = w->run->report.db;
	run.report.collection = w->run->report.collection;
	status = hk_command_run_on(&hk_commands[HK_INDEX_UPDATE], &run,
				   w->run->dir, err);
	hk_report_release(&run.report);
	hk_skipped_release(&run.unread);
	return status;
}

static void say_locked(struct watching *w, const struct hk_error *err)
{
	if (!w->said_locked && w->run->options->verbose)
		hk_report_line(&w->run->report, err->message);
	w->said_locked = true;
}

/* Say what is watched, and what is not. */
static void say_watching(struct watching *w)
{
	char line[200];

	hk_watched_say_blind(&w->watched, &w->run->report, w->every / 1000);
	snprintf(line, sizeof(line),
		 hk_message_text("watching %zu folders for changes"),
		 hk_watch_count(w->watched.watch));
	hk_report_say(&w->run->report, line);
}

/* Do what is to be done, if the index is free. */
static enum hk_status bring_up(struct watching *w, struct hk_error *err)
{
	bool all = w->all;
	enum hk_status status = HK_OK;

	if (all)
		status = hk_watched_begin(&w->watched, w->run, err);
	else if (w->roots_changed)
		status = hk_watched_reload(&w->watched, w->run, &w->changed,
					   err);
	if (!status && (all || w->changed.count))
		status = update(w, err);
	if (status == HK_ELOCKED || status == HK_ESTALE) {
		if (status == HK_ELOCKED)
			say_locked(w, err);
		w->locked_until = now_ms() + RETRY_MS;
		return HK_OK;
	}
	w->said_locked = w->all = w->roots_changed = false;
	w->first = w->last = NEVER;
	w->locked_until = 0;
	hk_changed_reset(&w->changed);
	if (!status && all)
		say_watching(w);
	if (!status && !all)
		hk_watched_say_blind(&w->watched, &w->run->report,
				     w->every / 1000);
	return status;
}

/* Look at the folders of which nothing is told. */
static enum hk_status look_at_blind(struct watching *w, struct hk_error *err)
{
	w->look = now_ms() + w->every;
	if (hk_watched_add_blind(&w->watched, &w->changed))
		return hk_error_nomem(err);
	if (w->changed.count && w->first == NEVER)
		w->first = w->last = now_ms() - w->delay;
	return HK_OK;
}

/* ---- Waiting ---- */

/* When there is something to do; NEVER: only after a change. */
static int64_t due(const struct watching *w)
{
	int64_t at = NEVER;

	if (w->first != NEVER) {
		at = w->last + w->delay;
		if (at > w->first + PATIENCE * w->delay)
			at = w->first + PATIENCE * w->delay;
		if (at < w->locked_until)
			at = w->locked_until;
	}
	return hk_watched_any_blind(&w->watched) && w->look < at ? w->look : at;
}

/* Wait for a change, a signal or the time. Signals are let in nowhere else, so
 * that none comes between the look at its flag and the wait. */
static enum hk_status wait_for_news(struct watching *w, struct hk_error *err)
{
	struct pollfd poll = {.fd = hk_watch_fd(w->watched.watch),
			      .events = POLLIN};
	int64_t at = due(w), left = at - now_ms();
	struct timespec time = {.tv_sec = left / 1000,
				.tv_nsec = (long)(left % 1000) * 1000000};
	sigset_t ours, before;
	int failed = 0;

	if (left <= 0)
		return HK_OK;
	sigemptyset(&ours);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGHUP);
	sigprocmask(SIG_BLOCK, &ours, &before);
	if (!*w->run->stop && !hangup &&
	    ppoll(&poll, 1, at == NEVER ? NULL : &time, &before) < 0)
		failed = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return failed && failed != EINTR
		       ? hk_error_system(err, failed, "cannot wait for changes")
		       : HK_OK;
}

static enum hk_status go_on(struct watching *w, bool terminal,
			    struct hk_error *err)
{
	enum hk_status status = wait_for_news(w, err);

	if (hangup) {
		hangup = 0;
		/* The terminal that it was started from was closed. */
		if (terminal && !has_terminal())
			return HK_EINTERRUPTED;
		begin_anew(w);
		note_time(w);
	}
	if (!status)
		status = hk_watch_read(w->watched.watch, take_change, w, err);
	if (!status && hk_watched_any_blind(&w->watched) && now_ms() >= w->look)
		status = look_at_blind(w, err);
	if (!status && w->first != NEVER && due(w) <= now_ms() &&
	    !*w->run->stop)
		status = bring_up(w, err);
	return status;
}

static enum hk_status check_times(struct watching *w, struct hk_error *err)
{
	const struct hk_index_options *o = w->run->options;

	if (o->delay > DELAY_MS_MAX)
		return hk_error_set(err, HK_EUSAGE,
				    "--delay takes a number from 1 to %d",
				    DELAY_MS_MAX);
	if (o->every > EVERY_S_MAX)
		return hk_error_set(err, HK_EUSAGE,
				    "--every takes a number from 1 to %d",
				    EVERY_S_MAX);
	w->delay = o->delay ? (int64_t)o->delay : DELAY_MS;
	w->every = (o->every ? (int64_t)o->every : EVERY_S) * 1000;
	w->look = now_ms() + w->every;
	return HK_OK;
}

enum hk_status hk_command_watch(struct hk_command_run *run,
				struct hk_error *err)
{
	struct watching w = {
		.run = run, .all = true, .first = now_ms(), .last = 0};
	enum hk_status status = check_times(&w, err);
	bool terminal;

	if (status)
		return status;
	terminal = take_hangup();
	hk_changed_init(&w.changed);
	hk_watched_init(&w.watched);
	status = bring_up(&w, err);
	while (!status && !*run->stop)
		status = go_on(&w, terminal, err);
	hk_watched_release(&w.watched);
	hk_changed_release(&w.changed);
	return status == HK_EINTERRUPTED || *run->stop ? HK_OK : status;
}
