/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_REPORT_H
#define HIKU_INDEXER_COMMANDS_REPORT_H

/*
 * What a run shows the user: progress on a terminal, a line for each failure,
 * a summary. Only the summary goes to standard output, all else to standard
 * error. What is printed is made safe for a terminal (base/clean.h).
 */

#include <stdbool.h>

#include "base/keyset.h"
#include "indexer/commands/skipped.h"
#include "indexer/feed/feed.h"

struct hk_report {
	bool verbose, quiet;
	size_t shard, shards; /* the one at hand, from 0, and how many */
	struct hk_keyset
		told; /* with several shards: lines that were printed */

	/* The index as the user named it; NULL: not so. */
	const char *db, *collection;

	bool terminal;	  /* standard error is one */
	const char *unit; /* what is counted, in English: files, unless set */
	uint64_t files, files_all; /* done, and in all; 0: not known */
	uint64_t bytes, bytes_all;
	double begun, shown; /* seconds of the monotonic clock */
	bool line_open;	     /* a progress line stands on the screen */
};

void hk_report_init(struct hk_report *report, bool verbose, bool quiet);
void hk_report_release(struct hk_report *report);
/* The run goes through the same files for another shard: what was said about
 * them is not said again. */
void hk_report_shard(struct hk_report *report, size_t shard, size_t shards);
/* Say how many files and bytes are about to come. */
void hk_report_expect(struct hk_report *report, uint64_t files, uint64_t bytes);
/* A file, or a record of it, that could not be read; an empty `path` is
 * standard input. False if that was said for an earlier shard. */
bool hk_report_failed(struct hk_report *report, struct hk_str path,
		      const char *why);
/* Would that say something new, if it were to be said? Notes that it is said
 * now. */
bool hk_report_is_new(struct hk_report *report, struct hk_str path,
		      const char *why);
/* The index does not hold it quite as it is. */
void hk_report_warning(struct hk_report *report, struct hk_str path,
		       const char *what);
/* With --verbose: what happened to a file. */
void hk_report_note(struct hk_report *report, struct hk_str path,
		    const char *what);
/* A line that is not about one file. */
void hk_report_line(struct hk_report *report, const char *line);
/* `bytes` and `files` more are done; shows it now and then. */
void hk_report_progress(struct hk_report *report, uint64_t bytes,
			unsigned files);

/* How many files and records could not be read, in this run and, of these, in
 * an earlier one for the same reason. */
struct hk_report_failures {
	uint64_t all, again;
};

/* What was done, on standard output: "3 new, 1 failed". What is 0 is not
 * said. */
void hk_report_summary(struct hk_report *report,
		       const struct hk_feed_result *result,
		       const struct hk_report_failures *failed, bool dry_run);
/* A line of the summary that was made elsewhere, in the user's language. */
void hk_report_say(struct hk_report *report, const char *line);
/* Append a command of hiku-index for this index, to be pasted. HK_ENOMEM. */
enum hk_status hk_report_hint(struct hk_buf *out,
			      const struct hk_report *report,
			      const char *command) HK_MUST_USE;
/* Print a line with a command of hiku-index for this index in the place of the
 * %s of `format`: to standard error, or, as part of the summary, to standard
 * output. */
void hk_report_advise(struct hk_report *report, bool summary,
		      const char *format, const char *command);
/* Append the line of what was not read, with the command that names it;
 * nothing if all was read. HK_ENOMEM. */
enum hk_status hk_report_unread(struct hk_buf *out,
				const struct hk_report *report,
				struct hk_skipped *unread) HK_MUST_USE;

#endif
