/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_SINK_H
#define HIKU_QUERY_SHOW_SINK_H

/*
 * Where answers go. A sink is called to begin, for each hit, and to end, and
 * may fail. Each format is a file of its own that knows nothing of the others;
 * all of them append to one buffer, which main prints.
 */

#include "base/buf.h"
#include "base/json.h"
#include "query/search/result.h"

struct hk_sink_options {
	bool color;	  /* ANSI colours and bold may be used */
	unsigned columns; /* cells of the window; 0: not a terminal */
	bool whole;	  /* whole passages, not only their best sentences */
	bool explain;	  /* also what each part adds to a score */
	char end;	  /* after each file's name: '\n' or '\0' */
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
	bool paged;  /* for people: long answers go through the pager */
	bool counts; /* shows result->articles: hk_search_options.count */
	/* Any of these may be NULL: nothing to do. */
	enum hk_status (*begin)(struct hk_sink *sink);
	enum hk_status (*hit)(struct hk_sink *sink, const struct hk_hit *hit);
	/* Called once after begin(), even if that or a hit() failed. */
	enum hk_status (*end)(struct hk_sink *sink);
};

/*
 * The table of all formats. A new one is a row here and a file of its own,
 * query/show/NAME.c, that defines hk_sink_NAME.
 */
#define HK_SINK_FORMATS(ROW)                                              \
	/* For people at a terminal: a heading for each article, its best \
	 * passages, wrapped to the window. */                            \
	ROW(page)                                                         \
	/* For pipes: "path:line: passage", each on one line. */          \
	ROW(lines)                                                        \
	/* The files that have matches, each once, in order of rank. */   \
	ROW(files)                                                        \
	/* For programs: one JSON object a line (docs/OUTPUT.md). */      \
	ROW(json)                                                         \
	/* Only the number of articles that match. */                     \
	ROW(count)

#define HK_SINK_DECLARE(name) extern const struct hk_sink_format hk_sink_##name;
HK_SINK_FORMATS(HK_SINK_DECLARE)
#undef HK_SINK_DECLARE

/* The format with this name, or NULL. */
const struct hk_sink_format *hk_sink_find(const char *name);

/* A hit among those of the same article, or of the same file. */
struct hk_sink_group {
	bool first;  /* it is the best of them */
	size_t next; /* index in the result of the next one; 0: none */
};

/*
 * Group the hits of a result by article, or by file (which may have many
 * articles). `*out` has an item for each hit; the caller frees it. HK_ENOMEM.
 */
enum hk_status hk_sink_group(struct hk_sink_group **out,
			     const struct hk_result *result,
			     bool by_file) HK_MUST_USE;

/* Append where the hit comes from, for people: its file's path, safe to print,
 * relative to the current folder if it is below that, followed by '/' and the
 * name of the member, if it is one; the article's id if the article came from
 * standard input. HK_ENOMEM. */
enum hk_status hk_sink_path(struct hk_buf *out, const struct hk_hit *hit,
			    const struct hk_sink_options *options) HK_MUST_USE;

/* Write one hit as a JSON object; failures stay in `json`. */
void hk_sink_json_hit(struct hk_json *json, const struct hk_hit *hit,
		      bool explain);

/* The line or page of the source to look at: that of the first mark, else the
 * first of the passage; 0 if the format has neither. `record.lines` says which
 * of the two it is. */
uint32_t hk_sink_source_line(const struct hk_hit *hit);
/* Append the position of the hit in its file, with escapes `on` and `off`
 * around the number: ":12", ":p.3" for a page, nothing if it is unknown.
 * HK_ENOMEM. */
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
