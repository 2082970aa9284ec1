/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_SINK_H
#define HIKU_QUERY_SHOW_SINK_H

/*
 * Where answers go: a sink is begin, hit, hit, ..., end, and may fail. Each
 * format is a file of its own (query/sink_*.c) and knows nothing of the others;
 * all of them write bytes into one buffer, which main prints.
 */

#include "base/buf.h"
#include "base/json.h"
#include "query/search/result.h"

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

/* Of a hit, among those of the same article or file. */
struct hk_sink_group {
	bool first;  /* it is the best of them */
	size_t next; /* the next one's place in the result; 0: none */
};

/*
 * For each hit of the result, in a list that the caller frees, its place in
 * its article, or in its file (which may hold many articles). HK_ENOMEM.
 */
enum hk_status hk_sink_group(struct hk_sink_group **out,
			     const struct hk_result *result,
			     bool by_file) HK_MUST_USE;

/* Append where the hit comes from, as people read it: its file's path, safe to
 * print and relative to the current folder where it lies below it, with '/' and
 * the member's name for what lies inside of it; the article's id for what came
 * from standard input. HK_ENOMEM. */
enum hk_status hk_sink_path(struct hk_buf *out, const struct hk_hit *hit,
			    const struct hk_sink_options *options) HK_MUST_USE;

/* The object that stands for one hit in JSON; failures stay in `json`. */
void hk_sink_json_hit(struct hk_json *json, const struct hk_hit *hit,
		      bool explain);

/* The source line or page to look at: that of the first mark, else the
 * passage's first; 0 where the format has none. `record.lines` says which. */
uint32_t hk_sink_source_line(const struct hk_hit *hit);
/* Append where in its file the hit is, with escapes `on` and `off` around the
 * number: ":12", ":p.3" for a page, and nothing where it is not known. */
enum hk_status hk_sink_position(struct hk_buf *out, const struct hk_hit *hit,
				const char *on, const char *off) HK_MUST_USE;

/*
 * Write all hits of a result in a format to `out`. HK_ENOMEM.
 */
enum hk_status hk_sink_write(struct hk_buf *out,
			     const struct hk_sink_format *format,
			     const struct hk_sink_options *options,
			     const struct hk_result *result) HK_MUST_USE;

#endif
