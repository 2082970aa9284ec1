/* SPDX-License-Identifier: GPL-2.0-or-later */

/* hiku-serve: answers queries over HTTP. `hiku serve` runs it. */

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/message.h"
#include "lib/hiku.h"
#include "serve/api.h"
#include "serve/front.h"
#include "serve/options.h"

#define EXIT_ERROR 2

static volatile sig_atomic_t stop;
static int stop_pipe[2];

static void on_signal(int number)
{
	int kept = errno;

	(void)number;
	stop = 1;
	(void)!write(stop_pipe[1], "", 1);
	errno = kept;
}

static enum hk_status catch_signals(struct hk_error *err)
{
	static const int ends[] = {SIGTERM, SIGINT, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal};

	if (pipe2(stop_pipe, O_CLOEXEC | O_NONBLOCK))
		return hk_error_system(err, errno, "cannot start");
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		sigaction(ends[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	return HK_OK;
}

static void usage(void)
{
	printf("%s\n\n%s\n", hk_message_text("usage: hiku serve [OPTION...]"),
	       hk_message_text("Answer queries over HTTP: a page for a "
			       "browser, and JSON below /api/v1/."));
	hk_opt_help_options(&hk_serve_program, NULL, stdout);
}

static int fail(const struct hk_error *err)
{
	struct hk_message_buf said;

	fprintf(stderr, "hiku serve: %s\n",
		hk_message_line(&said, err->message));
	return EXIT_ERROR;
}

static void log_answer(const char *method, const char *target, unsigned code,
		       uint64_t bytes, int64_t ms)
{
	struct hk_clean_buf line;
	char when[32] = "";
	time_t now = time(NULL);
	struct tm parts;

	if (gmtime_r(&now, &parts))
		strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &parts);
	fprintf(stderr, "%s %u %llu %lld ms %s\n", when, code,
		(unsigned long long)bytes, (long long)ms,
		hk_clean_line(&line, "%s %s", method, target));
}

/* ---- What the options say ---- */

static enum hk_status read_mode(mode_t *out, const char *text,
				struct hk_error *err)
{
	unsigned long mode = strtoul(text, NULL, 8);

	if (!*text || strlen(text) > 4 ||
	    strspn(text, "01234567") != strlen(text) || mode > 0777)
		return hk_error_set(err, HK_EUSAGE,
				    "--mode takes rights in octal such as 600, "
				    "not '%s'",
				    text);
	*out = (mode_t)mode;
	return HK_OK;
}

static enum hk_status check_range(const char *option, uint64_t value,
				  uint64_t least, uint64_t most,
				  struct hk_error *err)
{
	if (value >= least && value <= most)
		return HK_OK;
	return hk_error_set(err, HK_EUSAGE, "--%s takes a number from %u to %u",
			    option, (unsigned)least, (unsigned)most);
}

static enum hk_status check_options(const struct hk_serve_options *o,
				    struct hk_error *err)
{
	enum hk_status status =
		check_range("readers", o->readers, 0, HK_POOL_READERS_MAX, err);

	if (!status)
		status = check_range("connections", o->connections, 16, 100000,
				     err);
	if (!status)
		status = check_range("patience", o->patience, 1, 600, err);
	for (size_t i = 0; i < o->hosts.count && !status; i++)
		if (!hk_guard_is_name(o->hosts.items[i]))
			return hk_error_set(err, HK_EUSAGE,
					    "--host takes the name of a host "
					    "without a port, not '%s'",
					    o->hosts.items[i]);
	return status;
}

static enum hk_status check_words(const struct hk_opt_line *line,
				  struct hk_error *err)
{
	if (!line->words.count)
		return HK_OK;
	return hk_error_set(err, HK_EUSAGE,
			    "'%s' is no option; --help lists them all",
			    line->words.items[0]);
}

static unsigned count_readers(const struct hk_serve_options *o)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (o->readers)
		return (unsigned)o->readers;
	return cores < 1		     ? 1
	       : cores > HK_POOL_READERS_MAX ? HK_POOL_READERS_MAX
					     : (unsigned)cores;
}

/* ---- Serving ---- */

/* Does the index open? Who starts the server is to know at once. */
static enum hk_status try_index(const struct hk_api_how *how,
				struct hk_error *err)
{
	struct hiku_open_options options = HIKU_OPEN_OPTIONS_INIT;
	struct hiku_index *index = NULL;
	struct hiku_error why;
	enum hiku_status status;

	options.flags = how->flags;
	options.timeout_ms = how->timeout_ms;
	status = hiku_open(&index, how->places, how->count, &options, &why);
	hiku_close(index);
	if (!status)
		return HK_OK;
	return hk_error_set(err, HK_EUSAGE, "%s", why.message);
}

static enum hk_status serve(const struct hk_serve_options *o,
			    struct hk_error *err)
{
	struct hk_listen_how places = {.places = o->listen.items,
				       .count = o->listen.count,
				       .everyone = o->everyone};
	struct hk_api_how api = {.places = o->places.dbs.items,
				 .count = o->places.dbs.count,
				 .flags = o->places.partial ? HIKU_PARTIAL : 0,
				 .timeout_ms = hk_opt_places_ms(&o->places)};
	struct hk_front_how how = {
		.connections = (unsigned)o->connections,
		.names = {o->hosts.items, o->hosts.count},
		.log = o->log ? log_answer : NULL,
		.pool = {.readers = count_readers(o),
			 .waiting = 64 * count_readers(o),
			 .timeout_ms = (unsigned)o->patience * 1000,
			 .answer_max = HK_API_ANSWER_MAX,
			 .read = hk_api_run,
			 .reader = &api},
		.stop = &stop};
	struct hk_listen listen;
	char place[HK_ADDRESS_TEXT];
	enum hk_status status = try_index(&api, err);

	memset(&listen, 0, sizeof(listen));
	if (!status)
		status = read_mode(&places.mode, o->mode, err);
	if (!status)
		status = catch_signals(err);
	how.stop_fd = stop_pipe[0];
	if (!status)
		status = hk_listen_open(&listen, &places, err);
	for (size_t i = 0; i < listen.count && !status; i++) {
		hk_address_put(place, &listen.sockets[i].address);
		printf(hk_message_text("listening at %s\n"), place);
	}
	fflush(stdout);
	if (!status)
		status = hk_front_run(&listen, &how, err);
	hk_listen_close(&listen);
	return status;
}

int main(int argc, char **argv)
{
	struct hk_serve_options options;
	struct hk_opt_line line;
	struct hk_error err = {HK_OK, ""};
	int code = 0;

	setlocale(LC_CTYPE, "");
	hk_message_init();
	memset(&options, 0, sizeof(options));
	if (hk_opt_parse(&line, &options, &hk_serve_program, argc, argv, &err))
		code = fail(&err);
	else if (options.help)
		usage();
	else if (options.version)
		printf("hiku serve %s\n", hiku_version());
	else if (check_words(&line, &err) || check_options(&options, &err) ||
		 hk_opt_places_join(&options.places, &err) ||
		 serve(&options, &err))
		code = fail(&err);
	if (!code && (fflush(stdout) != 0 || ferror(stdout))) {
		hk_error_set(&err, HK_EIO, "cannot write standard output");
		code = fail(&err);
	}
	hk_opt_places_release(&options.places);
	hk_opt_release(&line, &options, &hk_serve_program);
	return code;
}
