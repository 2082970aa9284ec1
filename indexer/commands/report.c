/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/report.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/hash.h"
#include "base/message.h"
#include "base/quote.h"

/* Seconds between two progress lines. */
#define SHOW_EVERY 0.2
/* Seconds, and share of all, after which the time left is estimated. */
#define GUESS_AFTER 2
#define GUESS_SHARE 0.01
/* Bytes of a path that a line shows. */
#define PATH_SHOWN 800

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void clear_line(struct hk_report *r)
{
	if (r->line_open)
		fputs("\r\033[K", stderr);
	r->line_open = false;
}

void hk_report_init(struct hk_report *r, bool verbose, bool quiet)
{
	memset(r, 0, sizeof(*r));
	r->verbose = verbose;
	r->quiet = quiet;
	r->terminal = isatty(STDERR_FILENO) && !quiet;
	r->unit = HK_MESSAGE("files");
	r->begun = now();
	hk_keyset_init(&r->told);
}

void hk_report_release(struct hk_report *r)
{
	clear_line(r);
	hk_keyset_release(&r->told);
}

void hk_report_shard(struct hk_report *r, size_t shard, size_t shards)
{
	r->shard = shard;
	r->shards = shards;
	r->files = r->files_all = 0;
	r->bytes = r->bytes_all = 0;
	r->begun = now();
}

void hk_report_expect(struct hk_report *r, uint64_t files, uint64_t bytes)
{
	r->files_all = files;
	r->bytes_all = bytes;
}

/* Was this said for an earlier shard? Notes that it is said now. */
static bool is_told(struct hk_report *r, struct hk_str path, const char *what)
{
	struct hk_hash hash[2];
	char key[16];
	bool told;

	if (r->shards < 2)
		return false;
	hash[0] = hk_hash_bytes(path.data, path.len);
	hash[1] = hk_hash_bytes(what, strlen(what));
	hash[0] = hk_hash_bytes(hash, sizeof(hash));
	memcpy(key, &hash[0], sizeof(key));
	return !hk_keyset_add(&r->told, key, &told) && told && r->shard;
}

static void print(struct hk_report *r, const char *before, struct hk_str path,
		  const char *what)
{
	struct hk_message_buf said;
	struct hk_clean_buf line;

	what = hk_message_line(&said, what);
	clear_line(r);
	hk_clean_line(&line, "%s%.*s%s%s", before,
		      (int)(path.len > PATH_SHOWN ? PATH_SHOWN : path.len),
		      path.len ? path.data : "", path.len && *what ? ": " : "",
		      what);
	fprintf(stderr, "%s\n", line.text);
}

bool hk_report_is_new(struct hk_report *r, struct hk_str path, const char *why)
{
	return !is_told(r, path, why);
}

bool hk_report_failed(struct hk_report *r, struct hk_str path, const char *why)
{
	if (is_told(r, path, why))
		return false;
	print(r, "hiku-index: ", path.len ? path : hk_span_cstr("-"), why);
	return true;
}

void hk_report_warning(struct hk_report *r, struct hk_str path,
		       const char *what)
{
	if (!r->quiet && !is_told(r, path, what))
		print(r, "hiku-index: ", path.len ? path : hk_span_cstr("-"),
		      what);
}

void hk_report_note(struct hk_report *r, struct hk_str path, const char *what)
{
	if (r->verbose && !is_told(r, path, what))
		print(r, "", path, what);
}

void hk_report_line(struct hk_report *r, const char *line)
{
	print(r, "hiku-index: ", hk_span_str(NULL, 0), line);
}

/* ---- Progress ---- */

/* The columns of the terminal. */
static size_t width(void)
{
	struct winsize size;

	return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col
		       ? size.ws_col
		       : 80;
}

/* How much of all is done, from 0 to 1; less than 0: nobody knows. */
static double done(const struct hk_report *r)
{
	if (r->bytes_all)
		return r->bytes < r->bytes_all
			       ? (double)r->bytes / (double)r->bytes_all
			       : 1;
	if (r->files_all)
		return r->files < r->files_all
			       ? (double)r->files / (double)r->files_all
			       : 1;
	return -1;
}

/* The parts of the progress line, in their order. A narrow terminal does
 * without those of which it is said. */
enum part {
	SHARD,
	COUNT,
	UNIT,
	SIZE,
	RATE,
	PERCENT,
	LEFT,
	PARTS
};

static void make_parts(char parts[PARTS][40], const struct hk_report *r,
		       double seconds)
{
	double share = done(r), left;
	size_t len = 0;

	memset(parts, 0, PARTS * sizeof(*parts));
	if (r->shards > 1)
		snprintf(parts[SHARD], sizeof(*parts),
			 hk_message_text("shard %zu/%zu  "), r->shard + 1,
			 r->shards);
	snprintf(parts[COUNT], sizeof(*parts), "%llu",
		 (unsigned long long)r->files);
	len = strlen(parts[COUNT]);
	if (r->files_all)
		snprintf(parts[COUNT] + len, sizeof(*parts) - len, "/%llu",
			 (unsigned long long)r->files_all);
	snprintf(parts[UNIT], sizeof(*parts), " %s", hk_message_text(r->unit));
	if (r->bytes) {
		snprintf(parts[SIZE], sizeof(*parts), "  %.1f MB",
			 (double)r->bytes / 1e6);
		snprintf(parts[RATE], sizeof(*parts), "  %.1f MB/s",
			 (double)r->bytes / 1e6 / seconds);
	}
	if (share < 0)
		return;
	snprintf(parts[PERCENT], sizeof(*parts), "  %.0f %%", 100 * share);
	/* An estimate from little is worse than none. */
	if (seconds < GUESS_AFTER || share < GUESS_SHARE)
		return;
	left = seconds / share - seconds;
	if (left < 360000)
		snprintf(parts[LEFT], sizeof(*parts),
			 hk_message_text("  %d:%02d left"), (int)(left / 60),
			 (int)left % 60);
}

/* Columns of a text of ours, in which what is not ASCII is Japanese. */
static size_t columns_of(const char *text)
{
	size_t columns = 0;

	for (; *text; text++)
		columns += (unsigned char)*text < 0x80	 ? 1
			   : (unsigned char)*text < 0xC0 ? 0
							 : 2;
	return columns;
}

static void show(struct hk_report *r, double at)
{
	static const enum part drop[] = {RATE, SIZE, UNIT, SHARD, LEFT, COUNT};
	size_t columns = width(), len = 0;
	char parts[PARTS][40];

	make_parts(parts, r, at > r->begun ? at - r->begun : 1);
	for (size_t i = 0; i < PARTS; i++)
		len += columns_of(parts[i]);
	for (size_t i = 0; i < sizeof(drop) / sizeof(*drop) && len >= columns;
	     i++) {
		len -= columns_of(parts[drop[i]]);
		parts[drop[i]][0] = '\0';
	}
	if (len >= columns)
		return;
	fputs("\r\033[K", stderr);
	for (size_t i = 0; i < PARTS; i++)
		fputs(parts[i], stderr);
	fflush(stderr);
	r->line_open = true;
	r->shown = at;
}

void hk_report_progress(struct hk_report *r, uint64_t bytes, unsigned files)
{
	double at;

	r->bytes += bytes;
	r->files += files;
	if (!r->terminal)
		return;
	at = now();
	if (at - r->shown >= SHOW_EVERY && at - r->begun >= SHOW_EVERY)
		show(r, at);
}

/* ---- The summary ---- */

/* `what` is one of the formats below. */
static void count(bool *any, uint64_t number, const char *what)
{
	if (!number)
		return;
	printf("%s", *any ? hk_message_text(", ") : "");
	printf(hk_message_text(what), (unsigned long long)number);
	*any = true;
}

void hk_report_summary(struct hk_report *r, const struct hk_feed_result *result,
		       const struct hk_report_failures *failed, bool dry_run)
{
	bool any = false;

	clear_line(r);
	if (r->quiet)
		return;
	if (dry_run)
		printf("%s", hk_message_text("would be: "));
	count(&any, result->fresh, HK_MESSAGE("%llu new"));
	count(&any, result->changed, HK_MESSAGE("%llu changed"));
	count(&any, result->rebuilt, HK_MESSAGE("%llu rebuilt"));
	count(&any, result->unchanged, HK_MESSAGE("%llu unchanged"));
	count(&any, result->removed, HK_MESSAGE("%llu removed"));
	count(&any, failed->all, HK_MESSAGE("%llu failed"));
	if (failed->again == 1 && failed->all == 1)
		printf("%s", hk_message_text(" as before"));
	else if (failed->again)
		printf(hk_message_text(" (%llu as before)"),
		       (unsigned long long)failed->again);
	printf("%s\n", any ? "" : hk_message_text("nothing to do"));
	if (result->duplicates)
		printf(hk_message_text("%llu came twice in this run; the last "
				       "of each was kept\n"),
		       (unsigned long long)result->duplicates);
	fflush(stdout);
}

void hk_report_say(struct hk_report *r, const char *line)
{
	clear_line(r);
	if (r->quiet)
		return;
	printf("%s\n", line);
	fflush(stdout);
}

enum hk_status hk_report_hint(struct hk_buf *out, const struct hk_report *r,
			      const char *command)
{
	const char *name = r->db ? r->db : r->collection;
	enum hk_status status = hk_buf_puts(out, "hiku-index ");

	if (!status && name)
		status = hk_buf_puts(out, r->db ? "--db " : "-C ");
	if (!status && name)
		status = hk_quote_word(out, name);
	return status ? status
		      : hk_buf_printf(out, "%s%s", name ? " " : "", command);
}

enum hk_status hk_report_unread(struct hk_buf *out, const struct hk_report *r,
				struct hk_skipped *unread)
{
	struct hk_buf hint;
	enum hk_status status = hk_skipped_line(out, unread);

	if (status || !out->len)
		return status;
	hk_buf_init(&hint, HK_BUF_NO_MAX);
	status = hk_report_hint(&hint, r, "status --skipped");
	if (!status)
		status = hk_buf_printf(out, hk_message_text("; %s names them"),
				       hint.data);
	hk_buf_release(&hint);
	return status;
}

void hk_report_advise(struct hk_report *r, bool summary, const char *format,
		      const char *command)
{
	struct hk_buf line, hint;

	hk_buf_init(&line, 1u << 20);
	hk_buf_init(&hint, 1u << 20);
	if (!hk_report_hint(&hint, r, command) &&
	    !hk_buf_printf(&line, hk_message_text(format), hint.data)) {
		if (summary)
			hk_report_say(r, line.data);
		else
			hk_report_line(r, line.data);
	}
	hk_buf_release(&line);
	hk_buf_release(&hint);
}
