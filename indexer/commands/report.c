/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/report.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/hash.h"

/* Seconds between two progress lines. */
#define SHOW_EVERY 0.2
/* Bytes of a path that a line shows. */
#define PATH_SHOWN 800

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void hk_report_init(struct hk_report *r, bool verbose, bool quiet)
{
	memset(r, 0, sizeof(*r));
	r->verbose = verbose;
	r->quiet = quiet;
	r->terminal = isatty(STDERR_FILENO) && !quiet;
	r->begun = now();
	hk_keyset_init(&r->told);
}

void hk_report_release(struct hk_report *r)
{
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

static void clear_line(struct hk_report *r)
{
	if (r->line_open)
		fputs("\r\033[K", stderr);
	r->line_open = false;
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
	struct hk_clean_buf line;

	clear_line(r);
	hk_clean_line(&line, "%s%.*s%s%s", before,
		      (int)(path.len > PATH_SHOWN ? PATH_SHOWN : path.len),
		      path.len ? path.data : "", path.len && *what ? ": " : "",
		      what);
	fprintf(stderr, "%s\n", line.text);
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

static void show(struct hk_report *r, double at)
{
	double seconds = at - r->begun;
	double rate = seconds > 0 ? (double)r->bytes / seconds : 0;

	fputs("\r\033[K", stderr);
	if (r->shards > 1)
		fprintf(stderr, "shard %zu/%zu  ", r->shard + 1, r->shards);
	fprintf(stderr, "%llu", (unsigned long long)r->files);
	if (r->files_all)
		fprintf(stderr, "/%llu", (unsigned long long)r->files_all);
	fprintf(stderr, " files  %.1f MB  %.1f MB/s", (double)r->bytes / 1e6,
		rate / 1e6);
	if (r->bytes_all > r->bytes && rate > 0) {
		double left = (double)(r->bytes_all - r->bytes) / rate;
		fprintf(stderr, "  %.0f %%  %d:%02d left",
			100.0 * (double)r->bytes / (double)r->bytes_all,
			(int)(left / 60), (int)left % 60);
	}
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

void hk_report_summary(struct hk_report *r, const struct hk_feed_result *result,
		       uint64_t failed, bool dry_run)
{
	clear_line(r);
	if (r->quiet)
		return;
	printf("%s%llu new, %llu changed, %llu unchanged, %llu removed, "
	       "%llu failed\n",
	       dry_run ? "would be: " : "", (unsigned long long)result->fresh,
	       (unsigned long long)result->changed,
	       (unsigned long long)result->unchanged,
	       (unsigned long long)result->removed, (unsigned long long)failed);
	if (result->duplicates)
		printf("%llu came twice in this run; the last of each was "
		       "kept\n",
		       (unsigned long long)result->duplicates);
	fflush(stdout);
}
