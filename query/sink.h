/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SINK_H
#define HIKU_QUERY_SINK_H

/*
 * Where answers go: a sink is begin, hit, hit, ..., end, and may fail. Each
 * format is a file of its own (query/sink_*.c) and knows nothing of the others;
 * all of them write bytes into one buffer, which main prints.
 */

#include "base/buf.h"
#include "query/search.h"

struct hk_sink_options {
	bool color;	  /* ANSI colours and bold may be used */
	unsigned columns; /* cells of the window; 0: not a terminal */
	bool whole;	  /* whole passages, not the sentences that matter */
	bool explain;	  /* parts of the scores too */
	char end;	  /* behind each file's name: '\n' or '\0' */
	const char *here; /* the current folder's real path, or NULL */
};

struct hk_sink {
	const struct hk_sink_format *format;
	const struct hk_sink_options *options;
	struct hk_buf *out;
	const struct hk_result *result;
	void *state; /* the format's own; freed by its end() */
};

struct hk_sink_format {
	const char *name;
	/* Any of these may be NULL: nothing to do. */
	enum hk_status (*begin)(struct hk_sink *sink);
	enum hk_status (*hit)(struct hk_sink *sink, const struct hk_hit *hit);
	/* Called once after begin(), also after a failure in between. */
	enum hk_status (*end)(struct hk_sink *sink);
};

/* For people at a terminal: a heading per article, its best passages, wrapped
 * to the window. */
extern const struct hk_sink_format hk_sink_text;
/* For pipes: path:line: passage, on one line. */
extern const struct hk_sink_format hk_sink_line;
/* For programs: one JSON object a line (docs/OUTPUT.md). */
extern const struct hk_sink_format hk_sink_json;
/* The files that hold matches, each once, in order of rank. */
extern const struct hk_sink_format hk_sink_files;

/*
 * Write all hits of a result in a format to `out`. HK_ENOMEM.
 */
enum hk_status hk_sink_write(struct hk_buf *out,
			     const struct hk_sink_format *format,
			     const struct hk_sink_options *options,
			     const struct hk_result *result) HK_MUST_USE;

#endif
