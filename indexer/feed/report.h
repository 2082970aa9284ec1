/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_FEED_REPORT_H
#define HIKU_INDEXER_FEED_REPORT_H

/*
 * What a run tells the user: progress on a terminal, a line per failure, a
 * summary. Everything goes to standard error but the summary.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/keyset.h"

struct hk_report {
	uint64_t fresh, changed, unchanged, removed; /* articles */
	uint64_t failed;			     /* files and records */
	uint64_t duplicates; /* articles that came twice in this run */
	bool verbose, quiet, dry_run;
	size_t shard, shards;  /* the one at hand, from 0, and how many */
	struct hk_keyset told; /* of several: lines that were printed */

	bool terminal;		   /* standard error is one */
	uint64_t files, files_all; /* done, and in all; 0: not known */
	uint64_t bytes, bytes_all;
	double begun, shown; /* seconds of the monotonic clock */
	bool line_open;	     /* a progress line stands on the screen */
};

void hk_report_init(struct hk_report *report, bool verbose, bool quiet,
		    bool dry_run);
void hk_report_release(struct hk_report *report);
/* The run goes through the same files for another shard: what was said of
 * them is not said, nor counted as failed, again. */
void hk_report_shard(struct hk_report *report, size_t shard, size_t shards);
/* A file, or a record of it, that could not be read. */
void hk_report_failed(struct hk_report *report, struct hk_str path,
		      const char *why);
/* What is in the index, but not quite as its file has it. */
void hk_report_warning(struct hk_report *report, struct hk_str path,
		       const char *what);
/* With --verbose: what happened to a file. */
void hk_report_note(struct hk_report *report, struct hk_str path,
		    const char *what);
/* A line that is not about one file. */
void hk_report_line(struct hk_report *report, const char *line);
/* `bytes` more are done, with one file more; shows it now and then. */
void hk_report_progress(struct hk_report *report, uint64_t bytes,
			unsigned files);
/* "N new, N changed, N unchanged, N removed, N failed" on standard output. */
void hk_report_summary(struct hk_report *report);

#endif
