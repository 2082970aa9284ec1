/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_SINK_H
#define HIKU_QUERY_SHOW_SINK_H

/*
 * Output formats. A sink is called at the beginning, for each hit and at the
 * end, and may fail. Each format is a file of its own and independent of the
 * others; all append to one buffer, which main prints.
 */

#include "base/buf.h"
#include "base/json.h"
#include "query/search/result.h"

struct hk_sink_options {
	bool color;	  /* use ANSI colours and bold */
	unsigned columns; /* width of the window in cells; 0: no terminal */
	bool whole;	  /* whole passages, not only their best sentences */
	bool explain;	  /* show what each part adds to a score */
	char end;	  /* after each file's name: '\n' or '\0' */
	const char *here; /* real path of the current folder, or NULL */
};

struct hk_sink {
	const struct hk_sink_format *format;
	const struct hk_sink_options *options;
	struct hk_buf *out;
	const struct hk_result *result;
	void *state; /* private to the format; freed by its end() */
};

struct hk_sink_format {
	const char *name;
	bool paged;  /* for people: long answers go through the pager */
	bool counts; /* shows result->articles: hk_search_options.count */
	/* Any of these may be NULL. */
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
	/* For people at a terminal: each article with its best passages, \
	 * wrapped to the window. */                                      \
	ROW(page)                                                         \
	/* For pipes: "path:line: passage", each on one line. */          \
	ROW(lines)                                                        \
	/* The files that have matches, once each, by rank. */            \
	ROW(files)                                                        \
	/* For programs: a JSON object per line (docs/OUTPUT.md). */      \
	ROW(json)                                                         \
	/* Only the number of articles that match. */                     \
	ROW(count)

#define HK_SINK_DECLARE(name) extern const struct hk_sink_format hk_sink_##name;
HK_SINK_FORMATS(HK_SINK_DECLARE)
#undef HK_SINK_DECLARE

/* The format with this name, or NULL. */
const struct hk_sink_format *hk_sink_find(const char *name);

/* A hit's position in the group of its article, or of its file. */
struct hk_sink_group {
	bool first;  /* the best hit of the group */
	size_t next; /* the next hit: its index in the result; 0: none */
};

/*
 * Group the hits of a result by article, or by file (which may contain many
 * articles). `*out` has an item per hit; the caller frees it. HK_ENOMEM.
 */
enum hk_status hk_sink_group(struct hk_sink_group **out,
			     const struct hk_result *result,
			     bool by_file) HK_MUST_USE;

/* Append where the hit comes from, safe to print: the path of its file,
 * relative to the current folder if it is below that, then '/' and the member's
 * name, if the article is one; its id if it came from standard input.
 * HK_ENOMEM. */
enum hk_status hk_sink_path(struct hk_buf *out, const struct hk_hit *hit,
			    const struct hk_sink_options *options) HK_MUST_USE;

/* Write one hit as a JSON object; failures stay in `json`. */
void hk_sink_json_hit(struct hk_json *json, const struct hk_result *result,
		      const struct hk_hit *hit, bool explain);

/* The line or page of the source where the hit is: that of the first mark, else
 * the first one of the passage; 0 if the format has neither. `record.lines`
 * says which of the two it is. */
uint32_t hk_sink_source_line(const struct hk_hit *hit);
/* Append the position of the hit in its file, with the strings `on` and `off`
 * around the number: ":12", ":p.3" for a page, nothing if it is unknown.
 * HK_ENOMEM. */
enum hk_status hk_sink_position(struct hk_buf *out, const struct hk_hit *hit,
				const char *on, const char *off) HK_MUST_USE;

/* Append a result to `out` in a format. HK_ENOMEM. */
enum hk_status hk_sink_write(struct hk_buf *out,
			     const struct hk_sink_format *format,
			     const struct hk_sink_options *options,
			     const struct hk_result *result) HK_MUST_USE;

#endif
